"""Every action there is, with what it asks for and one way to do it, so that each can be tried in every role.

A line for a new action: its name as 'file.function', the `Doing` it asks for, and how to do it once in the store that
`make_store` makes. `NOBODY_ASKED` lists what is no person's doing, each with the reason.
"""

import io
from pathlib import Path

from core.actions.assurance import name_version
from core.actions.comments import begin_thread, resolve
from core.actions.drafts import begin_draft, change_draft, discard_draft, save_draft, turn_to_step
from core.actions.observations import export_observations, load_observations
from core.actions.people import add_person, disable_person, enable_person, give_grant, reset_person, take_grant
from core.actions.programmes import export_case, import_case, replace_tables, tables_taken, undo_last_version
from core.actions.sample import load_sample, load_sample_on_first_run
from core.actions.sign_in import end_all_sessions
from core.actions.source_mappings import SentFile, save_converted, save_converted_observations
from core.actions.unit_costs import import_unit_costs, settle_agencies
from core.domain.comments import Anchor, On
from core.domain.drafts import AddRow, Draft, PutCell
from core.domain.people import Doing, Grant, Person, Role
from core.domain.tables import Table
from core.ingest.case import read_files
from core.reports.changes.merge import Mode, join
from core.store.database import Database
from core.store.people import stored_grants
from tests.canaries import NHS, PROGRAMME, case_files
from tests.canary_state import LATEST, NOON, costs_in, fill, one_table
from tests.core.actions_together import TOGETHER
from tests.core.an_action import Action
from tests.core.ingest.unit_cost_book import as_bytes, book
from tests.core.reports.drafts.a_draft import small
from tests.kept_people import keep_people
from tests.new_store import store_with
from tests.people import ADMIN, ANN, a_person
from tests.signed_in import session_for

OBSERVATIONS = b"site_id,cohort,period,arm,outcome_id,value,people\nnorth,a,2026-Q1,treated,stays,1,10\n"
WORKBOOK = as_bytes(book())


IN_EVERY_ROLE = [a_person(role) for role in Role]
TARGET = a_person("viewer", PROGRAMME, name="Tess Target")  # whom actions on people are tried on


def make_store(folder: Path) -> None:
    """Make a store with one programme in five versions, and everything that is written down about it."""
    store_with(everything, folder).close()


def everything(db: Database) -> None:
    """Write one programme in five versions, and everything that is written down about it."""
    import_case(db, tables_of(case_files()), by=ANN, at=NOON, what="Imported it.")
    fill(db)
    session_for(db, TARGET)
    keep_people(db, *IN_EVERY_ROLE)
    thread = begin_thread(db, Anchor(programme_id=PROGRAMME, kind=On.figure, id="cost"), "Cost", "Why?", by=ADMIN, at=NOON)
    resolve(db, thread.thread_id, read_version=thread.version, by=ADMIN, at=NOON)


def tables_of(files: dict[str, bytes]) -> dict[str, Table]:
    """Tables of a case folder."""
    return dict(read_files(files).tables)


def _replace(db: Database, by: Person) -> object:
    return replace_tables(db, PROGRAMME, {"costs": costs_in(9)}, read_version=LATEST, by=by, at=NOON)


def _import(db: Database, by: Person) -> object:
    return import_case(db, {**tables_of(case_files()), "costs": costs_in(9)}, by=by, at=NOON, what="Again.")


def _import_new(db: Database, by: Person) -> object:
    return import_case(db, tables_of(case_files("new_place", "New place")), by=by, at=NOON, what="New.")


_SENT = SentFile("A source", "costs.csv", "0" * 64, "{}")


def _save_converted(db: Database, by: Person) -> object:
    return save_converted(db, PROGRAMME, join(None, costs_in(7), Mode.replace_all), _SENT, read_version=LATEST, by=by, at=NOON)


def _save_observations(db: Database, by: Person) -> object:
    table = one_table("observations.csv", OBSERVATIONS)
    return save_converted_observations(db, PROGRAMME, table, _SENT, Mode.add, read_version=LATEST, by=by, at=NOON)


def _load_observations(db: Database, by: Person) -> object:
    return load_observations(db, PROGRAMME, io.BytesIO(OBSERVATIONS), by=by, at=NOON, read_version=LATEST, file_name="seen.csv")


def _name_version(db: Database, by: Person) -> object:
    return name_version(db, PROGRAMME, LATEST, "Board", "For the board.", by=by, at=NOON)


def _a_grant(db: Database, by: Person) -> object:
    return give_grant(db, TARGET.person_id, Grant(role=Role.board, programme_id=PROGRAMME), by=by, at=NOON)


