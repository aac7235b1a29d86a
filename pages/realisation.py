"""Realisation: what was promised, what is expected now, what is really out of budgets, and what waits on the next step."""

from datetime import UTC, datetime

import streamlit as st

from core.charts import promised_actual
from core.charts.formats import financial_year
from core.charts.sentences.realisation import realised_title
from core.reports.early_warning import early_warning
from core.reports.realisation import release_actions, running, said_of, standing, track, year_of
from pages.shared import address, asking, choices, filling_in, parts, reads, realised_entries, realising, told
from pages.shared.realisation_tables import actions_table, steps_ahead_table, track_table
from pages.shared.text import plain

st.title("Realisation", anchor=False)
programme_column, option_column = st.columns(2)
with programme_column:
    chosen = choices.programme()
with option_column:
    option_id = choices.option(chosen)
address.keep(programme=chosen.programme_id, option=option_id, version=choices.version_in_address(chosen))

person, today, now = chosen.reader, datetime.now(UTC).date(), chosen.appraised
promise = realising.promise(chosen, option_id)
tracked = track(reads.database(), person, promise.appraised, now, option_id, today=today)
actions = release_actions(person, now, option_id, today, realising.gone(chosen))
stands = standing(tracked, actions)
year = year_of(now.case, today)
case = now.case.programme

told.badges(chosen)
filling_in.say_what_was_recorded()
prices = financial_year(case.prices_of)
st.markdown(plain(f"{promise.words} Years are financial years; money is real, in {prices} prices, and not discounted."))
realising.standing_cards(stands, actions, financial_year(case.base_year, max(year, 0)))
parts.figure(
    "realised",
    realised_title(stands.promised_to_date_gbp, stands.actual_to_date_gbp, stands.promised_gbp),
    "Running total of cash over all partners. Forecast leaves out lines that are lost and years before an action is due.",
    lambda dark, narrow: promised_actual.draw(running(tracked, year), dark, narrow),
    track_table(tracked, case.base_year),
    level=2,
)

st.header("What waits on the next step", anchor=False)
said = said_of(reads.database(), asking.person(), chosen.programme_id)
ahead = early_warning(person, now, option_id, said, today)
realising.warnings(ahead, case.base_year)
if not ahead.empty:
    with st.expander(f"See as a table{parts.unseen('what waits on the next step')}"):
        parts.text_table(steps_ahead_table(ahead, case.base_year), figures="steps-ahead")

st.header("What has to be done, and by whom", anchor=False)
realising.troubles(actions)
parts.text_table(actions_table(actions))
parts.download("Download the actions", actions, "release-actions")
realising.not_all_seen(chosen)
realising.plan_form(chosen, actions)
realised_entries.record_form(chosen, actions, year)
realised_entries.record_history(chosen, said)
told.definitions()
