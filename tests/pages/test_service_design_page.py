"""The service design, as the people meet it who arrange it and who decide on it."""

import re
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from core.actions.programmes import replace_tables
from core.reports.appraisals import load_version
from core.reports.service_design import heading_changed
from core.store.database import open_database
from tests.pages.conftest import NOON, Opener, seen, texts
from tests.people import ANALYST, BOARD, OTHER_ANALYST, VIEWER, a_person

SAMPLE = "cbt_probation"
PRISONS = a_person("analyst", SAMPLE, "hmpps")


def cells(page: AppTest) -> str:
    return " ".join(table.value.to_csv() for table in page.table).replace("\\", "")


def field(page: AppTest, kind: str, label: str) -> Any:
    return next(each for each in getattr(page, kind) if each.label == label)


def save(page: AppTest) -> AppTest:
    next(button for button in page.button if button.label == "Save the heading").click()
    return seen(page.run())


def pick(page: AppTest, heading: str) -> AppTest:
    field(page, "selectbox", "Heading").set_value(heading)
    return seen(page.run())


def kept(home: Path, heading: str, option_id: str = "ten_boroughs") -> Any:
    db = open_database(home)
    case = load_version(db, SAMPLE).case
    db.close()
    return next(row for row in case.service_design if (row.option_id, row.heading) == (option_id, heading))


def change_meanwhile(home: Path, heading: str, arrangement: str) -> None:
    """Another person saves another arrangement of a heading."""
    db = open_database(home)
    now = load_version(db, SAMPLE)
    table = heading_changed(now.tables, "ten_boroughs", heading, {"arrangement": arrangement}).table
    replace_tables(db, SAMPLE, {table.name: table}, read_version=now.version.number, by=OTHER_ANALYST, at=NOON, what=arrangement)
    db.close()


def test_the_page_lists_eleven_headings_with_what_each_costs(app: Opener) -> None:
    page = app(page="service_design.py")
    assert "4 of 11 headings are settled" in texts(page)
    table = page.table[0].value
    assert len(table) == 11
    assert re.search(r"Facilitator teams, £\d+,\d+,\d+", cells(page))
    assert "Not needed: One provider under contract" in cells(page)


def test_a_heading_nobody_has_spoken_of_is_a_gap(look: Opener) -> None:
    page = look(page="service_design.py", option="new_rules")
    assert "5 are not said" in texts(page)
    assert "Estates: nobody has said how it is arranged, or why it is not needed." in texts(page)
    assert page.table[0].value["Stands"].tolist().count("Missing") == 5


def test_what_closes_is_tied_to_the_cash_it_releases_and_to_what_runs_double(look: Opener) -> None:
    page = look(page="service_design.py", view="leaving")
    assert "A landing at the city prison closes" in cells(page)
    assert "City local prison" in cells(page)
    assert "Old referral route kept open" in cells(page)


def test_the_forms_say_what_they_take_and_who_pays(look: Opener) -> None:
    told = cells(look(page="service_design.py", view="forms", option="boroughs_then_rules"))
    assert re.search(r"Training and set-up of a borough, £\d+,\d+ once", told)
    assert "Greater Manchester Combined Authority 60%, The ten councils (together) 40%" in told
    assert "terms protected" in told


def test_the_outcomes_of_options_stand_side_by_side(look: Opener) -> None:
    page = look(page="service_design.py", view="outcomes")
    assert "The options work for the same outcomes" in texts(page)
    assert page.table[0].value["Like or unlike"].tolist() == ["like"] * 7


def test_an_analyst_changes_a_heading_and_that_makes_a_version(app: Opener, home: Path) -> None:
    page = pick(app(page="service_design.py", person=ANALYST), "it")
    field(page, "text_area", "Arrangement").set_value("One form for everybody")
    field(page, "selectbox", "Stands").set_value("agreed")
    page = save(page)
    assert "Saved as version 2: Information technology. No figure of the appraisal moves." in texts(page)
    assert "5 of 11 headings are settled" in texts(page)
    row = kept(home, "it")
    assert (row.arrangement, row.status, row.cost_id) == ("One form for everybody", "agreed", "so_it")


