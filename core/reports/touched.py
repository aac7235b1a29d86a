"""Which rows a change touches that are not its maker's: found by comparing cells, whatever the page let the person edit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.domain.people import Doing, Person
from core.domain.tables import SPEC_OF, Table
from core.ingest.wording import joined, printable
from core.reports.permission import must_be_allowed
from core.reports.scope import Owners, Partners, owners_in
from core.store.refusals import NotAllowed

MOST_NAMED = 3
Key = tuple[str, ...]
Rows = Mapping[Key, Mapping[str, str]]


@dataclass(frozen=True)
class Touched:
    """A row that a change adds, alters or takes away: whose it is, None for the partnership's, and whether it was sent."""

    table: str
    key: Key
    owners: Partners | None
    was_sent: bool


def must_touch_own_rows(person: Person, programme_id: str, held: Mapping[str, Table], sent: Mapping[str, Table]) -> None:
    """Go on only if every row that a change touches is the person's to edit.

    Args:
        person: who makes the change.
        programme_id: the programme.
        held: its tables as they are; observations too, where they are among `sent`.
        sent: the tables that are to take their place; an empty one takes every row away.

    Raises:
        NotAllowed: the person edits nothing here, or a row is another partner's or the partnership's.
    """
    partners = person.partners(Doing.edit_rows, programme_id)
    if partners is None:
        return
    if not partners:
        must_be_allowed(person, Doing.edit_rows, programme_id)
    found = tuple(touched_of_others(held, sent, partners))
    if found:
        raise NotAllowed(_sentence(found, partners, titles_of({**sent, **held})))


def touched_of_others(held: Mapping[str, Table], sent: Mapping[str, Table], partners: Partners) -> Iterator[Touched]:
    """List the rows that a change touches and that are not wholly of these partners, before it or after it."""
    before, after = owners_in(held), owners_in({**held, **sent})
    for name, table in sent.items():
        old, new = keyed(held.get(name)), keyed(table)
        for key in dict.fromkeys([*old, *new]):
            if old.get(key) == new.get(key):
                continue
            sides = [bearing_of(owners, name, rows[key]) for owners, rows in ((before, old), (after, new)) if key in rows]
            if any(owners is None or not owners <= partners for owners in sides):
                named = [owners for owners in sides if owners is not None]
                yield Touched(name, key, frozenset().union(*named) if len(named) == len(sides) else None, key in new)


def bearing_of(owners: Owners, table: str, row: Mapping[str, str]) -> Partners | None:
    """Whose a row is to edit: besides the partners it belongs to, those of the line it says something of.

    A share of a line, or a centre where it falls away, alters the line for everybody who has a part in it.
    """
    own = owners.of(table, row)
    if own is None:
        return None
    lines = {
        "cost_shares": owners.costs.get(row.get("cost_id", "").strip()),
        "benefit_falls": owners.benefits.get(row.get("benefit_id", "").strip()),
        "benefit_centres": owners.benefits.get(row.get("benefit_id", "").strip()),
        "site_centres": owners.benefits.get(row.get("benefit_id", "").strip()),
    }
    return own | (lines.get(table) or frozenset())


def keyed(table: Table | None) -> Rows:
    """Rows of a table by key, without blank cells; by their place where a table has no key."""
    if table is None:
        return {}
    key = SPEC_OF[table.name].key
    return {
        (tuple(row.get(name, "").strip() for name in key) if key else (str(place),)): row
        for place, row in enumerate(table.dicts(), start=1)
    }


def _sentence(found: tuple[Touched, ...], own: Partners, titles: Mapping[str, str]) -> str:
    """Say which row it is and whose; a row the person did not send is not named, since it may not be theirs to see."""
    sent = [each for each in found if each.was_sent]
    named = [f"{' / '.join(map(printable, each.key))} of {each.table}.csv ({whose(each, titles)})" for each in sent[:MOST_NAMED]]
    told = f"{joined(named)}" if named else "rows of others that the file leaves out"
    more = f", and {len(sent) - MOST_NAMED} more" if len(sent) > MOST_NAMED else ""
    mine = joined(sorted(titles.get(partner, partner) for partner in own))
    return (
        f"Nothing was saved: this would change {told}{more}, which is not yours to edit. "
        f"Send rows of {mine} alone, or ask an analyst of the whole partnership to make the change."
    )


def whose(touched: Touched, titles: Mapping[str, str]) -> str:
    """Say whose a row is."""
    if touched.owners is None:
        return "the partnership's"
    return joined(sorted(titles.get(partner, partner) for partner in touched.owners))


def titles_of(tables: Mapping[str, Table]) -> dict[str, str]:
    """Names of partners by id."""
    rows = tables["partners"].dicts() if "partners" in tables else []
    return {row.get("partner_id", "").strip(): row.get("title", "").strip() for row in rows}
