import numpy as np
import pytest

from core.domain.case import Case
from core.domain.options import Option
from core.engine.combinations import combinations_of, run_combinations
from core.engine.compile_case import CaseArrays, compile_case
from core.engine.compile_option import OptionArrays, compile_option
from core.engine.kernel import Series
from core.engine.values import central_values
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
def test_running_in_blocks_changes_nothing(option_id: str) -> None:
    shared, arrays, option = compiled(read_case("bench"), option_id)
    values, combos = central_values(option, shared, arrays), combinations_of(arrays.levers.p_adopted)
    whole = run_combinations(shared, arrays, values, combos)
    for most_cells in (1, 5_000):
        parts = run_combinations(shared, arrays, values, combos, most_cells)
        assert np.allclose(parts.npsv_gbp, whole.npsv_gbp, rtol=1e-12, atol=0)
        for name in Series.__dataclass_fields__:
            for one, other in ((parts.expected, whole.expected), (parts.none, whole.none), (parts.every, whole.every)):
                assert np.allclose(getattr(one, name), getattr(other, name), rtol=1e-12, atol=1e-9), name
