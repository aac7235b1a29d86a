"""Access as the audit tells it, against access as it is kept: a grant that was raised, put in or taken by hand is named."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa

from core.store.integrity import row_sums
from core.store.schema.people import grants, people
from core.store.schema.programmes import audit

# Entries of these actions list what was given and taken, each grant in full.
GIVEN, TAKEN = "given", "taken"
TELLING = ("give_grant", "take_grant", "add_sample_people")


class KeptGrant(NamedTuple):
    """One grant, as it is kept and as an entry of the audit lists it."""

    grant_id: int
    person_id: str
    programme_id: str | None
    partner_id: str | None
    role: str

    @property
    def words(self) -> str:
        """The grant in words, by ids."""
        where = f"in {self.programme_id}" if self.programme_id else "in every programme"
        return f"{self.role} {where}" + (f" for {self.partner_id}" if self.partner_id else "")


NOBODY = KeptGrant(0, "", None, None, "")


def listed(found: Iterable[KeptGrant]) -> list[dict[str, Any]]:
    """Write grants as an entry of the audit lists them."""
    return [grant._asdict() for grant in found]


def of_person(connection: sa.Connection, person_id: str) -> tuple[KeptGrant, ...]:
    """List what a person holds, in the order it was given."""
    return tuple(grant for grant in _kept(connection).values() if grant.person_id == person_id)


def changed_by_hand(connection: sa.Connection) -> tuple[str, ...]:
    """Say of every grant that is not as the audit has it what was done to it. Read in one transaction.

    A grant of which the audit tells nothing counts where the rows of grants do not agree with their sum either.
    """
    told, kept = _told(connection), _kept(connection)
    names = {row.person_id: row.name for row in connection.execute(sa.select(people.c.person_id, people.c.name))}
    looked_at = told.keys() | (kept.keys() if grants.name in row_sums.altered_tables(connection) else ())
    differing = sorted(id_ for id_ in looked_at if told.get(id_) != kept.get(id_))
    return tuple(_sentence(told.get(id_), kept.get(id_), names) for id_ in differing)


def _kept(connection: sa.Connection) -> dict[int, KeptGrant]:
    columns = [grants.c[name] for name in KeptGrant._fields]
    return {row.grant_id: KeptGrant(*row) for row in connection.execute(sa.select(*columns).order_by(grants.c.grant_id))}


def _told(connection: sa.Connection) -> dict[int, KeptGrant]:
    """Work out who was left with what, from every entry of the audit in order."""
    left: dict[int, KeptGrant] = {}
    query = sa.select(audit.c.detail).where(audit.c.action.in_(TELLING)).order_by(audit.c.audit_id)
    for detail in connection.execute(query).scalars():
        left.update({grant.grant_id: grant for grant in _of(detail, GIVEN)})
        for grant in _of(detail, TAKEN):
            left.pop(grant.grant_id, None)
    return left


def _of(detail: dict[str, Any], what: str) -> Iterator[KeptGrant]:
    return (KeptGrant(**grant) for grant in detail.get(what, ()))


def _sentence(told: KeptGrant | None, kept: KeptGrant | None, names: dict[str, str]) -> str:
    was = f"the audit gave {_who(told, names)} {told.words}" if told else "the audit gave no such access"
    now = f"the state has {_who(kept, names)} as {kept.words}" if kept else "it is gone"
    grant_id = (kept or told or NOBODY).grant_id
    done = "changed" if kept and told else ("put in" if kept else "taken")
    return f"Grant {grant_id} was {done} by hand: {was}, and {now}."


def _who(grant: KeptGrant, names: dict[str, str]) -> str:
    return names.get(grant.person_id, grant.person_id)
