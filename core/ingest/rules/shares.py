"""Rules about shares that must add up to one whole."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from core.domain.benefits import SHARE_TOLERANCE, BenefitClass
from core.domain.problems import Problem
from core.ingest.sheets import Folder, ReadRow, Sheet
from core.ingest.wording import joined, lines_of, printable

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
    """Falls of a benefit, payers of a cost, flows of a site: each adds to 1."""
    for whole in (_FALLS, _PAYS, _FLOWS):
        sheet = folder[whole.table]
        if sheet.is_whole:
            for values, rows in sheet.by(*whole.of).items():
                if all(whole.share in read.values for read in rows):
                    yield from _not_one(sheet, whole, values, rows)


def given_place_shares_add_to_one(folder: Folder) -> Iterator[Problem]:
    """Where any centre of a benefit has a place_share, those given add to 1; an empty one counts as 0."""
    sheet = folder["benefit_centres"]
    unreadable = {value for read in sheet.rows if read.row is None for value in [read.values.get("benefit_id")]}
    if not sheet.is_whole:
        return
    for values, rows in sheet.by("benefit_id").items():
        given = [read for read in rows if "place_share" in read.values]
        if given and values[0] not in unreadable:
            yield from _not_one(sheet, _PLACES, values, given)


def every_fiscal_benefit_falls_to_somebody(folder: Folder) -> Iterator[Problem]:
    """Each fiscal benefit has a row in benefit_falls: a saving is somebody's.

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


def _not_one(sheet: Sheet, whole: _Whole, values: tuple[str, ...], rows: list[ReadRow]) -> Iterator[Problem]:
    total = math.fsum(read.values[whole.share] for read in rows)
    if abs(total - 1) <= SHARE_TOLERANCE + _ROUNDING:
        return
    lines = sorted(read.line for read in rows)
    at_site = f' at site "{printable(values[1], 60)}"' if len(values) > 1 else ""
    yield Problem(
        sheet.file_name,
        f'the shares of {whole.noun} "{printable(values[0], 60)}"{at_site} add to {total:.7g} ({lines_of(lines)}).',
        lines[0],
        whole.share,
        what_to_do="Make them add to 1.",
    )


def _without_rows(listed: Sheet, sheet: Sheet, key: str) -> Iterator[ReadRow]:
    """Rows of one table of which another says nothing; none where the other could not be read whole."""
    if sheet.is_whole:
        there = sheet.known(key)
        yield from (rows[0] for (value,), rows in listed.by(key).items() if value not in there)


def _nobody(listed: Sheet, sheet: Sheet, read: ReadRow, key: str, what_to_do: str) -> Problem:
    told = f"no row for this line, which stands in {listed.file_name} on line {read.line}."
    return Problem(sheet.file_name, told, None, key, printable(read.values[key]), what_to_do)
