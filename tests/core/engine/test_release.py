import numpy as np

from core.domain.benefits import BenefitClass
from core.engine.appraise import appraise
from core.engine.release import release_of
from tests.case_files import assumptions, read_case
from tests.small_case import STEPPED, figures, small_case


def test_the_parts_of_a_release_add_up_to_the_gross_of_fiscal_lines() -> None:
    case = read_case("bench")
    fiscal = {row.benefit_id for row in case.benefits if row.benefit_class is BenefitClass.fiscal}
    lines = appraise(case, assumptions()).options["out_then_up"].expected.lines
    found = release_of(case.benefits, lines)
    parts = found.cash_gbp + found.capacity_gbp + found.redeployed_gbp + found.growth_avoided_gbp + found.unstated_gbp
    assert np.allclose(parts, lines.gross_gbp * [line in fiscal for line in lines.benefit_ids])


def test_each_route_has_its_own_column() -> None:
    for route, column in (
        ("redeployed_named_use", "redeployed_gbp"),
        ("cost_growth_avoided", "growth_avoided_gbp"),
        (None, "unstated_gbp"),
    ):
        case = small_case(benefit={"release_route": route})
        found = release_of(case.benefits, figures(case).lines)
        assert getattr(found, column)[0, 0] == 100_000
        assert found.cash_gbp.sum() == found.capacity_gbp.sum() == 0


def test_what_a_step_leaves_over_is_capacity() -> None:
    case = small_case(benefit=STEPPED)
    found = release_of(case.benefits, figures(case).lines)
    assert found.cash_gbp[0, 0] == 80_000
    assert found.capacity_gbp[0, 0] == 20_000
