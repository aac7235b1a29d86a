"""Sentences about the logic model, what it rests on and the design at scale, worked out from the figures."""

import pandas as pd

from core.charts.kit.formats import share, signed_money
from core.charts.kit.grammar import counted, listed, verb
from core.reports.service_design import Completeness

RESTS_ON = {
    "influence": "on what the partners can only influence",
    "share": "on what they share with others",
    "control": "on what they control",
    "not marked": "on elements that nobody has marked",
}
NOTHING_LOOSE = "Every benefit hangs on an outcome, and every outcome on something done: nothing is loose"


def control_title(frame: pd.DataFrame) -> str:
    """Say how much of the benefit rests on influence, and on what the rest does.

    Args:
        frame: one row per kind of control with any: control, share.
    """
    if frame.empty:
        return "No benefit is expected, so none rests on influence"
    shares = dict(zip(frame["control"], frame["share"], strict=True))
    (first, most), *others = [(f"{share(part)}", RESTS_ON[kind]) for kind, part in shares.items()]
    rest = [f"{part} {what}" for part, what in others]
    none = "" if "influence" in shares else ", and none on influence alone"
    return listed([f"{first} of the benefit rests {most}", *rest]) + none


def breaks_title(count: int) -> str:
    """Say in how many places the chain does not hold."""
    return f"The chain breaks {_where(count)}" if count else NOTHING_LOOSE


def design_title(found: Completeness) -> str:
    """Say how much of the design is settled and what is missing: '8 of 11 headings are settled; 2 have no owner'."""
    told = [f"{found.settled} of {found.headings} headings are settled"]
    for count, what in ((found.missing, "not said"), (found.overdue, "overdue")):
        if count:
            told.append(f"{count} {verb(count, 'is', 'are')} {what}")
    if found.unowned:
        told.append(f"{found.unowned} {verb(found.unowned, 'has', 'have')} no owner")
    return "; ".join(told)


def outcomes_title(frame: pd.DataFrame) -> str:
    """Say whether options work for the same outcomes.

    Args:
        frame: one row per outcome x option: outcome, is_unlike.
    """
    unlike = list(dict.fromkeys(frame.loc[frame["is_unlike"], "outcome"]))
    if not unlike:
        return "The options work for the same outcomes, and differ in how much of each"
    return f"The options do not work for the same outcomes: {listed(unlike)} {verb(len(unlike), 'is', 'are')} unlike"


def saved_sentence(number: int, words: str, breaks_before: int, breaks_after: int) -> str:
    """Say what a change of the model did: rows, and breaks; the words of a model move no figure."""
    now = (
        f"breaks {_where(breaks_after)}, as before"
        if breaks_before == breaks_after
        else f"broke {_where(breaks_before)} and breaks {_where(breaks_after)} now"
    )
    return f"Saved as version {number}: {words}. Over all versions the chain {now}. No figure of the appraisal moves."


def lever_added_sentence(number: int, title: str, option: str, change_gbp: float) -> str:
    """Say what a new lever did to the net public value of its option."""
    moved = "stays as it is" if abs(change_gbp) < 0.5 else f"changes by {signed_money(change_gbp)}"
    return f"Saved as version {number}: the lever {title}. Net public value of {option} {moved}."


def _where(count: int) -> str:
    return f"in {counted(count)} {verb(count, 'place', 'places')}" if count else "nowhere"
