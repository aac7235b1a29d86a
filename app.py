"""The launcher: `streamlit run app.py` serves pages/main.py behind our gate, our headers and the sessions of who signed in."""

import os
from functools import partial
from importlib.resources import files

import streamlit as st
from starlette.middleware import Middleware
from streamlit import config, net_util

from core.actions.start import (
    close_databases,
    finish_sign_in,
    is_read_only,
    is_ready,
    know_browser,
    open_with_sample,
    person_signed_in,
    service_figures,
    sweep_while_running,
    who_there_is,
)
from core.web import cookies, descriptors, gate, headers, links, metrics, ready, session, sockets, start
from pages.shell.errors import on_script_error
from pages.shell.file_access import Talk, is_theirs
from pages.shell.session_sweep import sweep_sessions

descriptors.allow_more()
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
# Modules the first page draws with: they are loaded while the first browser fetches what the service sends.
FIRST_PAGE = (
    "core.charts.ledger",
    "pages.components.headlines",
    "pages.components.money_basis",
    "pages.components.money_tables",
    "pages.sections.comments.anchors",
    "pages.sections.gates.pathway",
    "pages.sections.menu.menu",
    "pages.sections.options.caveats",
    "pages.sections.options.trace",
    "pages.sections.summary.first_steps",
    "pages.sections.summary.today",
    "pages.sections.unmonetised.beside_money",
    "pages.sections.sign_in.page",
)
start_page = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
our_headers = headers.security_headers(headers.inline_script_hashes(start_page), behind_tls=told.behind_tls)
shared = links.routes(hosts=links.frame_hosts(os.environ))

app = st.App(
    "pages/main.py",
    routes=[
        *ready.routes(is_ready, is_read_only),
        *session.routes(finish_sign_in, behind_tls=told.behind_tls, remember=know_browser),
        *shared,
    ],
    middleware=[
        Middleware(cookies.HostCookies, behind_tls=told.behind_tls),
        Middleware(headers.SecurityHeaders, headers=our_headers, own=(links.UNDER,)),
        Middleware(descriptors.RoomForAll, room=descriptors.Room()),
        Middleware(gate.OnlyAskedFor, names=told.names, local_only=local_only),
        Middleware(session.SessionGate, is_live=lambda token: person_signed_in(token) is not None, is_theirs=is_theirs),
        Middleware(sockets.OnlyKnownMessages, listener=Talk),
    ],
    lifespan=start.starting_with(
        partial(open_with_sample, with_people=local_only),
        partial(metrics.start, os.environ, service_figures),
        pages=FIRST_PAGE,
        now_and_then=sweep_while_running,
        every_minute=sweep_sessions,
        at_the_end=close_databases,
    ),
    on_script_error=on_script_error,
)
