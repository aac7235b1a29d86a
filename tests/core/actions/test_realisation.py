"""What partners say became of promised cash, and what the partnership then knows."""

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa
from pydantic import ValidationError

from core.actions.programmes import replace_tables
from core.actions.realisation import record_realised
from core.actions.sample import load_sample
from core.charts.sentences.realisation import next_step_sentence, realised_title
from core.domain.errors import NotAllowed, NotRecorded, Refused, StaleRow
from core.domain.people import SERVICE, Person
from core.domain.realisation import RealisationLevel, RealisationStatus, Realised
from core.domain.scenario import Scenario
from core.reports.appraisals import Appraised, appraise_loaded, load_version
from core.reports.realisation.early_warning import early_warning
from core.reports.realisation.plan import Plan, missing_from, owner_gone, planned
from core.reports.realisation.tracking import release_actions, running, said_of, standing, track
from core.store import audit, realisation
from core.store.database import Database, all_or_nothing
from tests.new_store import store_with
from tests.people import ANALYST, BOARD, VIEWER, a_person

NOON = datetime(2030, 11, 22, 12, tzinfo=UTC)
TODAY = NOON.date()
SAMPLE, OUT = "cbt_probation", "ten_boroughs"
COURTS = a_person("analyst", SAMPLE, "courts")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = store_with(_sample, tmp_path)
    yield opened
    opened.close()


def _sample(db: Database) -> None:
    load_sample(db, by=SERVICE, at=NOON)


def now(db: Database) -> Appraised:
    return appraise_loaded(load_version(db, SAMPLE), Scenario())


def said(**changes: object) -> Realised:
    told = {"benefit_id": "legal_aid", "partner_id": "courts", "year": 2, "kind": "actual", "amount_gbp": 9_000, "budget": "LA-114"}
    return Realised.model_validate({**told, **changes})


def record(db: Database, what: Realised, by: Person = ANALYST, read_version: int = 0) -> None:
    record_realised(db, SAMPLE, what, read_version=read_version, by=by, at=NOON)


def test_cash_out_of_a_budget_is_set_against_the_promise_of_its_partner_and_year(db: Database) -> None:
    record(db, said())
    record(db, said(year=3, amount_gbp=11_000))
    tracked = track(db, BOARD, now(db), now(db), OUT, today=TODAY)
    courts = tracked[tracked.partner_id == "courts"].set_index("year")
    assert courts.actual_gbp[[2, 3]].tolist() == [9_000, 11_000]
    assert courts.forecast_gbp[[1, 2, 3]].tolist() == [0, 9_000, 11_000]  # years that are over: what was recorded
    assert courts.promised_gbp[4] == courts.forecast_gbp[4] > 0


def test_the_promise_adds_up_to_the_cash_of_the_case_to_the_penny(db: Database) -> None:
    tracked = track(db, BOARD, now(db), now(db), OUT, today=TODAY)
    assert tracked.promised_gbp.sum() == pytest.approx(now(db).option(OUT).expected.yearly.cash_released_gbp.sum(), abs=0.005)


def test_a_line_that_is_lost_is_promised_and_no_longer_forecast(db: Database) -> None:
    before = now(db)
    plan = Plan("Nothing more", RealisationLevel.management, "Contract manager", date(2031, 1, 1), RealisationStatus.lost)
    table = planned(before.loaded.tables, "legal_aid", "courts", plan)
    replace_tables(db, SAMPLE, {"realisation": table}, read_version=1, by=ANALYST, at=NOON)
    tracked = track(db, BOARD, before, now(db), OUT, today=TODAY)
    courts = tracked[(tracked.partner_id == "courts") & (tracked.year == 6)].iloc[0]
    assert courts.forecast_gbp < courts.promised_gbp
    actions = release_actions(BOARD, now(db), OUT, TODAY)
    assert actions.set_index("line_id").status["legal_aid"] == "lost"
    assert standing(tracked, actions).lost == 1


def test_an_action_whose_day_is_past_is_overdue_until_it_is_released(db: Database) -> None:
    actions = release_actions(BOARD, now(db), OUT, TODAY).set_index("line_id")
    assert actions.status["homeless_help"] == "overdue" and actions.days_late["homeless_help"] == (TODAY - date(2029, 3, 31)).days
    assert actions.status["prison_places"] == "planned"


def test_an_owner_who_left_is_told(db: Database) -> None:
    actions = release_actions(BOARD, now(db), OUT, TODAY, frozenset({"head of custody"})).set_index("line_id")
    assert [line for line, trouble in actions.trouble.items() if trouble == "gone"] == ["police_custody"]


def test_a_partner_sees_its_own_lines_and_every_partners_totals(db: Database) -> None:
    record(db, said())
    police = a_person("board", SAMPLE, "gmp")
    assert set(release_actions(police, now(db), OUT, TODAY).partner_id) == {"gmp"}
    assert not said_of(db, police, SAMPLE) and len(said_of(db, COURTS, SAMPLE)) == 1
    assert track(db, police, now(db), now(db), OUT, today=TODAY).actual_gbp.sum() == 9_000
    assert set(early_warning(police, now(db), OUT, {}, TODAY).partner_id) <= {"gmp"}


