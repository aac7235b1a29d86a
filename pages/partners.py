"""Who pays, who benefits: partners side by side and by year, what is cash, and the rows behind it."""

import streamlit as st

from core.access.redaction import cash_lines_seen, limits_seen, parts_seen, steps_seen
from core.charts import bridge as bridge_chart
from core.charts import cash_or_capacity as parts_chart
from core.charts import cash_steps as lumps_chart
from core.charts import ledger as ledger_chart
from core.charts import money_bases as moneys_chart
from core.charts import partner_years as years_chart
from core.charts.sentences import keys
from core.charts.sentences.cash import bridge_title, cash_or_capacity_title, lumps_title, with_lump_texts
from core.charts.sentences.partners import ledger_title, misalignment_sentence, partner_years_title
from core.charts.sentences.prices import money_bases_title
from core.papers.caveats import frame_sentence
from core.reports.benefits import bridge, cash_or_capacity, cash_to_take_out, steps_to_cash
from core.reports.partners import counting, ledger, partner_years
from core.reports.prices import horizon_in_words, net_cash_bridge, terms_in_words, why_no_money_of_the_day
from pages.components import money_basis, pickers
from pages.components.definitions import definitions
from pages.components.layout import figure, text_table
from pages.components.money_tables import bridge_table, ledger_table, parts_table, release_table, steps_table, years_table
from pages.sections.comments import anchors
from pages.sections.options import trace
from pages.shell import url_state
from pages.shell.user_text import plain

COUNTED = {"cash": "Cash released", "budget": "All benefit in budgets", "all": "All benefit"}

st.title("Who pays, who benefits", anchor=False)
chosen = pickers.programme()
option_id = pickers.option(chosen)
appraised = chosen.appraised
key = f"counted-{chosen.programme_id}"
url_state.start_with(key, url_state.wanted("count"), list(COUNTED), "cash")
counted_column, money_column = st.columns(2)
with counted_column:
    counted = st.segmented_control(
        "Benefits counted", list(COUNTED), format_func=COUNTED.__getitem__, key=key, persist_state="session", required=True
    )
with money_column:
    basis = money_basis.switch(appraised)
url_state.keep(
    programme=chosen.programme_id,
    option=option_id,
    count=None if counted == "cash" else counted,
    money=money_basis.in_address(),
    version=pickers.version_in_address(chosen),
)
st.caption(frame_sentence(appraised, basis))
terms = terms_in_words(appraised.case, basis)

partners = limits_seen(counting(ledger(appraised, option_id, basis), counted), chosen.scope)
figure("ledger", ledger_title(partners), f"{keys.LEDGER} {COUNTED[counted]}. {terms}",
       lambda dark, narrow: ledger_chart.draw(partners, dark, narrow), ledger_table(partners), level=2)  # fmt: skip
st.markdown(f"**{plain(misalignment_sentence(appraised.option(option_id).expected.measures.misalignment))}.**")
trace.rows_behind(appraised, option_id)
trace.by_type(appraised, option_id)
anchors.ledger(chosen, option_id)

years = partner_years(appraised, option_id, basis)
figure("years", partner_years_title(years), f"{keys.PARTNER_YEARS} Cash. {terms}",
       lambda dark, narrow: years_chart.draw(years, dark, narrow), years_table(years), level=2)  # fmt: skip

steps = bridge(appraised, option_id, basis)
figure("bridge", bridge_title(steps), f"{keys.BRIDGE} {terms}",
       lambda dark, narrow: bridge_chart.draw(steps, dark, narrow), bridge_table(steps), level=2)  # fmt: skip

parts = parts_seen(cash_or_capacity(appraised, option_id, basis), chosen.scope)
if parts.empty:
    st.markdown("**No benefit falls on services, so none can become cash.**")
else:
    figure("parts", cash_or_capacity_title(parts), f"{keys.CASH_OR_CAPACITY} {terms}",
           lambda dark, narrow: parts_chart.draw(parts, dark, narrow), parts_table(parts, basis), level=2)  # fmt: skip

if why_no_money_of_the_day(appraised) is None:
    moneys = net_cash_bridge(appraised, option_id)
    figure("moneys", money_bases_title(moneys), f"{keys.MONEY_BASES} {horizon_in_words(appraised.case)}",
           lambda dark, narrow: moneys_chart.draw(moneys, dark, narrow), bridge_table(moneys), level=2)  # fmt: skip

lumps = with_lump_texts(steps_seen(steps_to_cash(appraised, option_id), chosen.scope))
if not lumps.empty:
    figure("lumps", lumps_title(lumps), f"{keys.LUMPS} Most units that stay away for the notice, in any year.",
           lambda dark, narrow: lumps_chart.draw(lumps, dark, narrow), steps_table(lumps), level=2)  # fmt: skip

st.header("How the cash leaves budgets", anchor=False)
text_table(release_table(cash_lines_seen(cash_to_take_out(appraised, option_id), chosen.scope)))
definitions()
