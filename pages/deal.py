"""Deal: promised money against need, who would pay what under which rule, offers and answers, and the deal on one page."""

import streamlit as st

from core.reports.deals import parties
from core.reports.funding import funding_plan
from core.reports.offers import offers_on, standing_offer
from pages.shared import address, asking, choices, commented, deal_sheets, dealing, filling_in, offering, promising, reads, told

st.title("Deal", anchor=False)
programme_column, option_column = st.columns(2)
with programme_column:
    chosen = choices.programme()
with option_column:
    option_id = choices.option(chosen)
told.badges(chosen)
filling_in.say_what_was_recorded()
promising.terms_of_sums(chosen)
person = chosen.reader

plan = funding_plan(person, chosen.appraised, option_id)
promising.money_by_year(chosen, plan)
promising.promises(chosen, option_id, plan)

found = parties(person, chosen.appraised, option_id)
every = offers_on(reads.database(), asking.person(), chosen.programme_id, option_id)
standing = standing_offer(every)
if not found.ids:
    st.info("No partner pays or gains cash under this option: there is nothing to share.")
    told.definitions()
    st.stop()

made = dealing.split(chosen, found, standing)
address.keep(
    programme=chosen.programme_id, option=option_id, version=choices.version_in_address(chosen),
    rule=None if made.rule is dealing.first_rule(standing) else str(made.rule),
)  # fmt: skip
if made.deal is not None:
    dealing.shown(made.deal)
    dealing.every_rule(chosen, found, made)
    dealing.overspend(chosen, found, made.deal)
    dealing.gain_share(chosen, found, made.deal)
offering.offers(chosen, found, every)
commented.offers(chosen, every)
offering.offer_form(chosen, found, made, every)
deal_sheets.sheet(chosen, found, made.deal, plan, standing)
told.definitions()