def test_a_place_short_of_its_step_says_what_waits_on_how_many_more(db: Database) -> None:
    centre = said(
        benefit_id="prison_places", partner_id="hmpps", cost_centre_id="prison_city", amount_gbp=None, units=11, budget=""
    )
    record(db, centre)
    ahead = early_warning(BOARD, now(db), OUT, said_of(db, BOARD, SAMPLE), date(2026, 6, 1)).set_index("cost_centre_id")
    row = ahead.loc["prison_city"]
    assert (row.standing_units, row.to_next_units, row.eaten_units) == (11, 14, 0)
    assert ahead.seen_units.drop("prison_city").isna().all()


def test_growth_of_demand_eats_capacity(db: Database) -> None:
    ahead = early_warning(BOARD, now(db), OUT, {}, TODAY).set_index("cost_centre_id")
    assert ahead.eaten_units["prison_city"] == pytest.approx(300 * (1.005**4 - 1))
    assert ahead.eaten_units["court_city"] == 0


def test_a_correction_stands_and_what_it_corrects_stays(db: Database) -> None:
    record(db, said())
    with pytest.raises(StaleRow, match="Anil Analyst recorded this too"):
        record(db, said(amount_gbp=1), read_version=0)
    record(db, said(amount_gbp=8_000), read_version=1)
    assert realisation.latest(db, SAMPLE)[said().key].what.amount_gbp == 8_000
    assert [row.what.amount_gbp for row in realisation.every(db, SAMPLE)] == [9_000, 8_000]
    with pytest.raises(sa.exc.DatabaseError, match="only be added to"), all_or_nothing(db) as connection:
        connection.execute(sa.text("update realised set amount_gbp = 0"))
    first = audit.entries(db, SAMPLE, actions=["record_realised"])[-1].detail["what"]
    assert first == "Courts, prosecution and legal aid recorded £9,000 of Duty solicitor fees not paid in 2028/29."


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        (said(benefit_id="none"), "no line of benefit"),
        (said(partner_id="gmp"), "does not fall to that partner"),
        (said(year=40), "after the last year"),
        (said(year=5), "still to come"),
        (said(cost_centre_id="suite_city"), "not released at that place"),
        (said(benefit_id="victim_care", partner_id="nhs_gm"), "frees capacity and no cash"),
    ],
)
def test_what_does_not_fit_the_programme_is_refused_in_a_sentence(db: Database, what: Realised, sentence: str) -> None:
    with pytest.raises(NotRecorded, match=sentence):
        record(db, what)
    assert not realisation.every(db, SAMPLE)


def test_cash_that_left_no_budget_is_not_out(db: Database) -> None:
    with pytest.raises(ValidationError, match="Name the budget"):
        said(budget=" ")
    with pytest.raises(ValidationError, match="nothing was entered"):
        said(amount_gbp=None)


@pytest.mark.parametrize("by", [VIEWER, BOARD, a_person("analyst", SAMPLE, "gmp")], ids=lambda person: person.name)
def test_nobody_speaks_for_another_partner(db: Database, by: Person) -> None:
    with pytest.raises(NotAllowed):
        record(db, said(), by=by)
    record(db, said(), by=COURTS)


def test_of_two_people_who_record_the_same_at_once_one_is_told(db: Database) -> None:
    told: list[Refused] = []

    def try_it(amount: float) -> None:
        try:
            record(db, said(amount_gbp=amount))
        except StaleRow as stale:
            told.append(stale)

    threads = [threading.Thread(target=try_it, args=(amount,)) for amount in (1.0, 2.0)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1 and len(realisation.every(db, SAMPLE)) == 1


def test_a_plan_without_owner_action_or_day_says_what_is_missing() -> None:
    assert len(missing_from(Plan(" ", RealisationLevel.management, "", None, RealisationStatus.planned))) == 3


def test_running_totals_end_where_the_sums_do(db: Database) -> None:
    record(db, said())
    tracked = track(db, BOARD, now(db), now(db), OUT, today=TODAY)
    ends = running(tracked, 4).groupby("option").running_gbp.last()
    assert ends["Promised"] == pytest.approx(tracked.promised_gbp.sum())
    assert ends["Out of budgets"] == np.nansum(tracked.actual_gbp)


def test_sentences_say_what_waits_and_what_is_out() -> None:
    waits = next_step_sentence(
        standing_units=11, to_next_units=14, waiting_gbp=1_200_000, unit="bed", is_seen=True, eaten_units=0.2
    )
    assert waits == "11 beds of 25 (seen): £1.2m a year waits on 14 more"
    waits = next_step_sentence(
        standing_units=11, to_next_units=14, waiting_gbp=9e5, unit="bed", is_seen=False, eaten_units=0, is_agreed=False
    )
    assert waits.endswith("£900k a year waits on 14 more, and on its release being agreed")
    assert realised_title(100_000, 20_000, 500_000) == "£20k of the £100k promised by now is out of budgets"
    assert realised_title(0, 0, 500_000).startswith("Nothing was promised for the years that are over: £500k")


def test_an_owner_whose_account_is_ended_is_refused_and_anybody_else_is_not():
    plan = Plan("Close a landing", RealisationLevel.management, " Helen Novak ", date(2030, 1, 1), RealisationStatus.planned)
    assert owner_gone(plan, {"helen novak"}) == [
        "The action names Helen Novak, whose account is ended: name a post or a person who is still here. Nothing was saved."
    ]
    assert owner_gone(plan, {"tom hughes"}) == []
