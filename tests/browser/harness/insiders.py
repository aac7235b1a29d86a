"""A store where every partner has figures and words that stand nowhere else, people who may see some of them, and nobody else."""

from datetime import UTC, date, datetime
from pathlib import Path

from core.actions.comments import begin_thread
from core.actions.programmes import import_case
from core.actions.readiness import record_readiness
from core.actions.realisation import record_realised
from core.domain.comments import Anchor, On
from core.domain.people import Person
from core.domain.readiness import Aspect
from core.domain.realisation import Realised, RealisedKind
from core.ingest.case import read_files
from core.store.database import Database, open_database
from tests.canaries import NHS, OTHER_PROGRAMME, OTHER_WORD, PARTNERS, PROGRAMME, WORDS, case_files, found_in, other_case_files
from tests.kept_people import keep_people
from tests.people import NOBODY, a_person
from tests.signed_in import session_for

BOSS = a_person("admin", name="Boss Zaphnet")
LEAD = a_person("analyst", PROGRAMME, name="Leah Zaphnet")
NHS_ANALYST = a_person("analyst", PROGRAMME, NHS, name="Ned Zaphnet")
NHS_BOARD = a_person("board", PROGRAMME, NHS, name="Nia Zaphnet")
VIEWER = a_person("viewer", PROGRAMME, name="Vee Zaphnet")
OTHERS_ANALYST = a_person("analyst", OTHER_PROGRAMME, name="Otto Zaphnet")
# What each is shown nothing of: partners of the one programme, and for those who have no part in a programme, its very title.
HIDDEN: dict[Person, tuple[str, ...]] = {
    NOBODY: PARTNERS,
    OTHERS_ANALYST: (),
    VIEWER: PARTNERS,
    NHS_BOARD: tuple(one for one in PARTNERS if one != NHS),
    NHS_ANALYST: tuple(one for one in PARTNERS if one != NHS),
}
TITLE, SURNAME = "Canary place", "Zaphnet"


def fill(home: Path) -> None:
    """Keep two programmes, of which nobody may learn what is not theirs, and what each partner said that is its own."""
    db, now = open_database(home), datetime.now(UTC)
    keep_people(db, BOSS)
    for files in (case_files(), other_case_files()):
        import_case(db, read_files(files).tables, by=BOSS, at=now, what="Imported a folder.")
    for partner_id in PARTNERS:
        _say(db, partner_id, now)
    db.close()


def _say(db: Database, partner_id: str, now: datetime) -> None:
    word = WORDS[partner_id]
    anchor = Anchor(programme_id=PROGRAMME, kind=On.benefit, id=f"{partner_id}_a")
    begin_thread(db, anchor, f"{word} beds", f"{word} says this to its own.", by=BOSS, at=now, partner_id=partner_id)
    record_readiness(
        db, PROGRAMME, partner_id, Aspect.approach, level=2, note=f"{word} is not so sure.", assessed_on=date(2026, 10, 1),
        assessed_by=f"{word} head", read_assessment=0, by=BOSS, at=now,
    )  # fmt: skip
    what = Realised(
        benefit_id=f"{partner_id}_a", partner_id=partner_id, year=0, kind=RealisedKind.actual, amount_gbp=1_000,
        budget=f"{word} budget", note=f"{word} ward is shut.",
    )  # fmt: skip
    record_realised(db, PROGRAMME, what, read_version=0, by=BOSS, at=now)


def leaked(person: Person, text: str) -> list[str]:
    """Find in what a person was sent whatever is not theirs to know."""
    found = found_in(text, *HIDDEN[person])
    if person is not OTHERS_ANALYST and OTHER_WORD in text:
        found.append(OTHER_WORD)
    if person in {NOBODY, OTHERS_ANALYST} and TITLE in text:
        found.append(TITLE)
    return found


def told_to_strangers(text: str) -> list[str]:
    """Find in what a person was sent who is not signed in anything of a programme, a partner or a person."""
    titles = [title for title in (TITLE, OTHER_WORD, SURNAME, PROGRAMME, "Health board", "Constabulary") if title in text]
    return titles + found_in(text, *PARTNERS)


def cookie_for(db: Database, person: Person) -> dict[str, str]:
    """Sign a person in; gives the header their browser would send."""
    return {"Cookie": f"scalecase_session={session_for(db, person)}"}
