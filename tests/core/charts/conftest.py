"""Every chart of the tests is held against the schema of Vega-Lite, whatever a page before them turned off."""

from collections.abc import Iterator

import pytest
from altair.utils import schemapi


@pytest.fixture(autouse=True)
def _charts_are_checked() -> Iterator[None]:
    with schemapi.debug_mode(True):
        yield
