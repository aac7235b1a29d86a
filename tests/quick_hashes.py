"""Passwords that are hashed in a thousandth of the time, for tests that need many."""

from collections.abc import Iterator

import pytest

from core.actions import passwords


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hash at the least cost there is. Everything else stays as it is in the service."""
    monkeypatch.setattr(passwords, "COST", 4)
    yield
