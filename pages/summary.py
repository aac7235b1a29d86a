"""Summary: the question, four figures, who pays and who benefits, and what to know before believing it."""

import streamlit as st

from core.access.redaction import limits_seen
from core.charts import ledger as ledger_chart
from core.charts.sentences.partners import ledger_title
from core.papers.caveats import frame_sentence
from core.reports.partners import ledger
from core.reports.text_summary import period
from pages.components import money_basis, pickers
from pages.components.definitions import definitions
from pages.components.headlines import headline_cards
from pages.components.layout import cards, figure
from pages.components.money_tables import ledger_table
from pages.components.version_badges import badges, last_change
from pages.sections.comments import anchors
from pages.sections.gates import pathway
from pages.sections.options import trace
from pages.sections.options.caveats import caveats
from pages.sections.summary.first_steps import first_steps
from pages.sections.summary.today import three_lines
from pages.sections.unmonetised import beside_money
from pages.shell import cached_reads, url_state
from pages.shell.user_text import plain

title = st.empty()
title.title("Scale Case", anchor=False)
chosen = pickers.programme()
option_id = pickers.option(chosen)
programme = chosen.loaded.case.programme
title.title(plain(programme.title), anchor=False)
three_lines(chosen, option_id)
badges(chosen)
pathway.in_a_sentence(chosen, option_id)
appraised = chosen.appraised
basis, place = money_basis.chosen(appraised), (chosen.programme_id, chosen.number)
cards(headline_cards(appraised, option_id, cached_reads.simulated(*place), basis, cached_reads.shown_in(basis, *place)))
st.caption(frame_sentence(appraised, basis))
anchors.headlines(chosen, option_id)

st.header("Who pays, who benefits", anchor=False)
basis = money_basis.switch(appraised)
url_state.keep(
    programme=chosen.programme_id, option=option_id, version=pickers.version_in_address(chosen), money=money_basis.in_address()
)
partners = limits_seen(ledger(appraised, option_id, basis), chosen.scope).assign(gains_gbp=lambda frame: frame.cash_gbp)
figure(
    "ledger",
    ledger_title(partners),
    f"Cash paid in (orange, left), cash released (blue, right) and the difference. {period(appraised, basis)}",
    lambda dark, narrow: ledger_chart.draw(partners, dark, narrow),
    ledger_table(partners),
)

trace.rows_behind(appraised, option_id)

if appraised.case.unmonetised:
    beside_money.in_sentences(chosen, appraised, option_id)

st.header("Before you decide", anchor=False)
for caveat in caveats(appraised, option_id, basis):
    st.markdown(f"- {plain(caveat)}")

st.header("What changed", anchor=False)
last_change(chosen)
definitions()
if chosen.is_sample:
    first_steps()
