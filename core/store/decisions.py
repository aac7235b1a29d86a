"""Decisions that were written down, where each partner stands on them, and what is to be done."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from core.domain.decisions import Alternative, Decision, DecisionAction, Outcome, Position, Stance
from core.store.database import Source, reading
from core.store.refusals import NoSuchRow, StaleRow
from core.store.schema_meetings import decision_actions, decision_positions, decisions


@dataclass(frozen=True)
class Frozen:
    """What the board looked at, kept with its decision: the version, the what-if in words, and the figures as JSON."""

    version_id: int
    version_number: int
    option_title: str
    scenario: str
    figures: Mapping[str, Any]
    assurance: str | None = None
    overrides: tuple[str, ...] = ()


@dataclass(frozen=True)
class StoredPosition:
    """A position a partner took, when and by whom it was written down."""

    position_id: int
    decision_id: int
    partner_id: str
    partner: str
    stance: Stance
    condition: str
    own_board_on: date | None
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class StoredAction:
    """An action of a decision; `version` counts how often it was marked."""

    action_id: int
    decision_id: int
    what: str
    owner: str
    due_on: date
    done_at: datetime | None
    done_by: str | None
    version: int

    def is_overdue(self, today: date) -> bool:
        """True when its day is past and nobody has said that it is done."""
        return self.done_at is None and self.due_on < today


@dataclass(frozen=True)
class StoredDecision:
    """A decision as it was written down. `positions` are in the order they came; `superseded_by` is the id of its successor."""

    decision_id: int
    programme_id: str
    decided_on: date
    question: str
    outcome: Outcome
    words: str
    option_id: str
    reasons: str
    alternatives: tuple[Alternative, ...]
    interests: str
    powers: str
    supersedes: int | None
    superseded_by: int | None
    meeting_id: int | None
    frozen: Frozen
    positions: tuple[StoredPosition, ...]
    actions: tuple[StoredAction, ...]
    recorded_at: datetime
    recorded_by: str

    @property
    def stands(self) -> bool:
        """True unless a later decision took its place."""
        return self.superseded_by is None

    @property
    def latest_positions(self) -> tuple[StoredPosition, ...]:
        """The last position of each partner, in the order in which partners were first named."""
        return tuple({row.partner_id: row for row in self.positions}.values())


def of_programme(source: Source, programme_id: str) -> tuple[StoredDecision, ...]:
    """List the decisions of a programme, the newest first. One row per decision."""
    return _read(source, decisions.c.programme_id == programme_id)


def get(source: Source, decision_id: int) -> StoredDecision:
    """Find a decision that must be there.

    Raises:
        NoSuchRow: it is not.
    """
    found = _read(source, decisions.c.decision_id == decision_id)
    if not found:
        raise NoSuchRow("There is no such decision: open Decide again and choose one of the list.")
    return found[0]


def add(
    connection: sa.Connection,
    programme_id: str,
    decision: Decision,
    frozen: Frozen,
    partners: Mapping[str, str],
    *,
    meeting_id: int | None,
    at: datetime,
    by: str,
) -> int:
    """Write a decision down with its positions and actions, and give its id."""
    kept = decision.model_dump(exclude={"positions", "actions", "alternatives", "outcome"})
    values = {
        **kept,
        **{name: getattr(frozen, name) for name in _FROZEN},
        "programme_id": programme_id,
        "meeting_id": meeting_id,
        "outcome": decision.outcome.value,
        "alternatives": [row.model_dump() for row in decision.alternatives],
        "overrides": list(frozen.overrides),
        "figures": dict(frozen.figures),
        "recorded_at": at,
        "recorded_by": by,
    }
    decision_id: int = connection.execute(decisions.insert().values(values).returning(decisions.c.decision_id)).scalar_one()
    for position in decision.positions:
        add_position(connection, decision_id, position, partners[position.partner_id], at=at, by=by)
    for action in decision.actions:
        _add_action(connection, decision_id, action)
    return decision_id


def add_position(connection: sa.Connection, decision_id: int, position: Position, partner: str, *, at: datetime, by: str) -> None:
    """Write one more position of a partner down; those before it stay."""
    values = {**position.model_dump(), "stance": position.stance.value, "partner": partner}
    connection.execute(decision_positions.insert().values(**values, decision_id=decision_id, recorded_at=at, recorded_by=by))


def mark_action(connection: sa.Connection, action: StoredAction, *, is_done: bool, at: datetime, by: str) -> None:
    """Say that an action is done, or is not after all, if it is still as it was read.

    Raises:
        StaleRow: somebody else marked it in the meantime.
    """
    row = decision_actions
    changed = connection.execute(
        row.update()
        .where(row.c.action_id == action.action_id, row.c.version == action.version)
        .values(done_at=at if is_done else None, done_by=by if is_done else None, version=action.version + 1)
    )
    if changed.rowcount != 1:
        raise StaleRow("Somebody else has marked this action since you opened the page: look at it again.")


_FROZEN = ("version_id", "version_number", "option_title", "scenario", "assurance")


def _add_action(connection: sa.Connection, decision_id: int, action: DecisionAction) -> None:
    connection.execute(decision_actions.insert().values(**action.model_dump(), decision_id=decision_id, version=1))


def _read(source: Source, which: sa.ColumnElement[bool]) -> tuple[StoredDecision, ...]:
    later = decisions.alias("later")
    query = (
        sa.select(decisions, later.c.decision_id.label("superseded_by"))
        .outerjoin(later, later.c.supersedes == decisions.c.decision_id)
        .where(which)
        .order_by(decisions.c.decided_on.desc(), decisions.c.decision_id.desc())
    )
    with reading(source) as connection:
        rows = connection.execute(query).mappings().all()
        ids = [row["decision_id"] for row in rows]
        positions = _positions(connection, ids)
        actions = _actions(connection, ids)
    return tuple(_stored(row, positions[row["decision_id"]], actions[row["decision_id"]]) for row in rows)


def _stored(row: sa.RowMapping, positions: Sequence[StoredPosition], actions: Sequence[StoredAction]) -> StoredDecision:
    values = dict(row)
    frozen = {name: values.pop(name) for name in _FROZEN}
    figures, overrides = values.pop("figures"), tuple(values.pop("overrides"))
    return StoredDecision(
        **{
            **values,
            "outcome": Outcome(values["outcome"]),
            "alternatives": tuple(Alternative(**each) for each in values["alternatives"]),
            "frozen": Frozen(**frozen, figures=figures, overrides=overrides),
            "positions": tuple(positions),
            "actions": tuple(actions),
        }
    )


def _positions(connection: sa.Connection, ids: Sequence[int]) -> defaultdict[int, list[StoredPosition]]:
    row, found = decision_positions, defaultdict[int, list[StoredPosition]](list)
    query = sa.select(row).where(row.c.decision_id.in_(ids)).order_by(row.c.position_id)
    for each in connection.execute(query).mappings():
        found[each["decision_id"]].append(StoredPosition(**{**each, "stance": Stance(each["stance"])}))
    return found


def _actions(connection: sa.Connection, ids: Sequence[int]) -> defaultdict[int, list[StoredAction]]:
    row, found = decision_actions, defaultdict[int, list[StoredAction]](list)
    query = sa.select(row).where(row.c.decision_id.in_(ids)).order_by(row.c.due_on, row.c.action_id)
    for each in connection.execute(query).mappings():
        found[each["decision_id"]].append(StoredAction(**each))
    return found
