"""Two people change the same thing: the second is refused with who changed what, and what they typed is still there."""

from datetime import UTC, datetime

from core.actions.programmes import replace_tables
from core.domain.gates import GateKey, Ruling
from core.reports.changes.table_edits import with_cells
from core.store.database import Database
from core.store.realisation import every
from core.store.tables.tables import read_tables
from core.store.tables.versions import version_numbered
from tests.journeys.conftest import Sit
from tests.journeys.sitting import ANALYST, ASSURER, BOARD, NHS, OUT, POLICE, SAMPLE, UP, Store
from tests.people import LEAD_ANALYST

CHANGED = "Somebody else changed this while you had it open."


def test_a_promise(sit: Sit) -> None:
    first, second = sit(ANALYST, "deals.py", option=OUT), sit(NHS, "deals.py", option=OUT)
    second.type_in_grid(f"promises-{SAMPLE}", {"0": {"Amount, £": 7000, "Paid if": "typed by the second"}})
    table = f"promises-{SAMPLE}-{OUT}"
    row = next(place for place, who in enumerate(promises_by_partner(first)) if who == "NHS Greater Manchester")
    first.type_in_grid(table, {str(row): {"Amount, £": 6000}}).press("Save the promises")
    assert not first.refused and CHANGED not in first.told
    second.press("Save the promises")
    assert "Tom Hughes" in second.refused and "Nothing" in second.refused, second.refused
    assert CHANGED in second.told and second.holds_what_was_typed(table)
    assert "£6,000" in sit(BOARD, "deals.py", option=OUT).told


def test_a_partner_s_promise_does_not_stand_in_the_way_of_another_s(sit: Sit) -> None:
    second = sit(NHS, "deals.py", option=OUT)
    second.type_in_grid(f"promises-{SAMPLE}", {"0": {"Amount, £": 7000}})
    first = sit(ANALYST, "deals.py", option=OUT)
    first.type_in_grid(f"promises-{SAMPLE}", {"0": {"Amount, £": 390_000}}).press("Save the promises")
    assert not first.refused and CHANGED not in first.told
    second.press("Save the promises")
    assert not second.refused
    told = sit(ANALYST, "deals.py", option=OUT).told
    assert "£390,000" in told and "£7,000" in told


def test_a_plan_of_realisation(sit: Sit) -> None:
    first, second = sit(ANALYST, "realisation.py", option=OUT), sit(ASSURER, "realisation.py", option=OUT)
    second.fill("Owner", "Typed by the second")
    first.fill("Owner", "Deputy governor").press("Save the action")
    assert not first.refused and CHANGED not in first.told
    second.press("Save the action")
    assert "Tom Hughes" in second.refused, second.refused
    assert second.box("Owner").value == "Typed by the second"
    second.press("Begin again from the latest")
    assert second.box("Owner").value == "Deputy governor"


def test_cash_that_was_recorded(sit: Sit, store: Store) -> None:
    first, second = sit(ANALYST, "realisation.py", option=OUT), sit(ASSURER, "realisation.py", option=OUT)
    for desk, amount in ((second, 900.0), (first, 100.0)):
        desk.fill("Cash, £", amount).fill("Budget it came out of", f"Budget {amount:.0f}")
    first.press("Record it")
    assert not first.refused and CHANGED not in first.told
    second.press("Record it")
    assert "Tom Hughes" in second.refused, second.refused
    assert (second.box("Cash, £").value, second.box("Budget it came out of").value) == (900.0, "Budget 900")
    assert 900.0 not in [row.what.amount_gbp for row in store.read(lambda db: every(db, SAMPLE))]


def test_a_row_of_the_logic_model(sit: Sit) -> None:
    first, second = sit(ANALYST, "logic_model.py", option=OUT), sit(ASSURER, "logic_model.py", option=OUT)
    grid = f"logic-{SAMPLE}-scale_out"
    second.type_in_grid(grid, {"0": {"title": "Teams as the second has them"}})
    first.type_in_grid(grid, {"0": {"title": "Teams as the first has them"}}).press("Save the model")
    assert not first.refused and CHANGED not in first.told
    second.press("Save the model")
    assert "Tom Hughes" in second.refused, second.refused
    assert second.holds_what_was_typed(grid)
    assert "Teams as the first has them" in sit(BOARD, "logic_model.py", option=OUT).told


def test_a_heading_of_the_service_design(sit: Sit) -> None:
    first, second = (sit(who, "service_design.py", option=OUT).pick("Heading", "it") for who in (ANALYST, ASSURER))
    second.fill("Arrangement", "Typed by the second")
    first.fill("Arrangement", "Typed by the first").press("Save the heading")
    assert not first.refused and CHANGED not in first.told
    second.press("Save the heading")
    assert "Tom Hughes" in second.refused, second.refused
    assert second.box("Arrangement").value == "Typed by the second"


def test_a_step_of_readiness(sit: Sit) -> None:
    second = sit(NHS, "pathway.py", view="readiness", option=OUT)
    first = sit(ANALYST, "pathway.py", view="readiness", option=OUT).pick("Whose", "nhs_gm")
    second.fill("Step", 4).fill("What that rests on", "Typed by the second")
    first.fill("Step", 2).press("Record the step")
    assert not first.refused and CHANGED not in first.told
    second.press("Record the step")
    assert "Somebody else assessed this since you opened it: Tom Hughes" in second.refused
    assert (second.box("Step").value, second.box("What that rests on").value) == (4, "Typed by the second")


