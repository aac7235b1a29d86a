"""Rules about ids that must be listed in another table."""

from collections.abc import Iterable, Iterator

from core.domain.problems import Problem
from core.domain.wording import did_you_mean, joined, lines_of, printable
from core.ingest.sheets import Folder, ReadRow, Sheet

# Looking for the nearest of thousands of ids takes time: the first few show the pattern.
_MOST_SUGGESTED = 20


def ids_are_listed(folder: Folder) -> Iterator[Problem]:
    """Every id names a row of the table it points to.

    Tables that could not be read whole are taken to list everything: what is wrong with them is told already.
    """
    for sheet in folder.sheets.values():
        for column, tables in sheet.spec.references.items():
            targets = [folder[name] for name in tables]
            if all(target.is_whole for target in targets):
                yield from _unlisted(sheet, column, targets)


def elements_lead_to_elements(folder: Folder) -> Iterator[Problem]:
    """Each element of the logic model leads to elements that are in it."""
    sheet = folder["logic_model"]
    if sheet.is_whole:
        yield from _unlisted_in_lists(sheet, "leads_to", sheet.known("element_id"), "no element of the logic model has this id.")


def root_causes_drive_outcomes(folder: Folder) -> Iterator[Problem]:
    """The outcomes that a lever's root cause drives are there."""
    outcomes = folder["outcomes"]
    if outcomes.is_whole:
        yield from _unlisted_in_lists(folder["levers"], "outcome_ids", outcomes.known("outcome_id"), "not listed in outcomes.csv.")


def lists_of_options_are_listed(folder: Folder) -> Iterator[Problem]:
    """What belongs to some options only, an outcome or an effect without a price, names options that are there."""
    options = folder["options"]
    if options.is_whole:
        for table in ("outcomes", "unmonetised"):
            yield from _unlisted_in_lists(folder[table], "option_ids", options.known("option_id"), "not listed in options.csv.")


def _unlisted_in_lists(sheet: Sheet, column: str, known: set[str], what: str) -> Iterator[Problem]:
    for read in sheet.having(column):
        for value in read.values[column]:
            if value not in known:
                yield Problem(sheet.file_name, what, read.line, column, printable(value), did_you_mean(value, known))


def _unlisted(sheet: Sheet, column: str, targets: list[Sheet]) -> Iterator[Problem]:
    known = {value for target in targets for value in target.known(target.spec.key[0])}
    unknown = [rows for (value,), rows in sheet.by(column).items() if value not in known]
    if unknown and not any(target.is_there for target in targets):
        yield _no_such_file(sheet, column, unknown, targets)
        return
    for count, rows in enumerate(unknown):
        yield _not_listed(sheet, column, rows, targets, sorted(known) if count < _MOST_SUGGESTED else [])


def _no_such_file(sheet: Sheet, column: str, unknown: Iterable[list[ReadRow]], targets: list[Sheet]) -> Problem:
    lines = sorted(read.line for rows in unknown for read in rows)
    files = _files(targets)
    or_empty = "" if sheet.spec.model.model_fields[column].is_required() else ", or empty the column"
    return Problem(
        sheet.file_name,
        f"this column names rows of {files}, which is not in the folder ({lines_of(lines)}).",
        lines[0],
        column,
        what_to_do=f"Add {files}{or_empty}.",
    )


def _not_listed(sheet: Sheet, column: str, rows: list[ReadRow], targets: list[Sheet], known: list[str]) -> Problem:
    value = rows[0].values[column]
    first, *others = sorted(read.line for read in rows)
    also = f" (also on {lines_of(others)})" if others else ""
    use_another = f"Add it there, or use one of {joined(known, 'or')}." if known else "Add it there."
    return Problem(
        sheet.file_name,
        f"not listed in {_files(targets)}{also}.",
        first,
        column,
        printable(value),
        did_you_mean(value, known) or use_another,
    )


def _files(targets: list[Sheet]) -> str:
    return joined((target.spec.file_name for target in targets), "or")
