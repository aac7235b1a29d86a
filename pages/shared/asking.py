"""Who is asking: worked out anew on every run, from the cookie the browser sends and nothing else."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NoReturn

import streamlit as st

from core.domain.people import MAY, Doing, Person
from core.reports.people import who_is
from core.store.refusals import NotAllowed
from core.store.sessions import person_of
from pages.shared import reads

COOKIE = "scalecase_session"
_OWNER = "whose browser this is"
_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")
_BEHIND_TLS = "SCALECASE_BEHIND_TLS"


def person() -> Person:
    """The person whose browser this is.

    Where nobody is signed in any more, the page is drawn anew from its start, and shows the sign-in form.

    Raises:
        NotAllowed: nobody is signed in, and the page cannot be drawn anew from here, as in what a button calls.
    """
    found = person_if_any()
    return found if found is not None else _from_the_start()


def on_press() -> Callable[[], Person]:
    """Give what finds the person again when something is made on press: outside the page, and perhaps hours after it was drawn.

    What it gives raises NotAllowed where the session has ended by then; what the person may do is as it stands by then.
    """
    held = token()

    def found() -> Person:
        now = None if held is None else who_is(reads.database(), held, datetime.now(UTC))
        if now is None:
            raise NotAllowed("Nobody is signed in here any more. Nothing was made: sign in, then press again.")
        return now

    return found


def person_if_any() -> Person | None:
    """The person whose browser this is, or None where nobody is signed in."""
    held = token()
    return None if held is None else who_is(reads.database(), held, datetime.now(UTC))


def person_left_alone() -> Person | None:
    """As `person_if_any`, without counting as use: a page that only stands open does not keep a session from ending."""
    held = token()
    found = None if held is None else person_of(reads.database(), held, datetime.now(UTC))
    return None if found is None else found[0]


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
    return any(doing in MAY[grant.role] for grant in who.grants)


def keep_apart(who: Person | None) -> None:
    """Forget what the page remembers of somebody else: what is in front of one person is never carried over to the next."""
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
