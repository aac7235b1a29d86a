"""Control, share and influence: how much of a benefit rests on what the partnership controls, shares or can only influence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from core.domain.case.case import Case
from core.domain.case.logic_model import ElementStage, ModelVersion
from core.domain.case.options import Control, Lever, Option
from core.engine.appraisal import appraise
from core.reports.appraisals import Appraised
from core.reports.cache import worked_once
from core.reports.flows import flows
from core.reports.logic_model.elements import model_of, upstream, versions_of

NOT_MARKED = "not marked"
# A chain is as strong as its weakest link: who must decide at that link decides whether the benefit comes.
WEAKEST_FIRST = (Control.influence, Control.share, Control.control)
KINDS = (Control.influence.value, Control.share.value, NOT_MARKED, Control.control.value)
COLUMNS = ("control", "pv_gbp", "share", "links")
_CENT = 0.005


@dataclass(frozen=True)
class Rests:
    """Basis of an outcome: what its benefits rest on where sites deliver them."""

    control: str  # a Control, or NOT_MARKED
    links: tuple[str, ...]  # titles of the links that make it so


@worked_once
def control_shares(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """Split the benefit of an option by what it rests on.

    What is lost when the levers that can only be influenced are never adopted rests on influence; what is lost besides when
    the shared ones are not either rests on sharing, and so on. What sites deliver without any lever rests on the weakest of
    the activities that lead to its outcome in the logic model: they act one after another, while levers act side by side.

    Returns:
        one row per kind of control that has any: control (Control or "not marked"), pv_gbp (gross benefit, present value),
        share (of all benefit, 0 to 1; adds to 1), links (titles, in a tuple).
    """
    option = next(row for row in appraised.case.options if row.option_id == option_id)
    left = _benefit(appraised, option_id)
    parts = {kind: (0.0, dict[str, None]()) for kind in KINDS}
    levers = appraised.case.levers_of(option)
    for kind in KINDS:
        gone = [lever for lever in levers if _kind_of(lever) == kind]
        if gone:
            levers = tuple(lever for lever in levers if lever not in gone)
            without = _benefit(_with_levers(appraised, option, levers), option_id)
            kept = {line: min(gbp, max(0.0, without.get(line, 0.0))) for line, gbp in left.items()}
            parts[kind] = _more(parts[kind], sum(left.values()) - sum(kept.values()), [lever.title for lever in gone])
            left = kept
    outcome_of = {row.benefit_id: row.outcome_id for row in appraised.case.benefits}
    for line, gbp in left.items():
        rests = rests_on(appraised.case, option, outcome_of[line])
        parts[rests.control] = _more(parts[rests.control], gbp, rests.links if gbp > _CENT else ())
    return _frame(parts)


def rests_on(case: Case, option: Option, outcome_id: str) -> Rests:
    """Find the weakest of the activities that lead to an outcome where sites deliver an option."""
    links: dict[str, Control | None] = {}
    for version in versions_of(option):
        if version is not ModelVersion.scale_up:
            links |= _activities(case, version, outcome_id)
    unmarked = tuple(title for title, control in links.items() if control is None)
    if unmarked or not links:
        return Rests(NOT_MARKED, unmarked)
    weakest = next(control for control in WEAKEST_FIRST if control in links.values())
    return Rests(weakest.value, tuple(title for title, control in links.items() if control is weakest))


def _activities(case: Case, version: ModelVersion, outcome_id: str) -> dict[str, Control | None]:
    model = model_of(case, version)
    stands = [name for name, element in model.items() if element.outcome_id == outcome_id]
    earlier = {name for element_id in stands for name in upstream(model, element_id)}
    return {one.title: one.control for name, one in model.items() if name in earlier and one.stage is ElementStage.activity}


def _kind_of(lever: Lever) -> str:
    return lever.control.value if lever.control else NOT_MARKED


def _benefit(appraised: Appraised, option_id: str) -> dict[str, float]:
    """Gross benefit of an option by line, present value."""
    flow = flows(appraised, option_id)
    sums = flow[flow.side == "gains"].groupby("line_id", sort=False)["pv_gbp"].sum()
    return {str(line): float(gbp) for line, gbp in sums.items()}


def _with_levers(appraised: Appraised, option: Option, levers: tuple[Lever, ...]) -> Appraised:
    """Work the case out with some of an option's levers alone."""
    others = tuple(lever for lever in appraised.case.levers if lever.option_id != option.option_id)
    case = appraised.case.model_copy(update={"levers": (*others, *levers)})
    return replace(appraised, case=case, appraisal=appraise(case, appraised.loaded.assumptions, appraised.closed_centres))


Part = tuple[float, dict[str, None]]


def _more(part: Part, gbp: float, links: Iterable[str]) -> Part:
    return part[0] + gbp, part[1] | dict.fromkeys(links)


def _frame(parts: dict[str, Part]) -> pd.DataFrame:
    total = sum(gbp for gbp, _ in parts.values())
    rows = [(kind, gbp, gbp / total, tuple(links)) for kind, (gbp, links) in parts.items() if gbp > _CENT]
    return pd.DataFrame(rows, columns=list(COLUMNS))
