"""Who may import whom: the layers of core, the storeys of pages, and the doors between them."""

from collections.abc import Set

import pytest

from tests.architecture.source import Breach, imported_modules, imported_names, name_of, python_files

LOWEST = {"domain"}
BELOW = {
    "domain": set(),
    "engine": LOWEST,
    "ingest": LOWEST,
    "store": LOWEST,
    "access": {"store", "engine", "ingest", *LOWEST},
    "reports": {"access", "store", "engine", "ingest", *LOWEST},
    "actions": {"reports", "access", "store", "engine", "ingest", *LOWEST},
    "charts": {"reports", "access", "store", "engine", "ingest", *LOWEST},
    "papers": {"charts", "actions", "reports", "access", "store", "engine", "ingest", *LOWEST},
    "web": {"actions", "reports", *LOWEST},
    "commands": {"papers", "charts", "actions", "reports", "access", "store", "engine", "ingest", *LOWEST},
}
PAGES_MAY = {"domain", "reports", "access", "actions", "charts", "papers"}
STOREYS = ("shell", "components", "sections", "scripts")
# Records of the engine that reports hand to pages, and the words a person chooses among. Pages call no function of the engine.
ENGINE_RECORDS = frozenset(
    {"Aggregate", "Baseline", "Estimate", "GateSignal", "GateValue", "Kind", "Method", "Pooled", "Refusal"}
    | {"RightScale", "Simulation"}
)
# The places of pages that reach past reports, each with the layers it may name: the store is opened, a file is surveyed and
# matched column by column, and the browser's cookie and wish are read where the web layer keeps their names.
REACHES_BELOW = {
    "pages/shell/store.py": {"store"},
    "pages/sections/data/import_file/": {"ingest"},
    "pages/shell/file_access.py": {"web"},
    "pages/sections/sign_in/other_ways.py": {"web"},
}
SECTIONS_THAT_MEET = {
    ("activity", "comments"),
    ("links", "versions"),
    ("meetings", "decisions"),
    ("meetings", "options"),
    ("menu", "activity"),
    ("menu", "organisation"),
    ("opportunities", "gates"),
    ("papers", "links"),
    ("sign_in", "menu"),
    ("unit_costs", "evidence"),
}
ENGINE_PARTS = ("formulas", "model", "simulation", "sensitivity", "scale")
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
        file: its name from the top of the project, for example "core/engine/formulas/prices.py".
        code: its text.
    """
    modules = imported_modules(code)
    return [
        *_layers(file, modules),
        *_pages(file, code),
        *_engine(file, modules),
        *_fences(file, modules),
        *_relative(file, modules),
    ]


def _layer(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "core" and len(parts) > 1 and parts[1] in BELOW else None


def _layers(file: str, modules: Set[str]) -> list[Breach]:
    here = _layer(file.removesuffix(".py").replace("/", "."))
    in_core = file.startswith("core/")
    layers = {layer for module in modules if (layer := _layer(module))}
    upstairs = [Breach(file, "imports pages, which stand above core")] if in_core and _names_pages(modules) else []
    if here is None:
        return upstairs
    return upstairs + [Breach(file, f"core.{here} may not import core.{layer}") for layer in sorted(layers - BELOW[here] - {here})]


def _names_pages(modules: Set[str]) -> bool:
    return any(module.split(".")[0] in {"pages", "app", "tests", "bench"} for module in modules)


def _pages(file: str, code: str) -> list[Breach]:
    if not file.startswith("pages/"):
        return []
    modules = imported_modules(code)
    return [*_below_reports(file, code), *_storeys(file, modules), *_meetings_of_sections(file, modules)]


def _below_reports(file: str, code: str) -> list[Breach]:
    more = {layer for place, layers in REACHES_BELOW.items() if file.startswith(place) for layer in layers}
    found = []
    for module, name in imported_names(code):
        layer = _layer(module)
        if layer is None or layer in PAGES_MAY | more:
            continue
        if layer != "engine" or name not in ENGINE_RECORDS:
            found.append(Breach(file, f"takes {name or module} from core.{layer}: ask a report for it"))
    return found


def _storey(module: str) -> str | None:
    parts = module.split(".")
    if parts[0] != "pages":
        return None
    return parts[1] if len(parts) > 1 and parts[1] in STOREYS else "scripts"


def _storeys(file: str, modules: Set[str]) -> list[Breach]:
    here = STOREYS.index(_storey(file.removesuffix(".py").replace("/", ".")) or "scripts")
    named = {module: _storey(module) for module in modules if module.split(".")[0] == "pages" and module != "pages"}
    return [
        Breach(file, f"imports {module}, which stands above it")
        for module, storey in sorted(named.items())
        if storey is not None and STOREYS.index(storey) > here
    ]


def _meetings_of_sections(file: str, modules: Set[str]) -> list[Breach]:
    if not file.startswith("pages/sections/"):
        return []
    here = file.split("/")[2]
    others = {module.split(".")[2] for module in modules if module.startswith("pages.sections.")} - {here}
    return [Breach(file, f"uses the section {other}") for other in sorted(others) if (here, other) not in SECTIONS_THAT_MEET]


def _engine(file: str, modules: Set[str]) -> list[Breach]:
    """The engine's parts stand in order: each may import those before it."""
    part = file.split("/")[2] if file.startswith("core/engine/") and file.count("/") > 2 else None
    if part not in ENGINE_PARTS:
        return []
    later = ENGINE_PARTS[ENGINE_PARTS.index(part) + 1 :]
    named = {module.split(".")[2] for module in modules if module.startswith("core.engine.") and module.count(".") > 1}
    return [Breach(file, f"core.engine.{part} may not import core.engine.{other}") for other in later if other in named]


