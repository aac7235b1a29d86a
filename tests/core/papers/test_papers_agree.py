"""Every kind of paper of four programmes is opened, and every figure read back is the one the pages show."""

import io

import numpy as np
import pytest
from pptx import Presentation

from core.charts.kit.formats import duration, exact_money, money, money_range
from core.charts.sentences.partners import misalignment_sentence
from core.charts.sentences.splits import split_row
from core.domain.case.options import OptionKind
from core.domain.papers import FORMATS, PaperFormat, PaperKind
from core.domain.prices import MoneyBasis
from core.reports.appraisals import compared_options
from core.reports.benefits import cash_or_capacity
from core.reports.deals.funding import funding_plan
from core.reports.deals.splits import split
from core.reports.options import comparison, option_figures, running_cash
from core.reports.partners import ledger, partner_years
from core.reports.prices import why_no_money_of_the_day
from core.reports.risks import risk_register
from core.reports.scale import BEST_FIRST, options_with_places, scale_curve, sized
from core.reports.sensitivity import always_tested, drivers
from core.reports.uncertainty import spreads
from tests.core.papers.agreement import (
    across_years,
    drawn_of,
    flat,
    made,
    named_figures,
    option_of,
    pages_of_pdf,
    pieces,
    programmes,
    reader_of,
    table,
)
from tests.core.papers.opened import document_of, pounds
from tests.people import ANN

BOARD, CASE, DEAL = PaperKind.board_paper, PaperKind.scale_case, PaperKind.deal_sheet
each_programme = pytest.mark.parametrize("programme_id", programmes())


def day_basis(now):
    return MoneyBasis.real if why_no_money_of_the_day(now) else MoneyBasis.money_of_the_day


def amounts(cells):
    return [pounds(cell) for cell in cells]


def to_the_pound(figures):
    return pytest.approx([float(gbp) for gbp in figures], abs=0.51)


@each_programme
def test_the_four_figures_of_every_word_paper_are_those_of_the_options_page(programme_id):
    now, drawn = drawn_of(programme_id)
    option_id = option_of(now)
    own = option_figures(comparison(now), option_id)
    spread = spreads(now, drawn).set_index("option_id").loc[option_id]
    wanted = {
        "Net public value": (own["npsv_gbp"], spread.p10_gbp, spread.p90_gbp),
        "Cash to invest": (own["pv_public_cost_gbp"], spread.cost_p10_gbp, spread.cost_p90_gbp),
        "Net cash": (own["net_cash_gbp"], spread.cash_p10_gbp, spread.cash_p90_gbp),
    }
    for kind in (BOARD, CASE, DEAL):
        rows = {row[0]: row[1:] for row in table(programme_id, kind, "The four figures")}
        for name, (expected, low, high) in wanted.items():
            assert rows[name][:2] == [exact_money(expected), money_range(low, high)], (kind, name)
        back = now.option(option_id).expected.measures.payback_cash_years
        assert rows["Cash pays back in"][0] == duration(back, now.case.programme.horizon_years)


@each_programme
def test_what_partners_pay_and_get_is_that_of_the_partners_page_in_all_and_by_year(programme_id):
    now, _ = drawn_of(programme_id)
    option_id, basis = option_of(now), day_basis(now)
    wanted = ledger(now, option_id)
    for kind in (BOARD, CASE):
        rows = table(programme_id, kind, "What each partner pays and gets in cash")
        assert [row[0] for row in rows] == list(wanted.partner)
        for place, name in enumerate(("pays_gbp", "cash_gbp", "net_gbp"), 1):
            assert amounts([row[place] for row in rows]) == to_the_pound(wanted[name])
        said = misalignment_sentence(now.option(option_id).expected.measures.misalignment)
        assert any(one.text.startswith(said) for one in document_of(made(programme_id, kind)).paragraphs)
    years = partner_years(now, option_id, basis)
    moving = years.groupby("partner", sort=False).net_gbp
    rows = across_years(programme_id, CASE, "Net cash of each partner by year")
    assert {name for name, own in moving if own.abs().max() > 0.5} == set(rows)
    for name, own in moving:
        if name in rows:
            assert amounts(rows[name]) == to_the_pound([*own, own.sum()])
    reader = years[years.partner_id == reader_of(now)]
    title = next(row.title for row in now.case.partners if row.partner_id == reader_of(now))
    ours = [row for piece in pieces(programme_id, BOARD, f"What {title} pays and gets by year") for row in piece]
    assert amounts([row[4] for row in ours[:-1]]) == to_the_pound(reader.cash_gbp)
    assert amounts([row[6] for row in ours]) == to_the_pound([*reader.net_gbp, reader.net_gbp.sum()])


