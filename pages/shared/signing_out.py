"""Signing out everywhere else: for who left a browser open somewhere, or sees one they do not know."""

from datetime import UTC, datetime

import streamlit as st

from core.actions.signing_in import end_all_sessions
from core.domain.people import Person
from core.store.refusals import Refused
from pages.shared import asking, reads
from pages.shared.parts import refused


def elsewhere(person: Person) -> int | None:
    """Offer to end every session but this one; gives how many ended once it is done."""
    if not st.button("Sign out everywhere else", icon=":material/devices:", key="sign-out-elsewhere"):
        return None
    held, now = asking.token(), datetime.now(UTC)
    try:
        return end_all_sessions(
            reads.database(), person.person_id, by=person, at=now, because="signed out from another browser", but=held
        )
    except Refused as refusal:
        refused(refusal)
        return None
