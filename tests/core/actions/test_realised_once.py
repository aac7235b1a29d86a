"""Cash that is recorded counts once, is believable, and of a line that is lost nothing more is expected."""

import pytest

from core.actions.programmes import replace_tables
from core.domain.errors import NotRecorded
from core.reports.changes.table_edits import with_cells
from core.reports.realisation.tracking import track
from core.store.database import Database
from core.store.tables.tables import read_tables
from core.store.tables.versions import version_numbered
from tests.core.actions.test_realisation import NOON, OUT, SAMPLE, TODAY, db, now, record, said  # noqa: F401 - db is its store
from tests.people import BOARD, LEAD_ANALYST

COURTS_AT = {"benefit_id": "court_time", "partner_id": "courts", "kind": "forecast", "year": 6, "budget": ""}


def test_cash_of_a_line_stands_as_a_whole_or_place_by_place_and_never_both(db: Database) -> None:  # noqa: F811
    record(db, said(**COURTS_AT, amount_gbp=1_000, cost_centre_id="court_city"))
    with pytest.raises(NotRecorded, match="recorded place by place already, so it would count twice"):
        record(db, said(**COURTS_AT, amount_gbp=1_500))
    record(db, said(**COURTS_AT, amount_gbp=500, cost_centre_id="court_north"))
    record(db, said(**COURTS_AT, amount_gbp=None, units=140))
    record(db, said(**{**COURTS_AT, "year": 7}, amount_gbp=1_500))
    with pytest.raises(NotRecorded, match="recorded for the line as a whole already"):
        record(db, said(**{**COURTS_AT, "year": 7}, amount_gbp=1, cost_centre_id="court_city"))
    record(db, said(kind="forecast", year=6, amount_gbp=100, budget=""))
    assert forecast(db) == 1_000 + 500 + 100


def test_amounts_beyond_belief_and_forecasts_of_years_that_are_over_are_refused(db: Database) -> None:  # noqa: F811
    with pytest.raises(NotRecorded, match="over £1 trillion"):
        record(db, said(amount_gbp=1e15))
    with pytest.raises(NotRecorded, match="over a thousand million units"):
        record(db, said(amount_gbp=None, units=1e12))
    with pytest.raises(NotRecorded, match="ended before 1 April 2030, and nothing more is expected of it"):
        record(db, said(kind="forecast", year=3, budget=""))
    record(db, said(kind="forecast", year=4, budget=""))


def test_of_a_line_that_is_lost_only_what_is_out_already_is_expected(db: Database) -> None:  # noqa: F811
    record(db, said(kind="forecast", year=6, amount_gbp=70_000, budget=""))
    before = forecast(db)
    plans = read_tables(db, version_numbered(db, SAMPLE).version_id)["realisation"]
    lost = with_cells(plans, {"benefit_id": "legal_aid", "partner_id": "courts"}, {"status": "lost"})
    replace_tables(db, SAMPLE, {"realisation": lost}, read_version=1, by=LEAD_ANALYST, at=NOON, what="It is lost.")
    assert before - forecast(db) == pytest.approx(70_000)


def forecast(db: Database) -> float:  # noqa: F811
    """What the courts expect of year 6 in all."""
    tracked = track(db, BOARD, now(db), now(db), OUT, today=TODAY)
    return float(tracked[(tracked.partner_id == "courts") & (tracked.year == 6)].forecast_gbp.iloc[0])
