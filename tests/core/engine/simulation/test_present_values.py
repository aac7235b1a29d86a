"""The sum laid out for many draws gives, draw by draw, what the yearly lines and their measures give."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.case.case import Case
from core.domain.case.costs import Driver
from core.engine.arrays import Floats
from core.engine.model.averages import average_of
from core.engine.model.case_arrays import compile_case
from core.engine.model.input_values import DrawnValues, central_values
from core.engine.model.measures import figures_of
from core.engine.model.option_arrays import compile_option
from core.engine.model.uncertain_inputs import inputs_of
from core.engine.model.yearly import run
from core.engine.simulation.plan import plan_of
from core.engine.simulation.present_values import run_draws
from tests.case_files import CASE_NAMES, assumptions, read_case
from tests.made_cases import made_case

ASSUMPTIONS = assumptions()
DRAWS = 6
LIMIT_YEARS = 4.0


def spread(central: DrawnValues, random: np.random.Generator) -> DrawnValues:
    def one(values: Floats) -> Floats:
        return values * random.uniform(0.5, 1.0, (DRAWS, *values.shape[1:]))

    return DrawnValues(**{field.name: one(getattr(central, field.name)) for field in fields(DrawnValues)})


def with_limits(case: Case) -> Case:
    """Give every other partner a time by which its cash must be back."""
    partners = (
        each.model_copy(update={"payback_limit_years": LIMIT_YEARS if at % 2 == 0 else None})
        for at, each in enumerate(case.partners)
    )
    return case.model_copy(update={"partners": tuple(partners)})


def must_agree(case: Case, seed: int) -> None:
    random = np.random.default_rng(seed)
    case = with_limits(case)
    shared = compile_case(case, ASSUMPTIONS, frozenset())
    for option in case.options:
        arrays = compile_option(case, ASSUMPTIONS, shared, option)
        values = spread(central_values(option, shared, arrays), random)
        adopted = random.random((DRAWS, len(arrays.levers.ids))) < 0.5
        plan = plan_of(case, shared, arrays, inputs_of(case))
        found = run_draws(plan, values, adopted)
        for draw in range(DRAWS):
            one = DrawnValues(**{field.name: getattr(values, field.name)[[draw]] for field in fields(DrawnValues)})
            alone = average_of(shared, arrays, one, run(shared, arrays, one, adopted[[draw]]), np.ones(1))
            figures = figures_of(shared, arrays, alone, shared.partner_ids)
            partners = list(figures.partners.values())
            net = figures.measures.pv_cash_released_gbp - figures.measures.pv_public_cost_gbp
            assert found.npsv_gbp[draw] == pytest.approx(figures.measures.npsv_gbp, rel=1e-9, abs=1e-4)
            assert found.net_cash_gbp[draw] == pytest.approx(net, rel=1e-9, abs=1e-4)
            by_partner = [partner.net_cash_gbp for partner in partners]
            assert found.partner_net_cash_gbp[:, draw].tolist() == pytest.approx(by_partner, rel=1e-9, abs=1e-4)
            paybacks = [partners[limit.partner].payback_cash_years for limit in plan.limits]
            assert found.payback_met[:, draw].tolist() == [each is not None and each <= LIMIT_YEARS for each in paybacks]


@pytest.mark.parametrize("name", CASE_NAMES)
def test_both_agree_on_the_kept_cases(name: str) -> None:
    must_agree(read_case(name), 1)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_both_agree_on_made_cases(seed: int) -> None:
    must_agree(made_case(seed), seed)


def test_the_made_cases_reach_every_corner() -> None:
    made = [made_case(seed) for seed in range(60)]
    drivers = {cost.driver for case in made for cost in case.costs}
    assert drivers == set(Driver)
    assert any(case.population is None for case in made)
    assert any(benefit.release_agreed and benefit.notice_years for case in made for benefit in case.benefits)
    assert any(len(case.levers) > 3 for case in made)
