"""Bulk checks: what a row of a bulk table must be, written as SQL from the table's model.

Numbers are checked row by row as they are typed. Texts are checked group by group: a few thousand different ones stand
in millions of rows.
"""

from collections.abc import Collection, Mapping
from sys import float_info

from core.domain.columns.schema import Column, Kind, columns_of
from core.domain.fields import PERIOD
from core.domain.tables import TableSpec
from core.store.tables.views import SQL_TYPES, WHITE_SPACE, literal, quoted

# The numbers people may write. The ingest part has the same pattern, and a test holds the two together.
PLAIN_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
# What is nearer to 0 is kept as 0, or with fewer digits than were written.
LEAST_NUMBER = float_info.min
NOT_NOUGHT = r"^[^eE]*[1-9]"
TEXTS = (Kind.id, Kind.text, Kind.word)
NUMBERS = (Kind.number,)


def bulk_columns(spec: TableSpec) -> tuple[Column, ...]:
    """List the columns of a bulk table.

    Raises:
        ValueError: the model has a column that the checks below do not cover.
    """
    columns = columns_of(spec.model)
    for column in columns:
        blank_is_known = column.required or column.default is not None
        if column.many or column.kind not in (*TEXTS, *NUMBERS) or (column.kind in NUMBERS and not blank_is_known):
            raise ValueError(f"{spec.name}.{column.name} is of a kind that is not read in bulk")
    return columns


def text_columns(spec: TableSpec) -> tuple[Column, ...]:
    """List the columns of a bulk table that hold text."""
    return tuple(column for column in bulk_columns(spec) if column.kind in TEXTS)


def number_columns(spec: TableSpec) -> tuple[Column, ...]:
    """List the columns of a bulk table that hold numbers."""
    return tuple(column for column in bulk_columns(spec) if column.kind in NUMBERS)


def typed(column: Column, there: Collection[str]) -> str:
    """Write what is stored of a cell: text unaltered, a number where it is one the model allows and else null.

    Args:
        column: the column.
        there: names of the columns that the file has; another one takes its default.
    """
    number = _number(column)
    plain = f"regexp_full_match({quoted(column.name)}, {literal(PLAIN_NUMBER)})"
    kept = f"(abs({number}) >= {LEAST_NUMBER!r} or not regexp_matches({quoted(column.name)}, {literal(NOT_NOUGHT)}))"
    return _stored(column, there, f"case when {plain} and {kept} and {_limits(column, number)} then {number} end")


def quickly_typed(column: Column, there: Collection[str]) -> str:
    """Write the same for a first look, which leaves limits to `good_numbers` and so takes a third of the time.

    DuckDB reads the numbers of `PLAIN_NUMBER`, and besides: white space round them, digits in groups (1_000), two signs (+-1)
    and words that are no finite number. White space is allowed, groups and two signs are refused here, numbers that may be too
    small to keep are left to the slower look, and the words are outside every limit. A test asks it about thousands of odd
    spellings.
    """
    name = quoted(column.name)
    is_odd = " or ".join(f"contains({name}, '{sign}')" for sign in ("_", "+-", "e-", "E-"))
    return _stored(column, there, f"case when not ({is_odd}) then {_number(column)} end")


def good_numbers(spec: TableSpec) -> str:
    """Write the condition that a group's numbers lie within the limits of the model, given the `extremes` of the group."""
    ends = ("least", "most")
    return " and ".join(_limits(column, f"{end}_{column.name}") for column in number_columns(spec) for end in ends)


def extremes(spec: TableSpec) -> str:
    """Write the least and the most of each number of a group, and how many of its cells are no numbers."""
    names = [column.name for column in number_columns(spec)]
    ends = [f"min({quoted(name)}) as least_{name}, max({quoted(name)}) as most_{name}" for name in names]
    nulls = " + ".join(f"count(*) - count({quoted(name)})" for name in names)
    return ", ".join([*ends, f"{nulls} as wrong_cells"])


def _stored(column: Column, there: Collection[str], number: str) -> str:
    name = quoted(column.name)
    if column.kind in TEXTS:
        return name if column.name in there else f"cast({_default(column)} as varchar)"
    if column.name not in there:
        return f"cast({_default(column)} as double)"
    return number if column.required else f"case when {name} is null then {_default(column)} else {number} end"


def _number(column: Column) -> str:
    return f"try_cast({quoted(column.name)} as double)"


def good_text(spec: TableSpec, column: Column, known: Mapping[str, Collection[str]]) -> str:
    """Write the condition that a text is one the model allows. Ids that must be listed are the parameter $known_<column>."""
    name = quoted(column.name)
    conditions = [f"{name} = trim({name}, {literal(WHITE_SPACE)})"]
    if column.longest is not None:
        conditions.append(f"length({name}) <= {column.longest}")
    if column.pattern is not None:
        conditions.append(f"regexp_matches({name}, {literal(column.pattern)})")
    if column.unit == PERIOD:
        conditions.append(_is_period(name))
    if column.words:
        conditions.append(f"{name} in ({', '.join(map(literal, column.words))})")
    if column.name in spec.references and column.name in known:
        conditions.append(f"{name} in (select unnest(${parameter(column.name)}))")
    good = f"coalesce({' and '.join(conditions)}, false)"
    return good if column.required else f"({name} is null or {good})"


def _is_period(name: str) -> str:
    """Write the condition that a text in the shape of a period names one that there is: a day, and two years that follow."""
    is_day = f"(length({name}) <> 10 or try_cast({name} as date) is not null)"
    follow = f"(try_cast(substr({name}, 3, 2) as integer) + 1) % 100 = try_cast(substr({name}, 6, 2) as integer)"
    return f"{is_day} and (not contains({name}, '/') or {follow})"


def good_texts(spec: TableSpec, known: Mapping[str, Collection[str]]) -> str:
    """Write the condition that every text of a row is one the model allows."""
    return " and ".join(good_text(spec, column, known) for column in text_columns(spec))


def parameters(known: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    """Give the ids that are listed as the parameters of the conditions above."""
    return {parameter(column): sorted(ids) for column, ids in known.items()}


def parameter(column: str) -> str:
    """Name the parameter that holds the ids a column may name."""
    return f"known_{column}"


def _default(column: Column) -> str:
    if column.default is None:
        return "null"
    return repr(float(column.default)) if SQL_TYPES[column.kind] == "double" else literal(str(column.default))


def _limits(column: Column, number: str) -> str:
    limits = ((">=", column.at_least), ("<=", column.at_most), (">", column.more_than), ("<", column.less_than))
    return " and ".join(f"{number} {sign} {float(limit)!r}" for sign, limit in limits if limit is not None) or "true"
