from datetime import date
from html.parser import HTMLParser

import pytest

from core.access.scope import Owners, Scope
from core.charts.kit.formats import money
from core.domain.scenario import Scenario
from core.papers.scale_case import LIVE_IN_MARKDOWN, as_html, as_markdown, scale_case
from core.reports.appraisals import appraise_loaded
from core.reports.uncertainty import simulated
from tests.core.reports.read_versions import appraised, files_of, loaded, loaded_from
from tests.pages.hostile import hostile_files
from tests.people import EVERYTHING

DIMENSIONS = ["Strategic", "Economic", "Commercial", "Financial", "Management"]
ON = date(2026, 11, 22)


def case_of(now, option_id, warnings=(), scope=EVERYTHING):
    draws = simulated(now, draws=256)
    return scale_case(now, option_id, (), draws, scope=scope, warnings=warnings, is_sample=True, on=ON)


@pytest.mark.parametrize("option_id", ["salford_only", "ten_boroughs", "new_rules", "boroughs_then_rules"])
def test_every_option_has_the_five_dimensions_and_names_what_is_missing(option_id):
    made = case_of(appraised("sample"), option_id)
    assert [row.title for row in made.dimensions] == DIMENSIONS
    assert all(row.said for row in made.dimensions)
    assert as_markdown(made).count("\n## ") == 5


def test_the_case_says_what_the_standing_tests_leave():
    standing = appraised("sample").option("ten_boroughs").standing
    paper = as_html(case_of(appraised("sample"), "ten_boroughs"))
    assert f"only what can be avoided counted, net public value is {money(standing.avoidable_only_npsv_gbp)}" in paper
    assert f"one year late it is {money(standing.one_year_late_npsv_gbp)}" in paper


def test_the_case_says_what_everybody_must_know_before_anything_else():
    made = case_of(appraised("sample"), "ten_boroughs", warnings=("Passed against what the data say: “Gate 2”.",))
    for paper in (as_markdown(made), as_html(made)):
        assert paper.index("Passed against what the data say") < paper.index("Strategic")
        assert "Sample" in paper
        assert "business as usual" in paper


def test_what_people_wrote_is_text_in_both_papers():
    now = appraise_loaded(loaded_from(hostile_files()), Scenario())
    option_id = next(row.option_id for row in now.case.options if row.kind != "business_as_usual")
    made = case_of(now, option_id)
    html, words = as_html(made), made.title
    found: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: found.append(tag)
    parser.feed(html)
    assert set(found) <= {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "strong", "ul", "li"}
    rest = as_markdown(made).replace("\\\\", "").split("\n")[0].removeprefix("# ")
    live = [
        letter for place, letter in enumerate(rest) if letter in LIVE_IN_MARKDOWN and letter != "\\" and rest[place - 1] != "\\"
    ]
    assert live == []
    assert words


def test_what_is_not_written_down_is_missing_and_not_made_up():
    files = dict(files_of("sample"))
    for name in ("service_design.csv", "realisation.csv", "contributions.csv"):
        del files[name]
    made = case_of(appraise_loaded(loaded_from(files), Scenario()), "ten_boroughs")
    missing = {row.title: " ".join(row.missing) for row in made.dimensions}
    assert "No heading of the service design" in missing["Commercial"]
    assert "nobody has promised all of the recurrent cost" in missing["Financial"]
    assert "No action that releases cash has an owner" in missing["Management"]
    assert "agreed or signed" in missing["Strategic"]


def test_the_horizon_has_its_reason_or_the_reason_is_missing():
    now = appraised("sample")
    assert any(sentence.startswith("Why 10 years: Illustrative:") for sentence in case_of(now, "ten_boroughs").dimensions[1].said)
    files = dict(files_of("sample"))
    files["programme.csv"] = files["programme.csv"].replace(b"horizon_reason", b"note")
    without = case_of(appraise_loaded(loaded_from(files), Scenario()), "ten_boroughs").dimensions[1]
    assert "Why 10 years are looked at is not written down." in without.missing


def test_rows_of_other_partners_are_counted_and_not_told():
    made = case_of(appraised("sample"), "ten_boroughs", scope=Scope(frozenset({"gmp"}), Owners({}, {}, {})))
    told = {row.title: " ".join(row.said) for row in made.dimensions}
    assert "Take one custody shift team out of the roster" in told["Management"]
    assert "Close a landing" not in told["Management"]
    assert "5 release actions of other partners are not shown to you." in told["Management"]
    assert "Twelve teams" not in told["Commercial"]
    nobody = case_of(appraised("sample"), "ten_boroughs", scope=Scope(frozenset(), Owners({}, {}, {})))
    hidden = sum(row.option_id == "ten_boroughs" for row in loaded("sample").case.service_design)
    assert f"{hidden} headings of the service design of other partners are not shown to you." in nobody.dimensions[2].said


def test_promised_cash_is_told_apart_from_what_is_in_kind_and_ends_with_the_horizon():
    files = dict(files_of("sample"))
    files["contributions.csv"] += b"ten_boroughs,gmca,11,999000,grant,signed,,real\n"
    said = " ".join(case_of(appraise_loaded(loaded_from(files), Scenario()), "ten_boroughs").dimensions[3].said)
    assert "Promised in cash over all years: £9,419,900 offered, £7,898,261 agreed, £1,284,706 signed" in said
    assert "in kind, and not counted in that: £1,860,000." in said
