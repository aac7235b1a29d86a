"""Where to grow: which places first, how large is right, what a completer costs, and when the gate should come."""

import streamlit as st

from core.charts import cost_curves as costs_chart
from core.charts import fruit as fruit_chart
from core.charts import scale_curve as scale_chart
from core.charts.sentences import keys
from core.charts.sentences.scale import cash_steps_sentence, cost_title, fruit_title, scale_title
from core.papers.caveat_words import frame_sentence
from core.reports.scale import cost_curves, low_hanging_fruit, options_with_places, scale_curve
from pages.shared import address, choices, gating, reads, told
from pages.shared.parts import figure
from pages.shared.tables import costs_table, fruit_table, scale_table
from pages.shared.text import plain

st.title("Where to grow", anchor=False)
programme_column, option_column = st.columns(2)
with programme_column:
    chosen = choices.programme()
appraised = chosen.appraised
placed = options_with_places(appraised)
with option_column:
    option_id = choices.one_of(chosen, placed, "place-option") if placed else None
address.keep(programme=chosen.programme_id, option=option_id, version=choices.version_in_address(chosen))
st.caption(frame_sentence(appraised))

if option_id is None:
    st.info("No option of this programme reaches two places or more, so there is nothing to grow place by place.")
else:
    scale = reads.sized(chosen.programme_id, chosen.number, option_id)
    fruit = low_hanging_fruit(appraised, scale)
    figure("fruit", fruit_title(fruit), f"{keys.FRUIT} Net public value, present value.",
           lambda dark, narrow: fruit_chart.draw(fruit, dark, narrow), fruit_table(fruit), level=2)  # fmt: skip

    curve = scale_curve(scale)
    figure("scale", scale_title(curve), keys.SCALE_CURVE,
           lambda dark, narrow: scale_chart.draw(curve, dark, narrow), scale_table(curve), level=2)  # fmt: skip
    st.markdown(plain(cash_steps_sentence(curve)) + ".")

    costs = cost_curves(scale)
    figure("costs", cost_title(costs), f"{keys.COST_CURVES} Present value.",
           lambda dark, narrow: costs_chart.draw(costs, dark, narrow), costs_table(costs), level=2)  # fmt: skip
    if scale.is_by_single_site:
        st.caption("There are too many places to try every next one: best first goes by what each brings alone.")
gating.when_to_decide(chosen)
told.definitions()
