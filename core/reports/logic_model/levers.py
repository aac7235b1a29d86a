"""Levers: what a scale-up asks others to change: how each works, on which root cause, who is asked, and what would show it."""

from collections.abc import Iterator, Mapping

import pandas as pd

from core.domain.case.case import Case
from core.domain.case.options import Lever, LeverKind, Mechanism, OptionKind
from core.domain.tables import Table
from core.domain.titles import unique_titles
from core.reports.appraisals import Appraised
from core.reports.cache import worked_once
from core.reports.changes.grid_edits import Cells, Edited, with_part
from core.reports.changes.table_edits import table_of
from core.reports.flows import partner_titles
from core.reports.logic_model.edits import name_of

MECHANISM_WORDS = {
    Mechanism.inflow: "fewer people enter the problem",
    Mechanism.exit: "people leave it sooner",
    Mechanism.unit_cost: "each case costs less to answer",
}
KIND_WORDS = {
    LeverKind.rule: "Rule",
    LeverKind.funding_rule: "Funding rule",
    LeverKind.commissioning_norm: "Commissioning norm",
    LeverKind.data_sharing: "Sharing of data",
    LeverKind.practice_standard: "Practice standard",
    LeverKind.public_behaviour: "Behaviour or perception",
}
CHANGES_THE_SYSTEM = (OptionKind.scale_up, OptionKind.out_then_up)
LEVER_COLUMNS = (
    *("lever_id", "option_id", "option", "lever", "kind", "mechanism", "full_effect", "p_adopted", "is_deep", "has_money"),
    *("owner", "decided_by", "control", "ask", "root_cause", "outcomes", "indicators"),
)
CAUSE_COLUMNS = ("root_cause", "levers", "outcomes", "options")


def levers(case: Case, option_id: str | None = None) -> pd.DataFrame:
    """List levers in words.

    Args:
        case: the programme.
        option_id: of one option alone; of every option when not given.

    Returns:
        one row per lever: LEVER_COLUMNS. is_deep for behaviours and perceptions, has_money False for a lever that is not
        expected to move any figure (full effect 0); outcomes are titles in a tuple. Empty text where nothing was entered.
    """
    options = unique_titles({row.option_id: row.title for row in case.options})
    partners, outcomes = partner_titles(case), _outcome_titles(case)
    rows = [
        (
            *(lever.lever_id, lever.option_id, options[lever.option_id], lever.title),
            KIND_WORDS[lever.kind] if lever.kind else "",
            *(MECHANISM_WORDS[lever.mechanism], lever.full_effect, lever.p_adopted),
            *(lever.kind is LeverKind.public_behaviour, lever.full_effect > 0),
            *(partners.get(lever.owner_partner_id or "", ""), lever.decided_by or ""),
            *(lever.control.value if lever.control else "", lever.ask or "", lever.root_cause or ""),
            *(tuple(outcomes[each] for each in lever.outcome_ids if each in outcomes), lever.indicators or ""),
        )
        for lever in case.levers
        if option_id in (None, lever.option_id)
    ]
    return pd.DataFrame(rows, columns=list(LEVER_COLUMNS))


def root_causes(case: Case) -> pd.DataFrame:
    """List root causes with the levers that act on each.

    Returns:
        one row per root cause, in the order of the file: CAUSE_COLUMNS; levers, outcomes and options are titles in tuples.
    """
    frame = levers(case)
    rows = []
    for cause, some in frame[frame.root_cause != ""].groupby("root_cause", sort=False):
        outcomes = dict.fromkeys(title for titles in some.outcomes for title in titles)
        rows.append((cause, tuple(dict.fromkeys(some.lever)), tuple(outcomes), tuple(dict.fromkeys(some.option))))
    return pd.DataFrame(rows, columns=list(CAUSE_COLUMNS))


def lever_gaps(case: Case) -> tuple[str, ...]:
    """Say what a lever still lacks, and which root cause or outcome no lever reaches, each as a sentence."""
    told = [sentence for lever in case.levers for sentence in _missing_from(lever)]
    told += [*_options_without_levers(case), *_causes_left_alone(case), *_outcomes_without_a_cause(case)]
    return tuple(dict.fromkeys(told))


