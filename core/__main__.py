"""The command line: python -m core appraise|check|import|export|undo|programmes|template|schemas.

Exit codes: 0 done, 1 the data is wrong, 2 the call is wrong.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from core.actions.observations import export_observations
from core.actions.programmes import export_case, import_case, undo_last_version
from core.commands import audit, backup, import_file, import_folder, move, paper, place, schemas, share, user, workbook
from core.commands.operator import operator
from core.domain.errors import BadArchive, Refused, UnknownProgramme, UnknownVersion, WouldOverwrite
from core.domain.people import OPERATOR
from core.domain.problems import Problem
from core.engine.appraisal import appraise
from core.engine.results import to_dict
from core.engine.simulation.streamed_summary import summary_of_draws
from core.ingest.archives import unpack
from core.ingest.case import Reading, check_one, read_files
from core.ingest.tables import TableReading
from core.reports.text_summary import appraisal_lines
from core.reports.uncertainty import SEED
from core.store.assumptions import load_assumptions
from core.store.database import Database, open_database
from core.store.programmes import list_programmes
from core.store.tables.folders import other_files, read_file, read_folder, write_folder, write_pieces
from core.store.tables.versions import version_numbered

DONE, WRONG_DATA, WRONG_CALL = 0, 1, 2
MOST_DRAWS = 1_000_000


class UnknownPlace(Exception):  # noqa: N818
    """The path given does not exist."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    call = _parser().parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace], int] = call.run
        return run(call)
    except (UnknownProgramme, UnknownVersion, WouldOverwrite) as refusal:
        print(refusal, file=sys.stderr)
        return WRONG_CALL
    except (BadArchive, Refused) as refusal:
        print(refusal)
        return WRONG_DATA
    except import_file.WrongCall as told:
        print(told, file=sys.stderr)
        return WRONG_CALL
    except UnknownPlace as place:
        print(f"There is no file or folder {place}. Give the folder that holds the CSV files.", file=sys.stderr)
        return WRONG_CALL
    except BrokenPipeError:
        return DONE


def run_appraise(call: argparse.Namespace) -> int:
    """Work out every option of a case folder."""
    reading = _read(call.folder)
    if reading.case is None:
        return _say_problems(reading.problems, reading.problem_count)
    known = [option.option_id for option in reading.case.options]
    if call.option is not None and call.option not in known:
        print(f"{call.option} is not an option of this programme. Its options are: {', '.join(known)}.", file=sys.stderr)
        return WRONG_CALL
    assumptions = load_assumptions()
    figures = to_dict(appraise(reading.case, assumptions))
    if call.draws is not None:
        drawn = summary_of_draws(reading.case, assumptions, call.draws, call.seed)
        for option_id, simulation in drawn.items():
            figures["options"][option_id]["simulation"] = simulation
    if call.option is not None:
        figures["options"] = {call.option: figures["options"][call.option]}
    print(json.dumps(figures, indent=1, allow_nan=False) if call.json else "\n".join(appraisal_lines(figures)))
    return DONE


def run_check(call: argparse.Namespace) -> int:
    """Say everything that is wrong with a case folder or one file of it."""
    path = Path(call.path)
    if path.is_file() and workbook.is_named_workbook(path):
        return workbook.of_workbook(path, lambda: workbook.check(path))
    is_table = path.is_file() and path.suffix.lower() != ".zip"
    for name in other_files(path) if path.is_dir() else ():
        print(f"note: {name} is left aside: it is not a CSV file.", file=sys.stderr)
    one: Reading | TableReading = check_one(path.name, read_file(path)) if is_table else _read(call.path)
    for warning in one.warnings:
        print(f"note: {warning.sentence}", file=sys.stderr)
    if one.problems:
        return _say_problems(one.problems, one.problem_count)
    print(f"{call.path}: no problems found.")
    return DONE


def run_import(call: argparse.Namespace) -> int:
    """Load a case folder as a programme or a new version of it, or with --table one CSV or xlsx file as rows of a table."""
    if call.table is not None:
        with _store(call) as db:
            return import_file.run(call, db)
    path = Path(call.folder)
    if path.is_file() and workbook.is_named_workbook(path):
        with _store(call) as db:
            return workbook.of_workbook(path, lambda: workbook.run(db, path, call.by))
    reading = _read(call.folder)
    if reading.case is None:
        reading = import_folder.mended(_files(call.folder), call.answer) or reading
    if reading.case is None:
        return _say_problems(reading.problems, reading.problem_count)
    with _store(call) as db:
        saved = import_case(db, reading.tables, by=operator(call.by), at=datetime.now(UTC), what=f"Imported from {path.name}")
    print(f"{saved.programme_id}: {saved.sentence}")
    return DONE


def run_export(call: argparse.Namespace) -> int:
    """Write a version of a programme as a case folder or a workbook, and where asked the observations that were loaded in bulk."""
    by, target = operator(OPERATOR.name), Path(call.folder)
    if workbook.is_named_workbook(target):
        with _store(call) as db:
            print(workbook.export(db, call.programme_id, call.version, target))
        return DONE
    with _store(call) as db:
        write_folder(Path(call.folder), files := export_case(db, call.programme_id, call.version, by=by))
        print(f"{call.folder}: {len(files)} files written.")
        if call.observations is not None:
            write_pieces(Path(call.observations), export_observations(db, call.programme_id, call.version, by=by))
            print(f"{call.observations}: observations written.")
    return DONE


