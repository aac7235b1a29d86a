"""python -m core import FILE --table T: an export as Excel left it to rows of a table, with the same engine as the page."""

import argparse
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core.actions.observations import Progress, load_observations
from core.actions.programmes import Saved
from core.actions.source_mappings import SentFile, save_converted, save_converted_observations
from core.commands.import_open import say_what_is_open
from core.commands.operator import operator
from core.domain.errors import NotAccepted
from core.domain.tables import SPEC_OF
from core.domain.wording import counted, joined
from core.ingest.messy import (
    ACCEPT,
    LEAVE_ROW_OUT,
    Answer,
    ColumnMapping,
    Conversion,
    NotAMapping,
    NotReadable,
    Proposal,
    SourceMapping,
    Survey,
    convert,
    mapping_from_json,
    mapping_to_json,
    propose,
    survey,
    value,
)
from core.ingest.unit_costs import read_unit_costs
from core.reports.appraisals import load_version
from core.reports.changes.merge import Mode, modes_of, source_name
from core.reports.changes.upload import PreparedTable, prepare_table
from core.store.database import Database
from core.store.programmes import list_programmes
from core.store.source_mappings import keys_brought, latest
from core.store.tables.folders import read_file
from core.store.tables.versions import version_numbered

DONE, WRONG_DATA, WRONG_CALL = 0, 1, 2
LARGEST_BYTES = 500 * 1024**2
WORKBOOK = b"PK\x03\x04"


