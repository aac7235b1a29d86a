"""A download's address opens for the browser that has the page before it, and for no other, signed in or not."""

from playwright.sync_api import Page

from tests.browser.conftest import PageMaker
from tests.browser.harness.look import open_page, unfold
from tests.browser.harness.server import Service
from tests.people import LEAD_ANALYST, OTHER_ANALYST


def fetched(page: Page, address: str, method: str = "GET") -> int:
    """Ask for an address with the cookies of a page's browser; gives the status."""
    return page.context.request.fetch(address, method=method).status


def test_another_persons_download_address_opens_nothing(new_page: PageMaker, service: Service) -> None:
    theirs = new_page(person=LEAD_ANALYST)
    open_page(theirs, f"{service.address}/compare")
    unfold(theirs)
    with theirs.expect_download() as download:
        theirs.get_by_role("button", name="Download data").first.click()
    address = download.value.url
    assert "/media/" in address
    another = new_page(person=OTHER_ANALYST)
    open_page(another, f"{service.address}/words")
    nobodys = new_page(signed_in=False)
    assert (fetched(theirs, address), fetched(another, address), fetched(nobodys, address)) == (200, 403, 403)
    theirs.close()


def test_nobody_uploads_into_another_persons_page(new_page: PageMaker, service: Service) -> None:
    another = new_page(person=OTHER_ANALYST)
    open_page(another, f"{service.address}/words")
    upload = f"{service.address}/_stcore/upload_file/00000000-0000-4000-8000-000000000000/file"
    assert fetched(another, upload, "PUT") == 403
    assert fetched(new_page(signed_in=False), upload, "PUT") == 403
