import numpy as np
import pytest

from core.domain.case.case import Case
from core.domain.case.options import Option
from core.engine.model.adoption import Combinations, combinations_of, run_combinations
from core.engine.model.averages import Average
from core.engine.model.case_arrays import CaseArrays, compile_case
from core.engine.model.input_values import central_values
from core.engine.model.option_arrays import OptionArrays, compile_option
from tests.case_files import assumptions, read_case

ASSUMPTIONS = assumptions()


def compiled(case: Case, option_id: str) -> tuple[CaseArrays, OptionArrays, Option]:
    option = next(option for option in case.options if option.option_id == option_id)
    shared = compile_case(case, ASSUMPTIONS, frozenset())
    return shared, compile_option(case, ASSUMPTIONS, shared, option), option


def test_without_levers_there_is_one_combination_and_it_is_certain() -> None:
    combos = combinations_of(np.zeros(0))
    assert combos.adopted.shape == (1, 0)
    assert combos.probability.tolist() == [1.0]


def test_none_comes_first_all_comes_last_and_they_add_to_one() -> None:
    combos = combinations_of(np.array([0.2, 0.5, 0.9]))
    assert combos.adopted[0].tolist() == [False] * 3
    assert combos.adopted[-1].tolist() == [True] * 3
    assert combos.probability[0] == pytest.approx(0.8 * 0.5 * 0.1)
    assert combos.probability.sum() == pytest.approx(1)
    assert np.bincount(combos.levers_adopted).tolist() == [1, 3, 3, 1]


def test_more_levers_than_can_be_combined_are_refused() -> None:
    with pytest.raises(ValueError, match="8 levers at most, this one has 9"):
        combinations_of(np.full(9, 0.5))


@pytest.mark.parametrize("option_id", ["scale_up", "out_then_up", "scale_out"])
def test_the_average_is_that_of_the_combinations_one_by_one(option_id: str) -> None:
    shared, arrays, option = compiled(read_case("bench"), option_id)
    values, combos = central_values(option, shared, arrays), combinations_of(arrays.levers.p_adopted)
    whole = run_combinations(shared, arrays, values, combos)
    single = []
    for adopted in combos.adopted:
        alone = run_combinations(shared, arrays, values, Combinations(adopted[None], np.ones(1)))
        single.append(alone.expected)
        assert alone.npsv_gbp == pytest.approx(whole.npsv_gbp[len(single) - 1], rel=1e-12)
    for name in Average.__dataclass_fields__:
        mean = sum(p * getattr(one, name) for p, one in zip(combos.probability, single, strict=True))
        assert np.allclose(getattr(whole.expected, name), mean, rtol=1e-12, atol=1e-6), name
        assert np.allclose(getattr(whole.none, name), getattr(single[0], name), rtol=1e-12, atol=1e-6), name
        assert np.allclose(getattr(whole.every, name), getattr(single[-1], name), rtol=1e-12, atol=1e-6), name
