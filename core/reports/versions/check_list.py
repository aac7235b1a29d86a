"""Check list: what an assurer looks at: the largest figures and levers with their sources, and unsourced figures that matter."""

from collections.abc import Iterable, Iterator

from core.access.permission import must_be_allowed
from core.domain.assurance import CheckItem, ItemKind
from core.domain.people import Doing, Person
from core.domain.vintages import Rating
from core.reports.appraisals import Appraised, compared_options
from core.reports.data.sources import lines_behind, source_of_cell
from core.reports.sensitivity import drivers

MOST_OF = {ItemKind.benefit: 5, ItemKind.cost: 4, ItemKind.lever: 6, ItemKind.unsourced: 5}
NOT_SAID = "nobody is said to decide"


def check_list(person: Person, appraised: Appraised) -> tuple[CheckItem, ...]:
    """List what is to be looked at before a version is checked, of every option together, the largest first in each part.

    Raises:
        NotAllowed: the person checks no versions here.
    """
    must_be_allowed(person, Doing.assure, appraised.case.programme.programme_id)
    options = compared_options(appraised.case)
    return (
        *_lines(appraised, options, "gains", ItemKind.benefit),
        *_lines(appraised, options, "pays", ItemKind.cost),
        *_levers(appraised),
        *_unsourced(appraised, options),
    )


def _lines(appraised: Appraised, options: Iterable[str], side: str, kind: ItemKind) -> Iterator[CheckItem]:
    """The largest lines of one side, all partners together, each as it is in the option in which it is largest."""
    largest: dict[str, CheckItem] = {}
    for option_id in options:
        own = lines_behind(appraised, option_id)
        own = own[own.side == side]
        for line_id, rows in own.groupby("line_id", sort=False):
            first, gbp = rows.iloc[0], float(rows.pv_gbp.sum())
            key = f"{kind}/{line_id}"
            source = f"{first.source} ({first.file}, row {first.row})"
            if key not in largest or gbp > (largest[key].gbp or 0.0):
                largest[key] = CheckItem(key, kind, str(first.line), source, gbp)
    yield from sorted(largest.values(), key=lambda item: -(item.gbp or 0.0))[: MOST_OF[kind]]


def _levers(appraised: Appraised) -> Iterator[CheckItem]:
    """What others are asked to adopt, the likeliest first; a lever that options share with the same figures is one item."""
    found = sorted(appraised.case.levers, key=lambda lever: lever.p_adopted, reverse=True)
    once = {(lever.title, lever.p_adopted, lever.full_effect, lever.decided_by): lever for lever in reversed(found)}
    for lever in list(reversed(once.values()))[: MOST_OF[ItemKind.lever]]:
        what = f"{lever.title}: chance of adoption {lever.p_adopted:.0%}, full effect {lever.full_effect:.0%}"
        key = f"{ItemKind.lever}/{lever.option_id}/{lever.lever_id}"
        yield CheckItem(key, ItemKind.lever, what, f"Decided by {lever.decided_by}" if lever.decided_by else NOT_SAID.capitalize())


def _unsourced(appraised: Appraised, options: Iterable[str]) -> Iterator[CheckItem]:
    """The figures without a source that move net public value of any option most when they go to the ends of their range."""
    moved: dict[str, CheckItem] = {}
    for option_id in options:
        for row in drivers(appraised, option_id).to_dict("records"):
            source, rating = source_of_cell(appraised.loaded, str(row["input"]))
            gbp = abs(float(row["high_npsv_gbp"]) - float(row["low_npsv_gbp"]))
            key = f"{ItemKind.unsourced}/{row['input']}"
            if rating is Rating.red and (key not in moved or gbp > (moved[key].gbp or 0.0)):
                moved[key] = CheckItem(key, ItemKind.unsourced, str(row["driver"]), source, gbp)
    yield from sorted(moved.values(), key=lambda item: -(item.gbp or 0.0))[: MOST_OF[ItemKind.unsourced]]
