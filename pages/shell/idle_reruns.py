"""Idle reruns: an open page asks for changes every few seconds, and its script is not run when there are none.

What a rerun drew says, when it is kept here, how to find out whether the next one would draw anything else. Asking that takes a
fraction of what running the part of the page takes, and a hundred open pages ask fifty times a second. Nothing is decided here
that the part of the page does not decide itself: where there may be news, or nothing is known, it is run.

Most checks are answered at a glance: nothing was committed to the store since the page was last found as drawn, and who else is
here is as it was. That takes some microseconds and reads nothing; only after a commit are the rows read again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from core.domain.errors import Refused

# Given the token the browser holds now, tells whether a look would draw something else than is there.
HasNews = Callable[[str], bool]


@dataclass(frozen=True)
class Check:
    """What tells whether a part of a page would draw anything else: by reading, or at a glance where that is known at once."""

    part: str
    has_news: HasNews
    is_as_drawn: HasNews


# By Streamlit's name of the page: the check of the part of it that looks round.
_drawn: dict[str, Check] = {}
_one_at_a_time = Lock()


def keep(has_news: HasNews, is_as_drawn: HasNews) -> None:
    """Keep a check, at the end of a part of a page: how to find out whether its next rerun would draw anything else.

    Args:
        has_news: reads what it needs, and tells whether a rerun would draw anything else.
        is_as_drawn: reads nothing, and tells whether it is certain that a rerun would draw the same.
    """
    context, part = get_script_run_ctx(suppress_warning=True), ThreadState.get().fragment_id
    if context is not None and part is not None:
        with _one_at_a_time:
            _drawn[context.session_id] = Check(part, has_news, is_as_drawn)


def forget_this_page() -> None:
    """Forget this page while it is drawn: until its content is known, every rerun of it is run."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None:
        forget(context.session_id)


def forget(page: str) -> None:
    """Forget a page, by Streamlit's name of it."""
    with _one_at_a_time:
        _drawn.pop(page, None)


def before(page: str, part: str, token: str) -> Callable[[], bool] | bool:
    """Check before a rerun: whether it is worth running, or where that must be read first, a function that tells.

    Args:
        page: Streamlit's name of the page.
        part: Streamlit's name of the part of it that asks to be run.
        token: what the browser holds to show who is asking.
    """
    with _one_at_a_time:
        check = _drawn.get(page)
    if check is None or check.part != part:
        return True
    return False if check.is_as_drawn(token) else lambda: _or_run(check.has_news, token)


def _or_run(has_news: HasNews, token: str) -> bool:
    try:
        return has_news(token)
    except Refused:  # the page, when it is run, says why
        return True
