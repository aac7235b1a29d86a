"""Access in words: the role a person was given, where it holds, and for which partner."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from core.domain.errors import Refused
from core.domain.people import MAY, Doing, Person, Role
from core.reports.versions.programmes import held
from pages.shell import cached_reads, store

ROLE_NAMES = {Role.admin: "Administrator", Role.analyst: "Analyst", Role.board: "Board member", Role.viewer: "Viewer"}
ROLE_SENTENCES = {
    Role.admin: "runs the service: adds programmes, manages people, and works on the tables",
    Role.analyst: "uploads and edits tables, sends a version for assurance, and checks those of others",
    Role.board: "reads the agreed view and its own partner's detail, comments, and records decisions",
    Role.viewer: "reads the agreed view",
}
EVERY_PROGRAMME, EVERY_PARTNER = "every programme", "the whole partnership"


@dataclass(frozen=True)
class Names:
    """Titles of programmes and names of their partners, by id; an id without a name stands for itself."""

    programmes: dict[str, str]
    partners: dict[str, dict[str, str]]

    def where(self, programme_id: str | None) -> str:
        """Name the programme of a grant."""
        return EVERY_PROGRAMME if programme_id is None else self.programmes.get(programme_id, programme_id)

    def for_whom(self, programme_id: str | None, partner_id: str | None) -> str:
        """Name the partner of a grant."""
        if partner_id is None:
            return EVERY_PARTNER
        return self.partners.get(programme_id or "", {}).get(partner_id, partner_id)


def names_for(person: Person) -> Names:
    """Names for access: titles of the programmes, and names of their partners, that this person may see."""
    db, today = store.database(), datetime.now(UTC).date()
    programmes = held(db, person, today)
    titles = {row.programme_id: row.title for row in programmes.all}
    return Names(titles, {id_: _partners(id_, programmes.latest_number(id_)) for id_ in titles})


def grants_table(frame: pd.DataFrame, names: Names) -> pd.DataFrame:
    """Grants in words: one row per grant."""
    frame = frame.astype(object).where(frame.notna(), None)
    return pd.DataFrame(
        {
            "Role": [ROLE_NAMES[Role(role)] for role in frame.role],
            "In": [names.where(id_) for id_ in frame.programme_id],
            "For": [names.for_whom(*pair) for pair in zip(frame.programme_id, frame.partner_id, strict=True)],
            "Given by": frame.given_by,
        }
    )


def roles_table() -> pd.DataFrame:
    """What each role is for, and everything it may do."""
    return pd.DataFrame(
        {
            "Role": [ROLE_NAMES[role] for role in Role],
            "In short": [ROLE_SENTENCES[role] for role in Role],
            "May": ["; ".join(doing.value for doing in Doing if doing in MAY[role]) for role in Role],
        }
    )


def _partners(programme_id: str, number: int) -> dict[str, str]:
    try:
        return {row.partner_id: row.title for row in cached_reads.loaded(programme_id, number).case.partners}
    except Refused:
        # A programme whose tables are damaged is told of on its own pages; access to it can still be taken away, by id.
        return {}


def said_once(key: str) -> None:
    """Confirmation: show once what the last click did."""
    said = st.session_state.pop(key, None)
    if said:
        st.success(said, icon=":material/check:")
