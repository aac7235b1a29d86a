"""The column dictionary: each column in plain words, made from the models for help texts, workbooks and documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from core.domain.columns.examples import EXAMPLES
from core.domain.columns.schema import Column, Kind, columns_of
from core.domain.tables import SPEC_OF, SPECS, TableSpec

# Lists of ids, which no single row of another table is the parent of.
_LISTS = {"option_ids": ("options",), "outcome_ids": ("outcomes",)}
_SPELT = {"nhs": "NHS", "it": "IT", "for": "For"}
_PHRASES = {"P adopted": "Chance adopted", "Evidence se": "Evidence standard error", "Sms": "SMS", "Vat": "VAT"}
# Above this a limit only keeps nonsense out, and is told only to who breaks it.
_HUGE = 1e9
_UNITS = {"GBP": "£", "share, 0 to 1": "share, shown as %", "id": "", "a year": "share a year, shown as %"}


@dataclass(frozen=True)
class Entry:
    """One column of one table, as people read it.

    `names` are the tables whose rows its cells name; `allowed` says which words or numbers may stand in it.
    """

    table: str
    column: Column
    label: str
    meaning: str
    unit: str
    allowed: str
    example: str
    names: tuple[str, ...] = ()

    @property
    def is_own_id(self) -> bool:
        """True for the id of the row itself, which is made from its title and never typed."""
        return own_id(SPEC_OF[self.table]) == self.column.name

    @property
    def help_text(self) -> str:
        """Everything to know of the column in a few sentences."""
        parts = [
            self.meaning,
            f"Unit: {self.unit}." if self.unit else "",
            f"Allowed: {self.allowed}." if self.allowed else "",
            f"Example: {self.example}." if self.example else "",
            "Every row needs it." if self.column.required else "May stay empty.",
        ]
        return " ".join(part for part in parts if part)


def table_title(name: str) -> str:
    """The name of a table as people read it: 'Benefit falls'."""
    return name.replace("_", " ").capitalize()


def word_label(word: str) -> str:
    """A word of a fixed list as people read it: 'Local authority'."""
    return _SPELT.get(word, word.replace("_", " ").capitalize())


def own_id(spec: TableSpec) -> str | None:
    """The column with the row's own id, made from its title; None for a table whose rows name rows of others."""
    if len(spec.key) != 1 or spec.key[0] in spec.references or "title" not in spec.columns:
        return None
    return spec.key[0]


def named_by(table: str, column: str) -> tuple[str, ...]:
    """The tables whose rows a column names by their ids; none where it names no rows."""
    spec = SPEC_OF[table]
    return spec.references.get(column, ()) or (_LISTS.get(column, ()) if column in spec.columns else ())


@lru_cache
def entries(table: str) -> tuple[Entry, ...]:
    """Every column of a table in words, in the published order."""
    spec = SPEC_OF[table]
    return tuple(_entry(spec, column) for column in columns_of(spec.model))


def entry_of(table: str, column: str) -> Entry:
    """One column in words."""
    return next(entry for entry in entries(table) if entry.column.name == column)


def dictionary() -> Mapping[str, tuple[Entry, ...]]:
    """Every column of every table in words."""
    return {spec.name: entries(spec.name) for spec in SPECS}


def limits_in_words(column: Column) -> str:
    """Say which numbers a column allows: 'from 0 to 1', 'more than 0'."""
    low, high, above, below = column.at_least, column.at_most, column.more_than, column.less_than
    high, low = (None if limit is not None and abs(limit) > _HUGE else limit for limit in (high, low))
    if low is not None and high is not None:
        return f"from {low:,g} to {high:,g}" if high < 1_900 else f"from {low:g} to {high:g}"
    parts = [
        f"{low:g} or more" if low is not None else "",
        f"more than {above:g}" if above is not None else "",
        f"at most {high:g}" if high is not None else "",
        f"less than {below:g}" if below is not None else "",
    ]
    return " and ".join(part for part in parts if part)


def is_share(column: Column) -> bool:
    """True for a column of one share or rate each, which people read and write as a per cent."""
    return column.kind is Kind.number and not column.many and (column.unit or "").startswith(("share", "a year"))


def is_year_index(column: Column) -> bool:
    """True for years counted from the base year."""
    return (column.unit or "").startswith("year index")


def is_year(column: Column) -> bool:
    """True for years, counted from the base year or not, which people read as 2026/27."""
    return (column.unit or "").startswith(("year index", "year, "))


def financial_year(first: int) -> str:
    """2026 as 2026/27."""
    return f"{first}/{(first + 1) % 100:02}"


def _entry(spec: TableSpec, column: Column) -> Entry:
    names = named_by(spec.name, column.name)
    return Entry(
        table=spec.name,
        column=column,
        label=_label(spec, column),
        meaning=column.description,
        unit=_unit(column),
        allowed=_allowed(column, names),
        example=_example(spec.name, column, names),
        names=names,
    )


def _label(spec: TableSpec, column: Column) -> str:
    if column.name == own_id(spec):
        return "Id"
    name = column.name
    for ending in ("_ids", "_id"):
        if name.endswith(ending) and named_by(spec.name, name):
            name = name.removesuffix(ending) + ("s" if ending == "_ids" else "")
    money = name == "gbp" or "gbp" in name.split("_")
    name = "money" if name == "gbp" else name.replace("_gbp", "")
    label = name.replace("_", " ").capitalize()
    for written, meant in _PHRASES.items():
        label = label.replace(written, meant)
    return f"{label} (£)" if money or (column.unit == "GBP" and "£" not in label) else label


def _unit(column: Column) -> str:
    if is_year(column):
        return "financial year"
    unit = column.unit or ""
    return _UNITS.get(unit, unit)


def _allowed(column: Column, names: tuple[str, ...]) -> str:
    if column.words:
        return ", ".join(word_label(word) for word in column.words)
    if names:
        which = " or ".join(table_title(name) for name in names)
        return f"titles of the table {which}, separated by |" if column.many else f"a title of the table {which}"
    if is_year(column):
        return "years such as 2026/27"
    if is_share(column) and column.at_least is not None and column.at_most is not None:
        return f"{column.at_least:.0%} to {column.at_most:.0%}"
    plain = {Kind.true_or_false: "TRUE or FALSE", Kind.date: "a date", Kind.id: "", Kind.text: ""}
    return plain[column.kind] if column.kind in plain else limits_in_words(column)


def _example(table: str, column: Column, names: tuple[str, ...]) -> str:
    cell = EXAMPLES[table].get(column.name, "")
    if cell and names:
        return " | ".join(title_in_example(part, names) for part in cell.split("|"))
    return _figure(column, cell) if cell else ""


def _figure(column: Column, cell: str) -> str:
    """A cell of an example as people write it."""
    if column.words:
        return word_label(cell)
    if is_share(column):
        return f"{float(cell) * 100:.10g}%"
    if is_year(column):
        return financial_year(int(cell) + (int(EXAMPLES["programme"]["base_year"]) if is_year_index(column) else 0))
    if column.unit == "GBP":
        return f"£{float(cell):,.0f}"
    return cell.upper() if column.kind is Kind.true_or_false else cell


def title_in_example(id_: str, names: tuple[str, ...]) -> str:
    """The title by which an example names a row of another table; words made of the id where no example row has it."""
    for name in names:
        row = EXAMPLES[name]
        if row.get(own_id(SPEC_OF[name]) or "") == id_:
            return row["title"]
    return id_.replace("_", " ").capitalize()
