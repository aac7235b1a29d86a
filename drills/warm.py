"""All that a service needs, loaded once: services of a drill begin from here, half a second after they are asked for."""

from importlib import import_module

from core.web.start import warm_imports

for module in (
    "uvicorn",
    "streamlit.starlette",
    "streamlit.web.server.starlette",
    "websockets",
    "drills.worked_store",
    "core.reports.activity",
):
    import_module(module)
warm_imports()
