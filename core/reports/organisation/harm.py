"""Harm: what the work takes from one partner, and what may go wrong at its cost."""

import pandas as pd

from core.access.permission import must_be_allowed
from core.domain.case.unmonetised import Direction
from core.domain.people import Doing, Person
from core.reports.appraisals import Appraised
from core.reports.cache import worked_once
from core.reports.flows import flows
from core.reports.organisation.cash import LEAST_GBP
from core.reports.risks import risk_register
from core.reports.unmonetised import unmonetised

HARM_COLUMNS = ("kind", "what", "gbp", "note")
LINE, RISK, UNPRICED = "line", "risk", "unpriced"


def own_harm(person: Person, appraised: Appraised, option_id: str, partner_id: str) -> pd.DataFrame:
    """List what harms one partner: lines of benefit that cost it, its risks, and effects against it that have no price.

    Returns:
        one row each: HARM_COLUMNS. kind is line, risk or unpriced; gbp is what the line takes over all years (present value,
        above 0), or the expected cost of the risk (real), and missing for what has no price; note is what is done about it.
        No rows for people who may not see the partner's detail.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    programme_id = appraised.case.programme.programme_id
    must_be_allowed(person, Doing.see_agreed_view, programme_id)
    rows: list[tuple[object, ...]] = []
    if person.may(Doing.see_detail, programme_id, partner_id):
        rows = [*_lines(appraised, option_id, partner_id), *_risks(appraised, option_id, partner_id)]
        rows += _unpriced(appraised, option_id, partner_id)
    return pd.DataFrame(rows, columns=list(HARM_COLUMNS)).astype({"gbp": "float64"})


@worked_once
def _lines(appraised: Appraised, option_id: str, partner_id: str) -> list[tuple[object, ...]]:
    flow = flows(appraised, option_id)
    own = flow[(flow.side == "gains") & (flow.partner_id == partner_id)]
    sums = own.groupby("line", sort=False)["pv_gbp"].sum()
    return [(LINE, str(line), -float(gbp), "") for line, gbp in sums.items() if gbp < -LEAST_GBP]


@worked_once
def _risks(appraised: Appraised, option_id: str, partner_id: str) -> list[tuple[object, ...]]:
    frame = risk_register(appraised, option_id)
    own = frame[frame.partner_id == partner_id]
    return [(RISK, row.risk, row.expected_gbp, row.mitigation) for row in own.itertuples()]


@worked_once
def _unpriced(appraised: Appraised, option_id: str, partner_id: str) -> list[tuple[object, ...]]:
    frame = unmonetised(appraised, option_id)
    own = frame[(frame.partner_id == partner_id) & (frame.direction == Direction.against.value)]
    return [(UNPRICED, row.effect, None, row.evidence) for row in own.itertuples()]
