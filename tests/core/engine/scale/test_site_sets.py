"""An option with any of its sites, many sets at once, comes to what an appraisal with those sites comes to."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.engine.appraisal import appraise
from core.engine.scale.site_sets import npsv_of_sets, with_sites
from core.engine.sensitivity.one_at_a_time import planned_option
from tests.case_files import assumptions
from tests.made_cases import made_case

ASSUMPTIONS = assumptions()
SETS = 4


@settings(max_examples=20, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_every_set_is_an_appraisal_with_those_sites(seed: int) -> None:
    case, random = made_case(seed), np.random.default_rng(seed)
    for option in case.options:
        planned = planned_option(case, ASSUMPTIONS, option.option_id, frozenset())
        site_ids = planned.plan.option.sites.ids
        if not site_ids:
            continue
        chosen = random.random((SETS, len(site_ids))) < 0.6
        found = npsv_of_sets(planned, chosen)
        for row, value in zip(chosen, found, strict=True):
            some = with_sites(case, option, tuple(site for site, taken in zip(site_ids, row, strict=True) if taken))
            expected = appraise(some, ASSUMPTIONS).options[option.option_id].expected.measures.npsv_gbp
            assert value == pytest.approx(expected, rel=1e-9, abs=1e-3)
