"""Out then up: the gate, what is learnt at it, and what waiting costs."""

import json
from typing import Any

import pytest

from core.domain.case.benefits import Benefit, BenefitFall
from core.domain.case.case import Case
from core.domain.case.costs import Cost, CostShare, Driver
from core.domain.case.options import Lever, Option, OptionSite
from core.domain.case.outcomes import Effect, Outcome
from core.domain.case.programme import Partner, Population, Programme, Site
from core.engine.appraisal import appraise
from core.engine.gate_value import GateSignal, gate_value
from tests.case_files import CASES, assumptions, read_case

PUBLISHED: dict[str, Any] = json.loads((CASES / "published.json").read_text(encoding="utf-8"))["out_then_up"]
ASSUMPTIONS = assumptions()
SIGNALS = (GateSignal(0.6, 0.85), GateSignal(0.4, 0.225))


def published_case(p_now: float = 0.4, p_later: float = 0.6, gate: int = 4) -> Case:
    """Out: 1,000 at once for 120 a year in years 1 to 10. Up: 2,000 at its start for 500 a year from three years later."""
    costs = (_cost("out_now", "out", 1000, 0), _cost("up_now", "now", 2000, 0))
    costs += (_cost("out_first", "later", 1000, 0), _cost("up_at_the_gate", "later", 2000, gate))
    return Case(
        programme=Programme(
            programme_id="published", title="Published", base_year=2026, horizon_years=20, effect_timing="full_year"
        ),
        partners=(Partner(partner_id="council", title="Council", kind="local_authority"),),
        outcomes=(
            Outcome(outcome_id="treated", title="Treated", unit="pound"),
            Outcome(outcome_id="changed", title="Changed", unit="pound"),
        ),
        effects=(
            Effect(outcome_id="treated", impact=120, impact_basis="net"),
            Effect(outcome_id="changed", impact=0, impact_basis="net", units_per_person_year=1),
        ),
        benefits=tuple(
            Benefit(benefit_id=each, outcome_id=each, benefit_class="economic", value_kind=kind, unit_value_gbp=1)
            for each, kind in (("treated", "output_gain"), ("changed", "service_cost"))
        ),
        benefit_falls=tuple(BenefitFall(benefit_id=each, partner_id="council", fall_share=1) for each in ("treated", "changed")),
        options=(
            Option(option_id="out", title="Out", kind="scale_out"),
            Option(option_id="now", title="Up now", kind="scale_up"),
            Option(option_id="later", title="Out then up", kind="out_then_up", gate_year=gate),
        ),
        costs=costs,
        cost_shares=tuple(CostShare(cost_id=cost.cost_id, partner_id="council", pay_share=1) for cost in costs),
        sites=(Site(site_id="site", title="Site", people_per_year=1),),
        option_sites=tuple(OptionSite(option_id=each, site_id="site", start_year=1, end_year=10) for each in ("out", "later")),
        population=Population(people_with_problem=500, inflow_per_year=0, exit_rate=0),
        levers=(_lever("rule_now", "now", p_now, 3), _lever("rule_later", "later", p_later, 3)),
    )


def _cost(cost_id: str, option_id: str, amount_gbp: float, year: int) -> Cost:
    line = {"cost_id": cost_id, "option_id": option_id, "cost_type": "revenue", "driver": "programme_one_off"}
    return Cost(**line, amount_gbp=amount_gbp, start_year=year)


def _lever(lever_id: str, option_id: str, p_adopted: float, from_year: int) -> Lever:
    adoption = (0.0,) * from_year + (1.0,)
    lever = {"lever_id": lever_id, "option_id": option_id, "title": "The rule", "mechanism": "unit_cost", "full_effect": 1}
    return Lever(**lever, p_adopted=p_adopted, adoption=adoption)


def test_the_published_values_come_out() -> None:
    appraisal = appraise(published_case(), ASSUMPTIONS).options
    assert appraisal["out"].expected.measures.npsv_gbp == pytest.approx(PUBLISHED["out_only"], abs=0.005)
    assert appraisal["now"].expected.measures.npsv_gbp == pytest.approx(PUBLISHED["up_now_p0.4"], abs=0.005)
    assert appraisal["now"].break_even_adoption == pytest.approx(PUBLISHED["breakeven_p_now"], abs=0.00005)
    found = gate_value(published_case(), ASSUMPTIONS, "later", SIGNALS)
    assert found.stop_npsv_gbp == pytest.approx(PUBLISHED["out_only"], abs=0.005)
    assert found.committed_npsv_gbp == pytest.approx(PUBLISHED["committed_wait4_p0.6"], abs=0.005)
    assert found.gated_npsv_gbp == pytest.approx(PUBLISHED["gated_wait4"], abs=0.005)
    assert found.stopping_gbp == pytest.approx(PUBLISHED["value_of_gate"], abs=0.01)
    assert found.break_even_going_on == pytest.approx(PUBLISHED["breakeven_p_at_4"], abs=0.00005)


