"""Who pays, who benefits: partners side by side and by year, what is cash, and the rows behind it."""

import streamlit as st

from core.charts import bridge as bridge_chart
from core.charts import cash_or_capacity as parts_chart
from core.charts import ledger as ledger_chart
from core.charts import lumps as lumps_chart
from core.charts import partner_years as years_chart
from core.charts.sentences import keys
from core.charts.sentences.cash import bridge_title, cash_or_capacity_title
from core.charts.sentences.partners import ledger_title, misalignment_sentence, partner_years_title
from core.papers.caveat_words import frame_sentence
from core.reports.asks import cash_to_take_out
from core.reports.benefits import bridge, cash_or_capacity, steps_to_cash
from core.reports.partners import ledger, partner_years
from core.reports.seen import cash_lines_seen, limits_seen, parts_seen, steps_seen
from pages.shared import address, behind, choices, commented, told
from pages.shared.parts import figure, text_table
from pages.shared.tables import bridge_table, ledger_table, parts_table, release_table, steps_table, years_table
from pages.shared.text import plain

COUNTED = {"cash": "Cash released", "budget": "All benefit in budgets", "all": "All benefit"}

st.title("Who pays, who benefits", anchor=False)
programme_column, option_column = st.columns(2)
with programme_column:
    chosen = choices.programme()
with option_column:
    option_id = choices.option(chosen)
key = f"counted-{chosen.programme_id}"
address.start_with(key, address.wanted("count"), list(COUNTED), "cash")
counted = st.segmented_control(
    "Benefits counted", list(COUNTED), format_func=COUNTED.__getitem__, key=key, persist_state="session", required=True
)
address.keep(
    programme=chosen.programme_id,
    option=option_id,
    count=None if counted == "cash" else counted,
    version=choices.version_in_address(chosen),
)
appraised = chosen.appraised
st.caption(frame_sentence(appraised))

partners = limits_seen(told.counting(ledger(appraised, option_id), counted), chosen.scope)
figure("ledger", ledger_title(partners), f"{keys.LEDGER} {COUNTED[counted]}.",
       lambda dark, narrow: ledger_chart.draw(partners, dark, narrow), ledger_table(partners), level=2)  # fmt: skip
st.markdown(f"**{plain(misalignment_sentence(appraised.option(option_id).expected.measures.misalignment))}.**")
behind.rows_behind(appraised, option_id)
behind.by_type(appraised, option_id)
commented.ledger(chosen, option_id)

years = partner_years(appraised, option_id)
figure("years", partner_years_title(years), f"{keys.PARTNER_YEARS} Cash, not discounted.",
       lambda dark, narrow: years_chart.draw(years, dark, narrow), years_table(years), level=2)  # fmt: skip

steps = bridge(appraised, option_id)
figure("bridge", bridge_title(steps), f"{keys.BRIDGE} Present values.",
       lambda dark, narrow: bridge_chart.draw(steps, dark, narrow), bridge_table(steps), level=2)  # fmt: skip

parts = parts_seen(cash_or_capacity(appraised, option_id), chosen.scope)
figure("parts", cash_or_capacity_title(parts), f"{keys.CASH_OR_CAPACITY} Present values.",
       lambda dark, narrow: parts_chart.draw(parts, dark, narrow), parts_table(parts), level=2)  # fmt: skip

lumps = told.with_lump_texts(steps_seen(steps_to_cash(appraised, option_id), chosen.scope))
if not lumps.empty:
    figure("lumps", told.lumps_title(lumps), f"{keys.LUMPS} Most units that stay away for the notice, in any year.",
           lambda dark, narrow: lumps_chart.draw(lumps, dark, narrow), steps_table(lumps), level=2)  # fmt: skip

st.header("How the cash leaves budgets", anchor=False)
text_table(release_table(cash_lines_seen(cash_to_take_out(appraised, option_id), chosen.scope)))
told.definitions()
