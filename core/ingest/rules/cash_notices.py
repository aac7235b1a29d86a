"""Warnings about what can become cash: allowed, but perhaps not what was meant. Those that repeat are told in one sentence."""

from collections.abc import Iterator

from core.domain.case.benefits import ValueKind
from core.domain.case.options import OptionKind
from core.domain.problems import Problem
from core.domain.wording import counted, joined
from core.ingest.rules.centres import Falls, can_be_followed, is_fiscal, is_releasing
from core.ingest.sheets import Folder, ReadRow

_ONLY_MOVED = (ValueKind.transfer, ValueKind.tax)


def no_business_as_usual(folder: Folder) -> Iterator[Problem]:
    """Warn that nothing is named as the comparison; doing nothing is compared all the same."""
    sheet = folder["options"]
    if sheet.is_whole and sheet.rows and OptionKind.business_as_usual not in sheet.known("kind"):
        told = "no option of kind business_as_usual: every figure is a difference from doing nothing all the same."
        yield Problem(sheet.file_name, told, sheet.rows[0].line, "kind")


def stepped_lines_without_a_centre(folder: Folder) -> Iterator[Problem]:
    """Warn that steps close at cost centres only."""
    if not can_be_followed(folder):
        return
    falls, sheet = Falls(folder), folder["benefits"]
    rows = [
        read
        for read in sheet.having("benefit_id", "step_share")
        if read.values["step_share"] and is_releasing(read) and not falls.centres_of(read.values["benefit_id"])
    ]
    if rows:
        told = f"{_named(rows)} {_has(rows)} a step_share and no cost centre: no step is known to close, so none is cash."
        yield _notice(folder, rows, "step_share", told)


def sites_without_a_centre(folder: Folder) -> Iterator[Problem]:
    """Warn of sites whose units fall at no particular centre, because their line has several and says nothing of them."""
    if not can_be_followed(folder):
        return
    falls = Falls(folder)
    for read in folder["benefits"].having("benefit_id", "benefit_class"):
        benefit_id = read.values["benefit_id"]
        centres, missing = falls.centres_of(benefit_id), falls.sites_without(benefit_id)
        placed = {row.values["cost_centre_id"] for row in folder["benefit_centres"].by("benefit_id").get((benefit_id,), [])}
        if is_fiscal(read) and centres and len(placed) != 1 and missing:
            told = (
                f"{benefit_id} has cost centres and {folder['site_centres'].spec.file_name} does not say which of them "
                f"{counted(len(missing), 'site')} ({joined(missing)}) {'goes' if len(missing) == 1 else 'go'} to: counted at no "
                "particular centre, where no step closes."
            )
            yield Problem(folder["benefits"].file_name, told, read.line, "benefit_id")


def fiscal_lines_that_say_nothing_is_fixed(folder: Folder) -> Iterator[Problem]:
    """Warn of fiscal lines that do not say which part of their value never falls."""
    rows = [read for read in folder["benefits"].having("benefit_id") if is_fiscal(read) and "fixed_share" not in read.values]
    if rows:
        told = f"{_named(rows)} {_has(rows)} no fixed_share: harm there is counted as if nothing of it were fixed."
        yield _notice(folder, rows, "fixed_share", told)


def money_counted_with_its_transfer(folder: Folder) -> Iterator[Problem]:
    """Warn of a payment saved that stands in two lines of one outcome, once as a transfer or tax and once as value."""
    for rows in folder["benefits"].by("outcome_id", "unit_value_gbp").values():
        moved = [read for read in rows if read.values.get("value_kind") in _ONLY_MOVED]
        valued = [read for read in rows if read.values.get("value_kind") not in (*_ONLY_MOVED, None)]
        if moved and valued:
            told = (
                f"{_named(moved)} and {_named(valued)} are worth the same for each unit of one outcome: a payment that only "
                "changes hands is no gain to society, so it must not stand in the second as well."
            )
            yield _notice(folder, valued, "value_kind", told)


def one_unit_cost_on_two_lines(folder: Folder) -> Iterator[Problem]:
    """Warn of one unit cost that two lines of an outcome count; two parts of one, of other values, are two costs."""
    for (outcome_id, code, _), rows in folder["benefits"].by("outcome_id", "unit_cost_code", "unit_value_gbp").items():
        if len(rows) > 1:
            told = f"{_named(rows)} of outcome {outcome_id} use the same unit cost {code}: is it counted twice?"
            yield _notice(folder, rows, "unit_cost_code", told)


def _named(rows: list[ReadRow]) -> str:
    return joined(dict.fromkeys(str(read.values.get("benefit_id", f"line {read.line}")) for read in rows))


def _has(rows: list[ReadRow]) -> str:
    return "has" if len(rows) == 1 else "have"


def _notice(folder: Folder, rows: list[ReadRow], column: str, told: str) -> Problem:
    return Problem(folder["benefits"].file_name, told, min(read.line for read in rows), column)