class WrongCall(Exception):  # noqa: N818
    """The call itself cannot be carried out, with a sentence that says why."""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Describe what the import of a single file takes besides the file."""
    command.add_argument("--table", metavar="T", choices=list(SPEC_OF), help="take FILE, a CSV or xlsx, as rows of this table")
    command.add_argument("--into", metavar="PROGRAMME", help="the programme; may be left out where only one is held")
    command.add_argument("--mapping", metavar="M.json", help="which heading is which column, as --write-mapping writes it")
    command.add_argument("--write-mapping", metavar="M.json", help="write down how the columns were matched, to be looked at")
    command.add_argument("--mode", choices=[mode.value for mode in Mode], default=Mode.add.value, help="add when not given")
    command.add_argument("--source", metavar="NAME", help="who sends such files; the file's name without figures when not given")
    command.add_argument("--sheet", metavar="NAME", help="of a workbook; the fullest when not given")
    command.add_argument("--answer", metavar="ID=ANSWER", action="append", default=[],
                         help="to a question or problem that was printed: accept, leave_row_out, or a value")  # fmt: skip


def run(call: argparse.Namespace, db: Database) -> int:
    """Import one file into one table; say what is open and store nothing while anything is.

    Raises:
        WrongCall: the call names what is not there.
        Refused: the store refuses it.
    """
    path = Path(call.folder)
    programme_id = _programme(db, call.into)
    source = call.source or source_name(path.name)
    if not path.is_file():
        raise WrongCall(f"There is no file {path}.")
    if SPEC_OF[call.table].bulk and call.mapping is None and not _is_workbook(path):
        return _load_observations(call, db, programme_id, path, source)
    try:
        surveyed = survey(read_file(path), path.name, LARGEST_BYTES)
    except NotReadable as reason:
        print(reason.sentence)
        return WRONG_DATA
    proposal, mapping = _mapping(call, db, programme_id, source, surveyed)
    done = convert(surveyed, mapping, _answers(call.answer))
    if call.write_mapping:
        Path(call.write_mapping).write_text(mapping_to_json(_to_be_filled_in(done.mapping)), encoding="utf-8")
        print(f"{call.write_mapping}: the mapping is written.", file=sys.stderr)
    if say_what_is_open(done, surveyed, proposal):
        _say_where_unit_costs_go(call.table, path)
        return WRONG_DATA
    return _save(call, db, programme_id, done, source)


def _say_where_unit_costs_go(table: str, path: Path) -> None:
    """A list of unit costs is no table of benefits: say where its values are picked from."""
    found = read_unit_costs(read_file(path), path.name).rows if table == "benefits" else ()
    if found:
        print(
            f"note: this reads as a list of {len(found)} unit costs. Bring it on the page Unit costs: its values are then picked "
            "line by line, with their source.",
            file=sys.stderr,
        )


def _to_be_filled_in(mapping: SourceMapping) -> SourceMapping:
    """The mapping with an empty entry for each needed column that nothing stands for yet."""
    missing = {name: ColumnMapping() for name in SPEC_OF[mapping.table].required_columns if name not in mapping.columns}
    return replace(mapping, columns={**mapping.columns, **missing})


def _programme(db: Database, asked: str | None) -> str:
    held = [programme.programme_id for programme in list_programmes(db)]
    if not held:
        raise WrongCall("No programme is held: import a case folder first.")
    if asked is None and len(held) > 1:
        raise WrongCall(f"Say which programme with --into: {joined(held, 'or')}.")
    if asked is not None and asked not in held:
        raise WrongCall(f'There is no programme "{asked}": there is {joined(held)}.')
    return asked or held[0]


def _is_workbook(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(WORKBOOK)) == WORKBOOK


def _mapping(
    call: argparse.Namespace, db: Database, programme_id: str, source: str, found: Survey
) -> tuple[Proposal | None, SourceMapping]:
    """Take the mapping that is given; else match anew, what is remembered of the source first.

    Returns:
        The proposal where columns were matched anew, and the mapping.
    """
    if call.mapping is not None:
        try:
            given = mapping_from_json(Path(call.mapping).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, NotAMapping) as reason:
            raise WrongCall(f"{call.mapping} cannot be used: {reason}") from None
        if given.table != call.table:
            raise WrongCall(f"{call.mapping} is of the table {given.table}, not {call.table}.")
        return None, given
    if call.sheet is not None and call.sheet not in found.names:
        raise WrongCall(f'There is no sheet "{call.sheet}": the sheets are {joined(found.names)}.')
    stored = latest(db, programme_id, source, call.table)
    remembered = None if stored is None else mapping_from_json(stored.mapping)
    year = load_version(db, programme_id).case.programme.base_year
    proposal = propose(found, call.table, call.sheet, remembered=remembered, base_year=year)
    for match in proposal.matches:
        if match.column in proposal.mapping.columns:
            print(f"{match.column}: {match.source or 'no column of the file'} ({match.how})", file=sys.stderr)
    for warning in proposal.warnings:
        print(f"note: {warning}", file=sys.stderr)
    return proposal, proposal.mapping


def _answers(told: list[str]) -> Mapping[str, Answer]:
    """Read answers such as 'word:design:RCT=accept'; the last = parts the id from the answer.

    Raises:
        WrongCall: there is no = in one.
    """
    answers = {}
    for one in told:
        what, mark, text = one.rpartition("=")
        if not mark:
            raise WrongCall(f"--answer {one}: write the id that was printed, = and the answer.")
        answers[what] = {"accept": ACCEPT, "leave_row_out": LEAVE_ROW_OUT}.get(text, value(text))
    return answers


def _said_of_doubts(told: list[str]) -> dict[str, str]:
    """Answers as text, by id: what is said of doubts between the file and the stored rows."""
    return {what: text for what, _, text in (one.rpartition("=") for one in told)}


def _save(call: argparse.Namespace, db: Database, programme_id: str, done: Conversion, source: str) -> int:
    if done.table is None:
        raise RuntimeError("nothing is open, and yet there is no table")
    at, sent = datetime.now(UTC), SentFile(source, done.survey.file_name, done.survey.sha256, mapping_to_json(done.mapping))
    mode = _mode(call)
    if SPEC_OF[call.table].bulk:
        number = version_numbered(db, programme_id).number
        return _said(
            save_converted_observations(
                db, programme_id, done.table, sent, mode, read_version=number, by=operator(call.by), at=at, on_progress=_tell
            )
        )
    loaded = load_version(db, programme_id)
    brought, said = keys_brought(db, programme_id, source, call.table), _said_of_doubts(call.answer)
    prepared = prepare_table(done.table, loaded, mode, brought, person=operator(call.by), answers=said)
    if prepared.problems:
        for problem in prepared.problems:
            print(problem.sentence)
        print("Nothing was stored.")
        return WRONG_DATA
    _say_what_changes(prepared)
    return _said(
        save_converted(db, programme_id, prepared.joined, sent, read_version=loaded.version.number, by=operator(call.by), at=at)
    )


def _mode(call: argparse.Namespace) -> Mode:
    mode, possible = Mode(call.mode), modes_of(call.table)
    if mode not in possible:
        raise WrongCall(f"{call.table} can only be replaced as a whole: give --mode {Mode.replace_all.value}.")
    return mode


def _say_what_changes(prepared: PreparedTable) -> None:
    for told in prepared.joined.notes:
        print(f"note: {told}", file=sys.stderr)
    for row in prepared.rows.to_dict("records"):
        counts = ", ".join(f"{row[what]:,} {what}" for what in ("added", "changed", "same", "removed"))
        print(f"{row['table']}: {counts}.")
    for effect in prepared.effect.to_dict("records"):
        change = effect["npsv_change_gbp"]
        if round(change):
            print(f"{effect['option']}: net public value changes by {'-' if change < 0 else '+'}£{abs(change):,.0f}.")


def _load_observations(call: argparse.Namespace, db: Database, programme_id: str, path: Path, source: str) -> int:
    """Load observations of any length, row by row and never as a whole."""
    try:
        saved = load_observations(
            db,
            programme_id,
            path,
            by=operator(call.by),
            at=datetime.now(UTC),
            read_version=version_numbered(db, programme_id).number,
            mode=call.mode,
            source=source,
            on_progress=_tell,
        )
    except NotAccepted as refusal:
        for problem in refusal.problems:
            print(problem.sentence)
        print(f"Nothing was stored: {counted(len(refusal.problems), 'problem')}.")
        return WRONG_DATA
    for warning in saved.warnings:
        print(f"note: {warning.sentence}", file=sys.stderr)
    return _said(saved)


def _tell(progress: Progress) -> None:
    print(f"\r{progress.step}: {progress.share:.0%}  ", end="\n" if progress.share >= 1 else "", file=sys.stderr, flush=True)


def _said(saved: Saved) -> int:
    print(f"{saved.programme_id}: {saved.sentence}")
    return DONE
