"""What a person meets when a page of ours fails."""

import re

import pytest
from streamlit.errors import FragmentHandledException
from streamlit.testing.v1 import AppTest

from pages.components import pickers
from pages.shell.errors import SENTENCE, draw_or_explain
from pages.shell.page_list import PAGES
from tests.pages.conftest import Opener, texts


def test_a_fault_shows_a_sentence_and_a_reference_and_the_log_has_the_rest(
    app: Opener, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise KeyError("the name of a partner")

    page = app()
    monkeypatch.setattr(pickers, "programme", fail)
    page.run()
    assert not page.exception
    told = texts(page)
    assert SENTENCE in told and "the name of a partner" not in told and "Traceback" not in told
    reference = re.search(r"reference ([0-9a-f]{8})", told)
    assert reference is not None
    assert reference[1] in caplog.text and "the name of a partner" in caplog.text


def failing(fault: str) -> None:
    """A page whose one button calls what fails."""
    import streamlit as st

    from core.domain.errors import NotAllowed
    from pages.shell.errors import on_script_error

    st.title("A page")
    told = on_script_error(NotAllowed("You may [not](x).") if fault == "refused" else KeyError("the name of a partner"))
    st.session_state["told"] = told


@pytest.mark.parametrize("fault", ["refused", "ours"])
def test_what_a_button_or_a_part_of_a_page_runs_into_is_told_as_plainly(fault: str, caplog: pytest.LogCaptureFixture) -> None:
    page = AppTest.from_function(failing, args=(fault,)).run()
    (told,) = [error.value for error in page.error]
    assert page.session_state["told"] is True  # so that Streamlit adds no sentence of its own
    assert not page.exception and "the name of a partner" not in told
    if fault == "refused":
        assert told == "You may \\[not\\]\\(x\\)\\."
        assert "scalecase" not in {record.name for record in caplog.records}
    else:
        assert told.startswith(SENTENCE) and "the name of a partner" in caplog.text


def test_a_part_that_has_told_of_its_fault_is_not_told_of_twice() -> None:
    def fail() -> None:
        raise FragmentHandledException(KeyError("told already"))

    with pytest.raises(FragmentHandledException):
        draw_or_explain(fail)


def test_the_service_asks_us_before_it_tells_of_a_fault() -> None:
    assert "on_script_error=on_script_error" in (PAGES.parent / "app.py").read_text(encoding="utf-8")
