"""Deal positions: what each partner pays and gains under a rule, as the two-way bars of the ledger."""

import pandas as pd

from core.charts import ledger
from core.charts.kit.cache import remembered
from core.charts.kit.formats import money, signed_money
from core.charts.kit.spec import Drawing
from core.charts.sentences.deals import positions_title
from core.reports.deals.shares import Deal


def positions(made: Deal) -> pd.DataFrame:
    """Lay a deal out as the ledger draws it: one row per partner, partner, pays_gbp, gains_gbp, net_gbp.

    A partner that is paid to take part has that payment on the side of what it gains.
    """
    pays = made.partners.pays_gbp
    return pd.DataFrame(
        {
            "partner": made.partners.partner,
            "pays_gbp": pays.clip(lower=0.0),
            "gains_gbp": made.partners.gains_gbp + (-pays).clip(lower=0.0),
            "net_gbp": made.partners.net_gbp,
        }
    )


def alt_text(made: Deal) -> str:
    """Say in words what the chart shows."""
    frame = positions(made)
    each = [
        f"{partner} pays {money(pays)} and gains {money(gains)}, net {signed_money(net)}"
        for partner, pays, gains, net in zip(frame.partner, frame.pays_gbp, frame.gains_gbp, frame.net_gbp, strict=True)
    ]
    return f"Two-way bars of what each partner pays and gains. {positions_title(made)}. {'; '.join(each)}."


@remembered
def draw(made: Deal, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    drawn = ledger.draw(positions(made), dark, narrow)
    return Drawing(drawn.rows, drawn.spec, alt_text(made))
