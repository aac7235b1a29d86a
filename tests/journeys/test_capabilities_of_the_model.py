"""The capabilities of the logic model, the levers and the service design."""

import re

from tests.journeys.conftest import Sit
from tests.journeys.sitting import ANALYST, BOARD, NHS, OUT, POLICE, UP, Store


def test_versions_of_the_model_stand_side_by_side_with_more_and_different_told_apart(sit: Sit) -> None:
    """C06, C07."""
    told = sit(BOARD, "logic_model.py", view="versions").told
    assert "Facilitator teams; 1 team,Facilitator teams; 12 teams,More" in told
    assert "Referral by letter and telephone; 1 route,Shared referral and case system; 1 system,Different" in told
    assert "Landings and courtrooms that can close; influence only,New" in told


def test_a_break_in_the_model_is_listed_when_an_analyst_makes_one_and_the_audit_has_it(sit: Sit, store: Store) -> None:
    """C06: every benefit hangs on an outcome and every outcome on activities."""
    desk = sit(ANALYST, "logic_model.py", option=OUT)
    assert "logic model breaks" not in desk.told
    desk.type_in_grid("logic-cbt_probation-scale_out", {"6": {"leads_to": []}}).press("Save the model")
    assert not desk.refused
    assert "scale out version of the logic model" in store.audited("replace_tables").detail["what"]
    told = sit(BOARD, "logic_model.py", option=OUT).told
    assert "People who complete" in told and "no activity" in told.lower()


def test_a_lever_names_its_mechanism_owner_decider_ask_root_cause_and_outcomes(sit: Sit) -> None:
    """C08, C09, C10, C11."""
    told = sit(BOARD, "logic_model.py", view="levers", option=UP).told
    for row in (
        "How it works,fewer people enter the problem", "How it works,people leave it sooner", "How it works,each case costs less",
        "Led by,Greater Manchester Police", 'Decided by,"Parliament, and the Sentencing Council"', "The ask,Offer assessment",
        "Root cause,Untreated mental ill health", "Which drives,", "Shown by,",
    ):  # fmt: skip
        assert row in told, row


def test_a_lever_on_behaviour_is_kept_with_its_indicators(sit: Sit, store: Store) -> None:
    """C12."""
    desk = sit(ANALYST, "logic_model.py", view="levers", option=UP)
    desk.fill("Kind", "public_behaviour").fill("Shown by (indicators)", "Share who would hire somebody with a record")
    desk.press("Save the lever")
    assert not desk.refused
    assert store.audited("replace_tables").by == "Tom Hughes"
    told = sit(BOARD, "logic_model.py", view="levers", option=UP).told
    assert "Share who would hire somebody with a record" in told and "ehaviour" in told


def test_the_share_of_the_benefit_that_rests_on_influence_is_told_with_who_decides(sit: Sit) -> None:
    """C14."""
    told = sit(BOARD, "logic_model.py", view="control", option=UP).told
    assert "12% of the benefit rests on what the partners can only influence" in told
    assert "Parliament, and the Sentencing Council" in told


def test_options_have_outcomes_of_their_own_and_unlike_ones_are_said_to_be(sit: Sit) -> None:
    """C15."""
    told = sit(BOARD, "service_design.py", view="outcomes").told
    assert "No line is carried from one option to another unless it is entered there." in told
    assert "Like or unlike" in told


def test_a_heading_of_the_design_is_changed_by_an_analyst_with_owner_cost_and_status(sit: Sit, store: Store) -> None:
    """C39."""
    desk = sit(ANALYST, "service_design.py", option=OUT).pick("Heading", "it")
    desk.fill("Arrangement", "One form in every office").fill("Stands", "agreed").press("Save the heading")
    assert not desk.refused
    assert store.audited("replace_tables").by == "Tom Hughes"
    told = sit(BOARD, "service_design.py", option=OUT).told
    assert "Information technology,One form in every office,HM Prison and Probation Service" in told
    assert "5 of 11 headings are settled" in told


def test_a_heading_not_needed_says_why_the_community_is_looked_for_and_closing_is_tied_to_steps_of_cash(sit: Sit) -> None:
    """C39."""
    told = sit(BOARD, "service_design.py", option=OUT).told
    assert "no new body is founded" in told and "Role of the community" in told
    assert "No partner is of the kind community" in told
    leaving = sit(BOARD, "service_design.py", view="leaving", option=OUT).told
    assert re.search(r'City local prison,Prison places not needed,25 prisoner-years,2,\d+,"£\d+,\d+",yes', leaving)
    assert "Double running,Old referral route kept open" in leaving


def test_delivery_and_commissioning_forms_have_cost_staff_tax_note_and_who_pays(sit: Sit) -> None:
    """C40."""
    told = sit(BOARD, "service_design.py", view="forms", option=OUT).told
    for words in ("What it costs", "Who pays for that", "Transfer of staff", "VAT and pensions", "cannot recover VAT"):
        assert words in told, words


def test_who_speaks_for_one_partner_changes_no_model_of_the_partnership(sit: Sit) -> None:
    for who in (NHS, POLICE):
        assert "Save the model" not in sit(who, "logic_model.py", option=OUT).buttons
