"""Every action the code can write into the audit has plain words: the code itself is read for their names."""

import ast
from collections.abc import Iterator

import pytest

from core.reports.action_words import ACTIONS, KINDS, UNKNOWN, actions_of, did, words_of
from tests.architecture.source import name_of, python_files

Function = ast.FunctionDef | ast.AsyncFunctionDef


def actions_in(codes: list[str]) -> set[str]:
    """Find every action named in some files: given as `action=`, or in the place of a parameter called action."""
    trees = [ast.parse(code) for code in codes]
    shared = {name: place for tree in trees for name, place in _places(tree).items() if not name.startswith("_")}
    known = {name: text for tree in trees for name, text in _constants(tree, {}).items()}
    return {name for tree in trees for name in _named(tree, shared | _places(tree), known | _constants(tree, known))}


def _places(tree: ast.Module) -> dict[str, int]:
    """Where functions of a file take the action; those with an underscore are known in their own file alone."""
    functions = [node for node in ast.walk(tree) if isinstance(node, Function)]
    return {node.name: [argument.arg for argument in node.args.args].index("action") for node in functions if _takes(node)}


def _takes(node: Function) -> bool:
    return any(argument.arg == "action" for argument in node.args.args)


def _constants(tree: ast.Module, known: dict[str, str]) -> dict[str, str]:
    """Texts the module gives names to, one by one or several in a row; a text may have a name in another file."""
    found: dict[str, str] = {}
    for node in tree.body:
        if not isinstance(node, ast.Assign):
            continue
        target, value = node.targets[0], node.value
        pairs = (
            zip(target.elts, value.elts, strict=False)
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
            else [(target, value)]
        )
        for name, text in pairs:
            if not isinstance(name, ast.Name):
                continue
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                found[name.id] = text.value
            elif isinstance(text, ast.Name) and text.id in known:
                found[name.id] = known[text.id]
    return found


def _named(tree: ast.Module, places: dict[str, int], constants: dict[str, str]) -> Iterator[str]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""
        given = [keyword.value for keyword in call.keywords if keyword.arg == "action" and name != "add_argument"]
        if name in places and len(call.args) > places[name]:
            given.append(call.args[places[name]])
        for value in given:
            yield from _texts(value, constants)


def _texts(value: ast.expr, constants: dict[str, str]) -> Iterator[str]:
    for node in ast.walk(value):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Name) and node.id in constants:
            yield constants[node.id]


def written() -> set[str]:
    return actions_in(
        [
            path.read_text(encoding="utf-8")
            for path in python_files("core/actions/", "core/commands/", "core/store/", "core/web/")
            if "/migrations/" not in name_of(path)
        ]
    )


def test_every_action_that_is_written_has_words() -> None:
    assert sorted(written() - set(ACTIONS)) == []


def test_no_words_are_kept_for_an_action_that_nobody_writes() -> None:
    assert sorted(set(ACTIONS) - written()) == []


def test_the_search_finds_actions_however_they_are_given() -> None:
    one = 'A, B = "a", "b"\nC = "c"\ndef note(x, action, y): pass\nadd(action=A)\nadd(1, action="d")\n'
    other = 'note(1, "e", 2)\nself.note(1, C if x else "f", 2)\nC = "c"\nparser.add_argument("--x", action="store_true")\n'
    assert actions_in([one, other]) == {"a", "c", "d", "e", "f"}


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_words_follow_a_name_and_belong_to_a_kind(action: str) -> None:
    words = words_of(action)
    assert words.kind in KINDS and action in actions_of(words.kind)
    assert words.did == words.did.strip(". ") and words.did[0].islower()
    assert did(action, {}) == f"{words.did}."


def test_what_exactly_was_done_follows_a_name() -> None:
    assert did("replace_tables", {"number": 4, "what": "Replaced costs."}) == "made version 4: Replaced costs."
    assert did("begin_comments", {"what": "Commented on\nNPSV"}) == "commented on NPSV."
    partner = "Greater Manchester Police accepts (offer 1)."
    assert did("answer_offer", {"what": partner}) == f"answered an offer: {partner}"
    assert words_of("never heard of") is UNKNOWN
