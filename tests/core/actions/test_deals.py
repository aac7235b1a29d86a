"""What partners promise, each its own rows."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.actions.deals import Promise, save_contributions
from core.actions.sample import load_sample
from core.domain.errors import NotAllowed, NotRecorded, StaleVersion
from core.reports.appraisals import load_version
from tests.new_store import filled
from tests.people import ANALYST, ANN, VIEWER, a_person

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAMPLE = "cbt_probation"
POLICE = a_person("analyst", SAMPLE, "gmp", name="Pia Police")
OWN = Promise("Greater Manchester Police", "2027/28", 75_000.5, "grant", "signed", "The fund opens")


@pytest.fixture
def programme(db):
    return filled(db, _sample)


def _sample(db):
    load_sample(db, by=ANN, at=NOON)


def saved(db, promises, *, by=POLICE, version=1):
    return save_contributions(db, SAMPLE, "ten_boroughs", promises, read_version=version, by=by, at=NOON)


def promised(db, partner_id=None):
    return [row for row in load_version(db, SAMPLE).case.contributions if partner_id in (None, row.partner_id)]


def test_a_partner_changes_its_own_rows_and_no_other_moves(programme):
    before = [row for row in promised(programme) if (row.option_id, row.partner_id) != ("ten_boroughs", "gmp")]
    assert saved(programme, [OWN, replace(OWN, year="0", amount_gbp=5_000.0, funding="reserve", paid_if="")]).number == 2
    own = [row for row in promised(programme, "gmp") if row.option_id == "ten_boroughs"]
    assert sorted((row.year, row.amount_gbp, row.funding, row.status, row.paid_if) for row in own) == [
        (0, 5_000.0, "reserve", "signed", None),
        (1, 75_000.5, "grant", "signed", "The fund opens"),
    ]
    assert [row for row in promised(programme) if row not in own] == before


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"partner": "The Moon"}, 'Row 1: there is no partner "The Moon"'),
        ({"partner": "NHS Greater Manchester"}, "NHS Greater Manchester enters its own promises"),
        ({"year": "2037/38"}, "2037/38 is after the horizon, which ends with 2036/37"),
        ({"year": "2025"}, "before the first year"),
        ({"year": "next spring"}, '"next spring" is no year'),
        ({"amount_gbp": -1.0}, "below £0"),
        ({"amount_gbp": None}, "missing"),
        ({"amount_gbp": 1e15}, "over £1 trillion: give it in pounds"),
        ({"amount_gbp": float("inf")}, "missing or below"),
        ({"funding": "luck"}, '"luck" is no source of money'),
        ({"status": "hoped"}, '"hoped" is no status'),
    ],
)
def test_a_row_that_cannot_be_is_refused_in_a_sentence_and_nothing_is_saved(programme, changed, said):
    with pytest.raises(NotRecorded, match=said):
        saved(programme, [replace(OWN, **changed)])
    assert load_version(programme, SAMPLE).version.number == 1


def test_a_year_and_source_stands_there_once(programme):
    with pytest.raises(NotRecorded, match="Row 2: Greater Manchester Police has this year and source twice"):
        saved(programme, [OWN, OWN])


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(programme):
    saved(programme, [OWN])
    with pytest.raises(StaleVersion):
        saved(programme, [], by=ANALYST)


def test_who_edits_no_rows_promises_nothing(programme):
    with pytest.raises((NotAllowed, NotRecorded)):
        saved(programme, [OWN], by=VIEWER)
    with pytest.raises(NotAllowed):
        saved(programme, [], by=VIEWER)


def test_source_and_status_may_be_given_as_people_read_them_and_the_stored_words_are_kept(programme):
    saved(programme, [replace(OWN, funding="Core budget", status="Agreed"), replace(OWN, funding=" national_MATCH ")])
    own = [(row.funding, row.status) for row in promised(programme, "gmp") if row.option_id == "ten_boroughs"]
    assert sorted(own) == [("core_budget", "agreed"), ("national_match", "signed")]
    with pytest.raises(NotRecorded, match='"luck" is no source of money: choose one of Core budget, Grant'):
        saved(programme, [replace(OWN, funding="luck")])
