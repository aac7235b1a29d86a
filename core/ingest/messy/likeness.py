"""Likeness: how much a heading is like one of our columns, by its words alone."""

import re
from difflib import SequenceMatcher

from core.domain.columns.schema import Column, Kind
from core.domain.tables import TableSpec
from core.ingest.labels import plain
from core.ingest.messy.headings import name_in
from core.ingest.messy.synonyms import is_own_key, names_of, perhaps_named

_LONG_WORD = 8
_OF_CHANGE = re.compile(r"per ?cent|percentage|change|growth|increase|difference|rate of|rank|share", re.IGNORECASE)


def likeness(spec: TableSpec, column: Column, heading: str) -> tuple[float, str]:
    """How much a heading is like a column's name, from 0 to 1, and in which way."""
    if heading.strip() == column.name:
        return 1.0, "the same name"
    whole, name = plain(heading), name_in(heading)
    own = plain(column.name)
    if own == whole:
        return 0.97, "the same name, written another way"
    if name in (own, own.removesuffix(" gbp")):
        return 0.92, "the same name, with a unit"
    return _in_meaning(spec, column, {whole, name}, name)


def _in_meaning(spec: TableSpec, column: Column, names: set[str], name: str) -> tuple[float, str]:
    own = plain(column.name)
    thing = plain(spec.key[0]).removesuffix(" id") if spec.key else ""
    if column.name == "title" and name in (f"{thing} name", f"name of {thing}", f"{thing} title", f"{thing} description"):
        return 0.85, "the rows' own long name"
    counted_name = name.removeprefix("number of ").removeprefix("no of ")
    if names & names_of(column.name) or counted_name in (own, *names_of(column.name)):
        return 0.85, "another name for it"
    bare = own.removesuffix(" id")
    if is_own_key(spec, column.name) and name in ("id", "ref", "reference", "code", "key", f"{bare} ref", f"{bare} code"):
        return 0.8, "the rows' own short name"
    if _goes_on(column, max(names, key=len)):
        return 0.845, "another name for it, with more words"
    if names & perhaps_named(column.name):
        return 0.5, "perhaps: please check"
    return _alike(own, name), "much alike"


def _goes_on(column: Column, whole: str) -> bool:
    """True where a heading of figures holds a name we know among other words: 'GDP deflator at market prices'."""
    if column.kind not in (Kind.number, Kind.whole_number) or _OF_CHANGE.search(whole):
        return False
    known = (name for name in names_of(column.name) if " " in name or len(name) >= _LONG_WORD)
    return any(f" {name} " in f" {whole} " for name in known)


def _alike(own: str, name: str) -> float:
    if not name or len(name) < 3:
        return 0.0
    ratio = SequenceMatcher(None, own, name).ratio()
    return 0.8 * ratio if ratio >= 0.8 else 0.0
