"""Copy of an option: the option once more under another title, with its places, costs, shares, levers and risks."""

from collections.abc import Mapping

from core.domain.fields import LIST_SEPARATOR
from core.domain.ids import make_id
from core.domain.tables import SPEC_OF, Table
from core.reports.changes.table_edits import Cells, with_cells, with_rows

# Tables whose rows belong to one option and have an id of their own, and those whose rows do without one.
_WITH_ID = {"costs": "cost_id", "levers": "lever_id", "risks": "risk_id"}
_LISTING = ("outcomes", "unmonetised")


def copied_option(tables: Mapping[str, Table], option_id: str, title: str) -> dict[str, Table]:
    """Give the tables that a copy of an option changes.

    Money that partners promised to the option, and how its service is arranged, stay the first one's alone.

    Args:
        tables: of the version.
        option_id: the option that is copied.
        title: what the copy is called; its id and those of its lines are made from titles.

    Raises:
        KeyError: there is no such option.
        ValueError: the title is empty, or that of an option that is there.
    """
    options = tables["options"].dicts()
    own = next((row for row in options if row["option_id"].strip() == option_id), None)
    if own is None:
        raise KeyError(f"there is no option {option_id}")
    name = title.strip()
    if not name:
        raise ValueError("Give the copy a title.")
    if any(row["title"].strip().casefold() == name.casefold() for row in options):
        raise ValueError(f"There is an option called {name}: give the copy another title.")
    made = make_id(name, [row["option_id"].strip() for row in options], "option")
    changed = {"options": with_rows(tables["options"], [{**own, "option_id": made, "title": name}])}
    if rows := _of_option(tables, "option_sites", option_id):
        changed["option_sites"] = with_rows(tables["option_sites"], [{**row, "option_id": made} for row in rows])
    if rows := _of_option(tables, "scale_causes", option_id):
        changed["scale_causes"] = with_rows(tables["scale_causes"], [{**row, "option_id": made} for row in rows])
    for table in _WITH_ID:
        changed |= _lines(tables, table, option_id, made)
    return changed | _listings(tables, option_id, made)


def _lines(tables: Mapping[str, Table], table: str, option_id: str, made: str) -> dict[str, Table]:
    """Copy rows that have ids of their own, and with costs who pays them."""
    rows, column = _of_option(tables, table, option_id), _WITH_ID[table]
    if not rows:
        return {}
    taken = {row[column].strip() for row in tables[table].dicts()}
    if table == "costs":
        # Lines of cost and of benefit are told apart by their ids alone where both are predicted.
        taken |= {row["benefit_id"].strip() for row in tables["benefits"].dicts()}
    ids: dict[str, str] = {}
    for row in rows:
        ids[row[column].strip()] = make_id(row.get("title") or row[column], taken, table.rstrip("s"))
        taken.add(ids[row[column].strip()])
    copies: list[Cells] = [{**row, column: ids[row[column].strip()], "option_id": made} for row in rows]
    changed = {table: with_rows(tables[table], copies)}
    if table == "costs" and "cost_shares" in tables:
        shares = [row for row in tables["cost_shares"].dicts() if row["cost_id"].strip() in ids]
        changed["cost_shares"] = with_rows(
            tables["cost_shares"], [{**row, "cost_id": ids[row["cost_id"].strip()]} for row in shares]
        )
    return changed


def _listings(tables: Mapping[str, Table], option_id: str, made: str) -> dict[str, Table]:
    """Add the copy wherever a list of options names the first one: outcomes it works for, effects without a price."""
    changed: dict[str, Table] = {}
    for name in _LISTING:
        key = SPEC_OF[name].key[0]
        for row in tables[name].dicts() if name in tables else ():
            listed = [part.strip() for part in row.get("option_ids", "").split(LIST_SEPARATOR)]
            if option_id in listed:
                cells = {"option_ids": LIST_SEPARATOR.join([*listed, made])}
                changed[name] = with_cells(changed.get(name, tables[name]), {key: row[key].strip()}, cells)
    return changed


def _of_option(tables: Mapping[str, Table], table: str, option_id: str) -> list[dict[str, str]]:
    rows = tables[table].dicts() if table in tables else []
    return [row for row in rows if row.get("option_id", "").strip() == option_id]
