"""The workbook as a file: cover, notes, contents, inputs, working and results, each sheet one table, formulas with their values."""

import io
import math
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.charts.kit.formats import financial_year
from core.charts.kit.theme import LIGHT
from core.domain.case.options import OptionKind
from core.domain.wording import printable
from core.papers.book import plain_sheets
from core.papers.book.inputs import NO, YES, InputCell, Inputs, InputSheet
from core.papers.book.measures import OptionSheet, lay_out
from core.papers.book.notes import MOST_FORMULAS, notes_of
from core.papers.book.plain_sheets import Cell, PlainSheet
from core.papers.book.results import money_factors
from core.papers.book.sheets import FIRST_ROW, FIRST_YEAR, Values, Working, letter_of
from core.papers.book.term import Term
from core.papers.book.whole_book import Book
from core.papers.content.paper import Cover
from core.papers.facts import Facts, WrongPaper
from core.papers.kinds.cover import cover_of

CREAM = "#FFF6D6"
_IN_A_TABLE_NAME = re.compile(r"[^A-Za-z0-9_]+")


class _Plain(Worksheet):  # type: ignore[misc]
    """A sheet whose formulas use functions of 2007 alone, and so need none of the some thirty looks for later ones."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


def workbook_of(facts: Facts) -> bytes:
    """Write the workbook of a version.

    Raises:
        WrongPaper: the reader may not see every partner's rows, which stand in it.
    """
    if not facts.scope.is_whole:
        raise WrongPaper("The workbook holds the rows of every partner, and you see those of some: take the flat table of figures.")
    book, sheets = worked_out(facts)
    written = io.BytesIO()
    file = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    cover = cover_of(facts, f"{facts.appraised.case.programme.title}: workbook")
    file.set_properties(
        {
            "title": cover.title[:250],
            "author": cover.author,
            "subject": cover.running_words[:250],
            "created": datetime(facts.on.year, facts.on.month, facts.on.day),
        }
    )
    _File(file, book, facts, cover).write(sheets)
    file.close()
    return written.getvalue()


def worked_out(facts: Facts) -> tuple[Book, dict[str, OptionSheet]]:
    """The workbook's cells, and what each option came to; the asked option alone where all would be too many formulas."""
    case = facts.appraised.case
    options = [row for row in case.options if row.kind is not OptionKind.business_as_usual]
    for among in (options, [facts.option]):
        book = Book(case, facts.appraised.loaded.assumptions, Inputs(case, facts.appraised.loaded.assumptions))
        money_factors(book)
        sheets = {row.option_id: lay_out(book, row, facts.appraised.option(row.option_id)) for row in among}
        if _formulas(book) <= MOST_FORMULAS:
            break
    return book, sheets


def _formulas(book: Book) -> int:
    return sum(not cell.is_fixed for sheet in book.sheets.values() for _, cells in sheet.rows for cell in cells)


