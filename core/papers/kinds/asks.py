"""What a board is asked for: amounts by year, on which conditions, and what others have to do first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from core.charts.kit.formats import exact_money, money
from core.charts.kit.grammar import listed, verb
from core.domain.case.deals import FUNDING_WORDS, Funding
from core.domain.offers import ANSWER_WORDS, Answer
from core.domain.papers import VERB_WORDS, Verb
from core.domain.wording import counted
from core.engine.arrays import Floats
from core.papers.content.paper import Section, Sentence, Voice, bullets, finding, missing, note, to_complete, told
from core.papers.facts import Facts, day
from core.papers.kinds.rows import Column, table_of
from core.reports.benefits import cash_to_take_out
from core.reports.deals.shares import shares_by_year
from core.reports.flows import partner_titles
from core.reports.partners import partner_years
from core.reports.prices import basis_factors, year_label

NOTHING_GBP = 0.5
MOST_SPELT_OUT = 4


@dataclass(frozen=True)
class Condition:
    """Something that has to be so first: who decides it, by when, and how it stands."""

    what: str
    who: str
    when: str
    state: str

    @property
    def is_met(self) -> bool:
        """True for what is agreed, passed or accepted."""
        return self.state in {"agreed", "accepted", "met", "signed"}


def amounts_by_year(facts: Facts, partner_id: str) -> tuple[tuple[str, float], ...]:
    """What one partner is asked to pay in each year, in money of the day: under the offer, else as its lines are costed."""
    made = facts.deal()
    labels = [year_label(facts.appraised.case.programme.base_year, year) for year in range(len(facts.appraised.factors))]
    if facts.offer is not None and made is not None and partner_id in made.parties.ids:
        real = shares_by_year(made.parties, made.rule, made.shares_gbp)[:, made.parties.ids.index(partner_id)]
    else:
        years = partner_years(facts.appraised, facts.order.option_id)
        real = years[years.partner_id == partner_id].pays_gbp.to_numpy(dtype=float)
    shown: Floats = np.asarray(real * basis_factors(facts.appraised, facts.day_basis))
    return tuple((label, float(gbp)) for label, gbp in zip(labels, shown, strict=True))


def recommendation(facts: Facts, partner_id: str) -> Section:
    """What the reader's board is asked to agree, in words a person chose and amounts that are worked out."""
    amounts = [(label, gbp) for label, gbp in amounts_by_year(facts, partner_id) if abs(gbp) > NOTHING_GBP]
    asked = [_asked(facts, amounts)]
    asked += [f"On these terms: {condition}" for condition in _terms(facts, partner_id)]
    asked += list(_releases(facts, partner_id))
    asked.append(_comes_back(facts))
    blocks = [Sentence(words if words.endswith((".", "]")) else f"{words}.", Voice.number) for words in asked]
    blocks.append(to_complete("the report's author", "who is given authority to sign, and within which limits"))
    if facts.offer is None:
        blocks.append(missing("No offer has been made: amounts are the costs as entered"))
    if facts.order.verb is Verb.decide:
        blocks.append(note("The word at the start was chosen by who made this paper; the product recommends nothing"))
    return Section("Recommendation", tuple(blocks))


def dependencies(facts: Facts, partner_id: str) -> Section:
    """What must be true first, and who decides it."""
    found = tuple(conditions(facts, partner_id))
    if not found:
        return Section("What depends on others", (missing("No conditions are recorded"),))
    met = sum(row.is_met for row in found)
    frame = pd.DataFrame([(row.what, row.who, row.when, row.state) for row in found], columns=["what", "who", "when", "state"])
    columns = [
        Column("Condition", "what", width=3),
        Column("Who decides", "who", width=2),
        Column("By when", "when"),
        Column("State", "state"),
    ]
    said = finding(f"{met} of {counted(len(found), 'condition is', 'conditions are')} met")
    return Section("What depends on others", (said, table_of(frame, columns, "Conditions, with who decides each")))