@each_programme
def test_options_tests_risks_and_sizes_are_those_of_their_pages(programme_id):
    now, _ = drawn_of(programme_id)
    option_id, frame = option_of(now), comparison(now)
    tested = always_tested(now)
    own = tested[tested.option_id == option_id]
    for kind in (BOARD, CASE):
        rows = table(programme_id, kind, "Standing tests")
        assert [row[0] for row in rows] == list(own.test)
        assert amounts([row[1] for row in rows]) == to_the_pound(own.npsv_gbp)
        if len(rows[0]) > 2:
            assert amounts([row[2] for row in rows]) == to_the_pound(own.net_cash_gbp)
        rows = table(programme_id, kind, "Alternatives")
        npsv = [option_figures(frame, row.option_id)["npsv_gbp"] for row in now.case.options]
        assert amounts([row[1] for row in rows]) == to_the_pound(npsv)
    register = risk_register(now, option_id)
    for rows in pieces(programme_id, CASE, "Risks of this option"):
        assert amounts([row[4] for row in rows]) == to_the_pound(register.cost_gbp)
        assert amounts([row[5] for row in rows]) == to_the_pound(register.expected_gbp)
    sums = cash_or_capacity(now, option_id).groupby("part", sort=False).gbp.sum()
    for rows in pieces(programme_id, CASE, "Benefit in budgets by what becomes of it"):
        assert {row[0].lower(): pounds(row[1]) for row in rows} == pytest.approx(sums.to_dict(), abs=0.51)
    if option_id in options_with_places(now):
        curve = scale_curve(sized(now, option_id))
        best = {int(row.places): row for row in curve[curve.order == BEST_FIRST].itertuples()}
        rows = table(programme_id, CASE, "Net public value and net cash by number of places")
        told = {int(row[0].split(",")[0]): row for row in rows}
        assert amounts([row[2] for row in rows]) == to_the_pound([best[size].total_npsv_gbp for size in told])
        assert amounts([row[3] for row in rows]) == to_the_pound([best[size].net_cash_gbp for size in told])


@each_programme
def test_money_promised_and_divided_is_that_of_the_deals_page(programme_id):
    now, _ = drawn_of(programme_id)
    option_id = option_of(now)
    plan = funding_plan(ANN, now, option_id, day_basis(now))
    rows = across_years(programme_id, CASE, "Needed and promised in cash")
    for name, column in (("Needed", "need_gbp"), ("Promised", "promised_gbp"), ("No source", "gap_gbp")):
        assert amounts(rows[name]) == to_the_pound([*plan.years[column], plan.years[column].sum()])
    divided = split(ANN, now, option_id, None)
    wanted = [list(split_row(line, divided).values()) for line in divided.lines]
    assert table(programme_id, DEAL, "Who pays and who gets") == wanted


@each_programme
def test_slides_show_the_figures_of_the_pages_in_tables_and_in_charts_that_can_be_edited(programme_id):
    now, drawn = drawn_of(programme_id)
    option_id = option_of(now)
    show = Presentation(io.BytesIO(made(programme_id, PaperKind.slides)))
    shapes = [shape for page in show.slides for shape in page.shapes]
    found = [[[cell.text for cell in row.cells] for row in shape.table.rows] for shape in shapes if shape.has_table]
    four, options = found[0], found[1]
    own, spread = option_figures(comparison(now), option_id), spreads(now, drawn).set_index("option_id").loc[option_id]
    assert four[1] == ["Net public value", money(own["npsv_gbp"]), money_range(spread.p10_gbp, spread.p90_gbp)]
    assert [row[1] for row in four[2:4]] == [money(own["pv_public_cost_gbp"]), money(own["net_cash_gbp"])]
    compared = [option_figures(comparison(now), row.option_id) for row in now.case.options
                if row.kind is not OptionKind.business_as_usual]  # fmt: skip
    shown = [[money(each[name]) for name in ("npsv_gbp", "pv_public_cost_gbp", "net_cash_gbp")] for each in compared]
    assert [row[1:4] for row in options[1:]] == shown[: len(options) - 1]
    series = {one.name: (list(shape.chart.plots[0].categories), list(one.values))
              for shape in shapes if shape.has_chart for one in shape.chart.plots[0].series}  # fmt: skip
    rows = ledger(now, option_id).set_index("partner")
    for name, column, sign in (("Pays", "pays_gbp", -1), ("Gets in cash", "cash_gbp", 1)):
        if name in series:
            assert series[name][1] == pytest.approx(list(sign * rows.loc[series[name][0], column]))
    running = running_cash(now, day_basis(now))
    assert series["Running total of cash"][1] == pytest.approx(list(running[running.option_id == option_id].running_gbp))
    moved = drivers(now, option_id).set_index("driver")
    for name, column in (("At the low end", "low_npsv_gbp"), ("At the high end", "high_npsv_gbp")):
        if name in series:
            wanted = moved.loc[series[name][0]]
            assert series[name][1] == pytest.approx(list(wanted[column] - wanted.central_gbp))


