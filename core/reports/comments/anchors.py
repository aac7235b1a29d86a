"""Comment anchors: what a person can comment on in a version, limited to figures they see."""

from dataclasses import dataclass

from core.access.redaction import sees_figure
from core.access.scope import Scope
from core.domain.titles import unique_titles
from core.reports.appraisals import Appraised
from core.reports.sensitivity import drivers

LINES = ("costs", "benefits")


@dataclass(frozen=True)
class Thing:
    """Anchor with its label. With `partner_ids` only people of one of them see the comments, as they alone see the figure."""

    id: str
    label: str
    partner_ids: tuple[str, ...] = ()


def uncertain_inputs(appraised: Appraised, option_id: str, scope: Scope) -> tuple[Thing, ...]:
    """List the uncertain inputs of an option that a person sees, the one that moves the most first."""
    inputs = drivers(appraised, option_id)
    seen = {str(name): str(driver) for name, driver in zip(inputs.input, inputs.driver, strict=True) if sees_figure(name, scope)}
    return tuple(Thing(name, label, _owners(name, scope)) for name, label in unique_titles(seen).items())


def benefits(appraised: Appraised, scope: Scope) -> tuple[Thing, ...]:
    """List the benefits of a programme that a person sees, in the order of the file."""
    seen = {row.benefit_id: row.title or row.benefit_id for row in appraised.case.benefits if scope.sees_line(row.benefit_id)}
    return tuple(Thing(id_, label, _owners(f"benefits/{id_}/", scope)) for id_, label in unique_titles(seen).items())


def studies(appraised: Appraised, scope: Scope) -> tuple[Thing, ...]:
    """List the studies of a programme; none for a person who sees no rows."""
    if scope.is_empty:
        return ()
    titles = unique_titles({row.evidence_id: row.title or row.evidence_id for row in appraised.case.evidence})
    return tuple(Thing(id_, label) for id_, label in titles.items())


def _owners(name: str, scope: Scope) -> tuple[str, ...]:
    """Ids of the partners a line belongs to, of those this person sees; none for the partnership's."""
    table, _, rest = name.partition("/")
    owners = scope.owners.of_line(rest.rpartition("/")[0]) if table in LINES else None
    return tuple(sorted(owner for owner in owners or () if scope.sees_partner(owner)))
