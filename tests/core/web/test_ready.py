"""Readiness: 200 only while the store can be used, and nothing about the store to strangers."""

import sqlite3

import pytest
from starlette.applications import Starlette

from core.actions import start
from core.web.ready import routes
from tests.core.web.requests_made import asked


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home of its own for the service of this test."""
    monkeypatch.setenv("SCALECASE_HOME", str(tmp_path / "home"))
    yield tmp_path / "home"
    start.close_databases()


def answer():
    """Ask whether the service is ready."""
    return asked(Starlette(routes=routes(start.is_ready)), "/api/ready")


def test_it_is_ready_while_the_store_opens(home):
    found = answer()
    assert (found.status, found.body) == (200, b'{"status":"ok"}')
    assert found.header("cache-control") == "no-store"


def test_a_store_that_another_release_has_changed_is_not_ready_and_no_detail_is_told(home, caplog):
    assert answer().status == 200
    with sqlite3.connect(home / "state.db") as state:
        state.execute("update alembic_version set version_num = '9999'")
    found = answer()
    assert found.status == 503
    assert b"9999" not in found.body and str(home).encode() not in found.body and b"log" in found.body
    assert "9999" in caplog.text


def test_a_store_that_is_gone_is_not_ready(home):
    assert answer().status == 200
    for file in home.glob("state.db*"):
        file.unlink()
    assert answer().status == 503


def test_a_store_that_cannot_be_opened_is_not_ready(home):
    home.mkdir()
    (home / "state.db").write_bytes(b"not a database at all" * 1_000)
    assert answer().status == 503
