"""The slides of a decision: six to eight, each with a sentence for its title, a chart or a table, and notes."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import pandas as pd

from core.access.redaction import effects_seen, risks_seen
from core.charts import running_cash as running_chart
from core.charts.kit.formats import duration, exact_money, money, money_range, people
from core.charts.sentences.deals import funding_title, worse_off_sentence
from core.charts.sentences.options import running_cash_title
from core.charts.sentences.partners import misalignment_sentence
from core.charts.sentences.risks import risks_title
from core.charts.sentences.splits import answers_sentence, split_lines, split_sentence
from core.charts.sentences.unmonetised import SIZES, unmonetised_title
from core.domain.case.options import OptionKind
from core.domain.papers import VERB_WORDS
from core.domain.wording import counted
from core.papers.content.paper import Chart, ChartKind, Cover, NativeChart, Table, alt_of, shortened
from core.papers.facts import Facts, day
from core.papers.kinds import asks, own_money, worth
from core.papers.kinds.changes import changed_sentence, since_table
from core.papers.kinds.cover import cover_of, file_name
from core.papers.kinds.history import History
from core.papers.kinds.risks import WITHHELD, WITHHELD_WHY, tells_of_one
from core.reports.deals.funding import funding_plan
from core.reports.options import running_cash
from core.reports.prices import terms_in_words
from core.reports.risks import risk_register
from core.reports.unmonetised import unmonetised

MOST_LINES, MOST_OPTIONS, MOST_RISKS = 4, 5, 3


@dataclass(frozen=True)
class Slide:
    """One slide: a sentence for a title, unique in the deck, a few lines, a chart or a table, and notes."""

    title: str
    lines: tuple[str, ...]
    shown: Chart | Table | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Deck:
    """A whole deck."""

    cover: Cover
    slides: tuple[Slide, ...]
    file_name: str


def deck_of(facts: Facts, history: History) -> Deck:
    """Put the slides together; what changed is left out where there is no version to compare with."""
    first, rest = _question(facts), (_options, _who, _when, _sure, _beside, _decide)
    slides = (first, *_changed(facts, history), *(slide(facts) for slide in rest))
    cover = cover_of(facts, f"{facts.appraised.case.programme.title}: {facts.option_title}")
    return Deck(cover, slides, file_name(facts))


def _notes(facts: Facts, *more: str) -> tuple[str, ...]:
    case = facts.appraised.case
    terms = terms_in_words(case, facts.order.basis)
    made = f"Version {facts.order.number}, {facts.standing}. Inputs {facts.appraised.input_hash}, seed {facts.simulation.seed}."
    return (*more, terms, made, "Sources of every line: the appendix of the scale case, or the page Data.")


def _question(facts: Facts) -> Slide:
    programme, own = facts.appraised.case.programme, facts.appraised.option(facts.order.option_id).expected.measures
    spread, net = worth.spread_of(facts), own.pv_cash_released_gbp - own.pv_public_cost_gbp
    rows = (
        ("Net public value", money(own.npsv_gbp), money_range(spread["p10_gbp"], spread["p90_gbp"])),
        ("Cash to invest", money(own.pv_public_cost_gbp), money_range(spread["cost_p10_gbp"], spread["cost_p90_gbp"])),
        ("Net cash", money(net), money_range(spread["cash_p10_gbp"], spread["cash_p90_gbp"])),
        ("Cash pays back in", duration(own.payback_cash_years, programme.horizon_years), ""),
        ("People who complete", _reached(facts), ""),
    )
    table = Table("The four figures, present value", ("Figure", "Expected", "8 in 10 runs"), rows, frozenset({1, 2}), (2, 1.3, 1.8))
    question = shortened(programme.question or programme.summary or "No question is written down.", 200)
    more, than = ("gains", "spends") if own.npsv_gbp >= 0 else ("spends", "gains")
    title = f"Society {more} {money(abs(own.npsv_gbp))} more than it {than}"
    return Slide(title, (question,), table, _notes(facts, programme.question or "", worth.worth_sentence(facts)))


def _reached(facts: Facts) -> str:
    """People who complete over all years, not given where they are few."""
    count = float(facts.appraised.option(facts.order.option_id).expected.activity.completers.sum())
    return people(count) if count == 0 or count >= facts.rules.threshold else f"fewer than {facts.rules.threshold}"


def _changed(facts: Facts, history: History) -> tuple[Slide, ...]:
    since = history.since
    if since is None:
        return ()
    steps = tuple(f"Version {one.number}, {day(one.made_at.date())}, {one.made_by}" for one in since.steps)
    return (Slide(changed_sentence(since), (), since_table(since), _notes(facts, *steps)),)


def _options(facts: Facts) -> Slide:
    compared = [row for row in facts.appraised.case.options if row.kind is not OptionKind.business_as_usual][:MOST_OPTIONS]
    rows = []
    for option in compared:
        own = facts.appraised.option(option.option_id).expected.measures
        net = own.pv_cash_released_gbp - own.pv_public_cost_gbp
        rows.append(
            (option.title, money(own.npsv_gbp), money(own.pv_public_cost_gbp), money(net), duration(own.payback_cash_years))
        )
    table = Table(
        "Options side by side, present value",
        ("Option", "Net public value", "Cash cost", "Net cash", "Pays back"),
        tuple(rows),
        frozenset({1, 2, 3}),
        (2.6, 1.2, 1, 1, 1),
    )
    title = f"{counted(len(compared), 'option is', 'options are')} held against business as usual"
    return Slide(title, ("In the order of the file: nothing is ranked.",), table, _notes(facts))


def _who(facts: Facts) -> Slide:
    pictures = worth.ledger_picture(facts)
    own = facts.appraised.option(facts.order.option_id).expected.partners
    behind = sum(row.net_cash_gbp < -0.5 for row in own.values())
    title = f"{counted(behind, 'partner')} of {len(own)} end with less cash than they started with"
    made, divided = facts.deal(), facts.divided()
    said = () if made is None else (worse_off_sentence(made),)
    measures = facts.appraised.option(facts.order.option_id).expected.measures
    lines = () if divided.offer is None else (shortened(answers_sentence(divided), 170),)
    offered = () if divided.offer is None else (split_sentence(divided), *split_lines(divided))
    notes = _notes(facts, *said, misalignment_sentence(measures.misalignment), *offered)
    return Slide(title, lines, pictures[0] if pictures else None, notes)


def _when(facts: Facts) -> Slide:
    if facts.order.reader is not None:
        section = own_money.pays_and_gets(facts, facts.order.reader)
        chart = next((block for block in section.blocks if isinstance(block, Chart)), None)
        title = shortened(f"When {facts.reader_title} pays and gets", 70)
        return Slide(title, (), chart, _notes(facts, own_money.net_sentence(facts, facts.order.reader)))
    frame = running_cash(facts.appraised, facts.day_basis)
    own = frame[frame.option_id == facts.order.option_id].reset_index(drop=True)
    plan = funding_plan(facts.person, facts.appraised, facts.order.option_id, facts.day_basis)
    native = NativeChart(
        ChartKind.lines, tuple(map(str, plan.years.year_label)), (("Running total of cash", tuple(map(float, own.running_gbp))),)
    )
    lowest = float(own.running_gbp.min())
    alt = alt_of(f"Line of the running total of cash of all partners, lowest at {money(lowest)}, {facts.day_words}.")
    drawing = running_chart.draw(own[["option", "year", "running_gbp"]])
    chart = Chart(f"Running total of cash, {facts.day_words}", alt, drawing, native)
    title = f"At most {money(-min(0.0, lowest))} is out at one time"
    return Slide(title, (), chart, _notes(facts, running_cash_title(own), funding_title(plan)))


def _sure(facts: Facts) -> Slide:
    chart = next(iter(worth.tornado(facts)), None)
    spread = worth.spread_of(facts)
    title = f"8 in 10 model runs lie within {money_range(spread['p10_gbp'], spread['p90_gbp'])}"
    register = risk_register(facts.appraised, facts.order.option_id)
    frame = risks_seen(register, facts.scope)
    is_withheld = tells_of_one(register, facts.scope)
    largest = frame.sort_values("expected_gbp", ascending=False, kind="stable").head(MOST_RISKS).to_dict("records")
    said = [f"Risk: {row['risk'] or 'other partners’ risks'}, {_risk_words(row, is_withheld)}" for row in largest]
    named = "; ".join(shortened(str(row["risk"] or "other partners’ risks"), 60) for row in largest)
    line = (f"Largest risks: {named}",) if named else ("No risk is recorded.",)
    told = WITHHELD_WHY if is_withheld else risks_title(frame)
    return Slide(title, line, chart, _notes(facts, told, *said))


def _risk_words(row: Mapping[Hashable, object], is_withheld: bool) -> str:
    if is_withheld and not row["partner_id"]:
        return WITHHELD
    return f"{exact_money(float(str(row['expected_gbp'])))} expected"


def _beside(facts: Facts) -> Slide:
    frame = effects_seen(unmonetised(facts.appraised, facts.order.option_id), facts.scope)
    title = unmonetised_title(frame)
    if frame.empty:
        return Slide(title, ("Not recorded: no effect without a price.",), None, _notes(facts))
    rows = tuple(
        (row["effect"], row["direction"], SIZES[row["size"]].lower(), row["falls_on"] or "nobody named")
        for row in frame.head(MOST_LINES).to_dict("records")
    )
    table = Table("Effects beside the money", ("Effect", "For or against", "Size", "Who"), rows, widths=(2.6, 1, 0.8, 1.4))
    return Slide(title, (), table, _notes(facts))


def _decide(facts: Facts) -> Slide:
    found = tuple(asks.conditions(facts, facts.order.reader))
    frame = pd.DataFrame([(row.what, row.who, row.state) for row in found], columns=["what", "who", "state"])
    rows = tuple(
        (shortened(row["what"], 70), shortened(row["who"], 40), shortened(row["state"], 30))
        for row in frame.head(MOST_LINES + 1).to_dict("records")
    )
    met = sum(row.is_met for row in found)
    title = (
        f"What is asked, and {met} of {counted(len(found), 'condition')} met"
        if found
        else "What is asked; no condition is recorded"
    )
    asked = f"{VERB_WORDS[facts.order.verb]} to “{shortened(facts.option_title, 60)}”"
    table = Table("Conditions", ("Condition", "Who decides", "State"), rows, widths=(2.6, 1.5, 1)) if rows else None
    more = () if len(found) <= len(rows) else (f"{len(found) - len(rows)} more conditions are in the board paper.",)
    positions = tuple(sentence.words for sentence in asks.offer_answers(facts))
    where = () if facts.offer is None else (shortened(answers_sentence(facts.divided()), 150),)
    return Slide(title, (asked, *where), table, _notes(facts, *more, *positions))
