"""Keys of a page's session and of its widgets are names such as "live.session", never sentences."""

import ast
import re

import pytest

from tests.architecture.source import Breach, name_of, python_files

NAME = re.compile(r"[\w.-]*")
CALLS = frozenset({"get", "pop", "setdefault"})


def breaches_of_keys(file: str, code: str) -> list[Breach]:
    """List the keys of the session and of widgets that hold a space or a sign no name has, as far as they are written out."""
    tree = ast.parse(code)
    constants = _constants(tree)
    keys = [(node.lineno, _pieces(key, constants)) for node in ast.walk(tree) if (key := _key_of(node)) is not None]
    return [
        Breach(f"{file}:{line}", f'a key of the session is "{piece}": name it topic.thing')
        for line, pieces in keys
        for piece in pieces
        if not NAME.fullmatch(piece)
    ]


def _key_of(node: ast.AST) -> ast.expr | None:
    if isinstance(node, ast.Subscript) and _is_session(node.value):
        return node.slice
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_session(node.func.value):
        return node.args[0] if node.args and node.func.attr in CALLS else None
    return node.value if isinstance(node, ast.keyword) and node.arg == "key" else None


def _is_session(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "session_state"


def _constants(tree: ast.Module) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in (each for each in tree.body if isinstance(each, ast.Assign)):
        (target,) = node.targets
        pairs = (
            zip(target.elts, getattr(node.value, "elts", ()), strict=False)
            if isinstance(target, ast.Tuple)
            else [(target, node.value)]
        )
        found |= {name.id: text for name, value in pairs if isinstance(name, ast.Name) for text in _pieces(value, {})}
    return found


def _pieces(node: ast.expr, constants: dict[str, str]) -> list[str]:
    """Find the written-out pieces of a key: of a text, of a name of one, of several put together."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.Name):
        return [constants[node.id]] if node.id in constants else []
    if isinstance(node, ast.JoinedStr):
        return [piece for value in node.values for piece in _pieces(value, constants)]
    if isinstance(node, ast.FormattedValue):
        return _pieces(node.value, constants)
    return [*_pieces(node.left, constants), *_pieces(node.right, constants)] if isinstance(node, ast.BinOp) else []


def test_every_key_of_the_session_is_a_name() -> None:
    found = [
        breach for path in python_files("pages/") for breach in breaches_of_keys(name_of(path), path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize(
    "code",
    [
        'st.session_state["what happened"] = 1',
        'SAID = "what happened"\nst.session_state.pop(SAID, None)',
        'A, B = "a.b", "the link just made"\nst.session_state.get(B)',
        'st.session_state.setdefault(f"{key} open", False)',
        '_KEPT = "typed figures: "\nst.session_state[_KEPT + name] = 1',
        'st.button("Save", key="save it now")',
    ],
)
def test_a_key_that_is_a_sentence_is_found(code: str) -> None:
    assert breaches_of_keys("pages/summary.py", code)


@pytest.mark.parametrize(
    "code",
    [
        'st.session_state["live.session"] = 1',
        'st.session_state.get(f"decisions.count.{programme_id}")',
        'st.button("Save it now", key="save-model")',
        'sorted(rows, key=str)\nother["what happened"] = 1',
    ],
)
def test_a_key_that_is_a_name_passes(code: str) -> None:
    assert not breaches_of_keys("pages/summary.py", code)
