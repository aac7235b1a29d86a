"""Everything a page sends to a browser: text, tables, rows of charts, what controls offer, addresses, and every download."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest


class Downloads:
    """What the download buttons of a page would hand over, each made as if a person had pressed it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Listen to the buttons; they are drawn all the same."""
        self.offered: list[str] = []
        draw = st.download_button

        def listened(label: str, data: Any, *rest: Any, **more: Any) -> bool:
            self.offered.append(_text_of(data() if callable(data) else data))
            return draw(label, data, *rest, **more)

        monkeypatch.setattr(st, "download_button", listened)


def received(page: AppTest, downloads: Downloads) -> str:
    """All that a page sent, as text."""
    found = [str(page.query_params), *downloads.offered]
    _gather(page._tree, found.append)
    return "\n".join(found)


def _gather(block: Any, keep: Callable[[str], None]) -> None:
    proto = getattr(block, "proto", None)
    if proto is not None:
        keep(str(proto))
        _gather_tables(proto, keep)
    for child in getattr(block, "children", {}).values():
        _gather(child, keep)


def _gather_tables(proto: Any, keep: Callable[[str], None]) -> None:
    """Read the tables that travel as Arrow: their numbers are not to be seen in the bytes."""
    if not hasattr(proto, "ListFields"):
        return
    for field, value in proto.ListFields():
        for each in value if field.is_repeated else [value]:
            if isinstance(each, bytes):
                keep(_table_text(each))
            else:
                _gather_tables(each, keep)


def _table_text(data: bytes) -> str:
    try:
        return str(pa.ipc.open_stream(data).read_pandas().to_csv())
    except pa.ArrowInvalid:
        return data.decode("latin-1")


def _text_of(data: bytes | str) -> str:
    if isinstance(data, str):
        return data
    if not data.startswith(b"PK"):
        return data.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(f"{name}\n{_text_of(archive.read(name))}" for name in archive.namelist())
