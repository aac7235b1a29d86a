"""The paper of one organisation's own board, as a Word file that is opened again."""

import re
from itertools import pairwise

import pytest

from core.charts.kit.formats import exact_money, money_range
from core.domain.errors import NotAllowed
from core.domain.papers import PaperFormat, PaperKind, PaperOrder, Verb
from core.domain.prices import MoneyBasis
from core.papers.facts import WrongPaper
from core.papers.paper_file import paper_file
from core.reports.partners import ledger, partner_years
from core.reports.uncertainty import spreads
from tests.canaries import COUNCIL, NHS, POLICE, PROGRAMME, TITLES, WORDS, found_in
from tests.canary_state import CHECKED, LATEST, OPTION, OWN_ANALYSTS
from tests.core.papers.opened import document_of, headings_of, pictures_in, pounds, table_called, texts_in
from tests.core.papers.stores import OUT, SAMPLE, store, with_canaries, with_sample, worked_out, written
from tests.people import ANALYST, VIEWER

BOARD, WORD = PaperKind.board_paper, PaperFormat.docx
SECTIONS = [
    *("Report details", "Recommendation", "What depends on others", "Why", "What we pay and what we get", "Can we afford it"),
    *("How sure", "Other partners", "Risks", "What has no price", "Alternatives considered", "Implications", "Assurance"),
    *("Next steps", "Appendix: our rows and their sources", "What this paper could not say"),
]


@pytest.fixture(scope="module")
def paper() -> bytes:
    with store(with_sample) as db:
        return written(db, BOARD, WORD, reader="councils")


def test_every_heading_stands_once_in_the_order_boards_expect_and_no_level_is_skipped(paper):
    found = headings_of(document_of(paper))
    assert [words for level, words in found if level == 1] == SECTIONS
    assert all(after - before <= 1 for before, after in pairwise([0, *(level for level, _ in found)]))


def test_the_figures_are_those_of_the_pages_to_the_pound(paper):
    with store(with_sample) as db:
        now, drawn = worked_out(db, SAMPLE, 1)
    document, own = document_of(paper), now.option(OUT).expected.measures
    four = {row[0]: row[1:] for row in table_called(document, "The four figures")}
    assert pounds(four["Net public value"][0]) == pytest.approx(own.npsv_gbp, abs=0.51)
    assert pounds(four["Cash to invest"][0]) == pytest.approx(own.pv_public_cost_gbp, abs=0.51)
    spread = spreads(now, drawn).set_index("option_id").loc[OUT]
    assert four["Net public value"][1] == money_range(spread.p10_gbp, spread.p90_gbp)
    said = [[row[0], *map(pounds, row[1:4])] for row in table_called(document, "What each partner pays")[1:]]
    wanted = [[row.partner, *(pounds(exact_money(gbp)) for gbp in (row.pays_gbp, row.cash_gbp, row.net_gbp))]
              for row in ledger(now, OUT).itertuples()]  # fmt: skip
    assert said == wanted


def test_our_years_are_those_of_the_page_in_money_of_the_day(paper):
    with store(with_sample) as db:
        now, _ = worked_out(db, SAMPLE, 1)
    years = partner_years(now, OUT, MoneyBasis.money_of_the_day)
    own = years[years.partner_id == "councils"]
    rows = table_called(document_of(paper), "What The ten councils (together) pays and gets by year")
    assert [row[0] for row in rows[1:]] == [*own.year_label, "All years"]
    assert [pounds(row[1]) + pounds(row[2]) for row in rows[1:-1]] == pytest.approx(list(own.pays_gbp), abs=1.1)
    assert [pounds(row[4]) for row in rows[1:-1]] == pytest.approx(list(own.cash_gbp), abs=0.51)
    assert [pounds(row[6]) for row in rows[1:]] == pytest.approx([*own.net_gbp, own.net_gbp.sum()], abs=0.51)


def test_it_can_be_read_aloud_and_says_draft_on_every_page(paper):
    document = document_of(paper)
    raw = texts_in(paper)
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.title.startswith("Thinking skills on probation")
    assert 'w:val="en-US"' not in raw
    for section in document.sections:
        assert "Draft" in section.header.paragraphs[0].text and "Sample" in section.header.paragraphs[0].text
        assert section.footer.paragraphs[0].text.startswith("Draft. Page")
    assert raw.count("<w:tblHeader/>") == len(document.tables)
    words = pictures_in(document)
    assert len(words) >= 4
    assert all(20 <= len(each) <= 250 and re.search(r"\d", each) for each in words)


def test_parts_left_to_people_are_controls_and_are_counted_on_the_cover(paper):
    raw = texts_in(paper)
    left = raw.count("<w:showingPlcHdr/>")
    assert left >= 10
    assert f"{left} parts are left to complete." in raw
    assert "monitoring officer" in raw


def test_a_person_chooses_the_verb_and_the_product_fills_in_the_amounts():
    with store(with_sample) as db:
        texts = {verb: texts_in(written(db, BOARD, WORD, reader="councils", verb=verb)) for verb in (Verb.agree, Verb.note)}
    assert "Agree to pay £45,304 in 2026/27" in texts[Verb.agree]
    assert "Note the proposal" in texts[Verb.note]


def test_the_same_version_gives_the_same_bytes(paper):
    with store(with_sample) as db:
        assert written(db, BOARD, WORD, reader="councils") == paper


@pytest.mark.parametrize(("reader", "others"), [(NHS, (COUNCIL, POLICE)), (COUNCIL, (NHS, POLICE))])
def test_a_partners_paper_holds_no_byte_of_anothers_rows(reader, others):
    with store(with_canaries) as db:
        for by in (OWN_ANALYSTS[reader], ANALYST):
            made = written(db, BOARD, WORD, OPTION, by=by, programme_id=PROGRAMME, number=LATEST, reader=reader)
            text = texts_in(made)
            assert found_in(text, *others) == []
            assert WORDS[reader] in text and TITLES[reader] in text


def test_a_paper_is_written_only_for_those_whose_detail_the_person_sees():
    with store(with_canaries) as db:
        order = PaperOrder(BOARD, PROGRAMME, CHECKED, OPTION, NHS)
        for stranger in (OWN_ANALYSTS[COUNCIL], VIEWER):
            with pytest.raises(NotAllowed):
                paper_file(db, order, WORD, by=stranger)


def test_what_cannot_be_written_is_said_in_a_sentence():
    with store(with_sample) as db:
        for wrong, said in (
            (PaperOrder(BOARD, SAMPLE, 1, OUT), "is for one organisation"),
            (PaperOrder(BOARD, SAMPLE, 1, "nowhere", "councils"), "There is no option"),
            (PaperOrder(BOARD, SAMPLE, 1, OUT, "nobody"), "There is no partner"),
        ):
            with pytest.raises(WrongPaper, match=said):
                paper_file(db, wrong, WORD, by=ANALYST)
        with pytest.raises(WrongPaper, match="is not written as xlsx"):
            paper_file(db, PaperOrder(BOARD, SAMPLE, 1, OUT, "councils"), PaperFormat.xlsx, by=ANALYST)
