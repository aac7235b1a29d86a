"""The point of the whole product: floors do not add up."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.case.benefits import BenefitCentre, CostCentre, SiteCentre
from core.domain.case.case import Case
from core.engine.appraisal import appraise
from tests.case_files import assumptions, read_case

ASSUMPTIONS = assumptions()


def _spread(case: Case, centres: int, lump_units: float, shares: list[float]) -> Case:
    """The same case with the beds spread over a number of hospitals, every site in the same shares."""
    ids = [f"H{n}" for n in range(centres)]
    whole = sum(shares[:centres])
    share_of = {each: share / whole for each, share in zip(ids, shares, strict=False)}
    beds = tuple(row.model_copy(update={"lump_units": lump_units}) if row.benefit_id == "beds" else row for row in case.benefits)
    return case.model_copy(
        update={
            "benefits": beds,
            "cost_centres": tuple(CostCentre(cost_centre_id=each, partner_id="ICB") for each in ids),
            "benefit_centres": tuple(BenefitCentre(benefit_id="beds", cost_centre_id=each) for each in ids),
            "site_centres": tuple(
                SiteCentre(benefit_id="beds", site_id=site.site_id, cost_centre_id=each, flow_share=share)
                for site in case.sites
                for each, share in share_of.items()
            ),
        }
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    centres=st.integers(2, 6),
    lump_units=st.floats(50, 8000),
    shares=st.lists(st.floats(0.05, 1), min_size=6, max_size=6),
)
def test_the_same_benefit_over_more_centres_never_releases_more_cash(centres: int, lump_units: float, shares: list[float]) -> None:
    case = read_case("one_hospital")
    one, several = (
        appraise(_spread(case, count, lump_units, shares), ASSUMPTIONS).options["out"].expected for count in (1, centres)
    )
    assert abs(several.measures.pv_fiscal_gbp - one.measures.pv_fiscal_gbp) < 0.01
    assert (several.lines.cash_gbp <= one.lines.cash_gbp + 0.01).all()
