"""What has no price stands beside the money, with the value of a unit at which an option tips."""

import pytest

from core.access.redaction import effects_seen, risks_seen
from core.charts.sentences.risks import risks_title
from core.charts.sentences.unmonetised import effect_sentence, unmonetised_title
from core.domain.prices import MoneyBasis
from core.engine.formulas.discounting import discount_factors
from core.engine.formulas.unpriced_effects import income_weight, tipping_value
from core.reports.risks import risk_register
from core.reports.unmonetised import unmonetised
from tests.case_files import assumptions
from tests.core.reports.priced_folder import CSV, priced
from tests.people import EVERYTHING

EFFECTS = (
    "effect_id,title,direction,size,option_ids,partner_id,group_title,group_income_gbp,evidence,unit,units_per_year\n"
    "calm,Calmer streets,for,large,out,,Residents,25000,A survey,resident,100\n"
    "noise,More noise,against,small,,hospital,,,,,\n"
)
RISKS = (
    "risk_id,title,option_id,partner_id,year,chance,cost_gbp\n"
    "late,It starts late,,council,0,0.3,2\nstaff,Staff leave,out,hospital,1,0.5,5\nfire,A fire,,council,3,0.2,10\n"
    "after,After the horizon,,council,4,1,1000\n"
)


def test_the_tipping_value_is_what_a_unit_would_need_to_be_worth() -> None:
    factors = discount_factors(assumptions().discount["standard"], 5)
    assert 100 * factors.sum() == pytest.approx(551.505, abs=1e-3)
    assert tipping_value(-55_150.52, 100, factors) == pytest.approx(100, abs=1e-4)
    assert tipping_value(-55_150.52, 0, factors) is None


def test_a_poorer_group_weighs_more() -> None:
    assert income_weight(35_000, 25_000, 1.3) == pytest.approx(1.549, abs=5e-4)
    assert income_weight(35_000, 35_000, 1.3) == 1
    assert income_weight(35_000, None, 1.3) is None


def test_an_option_breaks_even_with_the_effect_at_its_tipping_value() -> None:
    programme = "programme_id,title,base_year,horizon_years,effect_timing\npriced,Priced,2026,3,full_year\n"
    costly = priced(programme=programme, unmonetised=EFFECTS, costs=CSV["costs"].replace("100000", "300000"))
    row = next(unmonetised(costly, "out").itertuples())
    npsv = costly.option("out").expected.measures.npsv_gbp
    assert npsv < 0
    assert npsv + row.tipping_gbp * 100 * costly.factors.sum() == pytest.approx(0, abs=1e-6)
    assert "breaks even if each is worth £1,000" in effect_sentence(row)


def test_effects_belong_to_options_and_are_said_with_their_size_and_direction() -> None:
    frame = unmonetised(priced(unmonetised=EFFECTS))
    rows = list(frame.itertuples())
    assert list(frame.effect_id) == ["calm", "noise"]
    assert unmonetised_title(frame) == "Two effects have no price: one for the work, one against"
    assert effect_sentence(rows[1]) == "More noise (small, against the option, on Hospital)."
    assert "above nothing without it" in effect_sentence(rows[0])
    assert frame.weight.iloc[0] == pytest.approx((36_700 / 25_000) ** 1.3)
    assert len(effects_seen(frame, EVERYTHING)) == 2


def test_what_has_no_price_changes_no_figure() -> None:
    assert priced(unmonetised=EFFECTS, risks=RISKS).appraisal.options["out"].expected.measures == (
        priced().appraisal.options["out"].expected.measures
    )


def test_the_expected_cost_of_risks_is_the_sum_of_chance_times_cost() -> None:
    """0.3 x 2 + 0.5 x 5 + 0.2 x 10 = 5.1; what falls after the horizon is left out."""
    frame = risk_register(priced(risks=RISKS), "out")
    assert frame.expected_gbp.sum() == pytest.approx(5.1)
    assert risks_title(frame) == "Three risks, expected to cost £5"
    assert risks_seen(frame, EVERYTHING).equals(frame)
    of_the_day = risk_register(priced(risks=RISKS), "out", MoneyBasis.money_of_the_day)
    assert of_the_day.expected_gbp.sum() == pytest.approx(0.6 + 2.5 * 1.02 + 2 * 1.02**3)


def test_nothing_written_down_is_said() -> None:
    assert unmonetised_title(unmonetised(priced(), "out")) == "No effect without a price is written down"
    assert risks_title(risk_register(priced(), "out")) == "No risk is written down"
