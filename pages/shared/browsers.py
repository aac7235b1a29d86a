"""Whose browser a file is for: Streamlit serves a file to whoever knows its address, and we only to who has it before them."""

import os

import streamlit as st
from streamlit.runtime.runtime import Runtime

from core.web.session import COOKIE

MEDIA, UPLOADS = "/media/", "/_stcore/upload_file/"


def is_theirs(path: str, token: str) -> bool:
    """Tell whether a download is on a page of the browser that holds this token, or an upload goes to a page of it.

    Args:
        path: what is asked for; anything but downloads and uploads is everybody's who is signed in.
        token: of the session of who asks.
    """
    if path.startswith(UPLOADS):
        return _token_of_page(st.runtime.get_instance(), path.removeprefix(UPLOADS).partition("/")[0]) == token
    if path.startswith(MEDIA):
        return _is_before_them(os.path.splitext(path.removeprefix(MEDIA))[0], token)  # noqa: PTH122 - an address, not a path
    return True


def _is_before_them(file_id: str, token: str) -> bool:
    """Tell whether a page of theirs holds the file. One made on a click is held by no page: theirs must hold such a button."""
    runtime = st.runtime.get_instance()
    manager = runtime.media_file_mgr
    with manager._lock:
        held = {page: set(files.values()) for page, files in manager._files_by_session_and_coord.items()}
        made_on_click = set(manager._deferred_callables)
    holders = [page for page, files in held.items() if file_id in files]
    if not holders:
        holders = [page for page, files in held.items() if files & made_on_click]
    return any(_token_of_page(runtime, page) == token for page in holders)


def _token_of_page(runtime: Runtime, page: str) -> str | None:
    """The cookie with which a page's socket was opened; None where the page is gone or had none."""
    client = runtime.get_client(page)
    context = None if client is None else client.client_context
    return None if context is None else context.cookies.get(COOKIE)
