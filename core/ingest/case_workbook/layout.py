"""Layout of a case workbook, which its writer and its reader both follow."""

from core.domain.columns.dictionary import own_id, table_title
from core.domain.tables import SPEC_OF, SPECS
from core.ingest.labels import plain

START, LISTS, KEYS = "Start here", "Lists", "Keys"
OWN_SHEETS = (START, LISTS, KEYS)
ID_LABEL, NAME_LABEL = "Id", "Name in lists"
EXAMPLE_MARK = "example row"
ROOM_FOR_NEW_ROWS = 300
MOST_ROWS_WRITTEN = 20_000

# The row of another table that tells like titles apart: two costs called 'Support teams' by their options.
PARENT_OF = {
    "benefits": "outcome_id",
    "cost_centres": "partner_id",
    "costs": "option_id",
    "levers": "option_id",
    "evidence": "outcome_id",
}
# Tables whose rows have an id of their own, those that tell others apart first.
TITLED = tuple(
    sorted((spec.name for spec in SPECS if own_id(spec) is not None), key=lambda name: (name in PARENT_OF, name != "programme"))
)

_TABLE_OF = {plain(text): spec.name for spec in SPECS for text in (spec.name, table_title(spec.name))}


def table_of_sheet(name: str) -> str | None:
    """The table a sheet holds by its name, in capitals or not; None where no table has that name."""
    return _TABLE_OF.get(plain(name.removesuffix(".csv")))


def id_column(table: str) -> str | None:
    """The column with the id of a table's own rows."""
    return own_id(SPEC_OF[table])
