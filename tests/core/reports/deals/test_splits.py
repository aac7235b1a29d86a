"""One split: what each partner pays and gets is the same to the pound wherever it stands."""

from dataclasses import replace

import pytest

from core.actions.decisions import record_decision
from core.actions.offers import answer_offer, make_offer
from core.actions.programmes import replace_tables
from core.charts.kit.formats import exact_money
from core.charts.sentences.splits import answers_sentence, moved_sentence, own_cash_sentence, split_lines, split_row
from core.domain.deals.splits import NO_ANSWER, NOT_ASKED, SplitTable
from core.domain.decisions import Outcome, Position, Stance
from core.domain.errors import NotRecorded
from core.domain.links import LinkOrder
from core.domain.offers import Answer, Offer, Reply, Rule
from core.domain.scenario import Scenario
from core.engine.appraisal import METHOD_VERSION
from core.papers.deal_sheet import Cover, deal_sheet
from core.papers.minutes import minute_text
from core.papers.shared_page import share as share_page
from core.reports.appraisals import appraise_loaded, load_version
from core.reports.changes.table_edits import with_cells
from core.reports.deals.funding import funding_plan, promised_by_partner
from core.reports.deals.offers import offers_on, standing_offer
from core.reports.deals.shares import deal, parties
from core.reports.deals.splits import paid_by_year, split, standing_split
from core.reports.links import shared_page
from core.store import decisions, links, offers
from core.store.tables.tables import read_tables
from core.store.tables.versions import version_numbered
from tests.core.decided import NOON, SAMPLE_ID, TODAY, a_decision, with_sample
from tests.kept_people import keep_people
from tests.people import ANALYST, BOARD, a_person

OUT = "ten_boroughs"
TOKEN = "t" * 43
NHS = a_person("board", SAMPLE_ID, "nhs_gm")


@pytest.fixture
def told(db):
    """The sample with an offer by benefit that the police accept and the prison service accepts on a condition."""
    keep_people(db, ANALYST, BOARD)
    with_sample(db)
    made = make_offer(db, SAMPLE_ID, Offer(option_id=OUT, rule=Rule.proportional), version_number=1, by=BOARD, at=NOON)
    answer_offer(db, SAMPLE_ID, made.offer_id, Reply(partner_id="gmp", answer=Answer.accept), by=BOARD, at=NOON)
    condition = Reply(partner_id="hmpps", answer=Answer.accept_if, condition="a landing closes")
    answer_offer(db, SAMPLE_ID, made.offer_id, condition, by=BOARD, at=NOON)
    return db


def appraised_of(db, number=1):
    return appraise_loaded(load_version(db, SAMPLE_ID, number), Scenario())


def naming(db, offer_id, **changes):
    stored = a_decision(offer_id=offer_id, **changes)
    return record_decision(db, SAMPLE_ID, stored, version_number=1, by=BOARD, at=NOON)


def test_pays_gets_and_net_agree_to_the_pound_in_the_deal_the_offer_the_sheet_the_minute_the_link_and_the_decision(told):
    whole = appraised_of(told)
    found = standing_split(told, BOARD, whole, OUT, TODAY)
    offer = standing_offer(offers_on(told, BOARD, SAMPLE_ID, OUT))
    rows = [split_row(line, found) for line in found.lines]
    named = {row["Partner"]: row for row in rows}
    assert len(rows) == 7

    costed, offered = (deal(BOARD, whole, parties(BOARD, whole, OUT), rule) for rule in (Rule.as_costed, Rule.proportional))
    for made, ending in ((costed, "as costed"), (offered, f"under offer {offer.offer_id}")):
        for row in made.partners.itertuples():
            assert exact_money(row.pays_gbp) == named[row.partner][f"Pays {ending}"]
            assert exact_money(row.gains_gbp) == named[row.partner]["Gets in cash"]
            assert exact_money(row.net_gbp) == named[row.partner][f"Net {ending}"]
    for share in offer.frozen.shares:
        assert exact_money(share.pays_gbp) == named[share.partner][f"Pays under offer {offer.offer_id}"]

    plan, promised = funding_plan(BOARD, whole, OUT), promised_by_partner(whole, OUT, None)
    cover = Cover("Draft, not checked", "Ann", TODAY)
    sheet = deal_sheet(whole, offered, plan, promised, divided=found, offer=offer, cover=cover)
    table = next(section.table for section in sheet.sections if section.heading == "Who pays and who gets")
    assert table.to_dict("records") == rows

    kept = decisions.get(told, naming(told, offer.offer_id).decision_id)
    assert kept.offer_id == offer.offer_id
    assert [split_row(line, kept.frozen.split) for line in kept.frozen.split.lines] == rows
    minute = minute_text(kept, "Thinking skills")
    assert f"Decided on: the split under offer {offer.offer_id}." in minute
    assert all(line in minute for line in split_lines(found))

    share_page(told, LinkOrder(SAMPLE_ID, 1, OUT, "For a leader"), token=TOKEN, by=BOARD, at=NOON)
    page = shared_page(told, TOKEN, NOON).page.decode()
    for row in rows:
        assert all(cell in page for heading, cell in row.items() if heading.startswith(("Pays", "Net", "Gets")))
    assert "accepts if a condition is met" in page and "a landing closes" not in page


