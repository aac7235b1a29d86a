"""What-ifs: they change the comparison, are saved nowhere, and go back with one button."""

import shutil
from pathlib import Path

import pandas as pd
from streamlit.testing.v1 import AppTest

from core.store.database import open_database
from core.store.tables.folders import read_folder
from core.store.tables.versions import every_version
from tests.case_files import CASES
from tests.pages.conftest import Opener, keep, seen, texts

BOXES = ("engagement", "retention", "scale_penalty", "p_adopted")


FINISHERS = ", of those who start, how many finish: 40%"


def comparison(page: AppTest) -> pd.DataFrame:
    """The table of every option on the same rows."""
    _, table = [table.value for table in page.table if "Measure" in table.value.columns]
    return table.map(lambda cell: cell.replace("\\", "")).set_index("Measure")


def box(page: AppTest, name: str, programme_id: str = "cbt_probation"):
    """One of the boxes of the what-if."""
    return page.number_input(key=f"whatif-{name}-{programme_id}")


def is_as_entered(page: AppTest) -> bool:
    return "As entered" in texts(page) and "What-if: not saved" not in texts(page)


def asked(page: AppTest, name: str) -> str | None:
    """What the address carries."""
    found = page.query_params.get(name)
    return found[0] if isinstance(found, list) else found


def test_a_lever_changes_the_comparison_and_reset_brings_it_back(app: Opener) -> None:
    page = app("sample", "options.py")
    before = comparison(page)
    assert is_as_entered(page)
    seen(box(page, "engagement").set_value(50).run())
    after = comparison(page)
    assert "What-if: not saved" in texts(page)
    assert "Changed: of those offered, how many start: 50%." in texts(page)
    changed = before.loc["Net public value, expected"] != after.loc["Net public value, expected"]
    assert changed.tolist() == [False, True, True, False, True]
    seen(next(button for button in page.button if button.label == "Reset to as entered").click().run())
    assert is_as_entered(page)
    assert comparison(page).equals(before)
    assert box(page, "engagement").value is None
    assert asked(page, "engagement") is None


def test_every_box_changes_a_figure(look: Opener) -> None:
    page = look("sample", "options.py")
    found = [comparison(page)]
    for name in BOXES:
        seen(box(page, name).set_value(90).run())
        assert asked(page, name) == "90"
        assert not comparison(page).equals(found[-1])
        found.append(comparison(page))


def test_years_places_and_cost_centres_change_figures_and_stand_in_the_address(look: Opener) -> None:
    page = look("sample", "options.py")
    before = comparison(page)
    seen(page.button_group(key="whatif-horizon-cbt_probation").set_value(20).run())
    longer = comparison(page)
    assert asked(page, "horizon") == "20"
    sites = page.multiselect(key="whatif-sites-cbt_probation")
    seen(sites.set_value(["salford", "oldham"]).run())
    fewer = comparison(page)
    assert fewer.loc["Places reached", "Offer it in all ten authorities"] == "2"
    assert asked(page, "sites") == "oldham|salford"
    seen(page.multiselect(key="whatif-centres-cbt_probation").set_value([]).run())
    closed = comparison(page)
    frames = [before, longer, fewer, closed]
    assert all(not one.equals(other) for number, one in enumerate(frames) for other in frames[:number])
    assert closed.loc["of which cash released"].tolist() != fewer.loc["of which cash released"].tolist()
    assert "20 years, 2 of 10 places, 0 of 7 cost centres" in texts(page)


def test_the_address_opens_the_same_what_if(app: Opener, home: Path, kept_homes: dict[str, Path]) -> None:
    page = app("sample", "options.py")
    seen(box(page, "engagement").set_value(55.5).run())
    seen(page.multiselect(key="whatif-centres-cbt_probation").set_value([]).run())
    seen(page.multiselect(key="whatif-sites-cbt_probation").set_value(["bury"]).run())
    carried = {name: asked(page, name) for name in page.query_params}
    again = app(None, "options.py", **carried)
    assert comparison(again).equals(comparison(page))
    assert box(again, "engagement").value == 55.5
    assert not is_as_entered(again)


