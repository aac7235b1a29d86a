"""Where to grow: places, sizes and the gate, with the sample and with programmes that have no places or no gate."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.charts.formats import exact_money
from core.engine.gate import GateSignal
from core.reports.scale import gate, low_hanging_fruit, options_with_places, sized
from core.store.folders import read_folder
from tests.case_files import CASES
from tests.core.reports.read_versions import appraised
from tests.pages.conftest import Opener, keep, seen, texts
from tests.pages.test_how_sure import headings, rules_only, table

SAMPLE = {"programme": "cbt_probation"}
WAYS = ("Never going on", "Going on whatever is learnt", "Going on only if it pays", "Value of being able to stop")


def ways(page: AppTest) -> pd.Series:
    """What the table says each way of going on returns."""
    return table(page, "Way").set_index("Way")["Net public value"]


def enter(page: AppTest, **signals: float | None) -> AppTest:
    """Enter what may be learnt by the gate, one box after another."""
    for name, percent in signals.items():
        seen(page.number_input(key=f"gate-{name}-cbt_probation").set_value(percent).run())
    return page


@pytest.mark.parametrize("option_id", ["ten_boroughs", "boroughs_then_rules"])
def test_the_page_adds_the_places_of_the_option_chosen(look: Opener, option_id: str) -> None:
    page = look("sample", "grow.py", option=option_id, **SAMPLE)
    picker = page.selectbox(key="place-option-cbt_probation")
    assert picker.value == option_id
    assert picker.options == list(options_with_places(appraised("sample")).values())
    fruit = low_hanging_fruit(appraised("sample"), sized(appraised("sample"), option_id))
    shown = table(page, "Place")
    assert shown.Place.tolist() == fruit.site.tolist()
    assert shown["Adds to net public value"].tolist() == fruit.marginal_npsv_gbp.map(exact_money).tolist()
    sizes = table(page, "Order")
    assert sizes.Order.value_counts().to_dict() == {"Best first": 10, "In roll-out order": 10}
    whole = appraised("sample").option(option_id).expected.measures.npsv_gbp
    assert set(sizes["Net public value"][sizes.Places == "10"]) == {exact_money(whole)}
    assert len(table(page, "On average")) == 10


def test_another_option_shows_its_own_places(look: Opener) -> None:
    page = look("sample", "grow.py", **SAMPLE)
    before = table(page, "Order")
    seen(page.selectbox(key="place-option-cbt_probation").select("boroughs_then_rules").run())
    assert not table(page, "Order").equals(before)


def test_without_signals_deciding_at_the_gate_is_worth_nothing(look: Opener) -> None:
    page = look("sample", "grow.py", **SAMPLE)
    value = gate(appraised("sample"), "boroughs_then_rules")
    own = (value.stop_npsv_gbp, value.committed_npsv_gbp, value.committed_npsv_gbp, 0.0)
    assert ways(page).to_dict() == dict(zip(WAYS, map(exact_money, own), strict=True))
    assert set(table(page, "Going on")["Going on"]) == {"committed"}
    assert "Going up now, without scaling out first, returns £" in texts(page)


def test_signals_that_partners_enter_change_the_gated_value_and_are_kept_nowhere(app: Opener) -> None:
    page = app("sample", "grow.py", **SAMPLE)
    before = ways(page)
    enter(page, good=60.0, high=90.0)
    assert ways(page).equals(before)  # not before all three are there
    enter(page, low=0.0)
    value = gate(appraised("sample"), "boroughs_then_rules", (GateSignal(0.6, 0.9), GateSignal(0.4, 0.0)))
    own = (value.stop_npsv_gbp, value.committed_npsv_gbp, value.gated_npsv_gbp, value.stopping_gbp)
    assert ways(page).to_dict() == dict(zip(WAYS, map(exact_money, own), strict=True))
    assert not ways(page).equals(before)
    assert set(table(page, "Going on")["Going on"]) == {"committed", "gated"}
    assert "stop" in texts(page)
    enter(page, good=None)
    assert ways(page).equals(before)
    assert not {"good", "high", "low"} & set(page.query_params)


@pytest.mark.parametrize(("good", "high", "low"), [(0.0, 0.0, 0.0), (100.0, 100.0, 0.0), (100.0, 0.0, 100.0)])
def test_signals_at_the_ends_of_what_may_be_entered_are_taken(app: Opener, good: float, high: float, low: float) -> None:
    page = enter(app("sample", "grow.py", **SAMPLE), good=good, high=high, low=low)
    value = gate(
        appraised("sample"),
        "boroughs_then_rules",
        (GateSignal(good / 100, high / 100), GateSignal(1 - good / 100, low / 100)),
    )
    assert ways(page)["Going on only if it pays"] == exact_money(value.gated_npsv_gbp)


def test_without_levers_or_a_gate_the_page_shows_places_alone(app: Opener, home: Path) -> None:
    keep(home, read_folder(CASES / "one_hospital"))
    page = app(None, "grow.py")
    assert table(page, "Order")["New steps of cash"].tolist() == ["0", "0", "1", "0"] * 2
    assert "Scale out, then decide whether to scale up" not in headings(page)
    assert "first step" in texts(page) or "step" in texts(page)
    assert not page.number_input


def test_without_places_the_page_says_that_there_is_nothing_to_grow(app: Opener, home: Path) -> None:
    keep(home, rules_only())
    page = app(None, "grow.py")
    assert "No option of this programme reaches two places or more" in texts(page)
    assert not page.table
    assert len(page.title) == 1


def test_with_one_place_there_is_nothing_to_grow_either(app: Opener, home: Path) -> None:
    files = dict(read_folder(CASES / "one_hospital"))
    files["option_sites.csv"] = b"\r\n".join(files["option_sites.csv"].split(b"\r\n")[:2]) + b"\r\n"
    keep(home, files)
    page = app(None, "grow.py")
    assert "No option of this programme reaches two places or more" in texts(page)