def test_answers_so_far_stand_beside_what_is_paid(told):
    found = standing_split(told, BOARD, appraised_of(told), OUT, TODAY)
    answers = {line.partner_id: (line.answer, line.condition) for line in found.lines}
    assert answers["gmp"] == ("accepts", "") and answers["hmpps"] == ("accepts if", "a landing closes")
    assert answers["courts"] == (NO_ANSWER, "") and answers["nhs_gm"] == (NOT_ASKED, "")
    assert answers_sentence(found).startswith("Offer 1 is accepted by 1 of the 4 that would pay: on a condition by HM Prison")


def test_a_decision_keeps_the_split_it_named_when_the_offer_is_answered_later(told):
    kept = naming(told, 1)
    answer_offer(told, SAMPLE_ID, 1, Reply(partner_id="courts", answer=Answer.decline, condition="no money"), by=BOARD, at=NOON)
    again = decisions.get(told, kept.decision_id).frozen.split
    assert {line.partner_id: line.answer for line in again.lines}["courts"] == NO_ANSWER
    assert SplitTable.from_kept(again.as_kept) == again


def test_a_decision_on_the_split_as_costed_keeps_it_without_an_offer(told):
    kept = naming(told, None).frozen.split
    assert kept.offer is None and {line.offered_pays_gbp for line in kept.lines} == {None}
    assert "Decided on: the split as costed." in minute_text(decisions.get(told, 1), "Thinking skills")


def test_a_decision_cannot_name_an_offer_on_another_option(told):
    with pytest.raises(NotRecorded, match="no offer on the option that was chosen"):
        naming(told, 1, option_id="salford_only", outcome=Outcome.approve, alternatives=())
    with pytest.raises(NotRecorded, match="Offer 99 is no offer"):
        naming(told, 99)
    assert decisions.of_programme(told, SAMPLE_ID) == ()


def test_a_position_that_is_not_the_answer_given_says_so_in_the_minute(told):
    positions = (Position(partner_id="gmp", stance=Stance.agrees), Position(partner_id="hmpps", stance=Stance.agrees))
    minute = minute_text(naming(told, 1, positions=positions), "Thinking skills")
    assert "- Greater Manchester Police: agrees\n" in minute
    assert "HM Prison and Probation Service: agrees (its answer to offer 1: accepts if a landing closes)" in minute


def test_an_offer_on_older_figures_or_by_another_method_stands_as_it_was_made_and_says_so(told):
    tables = read_tables(told, version_numbered(told, SAMPLE_ID, 1).version_id)
    changed = {"options": with_cells(tables["options"], {"option_id": OUT}, {"engagement": "0.6"})}
    replace_tables(told, SAMPLE_ID, changed, read_version=1, by=ANALYST, at=NOON, what="Fewer start.")
    found = standing_split(told, BOARD, appraised_of(told, 2), OUT, TODAY)
    first = standing_split(told, BOARD, appraised_of(told, 1), OUT, TODAY)
    assert [line.offered_pays_gbp for line in found.lines] == [line.offered_pays_gbp for line in first.lines]
    assert moved_sentence(first) == "" and "have moved since offer 1 was made on version 1" in moved_sentence(found)
    older = replace(found, offer=replace(found.offer, method_version="1.0.0"))
    assert "was worked out by method 1.0.0" in moved_sentence(older)


def test_offers_and_links_keep_the_method_they_were_worked_out_by(told):
    share_page(told, LinkOrder(SAMPLE_ID, 1, OUT, "For a leader"), token=TOKEN, by=BOARD, at=NOON)
    assert offers.get(told, 1).frozen.method_version == METHOD_VERSION
    assert links.every_link(told, SAMPLE_ID)[0].method_version == METHOD_VERSION


def test_a_person_of_one_partner_is_told_the_agreed_view_of_the_split(told):
    whole = appraised_of(told)
    assert split(NHS, whole, OUT, None) == split(BOARD, whole, OUT, None)


def test_what_is_paid_by_year_has_the_present_value_of_the_share(told):
    whole = appraised_of(told)
    made = deal(BOARD, whole, parties(BOARD, whole, OUT), Rule.proportional)
    years = paid_by_year(whole, made)
    values = years.drop(columns=["partner", "total_gbp"]).to_numpy() @ whole.factors
    paid = made.partners.set_index("partner").pays_gbp
    assert values == pytest.approx([paid[name] for name in years.partner], abs=0.01)


def test_which_cash_is_shown_is_said_with_the_line_between_the_two_sums_and_not_where_they_are_one():
    own, whole = own_cash_sentence(17_400_000, 15_700_000, is_own=True), own_cash_sentence(17_400_000, 15_700_000, is_own=False)
    assert own.startswith("Gets is cash that a partner can spend itself: £15.7m.") and "£1.7m" in own and "£17.4m" in own
    assert whole.startswith("Gets is all cash released: £17.4m.") and "£15.7m" in whole and "£1.7m" in whole
    assert own_cash_sentence(2_000.2, 2_000, is_own=True) == ""
