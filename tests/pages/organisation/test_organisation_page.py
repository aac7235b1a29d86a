"""My organisation, as the people of one partner meet it."""

from tests.pages.conftest import Opener, seen, texts
from tests.pages.page_switch import switch_to
from tests.people import BOARD, VIEWER, a_person

SAMPLE = "cbt_probation"
POLICE = a_person("board", SAMPLE, "gmp", name="Polly Police")
OUT = {"programme": SAMPLE, "option": "ten_boroughs"}
PAGE = "organisation.py"


def table_with(page, column):
    return next(table.value for table in page.table if column in table.value.columns)


def test_a_person_of_one_partner_arrives_at_their_organisation_and_finds_the_summary_afterwards(app: Opener) -> None:
    page = app(person=POLICE)
    assert page.title[0].value == "My organisation: Greater Manchester Police"
    assert not [box for box in page.selectbox if box.label == "Organisation"]  # there is none to choose
    assert seen(switch_to(page, "summary.py").run()).title[0].value == "Thinking skills on probation"


def test_who_acts_for_all_arrives_at_the_summary_and_may_look_at_each_partner(look: Opener) -> None:
    assert look(person=BOARD).title[0].value == "Thinking skills on probation"
    page = look(page=PAGE, person=BOARD, partner="hmpps", **OUT)
    assert page.title[0].value == "HM Prison and Probation Service"
    assert len(page.selectbox(key=f"organisation-{SAMPLE}").options) == 10


def test_every_answer_is_there_and_is_to_the_pound_what_who_pays_and_deal_say(look: Opener) -> None:
    page, name = look(page=PAGE, person=POLICE, **OUT), "Greater Manchester Police"
    ledger = table_with(look(page="partners.py", person=POLICE, **OUT), "Cash released").set_index("Partner").loc[name]
    deal = table_with(look(page="deals.py", person=POLICE, **OUT), "Its limit").set_index("Partner").loc[name]
    present = table_with(page, "All years").iloc[0]
    assert present[["Pays", "Gets", "Net cash"]].tolist() == ledger[["Pays in cash", "Cash released", "Net cash"]].tolist()
    own = table_with(page, "As costed").set_index("Present value")["As costed"]
    shared = ["Pays", "Gains in cash", "Net", "Pays back in"]
    assert own[shared].tolist() == deal[shared].tolist()
    assert own["Most needed in a year"].startswith(deal["Most needed in a year"])
    told, answers = (
        texts(page),
        ("Pay-back.", "its limit is 5 years: not kept", "runs end ahead", "Its own net cash reaches nothing if"),
    )
    tasks = ("1 open, none late", "None waits for its answer", "None of its own is open", "No line of the case takes")
    for answer in (*answers, *tasks):
        assert answer in told, answer


def test_an_address_names_another_partner_and_still_opens_one_s_own(look: Opener) -> None:
    page = look(page=PAGE, person=POLICE, partner="hmpps", **OUT)
    assert page.title[0].value == "My organisation: Greater Manchester Police"
    assert "HM Prison" not in texts(page)


def test_a_viewer_sees_the_agreed_view_of_a_partner_and_no_limit_or_harm(look: Opener) -> None:
    page = look(page=PAGE, person=VIEWER, partner="gmca", **OUT)
    told = texts(page)
    assert "its limit, which is not shown" in told and "What harms it is shown to those who see its detail." in told
    assert "Courts refer fewer people" not in told


def test_a_partner_that_neither_pays_nor_gets_cash_is_told_so(look: Opener) -> None:
    assert "It pays nothing and no cash reaches its budget" in texts(look(page=PAGE, person=BOARD, partner="residents", **OUT))
