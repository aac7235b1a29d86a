"""What could go wrong, and what has no price: beside the figures, never in them."""

import pandas as pd

from core.access.redaction import effects_seen, risks_seen
from core.access.scope import Scope
from core.charts.kit.formats import exact_money
from core.charts.sentences.risks import risks_title
from core.charts.sentences.unmonetised import SIZES, tipping_sentence, unmonetised_title
from core.domain.wording import counted
from core.papers.content.paper import Section, bullets, finding, missing, note, told
from core.papers.facts import Facts
from core.papers.kinds.rows import Column, table_of
from core.reports.prices import basis_in_words
from core.reports.risks import REGISTER_BASIS, risk_register
from core.reports.unmonetised import unmonetised

WITHHELD = "withheld"
WITHHELD_WHY = "their sum is withheld, since it would tell what one partner that is not shown carries"


def risks(facts: Facts, first: str | None = None) -> Section:
    """What could go wrong, who carries it: the reader's own first, others added up where they are not seen."""
    register = risk_register(facts.appraised, facts.order.option_id)
    if register.empty:
        return Section("Risks", (missing("No risk is recorded"),))
    frame, is_withheld = risks_seen(register, facts.scope), tells_of_one(register, facts.scope)
    own = frame.assign(is_own=[one == first for one in frame.partner_id]).sort_values("is_own", ascending=False, kind="stable")
    columns = (
        Column("Risk", "risk", _risk, 2.2),
        Column("Falls on", "partner", width=1.2),
        Column("Year", "year_label"),
        Column("Chance", "chance", _chance_cell, 0.8),
        Column("Cost", "cost_gbp", _cost, 0.95, right=True),
        Column("Expected", "expected_gbp", _cost, 0.95, right=True),
        Column("What is done", "mitigation", _or_nothing, 1.7),
        Column("Owner", "owner", _or_nobody, 1.2),
    )
    terms = basis_in_words(facts.appraised.case, REGISTER_BASIS)
    if is_withheld:
        amounts = {name: own[name].where(own.partner_id != "") for name in ("cost_gbp", "expected_gbp")}
        own = own.assign(**amounts)
    counts = f"{counted(len(register), 'risk is', 'risks are')} recorded; {WITHHELD_WHY}"
    said = [finding(counts if is_withheld else risks_title(register))]
    if first is not None:
        mine = register[register.partner_id == first]
        said.append(told(_of_ours(mine)))
    return Section(
        "Risks",
        (
            *said,
            table_of(own, columns, f"Risks of this option. {terms}"),
            note("The expected cost is the chance times the cost; it stands apart from the ranges"),
        ),
    )


def tells_of_one(register: pd.DataFrame, scope: Scope) -> bool:
    """True where the sum of the risks that are not seen would tell one partner's."""
    return len({one for one in register.partner_id if not scope.sees_partner(one)}) == 1


def expected_cost(register: pd.DataFrame, scope: Scope) -> str:
    """The expected cost of all risks to the pound; withheld where one partner's could be worked out from it."""
    return WITHHELD if tells_of_one(register, scope) else exact_money(float(register.expected_gbp.sum()))


def _of_ours(mine: pd.DataFrame) -> str:
    if mine.empty:
        return "None of them falls to us"
    expected = exact_money(float(mine.expected_gbp.sum()))

    return f"Expected cost of the {len(mine)} that fall to us: {expected}, which is not in the figures above"


def without_price(facts: Facts) -> Section:
    """Effects the money leaves out."""
    frame = effects_seen(unmonetised(facts.appraised, facts.order.option_id), facts.scope)
    if frame.empty:
        return Section("What has no price", (missing("No effect without a price is recorded"),))
    columns = (
        Column("Effect", "effect", width=2.2),
        Column("For or against", "direction"),
        Column("Size", "size", _size, 0.8),
        Column("Who", "falls_on", _or_nobody, 1.2),
        Column("Evidence", "evidence", _or_nothing, 1.6),
    )
    said = [row for row in (tipping_sentence(each) for each in frame.itertuples()) if row]
    table = table_of(frame, columns, "Effects beside the money, never added to it")
    return Section("What has no price", (finding(unmonetised_title(frame)), table, *bullets(said)))


def _cost(gbp: float) -> str:
    return WITHHELD if pd.isna(gbp) else exact_money(float(gbp))


def _risk(words: object) -> str:
    return str(words) or "Other partners' risks"


def _chance_cell(value: object) -> str:
    return "" if value in ("", None) else f"{float(str(value)):.0%}"


def _size(word: object) -> str:
    return SIZES[str(word)].lower()


def _or_nothing(words: object) -> str:
    return str(words) or "not recorded"


def _or_nobody(words: object) -> str:
    return str(words) or "nobody named"
