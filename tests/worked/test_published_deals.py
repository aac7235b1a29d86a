"""Sharing rules against published figures."""

import json

import numpy as np
import pytest

from core.engine.deals import nucleolus_gains, risk_share, shapley_gains, shapley_shares, talmud_rule
from tests.case_files import CASES

PUBLISHED = json.loads((CASES / "published.json").read_text(encoding="utf-8"))
TALMUD, JOINT, RISK = (PUBLISHED[name] for name in ("talmud_nucleolus", "shapley_joint_project", "risk_share"))
# The files give four places of figures that are whole thirds or halves.
TO_FOUR_PLACES = 5e-5


@pytest.mark.parametrize("estate", [100, 200, 300])
def test_the_three_estates_of_the_talmud(estate):
    got = talmud_rule(TALMUD["claims"], estate)
    assert got == pytest.approx(TALMUD[f"estate_{estate}"], abs=TO_FOUR_PLACES)
    exact = {100: [100 / 3] * 3, 200: [50, 75, 75], 300: [50, 100, 150]}[estate]
    assert got == pytest.approx(exact, abs=1e-9)
    assert nucleolus_gains(TALMUD["claims"], 600 - estate) == pytest.approx(exact, abs=1e-9)


@pytest.mark.parametrize("cost", [500, 400, 300, 200, 100])
def test_shapley_of_the_joint_project(cost):
    gains = shapley_gains(JOINT["claims"], cost)
    assert gains == pytest.approx(JOINT[f"cost_{cost}_net"], abs=TO_FOUR_PLACES)
    assert gains * 6 == pytest.approx(np.round(gains * 6), abs=1e-9)
    assert shapley_shares(JOINT["claims"], cost) == pytest.approx(np.array(JOINT["claims"]) - gains, abs=1e-9)


@pytest.mark.parametrize("overspend", [100, 300])
def test_an_overspend_is_shared_within_caps(overspend):
    expected = RISK[f"overspend_{overspend}"]
    partners = list(RISK["contributions"])
    borne, unallocated = risk_share(
        overspend, [RISK["contributions"][name] for name in partners], [RISK["caps"][name] for name in partners]
    )
    assert borne == pytest.approx([expected[name] for name in partners], abs=1e-9)
    assert unallocated == pytest.approx(expected["unallocated"], abs=1e-9)
