"""What-if kept: a look at other assumptions becomes the programme's own figures, or an option of its own beside the others."""

from collections.abc import Callable, Mapping

from core.domain.case.case import Case
from core.domain.scenario import Scenario
from core.domain.tables import Table
from core.reports.changes.copy_option import copied_option
from core.reports.changes.table_edits import Cells, rows_where, with_cells

_RATES = ("engagement", "retention", "scale_penalty")


def why_not_a_version(scenario: Scenario) -> str | None:
    """Say why a what-if cannot become the programme's own figures; None where it can."""
    if scenario.cost_centres is not None:
        return "Which cost centres release cash is agreed line by line, in the table benefits: leave it out of the what-if."
    return None


def why_not_an_option(scenario: Scenario) -> str | None:
    """Say why a what-if cannot become an option of its own; None where it can."""
    if scenario.horizon_years is not None:
        return "The years counted hold for every option: save it as a version, or set the years as entered."
    return why_not_a_version(scenario)


def scenario_in_tables(case: Case, tables: Mapping[str, Table], scenario: Scenario) -> dict[str, Table]:
    """Give the tables that a what-if changes, for every option it is about. A figure that is changed loses its range.

    Args:
        case: the version, read.
        tables: its tables.
        scenario: the what-if.

    Raises:
        ValueError: it is about something the tables hold in another way.
    """
    if (why := why_not_a_version(scenario)) is not None:
        raise ValueError(why)
    changed = dict(tables)
    if scenario.horizon_years is not None:
        cells = {"horizon_years": str(scenario.horizon_years)}
        changed["programme"] = with_cells(tables["programme"], {"programme_id": case.programme.programme_id}, cells)
    reached = {row.option_id for row in case.option_sites}
    _rates(changed, scenario, lambda option_id: option_id in reached)
    _adoption(changed, scenario, lambda _: True)
    _sites(changed, scenario, lambda _: True)
    return _only_changed(tables, changed)


def scenario_as_option(tables: Mapping[str, Table], scenario: Scenario, option_id: str, title: str) -> dict[str, Table]:
    """Give the tables in which a what-if stands as an option of its own, made of one that is there.

    Args:
        tables: of the version.
        scenario: the what-if.
        option_id: the option it is made of.
        title: what the new option is called.

    Raises:
        ValueError: the title is empty or another option's, or the what-if is about the whole programme.
    """
    if (why := why_not_an_option(scenario)) is not None:
        raise ValueError(why)
    changed = {**tables, **copied_option(tables, option_id, title)}
    before = {row["option_id"] for row in tables["options"].dicts()}
    (made,) = [row["option_id"] for row in changed["options"].dicts() if row["option_id"] not in before]
    _rates(changed, scenario, lambda one: one == made)
    _adoption(changed, scenario, lambda one: one == made)
    _sites(changed, scenario, lambda one: one == made)
    return _only_changed(tables, changed)


def _rates(tables: dict[str, Table], scenario: Scenario, is_about: Callable[[str], bool]) -> None:
    cells = {name: _share(getattr(scenario, name)) for name in _RATES if getattr(scenario, name) is not None}
    cells |= {f"{name}_{end}": "" for name in list(cells) for end in ("low", "high")}
    for row in tables["options"].dicts() if cells else ():
        if is_about(row["option_id"].strip()):
            tables["options"] = with_cells(tables["options"], {"option_id": row["option_id"].strip()}, cells)


def _adoption(tables: dict[str, Table], scenario: Scenario, is_about: Callable[[str], bool]) -> None:
    if scenario.p_adopted is None or "levers" not in tables:
        return
    cells = {"p_adopted": _share(scenario.p_adopted), "p_adopted_low": "", "p_adopted_high": ""}
    for row in tables["levers"].dicts():
        if is_about(row["option_id"].strip()):
            tables["levers"] = with_cells(tables["levers"], {"lever_id": row["lever_id"].strip()}, cells)


def _sites(tables: dict[str, Table], scenario: Scenario, is_about: Callable[[str], bool]) -> None:
    if scenario.sites is None or "option_sites" not in tables:
        return
    sites = scenario.sites

    def stays(row: Cells) -> bool:
        return row["site_id"].strip() in sites or not is_about(row["option_id"].strip())

    tables["option_sites"] = rows_where(tables["option_sites"], stays)


def _share(value: float) -> str:
    return f"{value:.10g}"


def _only_changed(before: Mapping[str, Table], after: Mapping[str, Table]) -> dict[str, Table]:
    return {name: table for name, table in after.items() if table is not before.get(name)}
