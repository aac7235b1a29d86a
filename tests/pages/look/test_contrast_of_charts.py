"""Every colour that charts, papers, the shared page and the meeting view draw with stands out from what it stands on."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import pytest

from core.charts import deal_positions, funding_gap, logic_model, pathway, promised_actual
from core.charts.kit.spec import Drawing
from core.charts.kit.theme import GRAPHIC_CONTRAST, TEXT_CONTRAST, Theme, contrast, theme
from core.domain.case.logic_model import ModelVersion
from core.domain.offers import Rule
from core.domain.scenario import Scenario
from core.papers import leader_style
from core.papers.template import FOLDER
from core.reports.appraisals import appraise_loaded
from core.reports.deals import funding, shares
from core.reports.gates import pathway as road
from core.reports.logic_model import elements as logic
from pages.sections.meetings import style as meeting_look
from pages.shell import style as frame
from tests.core.reports.read_versions import loaded
from tests.people import LEAD_ANALYST

HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")
SAMPLE = appraise_loaded(loaded("sample"), Scenario())
OPTION = "ten_boroughs"
FOUND = shares.parties(LEAD_ANALYST, SAMPLE, OPTION)
PLAN = funding.funding_plan(LEAD_ANALYST, SAMPLE, OPTION)
DEAL = shares.deal(LEAD_ANALYST, SAMPLE, FOUND, Rule.as_costed)
WAY = road.pathway(SAMPLE.case, next(row for row in SAMPLE.case.options if row.option_id == OPTION))
MODEL = logic.drawing_frame(SAMPLE.case, ModelVersion.scale_out)
CAME = pd.DataFrame(
    {
        "option": ["Promised", "Promised", "Out of budgets", "Out of budgets"],
        "year": [0, 1, 0, 1],
        "running_gbp": [1e5, 3e5, 9e4, 2e5],
    }
)
CHARTS: dict[str, Callable[[bool, bool], Drawing]] = {
    "logic model": lambda dark, narrow: logic_model.draw(MODEL, dark, narrow),
    "money by year": lambda dark, narrow: funding_gap.draw(PLAN, dark, narrow),
    "positions": lambda dark, narrow: deal_positions.draw(DEAL, dark, narrow),
    "promised and seen": lambda dark, narrow: promised_actual.draw(CAME, dark, narrow),
    "way to scale": lambda dark, narrow: pathway.draw(WAY, dark, narrow),
}


def drawn(spec: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """List what a chart draws as pairs of kind of mark and colour."""
    for view in spec.get("layer", [spec]):
        mark = view["mark"] if isinstance(view["mark"], dict) else {"type": view["mark"]}
        kind = str(mark["type"])
        coded = (str(view.get("encoding", {}).get(channel, {})) for channel in ("color", "fill", "stroke"))
        outlines = [] if kind == "text" else [mark.get("stroke")]  # around words it is a halo
        for found in (mark.get("color"), mark.get("fill"), *outlines, *coded):
            yield from ((kind, colour) for colour in HEX.findall(str(found or "")))


def is_ground(colour: str, colours: Theme) -> bool:
    """True for what marks stand on, and for thin lines that help the eye and carry nothing."""
    return colour in {colours.page, colours.card, colours.grid} or colour in {colours.pale(one) for one in colours.series}


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_marks_and_words_of_a_chart_stand_out(name: str, dark: bool, narrow: bool) -> None:
    colours = theme(dark)
    found = {pair for pair in drawn(CHARTS[name](dark, narrow).spec) if not is_ground(pair[1], colours)}
    assert found
    for kind, colour in found:
        least = TEXT_CONTRAST if kind == "text" else GRAPHIC_CONTRAST
        assert contrast(colour, colours.page) >= least, (kind, colour)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_words_in_the_boxes_of_the_logic_model_can_be_read(dark: bool) -> None:
    colours = theme(dark)
    words = {colour for kind, colour in drawn(CHARTS["logic model"](dark, False).spec) if kind == "text"}
    assert words
    assert all(contrast(colour, colours.card) >= TEXT_CONTRAST for colour in words)


def shared_page_colours(dark: bool) -> dict[str, str]:
    """The names the shared page's style gives to colours."""
    blocks = re.findall(r":root\{(?:color-scheme:light dark;)?((?:--[a-z-]+:#[0-9A-F]{6};)+)\}", leader_style.style())
    return dict(re.findall(r"--([a-z-]+):(#[0-9A-F]{6});", blocks[int(dark)]))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_shared_page_can_be_read_in_both_themes(dark: bool) -> None:
    named = shared_page_colours(dark)
    for ground in ("page", "card"):
        assert all(contrast(named[word], named[ground]) >= TEXT_CONTRAST for word in ("text", "muted"))
        assert contrast(named["border"], named[ground]) >= GRAPHIC_CONTRAST
    assert all(contrast(named[mark], named["page"]) >= GRAPHIC_CONTRAST for mark in ("pays", "gains"))
    assert all(contrast(named[word], named[f"{word}-back"]) >= TEXT_CONTRAST for word in ("warn", "good"))


@pytest.mark.parametrize("name", ["deal_sheet.css", "scale_case.css"])
def test_papers_are_printed_in_colours_that_can_be_read_on_white(name: str) -> None:
    style = (FOLDER / name).read_text(encoding="utf-8")
    colours = set(HEX.findall(style))
    assert colours
    assert all(contrast(colour, "#FFFFFF") >= GRAPHIC_CONTRAST for colour in colours)
    assert all(contrast(colour, "#FFFFFF") >= TEXT_CONTRAST for colour in re.findall(r"(?<![-\w])color:(#\w{6})", style))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_captions_and_the_place_of_the_keyboard_stand_out(dark: bool) -> None:
    light_rules, _, rest = frame.STYLE.partition("@media (prefers-color-scheme: dark)")
    rules = rest.partition("[class*=")[0] if dark else light_rules
    colours = theme(dark)
    outline = re.findall(r"outline(?:-color)?:[^;]*(#\w{6})", rules)
    captions = re.findall(r"stCaptionContainer[^{]*\{ color: (#\w{6})", rules)
    assert outline and captions
    for ground in (colours.page, colours.card):
        assert all(contrast(colour, ground) >= GRAPHIC_CONTRAST for colour in outline)
        assert all(contrast(colour, ground) >= TEXT_CONTRAST for colour in captions)


def test_the_lines_of_the_meeting_view_stand_out_in_both_themes() -> None:
    colours = set(HEX.findall(meeting_look.STYLE))
    assert colours
    assert all(contrast(colour, theme(dark).page) >= GRAPHIC_CONTRAST for colour in colours for dark in (False, True))
