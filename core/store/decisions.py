"""Decisions, the positions of partners on them, and the actions that follow."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from core.domain.deals.splits import SplitTable
from core.domain.decisions import (
    Alternative,
    Decision,
    DecisionAction,
    Frozen,
    Outcome,
    Position,
    Stance,
    StoredAction,
    StoredDecision,
    StoredPosition,
)
from core.domain.errors import NoSuchRow, StaleRow
from core.store.database import Source, reading
from core.store.schema.meetings import decision_actions, decision_positions, decisions


def of_programme(source: Source, programme_id: str) -> tuple[StoredDecision, ...]:
    """List the decisions of a programme, the newest first. One row per decision."""
    return _read(source, decisions.c.programme_id == programme_id)


def get(source: Source, decision_id: int) -> StoredDecision:
    """Find a decision that must be there.

    Raises:
        NoSuchRow: it is not.
    """
    decisions_read = _read(source, decisions.c.decision_id == decision_id)
    if not decisions_read:
        raise NoSuchRow("There is no such decision: open Decide again and choose one of the list.")
    return decisions_read[0]


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
        "split": None if frozen.split is None else frozen.split.as_kept,
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
        StaleRow: another person marked it in the meantime.
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
    figures, overrides, split = values.pop("figures"), tuple(values.pop("overrides")), values.pop("split")
    kept = None if split is None else SplitTable.from_kept(split)
    return StoredDecision(
        **{
            **values,
            "outcome": Outcome(values["outcome"]),
            "alternatives": tuple(Alternative(**each) for each in values["alternatives"]),
            "frozen": Frozen(**frozen, figures=figures, overrides=overrides, split=kept),
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
