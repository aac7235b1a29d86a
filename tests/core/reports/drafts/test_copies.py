"""What was made of another option follows it line by line when it is changed, and keeps what was answered in the copy alone."""

from core.reports.drafts.copies import lines_to_follow
from core.reports.drafts.figures import draft_figures
from core.reports.drafts.new_rows import EVERYWHERE
from core.reports.drafts.ways import new_up, then_up
from tests.core.reports.drafts.a_draft import Writing, small


def with_a_copy() -> tuple[Writing, str]:
    """A small draft with an option that is made of spreading and of changing the rules."""
    hand = small()
    hand.say(*new_up(hand.draft, "Change the rules"))
    hand.put("levers", ("change_the_rules",), full_effect="0.3", p_adopted="0.4")
    hand.say(*then_up(hand.draft, EVERYWHERE, "change_the_rules", "3"))
    return hand, hand.draft.of("options")[-1]["option_id"]


def test_nothing_is_to_be_followed_until_the_source_changes() -> None:
    hand, made = with_a_copy()
    assert lines_to_follow(hand.draft, made) == []
    hand.put("levers", (hand.draft.of("levers")[-1]["lever_id"],), p_adopted="0.6")
    assert lines_to_follow(hand.draft, made) == []


def test_three_changed_lines_are_followed_and_what_is_the_copys_own_stays() -> None:
    hand, made = with_a_copy()
    own = hand.draft.of("levers")[-1]["lever_id"]
    hand.put("levers", (own,), p_adopted="0.6")
    cost = hand.draft.of("costs")[0]["cost_id"]
    hand.put("costs", (cost,), amount_gbp="900")
    hand.put("options", (EVERYWHERE,), engagement="0.9")
    hand.put("levers", ("change_the_rules",), full_effect="0.5")
    lines = lines_to_follow(hand.draft, made)
    assert [line.title for line in lines] == [hand.draft.titles("options")[made], "Support workers", "Change the rules"]
    hand.say(*(change for line in lines for change in line.changes))
    assert hand.draft.of("costs")[-1]["amount_gbp"] == "900"
    assert (hand.draft.row("options", made) or {})["engagement"] == "0.9"
    lever = hand.draft.row("levers", own) or {}
    assert (lever["full_effect"], lever["p_adopted"]) == ("0.5", "0.6")
    assert lines_to_follow(hand.draft, made) == []


def test_who_pays_is_followed_too_and_no_memory_stands_in_the_saved_tables() -> None:
    hand, made = with_a_copy()
    cost = hand.draft.of("costs")[0]["cost_id"]
    first, *_ = hand.draft.titles("partners")
    hand.put("cost_shares", (cost, first), pay_share="0.5")
    assert lines_to_follow(hand.draft, made)
    hand.say(*(change for line in lines_to_follow(hand.draft, made) for change in line.changes))
    copy = hand.draft.of("costs")[-1]["cost_id"]
    assert [row["pay_share"] for row in hand.draft.of("cost_shares") if row["cost_id"] == copy] == ["0.5"]
    assert not any("made_of" in told.sentence for told in draft_figures(hand.draft).told)
