"""Realisation: what was promised, what is expected now, what is really out of budgets, and what waits on the next step."""

from datetime import UTC, datetime

import streamlit as st

from core.charts import promised_actual
from core.charts.kit.formats import financial_year
from core.charts.sentences.realisation import realised_title
from core.reports.prices import terms_in_words
from core.reports.realisation.early_warning import early_warning
from core.reports.realisation.tracking import release_actions, running, said_of, standing, track, year_of
from pages.components import form_feedback, layout, money_basis, pickers
from pages.components.definitions import definitions
from pages.components.version_badges import badges
from pages.sections.realisation import record, tracking
from pages.sections.realisation.tables import actions_table, steps_ahead_table, track_table
from pages.shell import identity, store, url_state
from pages.shell.user_text import plain

st.title("Realisation", anchor=False)
chosen = pickers.programme()
option_id = pickers.option(chosen)
basis = money_basis.by_year(money_basis.switch(chosen.appraised))
url_state.keep(
    programme=chosen.programme_id, option=option_id, version=pickers.version_in_address(chosen), money=money_basis.in_address()
)

person, today, now = chosen.reader, datetime.now(UTC).date(), chosen.appraised
promise = tracking.promise(chosen, option_id)
tracked = track(store.database(), person, promise.appraised, now, option_id, today=today, basis=basis)
actions = release_actions(person, now, option_id, today, tracking.gone(chosen))
stands = standing(tracked, actions)
year = year_of(now.case, today)
case = now.case.programme

badges(chosen)
form_feedback.say_what_was_recorded()
st.markdown(plain(f"{promise.words} {terms_in_words(now.case, basis)}"))
tracking.standing_cards(stands, actions, financial_year(case.base_year, max(year, 0)))
if tracked.empty:
    st.markdown("**No line of benefit is to become cash, so there is none to follow.**")
else:
    layout.figure(
        "realised",
        realised_title(stands.promised_to_date_gbp, stands.actual_to_date_gbp, stands.promised_gbp),
        "Running total of cash over all partners. Forecast leaves out lines that are lost and years before an action is due.",
        lambda dark, narrow: promised_actual.draw(running(tracked, year), dark, narrow),
        track_table(tracked, case.base_year),
        level=2,
    )

st.header("What waits on the next step", anchor=False)
said = said_of(store.database(), identity.person(), chosen.programme_id)
ahead = early_warning(person, now, option_id, said, today)
tracking.warnings(ahead, case.base_year)
if not ahead.empty:
    with st.expander(f"See as a table{layout.unseen('what waits on the next step')}"):
        layout.text_table(steps_ahead_table(ahead, case.base_year), figures="steps-ahead")

st.header("What has to be done, and by whom", anchor=False)
tracking.troubles(actions)
layout.text_table(actions_table(actions))
layout.download("Download the actions", actions, "release-actions")
tracking.not_all_seen(chosen)
tracking.plan_form(chosen, actions)
record.record_form(chosen, actions, year)
record.record_history(chosen, said)
definitions()
