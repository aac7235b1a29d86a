"""Channels written in short become what Altair itself would make of them, without its search through the schema."""

from typing import Any

import altair as alt
import pytest

from core.charts.kit.channels import channel
from core.charts.kit.spec import rows_chart

WRITTEN: tuple[tuple[str, Any], ...] = (
    ("x", "paid_gbp:Q"),
    ("x", alt.value(0)),
    ("x2", alt.value("width")),
    ("y", alt.value(-6)),
    ("y", "title:N"),
    ("text", alt.value("Change")),
    ("color", "kind:N"),
    ("color", alt.condition("datum.net_gbp < 0", alt.value("red"), alt.value("blue"))),
    ("stroke", alt.condition("datum.net_gbp < 0", alt.value("red"), alt.value("blue"))),
    ("strokeDash", "kind:N"),
    ("opacity", alt.value(0.4)),
    ("detail", ["partner:N", "year:O"]),
    ("tooltip", ["partner:N"]),
    ("order", alt.Order("year:O")),
)


@pytest.mark.parametrize(("name", "given"), WRITTEN)
def test_a_channel_in_short_is_what_altair_makes_of_it(name: str, given: Any) -> None:
    ours = rows_chart().mark_text().encode(**{name: given})
    theirs = alt.Chart(alt.NamedData(name="rows")).mark_text().encode(**{name: given})
    assert ours.to_dict() == theirs.to_dict()


def test_a_channel_that_does_not_exist_is_refused() -> None:
    with pytest.raises(AttributeError):
        channel("across", "gbp:Q")
