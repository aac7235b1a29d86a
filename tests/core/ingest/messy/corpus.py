"""Awkward files with the class each belongs in: more than a hundred, made here so that none has to be kept."""

from dataclasses import dataclass, field

from core.ingest.messy import SourceMapping, Verdict
from tests.core.ingest.messy.files import SITES_HEADING, separated, sites, with_cells

ACCEPT, WARN, MEND, REFUSE = Verdict.accept, Verdict.accept_with_warning, Verdict.mend_rows, Verdict.refuse_file
UNREADABLE = "not readable"


@dataclass(frozen=True)
class Awkward:
    """One file and its verdict unaltered, before any question is answered."""

    name: str
    data: bytes
    expected: str
    table: str = "sites"
    rows: int | None = None
    mapping: SourceMapping | None = None
    cells: dict[tuple[int, str], str] = field(default_factory=dict)

    @property
    def file_name(self) -> str:
        """A name with the ending the file would have."""
        return f"{self.name}.{'xlsx' if self.data.startswith(b'PK') else 'csv'}"


def letters_and_separators() -> list[Awkward]:
    """Every encoding with every separator; letters that had to be guessed bring a warning."""
    rows = sites(title="Café £ side")
    made = []
    for delimiter, word in ((",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "bar"), ("~", "tilde"), ("^", "caret")):
        text = separated(rows, delimiter)
        for encoding, expected in (
            ("utf-8", ACCEPT),
            ("utf-8-sig", ACCEPT),
            ("utf-16", ACCEPT),
            ("utf-16-le", ACCEPT),
            ("utf-16-be", ACCEPT),
            ("windows-1252", WARN),
        ):
            made.append(Awkward(f"{encoding} {word}", text.encode(encoding), expected, rows=3))
    return made


def line_ends_and_quotes() -> list[Awkward]:
    """Line ends of every machine, quotation marks, breaks inside cells, blank lines."""
    rows = sites()
    spaced = [["site_id", " title", ' "area_code"', " people_per_year"], ["north", ' "North, upper"', " E1", " 12"]]
    quoted = "\n".join(",".join(row) for row in spaced)
    return [
        Awkward("lines of windows", separated(rows, line_end="\r\n").encode(), ACCEPT, rows=3),
        Awkward("lines of old macs", separated(rows, line_end="\r").encode(), ACCEPT, rows=3),
        Awkward("no line end at the end", separated(rows).encode().rstrip(), ACCEPT, rows=3),
        Awkward("break inside a cell", separated(sites(title="North\nside")).encode(), ACCEPT, rows=3),
        Awkward("everything quoted", "\n".join(",".join(f'"{c}"' for c in r) for r in rows).encode(), ACCEPT, rows=3),
        Awkward("blank lines between", separated(rows, line_end="\n\n").encode(), ACCEPT, rows=3),
        Awkward("rows of separators below", (separated(rows) + ",,,\n" * 50).encode(), ACCEPT, rows=3),
        Awkward("empty cells to the right", separated([[*row, "", ""] for row in rows]).encode(), ACCEPT, rows=3),
        Awkward("spaces before quotation marks", quoted.encode(), ACCEPT, rows=1),
        Awkward("sep line", ("sep=;\r\n" + separated(rows, ";")).encode(), ACCEPT, rows=3),
        Awkward("unclosed quotation mark", b'site_id,title,people_per_year\na,"North,5\nb,South,6\n', UNREADABLE),
        Awkward("text behind a quotation mark", b'site_id,title,people_per_year\na,"North"x,5\n', UNREADABLE),
        Awkward("letters that went wrong", separated(sites(title="CafÃ©")).encode(), WARN, rows=3),
        Awkward("inch mark in a cell", b'site_id,title,people_per_year\na,5" pipe,5\nb,South,6\n', ACCEPT, rows=2),
    ]


def around_the_table() -> list[Awkward]:
    """What stands above, between and below the rows."""
    rows, width = sites(), len(SITES_HEADING)
    above = [["Sites of the programme"], ["Produced by the data team on 3 May 2026"], []]
    padded = [[*row, *[""] * (width - len(row))] for row in above]
    total = [["Total", "", "", "440.5"]]
    unlabelled = [["", "Grand total", "", "440.5"]]
    note = [[], ["Source: Office for National Statistics"], ["Note: figures are rounded"]]
    section = [rows[0], ["North region", "", "", ""], *rows[1:]]
    many = [["site_id", "title", "people_per_year"], *[[f"s{n}", f"Site {n}", str(n)] for n in range(1, 60)]]
    return [
        Awkward("lines above", separated(above + rows).encode(), WARN, rows=3),
        Awkward("lines above, filled up", separated(padded + rows).encode(), WARN, rows=3),
        Awkward("total below", separated(rows + total).encode(), WARN, rows=3),
        Awkward("total in the second column", separated(rows + unlabelled).encode(), WARN, rows=3),
        Awkward("sub-total between", separated([*rows[:3], ["Sub-total", "", "", "360.5"], rows[3]]).encode(), WARN, rows=3),
        Awkward("notes below", separated(rows + note).encode(), WARN, rows=3),
        Awkward("note with a comma", (separated(rows) + "Source: ONS, 2026\n").encode(), WARN, rows=3),
        Awkward("lines above, total and notes", separated(above + rows + total + note).encode(), WARN, rows=3),
        Awkward("heading again", separated(rows + rows).encode(), MEND),
        Awkward("heading again, other rows", separated([*rows, rows[0], ["west", "West", "E4", "9"]]).encode(), WARN, rows=4),
        Awkward("section row", separated(section).encode(), MEND),
        Awkward("a place called Total", separated([*rows, ["total", "Total place", "E9", "12"]]).encode(), WARN, rows=4),
        Awkward("a total with words", separated([*rows, ["Total", "3 sites", "", "440.5"]]).encode(), MEND),
        Awkward("note with commas", (separated(rows) + "\nPrepared by: Team A, 2026, version 3\n").encode(), WARN, rows=3),
        Awkward("end of an old file", separated(rows).encode() + b"\x1a", ACCEPT, rows=3),
        Awkward("a long file with a note", (separated(many) + "\nNotes: provisional\n").encode(), WARN, rows=59),
        Awkward("heading only", separated(rows[:1]).encode(), REFUSE),
        Awkward("no heading", separated([["1", "2", "3"], ["4", "5", "6"]]).encode(), REFUSE),
        Awkward("columns in another order", separated([row[::-1] for row in rows]).encode(), ACCEPT, rows=3),
        Awkward("other columns too", separated([[*row, f"x{n}"] for n, row in enumerate(rows)]).encode(), WARN, rows=3),
        Awkward("units under the heading", separated([rows[0], ["", "", "", "(number)"], *rows[1:]]).encode(), ACCEPT, rows=3),
        Awkward("thousands under the heading", separated([rows[0], ["", "", "", "(000s)"], *rows[1:]]).encode(), MEND),
    ]


NUMBERS: tuple[tuple[str, str, str | None], ...] = (
    ("1,234", WARN, "1234"),
    ("1,234,567", WARN, "1234567"),
    ("1 234", WARN, "1234"),
    ("1\u00a0234.5", WARN, "1234.5"),
    ("1'234", WARN, "1234"),
    ("3k", WARN, "3000"),
    ("1.2m", WARN, "1200000"),
    ("+12", ACCEPT, "+12"),
    ("1e3", ACCEPT, "1e3"),
    (" 12 ", ACCEPT, "12"),
    ("12\u00a0", ACCEPT, "12"),
    ("0", ACCEPT, "0"),
    ("'12", WARN, "12"),
    ("35%", MEND, None),
    ("(500)", MEND, None),
    ("500-", MEND, None),
    ("\u2212500", MEND, None),
    ("-1", MEND, None),
    ("1,5", MEND, None),
    ("1.234,56", MEND, None),
    ("12,34,567", MEND, None),
    ("€500", MEND, None),
    ("about 50", MEND, None),
    ("12 people", MEND, None),
    ("n/a", MEND, None),
    ("NA", MEND, None),
    ("null", MEND, None),
    ("-", MEND, None),
    ("*", MEND, None),
    ("<5", MEND, None),
    ("[c]", MEND, None),
    ("", MEND, None),
    ("inf", MEND, None),
    ("nan", MEND, None),
    ("#REF!", MEND, None),
    ("#DIV/0!", MEND, None),
    ("#N/A", MEND, None),
    ("########", MEND, None),
    ("Jun-27", MEND, None),
    ("=SUM(A1:A3)", MEND, None),
    ("1e400", MEND, None),
    ("99999999999", MEND, None),
    ("٣", MEND, None),
)


def numbers() -> list[Awkward]:
    """One number, written in many ways, among two good ones."""
    made = []
    for written, expected, meant in NUMBERS:
        rows = sites(people_per_year=written)
        cells = {(2, "people_per_year"): meant} if meant is not None else {}
        made.append(Awkward(f"number {written!r}", separated(rows, "|").encode(), expected, rows=3 if meant else None, cells=cells))
    semicolons = with_cells(sites(), "people_per_year", ["1.234", "2.345", "3.456"])
    return [*made, Awkward("points that may be either", separated(semicolons, ";").encode(), MEND)]


def ids() -> list[Awkward]:
    """Ids that stay themselves, and ids that Excel has spoilt."""
    made = [
        Awkward(f"id {name!r}", separated(sites(site_id=name)).encode(), ACCEPT, rows=3, cells={(2, "site_id"): name})
        for name in ("NA", "null", "007", "1e5", "None", "TRUE", "0", "-1", "nan", "=1+1", "@x", "<script>", "É")
    ]
    spoilt = [
        Awkward(f"id {name!r}", separated(sites(site_id=name)).encode(), MEND)
        for name in ("Jun-27", "06-Jun", "1.23E+12", "#NAME?", "#####", "a|b", "", "x" * 101)
    ]
    twice = separated([*sites(), ["north", "Again", "E9", "1"]]).encode()
    return [*made, *spoilt, Awkward("an id twice", twice, MEND)]


def shapes() -> list[Awkward]:
    """Rows with a cell too many or too few: nothing may move into another column."""
    good = separated(sites())
    return [
        Awkward("one cell too many", (good + "west,West,E4,10,11\n").encode(), MEND),
        Awkward("a comma that nobody quoted", (good + "west,West, by the sea,E4,10\n").encode(), MEND),
        Awkward("one cell too few", (good + "west,West,E4\n").encode(), MEND),
        Awkward("an empty cell too many", (good + "west,West,E4,10,\n").encode(), ACCEPT, rows=4),
        Awkward("the same heading twice", separated([[*row, row[-1]] for row in sites()]).encode(), WARN, rows=3),
        Awkward(
            "a heading without a name",
            separated([[*row, "x" if n else ""] for n, row in enumerate(sites())]).encode(),
            WARN,
            rows=3,
        ),
        Awkward("a column missing", separated([row[:3] for row in sites()]).encode(), REFUSE),
        Awkward("another table", separated([["fruit", "colour"], ["apple", "green"], ["pear", "yellow"]]).encode(), REFUSE),
        Awkward("a cell of 20,000 letters", separated(sites(title="x" * 20_000)).encode(), UNREADABLE),
        Awkward("300 columns", separated([[f"c{n}" for n in range(300)], ["1"] * 300]).encode(), UNREADABLE),
    ]
