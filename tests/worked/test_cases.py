"""Case folders whose figures were worked out elsewhere."""

import json
import math
from collections.abc import Iterator
from typing import Any

import pytest

from core.engine.appraisal import METHOD_VERSION, appraise
from core.engine.results import OptionResult, to_dict
from tests.case_files import CASE_NAMES, CASES, HAND_NAMES, assumptions, read_case


def differences(found: Any, expected: Any, where: str = "") -> Iterator[str]:
    """Say where two results differ by more than 1e-9 of the figure and 1e-6 pounds."""
    if isinstance(expected, dict):
        for name, value in expected.items():
            yield from differences(found[name], value, f"{where}/{name}") if name in found else [f"{where}/{name} is missing"]
    elif isinstance(expected, list):
        if len(found) != len(expected):
            yield f"{where} has {len(found)} years, not {len(expected)}"
        for year, (one, other) in enumerate(zip(found, expected, strict=False)):
            yield from differences(one, other, f"{where}/{year}")
    elif isinstance(expected, float) and isinstance(found, float):
        if not math.isclose(found, expected, rel_tol=1e-9, abs_tol=1e-6):
            yield f"{where} is {found}, not {expected}"
    elif found != expected:
        yield f"{where} is {found}, not {expected}"


@pytest.mark.parametrize("name", (*CASE_NAMES, *HAND_NAMES))
def test_the_appraisal_gives_the_expected_figures(name: str) -> None:
    expected = json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))
    expected = {key: value for key, value in expected.items() if key not in ("why", "by_hand")}
    found = to_dict(appraise(read_case(name), assumptions()))
    assert list(differences(found, expected)) == []
    assert list(found["options"]) == list(expected["options"])
    assert found["method_version"] == METHOD_VERSION


def by_hand(name: str, out: OptionResult) -> float:
    """The figure that a hand-worked case calls by a name of its own; a number at its end is a year."""
    figures = out.expected
    measures, yearly, partners = figures.measures, figures.yearly, figures.partners
    net = [yearly.cash_released_gbp[t] - yearly.cash_cost_gbp[t] for t in range(len(yearly.cost_gbp))]
    cash_of = dict(zip(yearly.partner_ids, yearly.partner_cash_released_gbp.T, strict=True))
    whole: dict[str, Any] = {
        "avoidable_npsv_gbp": out.standing.avoidable_only_npsv_gbp,
        "cash_gbp": measures.pv_cash_released_gbp,
        "cost_gbp": measures.pv_public_cost_gbp,
        "gross_gbp": measures.pv_fiscal_gbp,
        "late_npsv_gbp": out.standing.one_year_late_npsv_gbp,
        "npsv_gbp": measures.npsv_gbp,
        "public_value_gbp": measures.pv_public_value_gbp,
        "pv_cost_gbp": measures.pv_cost_gbp,
        "pv_public_cost_gbp": measures.pv_public_cost_gbp,
        "engaged": figures.activity.engaged[0].sum(),
        "nhs_net_cash_gbp": partners["nhs"].net_cash_gbp,
        "dwp_ame_gbp": partners["dwp"].pv_cash_annually_managed_gbp if "dwp" in partners else None,
    }
    if name in whole:
        return float(whole[name])
    series = {
        "cash": yearly.cash_released_gbp,
        "gross": yearly.fiscal_gbp,
        "net": net,
        "engaged": figures.activity.engaged.sum(axis=1),
        "nhs_year": cash_of["nhs"],
        "council_year": cash_of["council"],
        "year": yearly.fiscal_gbp,
    }
    what, year = name.removesuffix("_gbp").rsplit("_", 1)
    return float(series[what][int(year)])


@pytest.mark.parametrize("name", HAND_NAMES)
def test_a_case_that_can_be_worked_out_on_paper_gives_the_figures_on_the_paper(name: str) -> None:
    told = json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))
    out = appraise(read_case(name), assumptions()).options["out"]
    for figure, on_paper in told["by_hand"].items():
        assert by_hand(figure, out) == pytest.approx(on_paper, abs=0.005), (figure, told["why"])


def test_the_result_is_plain_json_with_no_nan() -> None:
    found = to_dict(appraise(read_case("bench"), assumptions()))
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_the_same_benefit_in_two_hospitals_turns_the_board_from_gaining_to_losing() -> None:
    one, two = (appraise(read_case(name), assumptions()).options["out"].expected for name in ("one_hospital", "two_hospitals"))
    assert one.measures.npsv_gbp == two.measures.npsv_gbp
    assert one.measures.pv_fiscal_gbp == two.measures.pv_fiscal_gbp
    assert round(one.measures.pv_cash_released_gbp / 1e6, 2) == 7.54
    assert round(two.measures.pv_cash_released_gbp / 1e6, 2) == 6.52
    assert round(one.partners["ICB"].net_cash_gbp / 1e3) == 226
    assert round(two.partners["ICB"].net_cash_gbp / 1e3) == -800