def test_without_signals_nothing_is_learnt_and_the_gate_is_worth_nothing() -> None:
    found = gate_value(published_case(), ASSUMPTIONS, "later")
    assert found.gated_npsv_gbp == found.committed_npsv_gbp == pytest.approx(PUBLISHED["committed_wait4_p0.6"], abs=0.005)
    assert found.stopping_gbp == 0
    assert found.p_entered == 0.6


def test_the_rival_of_waiting_is_the_same_option_with_its_gate_in_year_0() -> None:
    found = gate_value(published_case(), ASSUMPTIONS, "later")
    at_once = gate_value(published_case(gate=0), ASSUMPTIONS, "later")
    assert found.at_once_npsv_gbp == pytest.approx(at_once.committed_npsv_gbp, abs=1e-9)
    assert at_once.readiness_gain == pytest.approx(0, abs=1e-9)
    assert found.readiness_gain is not None
    raised = gate_value(published_case(p_later=0.6 + found.readiness_gain), ASSUMPTIONS, "later")
    assert raised.committed_npsv_gbp == pytest.approx(found.at_once_npsv_gbp, abs=1e-6)


def test_signals_that_say_another_chance_than_is_entered_are_refused_with_both() -> None:
    half = (GateSignal(0.5, 0.9), GateSignal(0.5, 0.5))
    with pytest.raises(ValueError, match=r"a chance of adoption of 0\.7, and 0\.45 is entered"):
        gate_value(published_case(p_later=0.45), ASSUMPTIONS, "later", half)
    assert gate_value(published_case(p_later=0.7), ASSUMPTIONS, "later", half).stopping_gbp >= 0


def test_the_gate_may_stop_sites_that_have_not_started() -> None:
    case = published_case()
    costly = _cost("late_site", "later", 5_000, 0).model_copy(update={"driver": Driver.site_one_off, "start_year": None})
    late = OptionSite(option_id="later", site_id="site_2", start_year=6)
    more = case.model_copy(
        update={
            "sites": (*case.sites, Site(site_id="site_2", title="Second", people_per_year=1)),
            "option_sites": (*case.option_sites, late),
            "costs": (*case.costs, costly),
            "cost_shares": (*case.cost_shares, CostShare(cost_id="late_site", partner_id="council", pay_share=1)),
        }
    )
    found = gate_value(more, ASSUMPTIONS, "later")
    early = more.model_copy(update={"option_sites": case.option_sites})
    assert found.stops_sites
    assert found.stop_npsv_gbp == pytest.approx(gate_value(early, ASSUMPTIONS, "later").stop_npsv_gbp, abs=1e-9)
    assert not gate_value(early, ASSUMPTIONS, "later").stops_sites


def test_a_gate_elsewhere_gives_what_a_case_with_its_gate_there_gives() -> None:
    found = gate_value(published_case(), ASSUMPTIONS, "later", signals=SIGNALS)
    by_year = {each.gate_year: each for each in found.by_gate_year}
    assert sorted(by_year) == list(range(11))
    for gate in (1, 2, 4, 9):
        there = gate_value(published_case(gate=gate), ASSUMPTIONS, "later", signals=SIGNALS)
        assert by_year[gate].committed_npsv_gbp == pytest.approx(there.committed_npsv_gbp, abs=1e-9)
        assert by_year[gate].gated_npsv_gbp == pytest.approx(there.gated_npsv_gbp, abs=1e-9)
    assert by_year[4].gated_npsv_gbp > by_year[5].gated_npsv_gbp


def test_being_able_to_stop_is_never_worth_less_than_nothing() -> None:
    case = read_case("bench")
    p = gate_value(case, ASSUMPTIONS, "out_then_up").p_entered
    assert p is not None
    all_or_none, more_or_less = (GateSignal(p, 1), GateSignal(1 - p, 0)), (GateSignal(0.5, p / 2), GateSignal(0.5, p * 1.5))
    for signals in ((GateSignal(1, p),), all_or_none, more_or_less):
        found = gate_value(case, ASSUMPTIONS, "out_then_up", signals)
        assert found.stopping_gbp >= 0
        assert all(each.gated_npsv_gbp >= each.committed_npsv_gbp for each in found.by_gate_year)


def test_the_committed_value_is_the_headline_of_the_appraisal() -> None:
    case = read_case("bench")
    headline = appraise(case, ASSUMPTIONS).options["out_then_up"].expected.measures.npsv_gbp
    found = gate_value(case, ASSUMPTIONS, "out_then_up")
    assert found.committed_npsv_gbp == pytest.approx(headline, rel=1e-12)
    assert next(each for each in found.by_gate_year if each.gate_year == 3).committed_npsv_gbp == pytest.approx(headline, rel=1e-12)


@pytest.mark.parametrize(
    ("signals", "says"),
    [((GateSignal(0.5, 0.5),), "add to 0.5: make them add to 1"), ((GateSignal(1, 1.2),), "give both from 0 to 1")],
)
def test_signals_that_are_no_chances_are_refused(signals: tuple[GateSignal, ...], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        gate_value(published_case(), ASSUMPTIONS, "later", signals=signals)


def test_an_option_without_a_gate_is_refused() -> None:
    with pytest.raises(ValueError, match="out has no gate_year"):
        gate_value(published_case(), ASSUMPTIONS, "out")
