"""Scope: whose rows a person sees. What is a partner's detail and what is the partnership's is said here alone.

Every reader sees the agreed view: figures of the programme and totals of every partner. Rows are detail: a row belongs to the
partners it names, a line of cost to those who share it, a line of benefit to those it falls to, and a row about a cost
centre to the centre's partner. A row that names no partner is the partnership's: every person who sees any detail sees it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.domain.people import Doing, Person
from core.domain.tables import SPEC_OF, Table

Partners = frozenset[str]
Row = Mapping[str, str]

PARTNER = "partner_id"
# A partner's own limits: the rest of its row is what everybody calls it.
LIMITS = ("payback_limit_years", "affordability_gbp_per_year")
OTHERS, EVERYBODYS, ANOTHERS = "Other partners' lines", "Every partner's lines", "Another partner's line"
# Levers name who leads on them; they are the partnership's all the same, since what others are asked to change is everybody's.
_OWNER_COLUMN = {"service_design": "owner_partner_id"}
_THROUGH_CENTRE = ("benefit_centres", "site_centres")


@dataclass(frozen=True)
class Owners:
    """The partners of each line of cost, line of benefit and cost centre, by id."""

    costs: Mapping[str, Partners]
    benefits: Mapping[str, Partners]
    centres: Mapping[str, Partners]

    def of(self, table: str, row: Row) -> Partners | None:
        """The partners a row belongs to; None for the partnership's."""
        if table in _THROUGH_CENTRE:
            return self.centres.get(_cell(row, "cost_centre_id"))
        if table == "costs":
            return self.costs.get(_cell(row, "cost_id"))
        if table == "benefits":
            return self.benefits.get(_cell(row, "benefit_id"))
        named = _cell(row, _OWNER_COLUMN.get(table, PARTNER)) if _names_its_partner(table) else ""
        return frozenset({named}) if named else None

    def of_line(self, line_id: str) -> Partners | None:
        """The partners of a line of cost or benefit; None where the files give it to no partner."""
        return self.benefits.get(line_id) or self.costs.get(line_id)


@dataclass(frozen=True)
class Scope:
    """Scope: the rows a person sees: those of `partners` and the partnership's; all rows for None, and none for an empty set."""

    partners: Partners | None
    owners: Owners

    @property
    def is_whole(self) -> bool:
        """True when every row is seen."""
        return self.partners is None

    @property
    def is_empty(self) -> bool:
        """True when no row is seen, and only the agreed view is."""
        return self.partners is not None and not self.partners

    @property
    def others(self) -> str:
        """What the lines that are not seen are called when they are added up."""
        return EVERYBODYS if self.is_empty else OTHERS

    def sees_partner(self, partner_id: str) -> bool:
        """True for a partner whose rows are seen."""
        return self.partners is None or partner_id in self.partners

    def sees_any_of(self, owners: Partners | None) -> bool:
        """True for rows of these partners, or for the partnership's when `owners` is None."""
        if self.partners is None:
            return True
        return bool(self.partners) if owners is None else not self.partners.isdisjoint(owners)

    def sees(self, table: str, row: Row) -> bool:
        """True for a row that is seen."""
        return self.sees_any_of(self.owners.of(table, row))

    def sees_line(self, line_id: str) -> bool:
        """True for a line of cost or benefit that is seen."""
        return self.sees_any_of(self.owners.of_line(line_id))

    def sees_centre(self, cost_centre_id: str) -> bool:
        """True for a cost centre that is seen."""
        return self.sees_any_of(self.owners.centres.get(cost_centre_id))


def owners_in(tables: Mapping[str, Table]) -> Owners:
    """Find whose each line and each cost centre of a programme is."""
    return Owners(
        costs=_partners_by(tables.get("cost_shares"), "cost_id"),
        benefits=_partners_by(tables.get("benefit_falls"), "benefit_id"),
        centres=_partners_by(tables.get("cost_centres"), "cost_centre_id"),
    )


def scope_of(person: Person, programme_id: str, owners: Owners) -> Scope:
    """Whose rows a person sees in a programme."""
    return Scope(person.partners(Doing.see_detail, programme_id), owners)


def rows_seen(tables: Mapping[str, Table], scope: Scope) -> dict[str, Table]:
    """Keep the rows that are seen, with the lines they stand on; of other partners' rows in partners.csv the limits are blank.

    Returns:
        Tables by name: unaltered for a person who sees every row, none for a person who sees none.
    """
    if scope.is_whole:
        return dict(tables)
    return {} if scope.is_empty else {name: table_seen(table, scope) for name, table in tables.items()}


def table_seen(table: Table, scope: Scope) -> Table:
    """Keep the rows of one table that are seen."""
    if scope.is_whole:
        return table
    if table.name == "partners":
        return _without_others_limits(table, scope)
    cells = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    seen = [index for index, row in enumerate(cells) if scope.sees(table.name, row)]
    return replace(table, rows=tuple(table.rows[at] for at in seen), lines=tuple(table.lines[at] for at in seen))


def _without_others_limits(table: Table, scope: Scope) -> Table:
    if scope.is_empty:
        return replace(table, rows=(), lines=())
    rows = []
    for row in table.rows:
        cells = dict(zip(table.columns, row, strict=True))
        hidden = () if scope.sees_partner(_cell(cells, PARTNER)) else LIMITS
        rows.append(tuple("" if name in hidden else cell for name, cell in cells.items()))
    return replace(table, rows=tuple(rows))


def _partners_by(table: Table | None, column: str) -> dict[str, Partners]:
    found: dict[str, set[str]] = {}
    for row in table.dicts() if table is not None else ():
        found.setdefault(_cell(row, column), set()).add(_cell(row, PARTNER))
    return {key: frozenset(partners) for key, partners in found.items()}


def _names_its_partner(table: str) -> bool:
    return table in _OWNER_COLUMN or PARTNER in SPEC_OF[table].columns


def _cell(row: Row, column: str) -> str:
    return (row.get(column) or "").strip()


def organisation_of(person: Person, programme_id: str) -> str:
    """Organisation a person works for in a programme: the ids of the partners whose detail they see; "" for all of them."""
    partners = person.partners(Doing.see_detail, programme_id)
    return "" if partners is None else "|".join(sorted(partners)) or "nobody"
