"""How much of a benefit rests on what the partnership controls, shares or can only influence."""

from dataclasses import dataclass

import pandas as pd

from core.domain.case import Case
from core.domain.delivery import ElementStage, ModelVersion
from core.domain.options import Control
from core.reports.appraisals import Appraised
from core.reports.flows import flows
from core.reports.logic_model import model_of, upstream, versions_of

NOT_MARKED = "not marked"
# A chain is as strong as its weakest link: who must decide at that link decides whether the benefit comes.
WEAKEST_FIRST = (Control.influence, Control.share, Control.control)


@dataclass(frozen=True)
class Rests:
    """On what one outcome's benefits rest."""

    control: str  # a Control, or NOT_MARKED
    links: tuple[str, ...]  # titles of the links that make it so


def control_shares(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """Split the benefit of an option by the weakest link it rests on.

    A benefit rests on the activities that lead to its outcome in the logic model, and on every lever of the option. It rests
    on influence as soon as one of them is only influenced, on sharing as soon as one is shared, and is under the
    partnership's control when all are.

    Returns:
        one row per kind of control that has any, weakest first: control (Control or "not marked"), pv_gbp (gross, present
        value), share (of all benefit, 0 to 1; adds to 1), lines (how many), links (titles, comma separated).
    """
    rests = {outcome_id: rests_on(appraised.case, option_id, outcome_id) for outcome_id in _outcomes(appraised.case)}
    outcome_of = {row.benefit_id: row.outcome_id for row in appraised.case.benefits}
    flow = flows(appraised, option_id)
    gains = flow[flow.side == "gains"]
    lines = gains.groupby("line_id", as_index=False, sort=False)["pv_gbp"].sum()
    kinds = [rests[outcome_of[line]] for line in lines.line_id]
    told = lines.assign(control=[kind.control for kind in kinds], links=[kind.links for kind in kinds])
    told = told[told.pv_gbp > 0]
    total = float(told.pv_gbp.sum())
    rows = []
    for control in (*(kind.value for kind in WEAKEST_FIRST), NOT_MARKED):
        some = told[told.control == control]
        if len(some):
            links = dict.fromkeys(link for links in some.links for link in links)
            rows.append((control, float(some.pv_gbp.sum()), float(some.pv_gbp.sum()) / total, len(some), ", ".join(links)))
    return pd.DataFrame(rows, columns=["control", "pv_gbp", "share", "lines", "links"])


def rests_on(case: Case, option_id: str, outcome_id: str) -> Rests:
    """Find the weakest links that an outcome rests on in an option."""
    option = next(row for row in case.options if row.option_id == option_id)
    links = {lever.title: lever.control for lever in case.levers_of(option)}
    for version in versions_of(option):
        links |= _activities(case, version, outcome_id)
    marked = [control for control in WEAKEST_FIRST if control in links.values()]
    if not marked or None in links.values():
        return Rests(NOT_MARKED, tuple(title for title, control in links.items() if control is None))
    return Rests(marked[0].value, tuple(title for title, control in links.items() if control is marked[0]))


def _activities(case: Case, version: ModelVersion, outcome_id: str) -> dict[str, Control | None]:
    model = model_of(case, version)
    stands = [name for name, element in model.items() if element.outcome_id == outcome_id]
    earlier = {name for element_id in stands for name in upstream(model, element_id)}
    return {model[name].title: model[name].control for name in earlier if model[name].stage is ElementStage.activity}


def _outcomes(case: Case) -> tuple[str, ...]:
    return tuple(row.outcome_id for row in case.outcomes)
