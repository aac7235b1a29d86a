"""Tables of realisation, in words."""

import pandas as pd

from core.charts.kit.formats import exact_money, financial_year, people
from core.charts.sentences.realisation import due_words
from core.domain.realisation import RealisationLevel, RealisationStatus
from core.reports.realisation.plan import LEVELS, STATUSES
from core.reports.realisation.tracking import OVERDUE

NOT_RECORDED = "not recorded"


def track_table(frame: pd.DataFrame, base_year: int) -> pd.DataFrame:
    """Promise, forecast and what came: one row per partner and year in which there is any."""
    some = frame[(frame.promised_gbp > 0) | (frame.forecast_gbp > 0) | frame.actual_gbp.notna()]
    return pd.DataFrame(
        {
            "Partner": some.partner,
            "Year": [financial_year(base_year, year) for year in some.year],
            "Promised": some.promised_gbp.map(exact_money),
            "Forecast": some.forecast_gbp.map(exact_money),
            "Out of budgets": [exact_money(gbp, NOT_RECORDED) for gbp in some.actual_gbp],
        }
    )


def steps_ahead_table(frame: pd.DataFrame, base_year: int) -> pd.DataFrame:
    """Cost centres and their next step: one row per stepped line and cost centre."""
    return pd.DataFrame(
        {
            "Cost centre": frame.centre,
            "Partner": frame.partner,
            "Benefit": frame.line,
            "The case expects by now": frame.expected_units.map(people),
            "Recorded": [people(units, NOT_RECORDED) for units in frame.seen_units],
            "Taken by growth of demand": frame.eaten_units.map(people),
            "Stays away": frame.standing_units.map(people),
            "One step": frame.lump_units.map(people),
            "Missing to the next": frame.to_next_units.map(people),
            "Cash a year that waits on it": frame.waiting_gbp.map(exact_money),
            "The case closes one in": [due_words(None if pd.isna(year) else int(year), base_year) for year in frame.next_step_year],
        }
    )


def actions_table(frame: pd.DataFrame) -> pd.DataFrame:
    """What has to be done: one row per line of cash and partner."""
    return pd.DataFrame(
        {
            "Partner": frame.partner,
            "Line of cash": frame.line,
            "At most in a year": frame.yearly_gbp.map(exact_money),
            "What is done": [action or "nobody has said" for action in frame.action],
            "Level": [LEVELS[RealisationLevel(level)] if level else "" for level in frame.level],
            "Owner": [owner or "nobody" for owner in frame.owner],
            "Due": [f"{due.day} {due:%B %Y}" if due else "no date" for due in frame.due_on],
            "Stands": [_status(status, late) for status, late in zip(frame.status, frame.days_late, strict=True)],
        }
    )


def _status(status: str, days_late: int) -> str:
    if status == OVERDUE:
        return f"Overdue by {days_late:,} day{'' if days_late == 1 else 's'}" if days_late else "Overdue"
    return STATUSES[RealisationStatus(status)] if status else "Not planned"
