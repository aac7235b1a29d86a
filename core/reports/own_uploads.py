"""Files of somebody who edits the rows of some partners alone: joined to what is held, so that nobody's rows vanish."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from core.domain.people import Doing, Person
from core.domain.problems import Problem
from core.domain.tables import SPEC_OF, Table
from core.reports.joining import JoinedTable, Key, Mode, join, modes_of
from core.reports.permission import must_be_allowed
from core.reports.scope import Partners, owners_in, scope_of, table_seen
from core.reports.touched import bearing_of, keyed, titles_of, touched_of_others, whose

ASK = "Leave the row out, or ask an analyst of the whole partnership to make the change."


def edited_partners(person: Person, programme_id: str) -> Partners | None:
    """The partners whose rows a person edits in a programme; None for everybody's.

    Raises:
        NotAllowed: nobody's: what files would change is then not said either, since it tells of what is held.
    """
    partners = person.partners(Doing.edit_rows, programme_id)
    if partners == frozenset():
        must_be_allowed(person, Doing.edit_rows, programme_id)
    return partners


def join_own(held: Mapping[str, Table], sent: Table, person: Person, programme_id: str, mode: Mode) -> JoinedTable:
    """Put a file of own rows together with what is held.

    Rows of others stay whatever the file says or leaves out. Own rows that it leaves out go, unless rows are only added.
    A row of others that the file gives back as the person was shown it is taken as it is held.

    Args:
        held: the tables of the programme.
        sent: the table as it was sent.
        person: who sends it.
        programme_id: the programme.
        mode: `add` keeps own rows that the file leaves out.
    """
    old = held.get(sent.name)
    if old is None:
        return join(None, sent, Mode.replace_all)
    given_back = _without_what_was_shown(held, old, sent, person, programme_id)
    if Mode.replace_source not in modes_of(sent.name):
        return join(None, given_back if given_back.rows else old, Mode.replace_all)
    if mode is Mode.add:
        return join(old, given_back, mode)
    partners = edited_partners(person, programme_id) or frozenset()
    return join(old, given_back, Mode.replace_source, frozenset(_own_keys(held, old, partners)))


def problems_of_others(
    held: Mapping[str, Table], new: Mapping[str, Table], person: Person, programme_id: str
) -> tuple[Problem, ...]:
    """Name every row that new tables would change and that is not the person's to edit: none for who edits every row."""
    partners = edited_partners(person, programme_id)
    if partners is None:
        return ()
    titles, found = titles_of({**new, **held}), touched_of_others(held, new, partners)
    return tuple(
        Problem(
            f"{each.table}.csv",
            f"the row {' / '.join(each.key)} belongs to {whose(each, titles)}, and is not yours to edit.",
            what_to_do=ASK,
        )
        for each in found
        if each.was_sent
    ) or tuple(_gone(held, new, partners))


def _gone(held: Mapping[str, Table], new: Mapping[str, Table], partners: Partners) -> Iterator[Problem]:
    """Say of tables that would lose rows of others, without naming the rows."""
    for name in dict.fromkeys(each.table for each in touched_of_others(held, new, partners)):
        yield Problem(f"{name}.csv", "rows that are not yours would go.", what_to_do=ASK)


def _without_what_was_shown(held: Mapping[str, Table], old: Table, sent: Table, person: Person, programme_id: str) -> Table:
    """Leave out the rows of others that stand in the file just as the person was shown them."""
    scope, partners = scope_of(person, programme_id, owners_in(held)), edited_partners(person, programme_id) or frozenset()
    shown, own = keyed(table_seen(old, scope)), set(_own_keys(held, old, partners))
    stays = [place for place, (key, row) in enumerate(_in_order(sent)) if key in own or shown.get(key) != row]
    return replace(sent, rows=tuple(sent.rows[at] for at in stays), lines=tuple(sent.lines[at] for at in stays))


def _own_keys(held: Mapping[str, Table], old: Table, partners: Partners) -> Iterator[Key]:
    owners, rows = owners_in(held), keyed(old)
    for key, row in rows.items():
        whole = bearing_of(owners, old.name, row)
        if whole is not None and whole <= partners:
            yield key


def _in_order(table: Table) -> list[tuple[Key, Mapping[str, str]]]:
    key = SPEC_OF[table.name].key
    return [
        (tuple(row.get(name, "").strip() for name in key) if key else (str(place),), row)
        for place, row in enumerate(table.dicts(), start=1)
    ]
