"""Every awkward file lands in its class, and whatever lands is the file's own, cell by cell and row by row."""

import pytest

from core.domain.columns.schema import columns_of
from core.domain.tables import SPEC_OF
from core.ingest.cells import value_of
from core.ingest.messy import Conversion, NotReadable, Verdict, convert, propose, survey
from tests.core.ingest.messy import corpus, corpus_other
from tests.core.ingest.messy.corpus import UNREADABLE, Awkward
from tests.core.ingest.messy.invariants import breaches

EVERYTHING = [
    *corpus.letters_and_separators(),
    *corpus.line_ends_and_quotes(),
    *corpus.around_the_table(),
    *corpus.numbers(),
    *corpus.ids(),
    *corpus.shapes(),
    *corpus_other.dates_and_words(),
    *corpus_other.workbooks(),
    *corpus_other.hostile(),
    *corpus_other.personal(),
]


def converted(file: Awkward) -> Conversion | str:
    """Take a file in unaltered, with the mapping that is proposed, or give the sentence that refuses it."""
    try:
        found = survey(file.data, file.file_name)
    except NotReadable as reason:
        return reason.sentence
    return convert(found, file.mapping or propose(found, file.table))


def test_there_are_enough_files_and_no_two_of_a_name() -> None:
    names = [file.name for file in EVERYTHING]
    assert len(names) == len(set(names))
    assert len(names) >= 200


@pytest.mark.parametrize("file", EVERYTHING, ids=lambda file: file.name.encode("unicode_escape").decode())
def test_a_file_lands_in_its_class(file: Awkward) -> None:
    done = converted(file)
    if isinstance(done, str):
        assert file.expected == UNREADABLE, done
        assert done.startswith(file.file_name)
        return
    assert done.verdict == file.expected, (
        done.warnings,
        [repair.sentence for repair in done.repairs],
        done.problems,
        done.questions,
    )
    assert (done.table is not None) == (done.verdict in (Verdict.accept, Verdict.accept_with_warning))
    assert not breaches(done)
    if done.table is not None and file.rows is not None:
        assert len(done.table.rows) == file.rows


@pytest.mark.parametrize(
    "file", [file for file in EVERYTHING if file.cells], ids=lambda file: file.name.encode("unicode_escape").decode()
)
def test_a_cell_is_read_as_it_is_meant(file: Awkward) -> None:
    done = converted(file)
    assert isinstance(done, Conversion)
    assert done.table is not None
    by_line = dict(zip(done.table.lines, done.table.rows, strict=True))
    for (line, column), meant in file.cells.items():
        assert by_line[line][done.table.columns.index(column)].strip() == meant


def test_what_is_accepted_satisfies_the_rules_of_a_case_folder() -> None:
    for file in EVERYTHING:
        done = converted(file)
        if isinstance(done, Conversion) and done.table is not None:
            column_of = {column.name: column for column in columns_of(SPEC_OF[file.table].model)}
            for row in done.table.rows:
                for name, cell in zip(done.table.columns, row, strict=True):
                    assert not cell.strip() or value_of(column_of[name], cell.strip()) is not None
