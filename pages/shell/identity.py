"""Identity: who is asking, worked out anew on every run, from the cookie the browser sends and nothing else.

Within one run it is worked out once, and again after anything was written: see `once`.
"""

import os
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import local
from typing import NoReturn, TypeVar, cast

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.domain.errors import NotAllowed
from core.domain.people import Doing, Person
from core.reports.people import who_is, who_looks_on
from pages.shell import store

COOKIE, BROWSER_COOKIE = "scalecase_session", "scalecase_browser"
_OWNER = "session.owner"
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")
_BEHIND_TLS = "SCALECASE_BEHIND_TLS"
Found = TypeVar("Found")


@dataclass(frozen=True)
class _Run:
    """What was worked out in one run, for one token, since the store was last written to.

    `mark` is what Streamlit makes anew for every run of a page or a part of it; holding it keeps it apart from later ones.
    """

    mark: object
    token: str | None
    home: str
    written: int
    found: dict[Hashable, object] = field(default_factory=dict)

    def is_same(self, other: "_Run") -> bool:
        return self.mark is other.mark and (self.token, self.home, self.written) == (other.token, other.home, other.written)


_this_thread = local()


def once(what: Hashable, work: Callable[[], Found]) -> Found:
    """Run cache: give what `work` finds for the person who is asking, looked up once in a run.

    It is never kept for longer than the run of the page, or of the part of it, that is under way; nor for another token; nor
    once this process has written anything. Outside a run nothing is kept. What `work` raises is raised each time.
    """
    run = _run_now()
    if run is None:
        return work()
    if what not in run.found:
        run.found[what] = work()
    return cast("Found", run.found[what])


def _run_now() -> _Run | None:
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return None
    now = _Run(context.cursors, token(), os.environ.get("SCALECASE_HOME", ""), store.database().written.times)
    kept: _Run | None = getattr(_this_thread, "run", None)
    if kept is None or not kept.is_same(now):
        _this_thread.run = kept = now
    return kept


def person() -> Person:
    """The person whose browser this is.

    Where the session has ended, the page is drawn anew from its start, and shows the sign-in form.

    Raises:
        NotAllowed: nobody is signed in, and the page cannot be drawn anew from here, as in what a button calls.
    """
    signed_in = person_if_any()
    return signed_in if signed_in is not None else _from_the_start()


def on_press() -> Callable[[], Person]:
    """Person on press: a function that finds the person again when a file is made on press, perhaps hours after the page was drawn.

    The function raises NotAllowed where the session has ended; access is read at the moment of the press.
    """
    held = token()

    def found() -> Person:
        now = None if held is None else who_is(store.database(), held, datetime.now(UTC))
        if now is None:
            raise NotAllowed("Nobody is signed in here any more. Nothing was made: sign in, then press again.")
        return now

    return found


def person_if_any() -> Person | None:
    """The person whose browser this is, or None where nobody is signed in."""
    return once("who is asking", _who_holds_the_token)


def _who_holds_the_token() -> Person | None:
    held = token()
    return None if held is None else who_is(store.database(), held, datetime.now(UTC))


def person_left_alone() -> Person | None:
    """As `person_if_any`, without counting as use: a page that is only open does not keep a session from ending."""
    held = token()
    return None if held is None else who_looks_on(store.database(), held, datetime.now(UTC))


def token() -> str | None:
    """What the browser holds to show who is asking; it may be old, or made up."""
    return _cookie()


def address() -> str:
    """Where the request comes from: the network's peer, or who the declared proxy says it passed on."""
    peer = st.context.ip_address
    passed_on = st.context.headers.get("X-Forwarded-For") if os.environ.get(_BEHIND_TLS) == "1" else None
    if isinstance(passed_on, str) and passed_on.strip():
        # Each proxy adds the address it saw at the end; what stands before it, the browser may have made up.
        return passed_on.rpartition(",")[2].strip()
    return peer if isinstance(peer, str) else "this machine"


def browser() -> str | None:
    """What the browser was given when a person signed in with it: it lets nobody in."""
    held = st.context.cookies.get(BROWSER_COOKIE)
    return held if isinstance(held, str) else None


def is_local() -> bool:
    """True when the browser runs on the machine of the service, and asks for it by a local name rather than through a proxy."""
    headers = st.context.headers
    host = headers.get("Host")
    return (
        st.context.ip_address is None
        and isinstance(host, str)
        and _name_in(host) in _LOCAL_NAMES
        and not any(isinstance(headers.get(name), str) for name in _FORWARDED)
    )


def may_anywhere(who: Person, doing: Doing) -> bool:
    """Tell whether any grant of this person, wherever it holds, covers it."""
    return who.may_anywhere(doing)


def keep_apart(who: Person | None) -> None:
    """Clear session: forget what the page remembers of another person, so that nothing is carried over from one to the next."""
    owner = None if who is None else who.person_id
    if _OWNER in st.session_state and st.session_state[_OWNER] != owner:
        st.session_state.clear()
    st.session_state[_OWNER] = owner


def _cookie() -> str | None:
    held = st.context.cookies.get(COOKIE)
    return held if isinstance(held, str) else None


def _name_in(host: str) -> str:
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0].lower()


def _from_the_start() -> NoReturn:
    st.rerun()
    raise NotAllowed("Nobody is signed in here any more. Nothing was done: sign in, then try again.")
