"""Opportunities: what was raised, what the checklist shows to be missing, and whether each became an option."""

from dataclasses import dataclass

import pandas as pd

from core.access.permission import must_be_allowed
from core.domain.case.case import Case
from core.domain.opportunities import Answer, Checklist, KeptOpportunity, OpportunityChange, OpportunityState, Said
from core.domain.people import Doing, Person
from core.reports.flows import option_titles, partner_titles
from core.store.database import Database
from core.store.opportunities import changes_of, get_opportunity, list_opportunities, load_checklist

OPPORTUNITY_COLUMNS = ("opportunity_id", "title", "partner", "who_benefits", "state", "stands", "raised_by", "raised_at")
GAP_COLUMNS = ("area", "question", "answer", "note")
ANSWER_WORDS = {Answer.yes: "yes", Answer.partly: "partly", Answer.no: "no", Answer.not_known: "not known"}
NOT_ASKED = "not asked yet"


@dataclass(frozen=True)
class Seen:
    """One opportunity with its history."""

    opportunity: KeptOpportunity
    changes: tuple[OpportunityChange, ...]


def opportunities_raised(db: Database, person: Person, case: Case) -> pd.DataFrame:
    """List the opportunities of a programme, those still open first.

    Returns:
        one row per opportunity, OPPORTUNITY_COLUMNS; stands says where it stands in words.

    Raises:
        NotAllowed: the person sees nothing of this programme.
    """
    programme_id = case.programme.programme_id
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    titles, options = partner_titles(case), option_titles(case)
    checklist = load_checklist()
    rows = [
        {
            "opportunity_id": row.opportunity_id,
            "title": row.title,
            "partner": titles.get(row.partner_id, row.partner_id),
            "who_benefits": row.who_benefits,
            "state": row.state.value,
            "stands": _stands(row, options, checklist),
            "raised_by": row.raised_by,
            "raised_at": row.raised_at,
        }
        for row in list_opportunities(db, programme_id)
    ]
    rows.sort(key=lambda row: row["state"] in (OpportunityState.option, OpportunityState.declined))
    return pd.DataFrame(rows, columns=list(OPPORTUNITY_COLUMNS), dtype=object)


def opportunity(db: Database, person: Person, programme_id: str, opportunity_id: int) -> Seen:
    """Look at one opportunity.

    Raises:
        NotAllowed: the person sees nothing of this programme.
        NoSuchRow: there is none of that number.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    return Seen(get_opportunity(db, programme_id, opportunity_id), changes_of(db, opportunity_id))


def checklist_of() -> Checklist:
    """Read the checklist."""
    return load_checklist()


def answers_given(checklist: Checklist, answers: dict[str, Said]) -> pd.DataFrame:
    """Lay out what was said to every question.

    Returns:
        one row per question, GAP_COLUMNS; answer is "not asked yet" where nothing was said.
    """
    rows = [
        {
            "area": area.title,
            "question": question.text,
            "answer": _word(answers.get(question.key)),
            "note": _note(answers.get(question.key)),
        }
        for area in checklist.areas
        for question in area.questions
    ]
    return pd.DataFrame(rows, columns=list(GAP_COLUMNS))


def gaps(checklist: Checklist, answers: dict[str, Said]) -> pd.DataFrame:
    """List what is missing: every question whose answer is not yes, area by area. Nothing is added up.

    Returns:
        one row per gap, GAP_COLUMNS.
    """
    given = answers_given(checklist, answers)
    return given[given["answer"] != ANSWER_WORDS[Answer.yes]].reset_index(drop=True)


def gaps_sentence(checklist: Checklist, answers: dict[str, Said]) -> str:
    """Name the areas that have gaps, without a total."""
    if not answers:
        return "It has not been screened yet."
    areas = list(dict.fromkeys(gaps(checklist, answers)["area"]))
    if not areas:
        return "Every question of the checklist was answered with yes."
    named = areas[0] if len(areas) == 1 else f"{', '.join(areas[:-1])} and {areas[-1]}"
    return f"There are gaps in: {named}."


def _stands(row: KeptOpportunity, options: dict[str, str], checklist: Checklist) -> str:
    if row.state is OpportunityState.declined:
        return f"Declined: {row.reason}"
    if row.state is OpportunityState.option:
        title = options.get(row.option_id or "")
        return f"An option: {title}" if title else "Made an option, which this version does not have"
    if row.state is OpportunityState.screening:
        return f"Screened. {gaps_sentence(checklist, dict(row.answers))}"
    return "Raised, not screened yet"


def _word(said: Said | None) -> str:
    return NOT_ASKED if said is None else ANSWER_WORDS[said.answer]


def _note(said: Said | None) -> str:
    return "" if said is None else said.note
