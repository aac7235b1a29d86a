"""The official price indices say of every year how its index came about."""

import pytest
from pydantic import ValidationError

from core.domain.case.deflators import OFFICIAL_YEARS, IndexKind, OfficialDeflators
from tests.case_files import assumptions

OFFICIAL = assumptions().gdp_deflators


def with_index(**years: float | None) -> OfficialDeflators:
    """The official table with indices of its last part changed; None takes the year out."""
    *first, last = OFFICIAL.model_dump()["parts"]
    index = {**last["index"], **{int(year.removeprefix("y")): value for year, value in years.items()}}
    last = {**last, "index": {year: value for year, value in index.items() if value is not None}}
    return OfficialDeflators(name="x", base="2024 = 100", parts=[*first, last])


def test_what_was_measured_and_what_is_assumed_stand_apart() -> None:
    assert list(OFFICIAL.index) == list(OFFICIAL_YEARS)
    kinds = {year: part.kind for part in OFFICIAL.parts for year in part.index}
    assert (kinds[2023], kinds[2024], kinds.get(2037)) == (IndexKind.outturn, IndexKind.assumed, None)
    assert [vintage.rating.value for vintage in OFFICIAL.vintages] == ["green", "amber"]


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ({"y2023": 97.0}, "2023 is given twice"),
        ({"y2030": None}, "no index for 2030"),
        ({"y2036": None}, "must cover 1990 to 2036"),
    ],
)
def test_a_table_with_a_gap_or_a_year_twice_is_refused(years: dict[str, float | None], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        with_index(**years)


def test_a_longer_table_is_welcome() -> None:
    assert with_index(y2037=128.0).index[2037] == 128.0
