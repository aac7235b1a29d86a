"""The deal, as partners meet it who have to agree who pays what."""

import re
from pathlib import Path

from core.domain.offers import Answer, OfferState
from core.store import offers
from core.store.database import open_database
from tests.pages.conftest import Opener, seen, texts
from tests.people import BOARD, VIEWER, a_person

SAMPLE = "cbt_probation"
POLICE = a_person("board", SAMPLE, "gmp", name="Polly Police")
OPTION = {"programme": SAMPLE, "option": "ten_boroughs"}


def button(page, label):
    return next(each for each in page.button if each.label.startswith(label))


def kept(home: Path):
    db = open_database(home)
    found = offers.of_programme(db, SAMPLE)
    db.close()
    return found


def test_the_sample_has_a_cliff_and_a_loser_until_money_moves(look: Opener) -> None:
    page = look(page="deals.py", **OPTION)
    told = texts(page)
    assert re.search(r"After 2029/30 £\d+k a year of time-limited money ends", told)
    assert re.search(r"partners are worse off: Greater Manchester Combined Authority by £\d", told)
    assert re.search(r"would be better off alone by £\d", told)


def test_a_rule_in_the_address_is_opened_and_nobody_is_worse_off_under_it(look: Opener) -> None:
    told = texts(look(page="deals.py", rule="nucleolus", **OPTION))
    has_joint_gain = "there is no joint gain to share" not in told
    assert has_joint_gain == ("Nobody pays more than it gains." in told)


def test_an_offer_is_made_accepted_and_agreed_by_everybody_who_pays(app: Opener, home: Path) -> None:
    page = app(page="deals.py", person=BOARD, rule="proportional", **OPTION)
    next(box for box in page.text_area if box.label == "Conditions").set_value("*Bold* if the grant is renewed")
    button(page, "Make the offer").click()
    page = seen(page.run())
    (offer,) = kept(home)
    assert (offer.offer.rule, offer.partner, offer.state) == ("proportional", "the whole partnership", OfferState.open)
    assert "\\*Bold\\* if the grant" in " ".join(each.value for each in page.markdown)
    for partner in offer.payers:
        next(box for box in page.selectbox if box.label == "Answer for").set_value(partner)
        button(page, "Record the answer").click()
        page = seen(page.run())
    assert kept(home)[0].state is OfferState.agreed
    assert "Agreed: every partner that pays has accepted." in texts(page)


def test_a_partner_answers_for_itself_alone_and_a_condition_must_be_said(app: Opener, home: Path) -> None:
    first = app(page="deals.py", person=BOARD, rule="equal", **OPTION)
    button(first, "Make the offer").click()
    seen(first.run())
    page = app(page="deals.py", person=POLICE, **OPTION)
    assert not [box for box in page.selectbox if box.label == "Answer for"]  # there is none but its own
    next(box for box in page.radio if box.label == "Answer").set_value(Answer.accept_if)
    button(page, "Record the answer").click()
    assert "Say on which condition" in texts(page.run())
    next(box for box in page.text_input if "condition" in box.label).set_value("a landing closes")
    button(page, "Record the answer").click()
    assert "accepts if a landing closes" in " ".join(table.value.to_csv() for table in seen(page.run()).table)
    assert [row.condition for row in kept(home)[0].replies] == ["a landing closes"]


def test_a_partner_sees_its_own_limit_and_only_whether_others_are_met(look: Opener) -> None:
    page = look(page="deals.py", person=POLICE, rule="shapley", **OPTION)
    partners = next(table.value for table in page.table if "Its limit" in table.value.columns).set_index("Partner")
    assert partners.loc["Greater Manchester Police", "Its limit"] == "5 years"
    assert partners.loc["HM Prison and Probation Service", ["Its limit", "In time"]].tolist() == ["not shown", "no"]
    told = [sentence for sentence in texts(page).split(". ") if "its limit is" in sentence]
    assert all("Greater Manchester Police" in sentence for sentence in told)


def test_a_viewer_reads_and_offers_nothing(app: Opener) -> None:
    page = app(page="deals.py", person=VIEWER, **OPTION)
    assert not [each for each in page.button if each.label in ("Make the offer", "Record the answer", "Save the promises")]
    assert "Offers are made by those who speak for a partner" in texts(page)
    assert "a landing has closed" not in texts(page).lower()


def test_shares_that_are_not_typed_in_yet_are_asked_for_in_a_sentence(look: Opener) -> None:
    told = texts(look(page="deals.py", rule="typed", **OPTION))
    assert "The shares add to 0%, 100% too little" in told and "put right first" in told


def test_caps_start_at_what_is_costed_and_hold(look: Opener) -> None:
    told = texts(look(page="deals.py", rule="capped", **OPTION))
    assert "Four partners are worse off" in told


def test_the_page_works_for_every_option_of_the_sample(look: Opener) -> None:
    for option in ("salford_only", "new_rules", "boroughs_then_rules"):
        assert "Who would pay what" in texts(look(page="deals.py", programme=SAMPLE, option=option))


def test_the_deal_sheet_is_written_when_it_is_read_and_not_before(app: Opener) -> None:
    page, heading = app(page="deals.py", **OPTION), "The ask, the return, the risk"
    assert heading not in [each.value for each in page.subheader]
    page.session_state["read-deal-sheet"] = True
    assert heading in [each.value for each in seen(page.run()).subheader]
