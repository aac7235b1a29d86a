"""Which column of a file is which of ours, as far as headings and cells tell; and which table a file is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from core.domain.schema import Column, columns_of
from core.domain.tables import SPEC_OF, SPECS, TableSpec
from core.ingest.messy.found import Sheet, Survey
from core.ingest.messy.headings import name_in
from core.ingest.messy.labels import plain
from core.ingest.messy.layout import layout_of
from core.ingest.messy.mapping import ColumnMapping, SourceMapping, Transform
from core.ingest.messy.questions import Question, cells_under, questions_about
from core.ingest.messy.reading import RepairKind, Wrong
from core.ingest.messy.synonyms import is_own_key, names_of, perhaps_named
from core.ingest.messy.typed import ColumnReader
from core.ingest.wording import counted, joined

SURE_ENOUGH = 0.6
_OFFERED_FROM = 0.35
_CELLS_TRIED = 40
_ITS_NAME = 0.92


@dataclass(frozen=True)
class Match:
    """One of our columns and the heading that seems to be it.

    `transform` is what has to be worked out of it, for example a standard error of a variance. `confidence` is 0 to 1:
    a match of `SURE_ENOUGH` or more stands in the mapping, a weaker one is only offered.
    """

    column: str
    required: bool
    source: str | None
    letter: str | None
    confidence: float
    how: str
    samples: tuple[str, ...] = ()
    transform: Transform = Transform.none


@dataclass(frozen=True)
class Proposal:
    """How a sheet may become a table: a match for each of our columns, what has to be asked, and what is kept out."""

    table: str
    sheet: str
    header_row: int | None
    mapping: SourceMapping
    matches: tuple[Match, ...]
    questions: tuple[Question, ...]
    kept_out: tuple[str, ...]
    missing: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Fit:
    """How well a file fits one table. `fits` is False where it is not that table."""

    table: str
    score: float
    fits: bool
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    sentence: str


def sheet_as_asked(survey: Survey, sheet: str | None, header_row: int | None) -> Sheet:
    """A sheet of a survey, laid out anew where another heading row is asked for.

    Raises:
        KeyError: where there is no such sheet.
    """
    found = survey.sheet(sheet)
    return found if header_row is None else replace(found, layout=layout_of(found.grid, header_row))


def propose(
    survey: Survey,
    table: str,
    sheet: str | None = None,
    header_row: int | None = None,
    remembered: SourceMapping | None = None,
) -> Proposal:
    """Match a sheet's headings with a table's columns.

    Args:
        survey: what is in the file.
        table: which of our tables it is to be.
        sheet: the sheet's name; the fullest one when None.
        header_row: the heading's row as in Excel; guessed when None.
        remembered: how this source was matched before; it holds wherever its headings are still there.

    Raises:
        KeyError: for a table or sheet that does not exist.
    """
    spec = SPEC_OF[table]
    if remembered is not None and remembered.table == table:
        sheet = sheet or (remembered.sheet if remembered.sheet in survey.names else None)
        header_row = header_row or remembered.header_row
    chosen = sheet_as_asked(survey, sheet, header_row)
    before = _still_good(remembered, chosen) if remembered is not None and remembered.table == table else {}
    matches = _matches(spec, chosen, before)
    columns = {
        match.column: before.get(match.column, ColumnMapping((match.source,) if match.source else ()))
        for match in matches
        if match.column in before or (match.source and match.confidence >= SURE_ENOUGH)
    }
    mapping = SourceMapping(table, columns, sheet, header_row)
    return _proposal(survey, chosen, mapping, matches, remembered)


def _proposal(
    survey: Survey, sheet: Sheet, mapping: SourceMapping, matches: tuple[Match, ...], remembered: SourceMapping | None
) -> Proposal:
    used = {source for how in mapping.columns.values() for source in how.sources}
    kept_out = tuple(heading for heading in sheet.layout.headings if heading not in used)
    missing = tuple(name for name in SPEC_OF[mapping.table].required_columns if name not in mapping.columns)
    gone = sorted(set(remembered.columns) - set(mapping.columns)) if remembered else []
    told = f"{joined(gone)} came from headings that are no longer there."
    others = [other.name for other in survey.sheets if other.name != sheet.name and other.layout.body]
    unread = f"{counted(len(others), 'other sheet')} not read: {joined(others)}."
    return Proposal(
        mapping.table,
        sheet.name,
        sheet.layout.header_row,
        mapping,
        matches,
        questions_about(sheet, mapping, survey.delimiter),
        kept_out,
        missing,
        tuple(text for text, holds in ((told, gone), (unread, others)) if holds),
    )


def _still_good(remembered: SourceMapping, sheet: Sheet) -> dict[str, ColumnMapping]:
    """The remembered columns whose headings are all there, in capitals or not."""
    there = {plain(heading): heading for heading in reversed(sheet.layout.headings)}
    exact = set(sheet.layout.headings)
    good = {}
    for name, how in remembered.columns.items():
        sources = tuple(source if source in exact else there.get(plain(source), "") for source in how.sources)
        if all(sources) and (sources or how.constant is not None):
            good[name] = replace(how, sources=sources)
    return good


def _matches(spec: TableSpec, sheet: Sheet, before: dict[str, ColumnMapping]) -> tuple[Match, ...]:
    """Give every column its best heading; a heading goes to the column it fits best."""
    headings = sheet.layout.headings
    taken = {source for how in before.values() for source in how.sources}
    scored = [
        (*_likeness(spec, column, heading), column, heading)
        for column in columns_of(spec.model)
        if column.name not in before
        for heading in headings
        if heading not in taken
    ]
    scored.sort(key=lambda one: -one[0])
    found: dict[str, Match] = {}
    for score, how, column, heading in scored:
        if score < _OFFERED_FROM or column.name in found or (heading in taken and score >= SURE_ENOUGH):
            continue
        # A heading that says our own name is that column, however its cells look: they are then told one by one.
        confidence = score if score >= _ITS_NAME else round(score * _readable(sheet, column, heading), 2)
        found[column.name] = _match(sheet, column, heading, confidence, how)
        if confidence >= SURE_ENOUGH:
            taken.add(heading)
    return tuple(_final(sheet, column, before, found) for column in columns_of(spec.model))


def _final(sheet: Sheet, column: Column, before: dict[str, ColumnMapping], found: dict[str, Match]) -> Match:
    if column.name in before:
        how = before[column.name]
        if not how.sources:
            return Match(column.name, column.required, None, None, 1.0, f'"{how.constant}" in every row, as before')
        return _match(sheet, column, how.sources[0], 1.0, "as before")
    return found.get(column.name, Match(column.name, column.required, None, None, 0.0, "nothing like it"))


def _match(sheet: Sheet, column: Column, heading: str, confidence: float, how: str) -> Match:
    cells, _ = cells_under(sheet, heading)
    samples = tuple(dict.fromkeys(cell for cell in cells[:500] if cell.strip()))[:3]
    letter = sheet.letters[sheet.layout.headings.index(heading)]
    return Match(column.name, column.required, heading, letter, confidence, how, samples, _transform(column, heading))


def _transform(column: Column, heading: str) -> Transform:
    is_variance = column.name == "standard_error" and plain(heading) in ("vi", "variance", "var")
    return Transform.square_root if is_variance else Transform.none


def _likeness(spec: TableSpec, column: Column, heading: str) -> tuple[float, str]:
    """How much a heading is like a column's name, and in which way."""
    if heading.strip() == column.name:
        return 1.0, "the same name"
    whole, name = plain(heading), name_in(heading)
    own = plain(column.name)
    if own == whole:
        return 0.97, "the same name, written another way"
    if name in (own, own.removesuffix(" gbp")):
        return 0.92, "the same name, with a unit"
    return _likeness_in_meaning(spec, column, {whole, name}, name)


