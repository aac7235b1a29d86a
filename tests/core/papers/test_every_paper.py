"""Every kind of paper in every kind of file: opened again, cut to its reader, the same each time, and readable aloud."""

import io
import re
import zlib
from itertools import pairwise

import pytest
from pptx import Presentation

from core.charts.kit.formats import exact_money, money
from core.domain.papers import FORMATS, PaperFormat, PaperKind
from core.papers.content.paper import own_words
from core.papers.facts import WrongPaper
from core.papers.kinds.minutes_paper import decision_of
from core.papers.minutes import minute_parts
from core.reports.deals.shares import parties
from core.reports.decisions import decisions_of
from core.reports.partners import ledger
from core.reports.risks import risk_register
from tests.canaries import COUNCIL, NHS, POLICE, PROGRAMME, WORDS, found_in
from tests.canary_state import LATEST, OPTION, OWN_ANALYSTS
from tests.core.papers.opened import document_of, headings_of, pictures_in, pounds, table_called, texts_in
from tests.core.papers.stores import OUT, SAMPLE, store, with_canaries, with_sample, worked_out, written
from tests.people import ANALYST

WORD, PDF = PaperFormat.docx, PaperFormat.pdf
DIMENSIONS = [f"{name} dimension" for name in ("Strategic", "Economic", "Commercial", "Financial", "Management")]
AS_WORD = [kind for kind in FORMATS if WORD in FORMATS[kind]]
EACH = [(kind, written_as) for kind in FORMATS for written_as in FORMATS[kind] if kind is not PaperKind.workbook]


def of_canaries(kind, written_as, by, reader=None):
    with store(with_canaries) as db:
        return written(db, kind, written_as, OPTION, by=by, programme_id=PROGRAMME, number=LATEST, reader=reader)


def words_in_pdf(data: bytes) -> bytes:
    """A PDF with its packed streams unpacked."""
    found = [data]
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            found.append(zlib.decompress(packed))
        except zlib.error:
            continue
    return b"\n".join(found)


@pytest.mark.parametrize(("kind", "written_as"), EACH)
def test_a_paper_is_the_same_bytes_each_time_and_small_enough_to_send(kind, written_as):
    made = of_canaries(kind, written_as, ANALYST, NHS)
    assert of_canaries(kind, written_as, ANALYST, NHS) == made
    assert len(made) < 1_000_000


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind is not PaperKind.workbook])
@pytest.mark.parametrize(("reader", "others"), [(NHS, (COUNCIL, POLICE)), (COUNCIL, (NHS, POLICE))])
def test_a_partners_paper_holds_no_byte_of_anothers_rows(kind, reader, others):
    written_as = next(each for each in FORMATS[kind] if each is not PDF)
    for by, named in ((ANALYST, reader), (OWN_ANALYSTS[reader], reader)):
        assert found_in(texts_in(of_canaries(kind, written_as, by, named)), *others) == []


def test_the_whole_partnerships_scale_case_has_the_five_dimensions_and_says_what_is_missing_in_each():
    with store(with_sample) as db:
        document = document_of(written(db, PaperKind.scale_case, WORD))
    found = headings_of(document)
    assert [words for _, words in found if words in DIMENSIONS] == DIMENSIONS
    assert all(after - before <= 1 for before, after in pairwise([0, *(level for level, _ in found)]))
    assert sum(words.startswith("What is missing in the") for _, words in found) == 5
    assert all(20 <= len(words) <= 250 and re.search(r"\d", words) for words in pictures_in(document))
    rows = {row[0]: row[1:] for row in table_called(document, "Appraisal summary")}
    with store(with_sample) as db:
        now, _ = worked_out(db, SAMPLE, 1)
    titles = rows["Measure"]
    own = {row.title: now.option(row.option_id).expected.measures for row in now.case.options if row.title in titles}
    assert rows["Cash released"] == [exact_money(own[title].pv_cash_released_gbp) for title in titles]
    assert [cell.split(" ")[0] for cell in rows["Net public value (8 in 10 model runs)"]] == [
        exact_money(own[title].npsv_gbp) for title in titles
    ]


def test_the_deal_sheet_says_what_each_partner_pays_and_gains_as_the_page_does():
    with store(with_sample) as db:
        document = document_of(written(db, PaperKind.deal_sheet, WORD))
        now, _ = worked_out(db, SAMPLE, 1)
    found = parties(ANALYST, now, OUT)
    rows = table_called(document, "What each pays and when it comes back")[1:]
    assert [pounds(row[1]) for row in rows] == pytest.approx(list(found.costed_gbp), abs=0.51)
    assert [pounds(row[2]) for row in rows] == pytest.approx(list(found.benefits_gbp), abs=0.51)
    assert "This sheet is a summary, not a contract." in [one.text for one in document.paragraphs]


def test_the_minute_has_its_parts_in_order_and_one_without_a_decision_is_refused():
    found = headings_of(document_of(of_canaries(PaperKind.minutes, WORD, ANALYST)))
    parts = [words for _, words in found]
    wanted = ["Question", "Decision", "Reasons", "Alternatives considered and rejected", "Interests declared"]
    assert parts[: len(wanted)] == wanted
    with store(with_sample) as db, pytest.raises(WrongPaper, match="No decision has been recorded"):
        written(db, PaperKind.minutes, WORD)


