"""A programme's workbook as a file: headings with notes, drop-downs for words and titles, and a first sheet that says how."""

import io
from collections.abc import Mapping
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from core.domain.columns.dictionary import Entry, table_title
from core.domain.columns.schema import Kind
from core.domain.tables import SPEC_OF, Table
from core.domain.wording import printable
from core.ingest.case_workbook.cells import Look, Shown, look_of
from core.ingest.case_workbook.keys import HEADING, PROGRAMME, ROWS, Remembered
from core.ingest.case_workbook.layout import (
    EXAMPLE_MARK,
    ID_LABEL,
    KEYS,
    LISTS,
    NAME_LABEL,
    PARENT_OF,
    ROOM_FOR_NEW_ROWS,
    START,
)
from core.reports.changes.sheet_content import BookContent, SheetContent, content_of, words_of

FIRST_ROW = 2  # counted from 0: the heading, the example, then the rows
LONGEST_NOTE = 900
_LONGEST_LABEL = 5_000
_WIDEST, _NARROWEST = 48, 12
_MONEY, _PERCENT = ("£#,##0", "£#,##0.00##########"), ("0%", "0.0##########%")
_LOOKS: Mapping[Look, str] = {
    Look.text: "@",
    Look.percent: "0.0%",
    Look.money: _MONEY[0],
    Look.number: "General",
    Look.day: "dd/mm/yyyy",
    Look.tick: "General",
}


def write_workbook(tables: Mapping[str, Table], version: int | None, made_at: datetime) -> bytes:
    """Write the tables of a version as a workbook; without any tables, an empty template.

    Args:
        tables: by name, cut down to the rows the person is shown.
        version: the version's number; None for a template.
        made_at: when, which is written into the file.
    """
    content = content_of(tables, version)
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": printable(content.title) or "Programme template", "created": made_at.replace(tzinfo=None)})
    _Book(book, content).write()
    book.close()
    return written.getvalue()


