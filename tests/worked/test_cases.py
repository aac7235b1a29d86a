"""Case folders whose figures were worked out elsewhere."""

import json
import math
from collections.abc import Iterator
from typing import Any

import pytest

from core.engine.appraise import METHOD_VERSION, appraise
from core.engine.results import to_dict
from tests.case_files import CASE_NAMES, CASES, assumptions, read_case


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


@pytest.mark.parametrize("name", CASE_NAMES)
def test_the_appraisal_gives_the_expected_figures(name: str) -> None:
    expected = json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))
    found = to_dict(appraise(read_case(name), assumptions()))
    assert list(differences(found, expected)) == []
    assert list(found["options"]) == list(expected["options"])
    assert found["method_version"] == METHOD_VERSION


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
