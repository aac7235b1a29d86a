"""An open store in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.store.database import Database
from tests.new_store import new_store


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = new_store(tmp_path / "home")
    yield opened
    opened.close()
