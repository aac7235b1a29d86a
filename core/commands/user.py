"""python -m core user add|disable|enable|reset|list: who may sign in, from the machine the service runs on."""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from core.actions.people import add_person, disable_person, enable_person, reset_person
from core.commands.operator import operator
from core.domain.people import OPERATOR, Grant, Role
from core.reports.people import every_person
from core.store.database import Database
from core.store.people import StoredPerson, by_sign_in_name

WHAT = "Add, disable, enable, reset or list the people who sign in."
DONE, WRONG_CALL = 0, 2
CODE_SENTENCE = "One-time code, good for 24 hours and shown only now: {code}"

Run = Callable[[argparse.Namespace, Database], int]


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Describe what can be done with people."""
    actions = command.add_subparsers(required=True, metavar="ACTION", dest="user_action")
    adding = _action(actions, "add", _add)
    adding.add_argument("--name", required=True, metavar="'FULL NAME'", help="what others see")
    adding.add_argument("--role", choices=[role.value for role in Role], help="what they may do; nothing when not given")
    adding.add_argument("--programme", metavar="ID", help="where; every programme when not given")
    adding.add_argument("--partner", metavar="ID", help="for whom; the whole partnership when not given")
    adding.add_argument("--password-stdin", action="store_true", help="read the person's own password from the first line of input")
    _action(actions, "disable", _disable)
    _action(actions, "enable", _enable)
    _action(actions, "reset", _reset)
    _action(actions, "list", _list, names_somebody=False)


def run(call: argparse.Namespace, db: Database) -> int:
    """Do what was asked with the people of a store; gives the exit code."""
    chosen: Run = call.run_with_store
    return chosen(call, db)


def _add(call: argparse.Namespace, db: Database) -> int:
    """Add a person. Without --password-stdin it prints a one-time code with which they choose a password."""
    if call.role is None and (call.programme or call.partner):
        return _wrong("--programme and --partner say where a --role holds: give one.")
    if call.partner and (not call.programme or call.role == Role.admin):
        return _wrong("--partner belongs to a --programme, and an admin serves the whole partnership.")
    grants = [Grant(role=Role(call.role), programme_id=call.programme, partner_id=call.partner)] if call.role else []
    password = sys.stdin.readline().rstrip("\r\n") if call.password_stdin else None
    added = add_person(
        db,
        call.sign_in_name,
        call.name,
        password,
        by=operator(OPERATOR.name),
        at=datetime.now(UTC),
        grants=grants,
        must_change=False,
    )
    print(f"{added.person.sign_in_name}: added.")
    if added.reset_code is not None:
        print(CODE_SENTENCE.format(code=added.reset_code))
    return DONE


def _disable(call: argparse.Namespace, db: Database) -> int:
    """Keep a person out from now on; their sessions end."""
    person = by_sign_in_name(db, call.sign_in_name)
    if person is None:
        return _nobody(call)
    disable_person(db, person.person_id, by=operator(OPERATOR.name), at=datetime.now(UTC))
    return _done(person, "disabled")


def _enable(call: argparse.Namespace, db: Database) -> int:
    """Let a disabled person sign in again."""
    person = by_sign_in_name(db, call.sign_in_name)
    if person is None:
        return _nobody(call)
    enable_person(db, person.person_id, by=operator(OPERATOR.name), at=datetime.now(UTC))
    return _done(person, "enabled")


def _reset(call: argparse.Namespace, db: Database) -> int:
    """Take a person's password away and print a one-time code for a new one; their sessions end."""
    person = by_sign_in_name(db, call.sign_in_name)
    if person is None:
        return _nobody(call)
    code = reset_person(db, person.person_id, by=operator(OPERATOR.name), at=datetime.now(UTC))
    print(CODE_SENTENCE.format(code=code))
    return DONE


def _list(_call: argparse.Namespace, db: Database) -> int:
    """List all people: sign-in name, name, whether they can sign in, and their access."""
    for row in every_person(db, OPERATOR).itertuples():
        print(f"{row.sign_in_name}\t{row.name}\t{row.state}\t{row.grants}")
    return DONE


def _done(found: StoredPerson, what: str) -> int:
    print(f"{found.sign_in_name}: {what}.")
    return DONE


def _nobody(call: argparse.Namespace) -> int:
    return _wrong(f'Nobody signs in as "{call.sign_in_name}": python -m core user list shows who does.')


def _wrong(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return WRONG_CALL


def _action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run_with_store: Run, *, names_somebody: bool = True
) -> argparse.ArgumentParser:
    command = actions.add_parser(name, help=run_with_store.__doc__, description=run_with_store.__doc__)
    if names_somebody:
        command.add_argument("sign_in_name", metavar="NAME", help="what they sign in by, such as an e-mail address")
    # It may stand before the action or after it; left out here, what stands before it holds.
    command.add_argument("--home", metavar="FOLDER", default=argparse.SUPPRESS, help="where programmes are kept")
    command.set_defaults(run_with_store=run_with_store)
    return command