def test_the_minute_says_every_line_that_was_written_down_with_the_figures_the_board_saw():
    with store(with_canaries) as db:
        decision = decision_of(decisions_of(db, ANALYST, PROGRAMME), None)
    said = [one.text for one in document_of(of_canaries(PaperKind.minutes, WORD, ANALYST)).paragraphs]
    lines = [own_words(line.removeprefix("- ")).rstrip(".") for _, part in minute_parts(decision) for line in part]
    assert [line for line in lines if line and not any(one.startswith(line) for one in said)] == []
    assert any("£" in line for line in lines)


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if PDF in FORMATS[kind]])
def test_a_pdf_is_tagged_in_british_english_with_its_title_and_says_draft(kind):
    made = words_in_pdf(of_canaries(kind, PDF, ANALYST, NHS))
    assert b"pdfuaid" in made
    with_pictures = kind in (PaperKind.board_paper, PaperKind.scale_case)
    picture = (b"/Alt",) if with_pictures else ()
    for mark in (b"/StructTreeRoot", b"/MarkInfo", b"en-GB", b"/DisplayDocTitle", *picture):
        assert mark in made, mark


def test_slides_can_be_edited_and_read_aloud_and_say_draft_on_each():
    with store(with_sample) as db:
        show = Presentation(io.BytesIO(written(db, PaperKind.slides, PaperFormat.pptx)))
        now, _ = worked_out(db, SAMPLE, 1)
    titles = [page.shapes.title.text_frame.text for page in show.slides]
    assert len(set(titles)) == len(titles) == 7
    for page in show.slides:
        texts = [shape.text_frame.text for shape in page.shapes if shape.has_text_frame]
        assert any("Draft" in text and "Sample" in text for text in texts)
        assert "seed" in page.notes_slide.notes_text_frame.text
        for shape in page.shapes:
            if not shape.has_text_frame:
                assert re.search(r"\d", shape._element.xpath(".//p:cNvPr")[0].get("descr"))
    chart = next(shape.chart for shape in show.slides[2].shapes if shape.has_chart)
    told = dict(zip(chart.plots[0].categories, chart.plots[0].series[1].values, strict=True))
    gains = {row.partner: row.cash_gbp for row in ledger(now, OUT).itertuples()}
    assert told == pytest.approx({name: gains[name] for name in told})


def test_what_only_a_partners_rows_say_is_in_its_own_paper():
    assert WORDS[NHS] in texts_in(of_canaries(PaperKind.scale_case, WORD, ANALYST, NHS))


def test_the_scale_case_has_its_method_its_words_its_sizes_what_came_and_what_changed():
    document = document_of(of_canaries(PaperKind.scale_case, WORD, ANALYST))
    found = [words for _, words in headings_of(document)]
    for heading in ("Scale", "Predicted against actual", "Method in one page", "Glossary", "Change since the last version"):
        assert found.count(heading) == 1, heading
    words = {row[0]: row[1] for row in table_called(document, "Words of this paper")}
    assert words["Scale out"].startswith("To expand a model that exists")
    assert not any("*" in meaning for meaning in words.values())
    with store(with_canaries) as db:
        now, _ = worked_out(db, PROGRAMME, LATEST)
        then, _ = worked_out(db, PROGRAMME, now.loaded.version.base_version)
    npsv = [each.option(OPTION).expected.measures.npsv_gbp for each in (then, now)]
    rows = {row[0]: row[1:] for row in table_called(document, "The figures of version")}
    assert [pounds(cell) for cell in rows["Net public value"]] == pytest.approx([*npsv, npsv[1] - npsv[0]], abs=1.1)
    rows = table_called(document, "Cash promised, expected now and out of budgets")[1:]
    assert [sum(pounds(row[place]) for row in rows[:-1]) for place in (1, 2, 3)] == pytest.approx(
        [pounds(cell) for cell in rows[-1][1:]], abs=len(rows)
    )


def test_what_changed_is_a_slide_where_there_is_a_version_to_compare_with():
    show = Presentation(io.BytesIO(of_canaries(PaperKind.slides, PaperFormat.pptx, ANALYST)))
    titles = [page.shapes.title.text_frame.text for page in show.slides]
    assert len(titles) == 8
    assert re.match(r"Net public value (moved by|is as it was in)", titles[1])


def test_every_paper_divides_the_cost_under_the_offer_as_the_deal_sheet_does():
    wanted = table_called(document_of(of_canaries(PaperKind.deal_sheet, WORD, ANALYST)), "Who pays and who gets")
    assert any("Pays under offer" in head for head in wanted[0])
    for kind, reader in ((PaperKind.scale_case, None), (PaperKind.board_paper, NHS)):
        own = document_of(of_canaries(kind, WORD, ANALYST, reader))
        assert table_called(own, "Who pays and who gets, as costed and under offer") == wanted
    show = Presentation(io.BytesIO(of_canaries(PaperKind.slides, PaperFormat.pptx, ANALYST)))
    assert any("under offer" in page.notes_slide.notes_text_frame.text for page in show.slides)


def test_a_sum_of_risks_that_would_tell_one_hidden_partners_is_withheld():
    with store(with_sample) as db:
        now, _ = worked_out(db, SAMPLE, 1)
        made = written(db, PaperKind.board_paper, WORD, reader="gmca")
        whole = table_called(document_of(written(db, PaperKind.scale_case, WORD)), "Risks of this option")
    register = risk_register(now, OUT)
    (hidden,) = set(register.partner_id) - {"gmca"}
    rows = table_called(document_of(made), "Risks of this option")[1:]
    assert [row[4:6] for row in rows if row[0].startswith("Other partners")] == [["withheld", "withheld"]]
    text = texts_in(made)
    sums = [*register[register.partner_id == hidden].expected_gbp, register.expected_gbp.sum()]
    assert [gbp for gbp in sums if exact_money(gbp) in text or money(gbp) in text] == []
    assert [pounds(row[5]) for row in whole[1:]] == pytest.approx(list(register.expected_gbp), abs=0.51)
