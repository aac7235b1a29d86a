"""The official table of GDP deflators, as its publisher writes it, stands in for the one that ships with the tool."""

from pathlib import Path

import pytest

from core.__main__ import main
from core.actions.sample import SAMPLE
from core.engine.formulas.prices import price_factor
from core.reports.appraisals import load_version
from core.store.assumptions import load_assumptions
from core.store.database import open_database

TITLES = """GDP deflators at market prices and money GDP,,,
"Outturn data are as at the Quarterly National Accounts from ONS, forecast data are from OBR",,,
,,,
Financial year,"GDP deflator at market prices: 2024-25 = 100","per cent change on previous year","Money GDP: cash (£ million)"
"""


def published(last_year: int) -> str:
    """The table with 2% a year, in the publisher's titles, years and footnote."""
    rows = [f"{year}-{(year + 1) % 100:02d},{100 * 1.02 ** (year - 2024):.3f},2.00," for year in range(1990, last_year + 1)]
    return "\n".join([TITLES.strip(), *rows, ",,,", "Source: HM Treasury,,,", ""])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    assert main(["import", str(SAMPLE), "--home", str(tmp_path / "home"), "--by", "Ann"]) == 0
    return tmp_path / "home"


def taken(home: Path, table: str) -> int:
    file = home.parent / "gdp.csv"
    file.write_text(table, encoding="utf-8")
    return main(["import", str(file), "--table", "deflators", "--mode", "replace_all", "--home", str(home), "--by", "Ann"])


def test_the_table_as_published_is_taken_without_a_question_and_used_alone(home: Path) -> None:
    assert taken(home, published(2040)) == 0
    db = open_database(home)
    loaded = load_version(db, "cbt_probation")
    db.close()
    assert loaded.version.number == 2
    assert price_factor(loaded.prices, 2012, 2026) == pytest.approx(1.02**14, rel=1e-4)
    official = load_assumptions().gdp_deflators.index
    assert official[2026] / official[2012] != pytest.approx(1.02**14, rel=1e-4)


def test_a_table_that_ends_too_early_is_asked_about(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert taken(home, published(2028)) != 0
    told = capsys.readouterr().out
    assert "the index runs from 1990 to 2028 and lacks years that the programme's money is in" in told
    assert "Nothing was stored." in told
