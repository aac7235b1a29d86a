"""No code for tests alone: what core offers is used by core, the pages, the benchmark or the command line."""

import ast
from collections.abc import Mapping

import pytest

from tests.architecture.source import Breach, name_of, python_files
from tests.architecture.uses import Module, defined_at, module_of, used_attributes, used_names

USERS = ("core/", "pages/", "bench/", "scripts/", "app.py")
# Alembic calls these by their name, and each migration names its own.
CALLED_FROM_OUTSIDE = ("core.store.migrations",)
# A class that builds on one of these is ours alone; methods of any other may be called by the library it comes from.
OWN_BASES = frozenset({"BaseModel", "Row", "Word", "StrEnum", "Enum", "Exception", "Refused"})


def breaches_of_use(modules: Mapping[str, Module]) -> list[Breach]:
    """Say which public functions, classes and methods of core nothing uses outside their own definitions."""
    used = {found for module in modules.values() for name in used_names(module) if (found := defined_at(name, modules))}
    attributes = {name for module in modules.values() for name in used_attributes(module)}
    ours = [module for module in modules.values() if module.name.startswith("core") and not _is_called_from_outside(module)]
    return [
        Breach(module.name, f"{name} is used by nothing but its tests: take it out, or show it where people need it")
        for module in ours
        for name in [
            *(name for name in module.definitions if not name.startswith("_") and (module.name, name) not in used),
            *(f"{owner}.{method}" for owner, method in _methods(module) if method not in attributes),
        ]
    ]


def _is_called_from_outside(module: Module) -> bool:
    return module.name.startswith(CALLED_FROM_OUTSIDE)


def _methods(module: Module) -> list[tuple[str, str]]:
    """Public methods and properties of the module's public classes that build on nothing from elsewhere."""
    return [
        (owner.name, method.name)
        for owner in module.definitions.values()
        if isinstance(owner, ast.ClassDef)
        and not owner.name.startswith("_")
        and {ast.unparse(base) for base in owner.bases} <= OWN_BASES
        for method in owner.body
        if isinstance(method, ast.FunctionDef | ast.AsyncFunctionDef) and not method.name.startswith("_")
    ]


def _is_ours_alone(owner: ast.ClassDef) -> bool:
    return {ast.unparse(base) for base in owner.bases} <= OWN_BASES


def read(files: Mapping[str, str]) -> dict[str, Module]:
    """Modules made of pieces of code, by their names; the code stands under the name of its file."""
    made = [module_of(file, code) for file, code in files.items()]
    return {module.name: module for module in made}


def test_whatever_core_offers_is_used_outside_its_tests() -> None:
    files = python_files(*USERS)
    modules = [module_of(name_of(path), path.read_text(encoding="utf-8")) for path in files]
    found = breaches_of_use({module.name: module for module in modules})
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize(
    "code",
    [
        "def spare():\n    return 1",
        "def spare(n):\n    return spare(n - 1)",
        "class Spare:\n    again: 'Spare'",
        "class Used:\n    def spare(self):\n        return self.spare()\nwhole = Used()",
        "from functools import cache\n@cache\ndef spare():\n    return 1",
    ],
)
def test_what_nothing_uses_is_found(code: str) -> None:
    (breach,) = breaches_of_use(read({"core/engine/prices.py": code}))
    assert "pare is used by nothing but its tests" in breach.what


@pytest.mark.parametrize(
    "user",
    [
        "from core.engine.prices import spare",
        "from core.engine import spare",
        "from elsewhere import spare\nspare()",
        "spare = 1\nprint(spare)",
        "import core.engine.prices",
    ],
)
def test_an_import_alone_or_another_of_the_same_name_is_no_use(user: str) -> None:
    modules = read({"core/engine/prices.py": "def spare():\n    return 1", "core/engine/__init__.py": "", "pages/summary.py": user})
    assert breaches_of_use(modules)


@pytest.mark.parametrize(
    "user",
    [
        "from core.engine.prices import factor\nfactor()",
        "from core.engine.prices import factor as by\nby()",
        "from core.engine import factor\nfactor()",
        "from core.engine import prices\nprices.factor()",
        "import core.engine.prices\ncore.engine.prices.factor()",
        "from core.engine.prices import factor\nCALLS = {'f': factor}",
        "def late():\n    from core.engine.prices import factor\n    return factor()",
    ],
)
def test_a_use_is_followed_through_every_way_of_importing(user: str) -> None:
    files = {
        "core/engine/prices.py": "def factor():\n    return 1",
        "core/engine/__init__.py": "from core.engine.prices import factor",
    }
    modules = read({**files, "pages/summary.py": user})
    assert not breaches_of_use(modules)


def test_methods_that_a_library_calls_are_let_be() -> None:
    code = "from html.parser import HTMLParser\nclass Tags(HTMLParser):\n    def handle_data(self, data):\n        pass\nTags()"
    assert not breaches_of_use(read({"core/engine/tags.py": code}))
