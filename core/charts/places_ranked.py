"""Places ranked: what each place adds, best first, the low-hanging fruit at the top."""

import altair as alt
import pandas as pd

from core.charts.kit.cache import remembered
from core.charts.kit.formats import signed_money
from core.charts.kit.row_chart import bar_layer, figure_layer, height_of, name_layers, rule_layer, with_rows, zero_layer
from core.charts.kit.spec import Drawing, Layer, Spec, finished, span
from core.charts.kit.theme import Theme, theme
from core.charts.sentences.scale import fruit_title

PROTOTYPE = "The prototype"


def with_labels(frame: pd.DataFrame, narrow: bool = False) -> pd.DataFrame:
    """Add the texts and places that the bars draw.

    Args:
        frame: one row per place in the order they are added, best first: site (name), marginal_npsv_gbp (what it adds to net
            public value), is_prototype.

    Returns:
        The same rows with text, tag and the places of `with_rows`.
    """
    texts = frame.assign(
        text=[signed_money(gbp) for gbp in frame["marginal_npsv_gbp"]],
        tag=[PROTOTYPE if is_so else "" for is_so in frame["is_prototype"]],
    )
    return with_rows(texts, "site", narrow, details="tag")


def fruit(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Spec:
    """Draw the bars as a Vega-Lite spec whose data are `with_labels(frame, narrow)`."""
    rows, colours = with_labels(frame, narrow), theme(dark)
    scale = alt.Scale(domain=list(span([*rows["marginal_npsv_gbp"]])), nice=False)
    layers = [rule_layer(colours, narrow), _bars(scale, colours), zero_layer(colours, narrow)]
    return finished([*layers, *name_layers(rows, narrow, colours), _figures(narrow, colours)], colours, height_of(rows))


def alt_text(frame: pd.DataFrame) -> str:
    """Say in words what the bars show."""
    places = zip(frame["site"], frame["marginal_npsv_gbp"], frame["is_prototype"], strict=True)
    each = "; ".join(f"{site}{' (the prototype)' if own else ''} {signed_money(gbp)}" for site, gbp, own in places)
    return f"Bars of what each place adds, best first. {fruit_title(frame)}. {each or 'No place'}."


@remembered
def draw(frame: pd.DataFrame, dark: bool = False, narrow: bool = False) -> Drawing:
    """Give the rows, the spec and the alternative text together."""
    return Drawing(with_labels(frame, narrow), fruit(frame, dark, narrow), alt_text(frame))


def _bars(scale: alt.Scale, colours: Theme) -> Layer:
    tips = [alt.Tooltip("site:N", title="Place"), alt.Tooltip("text:N", title="Adds")]
    side = alt.condition("datum.marginal_npsv_gbp < 0", alt.value(colours.pays), alt.value(colours.benefits))
    bar = bar_layer(alt.X("marginal_npsv_gbp:Q", axis=None, scale=scale), alt.datum(0))
    return bar.encode(color=side, tooltip=tips)


def _figures(narrow: bool, colours: Theme) -> Layer:
    behind = alt.condition("datum.marginal_npsv_gbp < 0", alt.value(colours.series_text[1]), alt.value(colours.text))
    return figure_layer("text", narrow).encode(color=behind)
