"""Entry condition for thinking about scale at all: value evidenced, support won, and the prototype's investment on record."""

from core.domain.case.case import Case
from core.domain.case.deals import ContributionStatus
from core.domain.case.options import OptionKind
from core.domain.gates import Finding, State
from core.reports.flows import partner_titles

COMMITTED = (ContributionStatus.agreed, ContributionStatus.signed)


def entry_findings(case: Case) -> tuple[Finding, ...]:
    """Say whether value is evidenced, support recorded and the prototype's investment recorded."""
    return _value(case), _support(case), _investment(case)


def draft_sentence(case: Case) -> str:
    """Say that the scale case is a draft and what is missing; nothing where the condition holds."""
    missing = [_MISSING[found.key] for found in entry_findings(case) if found.state is not State.met]
    if not missing:
        return ""
    named = missing[0] if len(missing) == 1 else f"{', '.join(missing[:-1])} and {missing[-1]}"
    return f"This scale case is a draft. Missing: {named}."


_MISSING = {
    "value": "evidence that the approach has value",
    "support": "a partner's agreed or signed contribution",
    "investment": "what was invested in the prototype",
}


def _value(case: Case) -> Finding:
    claimed = {line.outcome_id for line in case.benefits}
    studies = sum(row.outcome_id in claimed and row.effect is not None for row in case.evidence)
    benefits = {line.benefit_id for line in case.benefits}
    results = sum(row.line_id in benefits for row in case.actuals)
    if not studies and not results:
        return Finding("value", State.unmet, "No study with an effect and no result of a benefit is recorded.", _lead(case), "data")
    said = f"Value is evidenced by {_count(studies, 'study', 'studies')} and {_count(results, 'result', 'results')} of the test."
    return Finding("value", State.met, said, _lead(case), "evidence")


def _support(case: Case) -> Finding:
    titles, lead = partner_titles(case), case.programme.lead_partner_id
    named = {row.partner_id for row in case.contributions if row.status in COMMITTED and row.partner_id != lead}
    if not named:
        said = "No partner beside the one that leads has agreed or signed a contribution."
        return Finding("support", State.unmet, said, "every other partner", "deal")
    others = [titles[row.partner_id] for row in case.partners if row.partner_id in named]
    return Finding("support", State.met, f"Contributions are agreed or signed by {', '.join(others)}.", _lead(case), "deal")


def _investment(case: Case) -> Finding:
    minimum = {row.option_id for row in case.options if row.kind is OptionKind.do_minimum}
    promised = sum(
        row.amount_gbp for row in case.contributions if row.option_id in minimum and row.status in COMMITTED and row.year == 0
    )
    costs = {row.cost_id for row in case.costs}
    spent = sum(row.gbp for row in case.actuals if row.line_id in costs)
    if not promised and not spent:
        said = "Neither money promised for the prototype nor money spent on it is recorded."
        return Finding("investment", State.unmet, said, _lead(case), "data")
    said = f"Recorded for the prototype: £{spent:,.0f} spent, and £{promised:,.0f} agreed or signed for year 0 of keeping it."
    return Finding("investment", State.met, said, _lead(case), "data")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _lead(case: Case) -> str:
    return partner_titles(case).get(case.programme.lead_partner_id or "", "the partner that leads the programme")
