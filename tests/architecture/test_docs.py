"""What the documents say of the project is so: paths exist, recipes name files that open, the README's example runs."""

import json
import re
import subprocess
import sys

import pytest

from tests.architecture.documents import documents, links_named, missing_in, paths_named, sections, steps
from tests.architecture.source import ROOT, name_of

DOCS = ROOT / "docs"
RECIPES = (
    "Add a page",
    "Add a chart",
    "Add a report",
    "Add a column",
    "Add a kind of benefit",
    "Add an assumption",
    "Add a permission",
    "Add a migration",
)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def recipe(title: str) -> str:
    return sections((DOCS / "contributing.md").read_text(encoding="utf-8"))[title]


@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_every_path_and_link_of_a_document_exists(document) -> None:
    assert not missing_in(document, document.read_text(encoding="utf-8"))


def test_a_path_that_is_not_there_is_found() -> None:
    text = "See `core/engine/nowhere.py`, [a page](nowhere.md), `core/engine` and `data/live`."
    assert missing_in(DOCS / "terms.md", text) == ["core/engine/nowhere.py", "nowhere.md"]


def test_a_path_is_told_from_other_code() -> None:
    assert paths_named("`.venv/bin/python -m pytest tests/core` and `core.reports` and `_gbp`") == ["tests/core"]
    assert links_named("[a](b.md#c) [d](https://example.org/e)") == ["b.md"]


def test_the_index_names_every_document_once() -> None:
    linked = links_named((DOCS / "README.md").read_text(encoding="utf-8"))
    there = {path.name for path in DOCS.glob("*.md")} - {"README.md"} | {"decisions"}
    assert sorted(linked) == sorted(there)


@pytest.mark.parametrize("title", RECIPES)
def test_a_recipe_has_five_steps_and_every_file_it_names_opens(title: str) -> None:
    five = steps(recipe(title))
    assert len(five) == 5
    named = [path for step in five for path in paths_named(step)]
    assert len(named) >= 4
    for path in named:
        target = ROOT / path
        assert target.is_dir() or target.read_text(encoding="utf-8").strip(), path


def test_every_layer_of_core_is_in_the_architecture() -> None:
    layers = paths_named(sections((DOCS / "architecture.md").read_text(encoding="utf-8"))["Layers"])
    there = {f"core/{path.name}" for path in (ROOT / "core").iterdir() if (path / "__init__.py").exists()}
    assert there <= set(layers)


def test_the_picture_of_the_layers_says_in_words_what_it_shows() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    alt = re.search(r"!\[([^\]]+)\]\(pictures/layers\.svg\)", text)
    assert alt is not None
    for word in ("pages", "papers", "charts", "actions", "reports", "access", "store", "engine", "ingest", "domain", "web"):
        assert word in alt[1].lower()
        assert f">{word}</text>" in (DOCS / "pictures/layers.svg").read_text(encoding="utf-8")


def test_the_example_of_the_readme_appraises_the_sample_as_the_command_line_does() -> None:
    (example,) = PYTHON.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len([line for line in example.splitlines() if line.strip()]) <= 10
    said = run("-c", example)
    figures = json.loads(run("-m", "core", "appraise", "data/samples/cbt_probation", "--json"))
    wanted = [f"{name}: net public value £{option['npsv_gbp']:,.0f}" for name, option in figures["options"].items()]
    assert said.splitlines() == wanted
    assert len(wanted) > 1


def run(*arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
