"""The method in one page and the words that papers use, at the end of a scale case."""

from core.domain.wording import counted
from core.papers.content.paper import Section, Table, bullets, finding, told
from core.papers.facts import Facts
from core.reports.prices import year_label
from core.reports.terms import meanings

WORDS = (
    *("Scale out", "Scale up", "Out then up", "Business as usual", "Prototype", "Present value", "Real", "NPSV", "BCR"),
    *("Cash released", "Capacity released", "Misalignment", "Payback", "Peak funding", "Range", "P10, P50, P90", "Driver"),
    *("Switching value", "Standing tests", "Break-even adoption", "Lever", "Gate", "Override", "Confidence grade"),
    *("Optimism bias", "Deadweight", "Lump", "Offer", "Rule", "Risk"),
)


def method_page(facts: Facts) -> Section:
    """How the figures are worked out, with what was chosen for this programme."""
    programme, drawn = facts.appraised.case.programme, facts.simulation
    base, years = programme.base_year, len(facts.appraised.factors)
    first, last = year_label(base), year_label(base, years - 1)
    rate = facts.appraised.factors[0] / facts.appraised.factors[1] - 1 if years > 1 else 0.0
    said = (
        f"Years run from {first}, that of the decision, to {last}. Every figure is a difference from business as usual",
        f"Money is real, in {year_label(programme.prices_of)} prices. A present value multiplies each year by its factor: "
        f"{rate:.1%} a year at first ({programme.discount_schedule.value.replace('_', ' ')} schedule of rates)",
        "People who fit and take part complete or leave; each completer brings about units of outcomes, less what would have "
        "happened anyway, for as long as the effect lasts. A weak grade of evidence cuts the effect; costs are raised for optimism",
        "Cash is counted only where a line has a route out of a budget that was agreed, and, where cash comes in steps, only for "
        "whole steps in one place. The rest of the benefit in budgets is capacity, and never added to cash",
        "What others are asked to change has a chance of being adopted. Expected figures weigh every combination by its chance",
        f"{drawn.draws:,} model runs draw every figure that has a range at once (seed {drawn.seed}); 8 in 10 lie between P10 and "
        "P90. Standing tests are the same for every programme",
        "What partners pay is as costed, or as an offer says where one was made. Payments between partners make no money",
        "Risks and effects without a price stand beside the money and are in none of its sums",
        f"Method {facts.appraised.appraisal.method_version}, inputs {facts.appraised.input_hash}: the same inputs and seed give "
        "the same figures. The whole method is on the page Method of the product",
    )
    return Section("Method in one page", (told("How the figures of this paper were worked out"), *bullets(said)), 2)


def glossary() -> Section:
    """The words this paper uses."""
    rows = meanings(WORDS)
    table = Table("Words of this paper, and what they mean", ("Word", "What it means"), rows, widths=(1, 3.6))
    return Section("Glossary", (finding(f"{counted(len(rows), 'word is', 'words are')} used in one meaning each"), table), 2)
