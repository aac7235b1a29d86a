"""Random wards: several lines fall away at one centre, some as gains, some as harms."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.case.benefits import Benefit, BenefitCentre, BenefitFall, CostCentre, SiteCentre
from core.domain.case.case import Case
from core.domain.case.options import Option, OptionSite
from core.domain.case.outcomes import Effect, Outcome
from core.domain.case.programme import Partner, Programme, Site
from core.engine.appraisal import appraise
from core.engine.results import CentreReleases
from tests.case_files import assumptions

ASSUMPTIONS = assumptions()
YEARS = 3
SPLITS = st.sampled_from([(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.5, 0.5, 0.0), (0.2, 0.5, 0.3)])
PEOPLE = 100.0
random_wards = settings(max_examples=120, deadline=None, derandomize=True)


@st.composite
def lines(draw: st.DrawFn, least: float = -40.0) -> list[dict[str, Any]]:
    found = []
    for _ in range(draw(st.integers(1, 4))):
        variable, step, fixed = draw(SPLITS)
        found.append(
            {
                "units": draw(st.floats(least, 100)),
                "value": draw(st.floats(10, 500)),
                "variable_share": variable,
                "step_share": step,
                "fixed_share": fixed,
                "release_agreed": draw(st.booleans()) or least >= 0,
            }
        )
    return found


WARDS = st.fixed_dictionaries(
    {
        "baseline_units": st.sampled_from([None, 0.0, 60.0, 150.0, 400.0]),
        "demand_growth_rate": st.sampled_from([0.0, 0.03, -0.05]),
        "lump_units": st.sampled_from([1.0, 20.0, 60.0]),
        "notice_years": st.sampled_from([0, 1]),
    }
)


def ward_case(rows: list[dict[str, Any]], wards: list[dict[str, Any]], share: tuple[float | None, ...] = (None,)) -> Case:
    """One site with 100 people a year; each line has an outcome of its own, which falls at the wards by `share`."""
    ids = [f"b{number}" for number in range(len(rows))]
    centre_ids = [f"ward{number}" for number in range(len(wards))]
    money = ("variable_share", "step_share", "fixed_share", "release_agreed")
    return Case(
        programme=Programme(
            programme_id="wards", title="Wards", base_year=2026, horizon_years=YEARS - 1, effect_timing="full_year"
        ),
        partners=(Partner(partner_id="nhs", title="NHS", kind="nhs"),),
        outcomes=tuple(Outcome(outcome_id=each, title=each, unit="bed-day") for each in ids),
        effects=tuple(
            Effect(outcome_id=each, impact=row["units"] / PEOPLE, impact_basis="net") for each, row in zip(ids, rows, strict=True)
        ),
        benefits=tuple(
            Benefit(
                benefit_id=each,
                outcome_id=each,
                benefit_class="fiscal",
                value_kind="service_cost",
                unit_value_gbp=row["value"],
                release_route="budget_removed",
                **{name: row[name] for name in money},
            )
            for each, row in zip(ids, rows, strict=True)
        ),
        benefit_falls=tuple(BenefitFall(benefit_id=each, partner_id="nhs", fall_share=1) for each in ids),
        cost_centres=tuple(
            CostCentre(cost_centre_id=each, partner_id="nhs", **ward) for each, ward in zip(centre_ids, wards, strict=True)
        ),
        benefit_centres=tuple(
            BenefitCentre(benefit_id=each, cost_centre_id=centre, place_share=part)
            for each in ids
            for centre, part in zip(centre_ids, share, strict=True)
        ),
        options=(Option(option_id="out", title="Out", kind="scale_out"),),
        sites=(Site(site_id="s", title="S", people_per_year=PEOPLE, is_prototype=True),),
        option_sites=(OptionSite(option_id="out", site_id="s", start_year=0),),
    )


def cash(case: Case) -> np.ndarray[Any, np.dtype[np.float64]]:
    return appraise(case, ASSUMPTIONS).options["out"].expected.yearly.cash_released_gbp


def releases(case: Case) -> CentreReleases:
    return appraise(case, ASSUMPTIONS).options["out"].expected.centres


@random_wards
@given(lines(), WARDS, st.data())
def test_more_harm_is_never_more_cash(rows: list[dict[str, Any]], ward: dict[str, Any], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    if rows[at]["units"] > 0:
        return
    worse = [{**row, "units": row["units"] - 30} if number == at else row for number, row in enumerate(rows)]
    assert (cash(ward_case(worse, [ward])) <= cash(ward_case(rows, [ward])) + 1e-6).all()


@random_wards
@given(lines(least=0.0), WARDS)
def test_a_centre_never_pays_more_than_it_costs(rows: list[dict[str, Any]], ward: dict[str, Any]) -> None:
    """At one value a unit, no more than all units of the centre; without a baseline, than all that falls away."""
    alike = [{**row, "value": 100.0} for row in rows]
    found = cash(ward_case(alike, [ward]))
    for year in range(YEARS):
        most = sum(row["units"] for row in alike)
        if ward["baseline_units"] is not None:
            most = min(most, ward["baseline_units"] * (1 + ward["demand_growth_rate"]) ** year)
        assert found[year] <= 100 * most + 1e-6


@random_wards
@given(lines(), WARDS)
def test_a_ward_that_others_fill_again_does_not_close(rows: list[dict[str, Any]], ward: dict[str, Any]) -> None:
    gained = sum(max(0.0, row["units"]) for row in rows if row["release_agreed"])
    filled = [*rows, {**rows[0], "units": -gained - 1, "release_agreed": False}]
    assert not releases(ward_case(filled, [ward])).steps.any()


@random_wards
@given(lines(), WARDS)
def test_demand_that_falls_by_itself_is_not_ours(rows: list[dict[str, Any]], ward: dict[str, Any]) -> None:
    falling, level = ({**ward, "demand_growth_rate": rate} for rate in (-0.05, 0.0))
    assert (cash(ward_case(rows, [falling])) <= cash(ward_case(rows, [level])) + 1e-6).all()


@random_wards
@given(lines(least=0.0), WARDS)
def test_pooling_lines_that_all_avoid_never_releases_less_than_taking_them_apart(
    rows: list[dict[str, Any]], ward: dict[str, Any]
) -> None:
    """Without a baseline the centre is only pooled; at one value a unit a step is worth the same for each line."""
    free = {**ward, "baseline_units": None}
    alike = [{**row, "value": 100.0, "variable_share": 0.0, "step_share": 1.0, "fixed_share": 0.0} for row in rows]
    apart = sum(cash(ward_case([row], [free])) for row in alike)
    assert (cash(ward_case(alike, [free])) >= apart - 1e-6).all()


@random_wards
@given(lines(least=0.0), WARDS)
def test_the_same_units_over_more_centres_never_release_more(rows: list[dict[str, Any]], ward: dict[str, Any]) -> None:
    free = {**ward, "baseline_units": None}

    def spread(centres: int) -> Case:
        case = ward_case(rows, [free] * centres, (None,) * centres)
        flows = tuple(
            SiteCentre(benefit_id=line.benefit_id, site_id="s", cost_centre_id=f"ward{number}", flow_share=1 / centres)
            for line in case.benefits
            for number in range(centres)
        )
        return case.model_copy(update={"site_centres": flows})

    one, two, four = (cash(spread(centres)) for centres in (1, 2, 4))
    assert (two <= one + 1e-6).all()
    assert (four <= two + 1e-6).all()


@random_wards
@given(lines(), WARDS)
def test_the_worst_grade_counts_once_for_a_child_and_its_parent(rows: list[dict[str, Any]], ward: dict[str, Any]) -> None:
    case = ward_case(rows[:1], [ward])
    parent = case.effects[0].model_copy(update={"confidence_grade": 2})
    child = Effect(outcome_id="child", impact=1, impact_basis="net", parent_outcome_id=parent.outcome_id, confidence_grade=5)
    line = case.benefits[0].model_copy(update={"benefit_id": "child", "outcome_id": "child", "value_kind": "other"})
    both = case.model_copy(
        update={
            "outcomes": (*case.outcomes, Outcome(outcome_id="child", title="Child", unit="bed-day")),
            "effects": (parent, child),
            "benefits": (*case.benefits, line.model_copy(update={"benefit_class": "social"})),
        }
    )
    units = appraise(both, ASSUMPTIONS).options["out"].expected.units
    at = units.outcome_ids.index("child"), units.outcome_ids.index(parent.outcome_id)
    whole = rows[0]["units"]
    assert units.at_sites[0, at[0]] == pytest.approx(whole * (1 - ASSUMPTIONS.benefit_cut[4]))
    assert units.at_sites[0, at[1]] == pytest.approx(whole * (1 - ASSUMPTIONS.benefit_cut[1]))
