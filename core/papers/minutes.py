"""Minutes: the minute of a decision as plain text, to copy into the minutes of the board."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.charts.kit.formats import chance, duration, exact_money, money_range
from core.charts.sentences.decisions import other_than_answered
from core.charts.sentences.splits import moved_sentence, split_lines, split_sentence
from core.domain.decisions import OUTCOME_WORDS, StoredDecision, day
from core.domain.scenario import SCENARIO_WORDS, Scenario
from core.reports.decisions import position_words
from core.reports.prices import financial_years, year_label

NONE = "None."
AS_ENTERED = "as entered, no what-if"


def minute_text(decision: StoredDecision, programme: str) -> str:
    """Write the minute of a decision, with what the law asks for in its usual order.

    Args:
        decision: as it was written down, with its latest positions.
        programme: title of the programme.
    """
    parts = minute_parts(decision)
    return "\n\n".join([minute_heading(decision, programme), *("\n".join([name, *lines]) for name, lines in parts)])


def minute_heading(decision: StoredDecision, programme: str) -> str:
    """The heading of a minute."""
    return f"{programme}: decision {decision.decision_id} of {day(decision.decided_on)}"


def minute_parts(decision: StoredDecision) -> list[tuple[str, Sequence[str]]]:
    """The parts of a minute in their usual order: each with its heading and its lines."""
    frozen = decision.frozen
    return [
        ("Question", [decision.question]),
        ("Decision", _decision(decision)),
        ("Reasons", [decision.reasons]),
        ("Alternatives considered and rejected", _alternatives(decision)),
        ("Interests declared", [decision.interests or NONE]),
        ("Law and powers relied on", [decision.powers or "None stated."]),
        ("Positions of the partners", _positions(decision)),
        ("Actions", _actions(decision)),
        ("Who pays and who gets", _split(decision)),
        (f"Figures the board saw (version {frozen.version_number}, {what_if_words(frozen.scenario)})", figure_lines(decision)),
        ("How far they could be relied on", _reliance(decision)),
        ("Recorded", [f"By {decision.recorded_by} on {day(decision.recorded_at.date())} at {decision.recorded_at:%H:%M} UTC."]),
    ]


def figure_lines(decision: StoredDecision) -> list[str]:
    """Say the kept figures of the option decided on, and how they were made."""
    figures = decision.frozen.figures
    own = figures["options"][decision.option_id]
    runs = f"{figures['draws']:,} model runs, seed {figures['seed']}"
    made = f"Method {figures['method_version']}, inputs {figures['input_hash']}, {runs}."
    years = financial_years(figures["base_year"], figures["horizon_years"])
    frame = f"Present value in {year_label(figures['price_year'])} prices, {years}."
    return [*_measures(own, figures["horizon_years"]), frame, made]


def what_if_words(scenario: str) -> str:
    """Say in plain words what was assumed instead of what was entered."""
    changed = Scenario.from_words(scenario).model_dump(mode="json", exclude_none=True)
    if not changed:
        return AS_ENTERED
    return "what-if: " + ", ".join(f"{SCENARIO_WORDS[name]}: {_value(value)}" for name, value in changed.items())


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"{len(value)} chosen"
    return f"{value:.0%}" if isinstance(value, float) else str(value)


def _decision(decision: StoredDecision) -> list[str]:
    said = f"{OUTCOME_WORDS[decision.outcome]}: {decision.frozen.option_title}."
    before = [] if decision.supersedes is None else [f"This takes the place of decision {decision.supersedes}."]
    after = [] if decision.stands else [f"It was superseded by decision {decision.superseded_by}."]
    return [said, *([decision.words] if decision.words else []), *before, *after]


def _alternatives(decision: StoredDecision) -> list[str]:
    titles = decision.frozen.figures["options"]
    return [f"- {titles[row.option_id]['title']}: {row.why_rejected}" for row in decision.alternatives] or [NONE]


def _positions(decision: StoredDecision) -> Sequence[str]:
    said = []
    for row in decision.latest_positions:
        words = position_words(row.partner, row.stance, row.condition, row.own_board_on)
        other = other_than_answered(decision.frozen.split, row.partner_id, row.stance)
        said.append(f"- {words} ({other})" if other else f"- {words}")
    return said or ["None recorded."]


def _actions(decision: StoredDecision) -> list[str]:
    return [f"- {row.what} ({row.owner}, by {day(row.due_on)})" for row in decision.actions] or [NONE]


def _split(decision: StoredDecision) -> list[str]:
    """The split the board decided on, as it was kept; decisions of before splits were kept have none."""
    found = decision.frozen.split
    if found is None:
        return ["Not recorded: no split was kept with this decision."]
    moved = moved_sentence(found)
    named = f"Decided on: the split under offer {found.offer.offer_id}." if found.offer else "Decided on: the split as costed."
    return [named, split_sentence(found), *([moved] if moved else []), *split_lines(found)]


def _reliance(decision: StoredDecision) -> list[str]:
    frozen = decision.frozen
    return [*([f"{frozen.assurance}."] if frozen.assurance else []), *frozen.overrides] or ["Nothing was said of it."]


def _measures(own: Mapping[str, Any], horizon_years: int) -> Iterator[str]:
    for name, column, ends in _SAID:
        low, high = own.get(f"{ends}p10_gbp"), own.get(f"{ends}p90_gbp")
        within = "" if low is None else f" ({money_range(low, high)} in 8 of 10 model runs)"
        yield f"- {name}: {exact_money(own[column])}{within}"
    yield f"- Cash pays back in: {duration(own['payback_cash_years'], horizon_years)}"
    if own.get("chance_positive") is not None:
        yield f"- Net public value above nothing: {chance(own['chance_positive'])} model runs"


_SAID = (
    ("Cash to invest", "pv_public_cost_gbp", "cost_"),
    ("Net public value", "npsv_gbp", ""),
    ("Net cash", "net_cash_gbp", "cash_"),
)
