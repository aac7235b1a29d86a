"""Opportunities: what partners' people raised, what the checklist shows to be missing, and whether each became an option."""

import pandas as pd
import streamlit as st

from core.reports.flows import partner_titles
from core.reports.opportunities import opportunities_raised, opportunity
from pages.components import form_feedback, pickers
from pages.components.definitions import definitions
from pages.components.layout import download, text_table
from pages.components.version_badges import badges
from pages.sections.gates.tables import day_words
from pages.sections.opportunities import forms
from pages.shell import identity, store, url_state
from pages.shell.user_text import plain

st.title("Opportunities", anchor=False)
chosen = pickers.programme()
badges(chosen)
form_feedback.say_what_was_recorded()
raised = opportunities_raised(store.database(), identity.person(), chosen.loaded.case)
titles = {int(row.opportunity_id): f"{row.title} ({row.partner})" for row in raised.itertuples()}

if raised.empty:
    st.markdown("Nobody has raised an opportunity yet.")
else:
    st.header(f"Raised so far: {len(raised)}", anchor=False)
    text_table(
        pd.DataFrame(
            {
                "Opportunity": raised.title,
                "Partner": raised.partner,
                "Raised": [f"{day_words(at)}, {by}" for at, by in zip(raised.raised_at, raised.raised_by, strict=True)],
                "Where it stands": raised.stands,
            }
        )
    )
    download("Download the opportunities", raised, "opportunities")
    key = f"opportunity-{chosen.programme_id}"
    asked = url_state.wanted_number(chosen.programme_id, "opportunity", 1, 1e9)
    url_state.start_with(key, None if asked is None else int(asked), list(titles), next(iter(titles)))
    picked = st.selectbox("Look at", list(titles), format_func=titles.__getitem__, key=key, persist_state="session")
    url_state.keep(programme=chosen.programme_id, version=pickers.version_in_address(chosen), opportunity=str(picked))
    seen = opportunity(store.database(), identity.person(), chosen.programme_id, picked)
    partners = partner_titles(chosen.loaded.case)
    forms.details(seen, partners.get(seen.opportunity.partner_id, seen.opportunity.partner_id))
    forms.forms(chosen, seen.opportunity)

if raised.empty:
    url_state.keep(programme=chosen.programme_id, version=pickers.version_in_address(chosen))
forms.raise_form(chosen)
st.caption(plain("An opportunity is not yet an option: it has no figures until it is turned into one."))
definitions()
