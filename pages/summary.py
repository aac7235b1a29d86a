"""Summary: the question, four figures, who pays and who benefits, and what to know before believing it."""

import streamlit as st

from core.charts import ledger as ledger_chart
from core.charts.sentences.partners import ledger_title
from core.papers.caveat_words import frame_sentence
from core.reports.partners import ledger
from core.reports.seen import limits_seen
from pages.shared import address, behind, choices, commented, meeting_opening, reads, standing_now, told
from pages.shared.caveats import caveats
from pages.shared.parts import cards, figure
from pages.shared.tables import ledger_table
from pages.shared.text import plain

title = st.empty()
title.title("Scale Case", anchor=False)
programme_column, option_column = st.columns(2)
with programme_column:
    chosen = choices.programme()
with option_column:
    option_id = choices.option(chosen)
programme = chosen.loaded.case.programme
title.title(plain(programme.title), anchor=False)
told.badges(chosen)
meeting_opening.link(chosen.programme_id)
st.markdown(f"**The question.** {plain(programme.question or programme.summary or 'No question has been written down yet.')}")
standing_now.in_a_sentence(chosen, option_id)
address.keep(programme=chosen.programme_id, option=option_id, version=choices.version_in_address(chosen))

appraised = chosen.appraised
cards(told.headline_cards(appraised, option_id, reads.simulated(chosen.programme_id, chosen.number)))
st.caption(frame_sentence(appraised))
commented.headlines(chosen, option_id)

partners = limits_seen(ledger(appraised, option_id), chosen.scope).assign(gains_gbp=lambda frame: frame.cash_gbp)
st.header("Who pays, who benefits", anchor=False)
figure(
    "ledger",
    ledger_title(partners),
    f"Cash paid in (orange, left), cash released (blue, right) and the difference. {told.period(appraised)}",
    lambda dark, narrow: ledger_chart.draw(partners, dark, narrow),
    ledger_table(partners),
)

behind.rows_behind(appraised, option_id)

st.header("Before you decide", anchor=False)
for caveat in caveats(appraised, option_id):
    st.markdown(f"- {plain(caveat)}")

st.header("What changed", anchor=False)
told.last_change(chosen)
told.definitions()
if chosen.is_sample:
    told.first_steps()
