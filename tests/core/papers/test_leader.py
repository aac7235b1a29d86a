import re
from dataclasses import replace
from datetime import date

import pytest

from core.charts.kit.theme import DARK, LIGHT, contrast
from core.domain.links import MOST_PAGE_BYTES, SmallNumberRules
from core.papers.leader_sentences import could_go_wrong, headline
from core.reports.leader import leader_figures
from core.reports.options import running_cash
from core.reports.uncertainty import simulated
from pages.components.headlines import headline_cards
from pages.sections.options.caveats import caveats
from tests.core.ingest.folders import GOOD, cell, files_of
from tests.core.papers.pages_written import PLAIN, read, written
from tests.core.reports.read_versions import appraised, every_option, loaded_from
from tests.pages.hostile import BENEFIT, OPTION, OPTION_UP, PARTNER, PROGRAMME, hostile_files

OPTION_ID = "ten_boroughs"


def of_files(files):
    from core.domain.scenario import Scenario
    from core.reports.appraisals import appraise_loaded

    return appraise_loaded(loaded_from(files), Scenario())


AS_USUAL = ("stop", "business_as_usual", "bau")


@pytest.mark.parametrize(("name", "option"), [each for each in every_option() if each[1] not in AS_USUAL])
def test_every_option_of_every_case_makes_a_page_small_enough_for_a_phone(name, option):
    page = written(appraised(name), option)
    assert len(page) < MOST_PAGE_BYTES
    found = read(page)
    assert [tag for tag, _ in found.tags].count("h1") == 1
    assert "nan" not in found.text.split() and "None" not in found.text.replace("None of", "")


@pytest.mark.parametrize("option", ["salford_only", "ten_boroughs", "new_rules", "boroughs_then_rules"])
def test_the_figures_are_those_of_the_summary_word_for_word(option):
    sample = appraised("sample")
    simulation = simulated(sample)
    figures = leader_figures(sample, option, simulation, SmallNumberRules())
    cards = headline_cards(sample, option, simulation)
    assert [(one.label, one.value, one.note) for one in headline(figures)] == [(one.label, one.value, one.note) for one in cards]


def test_what_could_go_wrong_is_what_the_summary_says():
    sample = appraised("sample")
    figures = leader_figures(sample, OPTION_ID, simulated(sample, 400), SmallNumberRules())
    told = " ".join(caveats(sample, OPTION_ID)).replace(" (see Data, Sources)", "")
    for said in could_go_wrong(sample, OPTION_ID, figures):
        assert said in told


def test_the_page_asks_no_other_host_runs_no_script_and_styles_nothing_in_place():
    found = read(written(appraised("sample"), OPTION_ID))
    assert {tag for tag, _ in found.tags}.isdisjoint({"script", "img", "link", "iframe", "form", "input", "object", "base", "a"})
    for _, attributes in found.tags:
        assert not {name for name in attributes if name.startswith("on") or name in {"style", "src", "href", "srcset"}}
    assert "url(" not in written(appraised("sample"), OPTION_ID).decode() and "@import" not in found.text


def test_the_page_is_in_british_english_and_its_charts_are_told_in_words():
    found = read(written(appraised("sample"), OPTION_ID))
    assert ("html", {"lang": "en-GB"}) in found.tags
    charts = [attributes for tag, attributes in found.tags if tag == "svg"]
    ids = {attributes["id"] for _, attributes in found.tags if "id" in attributes}
    assert len(charts) == 2
    for chart in charts:
        assert chart["role"] == "img"
        assert set(chart["aria-labelledby"].split()) <= ids
    assert all(attributes.get("scope") in {"row", "col"} for tag, attributes in found.tags if tag == "th")


def test_a_draft_says_so_in_bold_and_a_checked_version_by_whom():
    draft = written(appraised("sample"), OPTION_ID).decode()
    assert "<strong>Draft, not checked</strong>" in draft
    page = replace(
        PLAIN, standing="Checked by Olga on 1 November 2026", is_draft=False, limits="Not for one site.", use_by=date(2027, 3, 3)
    )
    checked = read(written(appraised("sample"), OPTION_ID, page)).text
    assert "Draft" not in checked
    for said in ("Checked by Olga on 1 November 2026", "It may not be used for: Not for one site.", "Use it until 3 March 2027."):
        assert said in checked


