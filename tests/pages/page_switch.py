"""Going to a page in Streamlit's tester: by its address, which a page keeps whatever its file is called."""

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pages.shell.page_list import PLACES


def switch_to(page: AppTest, file: str) -> AppTest:
    """Let the next run open the page of a file, as `AppTest.switch_page` does for files called after their address."""
    (address,) = [place.address for place in PLACES if place.file == file]
    page._page_hash = calc_hash(address)
    return page