def test_an_analyst_speaks_first_of_a_heading(app: Opener, home: Path) -> None:
    page = pick(app(page="service_design.py", option="new_rules", person=ANALYST), "estates")
    field(page, "text_area", "Arrangement").set_value("Rooms that are there")
    assert "4 are not said" in texts(save(page))
    assert kept(home, "estates", "new_rules").arrangement == "Rooms that are there"


def test_not_needed_asks_why_and_what_was_typed_stays(app: Opener, home: Path) -> None:
    page = pick(app(page="service_design.py", person=ANALYST), "it")
    field(page, "selectbox", "Stands").set_value("not_needed")
    field(page, "text_area", "Arrangement").set_value("None at all")
    page = save(page)
    assert "Say why it is not needed" in texts(page)
    assert field(page, "text_area", "Arrangement").value == "None at all"
    assert kept(home, "it").status == "not_started"


def test_of_two_who_change_a_heading_the_second_is_told_who_was_first_and_keeps_what_was_typed(app: Opener, home: Path) -> None:
    page = pick(app(page="service_design.py", person=ANALYST), "it")
    change_meanwhile(home, "it", "Theirs.")
    field(page, "text_area", "Arrangement").set_value("Mine.")
    page = save(page)
    assert OTHER_ANALYST.name in texts(page)
    assert field(page, "text_area", "Arrangement").value == "Mine."
    assert kept(home, "it").arrangement == "Theirs."
    next(button for button in page.button if button.label == "Begin again from the latest").click()
    page = seen(page.run())
    assert field(page, "text_area", "Arrangement").value == "Theirs."
    field(page, "text_area", "Arrangement").set_value("Mine after all.")
    assert "Saved as version 3" in texts(save(page))


def test_what_somebody_else_saves_of_another_heading_is_in_nobodys_way(app: Opener, home: Path) -> None:
    page = pick(app(page="service_design.py", person=ANALYST), "it")
    change_meanwhile(home, "estates", "Theirs.")
    field(page, "text_area", "Arrangement").set_value("Mine.")
    assert "Saved as version 3" in texts(save(page))
    assert (kept(home, "it").arrangement, kept(home, "estates").arrangement) == ("Mine.", "Theirs.")


def test_a_partners_analyst_changes_its_own_headings_and_is_not_shown_the_others(app: Opener, home: Path) -> None:
    page = app(page="service_design.py", person=PRISONS)
    assert "another partner's, not shown" in cells(page)
    assert "Rooms in council buildings" not in cells(page)
    assert field(page, "selectbox", "Heading").options == ["Disinvestment", "Information technology"]
    page = pick(page, "it")
    field(page, "text_area", "Arrangement").set_value("One form")
    assert "Saved as version 2" in texts(save(page))
    assert kept(home, "it").owner_partner_id == "hmpps"


def test_the_board_sees_and_edits_nothing(app: Opener) -> None:
    page = app(page="service_design.py", person=BOARD)
    assert "Rooms in council buildings" in cells(page)
    assert "edited by analysts" in texts(page)
    assert "Save the heading" not in {button.label for button in page.button}


def test_a_viewer_sees_how_much_is_settled_and_no_row(app: Opener) -> None:
    page = app(page="service_design.py", person=VIEWER)
    assert "4 of 11 headings are settled" in texts(page)
    assert not page.table
    assert "are shown to those who see a partner's detail" in texts(page)
    assert app(page="service_design.py", view="outcomes", person=VIEWER).table


def test_what_the_check_refuses_is_said_by_the_name_of_the_heading(app: Opener) -> None:
    page = pick(app(page="service_design.py", person=ANALYST), "it")
    field(page, "text_area", "Arrangement").set_value("\x00")
    assert "Information technology, column arrangement" in texts(save(page))
