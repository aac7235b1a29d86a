"""Plain words: what a board reads is said in words that need no glossary."""

import ast
import re
from collections.abc import Iterator

import pytest

from core.domain.offers import RULE_WORDS
from core.domain.scenario import SCENARIO_WORDS
from core.reports.sensitivity import COLUMN_WORDS
from tests.architecture.barred_words import BARRED, OF_BOARDS
from tests.architecture.source import Breach, name_of, python_files

# What is left out: a name in brackets after the plain words.
IN_BRACKETS = re.compile(r"\([^)]*\)")


def said_in(source: str) -> Iterator[tuple[int, str]]:
    """The words of a file that people may read, with their lines: no docstring, no key or name of a column."""
    tree = ast.parse(source)
    documents = {id(node.body[0].value) for node in ast.walk(tree) if _has_docstring(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents and _is_said(node.value):
            yield node.lineno, node.value


def _has_docstring(node: ast.AST) -> bool:
    holds = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and bool(node.body)
    return holds and isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)  # type: ignore[attr-defined]


def _is_said(text: str) -> bool:
    """Words have a space or begin with a capital; keys, ids and columns have neither."""
    return " " in text.strip() or text[:1].isupper()


def barred_in(name: str, source: str) -> list[Breach]:
    found = []
    for line, text in said_in(source):
        plain = IN_BRACKETS.sub("", text)
        found += [
            Breach(f"{name}:{line}", f'says "{word}": say "{instead}"')
            for word, instead in BARRED.items()
            if re.search(rf"\b{word}\b", plain, 0 if word.isupper() or word[0].isupper() else re.IGNORECASE)
        ]
    return found


def test_no_page_of_a_board_says_a_barred_word() -> None:
    files = [path for path in python_files("core/", "pages/") if name_of(path).startswith(OF_BOARDS)]
    assert len(files) > 60
    found = [breach for path in files for breach in barred_in(name_of(path), path.read_text(encoding="utf-8"))]
    assert not found, "\n".join(map(str, found))


def test_no_name_of_a_figure_or_a_lever_is_a_barred_word() -> None:
    names = [*COLUMN_WORDS.values(), *SCENARIO_WORDS.values(), *(IN_BRACKETS.sub("", words) for words in RULE_WORDS.values())]
    assert not [(name, word) for name in names for word in BARRED if word.lower() in name.lower()]


@pytest.mark.parametrize(
    ("source", "breaches"),
    [
        ('st.header("The tornado of costs")', 1),
        ('LABEL = "By what each adds (Shapley)"', 0),
        ('LABEL = "Shapley"', 1),
        ('row["engagement"]', 0),
        ('"""How engagement is read."""', 0),
        ('st.write(f"Engagement of {people}")', 1),
    ],
)
def test_a_barred_word_is_found_where_people_read_it(source: str, breaches: int) -> None:
    assert len(barred_in("pages/summary.py", source)) == breaches
