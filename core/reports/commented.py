"""What can be commented on in a version: figures a person sees, and whose they are, so that comments go no further than they do."""

from dataclasses import dataclass

from core.reports.appraisals import Appraised
from core.reports.flows import told_apart
from core.reports.scope import Scope
from core.reports.seen import sees_figure
from core.reports.sensitivity import drivers

LINES = ("costs", "benefits")


@dataclass(frozen=True)
class Thing:
    """Something to comment on. With `partner_ids` a comment on it is for people of one of them alone, as the thing itself is."""

    id: str
    label: str
    partner_ids: tuple[str, ...] = ()


def uncertain_inputs(appraised: Appraised, option_id: str, scope: Scope) -> tuple[Thing, ...]:
    """List the uncertain inputs of an option that a person sees, the one that moves the most first."""
    found = drivers(appraised, option_id)
    seen = {str(name): str(driver) for name, driver in zip(found.input, found.driver, strict=True) if sees_figure(name, scope)}
    return tuple(Thing(name, label, _owners(name, scope)) for name, label in told_apart(seen).items())


def benefits(appraised: Appraised, scope: Scope) -> tuple[Thing, ...]:
    """List the benefits of a programme that a person sees, in the order of the file."""
    seen = {row.benefit_id: row.title or row.benefit_id for row in appraised.case.benefits if scope.sees_line(row.benefit_id)}
    return tuple(Thing(id_, label, _owners(f"benefits/{id_}/", scope)) for id_, label in told_apart(seen).items())


def studies(appraised: Appraised, scope: Scope) -> tuple[Thing, ...]:
    """List the studies of a programme; none for a person who sees no rows."""
    if scope.is_empty:
        return ()
    titles = told_apart({row.evidence_id: row.title or row.evidence_id for row in appraised.case.evidence})
    return tuple(Thing(id_, label) for id_, label in titles.items())


def _owners(name: str, scope: Scope) -> tuple[str, ...]:
    """Ids of the partners a line belongs to, of those this person sees; none for the partnership's."""
    table, _, rest = name.partition("/")
    owners = scope.owners.of_line(rest.rpartition("/")[0]) if table in LINES else None
    return tuple(sorted(owner for owner in owners or () if scope.sees_partner(owner)))
