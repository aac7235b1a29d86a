"""Decisions: what was decided, on which figures, and whether those figures can still be worked out."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import pandas as pd

from core.access.permission import must_be_allowed
from core.domain.case.case import Case
from core.domain.case.options import OptionKind
from core.domain.case.programme import PartnerKind
from core.domain.decisions import OUTCOME_WORDS, STANCE_WORDS, StoredDecision
from core.domain.people import Doing, Person
from core.engine.simulation.simulate import Simulation
from core.reports.appraisals import Appraised
from core.reports.flows import option_titles
from core.reports.partners import ledger
from core.reports.uncertainty import spreads
from core.store import decisions
from core.store.database import Database

SAME = 1e-9
_MEASURES = ("pv_public_cost_gbp", "pv_cash_released_gbp", "pv_fiscal_gbp", "pv_public_value_gbp", "npsv_gbp", "bcr")
_SPREADS = ("p10_gbp", "p90_gbp", "cost_p10_gbp", "cost_p90_gbp", "cash_p10_gbp", "cash_p90_gbp", "chance_positive", "chance_cash")
_LOG_COLUMNS = (
    *("decision_id", "decided_on", "question", "outcome", "option", "version", "state", "agreeing", "open_actions"),
    *("overdue_actions", "recorded_by"),
)


def decisions_of(db: Database, person: Person, programme_id: str) -> tuple[StoredDecision, ...]:
    """List the decisions of a programme, the newest first.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    return decisions.of_programme(db, programme_id)


def decision_log(found: Sequence[StoredDecision], today: date) -> pd.DataFrame:
    """Lay the decisions out as a list.

    Returns:
        one row per decision, in the order given: decision_id, decided_on, question, outcome (in words), option, version (its
        number), state ("stands", or which decision took its place), agreeing ("3 of 5"), open_actions, overdue_actions,
        recorded_by.
    """
    rows = []
    for each in found:
        latest = each.latest_positions
        agreeing = sum(row.stance.value in ("agrees", "agrees_if") for row in latest)
        rows.append(
            (
                each.decision_id,
                each.decided_on,
                each.question,
                OUTCOME_WORDS[each.outcome],
                each.frozen.option_title,
                each.frozen.version_number,
                state_of(each),
                f"{agreeing} of {len(latest)}" if latest else "",
                sum(action.done_at is None for action in each.actions),
                sum(action.is_overdue(today) for action in each.actions),
                each.recorded_by,
            )
        )
    return pd.DataFrame(rows, columns=list(_LOG_COLUMNS))


def state_of(decision: StoredDecision) -> str:
    """Say whether a decision stands, or which one took its place."""
    return "stands" if decision.stands else f"superseded by decision {decision.superseded_by}"


def open_actions(found: Sequence[StoredDecision], today: date) -> pd.DataFrame:
    """List what is still to be done, the most overdue first; actions of superseded decisions are left out.

    Returns:
        one row per open action of a decision that stands: decision_id, action_id, what, owner, due_on, is_overdue.
    """
    rows = [
        (each.decision_id, action.action_id, action.what, action.owner, action.due_on, action.is_overdue(today))
        for each in found
        if each.stands
        for action in each.actions
        if action.done_at is None
    ]
    frame = pd.DataFrame(rows, columns=["decision_id", "action_id", "what", "owner", "due_on", "is_overdue"])
    return frame.sort_values(["due_on", "action_id"], kind="stable", ignore_index=True)


def decidable_options(case: Case) -> dict[str, str]:
    """Options to decide on: titles by id, business as usual too, since a board may choose to change nothing."""
    return option_titles(case)


def bodies(case: Case) -> frozenset[str]:
    """Ids of the partners that are bodies with a say of their own; residents and businesses at large only have the benefit."""
    return frozenset(row.partner_id for row in case.partners if row.kind not in (PartnerKind.residents, PartnerKind.business))


def figures_to_keep(appraised: Appraised, simulation: Simulation, option_id: str) -> dict[str, Any]:
    """Lay out as plain JSON the figures a board saw, with all it takes to work them out again.

    Returns:
        method_version, seed, draws, input_hash; horizon_years, base_year, price_year; options: for each, by id, its title and
        its measures and ranges (real GBP, shares, years; None where there is none); partners: for each, by id, what it pays, has
        back and keeps in cash under the option decided on.
    """
    programme = appraised.case.programme
    return {
        "method_version": simulation.method_version,
        "seed": simulation.seed,
        "draws": simulation.draws,
        "input_hash": appraised.input_hash,
        "horizon_years": programme.horizon_years,
        "base_year": programme.base_year,
        "price_year": programme.prices_of,
        "options": dict(_options(appraised, simulation)),
        "partners": dict(_partners(appraised, option_id)),
    }


def figures_that_differ(kept: Mapping[str, Any], again: Mapping[str, Any]) -> tuple[str, ...]:
    """Name what is not the same when kept figures are worked out again; empty when all is.

    Args:
        kept: what `figures_to_keep` gave when the decision was written down.
        again: what it gives now, for the same version, scenario, seed and draws.
    """
    return tuple(_differing("", kept, again))


