"""A case in real terms: what is said in money of the day is turned, and what is real stays to the last digit."""

import pytest

from core.engine.real_terms import in_real_terms
from core.reports.evidence.predictions import variance
from core.reports.gates.entry_condition import entry_findings
from tests.core.reports.priced_folder import CSV, priced

RECORDS = "line_id,partner_id,year,units,gbp,recorded_on,price_basis\nteam,council,2,,{gbp},{on},{basis}\n"


def test_results_of_the_day_are_held_against_real_predictions() -> None:
    appraised = priced(
        predictions=RECORDS.format(gbp=100_000, on="2026-01-01", basis="real"),
        actuals=RECORDS.format(gbp=104_040, on="2029-04-01", basis="money_of_the_day"),
    )
    assert variance(appraised.case).difference_gbp.iloc[0] == pytest.approx(0, abs=1e-6)
    assert appraised.loaded.case.actuals[0].gbp == 104_040
    assert any("£100,000 spent" in found.sentence for found in entry_findings(appraised.case))


def test_what_is_real_stays_as_it_is() -> None:
    case = priced(contributions=CSV["contributions"].replace("money_of_the_day", "real")).loaded.case
    assert in_real_terms(case, {}) == case
