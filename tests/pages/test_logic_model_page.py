"""The logic model, as the people meet it who draw it up and who decide on it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.actions.programmes import replace_tables
from core.domain.case.logic_model import ModelVersion
from core.reports.appraisals import load_version
from core.reports.logic_model.edits import grid_frame, model_changed
from core.store import audit
from core.store.database import open_database
from core.store.tables.versions import every_version
from tests.pages.conftest import NOON, Opener, seen, texts
from tests.pages.grids import type_in_grid
from tests.people import ANALYST, BOARD, OTHER_ANALYST, VIEWER, a_person

SAMPLE, OUT = "cbt_probation", ModelVersion.scale_out
POLICE = a_person("analyst", SAMPLE, "gmp")


def cells(page: AppTest) -> str:
    return " ".join(table.value.to_csv() for table in page.table).replace("\\", "")


def labels(page: AppTest) -> set[str]:
    return {button.label for button in page.button}


def elements(home: Path, number: int | None = None) -> dict[str, str]:
    """Titles by name in the scale-out model, as kept."""
    db = open_database(home)
    case = load_version(db, SAMPLE, number).case
    db.close()
    return {row.element_id: row.title for row in case.logic_model if row.version is OUT}


def change_meanwhile(home: Path, title: str, version: ModelVersion = OUT) -> None:
    """Another person saves another title of the first element of a version of the model."""
    db = open_database(home)
    now = load_version(db, SAMPLE)
    frame = grid_frame(now.case, version)
    frame.loc[0, "title"] = title
    table = model_changed(now.tables, version, frame).table
    replace_tables(
        db, SAMPLE, {table.name: table}, read_version=now.version.number, by=OTHER_ANALYST, at=NOON, what=f"Called it {title}."
    )
    db.close()


def test_the_page_draws_the_model_and_says_where_it_breaks(look: Opener) -> None:
    page = look(page="logic_model.py", option="new_rules")
    assert "Scale up: 16 elements" in texts(page)
    assert "The chain breaks in one place" in texts(page)
    assert "More time in work, which no element stands for" in texts(page)
    assert "Chief officers of Greater Manchester Police" in cells(page)
    whole = look(page="logic_model.py", option="ten_boroughs")
    assert "nothing is loose" in texts(whole)


def test_two_versions_are_set_side_by_side_with_what_is_put_in(look: Opener) -> None:
    page = look(page="logic_model.py", view="versions")
    told = page.table[0].value["Change"].tolist()
    assert told.count("More") == 3
    assert "Different" in told
    page.selectbox(key="logic-after").set_value(ModelVersion.scale_up)
    assert {"New", "Gone", "Changed"} <= set(seen(page.run()).table[1].value["Change"])


@pytest.mark.parametrize(
    ("option_id", "title"),
    [
        ("new_rules", "12% of the benefit rests on what the partners can only influence"),
        ("ten_boroughs", "100% of the benefit rests on what they share with others, and none on influence alone"),
    ],
)
def test_what_the_benefit_rests_on_is_said_with_its_links(look: Opener, option_id: str, title: str) -> None:
    page = look(page="logic_model.py", view="control", option=option_id)
    assert title in texts(page)
    assert ("Presumption against the shortest sentences" in cells(page)) == (option_id == "new_rules")


def test_an_analyst_changes_adds_and_removes_elements_and_the_history_says_so(app: Opener, home: Path) -> None:
    page = app(page="logic_model.py", person=ANALYST)
    new = {"title": "Volunteer drivers", "stage": "input", "leads_to": ["groups"], "quantity": 5}
    page = type_in_grid(page, cells={0: {"title": "Teams of two"}}, added=[new], deleted=[3], press="Save the model")
    assert "Saved as version 2: 1 added, 1 changed and 1 removed" in texts(page)
    kept = elements(home)
    assert kept["staff"] == "Teams of two"
    assert kept["volunteer_drivers"] == "Volunteer drivers"
    assert "mentors" not in kept
    db = open_database(home)
    last = audit.entries(db, SAMPLE, most=1)[0]
    db.close()
    assert (last.by, last.action) == (ANALYST.name, "replace_tables")
    assert last.detail["what"] == "Changed the scale out version of the logic model: 1 added, 1 changed and 1 removed."


def test_what_is_wrong_is_said_by_row_and_what_was_typed_stays(app: Opener, home: Path) -> None:
    page = app(page="logic_model.py", person=ANALYST)
    page = type_in_grid(page, cells={0: {"quantity": -3}, 6: {"leads_to": ["groups"]}}, press="Save the model")
    assert 'Row 1 (Facilitator teams), column quantity: "-3": must be 0 or more.' in texts(page)
    page = type_in_grid(page, cells={6: {"leads_to": ["groups"]}}, press="Save the model")
    assert "the logic model goes round in a circle" in texts(page)
    db = open_database(home)
    assert [version.number for version in every_version(db, SAMPLE)] == [1]
    db.close()


def test_saving_without_typing_makes_no_version(app: Opener) -> None:
    page = app(page="logic_model.py", person=ANALYST)
    next(button for button in page.button if button.label == "Save the model").click()
    assert "Nothing was changed, so nothing was saved" in texts(seen(page.run()))


def test_of_two_who_edit_the_same_rows_the_second_is_told_who_was_first_and_keeps_what_was_typed(app: Opener, home: Path) -> None:
    page = app(page="logic_model.py", person=ANALYST)
    typed = {0: {"title": "Mine"}}
    page = type_in_grid(page, cells=typed)
    change_meanwhile(home, "Theirs")
    page = type_in_grid(page, cells=typed, press="Save the model")
    assert OTHER_ANALYST.name in texts(page)
    assert "Called it Theirs." in texts(page)
    assert "What you typed is kept here" in texts(page)
    assert elements(home)["staff"] == "Theirs"
    grid_id = page.dataframe[0].proto.id
    next(button for button in page.button if button.label == "Begin again from the latest").click()
    again = seen(page.run())
    assert again.dataframe[0].proto.id != grid_id
    assert "Theirs" in again.dataframe[0].value["title"].tolist()
    again = type_in_grid(again, cells=typed, press="Save the model")
    assert elements(home)["staff"] == "Mine"


def test_what_somebody_else_saves_in_another_version_of_the_model_is_in_nobodys_way(app: Opener, home: Path) -> None:
    page = app(page="logic_model.py", person=ANALYST)
    typed = {0: {"title": "Mine"}}
    page = type_in_grid(page, cells=typed)
    change_meanwhile(home, "Theirs", ModelVersion.prototype)
    page = type_in_grid(page, cells=typed, press="Save the model")
    assert "Saved as version 3" in texts(page)
    assert elements(home)["staff"] == "Mine"


def test_a_grid_nobody_typed_in_shows_what_somebody_else_saved(app: Opener, home: Path) -> None:
    page = app(page="logic_model.py", person=ANALYST)
    change_meanwhile(home, "Theirs")
    page = seen(page.run())
    assert "What you typed" not in texts(page)
    assert "Theirs" in page.dataframe[0].value["title"].tolist()


def lever_field(page: AppTest, kind: str, label: str):
    return next(field for field in getattr(page, kind) if field.label == label)


def test_levers_say_how_they_work_on_what_and_what_is_missing(look: Opener) -> None:
    page = look(page="logic_model.py", view="levers", option="new_rules")
    told = cells(page)
    assert "each case costs less to answer" in told
    assert "Sentences of under three months passed" in told
    assert "no root cause is said to drive this outcome" in texts(page)


def test_an_analyst_changes_what_is_said_of_a_lever_and_its_figures_stay(app: Opener, home: Path) -> None:
    page = app(page="logic_model.py", view="levers", option="new_rules", person=ANALYST)
    lever_field(page, "text_input", "Decided by").set_value("")
    lever_field(page, "selectbox", "Kind").set_value("public_behaviour")
    next(button for button in page.button if button.label == "Save the lever").click()
    page = seen(page.run())
    assert "Saved as version 2" in texts(page)
    assert "names nobody who decides" in texts(page)
    db = open_database(home)
    before, after = (load_version(db, SAMPLE, number).case.levers[0] for number in (1, 2))
    db.close()
    assert after.kind == "public_behaviour"
    assert after == before.model_copy(update={"kind": after.kind, "decided_by": None})


def test_the_board_sees_and_edits_nothing(app: Opener) -> None:
    for view in ("model", "levers"):
        page = app(page="logic_model.py", view=view, option="new_rules", person=BOARD)
        assert {"Save the model", "Save the lever"}.isdisjoint(labels(page))
        assert "edited by analysts" in texts(page)
        assert cells(page)


def test_a_partners_analyst_sees_the_partnerships_model_and_does_not_edit_it(app: Opener) -> None:
    page = app(page="logic_model.py", person=POLICE)
    assert "Save the model" not in labels(page)
    assert "an analyst of the whole partnership edits it" in texts(page)


def test_a_viewer_sees_the_shares_and_no_element(app: Opener) -> None:
    page = app(page="logic_model.py", view="control", option="new_rules", person=VIEWER)
    assert "12% of the benefit rests on" in texts(page)
    assert "Presumption" not in cells(page) + texts(page)
    assert "Save the model" not in labels(app(page="logic_model.py", person=VIEWER))


def test_an_older_version_is_shown_and_not_edited(app: Opener, home: Path) -> None:
    app(page="logic_model.py")
    change_meanwhile(home, "Theirs")
    page = app(page="logic_model.py", version="1")
    assert "Only the latest version is edited" in texts(page)


@pytest.mark.parametrize(("effect", "told"), [(0.0, "stays as it is"), (2.0, "changes by +£")])
def test_a_lever_is_added_without_money_or_with_and_its_effect_is_said(app: Opener, effect: float, told: str) -> None:
    page = app(page="logic_model.py", view="levers", option="new_rules", person=ANALYST)
    lever_field(page, "text_input", "Name of the lever").set_value("How offenders are spoken of")
    lever_field(page, "selectbox", "Kind of change").set_value("public_behaviour")
    lever_field(page, "number_input", "Effect when fully adopted, %").set_value(effect)
    next(button for button in page.button if button.label == "Add the lever").click()
    page = seen(page.run())
    assert "Saved as version 2: the lever How offenders are spoken of." in texts(page)
    assert told in texts(page)
    assert ("no money is put to it" in cells(page)) == (effect == 0)
    assert "How offenders are spoken of has no owner" in texts(page)


def test_a_lever_without_a_name_is_refused_in_a_sentence(app: Opener) -> None:
    page = app(page="logic_model.py", view="levers", option="new_rules", person=ANALYST)
    next(button for button in page.button if button.label == "Add the lever").click()
    assert "The new lever, column title" in texts(seen(page.run()))
