"""Appraisal of a place: a pure function of its programmes, what they share, and the assumptions."""

from collections.abc import Iterator

from core.domain.assumptions import Assumptions
from core.domain.places.place import Place
from core.domain.places.shared_values import SAID, said_of
from core.engine.places.centres import centres_of
from core.engine.places.ledger import ledger_of, money_of_the_day
from core.engine.places.parts import parts_of_all
from core.engine.places.programmes import PlaceArrays, groups_of
from core.engine.places.results import PlaceAppraisal
from core.engine.places.runs import Runs
from core.engine.places.together import PEOPLE_ONLY
from core.engine.places.totals import measures_of_place, yearly_of_place


def appraise_place(place: Place, assumptions: Assumptions, seed: int) -> PlaceAppraisal:
    """Work the programmes of a place out one by one and together.

    Args:
        place: checked.
        assumptions: discount rates and confidence grades.
        seed: of the orders, where there are too many programmes for exact parts.

    Raises:
        ValueError: when no programme is in the place, a price year has no index, or too many levers act together.

    Source:
        docs/method.md#places
    """
    options = {member.programme_id: member.option_id for member in place.members if member.row.in_place}
    chosen = {programme_id: option_id for programme_id, option_id in options.items() if option_id is not None}
    if not chosen:
        raise ValueError("no programme is in the place: set in_place to true for one at least")
    runs, ids = Runs(PlaceArrays(place, assumptions), chosen), tuple(sorted(chosen))
    alone = {programme_id: runs.alone(programme_id) for programme_id in ids}
    together = runs.of(ids)
    claimed = {programme_id: run.figures() for programme_id, run in alone.items()}
    figures = {programme_id: run.figures() for programme_id, run in together.items()}
    yearly = yearly_of_place(place, figures)
    factors = together[ids[0]].programme.case.money_factors
    measures, partners = measures_of_place(yearly, figures, factors)
    promised = sum(run.pv_cash_gbp for run in alone.values())
    people_alone = sum(run.pv_cash_gbp for run in runs.of(ids, PEOPLE_ONLY).values())
    groups = groups_of(place, ids)
    levers = {programme_id: len(run.programme.option.levers.ids) for programme_id, run in together.items()}
    return PlaceAppraisal(
        place_id=place.frame.place_id,
        title=place.frame.title,
        titles={member.programme_id: member.title for member in place.members if member.programme_id in chosen},
        discount_factors=factors,
        groups=groups,
        claimed=claimed,
        together=figures,
        people_gbp=people_alone - promised,
        wards_gbp=runs.cash_gbp(frozenset(ids)) - people_alone,
        centres=centres_of(place, alone, together),
        parts=parts_of_all(groups, levers, runs.cash_gbp, seed),
        measures=measures,
        partners=partners,
        yearly=yearly,
        ledger=tuple(row for each, run in together.items() for row in ledger_of(place, run.programme, figures[each])),
        notes=(*_notes(place), *(note for run in together.values() if (note := money_of_the_day(place, run.programme)[1]))),
    )


def _notes(place: Place) -> Iterator[str]:
    """Say where the place's word stands for a programme's own."""
    for value in place.values:
        for column in SAID.get(value.kind, ()):
            given = getattr(value, column)
            if given is not None:
                said = said_of(place, value.kind, value.shared_id, column)
                others = [f"{member.title} {own:g}" for member, own in said if own != given]
                if others:
                    what = column.removesuffix("_gbp").replace("_", " ")
                    yield f"The {what} of {value.shared_id} is {given:g} in the place; {', '.join(others)} on its own page."