class _File:
    """The file under way."""

    def __init__(self, file: xlsxwriter.Workbook, book: Book, facts: Facts, cover: Cover) -> None:
        self.file, self.book, self.facts, self.cover = file, book, facts, cover
        self.looks: dict[str, Format] = {}
        self.contents: list[tuple[str, str]] = []

    def write(self, sheets: dict[str, OptionSheet]) -> None:
        """Write every sheet; cover, notes and contents come first."""
        plain = list(self._plain_sheets(sheets))
        front = [self._sheet(name, what) for name, what in _FRONT]
        for table in self.book.inputs.sheets:
            self._input_sheet(table)
        self._lists()
        results, others = plain[:1], plain[1:]
        self._values(self.book.results)
        for each in results:
            self._plain(each)
        for working in self.book.sheets.values():
            self._working(working)
        self._values(self.book.parameters)
        for each in others:
            self._plain(each)
        self._front(front, sheets)
        front[0].activate()

    def _plain_sheets(self, sheets: dict[str, OptionSheet]) -> Iterator[PlainSheet]:
        yield plain_sheets.partner_years(self.book, sheets)
        yield plain_sheets.offers(self.book, self.facts, sheets)
        yield from plain_sheets.tested(self.facts)
        yield plain_sheets.risks(self.book, self.facts)
        yield plain_sheets.checks(self.book, self.facts, sheets)
        yield plain_sheets.sources(self.facts)
        yield plain_sheets.words()

    def _look(self, name: str, **how: Any) -> Format:
        if name not in self.looks:
            self.looks[name] = self.file.add_format({"font_name": "Arial", "font_size": 10, **how})
        return self.looks[name]

    def _sheet(self, name: str, what: str) -> Worksheet:
        sheet = self.file.add_worksheet(name, _Plain)
        sheet.write_string(0, 0, name.replace("_", " "), self._look("title", bold=True, font_size=14))
        sheet.write_string(1, 0, what, self._look("words"))
        sheet.protect("", {"format_columns": True, "format_rows": True, "sort": True})
        sheet.hide_gridlines(0)
        self.contents.append((name, what))
        return sheet

    def _table(self, sheet: Worksheet, name: str, heads: tuple[str, ...], rows: int) -> None:
        """One table a sheet, with its headings marked; no filter."""
        look = self._look("head", bold=True, font_color="#FFFFFF", bg_color=LIGHT.primary, text_wrap=True, valign="top")
        columns = [{"header": head, "header_format": look} for head in heads]
        sheet.add_table(
            FIRST_ROW,
            0,
            FIRST_ROW + max(rows, 1),
            len(heads) - 1,
            {
                "columns": columns,
                "autofilter": False,
                "name": f"table_{_IN_A_TABLE_NAME.sub('_', name)}",
                "style": "Table Style Light 1",
            },
        )

    def _input_sheet(self, table: InputSheet) -> None:
        sheet = self._sheet(table.name, "Inputs. Cells marked in cream, with a name, may be changed; the rest gives the shape.")
        live = {place for row in table.rows for place, cell in enumerate(row) if cell.name}
        heads = tuple(f"{column} (input)" if place in live else column for place, column in enumerate(table.columns))
        self._table(sheet, table.name, heads, len(table.rows))
        sheet.set_column(0, len(heads) - 1, 18)
        for number, row in enumerate(table.rows):
            for place, cell in enumerate(row):
                self._input(sheet, FIRST_ROW + 1 + number, place, cell)

    def _input(self, sheet: Worksheet, row: int, place: int, cell: InputCell) -> None:
        if cell.value is None:
            return
        look = self._look("input", bg_color=CREAM, locked=False) if cell.name else self._look("words")
        if isinstance(cell.value, str):
            sheet.write_string(row, place, printable(cell.value, 2_000), look)
            choices = [YES, NO] if cell.value in (YES, NO) else ["mid_year", "full_year"]
            if cell.name:
                sheet.data_validation(row, place, row, place, {"validate": "list", "source": choices})
        else:
            sheet.write_number(row, place, cell.value, look)
        if cell.name:
            self.file.define_name(cell.name, f"={sheet.get_name()}!${_letter(place)}${row + 1}")

    def _lists(self) -> None:
        rows = self.book.inputs.lists
        sheet = self._sheet("In_lists", "Inputs that are lists: one value a cell. Values may be changed; the length stays.")
        most = max((len(values) for _, values, _ in rows), default=1)
        heads = ("table", "row", "column", " ", "  ", "   ", *(f"value {place + 1} (input)" for place in range(most)))
        self._table(sheet, "In_lists", heads, len(rows))
        sheet.set_column(0, 2, 20)
        sheet.set_column(3, 5, 2)
        for number, (words, values, name) in enumerate(rows):
            at = FIRST_ROW + 1 + number
            for place, word in enumerate(words):
                sheet.write_string(at, place, word, self._look("words"))
            for place, value in enumerate(values):
                sheet.write_number(at, FIRST_YEAR + place, value, self._look("input", bg_color=CREAM, locked=False))
            last = letter_of(len(values) - 1)
            self.file.define_name(name, f"=In_lists!${letter_of(0)}${at + 1}:${last}${at + 1}")

    def _working(self, working: Working) -> None:
        sheet = self._sheet(working.name, working.what)
        base = self.book.case.programme.base_year
        labels = tuple(financial_year(base, year) for year in range(self.book.years))
        self._table(sheet, working.name, (*working.heads, *labels), len(working.rows))
        sheet.set_column(0, FIRST_YEAR - 1, 17)
        sheet.set_column(FIRST_YEAR, FIRST_YEAR + self.book.years - 1, 14)
        for number, (words, cells) in enumerate(working.rows):
            at = FIRST_ROW + 1 + number
            for place, word in enumerate(words):
                sheet.write_string(at, place, word, self._look("words"))
            look = "factor" if working.name in ("Discount", "Delay", "Adoption") else "amount"
            for place, cell in enumerate(cells):
                self._term(sheet, at, FIRST_YEAR + place, cell, look, is_input=working.name == "Discount" and not cell.text)

    def _values(self, values: Values) -> None:
        sheet = self._sheet(values.name, values.what)
        self._table(sheet, values.name, values.heads, len(values.rows))
        sheet.set_column(0, len(values.heads) - 1, 30)
        place = len(values.heads) - 1
        for number, (words, term) in enumerate(values.rows):
            at = FIRST_ROW + 1 + number
            for column, word in enumerate(words):
                sheet.write_string(at, column, word, self._look("words"))
            money = str(words[-1]).endswith("_gbp") or "amount" in words[0]
            self._term(sheet, at, place, term, "amount" if money else "factor")
        for name, at in values.names.items():
            self.file.define_name(_IN_A_TABLE_NAME.sub("_", name), f"={values.name}!${_letter(place)}${at + 1}")

    def _plain(self, plain: PlainSheet) -> None:
        sheet = self._sheet(plain.name, plain.what)
        self._table(sheet, plain.name, plain.heads, len(plain.rows))
        for place, width in enumerate(plain.widths):
            sheet.set_column(place, place, width)
        sheet.set_column(len(plain.widths), max(len(plain.heads) - 1, len(plain.widths)), 14)
        for number, cells in enumerate(plain.rows):
            for place, cell in enumerate(cells):
                self._cell(sheet, FIRST_ROW + 1 + number, place, cell, plain.heads[place])

    def _cell(self, sheet: Worksheet, row: int, place: int, cell: Cell, head: str) -> None:
        if isinstance(cell, Term):
            self._term(sheet, row, place, cell, "factor" if head == "chance" else "amount")
        elif isinstance(cell, str):
            sheet.write_string(row, place, printable(cell, 2_000), self._look("words"))
        elif math.isnan(cell):
            sheet.write_string(row, place, "none", self._look("words"))
        else:
            sheet.write_number(row, place, cell, self._look("factor") if abs(cell) < 10 else self._look("amount"))

    def _term(self, sheet: Worksheet, row: int, place: int, term: Term, look: str, *, is_input: bool = False) -> None:
        shown = self._look(look, num_format="0.0000####" if look == "factor" else "#,##0.00")
        if is_input:
            sheet.write_number(row, place, term.value, self._look("rate", bg_color=CREAM, locked=False, num_format="0.00%"))
        elif term.is_fixed or not term.text:
            sheet.write_number(row, place, term.value, shown)
        else:
            sheet.write_formula(row, place, f"={term.text}", shown, _kept(term))

    def _front(self, front: list[Worksheet], sheets: dict[str, OptionSheet]) -> None:
        cover, notes, contents = front
        self._words_table(
            cover, "Cover", ("About this workbook", "What it is"), [*self.cover.rows, ("State", self.cover.running_words)]
        )
        told = [(str(number), words) for number, words in enumerate(notes_of(self.book, sheets), start=1)]
        self._words_table(notes, "Notes", ("Number", "Note"), told, first=10)
        self._words_table(contents, "Contents", ("Sheet", "What it holds"), self.contents)
        link = self._look("link", font_color=LIGHT.link, underline=1)
        for number, (name, _) in enumerate(self.contents):
            contents.write_url(FIRST_ROW + 1 + number, 0, f"internal:'{name}'!A1", link, name)

    def _words_table(
        self, sheet: Worksheet, name: str, heads: tuple[str, str], rows: list[tuple[str, str]], first: int = 28
    ) -> None:
        self._table(sheet, name, heads, len(rows))
        sheet.set_column(0, 0, first)
        sheet.set_column(1, 1, 100)
        for number, row in enumerate(rows):
            for place, words in enumerate(row):
                sheet.write_string(FIRST_ROW + 1 + number, place, words, self._look("wrapped", text_wrap=True, valign="top"))


_FRONT = (
    ("Cover", "What this workbook is, and how far it may be relied on."),
    ("Notes", "How to change an input, what recalculates, and what does not."),
    ("Contents", "Every sheet, with a link."),
)


def _kept(term: Term) -> float | str:
    """The value that is kept with a formula."""
    if '"never"' in term.text or '"none"' in term.text:
        return term.value if not math.isnan(term.value) else "never" if '"never"' in term.text else "none"
    if '"as frozen"' in term.text or '"ok"' in term.text:
        words = re.findall(r'"([^"]+)"', term.text)
        return str(words[int(term.value)])
    return term.value


def _letter(place: int) -> str:
    return str(xlsxwriter.utility.xl_col_to_name(place))
