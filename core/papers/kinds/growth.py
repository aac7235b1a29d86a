"""Scale: net public value by number of places, with the best size and where cash appears."""

from core.charts import scale_curve as scale_chart
from core.charts.kit.formats import exact_money, people
from core.charts.sentences.scale import cash_steps_sentence, scale_title
from core.domain.prices import MoneyBasis
from core.papers.content.paper import Chart, Section, Table, alt_of, finding, told
from core.papers.facts import Facts
from core.reports.prices import basis_in_words
from core.reports.scale import BEST_FIRST, options_with_places, scale_curve, sized

MOST_SIZES = 12


def by_scale(facts: Facts) -> Section:
    """What each number of places returns, best place first, as a chart and as a table."""
    if facts.order.option_id not in options_with_places(facts.appraised):
        return Section("Scale", (told("The option does not reach two places or more: there is no size to choose"),), 2)
    curve = scale_curve(sized(facts.appraised, facts.order.option_id))
    said, terms = scale_title(curve), basis_in_words(facts.appraised.case, MoneyBasis.present_value)
    title = "Net public value by number of places"
    chart = Chart(title, alt_of(f"Lines of net public value by number of places. {said}."), scale_chart.draw(curve))
    best = curve[curve.order == BEST_FIRST].reset_index(drop=True)
    every = max(1, -(-len(best) // MOST_SIZES))
    told_of = best[best.is_best | best.is_prototype | (best.index % every == every - 1) | (best.index == len(best) - 1)]
    rows = tuple(
        (
            f"{row['places']}{', the prototype' if row['is_prototype'] else ''}{', the best' if row['is_best'] else ''}",
            people(float(row["completers"])) if row["completers"] >= facts.rules.threshold else "few",
            exact_money(float(row["total_npsv_gbp"])),
            exact_money(float(row["net_cash_gbp"])),
        )
        for row in told_of.to_dict("records")
    )
    table = Table(
        f"Net public value and net cash by number of places, best place first. {terms}",
        ("Places", "People who complete", "Net public value", "Net cash"), rows, frozenset({1, 2, 3}), (1.8, 1.2, 1.2, 1.2),
    )  # fmt: skip
    return Section("Scale", (finding(said), chart, table, told(cash_steps_sentence(curve))), 2)