def conditions(facts: Facts, partner_id: str | None) -> Iterator[Condition]:
    """Conditions from the offer's answers, promises, gates and what others are asked to change; of promises only those seen."""
    case, titles = facts.appraised.loaded.case, partner_titles(facts.appraised.case)
    if facts.offer is not None:
        latest = facts.offer.latest
        for share in facts.offer.frozen.shares:
            if share.pays_gbp <= NOTHING_GBP or share.partner_id == partner_id:
                continue
            reply = latest.get(share.partner_id)
            said = "open" if reply is None else _ANSWERED[reply.answer]
            term = f", on the condition: {reply.condition}" if reply is not None and reply.answer is Answer.accept_if else ""
            yield Condition(f"{share.partner} agrees to pay its share{term}", share.partner, "no date set", said)
    rows = [row for row in case.contributions if row.option_id == facts.order.option_id and row.paid_if]
    seen = [row for row in rows if facts.scope.sees_partner(row.partner_id)]
    for words, who, state in dict.fromkeys((row.paid_if or "", titles[row.partner_id], row.status.value) for row in seen):
        yield Condition(words, who, "no date set", state)
    for stands in facts.gates:
        yield Condition(
            f"{stands.gate.title}", "the partnership's board", "no date set", "met" if stands.is_passed else stands.words
        )
    for lever in case.levers:
        if lever.option_id == facts.order.option_id:
            ask = f"{lever.title}: {lever.ask}" if lever.ask else lever.title
            yield Condition(ask, lever.decided_by or "nobody is named", "no date set", f"{lever.p_adopted:.0%} likely, as entered")


_ANSWERED = {Answer.accept: "accepted", Answer.accept_if: "accepts if", Answer.decline: "declined"}


def spelt_out(amounts: Sequence[tuple[str, float]]) -> str:
    """Amounts by year in words: each year where they are few, else the first, the most and the sum."""
    total = exact_money(sum(gbp for _, gbp in amounts))
    if len(amounts) == 1:
        return f"{total} in {amounts[0][0]}"
    if len(amounts) <= MOST_SPELT_OUT:
        return f"{listed([f'{exact_money(gbp)} in {label}' for label, gbp in amounts])}, {total} in all"
    highest = max(amounts, key=lambda pair: pair[1])
    most = "" if highest == amounts[0] else f", most in {highest[0]} ({exact_money(highest[1])})"
    return f"{exact_money(amounts[0][1])} in {amounts[0][0]}{most}, and {total} in all to {amounts[-1][0]}"


def _asked(facts: Facts, amounts: list[tuple[str, float]]) -> str:
    start, option = VERB_WORDS[facts.order.verb], facts.option_title
    if facts.order.verb is Verb.note:
        cost = f", which would cost {facts.reader_title} {spelt_out(amounts)} ({facts.day_words})" if amounts else ""
        return f"{start} “{option}”{cost}"
    if not amounts:
        return f"{start} to take part in “{option}”, for which {facts.reader_title} pays nothing in cash"
    by = "under the offer" if facts.offer is not None else "as costed"
    return f"{start} to pay {spelt_out(amounts)} ({facts.day_words}, {by}), towards “{option}”{_from(facts)}"


def _from(facts: Facts) -> str:
    rows = [row for row in facts.appraised.case.contributions if row.partner_id == facts.order.reader]
    kinds = {row.funding for row in rows if row.option_id == facts.order.option_id and row.funding is not Funding.in_kind}
    if not kinds:
        return ""
    named = [FUNDING_WORDS[kind].lower() for kind in Funding if kind in kinds]
    return f", from: {listed(named)}"


def _terms(facts: Facts, partner_id: str) -> Iterator[str]:
    if facts.offer is not None and facts.offer.offer.conditions:
        yield facts.offer.offer.conditions
    rows = [row for row in facts.appraised.case.contributions if row.option_id == facts.order.option_id]
    yield from dict.fromkeys(row.paid_if for row in rows if row.partner_id == partner_id and row.paid_if)


def _releases(facts: Facts, partner_id: str) -> Iterator[str]:
    frame = cash_to_take_out(facts.appraised, facts.order.option_id)
    for row in frame[frame.partner_id == partner_id].to_dict("records"):
        if not row["action"]:
            continue
        by = f" by {row['due_on']}" if row["due_on"] else ""
        amount = f"{money(row['pv_cash_gbp'])} present value"
        yield f"Release: {row['action']}{by}; owner: {row['owner'] or 'nobody is named'} ({row['line']}, {amount})"


def _comes_back(facts: Facts) -> str:
    waiting = next((row for row in facts.gates if not row.is_passed), None)
    review = facts.offer.offer.review_on if facts.offer else None
    at = f"it comes back to this board at {waiting.gate.title}" if waiting else "every gate that is asked of it is passed"
    return f"Note that {at}{f'; the deal is reviewed on {day(review)}' if review else ''}"


def offer_answers(facts: Facts) -> tuple[Sentence, ...]:
    """Where partners stand on the offer, one sentence each."""
    if facts.offer is None:
        return ()
    said = [
        f"{row.partner} {ANSWER_WORDS[row.answer]}{f': {row.condition}' if row.condition else ''}"
        for row in facts.offer.latest.values()
    ]
    waiting = facts.offer.waiting_for
    if waiting:
        said.append(f"{listed(list(waiting))} {verb(len(waiting), 'has', 'have')} not answered")
    return bullets(said) or (told("Nobody has answered yet"),)
