"""Contributions: what partners promise towards an option, saved as a new version. Each partner changes its own rows alone."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.access.permission import must_be_allowed
from core.actions.programmes import Saved, replace_tables
from core.domain.case.deals import FUNDING_WORDS, STATUS_WORDS, ContributionStatus, Funding
from core.domain.errors import NotRecorded
from core.domain.people import Doing, Person
from core.domain.prices import PRICE_BASIS_WORDS, PriceBasis
from core.domain.tables import Table
from core.reports.appraisals import Loaded, load_version
from core.reports.changes.table_edits import table_of, with_cells, with_rows
from core.reports.flows import partner_titles
from core.store.database import Database

MOST_GBP = 1e12
MOST_LETTERS = 500
Cells = Mapping[str, str]


@dataclass(frozen=True)
class Promise:
    """One row as it was typed: partner by title or id, year as 2026/27 or as its index, the rest as read or as stored."""

    partner: str
    year: str
    amount_gbp: float | None
    funding: str
    status: str
    paid_if: str = ""
    price_basis: str = PriceBasis.real.value


def save_contributions(
    db: Database, programme_id: str, option_id: str, promises: Sequence[Promise], *, read_version: int, by: Person, at: datetime
) -> Saved:
    """Keep what the person's partners promise to an option: these rows take the place of all theirs before.

    Args:
        db: the open store.
        programme_id: the programme.
        option_id: the option.
        promises: every row of the partners this person edits rows for.
        read_version: number of the version the person was looking at.
        by: who does it.
        at: when, in UTC.

    Raises:
        NotRecorded: a row cannot be; every fault is named.
        NotAllowed, StaleVersion, NotAccepted, CannotStore, BusyStore, DamagedStore: as `replace_tables` does.
    """
    own = by.partners(Doing.edit_rows, programme_id)
    if not own:  # nothing is said of the rows, which would name partners, to a person who edits none; None is every partner
        must_be_allowed(by, Doing.edit_rows, programme_id)
    loaded = load_version(db, programme_id, read_version)
    faults, rows = _read(loaded, option_id, promises, own)
    if faults:
        raise NotRecorded(*faults)
    table = _merged(table_of(loaded.tables, "contributions"), option_id, rows, own)
    title = next((row.title for row in loaded.case.options if row.option_id == option_id), option_id)
    what = f'Changed what is promised towards "{title}".'
    return replace_tables(db, programme_id, {table.name: table}, read_version=read_version, by=by, at=at, what=what)


def _read(
    loaded: Loaded, option_id: str, promises: Sequence[Promise], own: frozenset[str] | None
) -> tuple[list[str], list[dict[str, str]]]:
    """Turn typed rows into cells; the faults are named by row, counted from 1."""
    titles = partner_titles(loaded.case)
    known = {**{title: partner_id for partner_id, title in titles.items()}, **{partner_id: partner_id for partner_id in titles}}
    faults, rows, keys = [], [], set()
    for number, typed in enumerate(promises, start=1):
        promise = replace(
            typed,
            funding=_stored(typed.funding, FUNDING_WORDS),
            status=_stored(typed.status, STATUS_WORDS),
            price_basis=_stored(typed.price_basis, PRICE_BASIS_WORDS),
        )
        one = known.get(promise.partner.strip(), "")
        year, wrong_year = _year(loaded, promise.year)
        found = [*_faults(promise, one, own, titles), *wrong_year]
        key = (one, year, promise.funding)
        if not found and key in keys:
            found = [f"{promise.partner} has this year and source twice: leave one row."]
        keys.add(key)
        faults += [f"Row {number}: {sentence}" for sentence in found]
        rows.append(_cells(option_id, one, year, promise))
    return faults, rows


def _stored(typed: str, words: Mapping[ContributionStatus, str] | Mapping[Funding, str] | Mapping[PriceBasis, str]) -> str:
    """Find the stored word of what was typed or pasted, as people read it or as it is stored; what is neither stays."""
    said = " ".join(typed.replace("_", " ").split()).casefold()
    return next((str(stored) for stored, read in words.items() if read.casefold() == said), typed)


def _faults(promise: Promise, one: str, own: frozenset[str] | None, titles: Mapping[str, str]) -> Iterable[str]:
    if not one:
        yield f'there is no partner "{promise.partner}" in this programme: choose one of the list.'
    elif own is not None and one not in own:
        yield f"{titles[one]} enters its own promises: take its row out."
    if promise.amount_gbp is None or not math.isfinite(promise.amount_gbp) or promise.amount_gbp < 0:
        yield "the amount is missing or below £0: give £0 or more."
    elif promise.amount_gbp > MOST_GBP:
        yield "the amount is over £1 trillion: give it in pounds."
    if promise.funding not in list(Funding):
        yield f'"{promise.funding}" is no source of money: choose one of {", ".join(FUNDING_WORDS.values())}.'
    if promise.status not in list(ContributionStatus):
        yield f'"{promise.status}" is no status: choose one of {", ".join(STATUS_WORDS.values())}.'
    if promise.price_basis not in list(PriceBasis):
        yield f'"{promise.price_basis}" is no money: choose one of {", ".join(PRICE_BASIS_WORDS.values())}.'
    if len(promise.paid_if) > MOST_LETTERS:
        yield f"the condition has {len(promise.paid_if):,} letters: say it in {MOST_LETTERS:,}."


def _year(loaded: Loaded, typed: str) -> tuple[int, list[str]]:
    """Read a year: 2026/27, 2026 or the index 0. Gives the index, and what is wrong with it."""
    programme = loaded.case.programme
    first, last = programme.base_year, programme.base_year + programme.horizon_years
    head = typed.strip().partition("/")[0]
    if not (head.isascii() and head.isdigit() and len(head) <= 4):
        return -1, [f'"{typed}" is no year: write it as {first}/{(first + 1) % 100:02d}.']
    year = int(head) - first if len(head) == 4 else int(head)
    if year > programme.horizon_years:
        return year, [f"{typed} is after the horizon, which ends with {last}/{(last + 1) % 100:02d}: it would count for nothing."]
    return year, ([f"{typed} is before the first year, {first}/{(first + 1) % 100:02d}."] if year < 0 else [])


def _cells(option_id: str, one: str, year: int, promise: Promise) -> dict[str, str]:
    amount = promise.amount_gbp or 0.0
    return {
        "option_id": option_id,
        "partner_id": one,
        "year": str(year),
        "amount_gbp": f"{amount:.0f}" if amount == int(amount if math.isfinite(amount) else 0) else f"{amount:.2f}",
        "funding": promise.funding,
        "status": promise.status,
        "paid_if": " ".join(promise.paid_if.split()),
        "price_basis": "" if promise.price_basis == PriceBasis.real else promise.price_basis,
    }


def _merged(table: Table, option_id: str, rows: Sequence[dict[str, str]], own: frozenset[str] | None) -> Table:
    """Change the rows that are there, take out those that are gone, add those that are new; others' rows stay."""
    key = ("option_id", "partner_id", "year", "funding")
    given = {tuple(row[name] for name in key): row for row in rows}
    cells = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    held = [tuple(row.get(name, "").strip() for name in key) for row in cells]
    is_own = [one[0] == option_id and (own is None or one[1] in own) for one in held]
    stay = [at for at, one in enumerate(held) if not is_own[at] or one in given]
    merged = replace(table, rows=tuple(table.rows[at] for at in stay), lines=tuple(table.lines[at] for at in stay))
    for one, row in given.items():
        if one in held:
            merged = with_cells(merged, dict(zip(key, one, strict=True)), row)
    return with_rows(merged, [row for one, row in given.items() if one not in held])
