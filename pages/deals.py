"""Deal: promised money against need, who would pay what under which rule, offers and answers, and the deal on one page."""

import streamlit as st

from core.reports.deals.funding import funding_plan
from core.reports.deals.offers import offers_on, standing_offer
from core.reports.deals.shares import parties
from pages.components import form_feedback, money_basis, pickers
from pages.components.definitions import definitions
from pages.components.version_badges import badges
from pages.sections.comments import anchors
from pages.sections.deals import contributions, offers, rules, sheet
from pages.shell import identity, store, url_state

TABS = ("Offer and answers", "Who pays what", "Rules compared", "Money by year", "Deal sheet")

st.title("Deal", anchor=False)
chosen = pickers.programme()
option_id = pickers.option(chosen)
badges(chosen)
form_feedback.say_what_was_recorded()
person = chosen.reader
found = parties(person, chosen.appraised, option_id)
every = offers_on(store.database(), identity.person(), chosen.programme_id, option_id)
standing = standing_offer(every)
on_offer, who_pays, compared, by_year, on_one_page = st.tabs(TABS)

with by_year:
    basis = money_basis.switch(chosen.appraised)
    plan = funding_plan(person, chosen.appraised, option_id, money_basis.by_year(basis))
    contributions.money_by_year(chosen, plan)
    contributions.promises(chosen, option_id, plan)
if not found.ids:
    on_offer.info("No partner pays or gains cash under this option: there is nothing to share.")
    definitions()
    st.stop()

with who_pays:
    contributions.terms_of_sums(chosen)
    made = rules.split(chosen, found, standing)
    if made.deal is not None:
        rules.shown(made.deal)
    offers.offer_form(chosen, found, made, every)
url_state.keep(
    programme=chosen.programme_id, option=option_id, version=pickers.version_in_address(chosen),
    money=money_basis.in_address(), rule=None if made.rule is rules.first_rule(standing) else str(made.rule),
)  # fmt: skip
with on_offer:
    offers.offers(chosen, found, every)
    anchors.offers(chosen, every)
with compared:
    rules.every_rule(chosen, found, made)
    if made.deal is not None:
        rules.overspend(chosen, found, made.deal)
        rules.gain_share(chosen, found, made.deal)
with on_one_page:
    sheet.sheet(chosen, found, made.deal, plan, standing)
definitions()
