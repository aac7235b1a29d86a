"""The deal's capabilities, tried by the role that would do it and looked up by another."""

from tests.journeys.conftest import Sit
from tests.journeys.sitting import BOARD, NHS, OUT, POLICE, Store


def test_the_ledger_of_deals_holds_who_pays_when_in_kind_or_cash_on_which_condition_against_need(sit: Sit, store: Store) -> None:
    """C23: contributions by year with status and condition; a partner changes its own; sums are held against need."""
    desk = sit(NHS, "deal.py", option=OUT)
    desk.type_in_grid(f"promises-cbt_probation-{OUT}", {"0": {"Amount, £": 7000, "Paid if": "the police pay theirs"}})
    desk.press("Save the promises")
    assert not desk.refused
    entry = store.audited("save_version")
    assert entry.by == "Priya Nair"
    board = sit(BOARD, "deal.py", option=OUT).told
    assert "the police pay theirs" in board and "£7,000" in board
    assert "national match" in board and "in kind" in board and "What it costs" in board


def test_gain_share_offers_and_answers_are_kept_with_positions(sit: Sit, store: Store) -> None:
    """C23, C27: the story's offer with its terms; the police's board answers anew; the audit and a viewer see it."""
    desk = sit(POLICE, "deal.py", option=OUT)
    assert "by benefit" in desk.told.lower() and "what comes beyond the case" in desk.told
    desk.fill("Answer", "decline").fill("On which condition, or why not", "no budget line")
    desk.press("Record the answer")
    assert not desk.refused
    assert store.audited("answer_offer").by == "David Walsh"
    assert "declines" in sit(BOARD, "deal.py", option=OUT).told
