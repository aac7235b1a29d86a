"""The deal on one page."""

from datetime import UTC, date, datetime

import pytest

from core.actions.offers import answer_offer, make_offer
from core.actions.sample import load_sample
from core.domain.offers import Answer, Offer, Reply, Rule
from core.domain.scenario import Scenario
from core.papers.deal_sheet import Cover, deal_sheet, sheet_html
from core.reports.appraisals import appraise_loaded, load_version
from core.reports.deals.funding import funding_plan, promised_by_partner
from core.reports.deals.offers import offers_on, standing_offer
from core.reports.deals.shares import deal, parties
from core.reports.deals.splits import split
from core.store.database import open_database
from tests.people import ANALYST, ANN, BOARD

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAMPLE, OUT = "cbt_probation", "ten_boroughs"


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    """The sheet before any offer, and after an offer with hostile words and one conditional answer."""
    db = open_database(tmp_path_factory.mktemp("home"))
    load_sample(db, by=ANN, at=NOON)
    appraised = appraise_loaded(load_version(db, SAMPLE), Scenario())
    made = deal(ANALYST, appraised, parties(ANALYST, appraised, OUT), Rule.proportional)
    plan, promised = funding_plan(ANALYST, appraised, OUT), promised_by_partner(appraised, OUT, None)
    cover = Cover("Draft, not checked", "Ann", NOON.date(), is_sample=True)
    costed = split(ANALYST, appraised, OUT, None)
    before = deal_sheet(appraised, made, plan, promised, divided=costed, offer=None, cover=cover)
    words = Offer(option_id=OUT, rule=Rule.proportional, conditions="<script>alert(1)</script>", gain_share="By & by",
                  review_on=date(2027, 11, 1))  # fmt: skip
    offer = make_offer(db, SAMPLE, words, version_number=1, by=BOARD, at=NOON)
    reply = Reply(partner_id="hmpps", answer=Answer.accept_if, condition="a landing closes")
    answer_offer(db, SAMPLE, offer.offer_id, reply, by=BOARD, at=NOON)
    standing = standing_offer(offers_on(db, ANALYST, SAMPLE, OUT))
    offered = split(ANALYST, appraised, OUT, standing)
    after = deal_sheet(appraised, made, plan, promised, divided=offered, offer=standing, cover=cover, chances="About even.")
    db.close()
    return before, after


def pounds(words):
    return int(words.replace("£", "").replace(",", "").replace("−", "-"))


def said(sheet, heading):
    return " ".join(next(section.sentences for section in sheet.sections if section.heading == heading))


def test_it_says_the_ask_the_return_the_risk_and_the_terms(sheets):
    told = said(sheets[1], "The ask, the return, the risk")
    for part in (
        "Ask: £18.8m in cash over 11 financial years, 2026/27 to 2036/37",
        "Return: £17.4m of cash",
        "About even.",
        "Terms: by benefit",
    ):
        assert part in told


def test_it_says_what_is_not_agreed(sheets):
    before, after = (said(sheet, "What is not agreed") for sheet in sheets)
    assert "No offer has been made on this option." in before
    assert "waits for" in after and "HM Prison and Probation Service accepts if: a landing closes" in after
    assert "of the £18.6m promised is agreed" in after


def test_what_is_not_met_stands_beside_the_terms(sheets):
    assert "Not met: Cash does not come back in time" in said(sheets[1], "Gain share, risk share and conditions")


def test_it_says_how_far_it_may_be_relied_on_who_took_it_out_and_when_and_that_it_is_a_sample(sheets):
    cover = " ".join(sheets[0].cover)
    assert "Sample:" in cover and "Draft, not checked." in cover and "Taken out by Ann on 23 November 2026. Method" in cover
    page = sheet_html(sheets[0])
    assert all(sentence in page for sentence in sheets[0].cover)


def test_what_each_pays_by_year_adds_to_its_total_and_who_pays_nothing_is_not_applicable(sheets):
    tables = {section.heading: section.table for section in sheets[1].sections}
    by_year = tables["What each pays by year"]
    years = [name for name in by_year.columns if name not in ("Partner", "Total")]
    assert len(years) == 11
    for _, row in by_year.iterrows():
        assert sum(pounds(row[year]) for year in years) == pytest.approx(pounds(row["Total"]), abs=len(years))
    paid = tables["What each pays and when it comes back"].set_index("Partner")
    assert (paid["Pays back in"][paid.Pays == "£0"] == "not applicable").all()
    assert "not applicable" in set(paid["Pays back in"])


def test_it_has_the_terms_of_the_offer(sheets):
    told = said(sheets[1], "Gain share, risk share and conditions")
    assert "Gain share: By & by" in told and "Review: 1 November 2027." in told and "Paid if: A landing has closed" in told


def test_words_people_wrote_are_text_in_the_file(sheets):
    page = sheet_html(sheets[1])
    assert "<script>" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "By &amp; by" in page
    assert page.startswith("<!doctype html>") and page.count("<h1>") == 1 and 'lang="en-GB"' in page and "http" not in page
