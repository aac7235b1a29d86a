"""Each drill in its quick form: what it promises holds, a few times over."""

import pytest

from drills.__main__ import QUICK


@pytest.mark.parametrize("part", QUICK)
def test_what_a_drill_tries_holds(part: str) -> None:
    figures = QUICK[part]()
    assert figures
    assert all(figure.holds for figure in figures), [figure.says for figure in figures]
