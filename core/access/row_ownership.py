"""Row ownership: which rows of a change are not its maker's to edit, found by comparing cells and not by what the page allowed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.access.permission import must_be_allowed
from core.access.scope import Owners, Partners, owners_in
from core.domain.errors import NotAllowed
from core.domain.people import Doing, Person
from core.domain.tables import Key, Table
from core.domain.wording import joined, printable

MOST_NAMED = 3


@dataclass(frozen=True)
class Touched:
    """Touched row: one that a change adds, alters or takes away, its partners (None for the partnership's), and if it was sent."""

    table: str
    key: Key
    owners: Partners | None
    was_sent: bool


@dataclass(frozen=True)
class Editor:
    """Editor: a person in one programme, with the partners whose rows they edit there; None for every row.

    `rows_of_others` says whose rows a change touches. It is said here once, and everything that reads, previews, saves or takes
    back tables asks it.
    """

    person: Person
    programme_id: str
    partners: Partners | None

    @property
    def edits_every_row(self) -> bool:
        """Whether no row of the programme is another's for this editor."""
        return self.partners is None

    def edits(self, bearing: Partners | None) -> bool:
        """Whether a row that bears on these partners (None: the partnership's) is this editor's."""
        return self.partners is None or (bearing is not None and bearing <= self.partners)

    def own_keys(self, held: Mapping[str, Table], table: Table) -> frozenset[Key]:
        """Keys of the rows of a stored table that are this editor's."""
        owners = owners_in(held)
        return frozenset(key for key, row in table.keyed() if self.edits(bearing_of(owners, table.name, row)))

    def rows_of_others(self, held: Mapping[str, Table], new: Mapping[str, Table]) -> tuple[Touched, ...]:
        """Rows that a change touches and that are not this editor's, before it or after it.

        Args:
            held: the tables of the programme as they are; observations too, where they are among `new`.
            new: the tables that are to take their place; an empty one takes every row away.
        """
        return () if self.edits_every_row else tuple(_touched_of_others(self, held, new))


def editor_of(person: Person, programme_id: str) -> Editor:
    """Editor: find whose rows a person edits in a programme.

    Raises:
        NotAllowed: nobody's. What a change would touch is then not said either, since it would show stored rows.
    """
    partners = person.partners(Doing.edit_rows, programme_id)
    if partners == frozenset():
        must_be_allowed(person, Doing.edit_rows, programme_id)
    return Editor(person, programme_id, partners)


def must_touch_own_rows(editor: Editor, held: Mapping[str, Table], new: Mapping[str, Table]) -> None:
    """Go on only if every row that a change touches is the editor's. The tables are those of `Editor.rows_of_others`.

    Raises:
        NotAllowed: a row is another partner's or the partnership's.
    """
    touched = editor.rows_of_others(held, new)
    if touched:
        raise NotAllowed(_sentence(touched, editor.partners or frozenset(), titles_of({**new, **held})))


def _touched_of_others(editor: Editor, held: Mapping[str, Table], new: Mapping[str, Table]) -> Iterator[Touched]:
    before, after = owners_in(held), owners_in({**held, **new})
    for name, table in new.items():
        old_rows, new_rows = dict(held[name].keyed()) if name in held else {}, dict(table.keyed())
        for key in dict.fromkeys([*old_rows, *new_rows]):
            if old_rows.get(key) == new_rows.get(key):
                continue
            sides = [bearing_of(owners, name, rows[key]) for owners, rows in ((before, old_rows), (after, new_rows)) if key in rows]
            if not all(editor.edits(bearing) for bearing in sides):
                named = [bearing for bearing in sides if bearing is not None]
                yield Touched(name, key, frozenset().union(*named) if len(named) == len(sides) else None, key in new_rows)


def bearing_of(owners: Owners, table: str, row: Mapping[str, str]) -> Partners | None:
    """Partners of a row: those it belongs to, and those of the line it says something of.

    A share of a line, or a centre where it falls away, alters the line for every partner with a part in it.
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


def _sentence(found: tuple[Touched, ...], own: Partners, titles: Mapping[str, str]) -> str:
    """Refusal: say which row it is and whose; a row the person did not send is not named, since they may not see it."""
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
