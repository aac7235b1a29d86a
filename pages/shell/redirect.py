"""Redirect: send the browser to an address that is no page, where a cookie can be set or taken away."""

from typing import NoReturn

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx


def go_to(address: str) -> NoReturn:
    """Leave the page for another address of this service.

    Streamlit sends people to their identity provider by the same message; the page's policy on scripts leaves no other way.

    Args:
        address: path and query, beginning with a slash.
    """
    context = get_script_run_ctx()
    if context is not None:
        message = ForwardMsg()
        message.auth_redirect.url = address
        context.enqueue(message)
    st.stop()
