import pandas as pd
import pytest

from core.charts.kit import cache as memory
from core.charts.kit.cache import remembered
from core.charts.kit.spec import Drawing

drawn: list[pd.DataFrame] = []


@remembered
def draw(frame: pd.DataFrame, dark: bool = False) -> Drawing:
    """A chart that tells how often it is drawn."""
    drawn.append(frame)
    return Drawing(frame, {"dark": dark, "layer": [{"mark": "bar"}]}, f"{len(frame)} rows")


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    memory._kept.clear()
    drawn.clear()


def figures(gbp: float = 1.0, partner: str = "Council") -> pd.DataFrame:
    return pd.DataFrame({"partner": [partner, "NHS"], "gbp": [gbp, 2.0]})


def test_the_same_figures_are_drawn_once():
    assert draw(figures()).spec == draw(figures()).spec
    assert len(drawn) == 1


@pytest.mark.parametrize("other", [figures(gbp=1.000001), figures(partner="Police"), figures().iloc[:1], figures().iloc[::-1]])
def test_any_other_cell_is_another_chart(other):
    draw(figures())
    assert draw(other).rows.equals(other)
    assert len(drawn) == 2


def test_another_theme_is_another_chart():
    assert (draw(figures()).spec["dark"], draw(figures(), dark=True).spec["dark"]) == (False, True)


def test_what_one_does_with_a_drawing_changes_nobody_elses():
    mine = draw(figures())
    mine.spec["layer"][0]["mark"] = "line"
    mine.rows.loc[0, "partner"] = "Somebody"
    assert draw(figures()).spec["layer"] == [{"mark": "bar"}]
    assert draw(figures()).rows.equals(figures())


def test_the_least_lately_seen_are_forgotten_first(monkeypatch):
    monkeypatch.setattr(memory, "MOST_KEPT", 2)
    for gbp in (1.0, 2.0, 1.0, 3.0):
        draw(figures(gbp))
    draw(figures(1.0))
    assert [float(frame.gbp.iloc[0]) for frame in drawn] == [1.0, 2.0, 3.0]
    draw(figures(2.0))
    assert len(drawn) == 4