def lever_changed(tables: Mapping[str, Table], lever_id: str, cells: Cells) -> Edited:
    """Put what was typed about one lever in its place; every other cell and row stays as it was."""
    return with_part(table_of(tables, "levers"), {"lever_id": lever_id}, [cells])


def lever_added(tables: Mapping[str, Table], option_id: str, cells: Cells) -> Edited:
    """Add a lever to an option, under a name made of its title."""
    table = table_of(tables, "levers")
    lever_id = name_of(f"{option_id} {cells.get('title', '')}", (row.get("lever_id", "").strip() for row in table.dicts()))
    return with_part(table, {"lever_id": lever_id}, [{**cells, "option_id": option_id}])


def _missing_from(lever: Lever) -> Iterator[str]:
    if not lever.owner_partner_id:
        yield f"{lever.title} has no owner: name the partner that leads on it."
    if not lever.decided_by:
        yield f"{lever.title} names nobody who decides: say whose decision it is."
    if not lever.ask:
        yield f"{lever.title} asks for nothing: say what the decision-maker is asked for."
    if not lever.root_cause:
        yield f"{lever.title} acts on no root cause: say which one."
    elif not lever.outcome_ids:
        yield f"{lever.title} acts on a root cause that drives no outcome: say which ones it drives."
    if not lever.indicators:
        yield f"{lever.title} has no indicator: say what would show that it is being adopted."
    if lever.control is None:
        yield f"{lever.title} is not marked: say whether it is controlled, shared or only influenced."


def _options_without_levers(case: Case) -> Iterator[str]:
    for option in case.options:
        if option.kind in CHANGES_THE_SYSTEM and not case.levers_of(option):
            yield f"{option.title} changes the system, and has no lever: add at least one."


def _causes_left_alone(case: Case) -> Iterator[str]:
    """A root cause that one option acts on and another that changes the system leaves alone."""
    causes = dict.fromkeys(lever.root_cause for lever in case.levers if lever.root_cause)
    for option in case.options:
        own = {lever.root_cause for lever in case.levers_of(option)}
        if own - {None}:
            yield from (f"In {option.title} no lever acts on this root cause: {cause}." for cause in causes if cause not in own)


def _outcomes_without_a_cause(case: Case) -> Iterator[str]:
    """An outcome that a scale-up's benefits hang on, and that no root cause is said to drive."""
    for option in case.options:
        own = case.levers_of(option)
        driven = {outcome_id for lever in own for outcome_id in lever.outcome_ids}
        for outcome in case.outcomes:
            has_lines = any(line.outcome_id == outcome.outcome_id for line in case.benefits)
            if driven and has_lines and outcome.is_worked_for_in(option.option_id) and outcome.outcome_id not in driven:
                yield f"In {option.title} no root cause is said to drive this outcome, though benefits hang on it: {outcome.title}."


def _outcome_titles(case: Case) -> dict[str, str]:
    return {row.outcome_id: row.title for row in case.outcomes}


ASK_COLUMNS = (
    "option",
    "lever",
    "kind",
    "mechanism",
    "full_effect",
    "p_adopted",
    "owner",
    "decided_by",
    "control",
    "root_cause",
    "ask",
)


@worked_once
def changes_asked_for(appraised: Appraised) -> pd.DataFrame:
    """List the rules and behaviours that scale-ups would change.

    Returns:
        one row per lever: option, lever, kind, mechanism, full_effect (share), p_adopted (chance), owner, decided_by,
        control, root_cause, ask. Empty text where nothing was entered.
    """
    options = {row.option_id: row.title for row in appraised.case.options}
    partners = {row.partner_id: row.title for row in appraised.case.partners}
    rows = [
        (
            options[lever.option_id],
            lever.title,
            lever.kind.value if lever.kind else "",
            lever.mechanism.value,
            lever.full_effect,
            lever.p_adopted,
            partners.get(lever.owner_partner_id or "", ""),
            lever.decided_by or "",
            lever.control.value if lever.control else "",
            lever.root_cause or "",
            lever.ask or "",
        )
        for lever in appraised.case.levers
    ]
    return pd.DataFrame(rows, columns=list(ASK_COLUMNS))
