"""What a person meets when a page of ours fails."""

import re

import pytest

from pages.shared import choices
from pages.shared.faults import SENTENCE
from tests.pages.conftest import Opener, texts


def test_a_fault_shows_a_sentence_and_a_reference_and_the_log_has_the_rest(
    app: Opener, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise KeyError("the name of a partner")

    page = app()
    monkeypatch.setattr(choices, "programme", fail)
    page.run()
    assert not page.exception
    told = texts(page)
    assert SENTENCE in told and "the name of a partner" not in told and "Traceback" not in told
    reference = re.search(r"reference ([0-9a-f]{8})", told)
    assert reference is not None
    assert reference[1] in caplog.text and "the name of a partner" in caplog.text
