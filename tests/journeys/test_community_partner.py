"""A partner from the community pays, gains, promises, answers, is ready or not and owns actions like every other partner."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pytest

from core.actions.programmes import replace_tables
from core.domain.people import Grant, Role
from core.domain.tables import Table
from core.reports.changes.table_edits import with_cells, with_rows
from core.store import people
from core.store.database import Database, all_or_nothing
from core.store.sign_in import sessions
from core.store.tables.tables import read_tables
from core.store.tables.versions import version_numbered
from pages.shell.page_list import built
from tests.journeys.conftest import Sit
from tests.journeys.sitting import BOARD, OUT, SAMPLE, Store
from tests.people import LEAD_ANALYST

MENTORS, TITLE = "mentors", "Mentors who have been through it"
SPEAKER = "analyst.mentors"
NOT_OF_A_PROGRAMME = {"account.py", "people.py", "terms.py", "accessibility.py"}


def bring_the_mentors(db: Database) -> None:
    """Add a partner of the kind community that pays for rooms, gains by fewer homelessness applications and speaks for itself."""
    now, tables = datetime.now(UTC), read_tables(db, version_numbered(db, SAMPLE).version_id)
    replace_tables(db, SAMPLE, _with_mentors(tables), read_version=1, by=LEAD_ANALYST, at=now, what="Brought the mentors in.")
    with all_or_nothing(db) as connection:
        people.add(connection, SPEAKER, SPEAKER, "Mo Mentor", password_hash=None, must_change=False, at=now, by="a test")
        people.add_grant(
            connection, SPEAKER, Grant(role=Role.analyst, programme_id=SAMPLE, partner_id=MENTORS), at=now, by="a test"
        )
        sessions.start(connection, f"session of {SPEAKER}", SPEAKER, now)


def _with_mentors(tables: Mapping[str, Table]) -> dict[str, Table]:
    shares = with_cells(tables["cost_shares"], {"cost_id": "so_rooms", "partner_id": "councils"}, {"pay_share": "0.9"})
    falls = with_cells(tables["benefit_falls"], {"benefit_id": "homeless_help", "partner_id": "councils"}, {"fall_share": "0.9"})
    design = {"option_id": OUT, "heading": "community_role"}
    promise = {"option_id": OUT, "partner_id": MENTORS, "year": "1", "amount_gbp": "1500", "funding": "in_kind", "status": "agreed"}
    plan = {"benefit_id": "homeless_help", "partner_id": MENTORS, "release_action": "Close the night fund", "level": "front_line"}
    return {
        "partners": with_rows(
            tables["partners"], [{"partner_id": MENTORS, "title": TITLE, "kind": "community", "payback_limit_years": "3"}]
        ),
        "cost_shares": with_rows(shares, [{"cost_id": "so_rooms", "partner_id": MENTORS, "pay_share": "0.1"}]),
        "benefit_falls": with_rows(falls, [{"benefit_id": "homeless_help", "partner_id": MENTORS, "fall_share": "0.1"}]),
        "contributions": with_rows(tables["contributions"], [promise]),
        "service_design": with_cells(tables["service_design"], design, {"owner_partner_id": MENTORS}),
        "realisation": with_rows(tables["realisation"], [{**plan, "owner": "Treasurer", "due_on": "2029-03-31"}]),
    }


@pytest.fixture
def store_with_mentors(store: Store) -> Store:
    """The sample and its story, with the mentors."""
    store.read(bring_the_mentors)
    return store


@pytest.mark.usefixtures("store_with_mentors")
def test_every_page_opens_for_it_and_with_it(sit: Sit) -> None:
    for place in built():
        if place.file not in NOT_OF_A_PROGRAMME:
            assert not sit(SPEAKER, place.file, option=OUT).refused, place.file


@pytest.mark.usefixtures("store_with_mentors")
def test_it_stands_in_the_deal_the_design_readiness_and_realisation(sit: Sit) -> None:
    deal = sit(BOARD, "deals.py", option=OUT, rule="shapley").told
    assert TITLE in deal
    assert f"{TITLE} (community)" in sit(BOARD, "service_design.py", option=OUT).told
    assert "No partner is of the kind community" not in sit(BOARD, "service_design.py", option=OUT).told
    assert TITLE in sit(BOARD, "pathway.py", view="readiness", option=OUT).told
    assert "Close the night fund" in sit(BOARD, "realisation.py", option=OUT).told
    assert TITLE in sit(BOARD, "partners.py", option=OUT).told


def test_it_promises_offers_records_raises_and_is_assessed_for_itself(sit: Sit, store_with_mentors: Store) -> None:
    deal = sit(SPEAKER, "deals.py", option=OUT, rule="proportional")
    deal.type_in_grid(f"promises-{SAMPLE}-{OUT}", {"0": {"Amount, £": 1800}}).press("Save the promises")
    assert not deal.refused
    desk = sit(SPEAKER, "deals.py", option=OUT, rule="proportional").press("Make the offer")
    assert not desk.refused and f"of {TITLE}" in " ".join(row.label for row in desk.page.expander)
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("record_readiness", lambda: _ready(sit)),
        ("raise_opportunity", lambda: _raised(sit)),
        ("record_realised", lambda: _recorded(sit)),
    )
    for action, step in steps:
        step()
        assert store_with_mentors.audited(action).by == "Mo Mentor"


def _ready(sit: Sit) -> None:
    desk = sit(SPEAKER, "pathway.py", view="readiness", option=OUT)
    desk.fill("Step", 3).fill("What that rests on", "Two rotas").fill("Looked at by", "Mo Mentor").press("Record the step")
    assert not desk.refused, desk.refused


def _raised(sit: Sit) -> None:
    desk = sit(SPEAKER, "opportunities.py").fill("Title", "Doors open at night", -1)
    desk.fill("What is the problem?", "Nobody is there after nine.", -1).fill("Who would benefit?", "People let go late.", -1)
    desk.press("Raise it")
    assert not desk.refused, desk.refused


def _recorded(sit: Sit) -> None:
    desk = sit(SPEAKER, "realisation.py", option=OUT).fill("Cash, £", 90.0).fill("Budget it came out of", "Night fund")
    desk.press("Record it")
    assert not desk.refused, desk.refused
