"""Tables of the road to scale with the headings people read."""

from datetime import date, datetime

import pandas as pd

from core.charts.kit.formats import exact_money
from core.domain.gates import GATES, KeptDecision, KeptSettings, Ruling
from core.reports.gates.standing import RULING_WORDS


def pathway_table(frame: pd.DataFrame) -> pd.DataFrame:
    """The way in words: one row per step."""
    return pd.DataFrame({"Step": frame.title, "Where it stands": frame.text})


def decisions_table(decisions: tuple[KeptDecision, ...], options: dict[str, str]) -> pd.DataFrame:
    """Every decision on a gate: one row per decision, the latest first."""
    return pd.DataFrame(
        [
            {
                "When": day_words(row.decided_at),
                "Gate": GATES[row.gate].title,
                "Option": "every option" if row.option_id is None else options.get(row.option_id, row.option_id),
                "Decided": RULING_WORDS[row.ruling],
                "By": row.decided_by,
                "Version": str(row.number),
                "Because": row.reason or "no reason given",
                "Look again by": day_words(row.review_by) if row.ruling is Ruling.overridden else "",
            }
            for row in decisions
        ]
    )


def settings_table(history: tuple[KeptSettings, ...]) -> pd.DataFrame:
    """What gates were held to: one row per time it was set, the latest first."""
    return pd.DataFrame(
        [
            {
                "Written down": day_words(row.saved_at),
                "By": row.saved_by,
                "Agreed by": row.settings.agreed_by or "",
                "Agreed on": day_words(row.settings.agreed_on),
                "Tolerance": percent(row.settings.tolerance_share),
                "Chance asked for": percent(row.settings.least_chance),
                "Existing model": {True: "yes", False: "no", None: "not said"}[row.settings.has_existing_model],
                "Leaders at least": str(row.settings.least_maturity or "not said"),
                "Partners at least": str(row.settings.least_readiness or "not said"),
            }
            for row in history
        ]
    )


def readiness_table(grid: pd.DataFrame) -> pd.DataFrame:
    """How ready each partner is: one row per partner, one column per aspect."""
    if grid.empty:
        return pd.DataFrame(columns=["Partner"])
    rows = []
    for partner, part in grid.groupby("partner", sort=False):
        rows.append({"Partner": partner, **{row.title: _marked(row) for row in part.itertuples()}})
    return pd.DataFrame(rows)


def notes_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Every assessment: one row each, the latest first."""
    return pd.DataFrame(
        {
            "Looked at": [day_words(day) for day in frame.assessed_on],
            "Whose": frame.partner,
            "What": frame.aspect,
            "Step": frame.words,
            "Note": frame.note,
            "Looked at by": frame.assessed_by,
            "Written down by": frame.recorded_by,
        }
    )


def maturity_table(frame: pd.DataFrame) -> pd.DataFrame:
    """How used leaders are to deciding together: one row per aspect."""
    return pd.DataFrame(
        {
            "Of leaders together": frame.title,
            "Step": frame.words,
            "Reached": frame.state.map({"met": "yes", "unmet": "not yet", "unknown": "not known"}),
            "Looked at": [day_words(day) for day in frame.assessed_on],
            "By": frame.assessed_by,
            "Note": frame.note,
        }
    )


def sustained_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Recurrent cost against money by year: one row per year."""
    headings = {
        "Recurrent cost": "recurrent_gbp",
        "Core budgets": "lasting_gbp",
        "of which only offered": "offered_gbp",
        "Limited in time": "time_limited_gbp",
        "Covered by nobody": "uncovered_gbp",
    }
    return pd.DataFrame({"Year": frame.year_label, **{name: frame[column].map(exact_money) for name, column in headings.items()}})


def percent(share: float | None) -> str:
    """A share as a percentage, or a word where none was entered."""
    return "not said" if share is None else f"{share:.0%}"


def day_words(moment: date | datetime | None) -> str:
    """14 January 2027; nothing where there is no day."""
    return "" if moment is None or pd.isna(moment) else f"{moment.day} {moment:%B %Y}"


def _marked(row: object) -> str:
    words, state, on = str(getattr(row, "words")), getattr(row, "state"), getattr(row, "assessed_on")  # noqa: B009
    gap = "Gap: " if state == "unmet" else ""
    return f"{gap}{words}{f', {day_words(on)}' if on else ''}"
