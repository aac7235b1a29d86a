"""An open store in a folder of its own, and an S3 store for those whose data is kept in one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.store.database import Database
from tests import s3_server
from tests.new_store import new_store
from tests.s3_server import S3Server


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = new_store(tmp_path / "home")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def s3() -> Iterator[S3Server]:
    """An S3 store on this machine, or the test is left out where none can be had."""
    if missing := s3_server.why_not():
        pytest.skip(missing)
    started = S3Server()
    yield started
    started.close()
