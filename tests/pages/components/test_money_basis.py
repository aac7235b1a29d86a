"""One switch of money on every page with money, kept in the address; tests/browser keeps it from page to page."""

from pathlib import Path

import pytest

from tests.core.reports.priced_folder import CSV
from tests.pages.conftest import Opener, keep, seen, texts

FILES = {f"{name}.csv": text.encode() for name, text in CSV.items()}
WITH_MONEY = ("summary.py", "partners.py", "options.py", "uncertainty.py", "scale.py", "deals.py", "realisation.py")
YEARS = "4 financial years, 2026/27 to 2029/30"
SAID = {
    "present_value": f"Present value in 2026/27 prices, {YEARS}",
    "real": f"Real, 2026/27 prices, not discounted, {YEARS}",
    "money_of_the_day": f"Money of the day, not discounted, {YEARS}",
}


@pytest.mark.parametrize("page", WITH_MONEY)
@pytest.mark.parametrize("basis", list(SAID))
def test_a_page_says_in_which_money_and_over_which_years_its_totals_are(app: Opener, home: Path, page: str, basis: str) -> None:
    keep(home, FILES)
    shown = app(None, page, programme="priced", money=basis)
    assert SAID[basis if (page, basis) != ("realisation.py", "present_value") else "real"] in texts(shown)


def test_money_promised_in_a_year_is_never_discounted(app: Opener, home: Path) -> None:
    keep(home, FILES)
    assert SAID["real"] in texts(app(None, "deals.py", programme="priced"))


def test_the_money_that_is_chosen_stands_in_the_address(app: Opener, home: Path) -> None:
    keep(home, FILES)
    shown = app(None, "deals.py", programme="priced")
    (switch,) = [group for group in shown.button_group if group.label == "Money shown as"]
    seen(switch.set_value("money_of_the_day").run())
    assert shown.query_params["money"] == "money_of_the_day"
    assert "short from 2027/28, by £2,000" in texts(shown)
    assert "Most in 2029/30, by £6,121" in texts(shown)


def test_money_of_the_day_without_an_index_is_said_and_real_money_shown(app: Opener, home: Path) -> None:
    keep(home, {**{name: FILES[name] for name in FILES if name != "contributions.csv"}, "deflators.csv": b"year,index\n2026,100\n"})
    shown = app(None, "partners.py", programme="priced", money="money_of_the_day")
    assert "Money of the day cannot be shown: deflators.csv has no index for 2027" in texts(shown)
    assert SAID["real"] in texts(shown)


@pytest.mark.parametrize("basis", list(SAID))
def test_the_head_of_the_summary_and_the_meeting_are_in_the_money_that_is_chosen(app: Opener, home: Path, basis: str) -> None:
    """1,000 people x £200 less £100,000 in each of four years: £400,000 real, £412,161 of the day at 2% a year."""
    keep(home, FILES)
    said = {"present_value": "£380k", "real": "£400k", "money_of_the_day": "£412k"}
    shown = app(None, programme="priced", money=basis)
    assert said[basis] == {card.label: card.value for card in shown.metric}["Net cash"]
    for screen in ("1", "3", "4", "5", "6"):
        meeting = texts(app(None, "meetings.py", programme="priced", money=basis, screen=screen))
        if screen in ("3", "4", "5"):
            assert SAID[basis] in meeting, screen


def test_an_unknown_money_in_the_address_counts_as_none(app: Opener, home: Path) -> None:
    keep(home, FILES)
    assert SAID["present_value"] in texts(app(None, "partners.py", programme="priced", money="guilders"))
