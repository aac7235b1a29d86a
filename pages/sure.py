"""How sure are we: the range of every option, what drives it, and what would have to be true."""

import streamlit as st

from core.charts import chance_at_least as chance_chart
from core.charts import icon_array as icons_chart
from core.charts.sentences import keys
from core.charts.sentences.uncertainty import above_nothing_title, best_chance_sentence
from core.papers.caveat_words import frame_sentence
from core.reports.options import first_options
from core.reports.uncertainty import exceedance, spreads
from pages.shared import address, certainty, choices, commented, driving, reads, told
from pages.shared.parts import figure, not_all_drawn
from pages.shared.tables import amounts_table, chances_table
from pages.shared.text import plain

st.title("How sure are we", anchor=False)
programme_column, option_column = st.columns(2)
with programme_column:
    chosen = choices.programme()
with option_column:
    option_id = choices.option(chosen)
address.keep(programme=chosen.programme_id, option=option_id, version=choices.version_in_address(chosen))
appraised = chosen.appraised
simulation = reads.simulated(chosen.programme_id, chosen.number)
st.caption(frame_sentence(appraised) + " " + certainty.drawn_sentence(simulation))

spread = spreads(appraised, simulation)
certainty.ranges(appraised, simulation)
certainty.mean_beside_central(appraised, simulation, option_id)
st.markdown(plain(best_chance_sentence(spread)) + ".")

chances = spread.rename(columns={"chance_positive": "chance"})
figure("icons", above_nothing_title(chances), keys.ICON_ARRAY,
       lambda dark, narrow: icons_chart.draw(chances, dark, narrow), chances_table(spread), level=2)  # fmt: skip

amounts = exceedance(appraised, simulation)
drawn = first_options(amounts)
figure("chance", "How likely each option is to return at least so much", keys.CHANCE_AT_LEAST,
       lambda dark, narrow: chance_chart.draw(drawn, dark, narrow), amounts_table(amounts), level=2)  # fmt: skip
not_all_drawn(drawn, amounts)

certainty.one_against_another(appraised, simulation)
certainty.worth_knowing_first(simulation, chosen.scope)
certainty.partners(appraised, simulation, option_id, chosen.scope)
driving.what_would_have_to_be_true(appraised)
driving.what_drives(appraised, option_id, chosen.scope)
commented.inputs(chosen, option_id)
told.definitions()
