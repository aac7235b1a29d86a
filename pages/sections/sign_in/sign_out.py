"""Sign out elsewhere: for a person who left a browser open, or sees a session they do not know."""

from datetime import UTC, datetime

import streamlit as st

from core.actions.sign_in import end_all_sessions
from core.domain.errors import Refused
from core.domain.people import Person
from pages.shell import identity, store
from pages.shell.errors import refused


def elsewhere(person: Person) -> int | None:
    """Offer to end every session but this one; gives how many ended once it is done."""
    if not st.button("Sign out everywhere else", icon=":material/devices:", key="sign-out-elsewhere"):
        return None
    held, now = identity.token(), datetime.now(UTC)
    try:
        return end_all_sessions(
            store.database(), person.person_id, by=person, at=now, because="signed out from another browser", but=held
        )
    except Refused as refusal:
        refused(refusal)
        return None
