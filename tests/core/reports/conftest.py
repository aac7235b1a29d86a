"""An open store in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.store.database import Database, open_database


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "home")
    yield opened
    opened.close()
