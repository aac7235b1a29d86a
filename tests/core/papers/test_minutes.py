"""The minute of a decision, and the list of decisions, as people copy and open them."""

import json
from pathlib import Path

import pytest

from core.domain.decisions import Outcome, Stance
from core.domain.scenario import Scenario
from core.papers.minutes import minute_text, what_if_words
from core.reports.appraisals import load_version
from core.reports.data.csv_download import as_csv
from core.reports.decisions import (
    bodies,
    decision_log,
    decisions_as_json,
    decisions_of,
    exported_decisions,
    open_actions,
    position_words,
)
from core.store.database import Database, open_database
from tests.core.decided import SAMPLE_ID, TODAY, later, recorded_in, with_sample
from tests.people import VIEWER

IN_ORDER = (
    "Question",
    "Decision",
    "Reasons",
    "Alternatives considered and rejected",
    "Interests declared",
    "Law and powers relied on",
    "Positions of the partners",
    "Actions",
    "Figures the board saw (version 1, as entered, no what-if)",
    "How far they could be relied on",
    "Recorded",
)


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """A store with a decision and the one that took its place."""
    home: Path = tmp_path_factory.mktemp("decided")
    db = with_sample(open_database(home))
    old = recorded_in(db)
    recorded_in(db, outcome=Outcome.not_now, supersedes=old.decision_id, reasons="=1+1 is not a reason", interests="", actions=())
    return db


def minutes_of(db: Database) -> list[str]:
    """The minute of each decision, the newest first."""
    return [minute_text(each, "Thinking skills") for each in decisions_of(db, VIEWER, SAMPLE_ID)]


def test_a_minute_has_what_the_law_asks_for_in_its_order(decided: Database) -> None:
    for text in minutes_of(decided):
        lines = text.splitlines()
        assert [line for line in lines if line in IN_ORDER] == list(IN_ORDER)
        assert lines[0].startswith("Thinking skills: decision ")


def test_a_minute_says_who_stands_where_who_does_what_and_how_sure_the_figures_are(decided: Database) -> None:
    old = minutes_of(decided)[1]
    for said in (
        "Approve with conditions: Offer it in all ten authorities.",
        "If the reform grant is renewed in spring.",
        "It was superseded by decision 2.",
        "- Greater Manchester Police: agrees if custody savings are shared",
        "- HM Prison and Probation Service: must take to own board by 22 December 2026",
        "- Sign the deal (Jo Bell, by 6 December 2026)",
        "- Keep it in Salford: It reaches one place in ten.",
        "Draft, not checked.",
        "- Net public value: £80,607,856",
        "By Bea Board on 22 November 2026 at 12:00 UTC.",
    ):
        assert said in old


def test_a_minute_says_so_where_nothing_was_declared_or_agreed_to_be_done(decided: Database) -> None:
    new = minutes_of(decided)[0]
    assert "Interests declared\nNone." in new
    assert "Actions\nNone." in new
    assert "This takes the place of decision 1." in new


def test_the_list_says_what_stands_and_what_is_overdue(decided: Database) -> None:
    found = decisions_of(decided, VIEWER, SAMPLE_ID)
    log = decision_log(found, later(15))
    assert log.state.tolist() == ["stands", "superseded by decision 2"]
    assert log.agreeing.tolist() == ["2 of 3", "2 of 3"]
    assert (log.open_actions.tolist(), log.overdue_actions.tolist()) == ([0, 1], [0, 1])
    assert open_actions(found, TODAY).empty
    assert open_actions(found[1:], later(15)).empty


def test_open_actions_of_a_decision_that_stands_are_listed_with_the_overdue_marked(tmp_path: Path) -> None:
    db = with_sample(open_database(tmp_path))
    recorded_in(db)
    found = decisions_of(db, VIEWER, SAMPLE_ID)
    assert open_actions(found, later(14)).is_overdue.tolist() == [False]
    assert open_actions(found, later(15)).is_overdue.tolist() == [True]


def test_the_export_keeps_formulas_from_running_and_says_everything(decided: Database) -> None:
    found = decisions_of(decided, VIEWER, SAMPLE_ID)
    frame = exported_decisions(found)
    text = as_csv(frame).decode("utf-8-sig")
    assert "'=1+1 is not a reason" in text
    assert "Greater Manchester Police: agrees if custody savings are shared" in text
    assert frame["input hash"].tolist() == [each.frozen.figures["input_hash"] for each in found]


def test_the_decisions_as_json_hold_the_kept_figures_and_every_position(decided: Database) -> None:
    newest, oldest = json.loads(decisions_as_json(decisions_of(decided, VIEWER, SAMPLE_ID)))
    assert newest["outcome"] == "not_now"
    assert oldest["frozen"]["figures"]["options"]["ten_boroughs"]["npsv_gbp"] > 0
    assert [row["stance"] for row in oldest["positions"]] == ["agrees", "agrees_if", "own_board"]
    assert oldest["alternatives"] == [{"option_id": "salford_only", "why_rejected": "It reaches one place in ten."}]


@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        (Scenario(), "as entered, no what-if"),
        (Scenario(engagement=0.35, horizon_years=20), "what-if: years counted: 20, of those offered, how many start: 35%"),
        (Scenario(sites=frozenset({"salford"})), "what-if: places that take part: 1 chosen"),
    ],
)
def test_a_what_if_is_said_in_words(scenario: Scenario, words: str) -> None:
    assert what_if_words(scenario.in_words) == words


@pytest.mark.parametrize(
    ("stance", "condition", "on", "words"),
    [
        (Stance.agrees, "", None, "A: agrees"),
        (Stance.agrees_if, "it lasts", None, "A: agrees if it lasts"),
        (Stance.own_board, "", later(0), "A: must take to own board by 22 November 2026"),
        (Stance.not_present, "", None, "A: not present"),
    ],
)
def test_a_position_is_said_in_words(stance: Stance, condition: str, on: object, words: str) -> None:
    assert position_words("A", stance, condition, on) == words


def test_residents_and_businesses_at_large_agree_to_nothing_unless_they_are_asked(decided: Database) -> None:
    case = load_version(decided, SAMPLE_ID).case
    left_out = {row.title for row in case.partners} - {row.title for row in case.partners if row.partner_id in bodies(case)}
    assert left_out == {"Residents and victims of crime", "Businesses in Greater Manchester"}