def _no_grant(db: Database, by: Person) -> object:
    return take_grant(db, stored_grants(db, TARGET.person_id)[0].grant_id, by=by, at=NOON)


def _end_sessions(db: Database, by: Person) -> object:
    return end_all_sessions(db, TARGET.person_id, by=by, at=NOON, because="tried")


def _a_draft(db: Database, by: Person) -> Draft:
    return begin_draft(db, by=by, at=NOON)


def _save_draft(db: Database, by: Person) -> object:
    draft = _a_draft(db, by)
    rows = [AddRow(table, row) for table, rows in small().draft.rows.items() if table != "programme" for row in rows]
    change_draft(db, draft.draft_id, [PutCell("programme", (), "title", "Mine"), *rows], by=by, at=NOON)
    return save_draft(db, draft.draft_id, by=by, at=NOON)


EVERY_ACTION: dict[str, Action] = {
    **TOGETHER,
    "assurance.name_version": Action(Doing.name_version, _name_version),
    "drafts.begin_draft": Action(Doing.start_programme, _a_draft, anywhere=True),
    "drafts.change_draft": Action(
        Doing.start_programme,
        lambda db, by: change_draft(db, _a_draft(db, by).draft_id, [PutCell("programme", (), "title", "Mine")], by=by, at=NOON),
        anywhere=True,
    ),
    "drafts.turn_to_step": Action(
        Doing.start_programme, lambda db, by: turn_to_step(db, _a_draft(db, by).draft_id, 2, by=by, at=NOON), anywhere=True
    ),
    "drafts.discard_draft": Action(
        Doing.start_programme, lambda db, by: discard_draft(db, _a_draft(db, by).draft_id, by=by, at=NOON), anywhere=True
    ),
    "drafts.save_draft": Action(Doing.start_programme, _save_draft, anywhere=True),
    "people.add_person": Action(
        Doing.manage_people, lambda db, by: add_person(db, "new.person", "New Person", None, by=by, at=NOON), anywhere=True
    ),
    "people.disable_person": Action(Doing.manage_people, lambda db, by: disable_person(db, TARGET.person_id, by=by, at=NOON)),
    "people.enable_person": Action(Doing.manage_people, lambda db, by: enable_person(db, TARGET.person_id, by=by, at=NOON)),
    "people.reset_person": Action(Doing.manage_people, lambda db, by: reset_person(db, TARGET.person_id, by=by, at=NOON)),
    "people.give_grant": Action(Doing.manage_people, _a_grant),
    "people.take_grant": Action(Doing.manage_people, _no_grant),
    "sign_in.end_all_sessions": Action(Doing.manage_people, _end_sessions),
    "programmes.import_case": Action(Doing.edit_rows, _import),
    "programmes.import_case, a new programme": Action(Doing.start_programme, _import_new, anywhere=True),
    "programmes.replace_tables": Action(Doing.edit_rows, _replace, is_of_nhs=True),
    "programmes.undo_last_version": Action(
        Doing.undo_version, lambda db, by: undo_last_version(db, PROGRAMME, read_version=LATEST, by=by, at=NOON)
    ),
    "programmes.tables_taken": Action(Doing.export_case, lambda db, by: tables_taken(db, PROGRAMME, by=by)),
    "programmes.export_case": Action(Doing.export_case, lambda db, by: export_case(db, PROGRAMME, by=by)),
    "observations.load_observations": Action(Doing.edit_rows, _load_observations),
    "observations.export_observations": Action(Doing.export_case, lambda db, by: list(export_observations(db, PROGRAMME, by=by))),
    "sample.load_sample": Action(Doing.add_programme, lambda db, by: load_sample(db, by=by, at=NOON)),
    "sample.load_sample_on_first_run": Action(Doing.add_programme, lambda db, by: load_sample_on_first_run(db, by=by, at=NOON)),
    "source_mappings.save_converted": Action(Doing.edit_rows, _save_converted),
    "source_mappings.save_converted_observations": Action(Doing.edit_rows, _save_observations),
    "unit_costs.import_unit_costs": Action(
        Doing.price_units, lambda db, by: import_unit_costs(db, PROGRAMME, WORKBOOK, "costs.xlsx", by=by, at=NOON)
    ),
    "unit_costs.settle_agencies": Action(
        Doing.price_units, lambda db, by: settle_agencies(db, PROGRAMME, {"NHS": NHS}, by=by, at=NOON)
    ),
}

# Actions whose permission does not hang on a role, each with the reason.
NOBODY_ASKED: dict[str, str] = {
    "sign_in.change_password": "a person's own password, and the present one is asked for",
    "comments.mark_read": "a person's own inbox, whatever it holds",
}
