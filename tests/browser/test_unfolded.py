"""Every page with everything on it opened: each view, each fold, a prepared meeting, a decision, an offer and a comment."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from core.actions.comments import begin_thread
from core.actions.offers import make_offer
from core.actions.opportunities import raise_opportunity
from core.domain.comments import Anchor, On
from core.domain.offers import Offer, Rule
from core.domain.people import Person
from core.store.database import Database, open_database
from pages.shell.page_list import Place, address_of, built
from tests.browser.conftest import HEIGHT_OF, PageMaker
from tests.browser.harness.look import (
    axe_violations,
    charts_shown,
    charts_without_ink,
    errors_shown,
    save_picture,
    sideways_scroll,
    turn_to,
    unfold,
    wait_until_settled,
)
from tests.browser.harness.server import Service
from tests.core.decided import SAMPLE_ID, prepared_in, recorded_in
from tests.people import BOARD, LEAD_ANALYST
from tests.signed_in import session_for

# At 640 pixels a window of 1280 is enlarged to 200%; at 320 one of 640, or a small phone.
NARROW_WINDOWS = (640, 320)
EVERYTHING = Person(
    person_id="everything", sign_in_name="everything", name="Eve Everything", grants=(*LEAD_ANALYST.grants, *BOARD.grants)
)
LOOKS = [("light", 1280), ("dark", 390)]
# The usual run opens pages in the two looks in turn, and every page in both where it opens first or carries most charts.
IN_BOTH = {"summary.py", "partners.py", "options.py", "deals.py", "meetings.py", "organisation.py"}
EACH_IN_ITS_LOOK = [
    pytest.param(
        place,
        look,
        id=f"{place.title}-{look[0]} {look[1]}",
        marks=[] if place.file in IN_BOTH or number % 2 == turn else [pytest.mark.thorough],
    )
    for number, place in enumerate(built())
    for turn, look in enumerate(LOOKS)
]
# How many charts a page shows of the sample as it is first seen, at least.
CHARTS_OF = {"summary.py": 1, "partners.py": 5, "options.py": 1}
_HEADINGS = """() => [...document.querySelectorAll('[data-testid="stMain"] :is(h1, h2, h3, h4, h5, h6)')]
  .filter(heading => heading.offsetParent).map(heading => Number(heading.tagName[1]))"""
# Controls of the pages' own: those inside Streamlit's selectors, number boxes and grids are named by what they belong to.
_NAMES = """() => [...document.querySelectorAll('[data-testid="stMain"] :is([data-testid="stDownloadButton"] button, summary, ' +
    '[data-testid="stButton"] button, [data-testid="stPageLink"] a)')]
  .filter(control => control.offsetParent).map(control => control.getAttribute('aria-label') || control.innerText.trim())"""
# One of each for every comment, action or promise that is listed: what they belong to is read out just before them.
IN_LISTS = ("Reply", "Resolve", "Change", "Open again", "Write a comment", "Settle it under")


@pytest.fixture(scope="module")
def filled(service: Service) -> Iterator[Database]:
    """The service's store, in whose sample something of every kind is recorded."""
    db, now = open_database(service.home), datetime.now(UTC)
    session_for(db, BOARD)
    session_for(db, EVERYTHING)
    prepared_in(db)
    decision = recorded_in(db)
    make_offer(db, SAMPLE_ID, Offer(option_id="ten_boroughs", rule=Rule.proportional), version_number=1, by=BOARD, at=now)
    raise_opportunity(
        db, SAMPLE_ID, title="In custody", problem="Many are lost after release.", who_benefits="People before release.",
        partner_id="hmpps", by=BOARD, at=now,
    )  # fmt: skip
    about = Anchor(programme_id=SAMPLE_ID, kind=On.decision, id=str(decision.decision_id))
    begin_thread(db, about, f"Decision {decision.decision_id}", "Who signs?", by=BOARD, at=now)
    yield db
    db.close()


def views_of(page: Page) -> list[str]:
    """The choices of the page's "Show" control; one unnamed where it has none."""
    return page.locator('[data-testid="stButtonGroup"]').filter(has_text="Show").first.get_by_role("radio").all_inner_texts() or [
        ""
    ]


def show(page: Page, view: str) -> None:
    """Choose a view and open every fold in it."""
    if view:
        page.locator('[data-testid="stButtonGroup"]').filter(has_text="Show").first.get_by_text(view, exact=True).click()
        wait_until_settled(page)
    unfold(page)


def assert_headings_and_names_are_in_order(page: Page) -> None:
    levels = page.evaluate(_HEADINGS)
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels)), levels
    names = [name for name in page.evaluate(_NAMES) if not any(part in name for part in IN_LISTS)]
    assert all(names)
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize(("place", "look"), EACH_IN_ITS_LOOK)
def test_everything_on_a_page_can_be_read_by_everybody(
    service: Service, filled: Database, kept_page: PageMaker, place: Place, look: tuple[str, int]
) -> None:
    theme, width = look
    page = kept_page(theme, width, for_axe=True, person=EVERYTHING)
    turn_to(page, service.address + address_of(place) + f"?programme={SAMPLE_ID}")
    for number, view in enumerate(views_of(page)):
        if number and place.file in IN_BOTH and number % 2 != LOOKS.index(look):
            continue  # what is judged in both looks shows its other views in turns
        show(page, view)
        assert not errors_shown(page)
        assert_headings_and_names_are_in_order(page)
        save_picture(page, f"unfolded-{place.file.removesuffix('.py')}-{number}-{theme}-{width}")
        if number == 0 and place.file in CHARTS_OF:
            assert len(charts_shown(page)) >= CHARTS_OF[place.file]
            assert charts_without_ink(page) == []
        assert axe_violations(page) == []
        for narrow in NARROW_WINDOWS if number or width < NARROW_WINDOWS[0] else ():
            page.set_viewport_size({"width": narrow, "height": 720})
            wait_until_settled(page)
            assert sideways_scroll(page) == 0, (view, narrow)
        page.set_viewport_size({"width": width, "height": HEIGHT_OF[width]})
        assert sideways_scroll(page) == 0, (view, width)
