"""The house as a browser meets it: every page opens, in every look, and nothing leaves this machine."""

import subprocess
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest

from pages.shell.page_list import Place, address_of, built
from tests.browser.conftest import HEIGHT_OF, WIDTHS, PageMaker
from tests.browser.harness.look import (
    axe_violations,
    charts_without_ink,
    errors_shown,
    open_page,
    save_picture,
    sideways_scroll,
    turn_to,
    wait_until_settled,
)
from tests.browser.harness.server import ROOT, Service, free_port, start_command

CHART = '[data-testid="stVegaLiteChart"]'
every_page = pytest.mark.parametrize("place", built(), ids=lambda place: place.title)


@pytest.mark.thorough  # the usual run looks at every page with everything unfolded
@every_page
def test_every_page_opens_at_its_address_and_asks_no_other_host(service: Service, new_page: PageMaker, place: Place) -> None:
    page = new_page()
    hosts: set[str | None] = set()
    refused: list[str] = []
    page.on(
        "request", lambda request: hosts.add(urlsplit(request.url).hostname) if request.url.startswith(("http", "ws")) else None
    )
    page.on("console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None)
    open_page(page, service.address + address_of(place))
    assert not errors_shown(page)
    assert page.locator("h1").count() == 1
    assert hosts == {"localhost"}
    assert not refused


@pytest.mark.thorough
@every_page
@pytest.mark.parametrize(("theme", "widths"), [("light", (390, 320)), ("dark", (1280, 390))])
def test_axe_finds_nothing_nothing_scrolls_sideways_and_charts_have_ink(
    service: Service, kept_page: PageMaker, place: Place, theme: str, widths: tuple[int, ...]
) -> None:
    page = kept_page(theme, widths[0], for_axe=True)
    turn_to(page, service.address + address_of(place))
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT_OF.get(width, 720)})
        wait_until_settled(page)
        save_picture(page, f"{place.file.removesuffix('.py')}-{theme}-{width}")
        assert sideways_scroll(page) == 0
        if page.locator(CHART).count():
            assert charts_without_ink(page) == []
        if width in WIDTHS:
            assert axe_violations(page) == []


@pytest.mark.parametrize(
    ("theme", "ground", "text"),
    [("light", "rgb(255, 255, 255)", "rgb(22, 33, 44)"), ("dark", "rgb(15, 23, 32)", "rgb(233, 238, 243)")],
)
def test_the_theme_follows_the_reader_and_headings_use_our_own_font(
    service: Service, new_page: PageMaker, theme: str, ground: str, text: str
) -> None:
    page = new_page(theme)
    open_page(page, service.address + address_of(built()[0]))
    style = "element => { const style = getComputedStyle(element); return [style.backgroundColor, style.color, style.fontFamily]; }"
    assert page.locator('[data-testid="stApp"]').evaluate(style)[0] == ground
    heading = page.locator("h1").evaluate(style)
    assert heading[1] == text
    assert heading[2].startswith('"Public Sans"')
    assert page.evaluate("() => document.fonts.ready.then(() => document.fonts.check('700 32px \"Public Sans\"'))")


def test_the_place_of_the_keyboard_is_outlined(service: Service, new_page: PageMaker) -> None:
    page = new_page()
    open_page(page, service.address + address_of(built()[0]))
    page.keyboard.press("Tab")
    outline = "() => { const style = getComputedStyle(document.activeElement); return [style.outlineStyle, style.outlineWidth]; }"
    assert page.evaluate(outline) == ["solid", "3px"]


def test_an_unknown_address_says_so_without_an_exception(service: Service, new_page: PageMaker) -> None:
    page = new_page()
    page.goto(service.address + "/no-such-page")
    page.get_by_text("Page not found").wait_for()
    wait_until_settled(page)
    assert not errors_shown(page)


@pytest.mark.parametrize(
    "address", ["/", "/api/ready", "/_stcore/health", "/app/static/icon.png", "/media/none", "/app/static/none"]
)
def test_every_answer_carries_the_headers(service: Service, address: str) -> None:
    headers = headers_of(service.address + address)
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "script-src 'self' 'sha256-" in policy and "unsafe-eval" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in headers


def headers_of(address: str) -> dict[str, str]:
    """Ask for an address and return the headers of the answer, whatever its status."""
    try:
        with urlopen(address, timeout=60) as answer:  # noqa: S310 - the address is our own service's
            return {name.title(): value for name, value in answer.headers.items()}
    except HTTPError as refusal:
        return {name.title(): value for name, value in refusal.headers.items()}


def test_a_request_by_another_name_is_refused(service: Service) -> None:
    with pytest.raises(HTTPError, match="403"):
        urlopen(Request(service.address + "/", headers={"Host": "scale.example"}), timeout=60)  # noqa: S310


@pytest.mark.parametrize(
    "address",
    ["0.0.0.0", *(pytest.param(one, marks=pytest.mark.thorough) for one in ("::", ""))],  # noqa: S104 - what it must refuse
)
def test_it_refuses_to_listen_beyond_this_machine(address: str) -> None:
    command = start_command(ROOT / "app.py", free_port(), "--server.address", address)
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)
    said = ended.stdout + ended.stderr
    assert ended.returncode == 1
    assert "Scale Case will not start on" in said and "To use it on this machine alone" in said
    assert "Traceback" not in said
