"""Sentences about decisions: why another option was not taken, as far as figures say it, and where a position is not an answer."""

import pandas as pd

from core.charts.kit.formats import money
from core.charts.kit.grammar import listed
from core.domain.deals.splits import SplitLine, SplitTable
from core.domain.decisions import STANCE_WORDS, Stance

SAME_GBP = 0.5
# The answer to an offer, in words, and the position it comes to.
STANCE_OF_ANSWER = {
    "accepts": Stance.agrees,
    "accepts if": Stance.agrees_if,
    "declines": Stance.does_not_agree,
    "made the offer": Stance.agrees,
}


def why_not_sentence(frame: pd.DataFrame, option_id: str, chosen_id: str) -> str:
    """Say in one sentence what an option returns beside the one that was chosen; a person may put it otherwise.

    Args:
        frame: one row per option but business as usual: option_id, central_gbp, as `npsv_range` gives it.
        option_id: the option that was not taken.
        chosen_id: the option that was; business as usual, which returns nothing, where it is not in the frame.
    """
    returns = dict(zip(frame.option_id, frame.central_gbp, strict=True))
    own, chosen = float(returns.get(option_id, 0.0)), float(returns.get(chosen_id, 0.0))
    said = f"Net public value {money(own)}" if option_id in returns else "Nothing changes"
    if abs(own - chosen) < SAME_GBP:
        return f"{said}, the same as the option chosen."
    return f"{said}, {money(abs(own - chosen))} {'less' if own < chosen else 'more'} than the option chosen."


def stance_of(line: SplitLine) -> Stance | None:
    """Position that a partner's answer to the offer comes to; None where it has not answered."""
    return STANCE_OF_ANSWER.get(line.answer)


def other_than_answered(found: SplitTable | None, partner_id: str, stance: Stance) -> str:
    """Say that a position is not what the partner answered to the offer; empty where it is, or where nothing was answered."""
    line = next((line for line in found.lines if line.partner_id == partner_id), None) if found is not None else None
    if found is None or found.offer is None or line is None or stance_of(line) in (None, stance):
        return ""
    return f"its answer to offer {found.offer.offer_id}: {line.answer} {line.condition}".rstrip()


def tick_sentence(agreeing: list[str], kept: list[tuple[str, Stance]]) -> str:
    """Say whom the tick for all counts as agreeing, and whose position it leaves alone."""
    said = f"By this tick {len(agreeing)} more agree." if agreeing else "Every partner has a position of its own."
    others = [f"{partner} ({STANCE_WORDS[stance].split(' by')[0]})" for partner, stance in kept if stance is not Stance.agrees]
    return f"{said} It does not overrule {listed(others)}." if others else said
