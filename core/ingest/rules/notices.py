"""Notices: what is allowed, but may not be what was meant. Those that repeat are given in one sentence."""

from collections.abc import Iterator

from core.domain.problems import Problem
from core.domain.wording import counted, joined
from core.ingest.rules.kinds import KINDS_WITH_LEVERS
from core.ingest.sheets import Folder, ReadRow, Sheet

_YEAR_COLUMNS = (
    ("options", "gate_year"),
    ("option_sites", "start_year"),
    ("costs", "start_year"),
    ("contributions", "year"),
    ("risks", "year"),
)


def years_beyond_the_horizon(folder: Folder) -> Iterator[Problem]:
    """Warn of years that come after the last one appraised."""
    horizon = folder.horizon_years
    for table, column in _YEAR_COLUMNS if horizon is not None else ():
        sheet = folder[table]
        late = [read for read in sheet.having(column) if read.values[column] > horizon]
        if late:
            told = f"{counted(len(late), 'row')} with a year after the horizon, which is year {horizon}: nothing of it counts."
            yield _notice(sheet, late, column, told)


def attribution_without_a_reason(folder: Folder) -> Iterator[Problem]:
    """Warn of a share of the change claimed with no reason for that share."""
    sheet = folder["effects"]
    rows = [
        read for read in sheet.having("attribution") if read.values["attribution"] < 1 and "attribution_reason" not in read.values
    ]
    if rows:
        which = _named(rows, "outcome_id")
        yield _notice(sheet, rows, "attribution", f"below 1 without an attribution_reason for {which}.")


def fiscal_lines_without_a_route(folder: Folder) -> Iterator[Problem]:
    """Warn that a fiscal benefit without a release route counts as capacity."""
    sheet = folder["benefits"]
    fiscal = (read for read in sheet.having("benefit_class") if read.values["benefit_class"] == "fiscal")
    rows = [read for read in fiscal if "release_route" not in read.values]
    if rows:
        told = f"{_named(rows, 'benefit_id')} {'has' if len(rows) == 1 else 'have'} no release_route: counts as capacity, not cash."
        yield _notice(sheet, rows, "release_route", told)


def figures_without_source_or_grade(folder: Folder) -> Iterator[Problem]:
    """Warn of effects and costs that say neither where they come from nor how good they are."""
    for table, key in (("effects", "outcome_id"), ("costs", "cost_id")):
        sheet = folder[table]
        rows = [read for read in sheet.rows if "source" not in read.values and "confidence_grade" not in read.values]
        if rows:
            told = f"{counted(len(rows), 'row')} with neither source nor confidence_grade ({_named(rows, key)})."
            yield _notice(sheet, rows, "source", told)


def options_without_costs(folder: Folder) -> Iterator[Problem]:
    """Warn of a folder in which nothing costs anything."""
    costs = folder["costs"]
    if folder.is_all and costs.is_whole and not costs.rows:
        yield Problem(costs.file_name, "there are no costs: every option is counted as costing nothing.")


def scale_ups_that_bring_nothing(folder: Folder) -> Iterator[Problem]:
    """Warn where a scale-up cannot move an outcome for want of a population or of its units a person."""
    up = [read for read in folder["options"].having("option_id", "kind") if read.values["kind"] in KINDS_WITH_LEVERS]
    if not up or not folder.is_all:
        return
    if not folder["population"].rows and folder["population"].is_whole:
        told = f"there is no {folder['population'].file_name}, so the levers of {_named(up, 'option_id')} bring nothing."
        yield _notice(folder["options"], up, "kind", told)
        return
    sheet = folder["effects"]
    with_benefits = folder["benefits"].known("outcome_id")
    rows = [
        read
        for read in sheet.having("outcome_id")
        if read.values["outcome_id"] in with_benefits and "units_per_person_year" not in read.values
    ]
    if rows:
        told = f"empty for {_named(rows, 'outcome_id')}: the levers of {_named(up, 'option_id')} bring nothing there."
        yield _notice(sheet, rows, "units_per_person_year", told)


def centres_of_partners_without_a_fall(folder: Folder) -> Iterator[Problem]:
    """Warn of a centre whose partner gets nothing of the line that is to become cash there."""
    falls, centres = folder["benefit_falls"], folder["cost_centres"]
    if not (falls.is_whole and centres.is_whole):
        return
    partner_of = {
        read.values["cost_centre_id"]: read.values["partner_id"] for read in centres.having("cost_centre_id", "partner_id")
    }
    gains = {key for key, rows in falls.by("benefit_id", "partner_id").items() if any(row.values.get("fall_share") for row in rows)}
    sheet = folder["benefit_centres"]
    rows = [
        read
        for read in sheet.having("benefit_id", "cost_centre_id")
        if read.values["cost_centre_id"] in partner_of
        and (read.values["benefit_id"], partner_of[read.values["cost_centre_id"]]) not in gains
    ]
    if rows:
        pairs = joined(f"{read.values['benefit_id']} at {read.values['cost_centre_id']}" for read in rows)
        told = f"{counted(len(rows), 'centre')} of a partner to which nothing of the line falls ({pairs})."
        yield _notice(sheet, rows, "cost_centre_id", told)


def _named(rows: list[ReadRow], column: str) -> str:
    return joined(dict.fromkeys(str(read.values.get(column, f"line {read.line}")) for read in rows))


def _notice(sheet: Sheet, rows: list[ReadRow], column: str, told: str) -> Problem:
    return Problem(sheet.file_name, told, min(read.line for read in rows), column)
