"""Where to grow: which places first, how large is right, what a completer costs, and when the gate should come."""

import streamlit as st

from core.charts import cost_curves as costs_chart
from core.charts import places_ranked as fruit_chart
from core.charts import scale_curve as scale_chart
from core.charts.sentences import keys
from core.charts.sentences.scale import cash_steps_sentence, cost_title, fruit_title, scale_title
from core.domain.prices import MoneyBasis
from core.papers.caveats import frame_sentence
from core.reports.prices import basis_in_words
from core.reports.scale import cost_curves, low_hanging_fruit, options_with_places, scale_curve
from pages.components import money_basis, pickers
from pages.components.definitions import definitions
from pages.components.layout import figure
from pages.components.money_tables import costs_table, fruit_table, scale_table
from pages.sections.scale import causes, gate_value
from pages.shell import cached_reads, url_state
from pages.shell.user_text import plain

st.title("Where to grow", anchor=False)
chosen = pickers.programme()
appraised = chosen.appraised
placed = options_with_places(appraised)
option_id = pickers.one_of(chosen, placed, "place-option") if placed else None
basis = money_basis.switch(appraised)
terms = basis_in_words(appraised.case, basis)
url_state.keep(
    programme=chosen.programme_id, option=option_id, version=pickers.version_in_address(chosen), money=money_basis.in_address()
)
st.caption(frame_sentence(appraised, basis))
if basis is not MoneyBasis.present_value:
    st.caption("Which place comes first, which sizes are viable and which is best go by present values in every money.")

if option_id is None:
    st.info("No option of this programme reaches two places or more, so there is nothing to grow place by place.")
else:
    scale = cached_reads.sized(chosen.programme_id, chosen.number, option_id, basis)
    fruit = low_hanging_fruit(appraised, scale)
    figure("fruit", fruit_title(fruit), f"{keys.FRUIT} Net public value. {terms}.",
           lambda dark, narrow: fruit_chart.draw(fruit, dark, narrow), fruit_table(fruit), level=2)  # fmt: skip

    curve = scale_curve(scale)
    figure("scale", scale_title(curve), f"{keys.SCALE_CURVE} {terms}.",
           lambda dark, narrow: scale_chart.draw(curve, dark, narrow), scale_table(curve), level=2)  # fmt: skip
    st.markdown(plain(cash_steps_sentence(curve)) + ".")

    costs = cost_curves(scale)
    figure("costs", cost_title(costs), f"{keys.COST_CURVES} {terms}.",
           lambda dark, narrow: costs_chart.draw(costs, dark, narrow), costs_table(costs), level=2)  # fmt: skip
    if scale.is_by_single_site:
        st.caption("There are too many places to try every next one: best first goes by what each brings alone.")
    causes.why_less_comes_at_scale(chosen, option_id)
gate_value.when_to_decide(chosen)
definitions()