def test_a_what_if_is_saved_nowhere(app: Opener, home: Path) -> None:
    page = app("sample", "options.py")
    seen(box(page, "engagement").set_value(5).run())
    db = open_database(home)
    assert len(every_version(db, "cbt_probation")) == 1
    db.close()
    assert is_as_entered(app(None, "options.py"))


def test_the_what_if_of_one_programme_is_not_put_upon_another(look: Opener) -> None:
    page = look("two", "options.py", programme="cbt_probation", engagement="5", horizon="30")
    assert box(page, "engagement").value == 5
    seen(page.selectbox(key="programme").select("return_to_work").run())
    assert is_as_entered(page)
    assert box(page, "engagement", "return_to_work").value is None


def test_a_place_whose_id_holds_a_full_stop_can_be_left_out_by_address(app: Opener, home: Path) -> None:
    files = {name: data.replace(b"S1,", b"St. Ann,") for name, data in read_folder(CASES / "one_hospital").items()}
    keep(home, files)
    page = app(None, "options.py")
    seen(page.multiselect(key="whatif-sites-return_to_work").set_value(["St. Ann", "S2"]).run())
    again = app(None, "options.py", **{name: asked(page, name) for name in page.query_params})
    assert sorted(again.multiselect(key="whatif-sites-return_to_work").value) == ["S2", "St. Ann"]
    assert comparison(again).equals(comparison(page))


def test_what_the_whole_horizon_shows_can_be_looked_at_as_cash_over_time(look: Opener) -> None:
    page = look("sample", "options.py")
    before = page.header[1].value
    seen(page.button_group(key="shown-cbt_probation").set_value("cash").run())
    assert page.header[1].value != before
    assert "ash" in page.header[1].value
    assert asked(page, "show") == "cash"


def test_a_horizon_of_its_own_is_among_the_years_to_choose(app: Opener, home: Path, kept_homes: dict[str, Path]) -> None:
    shutil.copytree(kept_homes["two"], home)
    page = app(None, "options.py", programme="return_to_work")
    assert page.button_group(key="whatif-horizon-return_to_work").options == ["5", "8", "10", "20", "30"]
    assert page.button_group(key="whatif-horizon-return_to_work").value == 8


def press(page: AppTest, label: str) -> AppTest:
    return seen(next(button for button in page.button if button.label == label).click().run())


def test_a_what_if_becomes_a_version_whose_figures_are_those_it_showed(app: Opener) -> None:
    page = app("sample", "options.py")
    seen(box(page, "engagement").set_value(50).run())
    shown = comparison(page).loc["Net public value, expected"].tolist()
    page = press(page, "Save as a new version")
    assert "as version 2: options" in texts(page)
    assert is_as_entered(page)
    assert comparison(page).loc["Net public value, expected"].tolist() == shown


def test_a_what_if_becomes_an_option_beside_the_others_which_stay(app: Opener) -> None:
    page = app("sample", "options.py")
    entered = comparison(page)
    seen(box(page, "retention").set_value(40).run())
    what_if = comparison(page)
    page = press(page, "Save as a new option")
    assert "Saved Thinking skills on probation as version 2" in texts(page)
    after = comparison(page).loc["Net public value, expected"]
    assert after.tolist()[: len(entered.columns)] == entered.loc["Net public value, expected"].tolist()
    (made,) = [title for title in after.index if title.replace("\\", "").endswith(FINISHERS)]
    assert after[made] == what_if.loc["Net public value, expected", made.replace("\\", "").removesuffix(FINISHERS)]


def test_what_holds_for_the_whole_programme_is_no_option_and_says_why(app: Opener) -> None:
    page = app("sample", "options.py", horizon="20")
    assert "Save as a new option" not in [button.label for button in page.button]
    assert "The years counted hold for every option" in texts(page)
    page = press(page, "Save as a new version")
    assert is_as_entered(page)
