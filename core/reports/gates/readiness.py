"""Readiness of each partner and maturity of leaders deciding together, aspect by aspect, never summed."""

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd

from core.access.permission import must_be_allowed
from core.domain.case.case import Case
from core.domain.gates import Finding, State
from core.domain.people import Doing, Person
from core.domain.readiness import ASPECT_TITLES, OF_LEADERS, OF_PARTNER, Aspect, KeptAssessment, level_words
from core.reports.flows import partner_titles
from core.store.database import Database
from core.store.readiness import assessments_of, latest_assessments

READINESS_COLUMNS = (
    "partner_id",
    "partner",
    "aspect",
    "title",
    "assessment_id",
    "level",
    "words",
    "note",
    "assessed_on",
    "assessed_by",
    "state",
)
Latest = Mapping[tuple[str | None, Aspect], KeptAssessment]
NOT_LOOKED_AT = "not looked at yet"
HIDDEN_NOTE = "kept to that partner"


def partners_with_a_part(case: Case) -> frozenset[str]:
    """Find the partners that lead, pay, promise, own or release something: those that must change how they work."""
    named: Iterable[str | None] = (
        case.programme.lead_partner_id,
        *(row.partner_id for row in case.cost_shares if row.pay_share > 0),
        *(row.partner_id for row in case.contributions),
        *(row.owner_partner_id for row in case.service_design),
        *(row.owner_partner_id for row in case.levers),
        *(row.partner_id for row in case.realisation),
    )
    return frozenset(partner_id for partner_id in named if partner_id)


def readiness_grid(db: Database, person: Person, case: Case, least: int | None) -> pd.DataFrame:
    """Show how ready each partner with a part is.

    Args:
        db: the open store.
        person: who asks; notes of partners whose detail they may not see are left out.
        case: the programme.
        least: lowest step that counts as ready; None where the partnership set none.

    Returns:
        one row per partner x aspect, READINESS_COLUMNS: assessment_id 0, level None and words "not looked at yet" where there
        is no assessment. state is met, unmet, or unknown where nothing was assessed or no lowest step is set.

    Raises:
        NotAllowed: the person sees nothing of this programme.
    """
    programme_id = case.programme.programme_id
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    latest, titles, wanted = latest_assessments(db, programme_id), partner_titles(case), partners_with_a_part(case)
    rows = []
    for partner in case.partners:
        if partner.partner_id not in wanted:
            continue
        sees = person.may(Doing.see_detail, programme_id, partner.partner_id)
        who = {"partner_id": partner.partner_id, "partner": titles[partner.partner_id]}
        rows += [{**who, **_row(aspect, latest.get((partner.partner_id, aspect)), least, sees)} for aspect in OF_PARTNER]
    return pd.DataFrame(rows, columns=list(READINESS_COLUMNS), dtype=object)


def leadership(db: Database, person: Person, programme_id: str, least: int | None) -> pd.DataFrame:
    """Show how used leaders are to deciding together, as `maturity` lays it out.

    Raises:
        NotAllowed: the person sees nothing of this programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    return maturity(latest_assessments(db, programme_id), least, sees_notes=person.may(Doing.see_detail, programme_id))


def maturity(latest: Latest, least: int | None, *, sees_notes: bool = False) -> pd.DataFrame:
    """Lay out the last assessment of each aspect of leadership.

    Returns:
        one row per aspect of leadership, READINESS_COLUMNS; partner_id is None.
    """
    who = {"partner_id": None, "partner": "Leaders together"}
    rows = [{**who, **_row(aspect, latest.get((None, aspect)), least, sees_notes)} for aspect in OF_LEADERS]
    return pd.DataFrame(rows, columns=list(READINESS_COLUMNS), dtype=object)


def assessment_history(db: Database, person: Person, case: Case) -> pd.DataFrame:
    """Assessment history, the latest first, so that what was said before stays on view.

    Returns:
        one row per assessment the person may see in detail: assessed_on, partner, aspect, words, note, assessed_by, recorded_by.

    Raises:
        NotAllowed: the person sees nothing of this programme.
    """
    programme_id = case.programme.programme_id
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    titles = partner_titles(case)
    rows = [
        {
            "assessed_on": row.assessed_on,
            "partner": "Leaders together" if row.partner_id is None else titles.get(row.partner_id, row.partner_id),
            "aspect": ASPECT_TITLES[row.aspect],
            "words": level_words(row.aspect, row.level),
            "note": row.note,
            "assessed_by": row.assessed_by,
            "recorded_by": row.recorded_by,
        }
        for row in assessments_of(db, programme_id)
        if person.may(Doing.see_detail, programme_id, row.partner_id)
    ]
    columns = ["assessed_on", "partner", "aspect", "words", "note", "assessed_by", "recorded_by"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def maturity_findings(frame: pd.DataFrame, least: int | None) -> tuple[Finding, ...]:
    """Say whether leadership is mature enough for scaling up, against the step the partnership agreed.

    Args:
        frame: as `maturity` gives it.
        least: the agreed lowest step; None where none is agreed.
    """
    if least is None:
        unset = "Partners have not agreed how mature shared leadership must be before scaling up."
        return (Finding("maturity_threshold", State.unknown, unset, "the board", "road"),)
    return tuple(
        Finding(
            f"maturity_{row.aspect!s}",
            State(str(row.state)),
            f"{row.title!s}, leaders together: {row.words!s}; agreed is at least {level_words(Aspect(str(row.aspect)), least)}.",
            "the leaders together",
            "road",
        )
        for row in frame.itertuples()
    )


def _row(aspect: Aspect, found: KeptAssessment | None, least: int | None, sees_notes: bool) -> dict[str, object]:
    same = {"aspect": aspect.value, "title": ASPECT_TITLES[aspect]}
    if found is None:
        blank: dict[str, date | None] = {"assessed_on": None}
        return {
            **same,
            "assessment_id": 0,
            "level": None,
            "words": NOT_LOOKED_AT,
            "note": "",
            **blank,
            "assessed_by": "",
            "state": "unknown",
        }
    state = State.unknown if least is None else State.met if found.level >= least else State.unmet
    return {
        **same,
        "assessment_id": found.assessment_id,
        "level": found.level,
        "words": level_words(aspect, found.level),
        "note": found.note if sees_notes or not found.note else HIDDEN_NOTE,
        "assessed_on": found.assessed_on,
        "assessed_by": found.assessed_by,
        "state": state.value,
    }
