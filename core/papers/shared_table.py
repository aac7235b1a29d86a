"""Shared table: the flat table of one agreed version, kept at once, at an address that spreadsheets and tools read."""

from datetime import datetime

from core.access.permission import must_be_allowed
from core.actions.links import WrongLink, make_link
from core.domain.links import Link, LinkOrder
from core.domain.papers import PaperKind, PaperOrder
from core.domain.people import Doing, Person
from core.papers.facts import gather
from core.papers.flat.package import flat_csv
from core.store.database import Database
from core.store.links import rules_of


def share_table(db: Database, order: LinkOrder, *, token: str, by: Person, at: datetime) -> Link:
    """Keep the figures of a version as a table, cut to what its maker sees, and open an address to it.

    Args:
        db: the open store.
        order: which version, under which title, for how many days.
        token: 256 random bits as text: the end of the address, to be shown once and kept as a hash only.
        by: who shares it: the table shows no more than this person may see.
        at: when, in UTC.

    Raises:
        NotAllowed: the person shares nothing here.
        UnknownVersion: the version is not the person's to open.
        WrongLink: nobody stands behind the version, or title, days or size are wrong.
    """
    must_be_allowed(by, Doing.make_link, order.programme_id)
    facts = gather(
        db, PaperOrder(PaperKind.figures, order.programme_id, order.number, order.option_id, dated=at.date()), by=by
    )  # fmt: skip
    if facts.is_draft:
        raise WrongLink(
            f"Version {order.number} is not checked, and a table at an address does not say so: have it checked first, or take "
            "the table as a file. Nothing was shared."
        )
    rules, _ = rules_of(db, order.programme_id)
    return make_link(db, order, flat_csv(facts, rules), token=token, input_hash=facts.appraised.input_hash, by=by, at=at)
