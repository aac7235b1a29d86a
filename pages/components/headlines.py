"""The four figures a board asks for first, each with its range."""

from core.charts.kit.formats import chance, duration, money, money_range, whole_years
from core.domain.prices import MoneyBasis
from core.engine.simulation.simulate import Simulation
from core.reports.appraisals import Appraised
from core.reports.options import comparison, option_figures
from core.reports.uncertainty import spreads
from pages.components.layout import Card


def headline_cards(
    appraised: Appraised,
    option_id: str,
    simulation: Simulation,
    basis: MoneyBasis = MoneyBasis.present_value,
    shown: Simulation | None = None,
) -> list[Card]:
    """The four figures a board asks for first, in a money, each with its range: cost, net public value, net cash, payback."""
    own = option_figures(comparison(appraised, basis), option_id)
    years = appraised.case.programme.horizon_years
    invest = f"Cash to invest, {whole_years(years)}"
    spread = spreads(appraised, simulation, shown).set_index("option_id").loc[option_id]
    return [
        Card(
            invest,
            money(own["pv_public_cost_gbp"]),
            _range(spread.cost_p10_gbp, spread.cost_p90_gbp),
        ),
        Card("Net public value", money(own["npsv_gbp"]), _range(spread.p10_gbp, spread.p90_gbp), help=NPSV_HELP),
        Card("Net cash", money(own["net_cash_gbp"]), _range(spread.cash_p10_gbp, spread.cash_p90_gbp), help=CASH_HELP),
        Card(
            "Cash pays back in",
            duration(own["payback_cash_years"], years),
            _ends_ahead(spread.chance_cash),
        ),
    ]


def _ends_ahead(chance_cash: float) -> str:
    return f"{chance(chance_cash)} runs end with more cash than went in"


def _range(low_gbp: float, high_gbp: float) -> str:
    return f"{money_range(low_gbp, high_gbp)} in 8 of 10 model runs"


NPSV_HELP = "Public value less every cost, cash and in kind. Payments and taxes that only move between people do not count."


CASH_HELP = "Cash that really comes out of budgets less the cash that goes in. Freed capacity does not count."
