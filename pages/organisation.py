"""My organisation: what one partner pays and gets, when, how sure that is, what must be true, and what waits for it."""

import streamlit as st

from core.charts.sentences.organisation import MEASURE, own_cash_title
from core.papers.caveats import frame_sentence
from core.reports.deals.offers import offers_on, standing_offer
from core.reports.organisation.cash import organisations, own_sureness, own_totals, own_years
from core.reports.organisation.harm import own_harm
from core.reports.organisation.splits import own_splits
from core.reports.organisation.tasks import own_tasks
from pages.components import form_feedback, money_basis, pickers
from pages.components.definitions import definitions
from pages.components.layout import cards
from pages.sections.comments import anchors
from pages.sections.organisation import choice, figures, tasks
from pages.sections.uncertainty.drivers import what_turns
from pages.shell import cached_reads, identity, store, url_state
from pages.shell.user_text import plain

title = st.empty()
title.title("My organisation", anchor=False)
chosen = pickers.programme()
option_id = pickers.option(chosen)
partner_id = choice.partner(chosen, organisations(identity.person(), chosen.appraised))
appraised, person, db = chosen.appraised, chosen.reader, store.database()
title.title(choice.title_of(chosen, partner_id), anchor=False)

totals = own_totals(appraised, option_id, partner_id)
present = totals.iloc[0]
standing = standing_offer(offers_on(db, identity.person(), chosen.programme_id, option_id))
splits = own_splits(person, appraised, option_id, partner_id, standing)
sure = own_sureness(person, appraised, cached_reads.simulated(chosen.programme_id, chosen.number), option_id, partner_id)
st.header(plain(own_cash_title(present.pays_gbp, present.cash_gbp)), anchor=False)
cards(figures.cards(totals, splits, sure))
figures.payback(splits, sure)

found = own_tasks(db, identity.person(), appraised, option_id, partner_id, today=form_feedback.today())
waits, truth = st.columns(2, gap="large")
with waits:
    st.header("What waits", anchor=False)
    tasks.waiting(chosen, found, partner_id)
with truth:
    st.header("What must be true for its cash", anchor=False)
    what_turns(appraised, option_id, chosen.scope, partner_id, MEASURE, is_above=present.net_gbp >= 0)
    st.header("What it may cost besides", anchor=False)
    tasks.harm(own_harm(person, appraised, option_id, partner_id), is_seen=choice.sees_detail(chosen, partner_id))

heading, switch = st.columns([1, 2], vertical_alignment="bottom")
heading.header("Year by year", anchor=False)
with switch:
    basis = money_basis.switch(appraised)
figures.by_year(own_years(appraised, option_id, partner_id, basis), "own-years")
st.caption(plain(frame_sentence(appraised, basis)))
figures.to_the_pound(totals, splits)
url_state.keep(
    programme=chosen.programme_id, option=option_id, partner=partner_id, version=pickers.version_in_address(chosen),
    money=money_basis.in_address(),
)  # fmt: skip
with st.container(horizontal=True, key="organisation-away"):
    choice.share()
    choice.board_paper(chosen, option_id, partner_id)
anchors.organisation(chosen, option_id, partner_id)
definitions()