def test_a_gate(sit: Sit) -> None:
    first, second = (sit(BOARD, "pathway.py", view="gates", option=UP).pick(f"gate-{SAMPLE}", GateKey.delivered) for _ in range(2))
    for desk, reason in ((second, "Typed by the second"), (first, "Typed by the first")):
        desk.fill("Decision", Ruling.not_met).fill("Reason", reason)
    first.press("Record the decision")
    assert not first.refused and CHANGED not in first.told
    second.press("Record the decision")
    assert "Somebody else changed this gate since you opened it: Margaret Osei" in second.refused
    assert second.box("Reason").value == "Typed by the second"


def test_the_wording_of_an_opportunity(sit: Sit) -> None:
    first, second = (sit(who, "opportunities.py", opportunity="1") for who in (ANALYST, POLICE))
    second.fill("New title", "Typed by the second")
    first.fill("New title", "Typed by the first").press("Save the wording")
    assert not first.refused and CHANGED not in first.told
    second.press("Save the wording")
    assert "Tom Hughes" in second.refused, second.refused
    assert second.box("New title").value == "Typed by the second"


def test_the_answer_of_a_partner_to_an_offer(sit: Sit) -> None:
    first, second = sit(BOARD, "deals.py", option=OUT).pick("Answer for", "gmp"), sit(POLICE, "deals.py", option=OUT)
    second.fill("Answer", "accept_if").fill("On which condition, or why not", "Typed by the second")
    first.fill("Answer", "decline").fill("On which condition, or why not", "No budget").press("Record the answer")
    assert not first.refused and CHANGED not in first.told
    second.press("Record the answer")
    assert "Margaret Osei answered for Greater Manchester Police" in second.refused, second.refused
    assert second.box("On which condition, or why not").value == "Typed by the second"
    assert "No budget" in sit(NHS, "deals.py", option=OUT).told


def test_an_offer_that_was_countered_while_somebody_answered_it(sit: Sit) -> None:
    second, first = sit(POLICE, "deals.py", option=OUT), sit(BOARD, "deals.py", option=OUT, rule="equal")
    second.fill("On which condition, or why not", "Typed by the second")
    first.fill("Conditions", "A counter").fill("Counters", 1).press("Make the offer")
    assert not first.refused and CHANGED not in first.told
    # Offer 2 stands first on the page now: the answer to offer 1 is the second form, if its maker had begun one.
    second.press("Record the answer", -1)
    assert "Offer 1 was countered by offer 2" in second.refused, second.refused
    assert second.box("On which condition, or why not", -1).value == "Typed by the second"


def test_two_counters_to_one_offer(sit: Sit) -> None:
    first, second = (sit(who, "deals.py", option=OUT, rule="equal") for who in (BOARD, POLICE))
    second.fill("Conditions", "Typed by the second").fill("Counters", 1)
    first.fill("Counters", 1).press("Make the offer")
    assert not first.refused and CHANGED not in first.told
    second.press("Make the offer")
    assert "Offer 1 was countered by offer 2 of the whole partnership, made by Margaret Osei" in second.refused
    assert (second.box("Conditions").value, second.box("Counters").value) == ("Typed by the second", 1)


def promises_by_partner(desk) -> list[str]:
    """Partners of the rows of the grid of promises, in their order."""
    grid = next(table.value for table in desk.page.dataframe if "Amount, £" in table.value.columns)
    return list(grid["Partner"])


def test_caps_that_are_being_typed_outlive_another_version_and_another_rule(sit: Sit) -> None:
    first, second = sit(ANALYST, "deals.py", option=OUT), sit(POLICE, "deals.py", option=OUT, rule="capped")
    second.type_in_grid(f"caps-{SAMPLE}", {"3": {"Cap, £": 1234567.0}})
    first.type_in_grid(f"promises-{SAMPLE}-{OUT}", {"0": {"Amount, £": 390_000}}).press("Save the promises")
    assert "£1,234,567" in second.look().told and "What you typed is kept" not in second.told
    second.forget_grids().pick(f"rule-{SAMPLE}-{OUT}", "equal").pick(f"rule-{SAMPLE}-{OUT}", "capped")
    assert "£1,234,567" in second.told


def test_caps_stay_and_the_page_says_so_where_what_is_costed_moved_meanwhile(sit: Sit, store: Store) -> None:
    second = sit(POLICE, "deals.py", option=OUT, rule="capped")
    second.type_in_grid(f"caps-{SAMPLE}", {"3": {"Cap, £": 1234567.0}})
    store.read(double_the_cost_of_management)
    assert "£1,234,567" in second.look().told and "What you typed is kept here and is not saved." in second.told
    second.forget_grids().press("Begin again from the latest figures")
    assert "£1,234,567" not in second.told and "What you typed is kept" not in second.told


def double_the_cost_of_management(db: Database) -> None:
    """Save another version in which the programme costs more."""
    costs = read_tables(db, version_numbered(db, SAMPLE).version_id)["costs"]
    dearer = with_cells(costs, {"cost_id": "so_manage"}, {"amount_gbp": "160000"})
    replace_tables(db, SAMPLE, {"costs": dearer}, read_version=1, by=LEAD_ANALYST, at=datetime.now(UTC), what="Dearer.")


def test_a_lever_that_is_being_typed_outlives_another_version(sit: Sit) -> None:
    second = sit(ANALYST, "logic_model.py", view="levers", option=UP).fill("Name of the lever", "Typed by the second")
    first = sit(NHS, "deals.py", option=OUT)
    first.type_in_grid(f"promises-{SAMPLE}", {"0": {"Amount, £": 7000}}).press("Save the promises")
    second.press("Add the lever")
    assert not second.refused
    assert "Typed by the second" in second.told and second.box("Name of the lever").value == ""
