"""Who may import whom: the rooms of the house and the doors between them."""

import pytest

from tests.architecture.source import Breach, imported_modules, name_of, python_files

BELOW = {
    "domain": set(),
    "engine": {"domain"},
    "ingest": {"domain"},
    "store": {"domain"},
    "reports": {"store", "engine", "ingest", "domain"},
    "actions": {"reports", "store", "engine", "ingest", "domain"},
    "charts": {"reports", "store", "engine", "ingest", "domain"},
    "papers": {"charts", "actions", "reports", "store", "engine", "ingest", "domain"},
    "web": {"actions", "reports", "domain"},
    "commands": {"papers", "charts", "actions", "reports", "store", "engine", "ingest", "domain"},
}
ONLY_HERE = {
    "streamlit": ("pages/", "app.py"),
    "sqlalchemy": ("core/store/",),
    "alembic": ("core/store/",),
    "duckdb": ("core/store/",),
    "pyarrow": ("core/store/",),
    "sqlite3": ("core/store/",),
    "starlette": ("core/web/", "app.py"),
    "altair": ("core/charts/", "core/papers/"),
}


def breaches_in(file: str, code: str) -> list[Breach]:
    """List what a file imports and may not.

    Args:
        file: its name from the top of the project, for example "core/engine/prices.py".
        code: its text.
    """
    modules = imported_modules(code)
    return [*_doors(file, modules), *_fences(file, modules), *_relative(file, modules)]


def _room(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "core" and len(parts) > 1 and parts[1] in BELOW else None


def _doors(file: str, modules: set[str]) -> list[Breach]:
    here = _room(file.removesuffix(".py").replace("/", "."))
    in_core = file.startswith("core/")
    rooms = {room for module in modules if (room := _room(module))}
    upstairs = [Breach(file, "imports pages, which stand above core")] if in_core and _names_pages(modules) else []
    if here is None:
        return upstairs
    return upstairs + [Breach(file, f"core.{here} may not import core.{room}") for room in sorted(rooms - BELOW[here] - {here})]


def _names_pages(modules: set[str]) -> bool:
    return any(module.split(".")[0] in {"pages", "app", "tests", "bench"} for module in modules)


def _fences(file: str, modules: set[str]) -> list[Breach]:
    packages = {module.split(".")[0] for module in modules}
    return [
        Breach(file, f"imports {package}, which belongs in {' and '.join(places)}")
        for package, places in ONLY_HERE.items()
        if package in packages and not file.startswith(places)
    ]


def _relative(file: str, modules: set[str]) -> list[Breach]:
    return [Breach(file, f"imports {module}: write the module's full name") for module in sorted(modules) if module.startswith(".")]


def test_every_import_goes_down_the_stairs() -> None:
    files = python_files("core/", "pages/", "app.py")
    found = [breach for path in files for breach in breaches_in(name_of(path), path.read_text(encoding="utf-8"))]
    assert not found, "\n".join(map(str, found))


def test_every_room_of_core_has_its_rule() -> None:
    rooms = {name_of(path).split("/")[1] for path in python_files("core/") if name_of(path).count("/") > 1}
    assert rooms <= set(BELOW)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("core/engine/prices.py", "from core.store.database import open_database"),
        ("core/engine/prices.py", "from core import ingest"),
        ("core/engine/prices.py", "def late():\n    import core.ingest.tables"),
        ("core/domain/case.py", "from core.engine.shares import falls"),
        ("core/reports/options.py", "import streamlit as st"),
        ("core/reports/options.py", "from sqlalchemy import select"),
        ("pages/summary.py", "import duckdb"),
        ("pages/summary.py", "import altair as alt"),
        ("core/web/gate.py", "from core.store.database import open_database"),
        ("core/charts/ledger.py", "from core.actions.imports import import_case"),
        ("core/actions/imports.py", "from pages.shared import words"),
        ("core/engine/prices.py", "from .arrays import Array"),
    ],
)
def test_a_forbidden_import_is_found(file: str, code: str) -> None:
    assert breaches_in(file, code)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("core/engine/prices.py", "from core.domain.case import Case"),
        ("core/engine/prices.py", "from core.engine.arrays import Array"),
        ("core/store/tables.py", "import duckdb"),
        ("pages/summary.py", "import streamlit as st\nfrom core.reports import options"),
        ("app.py", "import streamlit as st\nfrom starlette.middleware import Middleware"),
    ],
)
def test_an_allowed_import_passes(file: str, code: str) -> None:
    assert not breaches_in(file, code)
