"""Looks that would find nothing new: a page that looks round every few seconds is not run for them.

What a look drew says, when it is kept here, how to find out whether the next would draw anything else. Asking that takes a
fraction of what running the part of the page takes, and a hundred open pages ask fifty times a second. Nothing is decided here
that the part of the page does not decide itself: where there may be news, or nothing is known, it is run.
"""

from collections.abc import Callable
from threading import Lock

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from core.store.refusals import Refused

# Given the token the browser holds now, tells whether a look would draw something else than is there.
HasNews = Callable[[str], bool]

# By Streamlit's name of the page: the part of it that looks round, and what is asked before it does.
_drawn: dict[str, tuple[str, HasNews]] = {}
_one_at_a_time = Lock()


def keep(has_news: HasNews) -> None:
    """Say, at the end of the part of a page that looks round, how to find out whether the next look would draw anything else."""
    context, part = get_script_run_ctx(suppress_warning=True), ThreadState.get().fragment_id
    if context is not None and part is not None:
        with _one_at_a_time:
            _drawn[context.session_id] = (part, has_news)


def forget_this_page() -> None:
    """Begin to draw: until it is known what this page shows, every look of it is run."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None:
        forget(context.session_id)


def forget(page: str) -> None:
    """Forget a page, by Streamlit's name of it."""
    with _one_at_a_time:
        _drawn.pop(page, None)


def before(page: str, part: str, token: str) -> Callable[[], bool] | None:
    """Give what tells whether a look is worth running; None where it is to be run in any case.

    Args:
        page: Streamlit's name of the page.
        part: Streamlit's name of the part of it that asks to be run.
        token: what the browser holds to show who is asking.
    """
    with _one_at_a_time:
        known, has_news = _drawn.get(page, (None, None))
    return None if has_news is None or known != part else lambda: _or_run(has_news, token)


def _or_run(has_news: HasNews, token: str) -> bool:
    try:
        return has_news(token)
    except Refused:  # the page, when it is run, says why
        return True
