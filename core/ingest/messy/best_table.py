"""Best table: which of our tables a file is, as far as its headings and its own words say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from core.domain.columns.schema import columns_of
from core.domain.tables import SPECS, TableSpec
from core.domain.wording import joined
from core.ingest.messy.grids import Sheet, Survey
from core.ingest.messy.match_columns import SURE_ENOUGH, matches_of, sheet_as_asked

_FORESEEN = re.compile(
    r"\b(?:forecasts?|predict(?:ed|ions?)|plan(?:ned)?|expected|projected|projections?|budget(?:ed)?)\b", re.IGNORECASE
)
_HAPPENED = re.compile(r"\b(?:actuals?|outturns?|achieved|reali[sz]ed|spent|delivered|to date)\b", re.IGNORECASE)
_OTHER = {
    "actuals": "It is not actuals: its own words speak of what is foreseen.",
    "predictions": "It is not predictions: its own words speak of what has happened.",
}


@dataclass(frozen=True)
class Fit:
    """How well a file fits one table. `fits` is False where it is not that table."""

    table: str
    score: float
    fits: bool
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    sentence: str


def best_tables(survey: Survey, sheet: str | None = None, header_row: int | None = None) -> tuple[Fit, ...]:
    """Rank our tables by how well a sheet fits them, the best first. Where `fits` is False for all, it is none of them."""
    chosen = sheet_as_asked(survey, sheet, header_row)
    other = _not_said(survey, chosen)
    fits = (_fit(spec, chosen) for spec in SPECS)
    told = (replace(fit, fits=False, sentence=_OTHER[other]) if fit.table == other else fit for fit in fits)
    return tuple(sorted(told, key=lambda fit: (not fit.fits, -fit.score)))


def _not_said(survey: Survey, sheet: Sheet) -> str | None:
    """Which of predictions and actuals a file is not, by its own words; None where it says neither or both."""
    words = " ".join([survey.file_name, sheet.name, *sheet.layout.headings]).replace("_", " ")
    foreseen, happened = _FORESEEN.search(words), _HAPPENED.search(words)
    if bool(foreseen) == bool(happened):
        return None
    return "actuals" if foreseen else "predictions"


def _fit(spec: TableSpec, sheet: Sheet) -> Fit:
    matches = matches_of(spec, sheet, {})
    sure = {match.column: match for match in matches if match.confidence >= SURE_ENOUGH}
    needed = [name for name in spec.required_columns if not _may_be_said_once(spec, name)]
    there = [name for name in needed if name in sure]
    missing = tuple(name for name in spec.required_columns if name not in sure)
    used = len({match.source for match in sure.values()})
    enough = len(there) * 3 >= len(needed) * 2 and bool(there) and used >= 2
    fits = enough and not (spec.single_row and len(sheet.layout.body) > 1)
    score = round(0.6 * len(there) / max(1, len(needed)) + 0.4 * used / max(1, len(sheet.layout.headings)), 3)
    return Fit(spec.name, score, fits, tuple(sure), missing, _fit_sentence(spec, fits, sure, missing))


def _may_be_said_once(spec: TableSpec, name: str) -> bool:
    """True for a required column that may well have one value for a whole file, such as the outcome of all studies."""
    column = next(column for column in columns_of(spec.model) if column.name == name)
    return bool(column.words) or (name in spec.references and len(spec.key) == 1 and name not in spec.key) or name == "unit"


def _fit_sentence(spec: TableSpec, fits: bool, sure: Iterable[str], missing: tuple[str, ...]) -> str:
    lacks = f"; {joined(missing)} {'is' if len(missing) == 1 else 'are'} still to be said" if missing else ""
    if fits:
        return f"It can be read as {spec.name} (one row per {spec.one_row_per}): it has {joined(sure, most=12)}{lacks}."
    has = f"it has {joined(sure)} only" if sure else "it has none of its columns"
    return f"It is not {spec.name}: {has}, and {joined(spec.required_columns)} are needed."


def no_table_sentence(survey: Survey, sheet: str | None = None, header_row: int | None = None) -> str | None:
    """Say that a file fits no table of ours, what it holds and what to do; None where it fits one."""
    fits = best_tables(survey, sheet, header_row)
    if fits[0].fits:
        return None
    headings = sheet_as_asked(survey, sheet, header_row).layout.headings
    if not headings:
        return f"{survey.file_name}: no heading line could be made out. Say which row is the heading, or add one."
    found = joined((f'"{heading}"' for heading in headings), most=10)
    best = fits[0]
    nearest = (
        f"The nearest is {best.table}, which also needs {joined(best.missing)}. "
        if best.matched
        else "It has none of their columns. "
    )
    todo = "Pick a table and match its columns by hand, or leave the file out."
    return f"{survey.file_name} fits no table of ours: its columns are {found}. {nearest}{todo}"