def method_since(kept: Mapping[str, Any], again: Mapping[str, Any]) -> str | None:
    """Say that the method of calculation has changed since figures were kept; None where it is the same.

    Args:
        kept: what `figures_to_keep` gave when the decision was written down.
        again: what it gives now.
    """
    then, now = kept["method_version"], again["method_version"]
    if then == now:
        return None
    return (
        f"The method has changed since, from {then} to {now}. What was kept stands as the board saw it; by the method of today "
        "its figures are others, and docs/method.md says which rules moved them."
    )


def exported_decisions(found: Sequence[StoredDecision]) -> pd.DataFrame:
    """Lay everything about the decisions out for a spreadsheet.

    Returns:
        one row per decision with its fields as text; positions, alternatives and actions each in one cell, parts apart by "; ".
    """
    return pd.DataFrame([_exported(each) for each in found])


def decisions_as_json(found: Sequence[StoredDecision]) -> str:
    """Write the decisions out with every field, their kept figures and the history of positions, as JSON."""
    return json.dumps([asdict(each) | {"alternatives": _plain(each)} for each in found], default=str, indent=2, ensure_ascii=False)


def _plain(decision: StoredDecision) -> list[dict[str, str]]:
    return [row.model_dump() for row in decision.alternatives]


def _options(appraised: Appraised, simulation: Simulation) -> Iterator[tuple[str, dict[str, Any]]]:
    spread, titles = spreads(appraised, simulation).set_index("option_id"), option_titles(appraised.case)
    for option in appraised.case.options:
        own = appraised.option(option.option_id).expected.measures
        figures: dict[str, Any] = {"title": titles[option.option_id]}
        figures |= {name: _number(getattr(own, name)) for name in _MEASURES}
        figures["net_cash_gbp"] = own.pv_cash_released_gbp - own.pv_public_cost_gbp
        figures["payback_cash_years"] = _number(own.payback_cash_years)
        if option.option_id in spread.index:
            figures |= {name: _number(spread.loc[option.option_id, name]) for name in _SPREADS}
        yield option.option_id, figures


def _partners(appraised: Appraised, option_id: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if appraised.option(option_id).kind == OptionKind.business_as_usual:
        return
    for row in ledger(appraised, option_id).itertuples():
        figures = {name: _number(getattr(row, name)) for name in ("pays_gbp", "cash_gbp", "net_gbp")}
        yield str(row.partner_id), {"title": row.partner, **figures}


def _number(value: Any) -> float | None:
    """A plain number that JSON can hold."""
    return None if value is None or math.isnan(value) else float(value)


def _differing(path: str, kept: Any, again: Any) -> Iterator[str]:
    if isinstance(kept, Mapping) and isinstance(again, Mapping):
        for name in dict.fromkeys([*kept, *again]):
            yield from _differing(f"{path}, {name}" if path else name, kept.get(name), again.get(name))
    elif isinstance(kept, int | float) and isinstance(again, int | float):
        if not math.isclose(kept, again, rel_tol=SAME, abs_tol=1e-6):
            yield path
    elif kept != again:
        yield path


def _exported(decision: StoredDecision) -> dict[str, object]:
    return {
        "decision": decision.decision_id,
        "date": decision.decided_on.isoformat(),
        "question": decision.question,
        "outcome": OUTCOME_WORDS[decision.outcome],
        "in words": decision.words,
        "option": decision.frozen.option_title,
        "split": "as costed" if decision.offer_id is None else f"under offer {decision.offer_id}",
        "reasons": decision.reasons,
        "alternatives": "; ".join(f"{_title(decision, row.option_id)}: {row.why_rejected}" for row in decision.alternatives),
        "interests declared": decision.interests,
        "law and powers": decision.powers,
        "positions": "; ".join(
            position_words(row.partner, row.stance, row.condition, row.own_board_on) for row in decision.latest_positions
        ),
        "actions": "; ".join(
            f"{row.what} ({row.owner}, {row.due_on.isoformat()}, {'done' if row.done_at else 'open'})" for row in decision.actions
        ),
        "state": state_of(decision),
        "version": decision.frozen.version_number,
        "what-if": decision.frozen.scenario,
        "input hash": decision.frozen.figures["input_hash"],
        "method": decision.frozen.figures["method_version"],
        "assurance": decision.frozen.assurance or "",
        "recorded at": decision.recorded_at.isoformat(),
        "recorded by": decision.recorded_by,
    }


def _title(decision: StoredDecision, option_id: str) -> str:
    """The title an option had when it was decided on."""
    return str(decision.frozen.figures["options"].get(option_id, {}).get("title", option_id))


def position_words(partner: str, stance: Any, condition: str, own_board_on: date | None) -> str:
    """Say where a partner stands: 'The council agrees if its reserves allow it'."""
    said = f"{partner}: {STANCE_WORDS[stance]}"
    if own_board_on is not None:
        said = f"{said} {own_board_on.day} {own_board_on:%B %Y}" if stance.value == "own_board" else said
    return f"{said} ({condition})" if condition and stance.value != "agrees_if" else f"{said} {condition}".rstrip()
