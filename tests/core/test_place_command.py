"""python -m core place: a place folder in plain lines, or as JSON."""

import json
from pathlib import Path

import pytest

from core.__main__ import DONE, WRONG_CALL, WRONG_DATA, main
from tests.case_files import CASES

PLACES = CASES / "place"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("the_same_ward_promised_twice", "2 programmes promise £12,000; together they release £6,000."),
        ("two_of_40", "2 programmes: one by one £0, together £6,000."),
        ("place_of_one", "Nothing is promised twice: 1 programme releases £20,997."),
        ("people_are_reached_once", "The difference is made by people whom programmes share: −£6,000."),
    ],
)
def test_a_place_is_said_in_one_sentence(name: str, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["place", str(PLACES / name)]) == DONE
    assert sentence in capsys.readouterr().out.splitlines()


def test_the_figures_of_a_place_come_unrounded(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["place", str(PLACES / "three_30_40_50"), "--json"]) == DONE
    figures = json.loads(capsys.readouterr().out)

    assert figures["pv_together_gbp"] == 12_000
    assert [figures["programmes"][each]["part_gbp"] for each in "abc"] == pytest.approx([4_000, 4_000, 4_000])
    assert {row["item_id"]: row["real_gbp"] for row in figures["ledger"] if row["programme_id"] == "a"} == {"b": [3_000]}


def test_the_choice_within_limits_is_said_with_what_was_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["place", str(PLACES / "what_to_do_within_limits"), "--choose", "--until", "1"]) == DONE
    lines = capsys.readouterr().out.splitlines()

    assert lines[0] == "All 27 choices were looked at, and 10 keep every rule and limit: no other of these is worth more."
    assert lines[1].startswith("Most value: A (small), B (small), C (small). Net public value £11,797,")
    assert lines[2].startswith("Most net cash: A (not now), B (small), C (small).")


def test_what_a_programme_would_take_with_it_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["place", str(PLACES / "two_of_40"), "--without", "a"]) == DONE
    assert capsys.readouterr().out.splitlines() == [
        "If A stopped and all others went on, the place would lose £6,000 of cash.",
        "  town_nhs: net cash +£6,000 with it, £0 without",
        "  town_council: net cash £0 with it, £0 without",
        "  town_ward: other steps closed in 1 year, the first of them year 0",
    ]
    assert main(["place", str(PLACES / "the_same_ward_promised_twice"), "--without", "b"]) == DONE
    assert capsys.readouterr().out.startswith("If B stopped and all others went on, the place would lose £0 of cash.")
    assert main(["place", str(PLACES / "two_of_40"), "--without", "z"]) == WRONG_CALL


def test_a_folder_that_is_no_place_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "places.csv").write_text("place_id,title\ntown,Town\n", encoding="utf-8")

    assert main(["place", str(tmp_path)]) == WRONG_DATA
    assert "place_programmes.csv: this file is missing and every place folder needs it." in capsys.readouterr().out
    assert main(["place", str(tmp_path / "nowhere")]) == WRONG_DATA
