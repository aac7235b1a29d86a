"""The launcher: `streamlit run app.py` serves pages/main.py behind our gate and headers."""

from importlib.resources import files

import streamlit as st
from starlette.middleware import Middleware

from core.actions.start import open_with_sample
from core.web import gate, headers, ready, start

refusal = gate.refusal_to_listen(st.get_option("server.address"))
if refusal:
    raise SystemExit(refusal)

start_page = (files("streamlit") / "static" / "index.html").read_text(encoding="utf-8")
our_headers = headers.security_headers(headers.inline_script_hashes(start_page))

app = st.App(
    "pages/main.py",
    routes=ready.routes(),
    middleware=[Middleware(headers.SecurityHeaders, headers=our_headers), Middleware(gate.ThisMachineOnly)],
    lifespan=start.starting_with(open_with_sample),
)
