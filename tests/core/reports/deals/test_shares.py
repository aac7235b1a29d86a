"""Deals and their funding, of the sample."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from core.actions.sample import load_sample
from core.charts.deal_positions import draw as draw_positions
from core.charts.deal_positions import positions
from core.charts.funding_gap import bars
from core.charts.funding_gap import draw as draw_funding
from core.charts.kit.formats import money
from core.charts.sentences import deals as told
from core.domain.errors import NotAllowed
from core.domain.offers import Amount, Rule
from core.domain.scenario import Scenario
from core.reports.appraisals import appraise_loaded, load_version
from core.reports.deals.funding import funding_plan, promised_by_partner
from core.reports.deals.overspend import GainBasis, spread_gain, spread_risk
from core.reports.deals.shares import deal, gains_moved, parties, rules_for, shares_by_year, shares_under
from core.store.database import open_database
from tests.people import ANALYST, ANN, NOBODY, VIEWER, a_person

OUT = "ten_boroughs"
POLICE = a_person("board", "cbt_probation", "gmp")


@pytest.fixture(scope="module")
def appraised(tmp_path_factory):
    db = open_database(tmp_path_factory.mktemp("home"))
    load_sample(db, by=ANN, at=datetime(2026, 11, 23, tzinfo=UTC))
    found = appraise_loaded(load_version(db, "cbt_probation"), Scenario())
    db.close()
    return found


@pytest.fixture(scope="module")
def found(appraised):
    return parties(ANALYST, appraised, OUT)


def test_parties_pay_or_gain_cash_and_their_sums_are_those_of_the_appraisal(appraised, found):
    own = appraised.option(OUT).expected.measures
    assert "residents" not in found.titles and "provider" not in found.titles
    assert found.cost_gbp == pytest.approx(own.pv_public_cost_gbp)
    assert found.benefits_gbp.sum() + found.exchequer_gbp == pytest.approx(own.pv_cash_released_gbp)


def test_every_rule_adds_up_to_the_cost_in_money_of_today_year_by_year_and_to_the_penny(appraised, found):
    for rule in rules_for(found):
        shares, unallocated = shares_under(found, rule)
        assert shares.sum() == pytest.approx(found.cost_gbp, abs=1e-6) and unallocated == 0
        by_year = shares_by_year(found, rule, shares)
        assert appraised.factors @ by_year == pytest.approx(shares, abs=1e-4)
        made = deal(ANALYST, appraised, found, rule)
        assert made.partners.pays_gbp.sum() == pytest.approx(round(found.cost_gbp, 2), abs=0.001)


def test_payments_take_every_partner_from_as_costed_to_the_rule(appraised, found):
    made = deal(ANALYST, appraised, found, Rule.shapley)
    paid = dict(zip(found.titles.values(), found.costed_gbp, strict=True))
    for row in made.payments.itertuples():
        paid[row.payer] += row.gbp
        paid[row.receiver] -= row.gbp
    assert list(paid.values()) == pytest.approx(made.shares_gbp, abs=0.01)
    assert gains_moved(made) == pytest.approx(np.maximum(0, made.shares_gbp - found.costed_gbp).sum(), abs=0.05)


def with_more_cash(found):
    """The same parties with half as much cash again, so that there is a joint gain to share."""
    return replace(found, benefits_gbp=found.benefits_gbp * 1.5)


def test_a_programme_has_losers_until_money_moves_and_no_rule_meets_every_limit(appraised, found):
    as_costed = deal(ANALYST, appraised, found, Rule.as_costed)
    assert list(as_costed.partners[~as_costed.partners.is_no_worse].partner_id) == ["gmca", "councils", "gmp", "nhs_gm"]
    assert as_costed.group is not None and as_costed.group.would_leave
    for rule in (Rule.proportional, Rule.shapley, Rule.nucleolus):
        made = deal(ANALYST, appraised, with_more_cash(found), rule)
        assert made.partners.is_no_worse.all() and not made.group.would_leave and not made.passes
    assert "More than they can pay in a year is needed from HM Prison and Probation Service by £" in told.afford_sentence(
        deal(ANALYST, appraised, found, Rule.shapley)
    )


def test_where_there_is_less_cash_than_cost_no_rule_makes_everybody_whole(appraised, found):
    assert found.benefits_gbp.sum() < found.cost_gbp
    for rule in (Rule.proportional, Rule.shapley, Rule.nucleolus):
        made = deal(ANALYST, appraised, found, rule)
        gaining = found.benefits_gbp > 0
        assert not made.partners.is_no_worse[gaining].any() and made.group.would_leave


def test_limits_of_others_are_only_said_to_be_met_or_not(appraised, found):
    made = deal(POLICE, appraised, found, Rule.shapley).partners.set_index("partner_id")
    limits = ["payback_limit_years", "affordable_gbp", "over_by_years", "short_by_gbp", "most_needed_gbp"]
    assert made.loc["hmpps", limits].isna().all() and made.loc["gmp", limits].notna().all()
    assert not made.loc["hmpps", "can_afford"] and made.loc["hmpps", "short_in"] == ""
    sentence = told.afford_sentence(deal(VIEWER, appraised, found, Rule.shapley))
    assert sentence == "More than they can pay in a year is needed from HM Prison and Probation Service."


def test_a_rule_is_worked_out_once_for_every_reader_and_what_one_may_not_see_is_hidden_from_that_one_alone(appraised, found):
    assert parties(POLICE, appraised, OUT) is found
    whole, hidden = deal(ANALYST, appraised, found, Rule.equal), deal(POLICE, appraised, found, Rule.equal)
    assert whole.shares_gbp is hidden.shares_gbp
    assert hidden.partners.most_needed_gbp.isna().any()
    again = deal(ANALYST, appraised, found, Rule.equal)
    assert again.partners.equals(whole.partners) and not again.partners.most_needed_gbp.isna().any()


def test_who_may_not_see_the_programme_sees_no_deal(appraised, found):
    for ask in (
        lambda: parties(NOBODY, appraised, OUT),
        lambda: deal(NOBODY, appraised, found, Rule.equal),
        lambda: funding_plan(NOBODY, appraised, OUT),
    ):
        with pytest.raises(NotAllowed):
            ask()


def test_caps_send_the_rest_to_others_and_typed_shares_are_taken_as_they_are(found):
    cap = found.costed_gbp[0] - 1_000_000
    shares, unallocated = shares_under(found, Rule.capped, (Amount(partner_id="gmca", value=cap),))
    assert shares[0] == pytest.approx(cap) and unallocated == 0 and shares.sum() == pytest.approx(found.cost_gbp)
    shares, unallocated = shares_under(
        found, Rule.typed, (Amount(partner_id="gmp", value=0.25), Amount(partner_id="hmpps", value=0.75))
    )
    assert shares.max() == pytest.approx(0.75 * found.cost_gbp) and unallocated == pytest.approx(0, abs=1e-6)


def test_an_overspend_adds_up_to_the_penny_and_says_what_nobody_bears(appraised, found):
    made = deal(ANALYST, appraised, found, Rule.as_costed)
    frame = spread_risk(made, 1_000_000.01, dict.fromkeys(found.ids, 50_000.0))
    assert frame.bears_gbp.sum() == pytest.approx(1_000_000.01, abs=1e-6)
    assert frame.bears_gbp.iloc[-1] == pytest.approx(750_000.01) and frame.bears_gbp.iloc[:-1].max() == 50_000


@pytest.mark.parametrize("basis", list(GainBasis))
@pytest.mark.parametrize("amount", [1_000_000.01, -333_333.33, 0.0])
def test_what_comes_beyond_the_case_is_shared_to_the_penny_and_what_is_passed_on_is_received(appraised, found, basis, amount):
    frame = spread_gain(deal(ANALYST, appraised, found, Rule.as_costed), amount, basis)
    assert [frame.falls_gbp.sum(), frame.part_gbp.sum()] == pytest.approx([amount, amount], abs=1e-6)
    assert frame.passes_on_gbp.sum() == pytest.approx(0, abs=1e-6)
    assert (frame.falls_gbp - frame.part_gbp - frame.passes_on_gbp).abs().max() < 1e-6


def test_those_who_pay_for_a_programme_have_their_part_of_a_gain_that_falls_to_others(appraised, found):
    frame = spread_gain(deal(ANALYST, appraised, found, Rule.as_costed), 1_000_000, GainBasis.by_what_each_pays)
    lead = frame.set_index("partner").loc["Greater Manchester Combined Authority"]
    # It pays 6,770,995.40 of 13,735,436.87 as costed, and no cash falls to it.
    assert (lead.falls_gbp, lead.part_gbp) == (0.0, pytest.approx(1_000_000 * 6_770_995.40 / 13_735_436.87, abs=0.01))
    kept = spread_gain(deal(ANALYST, appraised, found, Rule.as_costed), 1_000_000, GainBasis.as_it_falls)
    assert not kept.passes_on_gbp.any()


def test_promises_are_short_from_the_second_year_and_fall_off_a_cliff(appraised):
    plan = funding_plan(ANALYST, appraised, OUT)
    assert (plan.first_unfunded, plan.first_uncommitted, plan.cliff_label) == ("2027/28", "2027/28", "2029/30")
    years = plan.years
    limited = years.set_index("year_label").limited_gbp
    assert plan.cliff.falls_gbp == pytest.approx(limited["2029/30"] - limited["2030/31"])
    assert 0.15 < plan.limited_share < 0.25
    assert years.promised_gbp.tolist() == pytest.approx((years.offered_gbp + years.agreed_gbp + years.signed_gbp).tolist())
    assert (years.need_gbp + years.spare_gbp - years.gap_gbp).tolist() == pytest.approx(years.promised_gbp.tolist())


def test_promises_of_others_are_in_the_sums_and_not_listed(appraised):
    whole, own = funding_plan(ANALYST, appraised, OUT), funding_plan(POLICE, appraised, OUT)
    assert set(own.promises.partner_id) == {"gmp"} and own.hidden_promises == len(whole.promises) - len(own.promises)
    assert own.years.promised_gbp.tolist() == whole.years.promised_gbp.tolist()
    frame = promised_by_partner(appraised, OUT, frozenset({"gmp"}))
    assert list(frame.partner) == ["Other partners", "Greater Manchester Police"]
    assert frame.total_gbp.sum() == pytest.approx(whole.years.promised_gbp.sum())


def test_an_option_nobody_promised_to_says_so(appraised):
    plan = funding_plan(ANALYST, appraised, "new_rules")
    promised = plan.years.promised_gbp.sum()
    assert (promised > 0) or told.funding_title(plan).startswith("Nobody has promised any of the")


def test_the_charts_draw_what_the_figures_say(appraised, found):
    plan = funding_plan(ANALYST, appraised, OUT)
    frame = bars(plan)
    assert (frame.high_gbp - frame.low_gbp).sum() == pytest.approx(plan.years.promised_gbp.sum())
    for narrow in (False, True):
        worst = plan.years.loc[plan.years.gap_gbp.idxmax()]
        assert f"{worst.year_label} {money(worst.gap_gbp)}" in draw_funding(plan, True, narrow).alt
    made = deal(ANALYST, appraised, found, Rule.as_costed)
    rows = positions(made)
    assert (rows.gains_gbp - rows.pays_gbp).tolist() == pytest.approx(rows.net_gbp.tolist(), abs=0.01)
    gains = money(found.benefits_gbp[found.ids.index("courts")])
    assert f"Courts, prosecution and legal aid pays £0 and gains {gains}" in draw_positions(made).alt


def test_sentences_of_a_deal_without_faults_say_so(appraised, found):
    made = deal(ANALYST, appraised, with_more_cash(found), Rule.nucleolus)
    assert told.positions_title(made) == "No partner pays more than it gains"
    assert told.worse_off_sentence(made) == "Nobody pays more than it gains."
    assert told.unallocated_sentence(made) == ""
    capped = deal(ANALYST, appraised, found, Rule.capped, tuple(Amount(partner_id=one, value=1_000.0) for one in found.ids))
    assert "of the cost is unallocated" in told.unallocated_sentence(capped) and not capped.passes


def test_where_the_partners_gain_less_than_it_costs_the_page_says_that_there_is_no_gain_to_share(appraised, found):
    up = parties(ANALYST, appraised, "new_rules")
    assert up.benefits_gbp.sum() < up.cost_gbp
    assert told.rule_sentence(Rule.shapley, up).endswith(
        "So it goes by benefit: everybody pays the same part of each pound of cash it gains."
    )
    assert told.rule_sentence(Rule.shapley, with_more_cash(found)).startswith("Everybody keeps what it adds on average")
    nobody = replace(up, benefits_gbp=np.zeros(len(up.ids)))
    assert told.rule_sentence(Rule.proportional, nobody) == "No partner gains cash, so everybody pays the same."


def test_all_promises_that_end_while_the_work_goes_on_are_told(appraised):
    told_of = {option: told.ends_sentence(funding_plan(ANALYST, appraised, option)) for option in ("new_rules", OUT)}
    assert told_of["new_rules"] == "Nothing at all is promised after 2030/31, and the work still costs money then."
    assert told_of[OUT] == ""


def test_what_has_no_source_is_labelled_in_the_chart(appraised):
    plan = funding_plan(ANALYST, appraised, OUT)
    (label,) = [words for words in bars(plan).gap_label if words]
    assert label == f"{money(plan.cliff.unfunded_gbp)} a year has no source"
    words = [layer["encoding"]["text"]["field"] for layer in draw_funding(plan).spec["layer"] if "text" in layer["encoding"]]
    assert "gap_label" in words
