"""Sheets: tables as far as they could be read, which the rules across rows and tables look at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.domain.fields import Row
from core.domain.tables import SPEC_OF, TableSpec


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: the values of its good cells, and the model where the whole row is good."""

    line: int
    values: Mapping[str, Any]
    row: Row | None


@dataclass(frozen=True)
class Sheet:
    """The rows of one table.

    `is_whole` is False where a row or one of its ids could not be read, so that nothing can be said of what is
    not in it. `is_there` is False for a table the folder does not have.
    """

    spec: TableSpec
    file_name: str
    rows: tuple[ReadRow, ...] = ()
    is_whole: bool = True
    is_there: bool = True

    @property
    def models(self) -> tuple[Row, ...]:
        """The rows that are good, as models."""
        return tuple(read.row for read in self.rows if read.row is not None)

    def having(self, *columns: str) -> Iterator[ReadRow]:
        """Rows in which all these columns are filled and could be read."""
        return (read for read in self.rows if all(column in read.values for column in columns))

    def by(self, *columns: str) -> dict[tuple[Any, ...], list[ReadRow]]:
        """Rows gathered by the values of some columns, in order of first appearance."""
        gathered: dict[tuple[Any, ...], list[ReadRow]] = {}
        for read in self.having(*columns):
            gathered.setdefault(tuple(read.values[column] for column in columns), []).append(read)
        return gathered

    def known(self, column: str) -> set[Any]:
        """The values that stand in a column."""
        return {read.values[column] for read in self.having(column)}


@dataclass(frozen=True)
class Folder:
    """The sheets of a case folder. `is_all` is False when only some of its files were given to be looked at."""

    sheets: Mapping[str, Sheet]
    is_all: bool = True

    def __getitem__(self, name: str) -> Sheet:
        """A table's sheet: empty where it is not there, and not whole where it ought to be."""
        if name in self.sheets:
            return self.sheets[name]
        spec = SPEC_OF[name]
        return Sheet(spec, spec.file_name, is_whole=self.is_all and not spec.required, is_there=False)

    @property
    def horizon_years(self) -> int | None:
        """The programme's horizon, None where it could not be read."""
        return next((read.values["horizon_years"] for read in self["programme"].having("horizon_years")), None)
