"""python -m core paper KIND PROGRAMME --out FILE: a paper that a board takes away, written from one version."""

import argparse
from datetime import date
from pathlib import Path

from core.commands.operator import operator
from core.domain.case.options import OptionKind
from core.domain.errors import WouldOverwrite
from core.domain.papers import FORMATS, PaperFormat, PaperKind, PaperOrder, Verb
from core.domain.people import OPERATOR
from core.domain.prices import MoneyBasis
from core.papers.facts import WrongPaper
from core.papers.paper_file import paper_file
from core.reports.appraisals import compared_options, load_version
from core.store.database import Database
from core.store.programmes import get
from core.store.tables.versions import version_numbered

WHAT = "Write a paper: a board paper, scale case, deal sheet, minute, slides, workbook or flat table of figures."
DONE = 0


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Describe what a paper can be asked for."""
    command.add_argument("kind", metavar="KIND", choices=[kind.value for kind in FORMATS], help=", ".join(FORMATS))
    command.add_argument("programme_id", metavar="PROGRAMME")
    command.add_argument("--out", metavar="FILE", required=True, help="a file that is not there yet; its end says what is written")
    command.add_argument("--option", metavar="OPTION", help="which option; the first that goes beyond the minimum when not given")
    command.add_argument("--reader", metavar="PARTNER", help="whose board reads it; the whole partnership when not given")
    command.add_argument("--version", type=int, metavar="N", help="an earlier version; the current one when not given")
    bases = [basis.value for basis in MoneyBasis]
    command.add_argument("--money", choices=bases, default=MoneyBasis.present_value.value, help="in which money tables are shown")
    verbs = [verb.value for verb in Verb]
    command.add_argument("--verb", choices=verbs, default=Verb.decide.value, help="what the reader is asked to do")
    command.add_argument(
        "--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="on the paper; the version's own when not given"
    )
    command.add_argument("--decision", type=int, metavar="N", help="of a minute: which decision; the latest when not given")


def run(call: argparse.Namespace, db: Database) -> int:
    """Write the paper that was asked for; gives the exit code."""
    target = Path(call.out)
    if target.exists():
        raise WouldOverwrite(f"{target} is there already. Nothing was written: name a file that is not there yet.")
    order = _order(call, db)
    made = paper_file(db, order, _format(target, order.kind), by=operator(OPERATOR.name))
    target.write_bytes(made.data)
    print(f"{target}: written, {len(made.data):,} bytes.")
    return DONE


def _order(call: argparse.Namespace, db: Database) -> PaperOrder:
    get(db, call.programme_id)
    number = version_numbered(db, call.programme_id, call.version).number
    return PaperOrder(
        kind=PaperKind(call.kind),
        programme_id=call.programme_id,
        number=number,
        option_id=call.option or _first_option(db, call.programme_id, number),
        reader=call.reader,
        basis=MoneyBasis(call.money),
        verb=Verb(call.verb),
        dated=call.date,
        decision_id=call.decision,
    )


def _first_option(db: Database, programme_id: str, number: int) -> str:
    case = load_version(db, programme_id, number).case
    compared = compared_options(case)
    if not compared:
        raise WrongPaper(f"{programme_id} has no option beside business as usual: there is nothing to write about.")
    beyond = (row.option_id for row in case.options if row.option_id in compared and row.kind is not OptionKind.do_minimum)
    return next(beyond, compared[0])


def _format(target: Path, kind: PaperKind) -> PaperFormat:
    ends = [each.value for each in FORMATS[kind]]
    end = target.suffix.removeprefix(".").lower()
    if end not in ends:
        raise WrongPaper(f'{target} ends in "{end}": a {kind} is written as {" or ".join(f".{one}" for one in ends)}.')
    return PaperFormat(end)
