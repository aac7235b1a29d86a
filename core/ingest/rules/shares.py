"""Rules about shares that must add up to one whole."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from core.domain.case.benefits import SHARE_TOLERANCE, BenefitClass
from core.domain.problems import Problem
from core.domain.wording import joined, lines_of, printable
from core.ingest.sheets import Folder, ReadRow, Sheet

# Decimal fractions are not exact: shares that miss by the tolerance itself still pass.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class _Whole:
    """Shares of one table that add to 1 for each value of some columns."""

    table: str
    of: tuple[str, ...]
    share: str
    noun: str


_FALLS = _Whole("benefit_falls", ("benefit_id",), "fall_share", "benefit")
_PAYS = _Whole("cost_shares", ("cost_id",), "pay_share", "cost")
_FLOWS = _Whole("site_centres", ("benefit_id", "site_id"), "flow_share", "benefit")
_PLACES = _Whole("benefit_centres", ("benefit_id",), "place_share", "benefit")


def shares_add_to_one(folder: Folder) -> Iterator[Problem]:
    """Falls of a benefit and payers of a cost: each adds to 1."""
    for whole in (_FALLS, _PAYS):
        sheet = folder[whole.table]
        if sheet.is_whole:
            for values, rows in sheet.by(*whole.of).items():
                if all(whole.share in read.values for read in rows) and not _is_one(whole, rows):
                    yield _not_one(sheet, whole, values, rows, "Make them add to 1.")


def shares_of_units_are_no_more_than_one(folder: Folder) -> Iterator[Problem]:
    """Flows of a site and places of a scale-up: no more units fall away than there are."""
    for whole, values, rows, total in _units_placed(folder):
        if total > 1 + SHARE_TOLERANCE + _ROUNDING:
            yield _not_one(
                folder[whole.table], whole, values, rows, "Make them add to 1, or to less where some of it has no centre."
            )


def units_that_name_no_centre(folder: Folder) -> Iterator[Problem]:
    """Warn of shares that add to less than 1: what is left is never a gain in cash."""
    for whole, values, rows, total in _units_placed(folder):
        if total < 1 - SHARE_TOLERANCE - _ROUNDING:
            sheet, at_site = folder[whole.table], f' at site "{printable(values[1], 60)}"' if len(values) > 1 else ""
            told = (
                f'the shares of {whole.noun} "{printable(values[0], 60)}"{at_site} add to {total:.7g}: the rest names no centre, '
                "so that its gains count in gross alone, and its harms as cost."
            )
            yield Problem(sheet.file_name, told, min(read.line for read in rows), whole.share)


def _units_placed(folder: Folder) -> Iterator[tuple[_Whole, tuple[str, ...], list[ReadRow], float]]:
    """The shares given of each line's units, by site or for a scale-up, and what they add to."""
    for whole in (_FLOWS, _PLACES):
        sheet = folder[whole.table]
        unreadable = {read.values.get("benefit_id") for read in sheet.rows if read.row is None}
        if not sheet.is_whole:
            continue
        for values, rows in sheet.by(*whole.of).items():
            given = [read for read in rows if whole.share in read.values]
            if given and values[0] not in unreadable:
                yield whole, values, given, math.fsum(read.values[whole.share] for read in given)


def every_fiscal_benefit_falls_to_somebody(folder: Folder) -> Iterator[Problem]:
    """Fall shares: each fiscal benefit has a row in benefit_falls, since a saving belongs to a partner.

    Economic and social value may fall to people at large, who are no partner.
    """
    benefits, falls = folder["benefits"], folder["benefit_falls"]
    for read in _without_rows(benefits, falls, "benefit_id"):
        if read.values.get("benefit_class") == BenefitClass.fiscal:
            yield _nobody(benefits, falls, read, "benefit_id", "Say which partners it falls to, with shares that add to 1.")


def every_cost_is_paid_by_somebody(folder: Folder) -> Iterator[Problem]:
    """Each cost has at least one row in cost_shares."""
    costs, pays = folder["costs"], folder["cost_shares"]
    for read in _without_rows(costs, pays, "cost_id"):
        yield _nobody(costs, pays, read, "cost_id", "Say which partners pay it, with shares that add to 1.")


def benefits_that_fall_to_no_partner(folder: Folder) -> Iterator[Problem]:
    """Warn of economic and social benefits without a row in benefit_falls."""
    benefits = folder["benefits"]
    rows = [
        read
        for read in _without_rows(benefits, folder["benefit_falls"], "benefit_id")
        if read.values.get("benefit_class") in (BenefitClass.economic, BenefitClass.social)
    ]
    if rows:
        which = joined(read.values["benefit_id"] for read in rows)
        told = (
            f"{which} {'falls' if len(rows) == 1 else 'fall'} to no partner: counted in public value, and in no partner's figures."
        )
        yield Problem(benefits.file_name, told, min(read.line for read in rows), "benefit_id")


def _is_one(whole: _Whole, rows: list[ReadRow]) -> bool:
    total = math.fsum(read.values[whole.share] for read in rows)
    return abs(total - 1) <= SHARE_TOLERANCE + _ROUNDING


def _not_one(sheet: Sheet, whole: _Whole, values: tuple[str, ...], rows: list[ReadRow], what_to_do: str) -> Problem:
    total = math.fsum(read.values[whole.share] for read in rows)
    lines = sorted(read.line for read in rows)
    at_site = f' at site "{printable(values[1], 60)}"' if len(values) > 1 else ""
    return Problem(
        sheet.file_name,
        f'the shares of {whole.noun} "{printable(values[0], 60)}"{at_site} add to {total:.7g} ({lines_of(lines)}).',
        lines[0],
        whole.share,
        what_to_do=what_to_do,
    )


def _without_rows(listed: Sheet, sheet: Sheet, key: str) -> Iterator[ReadRow]:
    """Rows of one table of which another says nothing; none where the other could not be read whole."""
    if sheet.is_whole:
        there = sheet.known(key)
        yield from (rows[0] for (value,), rows in listed.by(key).items() if value not in there)


def _nobody(listed: Sheet, sheet: Sheet, read: ReadRow, key: str, what_to_do: str) -> Problem:
    told = f"no row for this line, which stands in {listed.file_name} on line {read.line}."
    return Problem(sheet.file_name, told, None, key, printable(read.values[key]), what_to_do)
