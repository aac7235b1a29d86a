"""Where to grow: places, sizes and the gate, with the sample and with programmes that have no places or no gate."""

from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.charts.kit.formats import exact_money
from core.reports.scale import gate, low_hanging_fruit, options_with_places, signals_of, sized
from core.store.tables.folders import read_folder
from tests.case_files import CASES
from tests.core.reports.read_versions import appraised, files_of
from tests.pages.conftest import Opener, keep, seen, texts
from tests.pages.test_uncertainty_page import headings, rules_only, table

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
    page = look("sample", "scale.py", option=option_id, **SAMPLE)
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
    page = look("sample", "scale.py", **SAMPLE)
    before = table(page, "Order")
    seen(page.selectbox(key="place-option-cbt_probation").select("boroughs_then_rules").run())
    assert not table(page, "Order").equals(before)


def test_without_signals_deciding_at_the_gate_is_worth_nothing(look: Opener) -> None:
    page = look("sample", "scale.py", **SAMPLE)
    value = gate(appraised("sample"), "boroughs_then_rules")
    own = (value.stop_npsv_gbp, value.committed_npsv_gbp, value.committed_npsv_gbp, 0.0)
    assert ways(page).to_dict() == dict(zip(WAYS, map(exact_money, own), strict=True))
    assert set(table(page, "Going on")["Going on"]) == {"committed"}
    assert "The same option with its gate in year 0 brings a net public value of" in texts(page)


def test_signals_that_partners_enter_change_the_gated_value_and_are_kept_nowhere(app: Opener) -> None:
    page = app("sample", "scale.py", **SAMPLE)
    before, as_entered = ways(page), gate(appraised("sample"), "boroughs_then_rules")
    p = as_entered.p_entered
    assert p is not None
    enter(page, good=20.0)
    assert ways(page).equals(before)  # not before both are there
    high = round(100 * min(1.0, p * 1.5))
    enter(page, high=float(high))
    value = gate(appraised("sample"), "boroughs_then_rules", signals_of(as_entered, 0.2, high / 100))
    own = (value.stop_npsv_gbp, value.committed_npsv_gbp, value.gated_npsv_gbp, value.stopping_gbp)
    assert ways(page).to_dict() == dict(zip(WAYS, map(exact_money, own), strict=True))
    assert set(table(page, "Going on")["Going on"]) == {"committed", "gated"}
    assert "Bad news then comes in 80% of cases" in texts(page)
    enter(page, good=None)
    assert ways(page).equals(before)
    assert not {"good", "high"} & set(page.query_params)


@pytest.mark.parametrize(
    ("good", "high", "said"), [(0.0, 0.0, "teaches nothing"), (100.0, 100.0, "teaches nothing"), (99.0, 0.0, "leaves bad news")]
)
def test_news_that_does_not_say_what_is_entered_is_refused_in_a_sentence(app: Opener, good: float, high: float, said: str) -> None:
    before = ways(page := app("sample", "scale.py", **SAMPLE))
    page.number_input(key="gate-good-cbt_probation").set_value(good).run()
    page.number_input(key="gate-high-cbt_probation").set_value(high).run()
    assert said in page.error[0].value
    assert ways(page).equals(before)


def test_causes_of_lost_effect_are_shown_with_what_they_multiply_to(app: Opener, home: Path) -> None:
    files = dict(files_of("sample"))
    options = pd.read_csv(BytesIO(files["options.csv"]), dtype=str)
    kept = options.drop(columns=["scale_penalty", "scale_penalty_low", "scale_penalty_high"])
    files["options.csv"] = kept.to_csv(index=False).encode()
    files["scale_causes.csv"] = (
        b"option_id,cause,lost,lost_low,lost_high,evidence\n"
        b"ten_boroughs,dose,0.25,0.1,0.3,Session records\nten_boroughs,context,0.2,,,\n"
    )
    keep(home, files)
    page = app(None, "scale.py", option="ten_boroughs")
    assert "Beyond the prototype 40% of the effect is lost: 25% because people get less of it and 20%" in texts(page)
    shown = table(page, "Because")
    assert shown["Range"].tolist() == ["10% to 30%", "no range given"]
    assert shown["What shows it"].tolist() == ["Session records", "nothing recorded"]


def test_without_levers_or_a_gate_the_page_shows_places_alone(app: Opener, home: Path) -> None:
    keep(home, read_folder(CASES / "one_hospital"))
    page = app(None, "scale.py")
    assert table(page, "Order")["New steps of cash"].tolist() == ["0", "0", "1", "0"] * 2
    assert "Scale out, then decide whether to scale up" not in headings(page)
    assert "first step" in texts(page) or "step" in texts(page)
    assert not page.number_input


def test_without_places_the_page_says_that_there_is_nothing_to_grow(app: Opener, home: Path) -> None:
    keep(home, rules_only())
    page = app(None, "scale.py")
    assert "No option of this programme reaches two places or more" in texts(page)
    assert not page.table
    assert len(page.title) == 1


def test_with_one_place_there_is_nothing_to_grow_either(app: Opener, home: Path) -> None:
    files = dict(read_folder(CASES / "one_hospital"))
    files["option_sites.csv"] = b"\r\n".join(files["option_sites.csv"].split(b"\r\n")[:2]) + b"\r\n"
    keep(home, files)
    page = app(None, "scale.py")
    assert "No option of this programme reaches two places or more" in texts(page)