def _likeness_in_meaning(spec: TableSpec, column: Column, names: set[str], name: str) -> tuple[float, str]:
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
    if names & perhaps_named(column.name):
        return 0.5, "perhaps: please check"
    return _alike(own, name), "much alike"


def _alike(own: str, name: str) -> float:
    if not name or len(name) < 3:
        return 0.0
    ratio = SequenceMatcher(None, own, name).ratio()
    return 0.8 * ratio if ratio >= 0.8 else 0.0


def _readable(sheet: Sheet, column: Column, heading: str) -> float:
    """1 where the first cells can be read as what the column holds, 0.5 where none can."""
    cells, kinds = cells_under(sheet, heading)
    reader = ColumnReader(column, ColumnMapping())
    tried = [(cell, kinds[at] if kinds else "s") for at, cell in enumerate(cells[:400]) if cell.strip()][:_CELLS_TRIED]
    if not tried:
        return 0.9
    far_off = (RepairKind.not_a_number, RepairKind.not_a_date)
    wrong = sum(isinstance(got := reader.read(*one), Wrong) and got.kind in far_off for one in tried)
    return 1 - 0.5 * wrong / len(tried)


def best_tables(survey: Survey, sheet: str | None = None, header_row: int | None = None) -> tuple[Fit, ...]:
    """Rank our tables by how well a sheet fits them, the best first. Where `fits` is False for all, it is none of them."""
    chosen = sheet_as_asked(survey, sheet, header_row)
    return tuple(sorted((_fit(spec, chosen) for spec in SPECS), key=lambda fit: (not fit.fits, -fit.score)))


def _fit(spec: TableSpec, sheet: Sheet) -> Fit:
    matches = _matches(spec, sheet, {})
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


def no_table_sentence(survey: Survey, sheet: str | None = None) -> str | None:
    """Say that a file fits no table of ours, what it holds and what to do; None where it fits one."""
    fits = best_tables(survey, sheet)
    if fits[0].fits:
        return None
    headings = survey.sheet(sheet).layout.headings
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
