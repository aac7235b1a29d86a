"""One partner's own money and tasks, held against the ledger, the deal, the draws and cases worked out afresh."""

from datetime import UTC, date, datetime

import pytest

from core.actions.offers import answer_offer, make_offer
from core.actions.sample import load_sample
from core.charts.sentences import organisation as told
from core.domain.case.benefits import Budget
from core.domain.errors import NotAllowed
from core.domain.offers import Answer, Offer, Reply, Rule
from core.domain.prices import MoneyBasis
from core.domain.scenario import Scenario
from core.reports.appraisals import appraise_loaded, compared_options, load_version
from core.reports.deals.budgets import cash_by_budget
from core.reports.deals.offers import offers_on, standing_offer
from core.reports.deals.shares import deal, parties
from core.reports.organisation.cash import organisations, own_sureness, own_totals, own_years
from core.reports.organisation.harm import own_harm
from core.reports.organisation.splits import own_splits
from core.reports.organisation.tasks import own_tasks
from core.reports.partners import ledger
from core.reports.sensitivity import turning_points
from core.reports.uncertainty import partner_chances, simulated
from tests.core.reports.read_versions import appraised, files_of, loaded_from, pounds, with_text
from tests.people import ANALYST, ANN, NOBODY, VIEWER, a_person

SAMPLE, OUT, POLICE, PRISONS = "cbt_probation", "ten_boroughs", "gmp", "hmpps"
OF_POLICE = a_person("board", SAMPLE, POLICE, name="Polly Police")
NOON, TODAY = datetime(2026, 11, 23, 12, tzinfo=UTC), date(2026, 11, 23)
PARTNERS = [row.partner_id for row in appraised("sample").case.partners]


@pytest.fixture
def sample(db):
    load_sample(db, by=ANN, at=NOON)
    return appraise_loaded(load_version(db, SAMPLE), Scenario())


def test_totals_are_those_of_who_pays_in_every_money_to_the_penny_and_years_add_up_to_them():
    whole = appraised("sample")
    for partner_id in PARTNERS:
        totals = own_totals(whole, OUT, partner_id).set_index("basis")
        assert list(totals.index) == [basis.value for basis in MoneyBasis]
        for basis in MoneyBasis:
            row = ledger(whole, OUT, basis).set_index("partner_id").loc[partner_id]
            years = own_years(whole, OUT, partner_id, basis)
            for name in ("pays_gbp", "cash_gbp", "net_gbp"):
                assert totals.loc[basis.value, name] == row[name] == pounds(years[name].sum())
            assert years.running_gbp.iloc[-1] == pounds(row.net_gbp)


@pytest.mark.parametrize("name", ["sample", "housing_first", "made_304", "two_hospitals"])
def test_one_report_of_years_gives_the_page_and_the_board_s_paper_the_ledger_s_money_in_every_case(name):
    whole = appraised(name)
    for option_id in compared_options(whole.case):
        for row in ledger(whole, option_id, MoneyBasis.real).itertuples():
            years = own_years(whole, option_id, row.partner_id, MoneyBasis.real)
            assert years.pays_gbp.sum() == pounds((years.capital_gbp + years.revenue_gbp).sum()) == pounds(row.pays_gbp)
            assert years.cash_gbp.sum() == pounds(row.cash_gbp) and years.net_gbp.sum() == pounds(row.net_gbp)
            assert years.in_kind_gbp.sum() == pounds(row.in_kind_gbp)
            managed = cash_by_budget(whole, option_id, Budget.annually_managed)[row.partner_id].sum()
            assert years.managed_gbp.sum() == pounds(managed)


def test_splits_are_those_of_the_deal_as_costed_and_under_the_offer(db, sample):
    make_offer(db, SAMPLE, Offer(option_id=OUT, rule=Rule.proportional), version_number=1, by=ANALYST, at=NOON)
    standing = standing_offer(offers_on(db, ANALYST, SAMPLE, OUT))
    found = parties(ANALYST, sample, OUT)
    for partner_id in found.ids:
        costed, offered = own_splits(ANALYST, sample, OUT, partner_id, standing)
        for split, rule in ((costed, Rule.as_costed), (offered, Rule.proportional)):
            row = deal(ANALYST, sample, found, rule).partners.set_index("partner_id").loc[partner_id]
            shown = (split.pays_gbp, split.gains_gbp, split.net_gbp, split.worst_gbp, split.short_by_gbp)
            assert shown == (row.pays_gbp, row.gains_gbp, row.net_gbp, row.most_needed_gbp, row.short_by_gbp)
            assert split.can_afford or split.worst_label == row.short_in
        assert offered.offered_gbp is None and offered.offer_id == standing.offer_id
        assert costed.pays_gbp == pytest.approx(own_totals(sample, OUT, partner_id).pays_gbp[0], abs=0.01)  # to the penny
    assert own_splits(ANALYST, sample, OUT, "residents", standing) == ()


