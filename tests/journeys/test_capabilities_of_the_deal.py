"""The capabilities of the deal and of realisation, tried by the role that would do it and looked up by another."""

import re
from datetime import date

from tests.journeys.conftest import Sit
from tests.journeys.sitting import ANALYST, BOARD, NHS, OUT, POLICE, SAMPLE, VIEWER, Store


def test_a_partner_changes_its_own_promise_and_the_sums_are_held_against_need(sit: Sit, store: Store) -> None:
    """C23: contributions by year with source, status and condition, in kind or cash, national partners too."""
    desk = sit(NHS, "deals.py", option=OUT)
    desk.type_in_grid(f"promises-{SAMPLE}-{OUT}", {"0": {"Amount, £": 7000, "Paid if": "the police pay theirs"}})
    desk.press("Save the promises")
    assert not desk.refused
    assert store.audited("replace_tables").by == "Priya Nair"
    told = sit(ANALYST, "deals.py", option=OUT).told
    for words in ("the police pay theirs", "£7,000", "National match", "In kind", "What it costs", "No source"):
        assert words in told, words


def test_an_offer_is_answered_by_the_partner_it_concerns_and_all_see_the_answer(sit: Sit, store: Store) -> None:
    """C23: gain share, conditions, positions."""
    desk = sit(POLICE, "deals.py", option=OUT)
    assert "what comes beyond the case is shared by what each pays" in desk.told
    desk.fill("Answer", "decline").fill("On which condition, or why not", "no budget line").press("Record the answer")
    assert not desk.refused
    entry = store.audited("answer_offer")
    assert (entry.by, entry.detail["partner_id"]) == ("David Walsh", "gmp")
    told = sit(BOARD, "deals.py", option=OUT).told
    assert "no budget line" in told and "declines" in told


def test_dependence_on_grants_its_cliff_and_what_comes_after_are_told(sit: Sit) -> None:
    """C21."""
    told = sit(VIEWER, "deals.py", option=OUT).told
    assert re.search(
        r"After 2029/30 £\d+k a year of time-limited money ends; from then £\d+k a year on average has no source\.", told
    )
    assert "21% of recurrent cost rests on grants and other time-limited money." in told


def test_an_investor_finds_the_ask_the_return_the_risk_and_the_terms(sit: Sit) -> None:
    """C27."""
    desk = sit(BOARD, "deals.py", option=OUT)
    desk.page.session_state["read-deal-sheet"] = True  # opens the fold
    desk.page.run()
    heads = [head.value for head in desk.page.subheader]
    assert "The ask, the return, the risk" in heads and "Gain share, risk share and conditions" in heads
    assert "More cash comes back than goes in, in" in desk.told
    assert [button.label for button in desk.page.get("download_button") if "deal sheet" in button.label]


def test_payback_is_told_per_option_in_total_and_per_partner_in_cash(sit: Sit) -> None:
    """C26."""
    compared = sit(BOARD, "options.py").told
    assert "pays back" in compared.lower() or "payback" in compared.lower()
    deal = sit(BOARD, "deals.py", option=OUT).told
    assert "Pays back in" in deal and re.search(r"\d years", deal)


def test_each_line_of_cash_has_an_action_an_owner_and_a_day_and_an_analyst_changes_them(sit: Sit, store: Store) -> None:
    """C26, C38: level, status, overdue and the cash that waits are seen by the board."""
    desk = sit(ANALYST, "realisation.py", option=OUT)
    desk.fill("What is done", "Close the north wing").fill("Owner", "Deputy governor").fill("Level", "front_line")
    desk.fill("Due", date(2026, 1, 31)).press("Save the action")
    assert not desk.refused
    assert store.audited("replace_tables").by == "Tom Hughes"
    told = sit(BOARD, "realisation.py", option=OUT).told
    for words in ("Close the north wing", "Deputy governor", "Front line", "31 January 2026", "verdue"):
        assert words in told, words


def test_units_seen_short_of_the_next_step_say_what_waits_on_how_many(sit: Sit) -> None:
    """C38 and the early warning: the story's eleven places of twenty-five."""
    told = sit(BOARD, "realisation.py", option=OUT).told
    assert "11 prisoner-years of 25 (seen): £559k a year waits on 14 more." in told
    assert "£6,000 is out of budgets already" in told


def test_cash_out_of_a_budget_is_recorded_by_an_analyst_and_seen_by_the_board(sit: Sit, store: Store) -> None:
    """C38."""
    desk = sit(ANALYST, "realisation.py", option=OUT)
    desk.fill("Cash, £", 12_500.0).fill("Budget it came out of", "City prison, staff").press("Record it")
    assert not desk.refused
    assert store.audited("record_realised").by == "Tom Hughes"
    assert "City prison, staff" in sit(BOARD, "realisation.py", option=OUT).told
