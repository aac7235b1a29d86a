"""python -m core share create|list|end: links to one page of a programme, from the machine the service runs on."""

import argparse
import secrets
from collections.abc import Callable
from datetime import UTC, datetime

from core.actions.links import end_link
from core.commands.operator import operator
from core.domain.links import TOKEN_BYTES, USUAL_DAYS, LinkOrder
from core.domain.people import OPERATOR
from core.papers.shared_page import share
from core.reports.links import link_numbered, links_of
from core.store.database import Database
from core.store.programmes import get
from core.store.tables.versions import version_numbered

WHAT = "Share a page of a programme by a link, list links, or end one."
DONE = 0

Run = Callable[[argparse.Namespace, Database], int]


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Describe what can be done with shared links."""
    actions = command.add_subparsers(required=True, metavar="ACTION", dest="share_action")
    creating = _action(actions, "create", _create)
    creating.add_argument("programme_id", metavar="PROGRAMME")
    creating.add_argument("option_id", metavar="OPTION", help="which option the page shows")
    creating.add_argument("--version", type=int, metavar="N", help="an earlier version; the current one when not given")
    creating.add_argument("--title", metavar="TEXT", help="heading of the page; the programme's title when not given")
    creating.add_argument("--ask", default="", metavar="TEXT", help="what is asked of the reader")
    creating.add_argument("--days", type=int, default=USUAL_DAYS, metavar="N", help=f"until it ends; {USUAL_DAYS} when not given")
    creating.add_argument("--embeddable", action="store_true", help="the sites in SCALECASE_FRAME_HOSTS may show it in a frame")
    creating.add_argument("--site", default="", metavar="ADDRESS", help="of the service, such as https://scale.example.org")
    _action(actions, "list", _list).add_argument("programme_id", metavar="PROGRAMME")
    _action(actions, "end", _end).add_argument("link_id", type=int, metavar="LINK", help="its number in the list")


def run(call: argparse.Namespace, db: Database) -> int:
    """Do what was asked with the links of a store; gives the exit code."""
    chosen: Run = call.run_with_store
    return chosen(call, db)


def _create(call: argparse.Namespace, db: Database) -> int:
    """Share one option of a version and print the address, which is kept nowhere and shown only now."""
    programme = get(db, call.programme_id)
    number = version_numbered(db, call.programme_id, call.version).number
    title = call.title or programme.title
    order = LinkOrder(call.programme_id, number, call.option_id, title, call.ask, call.days, call.embeddable)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = share(db, order, token=token, by=operator(OPERATOR.name), at=datetime.now(UTC))
    print(f"{call.site.rstrip('/')}/s/{token}")
    print(f"Link {link.link_id} to version {number} ends {link.ends_at:%d %B %Y}. Its address is shown only now.")
    return DONE


def _list(call: argparse.Namespace, db: Database) -> int:
    """List the links of a programme: number, state, end, how often opened, version, title."""
    get(db, call.programme_id)
    now = datetime.now(UTC)
    for link in links_of(db, call.programme_id, person=operator(OPERATOR.name)):
        told = (link.link_id, link.state(now).value, f"{link.ends_at:%Y-%m-%d}", link.views, link.number, link.title)
        print("\t".join(map(str, told)))
    return DONE


def _end(call: argparse.Namespace, db: Database) -> int:
    """End a link: its address opens nothing from now on."""
    by = operator(OPERATOR.name)
    link = link_numbered(db, call.link_id, person=by)
    end_link(db, link.link_id, read_version=link.version, by=by, at=datetime.now(UTC))
    print(f"Link {link.link_id} is ended.")
    return DONE


def _action(actions: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Run) -> argparse.ArgumentParser:
    action = actions.add_parser(name, help=run.__doc__, description=run.__doc__)
    action.set_defaults(run_with_store=run)
    return action
