"""Opportunities: what partners' people raised, what the checklist shows to be missing, and what became of each."""

import pandas as pd
import streamlit as st

from core.reports.flows import partner_titles
from core.reports.opportunities import opportunities_raised, opportunity
from pages.shared import address, asking, choices, filling_in, opportunity_forms, reads, told
from pages.shared.gate_tables import day_words
from pages.shared.parts import download, text_table
from pages.shared.text import plain

st.title("Opportunities", anchor=False)
chosen = choices.programme()
told.badges(chosen)
filling_in.say_what_was_recorded()
raised = opportunities_raised(reads.database(), asking.person(), chosen.loaded.case)
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
    asked = address.wanted_number(chosen.programme_id, "opportunity", 1, 1e9)
    address.start_with(key, None if asked is None else int(asked), list(titles), next(iter(titles)))
    picked = st.selectbox("Look at", list(titles), format_func=titles.__getitem__, key=key, persist_state="session")
    address.keep(programme=chosen.programme_id, version=choices.version_in_address(chosen), opportunity=str(picked))
    seen = opportunity(reads.database(), asking.person(), chosen.programme_id, picked)
    partners = partner_titles(chosen.loaded.case)
    opportunity_forms.details(seen, partners.get(seen.opportunity.partner_id, seen.opportunity.partner_id))
    opportunity_forms.forms(chosen, seen.opportunity)

if raised.empty:
    address.keep(programme=chosen.programme_id, version=choices.version_in_address(chosen))
opportunity_forms.raise_form(chosen)
st.caption(plain("An opportunity is not yet an option: it has no figures until it is turned into one."))
told.definitions()
