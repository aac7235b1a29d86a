"""A programme is started in the browser from nothing but facts, kept with every answer, and saved as version 1."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from core.actions.drafts import begin_draft, change_draft, turn_to_step
from core.domain.drafts import Change, Draft, PutCell
from core.reports.appraisals import load_version
from core.reports.drafts.library import find_unit_costs
from core.reports.drafts.new_rows import EVERYWHERE, new_benefit, new_cost, new_partner, new_places
from core.store.database import open_database
from core.store.drafts import of_person
from tests.pages.conftest import NOON, Opener, buttons, seen, texts
from tests.people import ANALYST, LEAD_ANALYST, OTHER_ANALYST, VIEWER, a_person


def drafts_of(home: Path, person=LEAD_ANALYST) -> tuple[Draft, ...]:
    db = open_database(home)
    found = of_person(db, person.person_id)
    db.close()
    return found


def a_draft(home: Path, *, with_costs: bool = True, step: int = 1, person=LEAD_ANALYST) -> Draft:
    """Write a small programme down: two partners, two places, a benefit and a cost."""
    db = open_database(home)
    draft = begin_draft(db, by=person, at=NOON)

    def say(*changes: Change) -> None:
        nonlocal draft
        draft = change_draft(db, draft.draft_id, changes, by=person, at=NOON)

    say(PutCell("programme", (), "title", "Warm homes"))
    for name in ("NHS Derbyshire", "Derby City Council"):
        say(*new_partner(draft, name))
    say(*new_places(draft, [("Derby", "40"), ("Amber Valley", "25")]))
    say(*new_benefit(draft, find_unit_costs("A&E", 2026)[0].unit))
    say(PutCell("effects", (draft.of("effects")[0]["outcome_id"],), "impact", "0.5"))
    if with_costs:
        say(*new_cost(draft, EVERYWHERE, "Support workers", "600", "per_person"))
    turn_to_step(db, draft.draft_id, step, by=person, at=NOON)
    db.close()
    return draft


def box(page: AppTest, label: str):
    (found,) = [field for field in page.text_input if field.label == label]
    return found


def press(page: AppTest, label: str) -> AppTest:
    (button,) = [button for button in page.button if button.label.split(":gray")[0] == label]
    return seen(button.click().run())


def test_a_programme_is_begun_and_every_answer_is_kept(app: Opener, home: Path) -> None:
    page = press(app("sample", "drafts.py"), "Begin a new programme")
    seen(box(page, "What is the work called?").set_value("Housing First in GM").run())
    page = press(page, "Next: Who and where")
    box(page, "Add a partner").set_value("NHS Greater Manchester")
    page = press(page, "Add partner")
    (draft,) = drafts_of(home)
    assert draft.of("programme")[0]["title"] == draft.title == "Housing First in GM"
    assert draft.of("partners") == [
        {"partner_id": "nhs_greater_manchester", "title": "NHS Greater Manchester", "kind": "nhs", "level": "local"}
    ]
    assert draft.step == 2
    again = app(None, "drafts.py", draft=str(draft.draft_id))
    assert box(again, "Partner").value == "NHS Greater Manchester"


def test_every_step_is_drawn_and_says_what_it_comes_to(app: Opener, home: Path) -> None:
    app("sample")
    draft = a_draft(home)
    page = app(None, "drafts.py", draft=str(draft.draft_id))
    for step in range(1, 9):
        assert "So far" in texts(page)
        assert "65 people a year" in texts(page)
        (bar,) = [control for control in page.segmented_control if control.label == "Step"]
        if step < 8:
            page = seen(bar.set_value(step + 1).run())


def test_a_box_keeps_what_cannot_be_read_and_says_what_to_write(app: Opener, home: Path) -> None:
    app("sample")
    draft = a_draft(home, step=4)
    page = app(None, "drafts.py", draft=str(draft.draft_id))
    seen(box(page, "How much").set_value("a lot").run())
    assert "“a lot” is no number" in texts(page)
    (kept,) = drafts_of(home)
    assert kept.of("costs")[0]["amount_gbp"] == "a lot"
    seen(box(page, "How much").set_value("1.2m").run())
    assert box(page, "How much").value == "£1,200,000"
    assert drafts_of(home)[0].of("costs")[0]["amount_gbp"] == "1200000"


def test_a_second_payer_is_asked_for_a_share_and_the_rest_is_given_in_one_press(app: Opener, home: Path) -> None:
    app("sample")
    page = app(None, "drafts.py", draft=str(a_draft(home, step=4).draft_id))
    (who,) = [field for field in page.multiselect if field.label == "Who pays?"]
    seen(who.set_value(["nhs_derbyshire", "derby_city_council"]).run())
    seen(box(page, "NHS Derbyshire: share").set_value("60").run())
    assert "60% is placed, 40% is still to be placed" in texts(page)
    press(page, "Give the rest to Derby City Council")
    shares = {row["partner_id"]: row["pay_share"] for row in drafts_of(home)[0].of("cost_shares")}
    assert shares == {"nhs_derbyshire": "0.6", "derby_city_council": "0.4"}


def test_a_whole_draft_is_saved_as_version_1_of_a_programme_of_its_own(app: Opener, home: Path) -> None:
    app("sample")
    page = app(None, "drafts.py", draft=str(a_draft(home, step=8).draft_id))
    page = press(page, "Save the programme")
    assert "Saved Warm homes as version 1" in texts(page)
    assert not drafts_of(home)
    db = open_database(home)
    assert load_version(db, "warm_homes").case.programme.title == "Warm homes"
    db.close()


def test_a_draft_that_is_not_whole_says_what_is_missing_and_cannot_be_saved(app: Opener, home: Path) -> None:
    app("sample")
    page = app(None, "drafts.py", draft=str(a_draft(home, step=8, with_costs=False).draft_id))
    (save,) = [button for button in page.button if button.label == "Save the programme"]
    assert save.disabled
    page = press(page, "What does it cost, and who pays? (Cost and who pays)".replace("(", "\\(").replace(")", "\\)"))
    assert drafts_of(home)[0].step == 4


def test_a_draft_of_another_person_is_not_shown(app: Opener, home: Path) -> None:
    app("sample", person=ANALYST)
    draft = a_draft(home, person=ANALYST)
    page = app(None, "drafts.py", person=OTHER_ANALYST, draft=str(draft.draft_id))
    assert "no such draft of yours" in texts(page)
    assert "Warm homes" not in texts(page) + "".join(buttons(page))


def test_people_who_start_no_programmes_learn_it_before_the_first_step(app: Opener) -> None:
    for person in (VIEWER, a_person("analyst", "cbt_probation", "nhs", name="Nia Partner")):
        page = app("sample", "drafts.py", person=person)
        assert "Begin a new programme" not in buttons(page)
        assert "An administrator can" in texts(page)
