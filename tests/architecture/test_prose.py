"""Docstrings say who does what: words that leave it open, and riddles, are not used."""

import ast
import re

import pytest

from tests.architecture.source import Breach, name_of, python_files

# What to write instead: the person, the partner, each reader; another person; how it ended; unaltered.
BARRED = re.compile(r"\b(?:whoever|anybody|somebody|what becomes of|what became of|as it stands)\b", re.IGNORECASE)
_EXPLAINED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def breaches_of_prose(file: str, code: str) -> list[Breach]:
    """List the docstrings of a file that hold a barred word, each with the word."""
    nodes = [node for node in ast.walk(ast.parse(code)) if isinstance(node, _EXPLAINED)]
    return [
        Breach(f"{file}:{node.body[0].lineno}", f'its docstring says "{word}": say who does what')
        for node in nodes
        for word in BARRED.findall(ast.get_docstring(node) or "")
    ]


def test_every_docstring_says_who_does_what() -> None:
    files = [path for path in python_files() if name_of(path) != "tests/architecture/test_prose.py"]
    found = [breach for path in files for breach in breaches_of_prose(name_of(path), path.read_text(encoding="utf-8"))]
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize(
    "code",
    [
        '"""Whoever holds the token."""',
        'def f():\n    """Raised when somebody else saved."""',
        'class A:\n    """A row.\n\n    It says what became of a benefit.\n    """',
        'class A:\n    async def f(self):\n        """The text as it stands."""',
    ],
)
def test_a_barred_word_is_found(code: str) -> None:
    assert len(breaches_of_prose("core/reports/people.py", code)) == 1


@pytest.mark.parametrize(
    "code", ['"""The person who holds the token."""', 'somebody = "anybody"  # whoever', 'def f():\n    return "whoever"']
)
def test_plain_prose_and_other_texts_pass(code: str) -> None:
    assert not breaches_of_prose("core/reports/people.py", code)
