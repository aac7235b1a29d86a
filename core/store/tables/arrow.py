"""Arrow: frames as they are sent to a browser."""

from typing import Any, TypeAlias

import pandas as pd
import pyarrow as pa

# Rows as they are sent, a `pyarrow.Table`, which nobody can alter: one may be given to everybody.
Arrow: TypeAlias = Any


def arrow_of(rows: pd.DataFrame) -> Arrow:
    """Write rows as they are sent to a browser: from a frame this takes longer than all the rest of showing a chart."""
    return pa.Table.from_pandas(rows)
