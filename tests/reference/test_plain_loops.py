"""The engine and the plain loops, written apart from each other, give the same figures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.case.case import Case
from core.engine.appraisal import appraise
from core.engine.results import to_dict
from tests.case_files import CASE_NAMES, HAND_NAMES, assumptions, read_case
from tests.made_cases import made_case
from tests.reference.plain_loops import appraise_in_loops
from tests.worked.test_cases import differences

ASSUMPTIONS = assumptions()


def _must_agree(case: Case, closed_centres: frozenset[str]) -> None:
    found = to_dict(appraise(case, ASSUMPTIONS, closed_centres))
    assert list(differences(found, appraise_in_loops(case, ASSUMPTIONS, closed_centres))) == []


@pytest.mark.parametrize("name", (*CASE_NAMES, *HAND_NAMES))
def test_both_agree_on_the_kept_cases(name: str) -> None:
    _must_agree(read_case(name), frozenset())


@settings(max_examples=150, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6), closed=st.sampled_from([frozenset[str](), frozenset({"c0"})]))
def test_both_agree_on_made_cases(seed: int, closed: frozenset[str]) -> None:
    _must_agree(made_case(seed), closed)