@each_programme
def test_the_workbook_and_the_flat_table_hold_the_figures_of_the_pages_unrounded(programme_id):
    now, drawn = drawn_of(programme_id)
    told, named = flat(programme_id), named_figures(programme_id)
    spread, frame = spreads(now, drawn).set_index("option_id"), comparison(now)
    for option_id in compared_options(now.case):
        own, expected = option_figures(frame, option_id), now.option(option_id).expected
        for measure in ("npsv_gbp", "net_cash_gbp", "pv_public_cost_gbp", "pv_cash_released_gbp"):
            assert named[f"out_{option_id}_{measure}"] == pytest.approx(own[measure], rel=1e-9, abs=1e-5)
        for one, partner in expected.partners.items():
            assert named[f"out_{option_id}_{one}_net_cash_gbp"] == pytest.approx(partner.net_cash_gbp, rel=1e-9, abs=1e-5)
        rows = told[told.option_id == option_id]
        whole = rows[(rows.financial_year == "all") & (rows.partner_id == "all")].set_index(["measure", "case"]).value
        assert whole["npsv", "expected"] == pytest.approx(own["npsv_gbp"])
        assert whole["npsv", "p10"] == pytest.approx(spread.p10_gbp[option_id])
        assert whole["net_cash", "expected"] == pytest.approx(own["net_cash_gbp"])
        worth = rows[(rows.basis == "present_value") & (rows.measure == "net_cash") & (rows.financial_year != "all")]
        by_partner = worth[worth.partner_id != "all"].groupby("partner_id").value.sum()
        for one, partner in expected.partners.items():
            assert by_partner.get(one, 0.0) == pytest.approx(partner.net_cash_gbp, abs=1e-6)
        counted = rows[rows.measure == "people"].sort_values("year_index")
        people = expected.activity.completers.sum(axis=1)
        assert list(counted.value.fillna(-1)) == pytest.approx(list(np.where((people > 0) & (people < 10), -1, people)))
        risks = rows[(rows.measure == "expected_cost") & (rows.basis == "real")]
        assert risks.value.sum() == pytest.approx(risk_register(now, option_id).expected_gbp.sum())


@pytest.mark.parametrize(
    "programme_id",
    [pytest.param(each, marks=[] if each in ("cbt_probation", "e_tiny") else [pytest.mark.thorough]) for each in programmes()],
)
def test_a_pdf_says_the_cells_of_the_word_paper_and_draft_on_every_page(programme_id):
    for kind in (BOARD, CASE, DEAL, PaperKind.slides):
        pages = pages_of_pdf(made(programme_id, kind, PaperFormat.pdf))
        assert all("Draft" in page for page in pages), kind
        text = " ".join(pages)
        if kind is PaperKind.slides:
            continue
        for wanted in table(programme_id, kind, "The four figures"):
            assert wanted[1] in text, (kind, wanted)
        for name in ("What each partner pays and gets in cash", "Standing tests", "Alternatives", "Risks of this option"):
            for rows in pieces(programme_id, kind, name):
                assert [cell for row in rows for cell in row if "£" in cell and cell not in text] == []


@each_programme
def test_every_word_paper_and_every_slide_says_draft(programme_id):
    for kind in (BOARD, CASE, DEAL):
        for section in document_of(made(programme_id, kind)).sections:
            assert "Draft" in section.header.paragraphs[0].text and section.footer.paragraphs[0].text.startswith("Draft. Page")
    show = Presentation(io.BytesIO(made(programme_id, PaperKind.slides)))
    for page in show.slides:
        assert any("Draft" in shape.text_frame.text for shape in page.shapes if shape.has_text_frame)


def test_no_kind_is_left_out():
    tried = {BOARD, CASE, DEAL, PaperKind.slides, PaperKind.workbook, PaperKind.figures}
    assert set(FORMATS) - tried == {PaperKind.minutes}  # which is read back where decisions are kept
