"""Release plan: who takes which line of cash out of which budget: its rows, changed and checked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.domain.realisation import RealisationLevel, RealisationStatus
from core.domain.tables import Table
from core.reports.changes.table_edits import table_of, with_cells, with_rows
from core.reports.realisation.owners import owner_fault

PLAN = "realisation"
LEVELS = {
    RealisationLevel.front_line: "Front line",
    RealisationLevel.management: "Management",
    RealisationLevel.leadership: "Leadership",
}
STATUSES = {
    RealisationStatus.planned: "Planned",
    RealisationStatus.under_way: "Under way",
    RealisationStatus.released: "Released",
    RealisationStatus.overdue: "Overdue",
    RealisationStatus.lost: "Lost",
}


@dataclass(frozen=True)
class Plan:
    """Release plan: how one line of cash leaves one partner's budget, as a person typed it."""

    action: str
    level: RealisationLevel
    owner: str
    due_on: date | None
    status: RealisationStatus


def planned(tables: Mapping[str, Table], benefit_id: str, partner_id: str, plan: Plan) -> Table:
    """Give the table of plans with one line of one partner set; every other row stays as it is, to the letter.

    Args:
        tables: of the version.
        benefit_id: the line.
        partner_id: whose budget.
        plan: what is planned, from which nothing is missing.
    """
    table = table_of(tables, PLAN)
    key = {"benefit_id": benefit_id, "partner_id": partner_id}
    said = {"release_action": plan.action.strip(), "level": plan.level.value, "owner": plan.owner.strip()}
    cells = {**said, "due_on": plan.due_on.isoformat() if plan.due_on else "", "status": plan.status.value}
    return with_cells(table, key, cells) if _has(table, key) else with_rows(table, [{**key, **cells}])


def missing_from(plan: Plan) -> Sequence[str]:
    """Say what a plan still needs before it can be kept, each as a sentence."""
    told = []
    if not plan.action.strip():
        told.append("Say what will be done: cash does not leave a budget by itself.")
    if not plan.owner.strip():
        told.append("Name who does it: money without an owner stays where it is.")
    if plan.due_on is None:
        told.append("Give the day by which it is done.")
    return told


def owner_gone(plan: Plan, gone: Collection[str]) -> Sequence[str]:
    """Owner who has left: a sentence where the plan names one.

    Args:
        plan: what is planned.
        gone: names as `core.reports.realisation.owners.names_gone` gives them.
    """
    return [f"{sentence} Nothing was saved." for sentence in owner_fault(plan.owner, "The action", gone)]


def _has(table: Table, key: Mapping[str, str]) -> bool:
    if any(name not in table.columns for name in key):
        return False
    places = {name: table.columns.index(name) for name in key}
    return any(all(row[place].strip() == key[name] for name, place in places.items()) for row in table.rows)
