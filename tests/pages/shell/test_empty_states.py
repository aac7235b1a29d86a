"""A programme that lacks what a page is about, and people who may see little: a sentence that says so, and never a traceback."""

import pytest

from pages.shell.page_list import PAGES, built
from tests.pages.conftest import Opener, buttons, texts
from tests.people import LEAD_ANALYST, NOBODY, VIEWER

# one_hospital has neither contributions nor a logic model, a design, levers, evidence or a plan to release cash.
BARE = "return_to_work"
VIEWS = {
    "pathway.py": ("stands", "gates", "readiness", "lasting", "seen", "case"),
    "logic_model.py": ("model", "versions", "control", "levers"),
    "decisions.py": ("log", "record", "meetings"),
    "data.py": ("tables", "sources", "add", "history"),
    "evidence.py": ("known", "agreed", "observed", "expected"),
    "activity.py": ("done", "comments", "you", "audit"),
}
EVERY_VIEW = [(place.file, view) for place in built() for view in VIEWS.get(place.file, (None,))]
SAYS = {
    ("decisions.py", "log"): "No decision has been recorded yet. Prepare a meeting, or record what was decided.",
    ("decisions.py", "meetings"): "No meeting has been prepared yet.",
    ("pathway.py", "seen"): "Nothing that you may see was predicted or seen yet.",
    ("pathway.py", "stands"): "Nobody has written down that scaling is the intention",
    ("logic_model.py", "model"): "version has no element yet.",
    ("logic_model.py", "versions"): "There is one version at most: add another under The model",
    ("logic_model.py", "levers"): "This option has no lever",
    ("deals.py", None): "No offer has been made on this option. Choose a rule under “Who pays what”, and offer it there.",
    ("realisation.py", None): "Nothing was decided yet: the promise shown is this version's own cash.",
    ("opportunities.py", None): "Nobody has raised an opportunity yet.",
    ("meetings.py", None): "No ask has been written down: prepare the meeting on Decide.",
    ("evidence.py", "known"): "There is no study on any of the three outcomes",
    ("evidence.py", "agreed"): "No partner has said beforehand what would convince it. Agree it before results are in.",
    ("evidence.py", "observed"): "Nothing was observed of this outcome.",
    ("unit_costs.py", None): "No unit costs are held yet: bring the Greater Manchester workbook as it was published.",
    ("activity.py", "comments"): "Nobody has commented yet. Comments are written under figures, on the pages that show them.",
    ("versions.py", None): "There is only one version so far",
}
CLOSED_TO_VIEWERS = ("data.py", "activity.py", "links.py", "people.py")
each_view = pytest.mark.parametrize(("page", "view"), EVERY_VIEW, ids=str)


def asked_for(view: str | None) -> dict[str, str]:
    return {"programme": BARE} | ({} if view is None else {"view": view})


def test_every_page_and_view_named_here_is_there() -> None:
    assert set(SAYS) <= set(EVERY_VIEW)
    for page, views in VIEWS.items():
        source = (PAGES / page).read_text(encoding="utf-8")
        assert [view for view in views if f'"{view}"' not in source] == []


@each_view
def test_a_programme_with_few_tables_is_shown_and_what_is_missing_is_said(look: Opener, page: str, view: str | None) -> None:
    shown = look("two", page, person=LEAD_ANALYST, **asked_for(view))
    assert len(shown.title) == 1
    assert [error.value for error in shown.error] == []
    assert SAYS.get((page, view), "") in texts(shown)


@each_view
def test_a_viewer_sees_the_agreed_view_or_why_not_and_who_can_give_more(look: Opener, page: str, view: str | None) -> None:
    shown = look("two", page, person=VIEWER, **asked_for(view))
    assert len(shown.title) == 1
    assert [error.value for error in shown.error] == []
    if page in CLOSED_TO_VIEWERS:
        assert "so this page is not shown. An administrator can change that." in texts(shown)
        assert buttons(shown) == []
    assert shown.button(key="search")  # which leads on from anywhere, as the menu does


@pytest.mark.parametrize("page", [place.file for place in built()])
def test_somebody_with_no_access_reads_whom_to_ask(look: Opener, page: str) -> None:
    shown = look("two", page, person=NOBODY)
    assert len(shown.title) == 1
    assert [error.value for error in shown.error] == []
    told = texts(shown)
    assert "Ask an administrator of your partnership" in told or page in {"account.py", "terms.py", "accessibility.py"}
    assert "Integrated case" not in told
