"""What one file costs is bounded: in a process of its own, which ends with the work, and takes no memory of the service with it."""

import os
import time
import tracemalloc
from pathlib import Path

import pytest

from core.ingest.case import check_one
from core.ingest.messy import NotReadable
from core.ingest.messy.apart import AskedProposal, Opened, conversion_of, open_file, proposal_of
from core.ingest.own_process import MOST_MEMORY_BYTES, in_own_process
from core.ingest.too_much import MOST_FAILING_CELLS, MOST_ROWS, SMALL_BYTES, TooMuch, is_small
from tests.core.ingest.messy.files import separated, sites, typed, workbook

HEADING = "site_id,title,people_per_year\n"


def memory_bytes() -> int:
    """What this process holds at this moment."""
    return int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def greedy(size: int) -> int:
    """Take memory."""
    return len(bytearray(size))


def test_work_is_done_elsewhere_and_what_it_gives_or_raises_comes_back() -> None:
    assert in_own_process(os.getpid) != os.getpid()
    with pytest.raises(NotReadable, match="no filled cells"):
        in_own_process(open_file, b",,\n,,\n", "empty.csv")


def test_the_process_ends_with_the_work() -> None:
    number = in_own_process(os.getpid)
    assert not Path(f"/proc/{number}").exists()


def test_work_that_takes_more_memory_than_one_file_may_is_ended_with_a_sentence() -> None:
    before = memory_bytes()
    with pytest.raises(TooMuch, match="more than 1 GiB of memory"):
        in_own_process(greedy, 4 * MOST_MEMORY_BYTES)
    assert in_own_process(greedy, 1_000) == 1_000
    assert memory_bytes() < 1.1 * before + 2**20


def test_work_that_takes_longer_than_one_file_may_is_ended_with_a_sentence() -> None:
    begun = time.monotonic()
    with pytest.raises(TooMuch, match="longer than"):
        in_own_process(time.sleep, 60, seconds=2.0)
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize("data", [separated(sites()).encode(), workbook(typed(sites()))], ids=["csv", "xlsx"])
def test_a_file_goes_through_its_steps_and_its_rows_stay_out_of_the_service(data: bytes) -> None:
    opened = in_own_process(open_file, data, "sites")
    proposal = in_own_process(proposal_of, opened.packed, AskedProposal("sites"))
    done = in_own_process(conversion_of, opened.packed, proposal.mapping, {}, {})
    assert done.table is not None and len(done.table.rows) == 3
    assert not any(any(row) for sheet in (*opened.survey.sheets, done.sheet) for row in sheet.grid.rows)
    assert len(opened.survey.sheet().layout.body) == 3
    assert max(opened.survey.sheet().grid.row_numbers) == 4


def test_of_rows_that_fail_the_page_has_those_rows() -> None:
    data = separated(sites(people_per_year="?")).encode()
    opened = open_file(data, "sites.csv")
    done = conversion_of(opened.packed, proposal_of(opened.packed, AskedProposal("sites")).mapping, {}, {})
    rows = {row for repair in done.repairs for row in repair.rows}
    kept = dict(zip(done.sheet.grid.row_numbers, done.sheet.grid.rows, strict=True))
    assert rows and all("?" in kept[row] for row in rows)


def test_a_file_in_which_every_cell_is_wrong_stops_early_and_leaves_no_memory_behind() -> None:
    bad = (HEADING + "s,x,wrong\n" * (MOST_ROWS - 1)).encode()
    in_own_process(check_one, "sites.csv", bad[:100])
    before = memory_bytes()
    strict = in_own_process(check_one, "sites.csv", bad)
    assert strict.table is None and strict.problem_count < 3 * MOST_FAILING_CELLS
    opened: Opened = in_own_process(open_file, bad, "export.csv")
    mapping = in_own_process(proposal_of, opened.packed, AskedProposal("sites")).mapping
    done = in_own_process(conversion_of, opened.packed, mapping, {}, {})
    assert sum(repair.count for repair in done.repairs) == MOST_FAILING_CELLS
    assert any("eading stopped" in warning for warning in done.warnings)
    assert done.table is None
    del strict, opened, done
    assert memory_bytes() < 1.1 * before + 2**21


def test_more_rows_than_the_limit_are_refused_in_the_same_words_on_every_way_in() -> None:
    long = (HEADING + "".join(f"s{number},x,1\n" for number in range(MOST_ROWS + 1))).encode()
    told = [problem.sentence for problem in check_one("sites.csv", long).problems if "rows, which is the limit" in problem.sentence]
    with pytest.raises(NotReadable) as refused:
        open_file(long, "export.csv")
    assert len(told) == 1 and "more than 200,000 rows, which is the limit for one table." in refused.value.sentence


@pytest.mark.parametrize("row", ["s,x,w\n", ",,\n", "1\n", '"a\n",b,c\n'])
def test_what_is_small_takes_little_memory_whatever_stands_in_it(row: str) -> None:
    data = (HEADING + row * (SMALL_BYTES // len(row)))[:SMALL_BYTES].encode()
    assert is_small(data) and not is_small(data + b"x")
    tracemalloc.start()
    try:
        check_one("sites.csv", data)
        opened = open_file(data, "export.csv")
        conversion_of(opened.packed, proposal_of(opened.packed, AskedProposal("sites")).mapping, {}, {})
    except NotReadable:
        pass
    finally:
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert most < 100 * 2**20


def test_what_is_packed_is_never_small() -> None:
    assert not is_small(workbook(typed(sites())))