def _fences(file: str, modules: Set[str]) -> list[Breach]:
    packages = {module.split(".")[0] for module in modules}
    return [
        Breach(file, f"imports {package}, which belongs in {' and '.join(places)}")
        for package, places in ONLY_HERE.items()
        if package in packages and not file.startswith(places)
    ]


def _relative(file: str, modules: Set[str]) -> list[Breach]:
    return [Breach(file, f"imports {module}: write the module's full name") for module in sorted(modules) if module.startswith(".")]


def test_every_import_goes_down_the_stairs() -> None:
    files = python_files("core/", "pages/", "app.py")
    found = [breach for path in files for breach in breaches_in(name_of(path), path.read_text(encoding="utf-8"))]
    assert not found, "\n".join(map(str, found))


def test_every_layer_of_core_has_its_rule() -> None:
    layers = {name_of(path).split("/")[1] for path in python_files("core/") if name_of(path).count("/") > 1}
    assert layers <= set(BELOW)


def test_no_exception_is_listed_that_nothing_needs() -> None:
    sources = {name_of(path): path.read_text(encoding="utf-8") for path in python_files("pages/")}
    records = {name for code in sources.values() for module, name in imported_names(code) if _layer(module) == "engine"}
    assert records >= ENGINE_RECORDS
    for place, layers in REACHES_BELOW.items():
        used = {_layer(module) for file, code in sources.items() if file.startswith(place) for module, _ in imported_names(code)}
        assert layers <= used, place
    met = {
        (file.split("/")[2], module.split(".")[2])
        for file, code in sources.items()
        if file.startswith("pages/sections/")
        for module in imported_modules(code)
        if module.startswith("pages.sections.")
    }
    assert met >= SECTIONS_THAT_MEET


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("core/engine/formulas/prices.py", "from core.store.database import open_database"),
        ("core/engine/formulas/prices.py", "from core import ingest"),
        ("core/engine/formulas/prices.py", "def late():\n    import core.ingest.tables"),
        ("core/engine/formulas/prices.py", "from core.engine.model.yearly import units"),
        ("core/domain/case/case.py", "from core.engine.formulas.partner_shares import falls"),
        ("core/reports/options.py", "import streamlit as st"),
        ("core/reports/options.py", "from sqlalchemy import select"),
        ("core/access/scope.py", "from core.reports.options import options_compared"),
        ("pages/summary.py", "import duckdb"),
        ("pages/summary.py", "import altair as alt"),
        ("pages/summary.py", "from core.store.database import open_database"),
        ("pages/summary.py", "from core.engine.appraisal import appraise"),
        ("pages/summary.py", "from core.ingest.messy import survey"),
        ("pages/sections/deals/rules.py", "from core import store"),
        ("pages/shell/errors.py", "from pages.components.layout import Card"),
        ("pages/components/layout.py", "from pages.sections.deals import rules"),
        ("pages/sections/deals/rules.py", "from pages import summary"),
        ("pages/sections/deals/rules.py", "from pages.sections.evidence import studies"),
        ("core/web/gate.py", "from core.store.database import open_database"),
        ("core/charts/ledger.py", "from core.actions.imports import import_case"),
        ("core/actions/imports.py", "from pages.shell import errors"),
        ("core/engine/formulas/prices.py", "from .arrays import Array"),
    ],
)
def test_a_forbidden_import_is_found(file: str, code: str) -> None:
    assert breaches_in(file, code)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("core/engine/formulas/prices.py", "from core.domain.case.case import Case"),
        ("core/engine/model/yearly.py", "from core.engine.arrays import Array\nfrom core.engine.formulas.pert import pert"),
        ("core/store/tables/tables.py", "import duckdb"),
        ("pages/summary.py", "import streamlit as st\nfrom core.reports import options"),
        ("pages/summary.py", "from core.engine.simulation.simulate import Simulation"),
        ("pages/shell/store.py", "from core.store.database import Database"),
        ("pages/sections/meetings/screens.py", "from pages.sections.options import caveats\nfrom pages.components import layout"),
        ("app.py", "import streamlit as st\nfrom starlette.middleware import Middleware"),
    ],
)
def test_an_allowed_import_passes(file: str, code: str) -> None:
    assert not breaches_in(file, code)
