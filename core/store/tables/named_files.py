"""Named files: which files a state names as its own, each with the sum of its bytes. What it does not name counts for nothing."""

import sqlalchemy as sa

from core.store.schema.programmes import audit, loads, observation_files

WORKBOOK = ".xlsx"
WORKBOOK_BROUGHT = "import_unit_costs"


def stored_tables(connection: sa.Connection) -> dict[str, str]:
    """Sums of the stored tables, by name of file."""
    named = sa.union(*(sa.select(of.c.path, of.c.sha256) for of in (loads, observation_files)))
    return {str(path): str(sha256) for path, sha256 in connection.execute(named.order_by("path"))}


def named_files(connection: sa.Connection) -> dict[str, str]:
    """Sums of the stored tables and of the workbooks of unit costs, which entries of the audit name, by name of file."""
    brought = connection.execute(sa.select(audit.c.detail).where(audit.c.action == WORKBOOK_BROUGHT)).scalars()
    workbooks = {f"{detail['sha256']}{WORKBOOK}": str(detail["sha256"]) for detail in brought}
    return {**stored_tables(connection), **dict(sorted(workbooks.items()))}
