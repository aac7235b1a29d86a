from collections.abc import Iterator

import pytest

from core.charts.kit.theme import DARK, GRAPHIC_CONTRAST, LIGHT, TEXT_CONTRAST, Theme, contrast, mixed, theme


def contrast_pairs(colours: Theme) -> Iterator[tuple[str, str, str, float]]:
    """List every pair of colours that is drawn, as (name, front, back, least contrast)."""
    for ground in ("page", "card"):
        back = getattr(colours, ground)
        for word in ("text", "muted", "link"):
            yield f"{word} on {ground}", getattr(colours, word), back, TEXT_CONTRAST
        for word in ("primary", "border"):
            yield f"{word} on {ground}", getattr(colours, word), back, GRAPHIC_CONTRAST
        for number, (mark, word) in enumerate(zip(colours.series, colours.series_text, strict=True), start=1):
            yield f"series {number} on {ground}", mark, back, GRAPHIC_CONTRAST
            yield f"series {number} as text on {ground}", word, back, TEXT_CONTRAST
    for word in ("good", "warn", "bad"):
        yield word, getattr(colours, word), getattr(colours, f"{word}_background"), TEXT_CONTRAST
    yield "button text on primary", "#FFFFFF", colours.primary, TEXT_CONTRAST
    for number, (ink, cell) in enumerate(zip(colours.heat_text, colours.heat, strict=True)):
        yield f"figure on heat cell {number}", ink, cell, TEXT_CONTRAST


PAIRS = [(name, *pair) for name, colours in (("light", LIGHT), ("dark", DARK)) for pair in contrast_pairs(colours)]


@pytest.mark.parametrize(("ground", "name", "front", "back", "least"), PAIRS)
def test_every_pair_of_colours_that_is_drawn_can_be_told_apart(ground, name, front, back, least):
    assert contrast(front, back) >= least, f"{name} in the {ground} theme: {contrast(front, back):.2f}, needs {least}"


def test_contrast_is_21_for_black_on_white_1_for_the_same_and_4_54_for_a_known_grey():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#123456", "#123456") == 1
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)


def test_mixing_nothing_leaves_the_base_and_mixing_all_gives_the_colour():
    assert mixed("#102030", "#FFFFFF", 0) == "#102030"
    assert mixed("#102030", "#FFFFFF", 1) == "#FFFFFF"


def test_dark_and_light_are_two_themes_with_nine_cell_colours_each():
    assert (theme(True), theme(False)) == (DARK, LIGHT)
    assert all(len(set(colours.heat)) == 9 and len(colours.heat_text) == 9 for colours in (DARK, LIGHT))