def test_a_partner_s_cash_turns_where_its_own_net_cash_worked_out_afresh_is_nothing():
    whole = appraised("sample")
    points = turning_points(whole, OUT, POLICE)
    point = points[(points["column"] == "amount_gbp") & points.driver.str.startswith("Facilitator")].iloc[0]
    assert point.input.startswith("costs/")
    line = "ten_boroughs,Facilitator teams,workforce,revenue,team_yearly,"
    changed = with_text(
        files_of("sample"), "costs.csv", f"{line}{int(point.value)},84000,112000", f"{line}{float(point.switching_value)},,"
    )
    again = appraise_loaded(loaded_from(changed), Scenario())
    net = ledger(again, OUT).set_index("partner_id").net_gbp
    assert abs(net[POLICE]) < 1 < abs(ledger(whole, OUT).set_index("partner_id").net_gbp[POLICE])
    assert turning_points(whole, OUT).switching_value.tolist() != points.switching_value.tolist()


def test_sureness_is_that_of_the_draws_and_a_limit_that_is_not_seen_gives_no_chance():
    whole = appraised("sample")
    drawn = simulated(whole, draws=500)
    row = partner_chances(whole, drawn, OUT).set_index("partner_id").loc[PRISONS]
    sure = own_sureness(ANALYST, whole, drawn, OUT, PRISONS)
    assert (sure.p10_gbp, sure.p90_gbp, sure.chance_in_time) == (row.p10_gbp, row.p90_gbp, row.chance)
    assert own_sureness(OF_POLICE, whole, drawn, OUT, PRISONS).chance_in_time is None
    assert own_sureness(ANALYST, whole, drawn, OUT, "dwp").chance_in_time is None
    with pytest.raises(NotAllowed):
        own_sureness(NOBODY, whole, drawn, OUT, PRISONS)


def test_a_person_of_one_partner_has_one_organisation_and_another_partner_s_limits_stay_hidden():
    whole = appraised("sample")
    assert list(organisations(OF_POLICE, whole)) == [POLICE]
    assert list(organisations(ANALYST, whole)) == list(organisations(VIEWER, whole)) == PARTNERS
    (hidden,) = own_splits(OF_POLICE, whole, OUT, PRISONS, None)
    assert not hidden.is_seen and hidden.affordable_gbp != hidden.affordable_gbp and "not shown" in told.worst_year_note(hidden)
    assert own_harm(OF_POLICE, whole, OUT, "provider").empty and len(own_harm(ANALYST, whole, OUT, "provider")) == 1


def test_harm_is_what_lines_take_and_what_risks_may_cost_the_partner():
    frame = own_harm(ANALYST, appraised("sample"), OUT, "gmca")
    (risk,) = frame.to_dict("records")
    assert risk["kind"] == "risk" and risk["gbp"] == pounds(0.3 * 400_000)
    assert told.harm_sentence(**{name: risk[name] for name in ("kind", "what", "gbp", "note")}).startswith("Courts refer fewer")


def test_an_offer_waits_for_a_partner_until_it_accepts(db, sample):
    def waits(partner_id):
        return [offer.offer_id for offer in own_tasks(db, ANALYST, sample, OUT, partner_id, today=TODAY).offers]

    make_offer(db, SAMPLE, Offer(option_id=OUT, rule=Rule.equal), version_number=1, by=ANALYST, at=NOON)
    (number,) = waits(POLICE)
    reply = Reply(partner_id=POLICE, answer=Answer.accept_if, condition="a landing closes")
    answer_offer(db, SAMPLE, number, reply, read_reply=0, by=OF_POLICE, at=NOON)
    assert waits(POLICE) == [number] and waits("residents") == []
    (offer,) = own_tasks(db, OF_POLICE, sample, OUT, POLICE, today=TODAY).offers
    assert "answered: accepts if a landing closes" in told.offer_asks_sentence(offer, POLICE)
    last = offer.latest[POLICE].reply_id
    answer_offer(db, SAMPLE, number, Reply(partner_id=POLICE, answer=Answer.accept), read_reply=last, by=OF_POLICE, at=NOON)
    assert waits(POLICE) == []


def test_actions_are_the_partner_s_own_and_late_ones_are_counted(db, sample):
    found = own_tasks(db, OF_POLICE, sample, OUT, POLICE, today=date(2031, 4, 10))
    assert found.actions[["owner", "days_late", "settled_at"]].to_numpy().tolist() == [["Head of custody", 10, "realisation"]]
    assert found.late == 1
    assert own_tasks(db, OF_POLICE, sample, OUT, PRISONS, today=TODAY).actions.empty


@pytest.mark.parametrize(
    ("pays", "gets", "said"),
    [
        (0, 0, "It pays nothing and no cash reaches its budget"),
        (671_611, 257_946, "It pays £672k and gets £258k: £414k behind"),
        (1_000, 4_000_000, "It pays £1,000 and gets £4.0m: £4.0m ahead"),
        (5_000, -2_000, "It pays £5,000 and loses £2,000 of cash: £7,000 behind"),
        (5_000, 5_000, "It pays £5,000 and gets £5,000: just even"),
    ],
)
def test_the_title_says_what_is_paid_and_what_is_got(pays, gets, said):
    assert told.own_cash_title(pays, gets) == said
