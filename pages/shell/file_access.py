"""File access: Streamlit serves a file to any browser that knows its address; we serve it only to the browser that shows it."""

import os
from collections import deque
from collections.abc import Callable
from threading import Lock

import streamlit as st
from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from core.web.session import COOKIE
from pages.shell import idle_reruns

MEDIA, UPLOADS = "/media/", "/_stcore/upload_file/"
# What a page of ours ever says. Emptying the caches, which are everybody's, and the helps for who writes pages are not among it.
SAID = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})
# Rows of a long table piece by piece are not: no page of ours draws one, and Streamlit would give them to any page that asks.
DONE_FOR_A_PAGE = frozenset({"deferred_file"})
RUNS_REMEMBERED = 3

# Files made on a click, and the pages (by Streamlit's name) they were made for.
_made: dict[str, set[str]] = {}
# By page, the files it held at the end of its last runs: its buttons go on showing them while the next run puts others there.
_lately: dict[str, deque[frozenset[str]]] = {}
_one_at_a_time = Lock()


class Talk:
    """What one socket says, for `core.web.sockets`."""

    def __init__(self) -> None:
        """Begin: no file has been asked for on this socket, and its page is not known yet."""
        self.asked: dict[str, str] = {}
        self.page: str | None = None

    def may_say(self, data: bytes) -> bool:
        """Let pass what a page of ours says; a file that is made on a click is made for the page that has the button."""
        message = BackMsg()
        try:
            message.ParseFromString(data)
        except DecodeError:
            return False
        kind = message.WhichOneof("type")
        if kind != "backend_operation_request":
            return kind in SAID
        return self._may_be_done(message.backend_operation_request)

    def told(self, data: bytes) -> None:
        """Incoming message: note which page this is, and the address of a file that was made for it."""
        if self.page is None:
            self.page = ForwardMsg.FromString(data).new_session.initialize.session_id or None
        if not self.asked:
            return
        answer = ForwardMsg.FromString(data).backend_operation_response
        page = self.asked.pop(answer.request_id, None)
        if page is not None and answer.deferred_file.url:
            _keep_for(page, _file_id(answer.deferred_file.url))

    def before(self, data: bytes) -> Callable[[], bool] | bool:
        """Where a part of the page is to be run because time has passed, tell or give what tells whether it is worth running."""
        said = BackMsg.FromString(data).rerun_script
        token = _token_of_page(self.page) if said.is_auto_rerun and self.page is not None else None
        return True if token is None or self.page is None else idle_reruns.before(self.page, said.fragment_id, token)

    def gone(self) -> None:
        """Closed socket: a page that opens it again is sent everything anew."""
        if self.page is not None:
            idle_reruns.forget(self.page)
            with _one_at_a_time:
                _lately.pop(self.page, None)

    def _may_be_done(self, wanted: BackendOperationRequest) -> bool:
        kind = wanted.WhichOneof("payload")
        if kind not in DONE_FOR_A_PAGE:
            return False
        if kind == "deferred_file":
            if _page_of_button(wanted.deferred_file.file_id) != wanted.session_id:
                return False
            self.asked[wanted.request_id] = wanted.session_id
        return True


def keep_what_is_drawn() -> None:
    """Files of a page: note, at the end of a run, which files the page holds."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return
    manager = _runtime().media_file_mgr
    with manager._lock:
        held = frozenset(manager._files_by_session_and_coord.get(context.session_id, {}).values())
    with _one_at_a_time:
        _lately.setdefault(context.session_id, deque(maxlen=RUNS_REMEMBERED)).append(held)


def is_theirs(path: str, token: str) -> bool:
    """Ownership: tell whether a download is on a page of the browser that holds this token, or an upload goes to a page of it.

    Args:
        path: what is asked for; anything but downloads and uploads is open to every person who is signed in.
        token: of the session of who asks.
    """
    if path.startswith(UPLOADS):
        return _token_of_page(path.removeprefix(UPLOADS).partition("/")[0]) == token
    if path.startswith(MEDIA):
        return any(_token_of_page(page) == token for page in _pages_with(_file_id(path)))
    return True


def _pages_with(file_id: str) -> set[str]:
    """The pages that hold a file or held it lately, and those that it was made for on a click."""
    manager = _runtime().media_file_mgr
    with manager._lock:
        holding = {page for page, files in manager._files_by_session_and_coord.items() if file_id in files.values()}
    with _one_at_a_time:
        lately = {page for page, runs in _lately.items() if any(file_id in files for files in runs)}
        return holding | lately | _made.get(file_id, set())


def _page_of_button(file_id: str) -> str | None:
    """The page whose button makes a file, by the name the file is asked for; Streamlit makes it for any page that asks."""
    manager = _runtime().media_file_mgr
    with manager._lock:
        button = manager._deferred_callables.get(file_id)
    return None if button is None else button["session_id"]


def _keep_for(page: str, file_id: str) -> None:
    with _one_at_a_time:
        _made.setdefault(file_id, set()).add(page)
        for made, pages in list(_made.items()):
            pages -= {gone for gone in pages if _runtime().get_client(gone) is None and gone != page}
            if not pages:
                del _made[made]


def _file_id(path: str) -> str:
    return os.path.splitext(path.rpartition("/")[2])[0]  # noqa: PTH122 - an address, not a path


def _runtime() -> Runtime:
    return st.runtime.get_instance()


def _token_of_page(page: str) -> str | None:
    """The cookie with which a page's socket was opened; None where the page is gone or had none."""
    client = _runtime().get_client(page)
    context = None if client is None else client.client_context
    return None if context is None else context.cookies.get(COOKIE)
