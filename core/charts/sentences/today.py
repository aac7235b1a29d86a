"""Sentences of the three lines that a Summary opens with."""

from core.charts.kit.grammar import listed, listed_briefly
from core.domain.decisions import OUTCOME_WORDS, StoredDecision, day
from core.reports.today import Today, WaitingOffer

MOST_LETTERS = 220


def ask_line(found: Today) -> str:
    """Say what is asked, and when and where it is decided."""
    if found.meeting is None:
        return _short(found.question or "No question has been written down yet.")
    return f"{_short(found.meeting.ask)} ({found.meeting.title}, {day(found.meeting.held_on)})"


def waiting_line(found: Today) -> str:
    """Say what waits for the reader."""
    if found.is_clear:
        return "nothing today"
    parts = [_offer(each) for each in found.offers]
    if found.unread:
        parts.append(f"{found.unread} {'comment names' if found.unread == 1 else 'comments name'} you")
    if found.late:
        parts.append(f"{found.late} {'action is' if found.late == 1 else 'actions are'} late")
    return listed(parts)


def decision_line(decision: StoredDecision | None) -> str:
    """Say which decision stands."""
    if decision is None:
        return "nothing has been decided yet"
    outcome = OUTCOME_WORDS[decision.outcome].lower()
    return _short(
        f"{outcome}, “{decision.frozen.option_title}”, on {day(decision.decided_on)} (version {decision.frozen.version_number})"
    )


def _offer(waiting: WaitingOffer) -> str:
    return f"offer {waiting.offer.offer_id} waits for {listed_briefly(waiting.partners, most=2)}"


def _short(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS].rstrip()}…"
