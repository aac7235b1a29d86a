"""python -m core schemas: what is published of the tables, written from the models."""

import argparse
from pathlib import Path

from core.domain.columns.document import DOCUMENT, columns_document
from core.domain.columns.schema import all_schema_files

DONE = 0


def run(call: argparse.Namespace) -> int:
    """Write the published Table Schema files, the CSV templates and the document of columns from the models."""
    files = all_schema_files() | {DOCUMENT: columns_document()}
    for name, text in files.items():
        target = Path(call.folder) / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
    print(f"{call.folder}: {len(files)} files written.")
    return DONE
