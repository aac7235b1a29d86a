import io

import pytest

from core.domain.errors import UnreadableFile
from core.store.bulk.source import scan, take

HEADING = b"a,b,c\n"


def is_plain(tmp_path, body: bytes, rows: int) -> bool:
    return scan(take(io.BytesIO(HEADING + body), tmp_path), ",").shows_plain_rows(rows, 3)


@pytest.mark.parametrize(
    ("body", "rows"),
    [(b"1,2,3\n4,5,6\n", 2), (b"1,2,3", 1), (b'1,"2",3\n"4","5","6"', 2), ("1,é,3\n".encode(), 1), (b'"","",""\n', 1)],
)
def test_plain_rows_are_known_as_such(tmp_path, body, rows):
    assert is_plain(tmp_path, body, rows)


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        (b"1,2,3,\n", 1),  # a field too many, though it is empty
        (b'1,"2,5",3\n', 1),  # a separator inside a cell
        (b'1,"2\n5",3\n', 1),  # a line end inside a cell
        (b'1, "2",3\n', 1),  # a quotation mark inside a cell
        (b'1,"2" ,3\n', 1),
        (b'1,"a""b",3\n', 1),
        (b"1,2,3\n\n4,5,6\n", 2),  # an empty line
        (b"1,2,3\r4,5,6\n", 2),  # line ends of two kinds
        (b"1,2,3\r\n4,5,6\n", 2),
        (b"1,\x00,3\n", 1),
        (b"1,\xa3,3\n", 1),
    ],
)
def test_rows_that_could_be_read_in_two_ways_are_not_plain(tmp_path, body, rows):
    assert not is_plain(tmp_path, body, rows)


def test_windows_line_ends_throughout_are_plain(tmp_path):
    taken = take(io.BytesIO(b"a,b,c\r\n1,2,3\r\n4,5,6"), tmp_path)
    assert scan(taken, ",").shows_plain_rows(2, 3)


def test_quotation_marks_are_counted_right_where_blocks_of_the_file_meet(tmp_path, monkeypatch):
    body = HEADING + b'1,"22","333"\n"4",5,"6"\n' * 20
    for size in range(1, 12):
        monkeypatch.setattr("core.store.bulk.source.BLOCK_BYTES", size)
        assert scan(take(io.BytesIO(body), tmp_path), ",").shows_plain_rows(40, 3), size


def test_a_file_that_is_not_there_or_changes_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="cannot be read"):
        take(tmp_path / "none.csv", tmp_path)
    with pytest.raises(UnreadableFile, match="not a file"):
        take(tmp_path, tmp_path)
    file = tmp_path / "rows.csv"
    file.write_bytes(HEADING)
    taken = take(file, tmp_path)
    file.write_bytes(HEADING + b"1,2,3\n")
    with pytest.raises(UnreadableFile, match="changed while"):
        taken.must_be_unchanged()