def run_undo(call: argparse.Namespace) -> int:
    """Take back the last load of a programme."""
    with _store(call) as db:
        current = version_numbered(db, call.programme_id)
        saved = undo_last_version(db, call.programme_id, read_version=current.number, by=operator(call.by), at=datetime.now(UTC))
    print(f"{call.programme_id}: {saved.sentence}")
    return DONE


def run_programmes(call: argparse.Namespace) -> int:
    """List the programmes that are held."""
    with _store(call) as db:
        for programme in list_programmes(db):
            print(f"{programme.programme_id}\t{programme.title}")
    return DONE


def run_backup(call: argparse.Namespace) -> int:
    """Copy the whole store into one file, while people work."""
    with _store(call) as db:
        print(backup.run_backup(call, db))
    return DONE


def run_restore(call: argparse.Namespace) -> int:
    """Make a store from a copy, in an empty folder."""
    print(backup.run_restore(call))
    return DONE


def run_audit(call: argparse.Namespace) -> int:
    """Check that every entry of the audit is as it was written and in its place."""
    with _store(call) as db:
        return audit.run(call, db)


def _over_store(run: Callable[[argparse.Namespace, Database], int], what: str) -> Callable[[argparse.Namespace], int]:
    """A command that is run over the open store; `what` is what its help says."""

    def over(call: argparse.Namespace) -> int:
        with _store(call) as db:
            return run(call, db)

    over.__doc__ = what
    return over


def run_template(call: argparse.Namespace) -> int:
    """Write the empty workbook of a programme, with a sheet for each table."""
    workbook.write_template(Path(call.file))
    print(f"{call.file}: written.")
    return DONE


def _read(place: str) -> Reading:
    return read_files(_files(place))


def _files(place: str) -> Mapping[str, bytes]:
    path = Path(place)
    if not path.exists():
        raise UnknownPlace(place)
    return unpack(read_file(path), path.name) if path.is_file() and path.suffix.lower() == ".zip" else read_folder(path)


@contextmanager
def _store(call: argparse.Namespace) -> Iterator[Database]:
    db = open_database(Path(call.home) if call.home else None)
    try:
        yield db
    finally:
        db.close()


def _say_problems(problems: Sequence[Problem], count: int) -> int:
    for problem in problems:
        print(problem.sentence)
    if count > len(problems):
        print(f"and {count - len(problems)} more.")
    return WRONG_DATA


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m core", description="Scale Case on the command line.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    command = _command(commands, "appraise", run_appraise)
    command.add_argument("folder", metavar="FOLDER", help="case folder, or a zip of one")
    command.add_argument("--option", metavar="ID", help="this option only")
    command.add_argument("--draws", type=_count, metavar="N", help="draw every uncertain figure N times as well")
    command.add_argument("--seed", type=int, default=SEED, metavar="S", help=f"of the draws; {SEED} when not given")
    command.add_argument("--json", action="store_true", help="unrounded figures as JSON")

    command = _command(commands, "check", run_check)
    command.add_argument("path", metavar="FOLDER|FILE", help="case folder, a zip or a workbook of one, or one of its CSV files")

    command = _stored(commands, "import", run_import)
    command.add_argument(
        "folder", metavar="FOLDER|FILE", help="case folder, a zip or a workbook of one, or with --table any CSV or xlsx file"
    )
    command.add_argument("--by", default=OPERATOR.name, metavar="NAME", help="who loads it, for the history")
    import_file.add_arguments(command)

    command = _stored(commands, "export", run_export)
    command.add_argument("programme_id", metavar="PROGRAMME")
    command.add_argument("folder", metavar="FOLDER", help="where the files go; a name that ends in .xlsx makes one workbook")
    command.add_argument("--version", type=int, metavar="N", help="an earlier version")
    command.add_argument("--observations", metavar="FILE", help="write the observations that were loaded in bulk to this CSV file")

    command = _stored(commands, "undo", run_undo)
    command.add_argument("programme_id", metavar="PROGRAMME")
    command.add_argument("--by", default=OPERATOR.name, metavar="NAME", help="who takes it back, for the history")

    _stored(commands, "programmes", run_programmes)

    command = _stored(commands, "backup", run_backup)
    command.add_argument("file", metavar="FILE", help="a file that is not there yet")

    backup.add_arguments(_command(commands, "restore", run_restore))
    move.add_arguments(_stored(commands, "move", _over_store(move.run, move.WHAT)))

    audit.add_arguments(_stored(commands, "audit", run_audit))
    user.add_arguments(_stored(commands, "user", _over_store(user.run, user.WHAT)))
    share.add_arguments(_stored(commands, "share", _over_store(share.run, share.WHAT)))
    paper.add_arguments(_stored(commands, "paper", _over_store(paper.run, paper.WHAT)))

    place.add_arguments(_command(commands, "place", place.run))

    command = _command(commands, "template", run_template)
    command.add_argument("file", metavar="FILE.xlsx", help="a file that is not there yet")

    command = _command(commands, "schemas", schemas.run)
    command.add_argument("folder", metavar="FOLDER", nargs="?", default=".", help="the project's folder")
    return parser


def _count(text: str) -> int:
    """Read how many draws are asked for."""
    count = int(text) if text.isdecimal() else 0
    if not 1 <= count <= MOST_DRAWS:
        raise argparse.ArgumentTypeError(f"{text} is no number of draws: ask for 1 to {MOST_DRAWS:,}")
    return count


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Callable[..., int]
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
    command.set_defaults(run=run)
    return command


def _stored(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Callable[..., int]
) -> argparse.ArgumentParser:
    command = _command(commands, name, run)
    command.add_argument("--home", metavar="FOLDER", help="where programmes are kept; data/live when not given")
    return command


if __name__ == "__main__":
    sys.exit(main())
