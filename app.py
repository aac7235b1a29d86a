"""The launcher: `streamlit run app.py` serves pages/main.py behind our gate, our headers and the sessions of who signed in."""

import os
from functools import partial
from importlib.resources import files

import streamlit as st
from starlette.middleware import Middleware
from streamlit import config, net_util

from core.actions.start import finish_sign_in, is_ready, open_with_sample, person_signed_in, who_there_is
from core.web import gate, headers, links, ready, session, sockets, start
from pages.shared.browsers import Talk, is_theirs
from pages.shared.faults import on_script_error

address = st.get_option("server.address")
told = gate.hosting(os.environ)
local_only = gate.is_local_only(address, told)
sample_people, anybody_real = (False, False) if local_only else who_there_is()
refusal = gate.refusal_of_base_path(st.get_option("server.baseUrlPath")) or gate.refusal_to_listen(
    address, sample_people=sample_people, anybody_real=anybody_real, told=told
)
if refusal:
    raise SystemExit(refusal)

# Streamlit checks the names its socket is asked for by itself: one list for both.
config.set_option("server.allowedHosts", sorted(told.names))
# To find out whether a page elsewhere is its own, Streamlit would ask another host which address this machine has: nobody is asked.
net_util._external_ip = "nobody is asked"
start_page = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
our_headers = headers.security_headers(headers.inline_script_hashes(start_page), behind_tls=told.behind_tls)
shared = links.routes(hosts=links.frame_hosts(os.environ))

app = st.App(
    "pages/main.py",
    routes=[*ready.routes(is_ready), *session.routes(finish_sign_in, behind_tls=told.behind_tls), *shared],
    middleware=[
        Middleware(headers.SecurityHeaders, headers=our_headers, own=(links.UNDER,)),
        Middleware(gate.OnlyAskedFor, names=told.names, local_only=local_only),
        Middleware(session.SessionGate, is_live=lambda token: person_signed_in(token) is not None, is_theirs=is_theirs),
        Middleware(sockets.OnlyKnownMessages, listener=Talk),
    ],
    lifespan=start.starting_with(partial(open_with_sample, with_people=local_only)),
    on_script_error=on_script_error,
)
