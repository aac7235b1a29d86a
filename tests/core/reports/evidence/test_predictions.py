"""Predicted against actual, and what the test says of the scale estimate."""

from datetime import date

import pytest

from core.reports.evidence.predictions import Carried, carried_into_scale, variance, variance_by
from tests.core.reports.evidence_cases import case_with
from tests.core.reports.read_versions import loaded

COST = {"line_id": "cost_0"}


def test_each_line_partner_and_year_shows_what_came_against_what_was_expected() -> None:
    case = case_with(predictions=({"units": 20},), actuals=({"units": 15, "gbp": 750},))
    (row,) = variance(case).to_dict("records")
    assert (row["difference_gbp"], row["share"], row["units_ratio"]) == (-250, -0.25, 0.75)
    assert (row["side"], row["line"], row["partner"], row["is_frozen"]) == ("benefit", "beds", "Council", True)


def test_a_prediction_recorded_with_the_result_in_sight_is_shown_and_not_frozen() -> None:
    case = case_with(predictions=({"recorded_on": date(2027, 4, 1)}, {"year": 1}), actuals=({}, {"year": 1}))
    assert variance(case)["is_frozen"].tolist() == [False, True]


def test_what_has_no_other_side_is_shown_without_a_difference() -> None:
    case = case_with(predictions=({},), actuals=({**COST, "gbp": 5},))
    first, second = variance(case).to_dict("records")
    assert (first["line_id"], first["difference_gbp"], first["is_frozen"]) == ("beds", None, True)
    assert (second["line"], second["side"], second["predicted_gbp"], second["is_frozen"]) == ("Team", "cost", None, None)


def test_sums_take_only_frozen_predictions_that_have_an_actual() -> None:
    case = case_with(
        predictions=({}, {"year": 1}, {"year": 2, "recorded_on": date(2028, 1, 1)}, {**COST, "gbp": 100}),
        actuals=({"gbp": 900}, {"year": 2, "gbp": 9_999}, {**COST, "gbp": 130}),
    )
    sums = variance_by(variance(case), ["side"]).set_index("side")
    assert sums["predicted_gbp"].to_dict() == {"benefit": 1000, "cost": 100}
    assert sums["difference_gbp"].to_dict() == {"benefit": -100, "cost": 30}
    assert sums["share"].to_dict() == {"benefit": pytest.approx(-0.1), "cost": pytest.approx(0.3)}


def test_a_share_of_nothing_predicted_is_not_made_up() -> None:
    (row,) = variance(case_with(predictions=({"gbp": 0},), actuals=({"gbp": 10},))).to_dict("records")
    assert (row["difference_gbp"], row["share"]) == (10, None)


def test_fewer_units_than_expected_suggest_a_smaller_impact_with_its_range() -> None:
    case = case_with(
        effect={"impact": 2, "impact_low": 1, "impact_high": 3},
        predictions=({"units": 20}, {"year": 1, "units": 20}),
        actuals=({"units": 10}, {"year": 1, "units": 20}),
    )
    found = carried_into_scale(case, "stays")
    assert isinstance(found, Carried)
    assert (found.ratio, found.impact, found.impact_low, found.impact_high) == (0.75, 1.5, 0.75, 2.25)
    assert found.sentence == "75% of the units expected came, by 1 line: 2 would become 1.5"


def test_a_prediction_made_afterwards_is_not_carried() -> None:
    case = case_with(predictions=({"units": 20, "recorded_on": date(2027, 5, 1)},), actuals=({"units": 10},))
    assert carried_into_scale(case, "stays") == (
        "no line of this outcome has units both expected beforehand and seen; those there are were recorded after the first result"
    )


def test_the_arrests_of_the_sample_came_to_five_sixths() -> None:
    found = carried_into_scale(loaded("sample").case, "arrests")
    assert isinstance(found, Carried)
    assert found.ratio == pytest.approx(38 / 45)
    assert found.impact == pytest.approx(3 * 38 / 45)


def test_an_outcome_nobody_claims_anything_for_has_nothing_to_correct() -> None:
    assert carried_into_scale(case_with(), "elsewhere") == "nothing is claimed for this outcome, so there is no impact to correct"
