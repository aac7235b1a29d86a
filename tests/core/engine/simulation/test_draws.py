"""Every draw is worked out by itself: floors, caps and teams are taken inside the draw."""

from dataclasses import fields

import numpy as np
import pytest

from core.engine.arrays import Floats
from core.engine.model.input_values import DrawnValues, central_values
from core.engine.model.present_values import npsv_of, public_value_of
from core.engine.model.uncertain_inputs import inputs_of
from core.engine.model.yearly import run
from core.engine.simulation.plan import plan_of
from core.engine.simulation.present_values import DrawTotals, run_draws
from tests.case_files import read_case
from tests.core.engine.model.test_adoption import compiled

DRAWS = 7


def drawn(central: DrawnValues) -> DrawnValues:
    random = np.random.default_rng(3)

    def spread(values: Floats) -> Floats:
        return values * random.uniform(0.7, 1.0, (DRAWS, *values.shape[1:]))

    return DrawnValues(**{field.name: spread(getattr(central, field.name)) for field in fields(DrawnValues)})


def alone(values: DrawnValues, draw: int) -> DrawnValues:
    return DrawnValues(**{field.name: getattr(values, field.name)[[draw]] for field in fields(DrawnValues)})


@pytest.mark.parametrize("name", ["bench", "made_300", "made_304"])
@pytest.mark.parametrize("option_id", ["business_as_usual", "do_minimum", "scale_out", "scale_up", "out_then_up"])
def test_many_draws_at_once_are_the_same_as_one_after_the_other(name: str, option_id: str) -> None:
    case = read_case(name)
    shared, arrays, option = compiled(case, option_id)
    values = drawn(central_values(option, shared, arrays))
    adopted = np.random.default_rng(4).random((DRAWS, len(arrays.levers.ids))) < 0.5
    plan = plan_of(case, shared, arrays, inputs_of(case))
    together = run_draws(plan, values, adopted)
    for draw in range(DRAWS):
        single = run_draws(plan, alone(values, draw), adopted[[draw]])
        for field in fields(DrawTotals):
            own = getattr(together, field.name)[..., draw]
            assert np.allclose(own, getattr(single, field.name)[..., 0], rtol=1e-12, atol=1e-9), field.name
        assert np.broadcast_to(npsv_of(shared, arrays, values, run(shared, arrays, values, adopted)), (DRAWS,))[
            draw
        ] == pytest.approx(single.npsv_gbp[0], rel=1e-12)


def test_the_cash_of_average_draws_is_not_the_average_cash() -> None:
    case = read_case("one_hospital")
    shared, arrays, option = compiled(case, "out")
    central = central_values(option, shared, arrays)
    swing = np.array([0.65, 1.35])
    values = DrawnValues(
        **{**{name: np.repeat(each, 2, axis=0) for name, each in vars(central).items()}, "engagement": swing * central.engagement}
    )
    plan, none = plan_of(case, shared, arrays, inputs_of(case)), np.zeros((2, 0), dtype=bool)
    spread, middle = run_draws(plan, values, none), run_draws(plan, central, none[:1])
    cash_of = [found.net_cash_gbp + found.cash_cost_gbp for found in (spread, middle)]
    value_of = [public_value_of(shared, each, run(shared, arrays, each, none[:1])) for each in (values, central)]
    assert value_of[0].mean() == pytest.approx(value_of[1].mean())
    assert cash_of[0].mean() != pytest.approx(cash_of[1].mean(), rel=1e-3)
