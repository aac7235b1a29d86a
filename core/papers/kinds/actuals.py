"""Predicted against actual: the cash that was promised, what is expected now, and what is out of budgets."""

from core.charts import promised_actual
from core.charts.kit.formats import exact_money
from core.charts.sentences.realisation import realised_title
from core.papers.content.paper import Block, Chart, Section, Table, alt_of, finding, missing, told
from core.papers.facts import Facts
from core.papers.kinds.history import History
from core.reports.realisation.tracking import running

HEADING = "Predicted against actual"


def predicted_against_actual(facts: Facts, history: History) -> Section:
    """What was promised, what is expected, and what came, by partner, with the running totals as a chart."""
    tracked, stands = history.tracked, history.stands
    if tracked.empty:
        return Section(HEADING, (told("No partner was promised any cash by this option"),), 2)
    said = realised_title(stands.promised_to_date_gbp, stands.actual_to_date_gbp, stands.promised_gbp)
    sums = tracked.groupby("partner", sort=False)[["promised_gbp", "forecast_gbp", "actual_gbp"]].sum().reset_index()
    rows = [
        (str(row["partner"]), *(exact_money(float(row[name])) for name in ("promised_gbp", "forecast_gbp", "actual_gbp")))
        for row in sums.to_dict("records")
    ]
    together = (stands.promised_gbp, stands.forecast_gbp, stands.actual_to_date_gbp)
    table = Table(
        f"Cash promised, expected now and out of budgets, all years, {facts.day_words}",
        ("Partner", "Promised", "Expected now", "Out of budgets"),
        (*rows, ("All partners", *map(exact_money, together))),
        frozenset({1, 2, 3}),
        (2.2, 1.2, 1.2, 1.2),
        last_is_total=True,
    )
    drawing = promised_actual.draw(running(tracked, history.year))
    chart = Chart(f"Running totals of cash promised, expected and out of budgets, {facts.day_words}", alt_of(drawing.alt), drawing)
    blocks: list[Block] = [finding(said), chart, told(history.promise), table]
    if tracked.actual_gbp.isna().all():
        blocks.append(missing("Nothing has been recorded yet as taken out of a budget"))
    return Section(HEADING, tuple(blocks), 2)
