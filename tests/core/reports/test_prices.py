"""The same figures as a present value, in real money and in money of the day: three views that reconcile."""

import numpy as np
import pytest

from core.charts.sentences.prices import money_bases_title
from core.domain.links import SmallNumberRules
from core.domain.prices import MoneyBasis
from core.reports.benefits import bridge, cash_or_capacity
from core.reports.deals.splits import split
from core.reports.leader import leader_figures
from core.reports.options import comparison, npsv_range, running_cash
from core.reports.partners import ledger, partner_years
from core.reports.prices import (
    basis_factors,
    horizon_in_words,
    net_cash_bridge,
    terms_in_words,
    why_no_money_of_the_day,
    years_in_words,
)
from core.reports.scale import sized
from core.reports.uncertainty import simulated, spreads
from tests.core.reports.priced_folder import CSV, priced
from tests.core.reports.read_versions import appraised, pounds
from tests.people import LEAD_ANALYST

OUT = "out"
PV, REAL, DAY = MoneyBasis.present_value, MoneyBasis.real, MoneyBasis.money_of_the_day


def test_the_three_moneys_reconcile_in_the_bridge() -> None:
    """£100,000 comes to more than is paid in: 1,000 people x £200 less £100,000, in each of four years, all of it cash."""
    steps = net_cash_bridge(priced(programme=CSV["programme"]), OUT).set_index("step")
    measures = priced().option(OUT).expected.measures
    assert steps.end_gbp["present_value"] == pounds(measures.pv_cash_released_gbp - measures.pv_public_cost_gbp)
    assert steps.end_gbp["present_value"] + steps.amount_gbp["discounting"] == pounds(steps.end_gbp["real"])
    assert steps.end_gbp["real"] + steps.amount_gbp["inflation"] == pounds(steps.end_gbp["money_of_the_day"])
    yearly = priced().option(OUT).expected.yearly
    net = yearly.cash_released_gbp - yearly.cash_cost_gbp
    assert steps.end_gbp["real"] == pounds(net.sum())
    assert steps.end_gbp["money_of_the_day"] == pounds(sum(gbp * 1.02**year for year, gbp in enumerate(net)))
    assert "real and" in money_bases_title(steps.reset_index())


@pytest.mark.parametrize("basis", list(MoneyBasis))
def test_every_report_of_a_page_says_the_same_in_one_money(basis: MoneyBasis) -> None:
    whole = priced()
    table = ledger(whole, OUT, basis)
    years = partner_years(whole, OUT, basis)
    steps = bridge(whole, OUT, basis).set_index("step").end_gbp
    rows = comparison(whole, basis)
    rows = rows[rows.option_id == OUT].set_index("key").value
    assert table.net_gbp.sum() == pounds(steps["net"])
    assert years.groupby("partner").net_gbp.sum().sum() == pounds(steps["net"])
    assert table.cash_gbp.sum() == pounds(rows["pv_cash_released_gbp"]) == pounds(steps["cash"])
    assert table.pays_gbp.sum() == pounds(rows["pv_public_cost_gbp"])
    assert table.fiscal_gbp.sum() == pounds(rows["pv_fiscal_gbp"]) == pounds(cash_or_capacity(whole, OUT, basis).gbp.sum())
    assert running_cash(whole, basis).running_gbp.iloc[-1] == pounds(steps["net"])
    central = npsv_range(whole, basis).set_index("option_id").central_gbp[OUT]
    assert central == pounds(rows["npsv_gbp"])
    grown = sized(whole, OUT, basis).best_first.rows[-1]
    assert (grown.npsv_gbp, grown.net_cash_gbp) == (pounds(rows["npsv_gbp"]), pounds(steps["net"]))
    runs = simulated(whole, 8, basis=basis)  # nothing is uncertain, so that every run is the central estimate
    assert spreads(whole, simulated(whole, 8), runs).set_index("option_id").cash_mean_gbp[OUT] == pounds(steps["net"])
    divided = split(LEAD_ANALYST, whole, OUT, None, basis=basis)
    assert sum(line.net_gbp for line in divided.lines) == pounds(steps["net"])
    page = leader_figures(whole, OUT, simulated(whole, 8), SmallNumberRules(), basis=basis, shown=runs)
    assert (page.net_cash.gbp, page.net_cash.low_gbp) == (pounds(steps["net"]), pounds(steps["net"]))


def test_the_order_of_places_and_the_right_size_go_by_present_values_in_every_money() -> None:
    for basis in (REAL, DAY):
        asked, present = (sized(appraised("sample"), "ten_boroughs", money).best_first for money in (basis, PV))
        assert [row.site_ids for row in asked.rows] == [row.site_ids for row in present.rows]
        assert (asked.best_places, asked.viable) == (present.best_places, present.viable)
        assert asked.rows[-1].npsv_gbp > present.rows[-1].npsv_gbp


def test_present_values_are_those_of_the_engine() -> None:
    for name, option in (("sample", "ten_boroughs"), ("one_hospital", "out")):
        own = appraised(name).option(option).expected
        table = ledger(appraised(name), option, PV).set_index("partner_id")
        for partner_id, measures in own.partners.items():
            assert table.net_gbp[partner_id] == pounds(measures.net_cash_gbp)
            assert table.cash_gbp[partner_id] == pounds(measures.pv_cash_released_gbp)


def test_without_discounting_and_inflation_the_three_are_one() -> None:
    flat = priced(deflators="year,index\n2026,100\n2027,100\n2028,100\n2029,100\n")
    assert np.allclose(basis_factors(flat, DAY), basis_factors(flat, REAL))


def test_a_table_without_the_years_says_why_money_of_the_day_cannot_be_shown() -> None:
    short = priced(deflators="year,index\n2026,100\n", contributions="")
    assert why_no_money_of_the_day(short) == (
        "Money of the day cannot be shown: deflators.csv has no index for 2027 (2027/28): add a row for that year."
    )
    assert why_no_money_of_the_day(priced()) is None


def test_a_total_names_its_money_and_its_years() -> None:
    case = priced().case
    assert years_in_words(case) == "4 financial years, 2026/27 to 2029/30"
    assert terms_in_words(case, PV) == "Present value in 2026/27 prices, 4 financial years, 2026/27 to 2029/30."
    assert terms_in_words(case, REAL) == "Real, 2026/27 prices, not discounted, 4 financial years, 2026/27 to 2029/30."
    assert terms_in_words(case, DAY) == "Money of the day, not discounted, 4 financial years, 2026/27 to 2029/30."
    assert horizon_in_words(case) == "The horizon is 3 years: year 0 to year 3, 4 financial years, 2026/27 to 2029/30."
    assert years_in_words(priced(programme=CSV["programme"].replace("2026,3", "2026,0")).case) == "1 financial year, 2026/27"


def test_an_appraisal_without_a_table_of_its_own_uses_the_official_index() -> None:
    costs = CSV["costs"].replace("amount_gbp,", "amount_gbp,price_year,").replace("100000,", "100000,2015,")
    paid = priced(deflators="", contributions="", costs=costs).option(OUT).expected.yearly.cash_cost_gbp
    assert paid[0] == pytest.approx(100_000 * 103.13671 / 75.47905)
