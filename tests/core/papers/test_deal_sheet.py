"""The deal on one page."""

from datetime import UTC, date, datetime

import pytest

from core.actions.offers import answer_offer, make_offer
from core.actions.sample import load_sample
from core.domain.offers import Answer, Offer, Reply, Rule
from core.domain.scenario import Scenario
from core.papers.deal_sheet import deal_sheet, sheet_html
from core.reports.appraisals import appraise_loaded, load_version
from core.reports.deals import deal, parties
from core.reports.funding import funding_plan, promised_by_partner
from core.reports.offers import offers_on, standing_offer
from core.store.database import open_database
from tests.people import ANALYST, ANN, BOARD

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAMPLE, OUT = "cbt_probation", "ten_boroughs"


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    """The sheet before anybody offered anything, and after an offer with hostile words and one conditional answer."""
    db = open_database(tmp_path_factory.mktemp("home"))
    load_sample(db, by=ANN, at=NOON)
    appraised = appraise_loaded(load_version(db, SAMPLE), Scenario())
    made = deal(ANALYST, appraised, parties(ANALYST, appraised, OUT), Rule.proportional)
    plan, promised = funding_plan(ANALYST, appraised, OUT), promised_by_partner(appraised, OUT, None)
    before = deal_sheet(appraised, made, plan, promised, offer=None)
    words = Offer(option_id=OUT, rule=Rule.proportional, conditions="<script>alert(1)</script>", gain_share="By & by",
                  review_on=date(2027, 11, 1))  # fmt: skip
    offer = make_offer(db, SAMPLE, words, version_number=1, by=BOARD, at=NOON)
    reply = Reply(partner_id="hmpps", answer=Answer.accept_if, condition="a landing closes")
    answer_offer(db, SAMPLE, offer.offer_id, reply, by=BOARD, at=NOON)
    standing = standing_offer(offers_on(db, ANALYST, SAMPLE, OUT))
    after = deal_sheet(appraised, made, plan, promised, offer=standing, chances="About even.")
    db.close()
    return before, after


def said(sheet, heading):
    return " ".join(next(section.sentences for section in sheet.sections if section.heading == heading))


def test_it_says_the_ask_the_return_the_risk_and_the_terms(sheets):
    told = said(sheets[1], "The ask, the return, the risk")
    for part in (
        "Ask: £13.7m in cash over 10 years",
        "Return: £14.4m of cash",
        "Cash pays back in",
        "About even.",
        "Terms: by benefit",
    ):
        assert part in told


def test_it_says_what_is_not_agreed(sheets):
    before, after = (said(sheet, "What is not agreed") for sheet in sheets)
    assert "No offer has been made on this option." in before
    assert "waits for" in after and "HM Prison and Probation Service accepts if: a landing closes" in after
    assert "of the £13.5m promised is agreed" in after and "Cash does not come back in time" in after


def test_it_has_the_terms_of_the_offer(sheets):
    told = said(sheets[1], "Gain share, risk share and conditions")
    assert "Gain share: By & by" in told and "Review: 1 November 2027." in told and "Paid if: A landing has closed" in told


def test_words_people_wrote_are_text_in_the_file(sheets):
    page = sheet_html(sheets[1])
    assert "<script>" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "By &amp; by" in page
    assert page.startswith("<!doctype html>") and page.count("<h1>") == 1 and 'lang="en-GB"' in page and "http" not in page
