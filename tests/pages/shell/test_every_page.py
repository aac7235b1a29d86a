"""Every page over a store with programmes, over one that is empty, and over one that is damaged."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.domain.scenario import Scenario
from core.reports.appraisals import appraise_loaded, load_version
from core.store.database import open_database
from core.store.tables.manifest import of_version
from pages.shell.page_list import built
from tests.new_store import copy_store
from tests.pages.conftest import Opener, seen, signed_in_before, texts
from tests.pages.page_switch import switch_to
from tests.people import LEAD_ANALYST
from tests.signed_in import session_in

OF_NO_PROGRAMME = {"drafts.py", "terms.py", "people.py", "account.py", "accessibility.py"}
WITH_FIGURES = [place.file for place in built() if place.file not in OF_NO_PROGRAMME]
NEED_A_PROGRAMME = [name for name in WITH_FIGURES if name != "data.py"]
each_page = pytest.mark.parametrize("page", [place.file for place in built()])


@each_page
def test_a_page_opens_under_one_title(look: Opener, page: str) -> None:
    shown = look("sample", page)
    assert len(shown.title) == 1
    assert not shown.error


def test_the_summary_shows_the_figures_of_the_appraisal(app: Opener, home: Path) -> None:
    shown = app()
    db = open_database(home)
    own = appraise_loaded(load_version(db, "cbt_probation"), Scenario()).option("ten_boroughs").expected.measures
    db.close()
    values = {metric.label: metric.value for metric in shown.metric}
    assert shown.title[0].value == "Thinking skills on probation"
    assert values["Cash to invest, 10 years"] == f"£{own.pv_public_cost_gbp / 1e6:.1f}m"
    assert values["Net public value"] == f"£{own.npsv_gbp / 1e6:.1f}m"
    assert own.payback_cash_years is None
    assert values["Cash pays back in"] == "not within 10 years"
    assert "Out of pocket in cash" in texts(shown)


def test_another_option_gives_other_figures(look: Opener) -> None:
    shown = look()
    before, notes = [metric.value for metric in shown.metric], [caption.value for caption in shown.caption][:4]
    seen(shown.selectbox(key="option-cbt_probation").select("new_rules").run())
    assert [metric.value for metric in shown.metric] != before
    assert [caption.value for caption in shown.caption][:4] != notes
    assert "It rests on others adopting 3 changes" in texts(shown)


def test_the_option_stays_chosen_from_page_to_page(look: Opener) -> None:
    shown = look()
    seen(shown.selectbox(key="option-cbt_probation").select("new_rules").run())
    switch_to(shown, "partners.py")
    assert seen(shown.run()).selectbox(key="option-cbt_probation").value == "new_rules"


def test_the_benefits_counted_change_the_title_of_the_ledger(look: Opener) -> None:
    shown = look("sample", "partners.py")
    before = shown.header[0].value
    seen(shown.button_group(key="counted-cbt_probation").set_value("all").run())
    assert shown.header[0].value != before


@pytest.mark.parametrize("page", NEED_A_PROGRAMME)
def test_without_a_programme_a_page_says_so_and_offers_two_ways_on(look: Opener, page: str) -> None:
    shown = look("empty", page)
    assert "No programme is held here yet." in texts(shown)
    assert [button.label for button in shown.button if button.key not in ("sign-out", "search")] == ["Load the sample programme"]


def test_without_a_programme_the_data_page_takes_files(look: Opener) -> None:
    shown = look("empty", "data.py")
    assert shown.file_uploader[0].label == "Workbook (xlsx), case folder (zip), tables (CSV) or an export (CSV, xlsx)"
    assert not shown.selectbox


def test_the_sample_is_one_button_away(app: Opener) -> None:
    shown = app("empty")
    seen(next(button for button in shown.button if button.label.startswith("Load the sample")).click().run())
    assert shown.title[0].value == "Thinking skills on probation"
    assert len(shown.metric) == 4


@pytest.fixture
def damaged(app: Opener, home: Path, kept_homes: dict[str, Path]) -> Path:
    """A store in which one file of the sample is gone."""
    copy_store(kept_homes["two"], home)
    signed_in_before[home] = session_in(home, LEAD_ANALYST)
    db = open_database(home)
    name = of_version(db, load_version(db, "cbt_probation").version.version_id)["benefits"].path
    db.close()
    (home / "evidence" / name).unlink()
    return home


@pytest.mark.parametrize("page", WITH_FIGURES)
def test_a_programme_whose_file_is_gone_is_said_to_be_damaged(damaged: Path, app: Opener, page: str) -> None:
    shown = app(None, page, programme="cbt_probation")
    assert "The table benefits is missing" in texts(shown)
    assert [error.icon for error in shown.error] == [":material/lock:", ":material/error:"], (
        "the store is only read, and why the page is not drawn"
    )


def test_beside_a_damaged_programme_another_can_still_be_read(damaged: Path, app: Opener) -> None:
    shown = app(None, "summary.py", programme="cbt_probation")
    seen(shown.selectbox(key="programme").select("return_to_work").run())
    assert shown.title[0].value == "Integrated case"
    assert [error.icon for error in shown.error] == [":material/lock:"]


@pytest.mark.parametrize("page", WITH_FIGURES)
def test_a_state_file_that_is_garbage_is_said_to_be_damaged(app: Opener, home: Path, page: str) -> None:
    home.mkdir()
    (home / "state.db").write_bytes(b"not a database at all" * 100)
    shown = app(None, page)
    assert "is damaged" in texts(shown)
    assert "restore the latest backup" in texts(shown)


def test_with_two_programmes_the_sample_is_not_the_first_to_be_seen(app: Opener) -> None:
    shown: AppTest = app("two")
    assert shown.title[0].value == "Integrated case"
    assert shown.selectbox(key="programme").options == ["Integrated case", "Thinking skills on probation (sample)"]


@pytest.mark.parametrize("view", ["tables", "sources", "add", "history"])
def test_each_view_of_the_data_page_opens(look: Opener, view: str) -> None:
    shown = look("sample", "data.py", view=view)
    told = {
        "tables": "Version 1 of **Thinking skills on probation** is made of 26 tables.",
        "sources": "Figures that no source gives",
        "add": "a whole case folder as a zip",
        "history": "",
    }
    assert told[view] in texts(shown)
    if view == "history":
        assert shown.table[0].value["What"].tolist() == ["Loaded the sample that comes with Scale Case"]


def test_an_address_that_asks_for_nonsense_shows_the_page_as_entered(look: Opener) -> None:
    asked = {"programme": "cbt_probation", "option": "none", "version": "99", "horizon": "-3", "engagement": "lots", "show": "?"}
    assert look("sample", "summary.py", **asked).title[0].value == "Thinking skills on probation"
    shown = look("sample", "options.py", **asked, retention="1e9")
    assert shown.button_group(key="whatif-horizon-cbt_probation").value == 10
    for name in ("engagement", "retention"):
        assert shown.number_input(key=f"whatif-{name}-cbt_probation").value is None
    assert look("sample", "summary.py", programme="none").title[0].value == "Thinking skills on probation"