def test_version_frozen_date_end_and_gates_passed_without_what_they_ask_stand_on_the_page():
    page = replace(PLAIN, warnings=("Gate 2 was passed without an evaluation.",), is_sample=True)
    told = read(written(appraised("sample"), OPTION_ID, page)).text
    assert "Version 1, frozen 22 November 2026. Link ends 22 December 2026. This is the sample programme." in told
    assert "Gate 2 was passed without an evaluation." in told
    assert "Agree to go on." in told


def test_every_name_people_gave_stands_as_text():
    hostile = of_files(hostile_files())
    page = replace(PLAIN, title=f"{PROGRAMME} </title><script>", ask="<b>&lt;i&gt;</b> \x00\u202eevil", standing="</p><script>x")
    for option in ("out", "up", "both"):
        found = read(written(hostile, option, page))
        assert {tag for tag, _ in found.tags}.isdisjoint({"script", "img", "b ", "a", "marquee"})
        assert "<script>" in found.text and PARTNER in found.text
        assert "\u202e" not in found.text and "\x00" not in found.text
    assert OPTION in read(written(hostile, "out", page)).text
    assert OPTION_UP in read(written(hostile, "up", page)).text
    assert BENEFIT not in found.text


def test_names_of_five_hundred_characters_are_cut_and_the_page_stays_small():
    tables = GOOD
    for table, line, column in (
        ("partners", 2, "title"),
        ("partners", 3, "title"),
        ("options", 3, "title"),
        ("programme", 2, "title"),
    ):
        tables = cell(table, line, column, f"{'<&' * 250}{line}", tables)
    page = written(of_files(files_of(tables)), "out", replace(PLAIN, title="<&" * 250, ask="<&" * 500, standing="<&" * 250))
    assert len(page) < MOST_PAGE_BYTES
    assert "…" in read(page).text


def few_people():
    """The good folder with hardly any people at its sites."""
    tables = cell("benefits", 3, "release_agreed", "true", cell("programme", 2, "effect_timing", "full_year"))
    tables = cell("sites", 2, "people_per_year", "2", tables)
    return of_files(files_of(cell("sites", 3, "people_per_year", "1", tables)))


def test_money_that_stands_for_few_people_is_a_limit_and_the_money_beside_it_is_rounded():
    case = few_people()
    figures = leader_figures(case, "out", simulated(case, 400), SmallNumberRules())
    assert [line.partner for line in figures.partners if line.gains.is_few] == ["HM Treasury"]
    treasury = figures.partners[-1].gains
    assert treasury.high == pytest.approx(44_169.17 / 5.8375 * 10, rel=1e-4)
    step = treasury.high / 2
    for gbp in (figures.npsv.gbp, figures.npsv.low_gbp, figures.npsv.high_gbp, figures.net_cash.gbp):
        assert gbp / step == pytest.approx(round(gbp / step), abs=1e-6)
    exact = running_cash(case)
    assert not set(figures.running.running_gbp) & set(exact[exact.option_id == "out"].running_gbp)
    page = read(written(case, "out")).text
    assert "under £76k" in page and "rounded by itself" in page
    assert "£44k" not in page and "£44,1" not in page
    assert "Money that stands for few people is shown as a limit" in page


def test_where_nobody_is_few_no_money_is_rounded_and_the_page_says_only_how_people_are():
    page = read(written(appraised("sample"), OPTION_ID)).text
    assert "Numbers of people are rounded to 5, and those below 10 are not shown." in page
    assert "under £" not in page and "is shown as a limit" not in page


def test_every_pair_of_colours_can_be_read_in_both_themes():
    for theme in (LIGHT, DARK):
        pairs = [(theme.text, theme.page), (theme.text, theme.card), (theme.muted, theme.page), (theme.warn, theme.warn_background)]
        pairs += [(theme.good, theme.good_background)]
        assert all(contrast(front, back) >= 4.5 for front, back in pairs)
        marks = [(theme.pays, theme.page), (theme.benefits, theme.page), (theme.border, theme.page)]
        assert all(contrast(front, back) >= 3 for front, back in marks)
    used = set(re.findall(r"#[0-9A-F]{6}", written(appraised("sample"), OPTION_ID).decode()))
    assert used <= {value for theme in (LIGHT, DARK) for value in vars(theme).values() if isinstance(value, str)} | {
        colour for theme in (LIGHT, DARK) for colour in (theme.pays, theme.benefits)
    }
