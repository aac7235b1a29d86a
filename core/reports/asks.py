"""What has to be done by whom: the changes others are asked to make, and how each line of cash leaves a budget."""

import pandas as pd

from core.reports.appraisals import Appraised
from core.reports.flows import flows
from core.reports.worked_once import worked_once

LEVER_COLUMNS = (
    "option",
    "lever",
    "kind",
    "mechanism",
    "full_effect",
    "p_adopted",
    "owner",
    "decided_by",
    "control",
    "root_cause",
    "ask",
)
CASH_COLUMNS = ("partner", "line", "pv_cash_gbp", "action", "level", "owner", "due_on", "status", "partner_id")


@worked_once
def changes_asked_for(appraised: Appraised) -> pd.DataFrame:
    """List the rules and behaviours that scale-ups would change.

    Returns:
        one row per lever: option, lever, kind, mechanism, full_effect (share), p_adopted (chance), owner, decided_by,
        control, root_cause, ask. Empty text where nothing was entered.
    """
    options = {row.option_id: row.title for row in appraised.case.options}
    partners = {row.partner_id: row.title for row in appraised.case.partners}
    rows = [
        (
            options[lever.option_id],
            lever.title,
            lever.kind.value if lever.kind else "",
            lever.mechanism.value,
            lever.full_effect,
            lever.p_adopted,
            partners.get(lever.owner_partner_id or "", ""),
            lever.decided_by or "",
            lever.control.value if lever.control else "",
            lever.root_cause or "",
            lever.ask or "",
        )
        for lever in appraised.case.levers
    ]
    return pd.DataFrame(rows, columns=list(LEVER_COLUMNS))


@worked_once
def cash_to_take_out(appraised: Appraised, option_id: str) -> pd.DataFrame:
    """Say for each line of cash and partner how it is to leave the budget, and who sees to it.

    Returns:
        one row per cash line x partner with cash: partner, line, pv_cash_gbp, action, level, owner, due_on, status, partner_id.
        Empty text where nobody has said so yet: money without an owner stays where it is.
    """
    flow = flows(appraised, option_id)
    cash = flow[(flow.side == "gains") & flow.is_cash.astype(bool)]
    sums = cash.groupby(["partner_id", "line_id", "line"], as_index=False, sort=False)["pv_cash_gbp"].sum()
    plans = {(row.benefit_id, row.partner_id): row for row in appraised.case.realisation}
    partners = {row.partner_id: row.title for row in appraised.case.partners}
    rows = []
    for row in sums[sums.pv_cash_gbp > 0].itertuples():
        plan = plans.get((row.line_id, row.partner_id))
        said = (
            (plan.release_action, plan.level.value, plan.owner, plan.due_on.isoformat(), plan.status.value) if plan else ("",) * 5
        )
        rows.append((partners.get(row.partner_id, row.partner_id), row.line, row.pv_cash_gbp, *said, row.partner_id))
    return pd.DataFrame(rows, columns=list(CASH_COLUMNS))


def observed_share(appraised: Appraised, option_id: str) -> float | None:
    """Find how much of an option's benefit hangs on outcomes that were measured, and is not only modelled.

    Returns:
        share, 0 to 1, of the present value of all benefit; None where there is no benefit.
    """
    measured = {row.outcome_id for row in appraised.case.evidence if row.effect is not None}
    lines = {row.benefit_id for row in appraised.case.benefits if row.outcome_id in measured}
    flow = flows(appraised, option_id)
    gains = flow[flow.side == "gains"]
    total = float(gains.pv_gbp.sum())
    return float(gains.loc[gains.line_id.isin(lines), "pv_gbp"].sum()) / total if total > 0 else None
