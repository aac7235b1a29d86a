"""What cannot be is refused in a sentence that says what to do, and what was typed stays."""

from datetime import UTC, date, datetime, timedelta

from core.actions.people import disable_person
from core.domain.decisions import Outcome
from core.domain.gates import GateKey, Ruling
from core.store import people
from core.store.database import Database
from core.store.tables.versions import every_version
from tests.journeys.conftest import Sit
from tests.journeys.sitting import ADMIN, ANALYST, ASSURER, BOARD, NHS, OUT, SAMPLE, Store


def in_days(number: int) -> date:
    """A day after today, by the clock that the pages go by."""
    return datetime.now(UTC).date() + timedelta(days=number)


def test_shares_over_one(sit: Sit) -> None:
    desk = sit(BOARD, "deals.py", option=OUT, rule="typed")
    desk.type_in_grid("typed-Per cent", {"0": {"Pays, %": 130.0}})
    assert "The share of Greater Manchester Combined Authority is 130%: give 0% to 100%." in desk.refused
    assert "The shares add to 130%, 30% too much: make them add to 100%." in desk.refused
    assert "Make the offer" not in desk.buttons


def test_a_contribution_after_the_horizon(sit: Sit, store: Store) -> None:
    desk = sit(NHS, "deals.py", option=OUT)
    desk.type_in_grid(f"promises-{SAMPLE}-{OUT}", {"0": {"Year": "2045/46", "Paid if": "they pay too"}}).press("Save the promises")
    assert "Row 1: 2045/46 is after the horizon, which ends with 2036/37: it would count for nothing." in desk.refused
    assert desk.holds_what_was_typed(f"promises-{SAMPLE}")
    assert versions(store) == 1


def test_a_circular_logic_model(sit: Sit, store: Store) -> None:
    desk = sit(ANALYST, "logic_model.py", option=OUT)
    desk.type_in_grid("logic-cbt_probation-scale_out", {"14": {"leads_to": ["staff"]}, "0": {"title": "Teams we typed"}})
    desk.press("Save the model")
    assert "leads back to itself" in desk.refused or "circle" in desk.refused, desk.refused
    assert desk.holds_what_was_typed("logic-")
    assert versions(store) == 1


def test_an_owner_who_left(sit: Sit, store: Store) -> None:
    store.read(disable_the_assurer)
    desk = sit(ANALYST, "realisation.py", option=OUT).fill("Owner", "Helen Novak").press("Save the action")
    assert desk.refused == (
        "The action names Helen Novak, whose account is ended: name a post or a person who is still here. Nothing was saved."
    )
    assert desk.box("Owner").value == "Helen Novak"
    assert versions(store) == 1


def test_an_owner_who_leaves_after_being_named(sit: Sit, store: Store) -> None:
    sit(ANALYST, "realisation.py", option=OUT).fill("Owner", "Helen Novak").press("Save the action")
    store.read(disable_the_assurer)
    told = sit(BOARD, "realisation.py").told
    assert "realisation.csv, Prison places not needed, HM Prison and Probation Service: the owner Helen Novak has left" in told
    assert "name one under “Plan or change an action”" in told


def test_a_decision_whose_action_nobody_is_left_to_see_to(sit: Sit, store: Store) -> None:
    desk, key = sit(BOARD, "decisions.py", view="record", option=OUT), f"decision-0-{SAMPLE}"
    desk.pick(f"{key}-outcome", Outcome.approve).pick(f"{key}-reasons", "It pays.").pick(f"{key}-what-0", "Sign the deal")
    desk.pick(f"{key}-owner-0", "Helen Novak").pick(f"{key}-due-0", in_days(30))
    store.read(disable_the_assurer)
    desk.press("Record the decision")
    assert 'Action "Sign the deal" names Helen Novak, whose account is ended: name a post' in desk.refused
    assert desk.box(f"{key}-owner-0").value == "Helen Novak"


def test_an_owner_of_an_action_who_leaves_after_the_decision(sit: Sit, store: Store) -> None:
    desk, key = sit(BOARD, "decisions.py", view="record", option=OUT), f"decision-0-{SAMPLE}"
    desk.pick(f"{key}-outcome", Outcome.approve).pick(f"{key}-reasons", "It pays.").pick(f"{key}-what-0", "Sign the deal")
    desk.pick(f"{key}-owner-0", "Helen Novak").pick(f"{key}-due-0", in_days(30)).press("Record the decision")
    assert not desk.refused
    store.read(disable_the_assurer)
    assert "Decision 1, action “Sign the deal”: Helen Novak has left since" in sit(BOARD, "decisions.py").told


def test_a_gate_without_evidence_and_an_override_without_reason_or_day(sit: Sit) -> None:
    desk = sit(BOARD, "pathway.py", view="gates", option=OUT).pick(f"gate-{SAMPLE}", GateKey.effective)
    desk.fill("Decision", Ruling.met).press("Record the decision")
    assert "without evidence" in desk.refused or "do not bear it out" in desk.refused, desk.refused
    desk.fill("Decision", Ruling.overridden).fill("Look again by", in_days(30)).press("Record the decision")
    assert "reason" in desk.refused
    desk.fill("Reason", "The grant ends.").fill("Look again by", None).press("Record the decision")
    assert "day" in desk.refused and desk.box("Reason").value == "The grant ends."


def test_a_decision_dated_in_the_future(sit: Sit) -> None:
    desk, key = sit(BOARD, "decisions.py", view="record", option=OUT), f"decision-0-{SAMPLE}"
    desk.pick(f"{key}-outcome", Outcome.approve).pick(f"{key}-reasons", "It pays.")
    desk.pick(f"{key}-date", in_days(3)).press("Record the decision")
    assert "in the future" in desk.refused
    assert desk.box(f"{key}-reasons").value == "It pays."


def test_cash_from_no_budget_and_an_actual_of_a_year_to_come(sit: Sit) -> None:
    desk = sit(ANALYST, "realisation.py", option=OUT).fill("Cash, £", 100.0).press("Record it")
    assert "Name the budget the cash was taken out of" in desk.refused
    desk.pick("Year", 9).fill("Cash, £", 100.0).fill("Budget it came out of", "A1").press("Record it")
    assert "still to come" in desk.refused and desk.box("Cash, £").value == 100.0


def disable_the_assurer(db: Database) -> None:
    """End the assurer's account, as an administrator does."""
    admin, assurer = (people.by_sign_in_name(db, name) for name in (ADMIN, ASSURER))
    assert admin is not None
    assert assurer is not None
    disable_person(db, assurer.person_id, by=people.as_person(db, admin), at=datetime.now(UTC))


def versions(store: Store) -> int:
    """How many versions there are."""
    return len(store.read(lambda db: every_version(db, SAMPLE)))
