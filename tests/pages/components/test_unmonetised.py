"""Effects without a price and risks as pages show them, beside the money."""

from pathlib import Path

import pytest

from tests.core.reports.priced_folder import CSV
from tests.core.reports.test_unmonetised import EFFECTS, RISKS
from tests.pages.conftest import Opener, keep, seen, texts
from tests.people import a_person

FILES = {f"{name}.csv": text.encode() for name, text in CSV.items()}
WITH_BOTH = {**FILES, "unmonetised.csv": EFFECTS.encode(), "risks.csv": RISKS.encode()}
TITLE = "Two effects have no price: one for the work, one against"


@pytest.mark.parametrize("page", ["summary.py", "options.py"])
def test_effects_without_a_price_stand_beside_the_money(app: Opener, home: Path, page: str) -> None:
    keep(home, WITH_BOTH)
    shown = app(None, page, programme="priced")
    assert TITLE in texts(shown)
    assert "Effects without a price stand beside the money and are in none of the figures." in texts(shown)


def test_an_effect_on_another_partner_is_counted_and_not_told(app: Opener, home: Path) -> None:
    keep(home, WITH_BOTH)
    shown = texts(app(None, programme="priced", person=a_person("analyst", "priced", "council")))
    assert TITLE in shown
    assert "1 of them fall on other partners and are counted, not listed." in shown
    assert "More noise" not in shown


def test_the_register_of_risks_stands_apart_from_the_ranges(app: Opener, home: Path) -> None:
    keep(home, WITH_BOTH)
    shown = texts(app(None, "uncertainty.py", programme="priced"))
    assert "Three risks, expected to cost £5" in shown
    assert "What could go wrong" in shown


def test_a_test_of_the_effect_is_worth_something_once_partners_say_how_exact_it_is(app: Opener, home: Path) -> None:
    keep(home, WITH_BOTH)
    shown = app(None, "uncertainty.py", programme="priced")
    assert "more than it costs" not in texts(shown)
    shown.number_input(key="test-error-priced-out").set_value(50_000.0).run()
    seen(shown.number_input(key="test-cost-priced-out").set_value(1.0).run())
    assert "No size of test is worth its cost; knowing the effect exactly would be worth £0" in texts(shown)
