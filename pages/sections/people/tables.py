"""Tables of people: who there is and where they are signed in."""

from datetime import datetime

import pandas as pd

from core.domain.people import Person
from core.reports.people import grants_of
from pages.components.grant_words import EVERY_PARTNER, Names, grants_table
from pages.shell import store


def people_table(frame: pd.DataFrame, person: Person, names: Names) -> pd.DataFrame:
    """Every person, one row each.

    Args:
        frame: the report of people.
        person: who is asking.
        names: titles and names for what was granted.
    """
    return pd.DataFrame(
        {
            "Name": frame["name"],
            "Sign-in name": frame.sign_in_name,
            "State": frame.state,
            "Access": [_access(str(id_), person, names) for id_ in frame.person_id],
            "Last seen": ["never" if pd.isna(seen) else moment_words(seen) for seen in frame.last_seen_at],
        }
    )


def _access(person_id: str, person: Person, names: Names) -> str:
    rows = grants_table(grants_of(store.database(), person, person_id), names).itertuples()
    return (
        "; ".join(f"{row.Role} in {row.In}" + ("" if row.For == EVERY_PARTNER else f", for {row.For}") for row in rows)
        or "none yet"
    )


def sessions_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Sessions of a person, one row per session."""
    return pd.DataFrame(
        {
            "Signed in": frame.started_at.map(moment_words),
            "Last used": frame.seen_at.map(moment_words),
            "Now": ["signed in" if row.state == "live" else f"ended: {row.ended_because}" for row in frame.itertuples()],
        }
    )


def moment_words(moment: datetime) -> str:
    """Write a moment as people read it, in UTC."""
    return f"{moment.day} {moment:%B %Y at %H:%M}"
