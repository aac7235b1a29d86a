import math

import pandas as pd
import pytest

from core.charts.sentences.partners import ledger_title, misalignment_sentence, partner_years_title

COUNCILS = [f"Council {number}" for number in range(1, 11)]


def ledger_of(**net: float) -> pd.DataFrame:
    rows = [
        {"partner": name.replace("_", " "), "pays_gbp": 1e6, "gains_gbp": 1e6 + gbp, "net_gbp": gbp} for name, gbp in net.items()
    ]
    return pd.DataFrame(rows, columns=["partner", "pays_gbp", "gains_gbp", "net_gbp"])


def years_of(**net: list[float]) -> pd.DataFrame:
    rows = [
        {"partner": name.replace("_", " "), "year": t, "year_label": f"{2026 + t}/{27 + t}", "net_gbp": gbp}
        for name, series in net.items()
        for t, gbp in enumerate(series)
    ]
    return pd.DataFrame(rows, columns=["partner", "year", "year_label", "net_gbp"])


def test_the_ledger_names_the_kind_when_all_of_it_is_out_of_pocket():
    frame = ledger_of(NHS_Greater_Manchester=5e6, **dict.fromkeys(COUNCILS, -1e5))
    expected = "The ten councils pay in more than they get back; NHS Greater Manchester gains most"
    assert ledger_title(frame, dict.fromkeys(COUNCILS, "councils")) == expected


def test_the_ledger_does_not_name_the_kind_when_one_of_it_gains():
    frame = ledger_of(NHS=5e6, A=-1.0, B=-1.0, C=2.0)
    assert ledger_title(frame, dict.fromkeys("ABC", "councils")) == "A and B pay in more than they get back; NHS gains most"


@pytest.mark.parametrize(
    ("net", "title"),
    [
        ({"NHS": 1e6, "Housing_team": -2e5}, "NHS gains most; Housing team pays in more than it gets back"),
        ({"NHS": 2.0, "Police": 1.0}, "NHS gains most; no partner pays in more than it gets back"),
        ({"NHS": 2.0, "Police": 2.0, "A": -4.0}, "A pays in more than it gets back; NHS and Police gain most, equally"),
        ({"A": -2.0, "B": -3.0}, "No partner gets back more than it pays in; B is furthest behind"),
        ({"A": -2.0, "B": -2.0}, "No partner gets back more than it pays in; A and B are furthest behind"),
        ({"A": 0.0, "B": 0.0}, "Every partner gets back just what it pays in"),
        ({"A": 1.1e6}, "A gets back £1.1m more than it pays in"),
        ({"A": -252e3}, "A pays in £252k more than it gets back"),
        ({"A": 0.0}, "A gets back just what it pays in"),
        ({}, "No partner pays in or gets back anything"),
    ],
)
def test_the_ledger_title_follows_the_figures(net, title):
    assert ledger_title(ledger_of(**net)) == title


def test_many_losers_are_counted_and_all_nought_is_said():
    frame = ledger_of(NHS=5e6, **dict.fromkeys("ABCDE", -1.0))
    assert ledger_title(frame) == "A, B and three others pay in more than they get back; NHS gains most"
    nothing = ledger_of(A=0, B=0).assign(pays_gbp=0.0, gains_gbp=0.0)
    assert ledger_title(nothing) == "No partner pays in or gets back anything"


@pytest.mark.parametrize(
    ("misalignment", "beginning"),
    [
        (0.62, "62% of the money would have to move between partners for each to pay in proportion to what it gains"),
        (0.0, "Each partner pays in proportion"),
        (0.001, "Under 1% of the money"),
        (0.999, "Over 99% of the money"),
        (1.0, "100% of the money"),
        (None, "How far payers and gainers differ cannot be worked out"),
        (math.nan, "How far payers and gainers differ cannot be worked out"),
    ],
)
def test_misalignment_is_told_in_one_sentence(misalignment, beginning):
    assert misalignment_sentence(misalignment).startswith(beginning)


@pytest.mark.parametrize(
    ("net", "title"),
    [
        ({"A": [-1, -1, 2], "B": [-1, 1, 1]}, "Both partners are out of pocket in 2026/27; none is in 2028/29"),
        ({"A": [-1, -1], "B": [-1, 1], "C": [1, 1]}, "Two of three partners are out of pocket in 2026/27; in 2027/28 A is"),
        ({"A": [-1, -1], "B": [1, 1]}, "One of two partners is out of pocket in every year"),
        ({"A": [1, -1], "B": [1, 1]}, "One of two partners is out of pocket in 2027/28, the last year and the worst"),
        ({"A": [1, 1], "B": [0, 1]}, "No partner is out of pocket in any year"),
        ({"A": [0, 0], "B": [0, 0]}, "No partner pays in or gets back anything in any year"),
        ({"A": [-1, -1, -1, 1]}, "A is out of pocket until 2028/29"),
        ({"A": [-1, 1, -1, 1]}, "A is out of pocket in 2026/27 and 2028/29"),
        ({"A": [-1, -1, 1, -1]}, "A is out of pocket in 3 of 4 years, last in 2029/30"),
        ({"A": [-1, -1]}, "A is out of pocket in every year"),
    ],
)
def test_the_years_title_says_who_is_out_of_pocket_when(net, title):
    assert partner_years_title(years_of(**net)) == title


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("The ten councils", "gain most"), ("Greater Manchester Housing Providers", "gain most"), ("People housed", "gain most"),
        ("Businesses in Greater Manchester", "gain most"), ("Residents and victims of crime", "gain most"),
        ("HM Prison and Probation Service", "gains most"), ("NHS", "gains most"),
        ("Department for Work and Pensions", "gains most"),
        ("Ministry of Housing, Communities and Local Government", "gains most"), ("St Helens", "gains most"),
        ("Courts, prosecution and legal aid", "gain most"),
    ],
)  # fmt: skip
def test_a_name_that_is_of_many_has_the_verb_of_many(name: str, said: str) -> None:
    frame = pd.DataFrame({"partner": [name, "Lead"], "pays_gbp": [0.0, 9.0], "gains_gbp": [5.0, 0.0], "net_gbp": [5.0, -9.0]})
    assert f"{name} {said}" in ledger_title(frame)
    alone = ledger_title(frame[:1])
    assert alone.startswith(f"{name} get{'s' if said == 'gains most' else ''} back £5 more than")
