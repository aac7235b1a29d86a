"""Every draw is worked out by itself: floors, caps and teams are taken inside the draw."""

from dataclasses import fields

import numpy as np
import pytest

from core.engine.arrays import Floats
from core.engine.combinations import npsv_of
from core.engine.kernel import Series, run
from core.engine.values import DrawnValues, central_values
from tests.case_files import read_case
from tests.core.engine.test_combinations import compiled

DRAWS = 7


def drawn(central: DrawnValues) -> DrawnValues:
    random = np.random.default_rng(3)

    def spread(values: Floats) -> Floats:
        return values * random.uniform(0.7, 1.0, (DRAWS, *values.shape[1:]))

    return DrawnValues(**{field.name: spread(getattr(central, field.name)) for field in fields(DrawnValues)})


@pytest.mark.parametrize("name", ["bench", "made_100", "made_104"])
@pytest.mark.parametrize("option_id", ["business_as_usual", "do_minimum", "scale_out", "scale_up", "out_then_up"])
def test_many_draws_at_once_are_the_same_as_one_after_the_other(name: str, option_id: str) -> None:
    shared, arrays, option = compiled(read_case(name), option_id)
    values = drawn(central_values(option, shared, arrays))
    adopted = np.random.default_rng(4).random((DRAWS, len(arrays.levers.ids))) < 0.5
    together = run(shared, arrays, values, adopted)
    for draw in range(DRAWS):
        single = DrawnValues(**{field.name: getattr(values, field.name)[[draw]] for field in fields(DrawnValues)})
        alone = run(shared, arrays, single, adopted[[draw]])
        for name_of in Series.__dataclass_fields__:
            all_draws = getattr(together, name_of)
            own = all_draws[draw if len(all_draws) > 1 else 0]
            assert np.allclose(own, getattr(alone, name_of)[0], rtol=1e-12, atol=1e-9), name_of
        npsv = np.broadcast_to(npsv_of(shared, together), (DRAWS,))
        assert npsv[draw] == pytest.approx(npsv_of(shared, alone)[0], rel=1e-12)


def test_the_cash_of_average_draws_is_not_the_average_cash() -> None:
    shared, arrays, option = compiled(read_case("one_hospital"), "out")
    central = central_values(option, shared, arrays)
    values = DrawnValues(**{**vars(central), "engagement": central.engagement * np.array([0.65, 1.35])})
    spread = run(shared, arrays, values, np.zeros((1, 0), dtype=bool))
    middle = run(shared, arrays, central, np.zeros((1, 0), dtype=bool))
    assert spread.gross_gbp.mean(axis=0).sum() == pytest.approx(middle.gross_gbp.sum())
    assert spread.cash_gbp.mean(axis=0).sum() != pytest.approx(middle.cash_gbp.sum(), rel=1e-3)
