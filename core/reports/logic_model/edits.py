"""Logic model edits: a version as it is typed in a grid, and the table it makes."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from core.domain.case.case import Case
from core.domain.case.logic_model import LogicElement, ModelVersion
from core.domain.tables import Table
from core.reports.changes.grid_edits import Edited, cell_of, with_part
from core.reports.changes.table_edits import table_of
from core.reports.logic_model.elements import model_of

TABLE = "logic_model"
TYPED = tuple(name for name in LogicElement.model_fields if name != "version")
_LONGEST_NAME = 40


def grid_frame(case: Case, version: ModelVersion) -> pd.DataFrame:
    """Grid of a version: one row per element, the columns TYPED; leads_to holds lists of names."""
    rows = [
        {
            name: list(cell) if isinstance(cell := getattr(element, name), tuple) else cell_of(cell) or None
            for name in TYPED
            if name != "quantity"
        }
        | {"quantity": element.quantity}
        for element in model_of(case, version).values()
    ]
    return pd.DataFrame(rows, columns=list(TYPED)).astype({"quantity": "float64"})


def model_changed(tables: Mapping[str, Table], version: ModelVersion, typed: pd.DataFrame) -> Edited:
    """Put a typed version in the place of the one that is there; the other versions stay to the letter.

    Args:
        tables: of the programme's version.
        version: of the logic model.
        typed: one row per element, with the columns TYPED; rows in which nothing is typed are left out, and an element
            without a name is given one made of its title.
    """
    return with_part(table_of(tables, TABLE), {"version": version.value}, _cells(typed.to_dict("records")))


def name_of(title: str, taken: Iterable[str]) -> str:
    """Make a short name of a title that nothing else has: 'Peer mentors' becomes peer_mentors."""
    base = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")[:_LONGEST_NAME].strip("_") or "element"
    names, number = set(taken), 1
    while (name := base if number == 1 else f"{base}_{number}") in names:
        number += 1
    return name


def _cells(records: list[dict[Any, Any]]) -> list[dict[str, str]]:
    rows = [{name: cell_of(record.get(name)) for name in TYPED} for record in records]
    typed = [row for row in rows if any(row.values())]
    taken = {row["element_id"] for row in typed}
    for row in typed:
        if not row["element_id"]:
            row["element_id"] = name_of(row["title"], taken)
            taken.add(row["element_id"])
    return typed
