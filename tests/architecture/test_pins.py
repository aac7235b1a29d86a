"""What the project is built on: exact versions, all of them named, and the one hidden setting it relies on."""

import re
import sys
import tomllib

import pytest
from streamlit import config

from tests.architecture.source import ROOT, imported_modules, python_files

EXACT = re.compile(r"^[A-Za-z0-9._-]+==[A-Za-z0-9.]+$")
PACKAGE_OF = {
    "google": "protobuf",
    "dateutil": "python-dateutil",
    "vl_convert": "vl-convert-python",
    "docx": "python-docx",
    "pptx": "python-pptx",
    "axe_playwright_python": "axe-playwright-python",
}


def requirements_in(text: str) -> list[str]:
    """List the requirements of a file, without comments and references to other files."""
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    return [line for line in lines if line and not line.startswith("-")]


def not_exact(text: str) -> list[str]:
    """List the requirements that do not name one version."""
    return [line for line in requirements_in(text) if not EXACT.match(line)]


def packages_in(text: str) -> set[str]:
    """Find the packages a requirements file names, in lower case with hyphens."""
    return {line.partition("==")[0].lower().replace("_", "-") for line in requirements_in(text)}


def foreign_packages(code: str) -> set[str]:
    """Find the packages from elsewhere that a piece of Python imports."""
    top = {module.split(".")[0] for module in imported_modules(code)} - {"", "core", "pages", "tests", "bench", "app"}
    return {PACKAGE_OF.get(name, name).lower().replace("_", "-") for name in top - set(sys.stdlib_module_names) - {"__future__"}}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "constraints.txt"])
def test_every_pin_is_exact(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert requirements_in(text)
    assert not not_exact(text)


def test_every_requirement_is_in_the_full_list_at_the_same_version() -> None:
    full = {line.lower().replace("_", "-") for line in requirements_in((ROOT / "constraints.txt").read_text(encoding="utf-8"))}
    for name in ("requirements.txt", "requirements-dev.txt"):
        asked = {line.lower().replace("_", "-") for line in requirements_in((ROOT / name).read_text(encoding="utf-8"))}
        assert asked <= full


def test_every_package_the_product_imports_is_required_by_name() -> None:
    required = packages_in((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    imported = {
        package
        for path in python_files("core/", "pages/", "app.py")
        for package in foreign_packages(path.read_text(encoding="utf-8"))
    }
    assert imported <= required


@pytest.mark.parametrize("line", ["pandas", "pandas>=3", "pandas==3.*", "pandas~=3.1", "git+https://example.org/pandas"])
def test_a_loose_pin_is_found(line: str) -> None:
    assert not_exact(line)


def test_a_package_from_elsewhere_is_found() -> None:
    assert foreign_packages("import json\nimport scipy.stats\nfrom core.domain import case") == {"scipy"}


def test_the_hidden_setting_that_spares_a_collection_after_every_run_still_exists() -> None:
    assert "runner.postScriptGC" in config._config_options_template
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert settings["runner"]["postScriptGC"] is False


def test_the_settings_keep_the_service_to_this_machine_and_quiet() -> None:
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "localhost"
    assert settings["server"]["enableXsrfProtection"] and settings["server"]["enableCORS"]
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"


def test_every_setting_is_one_that_exists() -> None:
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    names = {name for section, values in settings.items() for name in _flat(section, values)}
    assert names <= set(config._config_options_template)


def _flat(prefix: str, values: dict) -> list[str]:
    return [
        name
        for key, value in values.items()
        for name in (_flat(f"{prefix}.{key}", value) if isinstance(value, dict) else [f"{prefix}.{key}"])
    ]
