"""docs/roles.md as it must read: who may do what, and which action and report asks for it, both worked out from the source.

To write the page anew: python -m tests.core.roles_page
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.domain.people import BY_PARTNER, MAY, Doing, Role

PROJECT = Path(__file__).parents[2]
PAGE = PROJECT / "docs" / "roles.md"
LOOKED_THROUGH = ("core/access", "core/actions", "core/reports")
INTRODUCTION = """# Roles: who may do what

A person is given a role in one programme or in all, for one partner or for the whole partnership; whatever is given counts.
A shared link is nobody: it shows one frozen view. What is asked for is checked where it is read or written, in `core/reports`
and `core/actions`, never only on a page. A refusal says the same whether or not the programme is there.

This page is worked out from the source by `python -m tests.core.roles_page`, and a test holds it to that. Other tests try every
action in every role both ways, and ask for every report as somebody it is not for.
"""
DETAIL = """## Whose rows are shown

The agreed view is everybody's who has a role in the programme: its figures, and what every partner pays, gains and nets in all,
by type and by year. Rows are a partner's detail. A row belongs to the partners it names; a line of cost to those who share it, a
line of benefit to those it falls to, and what stands at a cost centre to the centre's partner. Rows that name no partner, and
levers, are the partnership's: they are shown to whoever is shown any detail, and edited by those who edit for the whole
partnership. A partner's own limits (payback, affordability) are its detail, its name and kind are not.

With access for one partner, lines of others are added up as "Other partners' lines", so that totals stay as they are; their
figures have neither name nor value in what drives the result. A change that touches a row of another partner, or one of the
partnership's, is refused with the row and what to do; it is found by comparing cells, not by what the page let one edit.

What somebody writes down goes as far as what it is about. What became of a partner's benefits, notes on its readiness, and
comments for its people alone are its detail; its totals by year, the step it stands at, and where it stands on a decision or an
offer are the agreed view, and so is what a partner promises in all by year. One promise, and what it is paid if, is its
partner's detail, whether it is offered or signed; conditions of an offer or of an answer are put to everybody, and everybody
reads them. A gate says to everybody whether it is met, which partner has to move, and whether a line of a partner is inside or
outside of what is tolerated; which line, and by how much, it says to those who see that partner's detail. What it rests on is
named: a study or a lever by its title, what a partner agreed to without who agreed to it or when.

## Which versions are opened

Those who work on the tables open every version. Others open versions that were checked or approved; where none was, the current
one, which says that it is a draft. They also open what was put before a meeting or decided on; where that was not checked it is
the agreed view of it alone, with nobody's rows, not even their own. A gate is decided on the version one is shown first.
With access for one partner, those who do not work on the tables read what is noted of versions that they open; of drafts the
list of what was done says what sort of thing was done, and no more.

An offer keeps what each partner would pay on the version it was made on. Whoever may answer for a partner sees every offer, on a
draft too, since it was put to them; others see the offers on versions that they open.

A file that is made when a button is pressed asks again who presses, and what they may do by then.
"""


@dataclass(frozen=True)
class Function:
    """One function of the source: where it is, what it asks for itself, and whom it calls."""

    module: str
    name: str
    doings: frozenset[str]
    calls: frozenset[str]
    asks_who: bool


def page() -> str:
    """The whole page."""
    return "\n".join(
        [
            INTRODUCTION,
            _matrix(),
            DETAIL,
            _asked_by("core/access", "rule of access"),
            _asked_by("core/actions", "action"),
            _asked_by("core/reports", "report"),
        ]
    )


def asked() -> dict[str, frozenset[str]]:
    """What public functions of actions and reports look up about who asks: names of `Doing` by 'file.function'."""
    found = {}
    for function in _functions().values():
        if function.asks_who and not function.name.startswith(("_", "must_")):
            doings = _reached(function, frozenset())
            if doings:
                found[f"{function.module}.{function.name}"] = doings
    return found


def _matrix() -> str:
    rows = [f"| | {' | '.join(Role)} |", f"|---|{'---|' * len(Role)}"]
    for doing in Doing:
        marks = " | ".join("yes" if doing in MAY[role] else "" for role in Role)
        rows.append(f"| {doing.value}{' *' if doing in BY_PARTNER else ''} | {marks} |")
    return "\n".join(["## What each role may do", "", *rows, "", "\\* for the partners the role is for, or for every partner.", ""])


def _asked_by(folder: str, word: str) -> str:
    rows = [f"| {word} | asks that the person may |", "|---|---|"]
    for name, doings in sorted(asked().items()):
        if name.startswith(folder.replace("/", ".")):
            words = "; ".join(sorted(Doing[doing].value for doing in doings))
            rows.append(f"| `{name.removeprefix('core.')}` | {words} |")
    return "\n".join([f"## What each {word} asks for", "", *rows, ""])


def _reached(function: Function, seen: frozenset[str]) -> frozenset[str]:
    """What a function asks for by itself and through those it calls."""
    key = f"{function.module}.{function.name}"
    if key in seen:
        return frozenset()
    every = _functions()
    return function.doings.union(*(_reached(every[call], seen | {key}) for call in sorted(function.calls) if call in every))


@cache
def _functions() -> dict[str, Function]:
    paths = (path for folder in LOOKED_THROUGH for path in sorted((PROJECT / folder).rglob("*.py")))
    return {f"{function.module}.{function.name}": function for path in paths for function in _functions_in(path)}


def _functions_in(path: Path) -> Iterator[Function]:
    module = ".".join(path.relative_to(PROJECT).with_suffix("").parts)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    places = {node.name: f"{module}.{node.name}" for node in tree.body if isinstance(node, ast.FunctionDef)}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            places |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            inside = list(ast.walk(node))
            doings = {each.attr for each in inside if isinstance(each, ast.Attribute) and _is_doing(each)}
            calls = {places[each.id] for each in inside if isinstance(each, ast.Name) and each.id in places}
            told = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
            yield Function(module, node.name, frozenset(doings), frozenset(calls), bool(told & {"by", "person"}))


def _is_doing(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "Doing"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