class _Book:
    def __init__(self, book: xlsxwriter.Workbook, content: BookContent) -> None:
        self.book, self.content = book, content
        self.formats: dict[tuple[str, ...], Format] = {}
        self.sheet_of = {sheet.table: sheet for sheet in content.sheets}
        self.lists: dict[tuple[str, ...], str] = {}

    def write(self) -> None:
        """Write every sheet: the first one, the tables, and the hidden ones."""
        start = self.book.add_worksheet(START)
        sheets = [(content, self.book.add_worksheet(table_title(content.table))) for content in self.content.sheets]
        self._lists()
        for content, sheet in sheets:
            self._sheet(content, sheet)
        self._keys(self.content.remembered)
        self._start(start)
        start.activate()

    def _format(self, **how: object) -> Format:
        key = tuple(f"{name}={value}" for name, value in sorted(how.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(how)
        return self.formats[key]

    def _lists(self) -> None:
        sheet = self.book.add_worksheet(LISTS)
        sheet.hide()
        for content in self.content.sheets:
            for entry in content.columns:
                words = words_of(entry)
                if words and words not in self.lists:
                    place = len(self.lists)
                    sheet.write_string(0, place, entry.label)
                    for row, word in enumerate(words, start=1):
                        sheet.write_string(row, place, word)
                    letter = xl_col_to_name(place)
                    self.lists[words] = f"={LISTS}!${letter}$2:${letter}${len(words) + 1}"

    def _sheet(self, content: SheetContent, sheet: Worksheet) -> None:
        sheet.freeze_panes(FIRST_ROW - 1, 2 if content.is_named else 1)
        sheet.write_string(0, 0, ID_LABEL, self._format(bold=True, font_color="#FFFFFF", bg_color="#4A5866"))
        sheet.write_string(1, 0, EXAMPLE_MARK, self._format(font_color="#4A5866", italic=True))
        sheet.set_column(0, 0, 16, self._format(num_format="@"), {"hidden": True})
        for place, entry in enumerate(content.columns, start=1):
            self._column(content, sheet, place, entry)
        for row, (id_, cells) in enumerate(zip(content.ids, content.rows, strict=True), start=FIRST_ROW):
            if id_:
                sheet.write_string(row, 0, id_, self._format(num_format="@"))
            for place, entry in enumerate(content.columns, start=1):
                if entry.column.name in cells:
                    self._cell(sheet, row, place, cells[entry.column.name])
        if content.is_named:
            self._names(content, sheet)

    def _column(self, content: SheetContent, sheet: Worksheet, place: int, entry: Entry) -> None:
        dark = {"bg_color": "#14508C", "font_color": "#FFFFFF"} if entry.column.required else {"bg_color": "#E9EEF3"}
        sheet.write_string(0, place, entry.label, self._format(bold=True, text_wrap=True, valign="top", **dark))
        sheet.write_comment(0, place, entry.help_text[:LONGEST_NOTE], {"x_scale": 2.2, "y_scale": 1.6, "author": "Scale Case"})
        width = (
            _WIDEST if entry.column.kind is Kind.text and entry.column.name not in ("unit", "area_code") else len(entry.label) + 4
        )
        sheet.set_column(place, place, min(max(width, _NARROWEST), _WIDEST), self._format(num_format=_LOOKS[look_of(entry.column)]))
        example = content.example.get(entry.column.name)
        if example is not None:
            self._cell(sheet, 1, place, example, italic=True, font_color="#4A5866", bg_color="#F4F6F8")
        self._rule(content, sheet, place, entry)

    def _cell(self, sheet: Worksheet, row: int, place: int, cell: Shown, **how: object) -> None:
        look = self._format(num_format=_number_format(cell), **how)
        if isinstance(cell.value, bool):
            sheet.write_boolean(row, place, cell.value, look)
        elif isinstance(cell.value, date):
            sheet.write_datetime(row, place, datetime(cell.value.year, cell.value.month, cell.value.day), look)
        elif isinstance(cell.value, str):
            sheet.write_string(row, place, cell.value, look)
        else:
            sheet.write_number(row, place, cell.value, look)

    def _rule(self, content: SheetContent, sheet: Worksheet, place: int, entry: Entry) -> None:
        source, style = self._choices(entry)
        if source is None:
            return
        last = FIRST_ROW + len(content.rows) + ROOM_FOR_NEW_ROWS
        sheet.data_validation(
            FIRST_ROW, place, last, place,
            {
                "validate": "list", "source": source, "error_type": style, "ignore_blank": True,
                "error_title": entry.label[:32], "error_message": "Pick one from the list." if style == "stop"
                else "No row of that sheet is called this yet. Keep it if you are about to add one.",
            },
        )  # fmt: skip

    def _choices(self, entry: Entry) -> tuple[str | list[str] | None, str]:
        if words := words_of(entry):
            return self.lists[words], "stop"
        if entry.column.kind is Kind.true_or_false:
            return ["TRUE", "FALSE"], "stop"
        if len(entry.names) == 1 and not entry.column.many and entry.names[0] in self.sheet_of:
            target = self.sheet_of[entry.names[0]]
            cells, _ = self._name_cells(target)
            first = cells.partition(":")[0]
            return f'=OFFSET({first},0,0,MAX(1,COUNTIF({cells},"?*")),1)', "warning"
        return None, ""

    def _name_cells(self, content: SheetContent) -> tuple[str, int]:
        last = FIRST_ROW + len(content.rows) + ROOM_FOR_NEW_ROWS
        letter = xl_col_to_name(content.name_place)
        return f"'{table_title(content.table)}'!${letter}${FIRST_ROW + 1}:${letter}${last}", last

    def _names(self, content: SheetContent, sheet: Worksheet) -> None:
        """The hidden column of names: worked out by the spreadsheet as titles are typed, told apart where they are alike."""
        place, last = content.name_place, self._name_cells(content)[1]
        title, parent = content.place_of("title"), content.place_of(PARENT_OF.get(content.table, ""))
        sheet.write_string(0, place, NAME_LABEL, self._format(italic=True))
        sheet.set_column(place, place, 30, None, {"hidden": True})
        letter = xl_col_to_name(title or 1)
        titles = f"{letter}${FIRST_ROW + 1}:{letter}${last}"
        for row in range(FIRST_ROW, last):
            cell = f"{letter}{row + 1}"
            behind = f'" · "&{xl_col_to_name(parent)}{row + 1}' if parent else f'" ("&A{row + 1}&")"'
            formula = f'=IF({cell}="",A{row + 1}&"",IF(COUNTIF({titles},{cell})>1,{cell}&{behind},{cell}))'
            at = row - FIRST_ROW
            sheet.write_formula(
                row, place, formula, None, printable(content.labels[at], _LONGEST_LABEL) if at < len(content.labels) else ""
            )

    def _keys(self, remembered: Remembered) -> None:
        sheet = self.book.add_worksheet(KEYS)
        sheet.hide()
        rows = [HEADING]
        if remembered.programme_id is not None:
            rows.append((PROGRAMME, remembered.programme_id, str(remembered.version or ""), ""))
        rows += [(ROWS, table, str(count), "") for table, count in remembered.rows.items()]
        rows += [(table, id_, title, label) for table, names in remembered.names.items() for id_, (label, title) in names.items()]
        for row, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                sheet.write_string(row, place, cell)

    def _start(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 90, self._format(text_wrap=True, valign="top"))
        sheet.write_string(0, 0, self.content.title or "A new programme", self._format(bold=True, font_size=16))
        for row, line in enumerate(_how_to(self.content), start=2):
            sheet.write_string(row, 1, line, self._format(text_wrap=True, valign="top"))
            sheet.write_string(row, 0, f"{row - 1}.")
        first = 4 + len(_how_to(self.content))
        for place, heading in enumerate(("Sheet", "One row for each", "Needed")):
            sheet.write_string(first, place, heading, self._format(bold=True))
        for row, content in enumerate(self.content.sheets, start=first + 1):
            name = table_title(content.table)
            sheet.write_url(row, 0, f"internal:'{name}'!B1", string=name)
            sheet.write_string(row, 1, SPEC_OF[content.table].one_row_per)
            sheet.write_string(row, 2, "needed" if SPEC_OF[content.table].required else "")


def _how_to(content: BookContent) -> list[str]:
    version = content.remembered.version
    lines = [
        f"This workbook holds version {version} of the programme: change what you like and bring it back."
        if version is not None
        else "Fill in the sheets that you need; those marked as needed below must have rows.",
        "Each sheet has its heading in row 1 and a grey example in row 2, which is never read. Write from row 3 on.",
        "Every row needs the columns with a dark heading. Rest the pointer on a heading to read what the column means.",
        "Name other rows by their titles: pick them from the list in the cell. Several are separated by |.",
        "Write shares as 30%, money in pounds, years as 2026/27. Formulas are not read: paste their values.",
        "Rename a title freely: what named the row by its old title still finds it. To take a row out, delete the row.",
        "Bring the workbook back on the page Data, under Add, or with: python -m core import FILE.xlsx",
    ]
    return lines + [
        f"The table {table_title(name)} is too long for a workbook and is left as it is held." for name in content.left_out
    ]


def _number_format(cell: Shown) -> str:
    """Show as many digits as the figure has: 30%, 12.5%, £7,737, £0.45."""
    if isinstance(cell.value, float) and cell.look is Look.percent:
        return _PERCENT[0] if round(cell.value * 100, 10).is_integer() else _PERCENT[1]
    if isinstance(cell.value, float) and cell.look is Look.money:
        return _MONEY[0] if cell.value.is_integer() else _MONEY[1]
    return _LOOKS[cell.look]
