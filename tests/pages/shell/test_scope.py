"""What reaches whom: no figure and no word of another partner's rows, on any page, in any chart, in any download."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.actions.meetings import prepare_meeting
from core.actions.people import disable_person, take_grant
from core.actions.programmes import export_case
from core.domain.errors import NotAllowed
from core.domain.people import Person
from core.store.database import open_database
from core.store.people import stored_grants
from pages.shell import identity, store
from pages.shell.page_list import built
from tests.canaries import COUNCIL, NHS, OTHER_WORD, POLICE, PROGRAMME, WORDS, case_files, found_in, mark, other_case_files
from tests.canary_state import CHECKED, DRAFT, LATEST, NHS_BOARD, NOON, OWN_ANALYSTS, a_meeting, fill
from tests.new_store import copy_store
from tests.pages.conftest import Opener, keep, only_looked_at, texts
from tests.pages.received import Downloads, received
from tests.people import ADMIN, ANALYST, NOBODY, a_person
from tests.signed_in import session_in

CHOICES = {
    "partners.py": [{"count": "budget"}, {"count": "all"}],
    "options.py": [{"show": "range"}, {"show": "cash"}, {"centres": "council_x|nhs_x"}],
    "data.py": [
        *({"view": view} for view in ("sources", "add", "history")),
        *({"table": table} for table in ("costs", "cost_centres", "partners", "realisation")),
    ],
    "evidence.py": [{"view": view} for view in ("agreed", "observed", "expected")],
    "unit_costs.py": [{"view": view} for view in ("who", "bring")],
    "decisions.py": [{"view": view} for view in ("record", "meetings")],
    "pathway.py": [{"view": view} for view in ("gates", "readiness", "lasting", "seen", "case")],
    "logic_model.py": [{"view": view} for view in ("versions", "control", "levers")],
    "service_design.py": [{"view": view} for view in ("leaving", "forms", "outcomes")],
    "deals.py": [{"rule": rule} for rule in ("equal", "shapley")],
    "meetings.py": [{"meeting": "1", "screen": str(screen)} for screen in range(1, 7)],
    "opportunities.py": [{"opportunity": "2"}],
    "activity.py": [{"view": view} for view in ("done", "comments", "you", "audit")],
}
EVERY = [(place.file, choice) for place in built() for choice in [{}, *CHOICES.get(place.file, [])]]
NHS_ANALYST = OWN_ANALYSTS[NHS]
VIEWER = a_person("viewer", PROGRAMME, name="Vera Viewer")
WHOLE_ANALYST = a_person("analyst", PROGRAMME, name="Whole Analyst")
SHOWN_NOTHING_OF = {NHS_BOARD: (COUNCIL, POLICE), NHS_ANALYST: (COUNCIL, POLICE), VIEWER: (NHS, COUNCIL, POLICE)}

# Who works on the tables sees drafts; the board is told what is done in the programme, and shown no draft.
MAY_KNOW_OF_DRAFTS = {*((NHS_ANALYST, place.file) for place in built()), (NHS_BOARD, "activity.py")}
SHOWS_ROWS = [("data.py", {}), ("partners.py", {}), ("uncertainty.py", {}), ("deals.py", {}), ("realisation.py", {})]
SHOWS_STATE = [("realisation.py", {}), ("activity.py", {"view": "comments"}), ("pathway.py", {"view": "readiness"})]


@pytest.fixture(scope="session")
def canary_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("canaries")
    keep(home, case_files())
    db = open_database(home)
    fill(db)
    db.close()
    keep(home, other_case_files())
    return home


@pytest.fixture
def canaries(home: Path, canary_home: Path) -> None:
    """A copy of the canary store, for a test that changes it."""
    copy_store(canary_home, home)


@pytest.fixture
def shared(home: Path, canary_home: Path) -> Iterator[None]:
    """The canary store itself: as in the service, a page may be made of what was kept when another person looked."""
    with only_looked_at(canary_home):
        yield


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("person", SHOWN_NOTHING_OF, ids=lambda person: person.name)
@pytest.mark.parametrize(("page", "choice"), EVERY, ids=str)
def test_nothing_of_others_rows_is_sent(
    app: Opener, monkeypatch: pytest.MonkeyPatch, page: str, choice: dict[str, str], person: Person
) -> None:
    downloads = Downloads(monkeypatch)
    sent = received(app(None, page, person=person, **choice), downloads)
    assert found_in(sent, *SHOWN_NOTHING_OF[person]) == []
    assert DRAFT not in sent or (person, page) in MAY_KNOW_OF_DRAFTS
    assert OTHER_WORD not in sent
    assert "other_place" not in sent


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(("page", "choice"), [*SHOWS_ROWS, *SHOWS_STATE], ids=str)
def test_what_is_looked_for_is_there_for_those_it_is_meant_for(
    app: Opener, monkeypatch: pytest.MonkeyPatch, page: str, choice: dict[str, str]
) -> None:
    downloads = Downloads(monkeypatch)
    assert found_in(received(app(None, page, person=WHOLE_ANALYST, **choice), downloads), COUNCIL)
    assert found_in(received(app(None, page, person=NHS_ANALYST, **choice), downloads), NHS)


@pytest.mark.usefixtures("canaries")
@pytest.mark.parametrize(("page", "choice"), SHOWS_ROWS, ids=str)
def test_a_meeting_on_a_draft_lays_no_rows_open(
    app: Opener, home: Path, monkeypatch: pytest.MonkeyPatch, page: str, choice: dict[str, str]
) -> None:
    db = open_database(home)
    prepare_meeting(db, PROGRAMME, a_meeting(), version_number=LATEST, by=ANALYST, at=NOON)
    db.close()
    downloads = Downloads(monkeypatch)
    on_draft = received(app(None, page, person=NHS_BOARD, version=str(LATEST), **choice), downloads)
    # What its people wrote down themselves is theirs on whichever version; the rows of the draft are not.
    said = {WORDS[NHS], *(str(mark(NHS, f"realised_{line}")) for line in "ab")} if page == "realisation.py" else set()
    assert set(found_in(on_draft, NHS, COUNCIL, POLICE)) <= said
    assert found_in(received(app(None, page, person=NHS_BOARD, version=str(CHECKED), **choice), downloads), NHS)


@pytest.mark.usefixtures("canaries")
def test_what_is_made_on_press_asks_again_who_asks(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = session_in(home, NHS_ANALYST)
    monkeypatch.setattr(identity, "_cookie", lambda: held)
    asks = identity.on_press()
    assert case_files_of(asks()).keys() >= {"costs.csv"}
    db = open_database(home)
    for kept in stored_grants(db, NHS_ANALYST.person_id):
        take_grant(db, kept.grant_id, by=ADMIN, at=NOON)
    with pytest.raises(NotAllowed):
        case_files_of(asks())
    disable_person(db, NHS_ANALYST.person_id, by=ADMIN, at=NOON)
    db.close()
    with pytest.raises(NotAllowed, match="Nobody is signed in"):
        asks()


def case_files_of(person: Person) -> dict[str, str]:
    return export_case(store.database(), PROGRAMME, CHECKED, by=person)


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("page", [place.file for place in built()])
def test_nobody_is_shown_nothing(app: Opener, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    downloads = Downloads(monkeypatch)
    sent = received(app(None, page, person=NOBODY, programme=PROGRAMME), downloads)
    assert found_in(sent, NHS, COUNCIL, POLICE) == []
    assert OTHER_WORD not in sent and "Canary place" not in sent


@pytest.mark.usefixtures("shared")
def test_another_programme_in_the_address_is_as_one_that_is_not_there(app: Opener) -> None:
    asked, made_up = (app(None, "partners.py", person=NHS_BOARD, programme=name) for name in ("other_place", "nowhere"))
    assert texts(asked) == texts(made_up)
    assert asked.selectbox[0].options == made_up.selectbox[0].options == ["Canary place"]
