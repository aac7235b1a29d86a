"""No file needs itself through others, and no two folders of one layer need each other."""

from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from tests.architecture.source import imported_modules, name_of, python_files

Graph = Mapping[str, set[str]]


def circle_in(graph: Graph) -> list[str]:
    """Find one circle of a graph, its first name again at its end; nothing where there is none."""
    done: set[str] = set()
    for start in sorted(graph):
        circle = _walk(graph, start, [], done)
        if circle:
            return circle
    return []


def _walk(graph: Graph, node: str, path: list[str], done: set[str]) -> list[str]:
    if node in path:
        return [*path[path.index(node) :], node]
    if node in done:
        return []
    for target in sorted(graph.get(node, ())):
        circle = _walk(graph, target, [*path, node], done)
        if circle:
            return circle
    done.add(node)
    return []


@cache
def modules_imported() -> dict[str, set[str]]:
    """Which of our modules each module imports."""
    sources = {_module(name_of(path)): path.read_text(encoding="utf-8") for path in python_files("core/", "pages/")}
    return {module: {each for each in imported_modules(code) if each in sources} - {module} for module, code in sources.items()}


def folders_imported(modules: Graph, layer: str) -> dict[str, set[str]]:
    """Which folders of one layer each of its folders imports. Files that lie flat in the layer are held apart as files."""
    found: dict[str, set[str]] = {}
    for module, targets in modules.items():
        here = _folder(module, layer)
        if here:
            found.setdefault(here, set()).update(folder for target in targets if (folder := _folder(target, layer)))
            found[here] -= {here}
    return found


def _module(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _folder(module: str, layer: str) -> str:
    """The folder of a layer that a module lies in; empty for a file that lies flat, and for another layer's."""
    inside = module.removeprefix(f"{layer}.")
    return inside.split(".")[0] if inside != module and "." in inside else ""


def layers() -> Iterator[str]:
    """The layers whose folders are held apart: those of core, and the sections of pages."""
    yield from sorted(
        {".".join(module.split(".")[:2]) for module in modules_imported() if module.count(".") > 1 and "core" in module}
    )
    yield "pages.sections"


def test_no_file_needs_itself_through_others() -> None:
    assert circle_in(modules_imported()) == []


@pytest.mark.parametrize("layer", list(layers()))
def test_no_two_folders_of_a_layer_need_each_other(layer: str) -> None:
    assert circle_in(folders_imported(modules_imported(), layer)) == []


def test_a_circle_is_found() -> None:
    assert circle_in({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert circle_in(folders_imported({"core.x.a.one": {"core.x.b.one"}, "core.x.b.two": {"core.x.a.two"}}, "core.x"))


def test_a_graph_without_a_circle_passes() -> None:
    assert circle_in({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []
