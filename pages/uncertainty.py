"""How sure are we: the range of every option, what drives it, and what would have to be true."""

import streamlit as st

from core.charts import chance_at_least as chance_chart
from core.charts import icon_array as icons_chart
from core.charts.sentences import keys
from core.charts.sentences.uncertainty import above_nothing_title, best_chance_sentence
from core.domain.prices import MoneyBasis
from core.papers.caveats import frame_sentence
from core.reports.options import first_options
from core.reports.prices import basis_in_words
from core.reports.uncertainty import exceedance, spreads
from pages.components import money_basis, pickers
from pages.components.definitions import definitions
from pages.components.layout import figure, not_all_drawn
from pages.components.money_tables import amounts_table, chances_table
from pages.sections.comments import anchors
from pages.sections.risks import register
from pages.sections.uncertainty import drivers, effect_test, ranges
from pages.shell import cached_reads, url_state
from pages.shell.user_text import plain

st.title("How sure are we", anchor=False)
chosen = pickers.programme()
option_id = pickers.option(chosen)
appraised = chosen.appraised
basis = money_basis.switch(appraised)
url_state.keep(
    programme=chosen.programme_id, option=option_id, version=pickers.version_in_address(chosen), money=money_basis.in_address()
)
simulation = cached_reads.simulated(chosen.programme_id, chosen.number)
shown = cached_reads.shown_in(basis, chosen.programme_id, chosen.number)
st.caption(frame_sentence(appraised, basis) + " " + ranges.drawn_sentence(simulation))
if basis is not MoneyBasis.present_value:
    st.caption("Chances, what choosing an option gives up and what knowing more is worth go by present values in every money.")

spread = spreads(appraised, simulation)
ranges.ranges(appraised, simulation, basis, shown)
ranges.mean_beside_central(appraised, shown or simulation, option_id, basis)
st.markdown(plain(best_chance_sentence(spread)) + ".")

chances = spread.rename(columns={"chance_positive": "chance"})
figure("icons", above_nothing_title(chances), keys.ICON_ARRAY,
       lambda dark, narrow: icons_chart.draw(chances, dark, narrow), chances_table(spread), level=2)  # fmt: skip

amounts = exceedance(appraised, simulation)
drawn, terms = first_options(amounts), basis_in_words(appraised.case, MoneyBasis.present_value)
figure("chance", "How likely each option is to return at least so much", f"{keys.CHANCE_AT_LEAST} {terms}.",
       lambda dark, narrow: chance_chart.draw(drawn, dark, narrow), amounts_table(amounts), level=2)  # fmt: skip
not_all_drawn(drawn, amounts)

ranges.one_against_another(appraised, simulation)
ranges.worth_knowing_first(simulation, chosen.scope)
effect_test.what_a_test_is_worth(chosen, simulation, option_id)
ranges.partners(appraised, simulation, option_id, chosen.scope, basis=basis, shown=shown)
drivers.what_would_have_to_be_true(appraised)
drivers.what_drives(appraised, option_id, chosen.scope)
register.register(chosen, appraised, option_id)
anchors.inputs(chosen, option_id)
definitions()
