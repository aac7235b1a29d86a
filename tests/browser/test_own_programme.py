"""A programme of one's own: brought, changed, undone, told apart from the sample; and names that are only ever text."""

from secrets import token_hex

import pytest
from playwright.sync_api import Locator, Page, expect

from core.reports.data.table_rows import zipped
from core.store.tables.folders import read_folder
from pages.shell.user_text import WORD_JOINER
from tests.browser.conftest import PageMaker
from tests.browser.harness.look import (
    errors_shown,
    follow,
    marks_of,
    marks_once,
    open_page,
    save_picture,
    sideways_scroll,
    unfold,
    wait_until_settled,
)
from tests.browser.harness.own_service import own_service
from tests.browser.harness.server import Service
from tests.case_files import CASES
from tests.pages.conftest import keep
from tests.pages.hostile import (
    BENEFIT,
    CENTRE,
    LONG_PARTNER,
    OPTION,
    OPTION_UP,
    PARTNER,
    PROGRAMME,
    QUESTION,
    SOURCE,
    hostile_files,
)

service = own_service  # what is saved here stays here

ONE = {name: data.decode() for name, data in read_folder(CASES / "one_hospital").items()}
# What a browser would hold if a name were more than text.
MADE_OF_NAMES = (
    *('a[href*="evil"]', 'a[href^="javascript"]', "img[src='x']", 'img[src*="evil"]'),
    *(".katex", "marquee", "script:not([src^='/app/'])", "h1 em", "h1 strong", "td em", "td strong", "del", "td code"),
)


def own_case(title: str) -> dict[str, str]:
    """The files of a programme that nobody has brought before."""
    named = ONE["programme.csv"].replace("return_to_work", f"brought_{token_hex(4)}").replace("Integrated case", title)
    return {**ONE, "programme.csv": named}


def figure_cards(page: Page) -> list[str]:
    return page.locator('[data-testid="stMetricValue"]').all_inner_texts()


def send(page: Page, files: dict[str, str]) -> None:
    """Put a zip of a case folder into the upload control."""
    page.locator('input[type="file"]').set_input_files({"name": "case.zip", "mimeType": "application/zip", "buffer": zipped(files)})
    expect(page.get_by_role("heading", name="What this would change")).to_be_visible()
    wait_until_settled(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def go_to(page: Page, name: str) -> None:
    """Follow a link of the menu, keeping the session."""
    follow(page, name)
    wait_until_settled(page)


def test_a_folder_is_brought_changed_and_undone_and_stands_beside_the_sample(service: Service, new_page: PageMaker) -> None:
    page, title = new_page(), f"Integrated case {token_hex(4)}"
    case = own_case(title)
    dearer = {**case, "costs.csv": case["costs.csv"].replace("200000", "300000")}
    open_page(page, f"{service.address}/?programme=cbt_probation")
    sample = figure_cards(page)
    open_page(page, f"{service.address}/data?programme=cbt_probation&view=add")
    send(page, case)
    expect(page.get_by_text("A new programme:")).to_be_visible()
    press(page, "Save as a new version")
    expect(page.get_by_text(f"Saved {title} as version 1")).to_be_visible()

    go_to(page, "Summary")
    expect(page.locator("h1")).to_have_text(title)
    first, marks = figure_cards(page), marks_of(page)
    assert first != sample

    go_to(page, "Data")
    send(page, dearer)
    effect = page.get_by_role("row").filter(has_text="Scale out").filter(has_text="\u2212\u2060£1.8m")
    expect(effect.first).to_be_visible()
    save_picture(page, "effect-before-saving")
    press(page, "Save as a new version")
    expect(page.get_by_text(f"Saved {title} as version 2: costs.")).to_be_visible()
    go_to(page, "Summary")
    assert figure_cards(page) != first
    marks_once(page, lambda drawn: drawn != marks)

    go_to(page, "Data")
    page.get_by_role("radio", name="History").click()
    press(page, "Undo version 2")
    expect(page.get_by_text("brought version 1 back")).to_be_visible()
    go_to(page, "Summary")
    assert figure_cards(page) == first
    marks_once(page, lambda drawn: drawn == marks)

    pick(page, page.get_by_role("combobox", name="Programme"), "Thinking skills on probation (sample)")
    expect(page.locator("h1")).to_have_text("Thinking skills on probation")
    wait_until_settled(page)
    assert figure_cards(page) == sample


def pick(page: Page, picker: Locator, title: str) -> None:
    """Choose from a list by its title."""
    picker.click()
    page.get_by_role("option", name=title, exact=True).click()


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/", (PROGRAMME, QUESTION, PARTNER)),
        ("/who", (PARTNER, LONG_PARTNER, BENEFIT, CENTRE, SOURCE)),
        ("/compare", (OPTION, OPTION_UP, BENEFIT, SOURCE)),
        ("/data", (PROGRAMME,)),
    ],
)
def test_names_that_try_to_be_more_are_shown_as_text(
    service: Service, new_page: PageMaker, address: str, names: tuple[str, ...]
) -> None:
    keep(service.log.parent, hostile_files())
    page = new_page("light", 390)
    page.on("dialog", lambda dialog: pytest.fail(f"A name ran as a script: {dialog.message}"))
    open_page(page, f"{service.address}{address}?programme=hostile")
    unfold(page)
    assert not errors_shown(page)
    main = page.locator('[data-testid="stMain"]')
    text = " ".join(main.inner_text().replace(WORD_JOINER, "").split())
    assert [name for name in names if name not in text] == []
    assert [made for made in MADE_OF_NAMES if main.locator(made).count()] == []
    assert sideways_scroll(page) == 0
    save_picture(page, f"hostile{address.replace('/', '-')}")
