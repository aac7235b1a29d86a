"""Unit costs: bringing a workbook, and settling once which partner each of its agencies is."""

from collections.abc import Mapping
from datetime import datetime

from core.access.permission import must_be_allowed
from core.domain.errors import NotAccepted
from core.domain.people import Doing, Person
from core.domain.problems import Problem
from core.domain.wording import counted, joined
from core.ingest.unit_costs import mapping_from_json, mapping_to_json, read_unit_costs
from core.store import programmes, unit_costs
from core.store.database import Database, all_or_nothing
from core.store.tables.tables import read_tables
from core.store.tables.versions import version_numbered
from core.store.unit_costs import Answer


def import_unit_costs(db: Database, programme_id: str, data: bytes, file_name: str, *, by: Person, at: datetime) -> str:
    """Keep a workbook of unit costs as evidence of a programme; no figure of the programme changes.

    Returns:
        what happened, as a sentence. The same bytes twice are kept once.

    Raises:
        NotAccepted: no unit costs can be read from it.
        UnknownProgramme: there is none.
        CannotStore, BusyStore: it could not be kept.
    """
    must_be_allowed(by, Doing.price_units, programme_id)
    programmes.get(db, programme_id)
    read = read_unit_costs(data, file_name)
    if read.problems:
        raise NotAccepted(read.problems)
    sha256 = unit_costs.keep_workbook(db, data)
    with all_or_nothing(db) as connection:
        held = unit_costs.workbook_of(connection, programme_id)
        if held is not None and held.sha256 == sha256:
            return f"Nothing new: {held.file_name} is held already, to the byte."
        unit_costs.add_workbook(connection, programme_id, sha256, file_name=file_name, rows=len(read.rows), at=at, by=by)
    return f"Kept {counted(len(read.rows), 'unit cost')} of {file_name}. No figure of the programme has changed."


def settle_agencies(db: Database, programme_id: str, answers: Mapping[str, Answer], *, by: Person, at: datetime) -> str:
    """Remember who bears what: an agency or a row -> a partner, shares of partners, or "" for none of the partners.

    Raises:
        NotAccepted: an answer names a body that is no partner, or shares do not add to 1.
        UnknownProgramme: there is none.
        CannotStore, BusyStore: it could not be kept.
    """
    must_be_allowed(by, Doing.price_units, programme_id)
    programmes.get(db, programme_id)
    _must_be_partners(db, programme_id, answers)
    with all_or_nothing(db) as connection:
        unit_costs.add_settled(connection, programme_id, answers, at=at, by=by)
    return f"Remembered {counted(len(answers), 'answer')}: the next edition will not ask again."


def _must_be_partners(db: Database, programme_id: str, answers: Mapping[str, Answer]) -> None:
    version = version_numbered(db, programme_id)
    known = {row["partner_id"].strip() for row in read_tables(db, version.version_id)["partners"].dicts()}
    try:
        mapping_from_json(mapping_to_json(answers))
    except ValueError as reason:
        raise NotAccepted([Problem("who bears what", str(reason))]) from reason
    named = {name for answer in answers.values() for name in ([answer] if isinstance(answer, str) else answer) if name}
    unknown = sorted(named - known)
    if unknown:
        raise NotAccepted([Problem("who bears what", f"{joined(unknown)} is no partner of this programme.")])
