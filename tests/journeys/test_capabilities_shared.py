"""What lets several organisations work on one copy: links, snapshots, figures that drill to their inputs."""

import re
from datetime import UTC, datetime

from core.domain.decisions import Outcome
from core.reports.links import shared_page
from core.store import decisions
from tests.journeys.conftest import Sit
from tests.journeys.sitting import ANALYST, BOARD, NHS, OUT, POLICE, SAMPLE, VIEWER, Store


def test_a_board_works_from_a_link_that_needs_no_account_and_no_input(sit: Sit, store: Store) -> None:
    """C44."""
    desk = sit(BOARD, "links.py").press("Make the link")
    assert not desk.refused
    token = re.search(r"/s/([\w-]{43})", desk.page.code[0].value)[1]
    page = store.read(lambda db: shared_page(db, token, datetime.now(UTC))).page
    assert b"Thinking skills on probation" in page and b"<script" not in page and len(page) < 20_000
    assert "not checked" in page.decode().lower()
    assert store.audited("make_link").by == "Margaret Osei"


def test_every_figure_drills_to_its_inputs_their_sources_and_the_version(sit: Sit) -> None:
    """C46: a board member opens what a line is worked out from."""
    for file in ("summary.py", "partners.py", "options.py"):
        told = sit(BOARD, file, option=OUT).told
        assert re.search(r"Version 1, method [\d.]+, inputs [0-9a-f]{16}\.", told), file
        assert "is worked out from" in told and "effects.csv" in told and "Illustrative: events for each" in told, file


def test_the_numbers_a_board_saw_are_kept_with_its_decision_whatever_comes_after(sit: Sit, store: Store) -> None:
    """C47: the board decides, an analyst changes the tables, and the decision still says the same figures."""
    desk = sit(BOARD, "decisions.py", view="record", option=OUT)
    key = f"decision-0-{SAMPLE}"
    desk.pick(f"{key}-outcome", Outcome.approve).pick(f"{key}-reasons", "It pays.").pick(f"{key}-all-agree", True)
    desk.press("Record the decision")
    assert not desk.refused
    assert store.audited("record_decision").by == "Margaret Osei"
    kept = store.read(lambda db: decisions.of_programme(db, SAMPLE))[0]
    nhs = sit(NHS, "deals.py", option=OUT)
    nhs.type_in_grid(f"promises-{SAMPLE}-{OUT}", {"0": {"Amount, £": 7000}}).press("Save the promises")
    assert not nhs.refused
    told = sit(VIEWER, "decisions.py").told
    assert "Worked out again from the version as kept: the same." in told
    assert store.read(lambda db: decisions.of_programme(db, SAMPLE))[0].frozen == kept.frozen


def test_before_a_decision_the_sample_says_that_the_version_is_not_checked(sit: Sit) -> None:
    """C01, C47: the story sends a version on, and nobody has checked it."""
    for who, page in ((BOARD, "summary.py"), (POLICE, "deals.py"), (VIEWER, "summary.py")):
        assert "Draft, not checked: with the assurer" in sit(who, page).told


def test_a_meeting_is_ready_for_the_board_and_a_question_waits_for_the_analyst(sit: Sit) -> None:
    assert "Reform board of the ten authorities (illustrative)" in sit(BOARD, "decisions.py", view="meetings").told
    assert "two landings close in the case" in sit(ANALYST, "activity.py", view="you").told
    assert "No decision has been recorded yet" in sit(BOARD, "decisions.py").told
