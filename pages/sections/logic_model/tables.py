"""Tables of the logic model, of levers and of what benefits rest on, in words."""

import pandas as pd

from core.charts.kit.formats import exact_money, people, share
from core.charts.logic_model import STAGE_WORDS
from core.domain.case.options import Control
from core.reports.logic_model.elements import WHOSE

NOBODY, NOTHING = "nobody named", "not said"
CONTROL_WORDS = {kind.value: WHOSE[kind] for kind in Control} | {"": "not marked"}
CHANGE_WORDS = {
    **{"new": "New", "gone": "Gone", "changed": "Changed", "same": "The same"},
    **{"more": "More", "fewer": "Fewer", "different": "Different"},
}


def elements_table(frame: pd.DataFrame) -> pd.DataFrame:
    """One version: one row per element."""
    return pd.DataFrame(
        {
            "Element": frame.title,
            "Stage": frame.stage.map(STAGE_WORDS),
            "How much": [
                "" if pd.isna(quantity) else f"{people(quantity)} {unit}".strip()
                for quantity, unit in zip(frame.quantity, frame.unit, strict=True)
            ],
            "Leads to": frame.leads_to,
            "Stands for": frame.outcome,
            "Whose it is": frame.control.map(CONTROL_WORDS),
            "Who decides": [
                decider or (NOBODY if stage == "activity" else "")
                for decider, stage in zip(frame.decided_by, frame.stage, strict=True)
            ],
        }
    )


def differences_table(frame: pd.DataFrame, before: str, after: str) -> pd.DataFrame:
    """Two versions side by side: one row per element of either."""
    return pd.DataFrame(
        {
            "Stage": frame.stage.map(STAGE_WORDS),
            f"{before}": frame.before,
            f"{after}": frame.after,
            "Change": frame.change.map(CHANGE_WORDS),
        }
    )


def resources_table(frame: pd.DataFrame, before: str, after: str) -> pd.DataFrame:
    """What is put in at two sizes: one row per input of either."""
    return pd.DataFrame(
        {f"{before}, put in": frame.before, f"{after}, put in": frame.after, "Change": frame.change.map(CHANGE_WORDS)}
    )


def control_table(frame: pd.DataFrame, *, with_links: bool) -> pd.DataFrame:
    """What the benefit rests on: one row per kind of control."""
    table = pd.DataFrame(
        {
            "Rests on what is": frame.control.map(lambda kind: CONTROL_WORDS.get(kind, kind)),
            "Benefit, present value": frame.pv_gbp.map(exact_money),
            "Share": frame.share.map(share),
        }
    )
    return table.assign(**{"Because of": frame.links.map(", ".join)}) if with_links else table


def lever_words(row: dict[str, object]) -> pd.DataFrame:
    """One lever: one row per thing that is said of it."""
    money = "" if row["has_money"] else "; no money is put to it, and its indicators show whether it is adopted"
    outcomes = row["outcomes"] if isinstance(row["outcomes"], tuple) else ()
    said = {
        "How it works": f"{row['mechanism']}{money}",
        "Kind": f"{row['kind'] or NOTHING}{' (a deep lever)' if row['is_deep'] else ''}",
        "Led by": row["owner"] or NOBODY,
        "Decided by": row["decided_by"] or NOBODY,
        "Whose it is": CONTROL_WORDS[str(row["control"])],
        "The ask": row["ask"] or NOTHING,
        "Root cause": row["root_cause"] or NOTHING,
        "Which drives": ", ".join(outcomes) or NOTHING,
        "Shown by": row["indicators"] or NOTHING,
    }
    return pd.DataFrame({"Of the lever": list(said), "What is said": [str(each) for each in said.values()]})


def causes_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Root causes: one row per cause."""
    return pd.DataFrame(
        {
            "Root cause": frame.root_cause,
            "Levers that act on it": frame.levers.map(", ".join),
            "Outcomes it drives": frame.outcomes.map(", ".join),
        }
    )
