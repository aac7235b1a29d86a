"""What the project's files may not say."""

import ast
import re

import pytest

from tests.architecture.source import Breach, name_of, python_files, text_files

# Joined from pieces, so that this file does not hold what it forbids.
REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "deb." + "debian.org")
FORBIDDEN = {
    "a path of somebody's machine": re.compile(r"(?<![\w.:/-])/(?:home|Users|root|work|opt|mnt|srv)/\w"),
    "a registry's host": re.compile("|".join(map(re.escape, REGISTRIES)), re.IGNORECASE),
    "an unfinished piece of work": re.compile(r"\b(?:" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3)) + r")\b"),
}
FORBIDDEN_EXAMPLES = (
    "read /" + "home/ann/scale",
    "open /" + "Users/Ann/scale",
    'Path("/' + 'work/scale")',
    "from https://" + REGISTRIES[0],
    "# TO" + "DO: later",
    "# FIX" + "ME",
)


def breaches_of_words(file: str, text: str) -> list[Breach]:
    """List the lines of a file that say what no file may."""
    return [
        Breach(f"{file}:{number}", f"holds {what}: {line.strip()[:80]}")
        for number, line in enumerate(text.splitlines(), start=1)
        for what, pattern in FORBIDDEN.items()
        if pattern.search(line)
    ]


def breaches_of_printing(file: str, code: str) -> list[Breach]:
    """List the places where code that is not the command line prints."""
    if file == "core/__main__.py" or file.startswith("core/commands/"):
        return []
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    return [
        Breach(f"{file}:{call.lineno}", "prints; only the command line may")
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "print"
    ]


def breaches_of_explanation(file: str, code: str) -> list[Breach]:
    """List the public functions, methods and classes of a file that do not say what they do."""
    return [
        Breach(f"{file}:{node.lineno}", f"{node.name} has no docstring")
        for node in _public_definitions(ast.parse(code))
        if ast.get_docstring(node) is None
    ]


def _public_definitions(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    in_classes = [node for owner in tree.body if isinstance(owner, ast.ClassDef) for node in owner.body]
    return [node for node in [*tree.body, *in_classes] if isinstance(node, functions) and not node.name.startswith("_")]


def test_no_file_says_what_it_may_not() -> None:
    found = [breach for path in text_files() for breach in breaches_of_words(name_of(path), path.read_text(encoding="utf-8"))]
    assert not found, "\n".join(map(str, found))


def test_only_the_command_line_prints() -> None:
    found = [
        breach for path in python_files("core/") for breach in breaches_of_printing(name_of(path), path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(map(str, found))


def test_every_public_function_of_core_says_what_it_does() -> None:
    files = [path for path in python_files("core/") if "/migrations/" not in name_of(path)]
    found = [breach for path in files for breach in breaches_of_explanation(name_of(path), path.read_text(encoding="utf-8"))]
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("line", FORBIDDEN_EXAMPLES)
def test_a_forbidden_word_is_found(line: str) -> None:
    assert breaches_of_words("docs/terms.md", line)


def test_a_plain_sentence_passes() -> None:
    assert not breaches_of_words("docs/terms.md", "A board works from home; the homework is done, and nothing is left to do.")


def test_a_print_in_core_is_found_and_one_in_the_command_line_is_not() -> None:
    assert breaches_of_printing("core/engine/formulas/prices.py", "def f():\n    print('x')")
    assert not breaches_of_printing("core/__main__.py", "print('x')")


@pytest.mark.parametrize(
    "code", ["def f():\n    return 1", "class A:\n    def f(self):\n        return 1", "async def f():\n    pass"]
)
def test_a_function_that_explains_nothing_is_found(code: str) -> None:
    assert breaches_of_explanation("core/engine/formulas/prices.py", code)


def test_a_private_function_need_not_explain_itself() -> None:
    assert not breaches_of_explanation("core/engine/formulas/prices.py", "def _f():\n    return 1")
