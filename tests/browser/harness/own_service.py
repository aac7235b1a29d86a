"""A service for one file of tests: what is saved there stays out of the service that the others look at."""

from collections.abc import Iterator

import pytest

from tests.browser.harness.server import ROOT, Service, running


@pytest.fixture(scope="module")
def own_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Start a service with a home of its own for the file that imports this."""
    with running(ROOT / "app.py", tmp_path_factory.mktemp("own_service")) as started:
        yield started
