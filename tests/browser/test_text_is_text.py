"""What people write is shown as text: on every page in a real browser, behind a shared link, and in every file one can take."""

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Dialog

from core.reports.activity import audit_checked
from core.store.database import open_database
from pages.shell.identity import COOKIE
from pages.shell.page_list import Place, address_of, built
from tests.browser.conftest import PageMaker
from tests.browser.harness.look import errors_shown, open_page, sideways_scroll, unfold
from tests.browser.harness.raw import hear, line
from tests.browser.harness.server import ROOT, Service, running
from tests.browser.harness.told_everywhere import PROGRAMME, WRITER, fill
from tests.signed_in import session_in

# What is left of each piece once it has been read as a format, told from the piece as it was written.
READ_AS_A_FORMAT = (r"(?<!\*\*)bold\b", r"(?<!:)red\[r", r"(?<!\$)x\^2", r"(?<!\[)l\]\(http", r"(?<!<)img src=x")
ALIVE = """() => [
  ...[...document.querySelectorAll('a[href]')].map(link => link.href).filter(to => !to.startsWith(location.origin)),
  ...[...document.querySelectorAll('img')].map(picture => picture.src)
    .filter(of => !of.startsWith(location.origin) && !/^(data|blob):/.test(of)),
  ...[...document.querySelectorAll('.katex, marquee, [onerror]')].map(found => found.outerHTML.slice(0, 80)),
]"""
CHOICES = {
    "data": ("view=history", "view=sources", "table=partners"),
    "decide": ("decision=1", "view=record", "view=meetings"),
    "meeting": ("meeting=1&screen=2", "meeting=1&screen=6"),
    "activity": ("view=comments", "view=audit"),
    "opportunities": ("opportunity=1",),
}
TEXTS = (".csv", ".md", ".txt", ".html", ".json")
EVERY = [(place, choice) for place in built() for choice in ("", *CHOICES.get(place.address, ()))]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, str]]:
    """A service of these tests' own with such words everywhere, and the address of a shared page."""
    home = tmp_path_factory.mktemp("told")
    token = fill(home)
    with running(ROOT / "app.py", home) as started:
        yield started, f"{started.address}/s/{token}"


@pytest.fixture(scope="module")
def service(kept: tuple[Service, str]) -> Service:
    """The service."""
    return kept[0]


@pytest.fixture(scope="module")
def cookie(service: Service) -> dict[str, str]:
    """Of the browser of the person who wrote it all."""
    return {"Cookie": f"{COOKIE}={session_in(service.home, WRITER)}"}


def fetched(address: str, cookie: dict[str, str]) -> str:
    """Fetch an address."""
    with urlopen(Request(address, headers=cookie), timeout=60) as answer:  # noqa: S310 - our own service
        return str(answer.read().decode("utf-8"))


SHOWN = ("summary.py", "decisions.py", "deals.py")


@pytest.mark.parametrize(
    ("place", "choice"),
    [pytest.param(*one, marks=[] if one[0].file in SHOWN and not one[1] else [pytest.mark.thorough]) for one in EVERY],
    ids=str,
)
def test_every_page_shows_it_as_it_was_written(service: Service, new_page: PageMaker, place: Place, choice: str) -> None:
    page = new_page(person=WRITER)
    spoken: list[str] = []

    def hear_out(dialog: Dialog) -> None:
        spoken.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", hear_out)
    open_page(page, f"{service.address}{address_of(place)}?programme={PROGRAMME}&{choice}")
    unfold(page)
    shown = page.locator('[data-testid="stApp"]').inner_text()
    assert [found for mark in READ_AS_A_FORMAT for found in re.findall(f".{{0,30}}(?:{mark}).{{0,30}}", shown)] == []
    assert page.evaluate(ALIVE) == []
    assert not spoken and not errors_shown(page)
    assert sideways_scroll(page) == 0


def test_the_words_are_there_to_be_seen(service: Service, cookie: dict[str, str]) -> None:
    pages = {place.address: hear(service.address, place.address, f"programme={PROGRAMME}", headers=cookie) for place in built()}
    told = {name for name, heard in pages.items() if heard.holds("evil")}
    assert {"", "data", "decide", "deal", "road", "opportunities", "activity", "versions", "links", "people"} <= told


def test_a_shared_page_shows_it_as_it_was_written(kept: tuple[Service, str]) -> None:
    tags: list[tuple[str, list[tuple[str, str | None]]]] = []
    words: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.append((tag, attrs))

        def handle_data(self, data: str) -> None:
            words.append(data)

    Reader(convert_charrefs=True).feed(fetched(kept[1], {}))
    assert {tag for tag, _ in tags}.isdisjoint({"img", "a", "script", "marquee", "iframe"})
    assert not [name for _, attributes in tags for name, _ in attributes if name.startswith("on")]
    assert "<img src=x onerror=alert(1)>" in " ".join(words)


def test_no_file_that_can_be_taken_holds_a_formula_or_a_tag(service: Service, cookie: dict[str, str]) -> None:
    seen = 0
    for place, choice in EVERY:
        with line(service.address, headers=cookie) as talk:
            files = talk.ask(place.address, f"programme={PROGRAMME}&{choice}").files
            texts = [(file, fetched(service.address + file, cookie)) for file in files if file.endswith(TEXTS)]
        seen += len(texts)
        for file, text in texts:
            if file.endswith(".csv"):
                assert [cell for row in csv.reader(io.StringIO(text)) for cell in row if _is_formula(cell)] == [], place
            if file.endswith(".html"):
                assert [tag for tag in ("<img", "<script", "<a ", "<b>Eve") if tag in text] == [], place
            if file.endswith(".md"):
                assert "[l](http" not in text and "<img" not in text.replace("\\<", ""), place
    assert seen > len(built())


def test_the_audit_holds_all_the_same(service: Service) -> None:
    db = open_database(service.home)
    assert audit_checked(db).is_whole
    db.close()


def _is_formula(cell: str) -> bool:
    if cell[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n"}:
        return False
    return re.fullmatch(r"[+-]?[\d,.]+(e[+-]?\d+)?%?", cell) is None
