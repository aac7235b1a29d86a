"""Every colour of text in the settings can be read on the ground it stands on."""

import tomllib

import pytest

from tests.architecture.source import ROOT

TEXT, GRAPHIC = 4.5, 3.0
THEME = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"]
GROUNDS = ("backgroundColor", "secondaryBackgroundColor")
PAIRS = [(name, ground, TEXT) for name in ("textColor", "linkColor", "grayTextColor", "blueTextColor") for ground in GROUNDS]
PAIRS += [(name, "backgroundColor", GRAPHIC) for name in ("borderColor", "primaryColor", "dataframeBorderColor")]
PAIRS += [("dataframeHeaderTextColor", "dataframeHeaderBackgroundColor", TEXT), ("codeTextColor", "codeBackgroundColor", TEXT)]
STATES = [(f"{name}TextColor", f"{name}BackgroundColor", TEXT) for name in ("green", "yellow", "orange", "red")]


def luminance(colour: str) -> float:
    """Work out the relative luminance of a colour written #RRGGBB, as WCAG 2.2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Work out the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_lines_stand_out_in_both_themes(theme: str, front: str, ground: str, least: float) -> None:
    assert contrast(THEME[theme][front], THEME[theme][ground]) >= least


@pytest.mark.parametrize(("front", "ground", "least"), STATES)
def test_messages_stand_out_in_the_light_theme(front: str, ground: str, least: float) -> None:
    assert contrast(THEME["light"][front], THEME["light"][ground]) >= least


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_series_of_charts_stand_out_from_the_page(theme: str) -> None:
    colours = THEME[theme]["chartCategoricalColors"]
    assert len(colours) == 4
    assert all(contrast(colour, THEME[theme]["backgroundColor"]) >= GRAPHIC for colour in colours)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_white_text_on_the_primary_button_can_be_read(theme: str) -> None:
    assert contrast("#FFFFFF", THEME[theme]["primaryColor"]) >= TEXT
