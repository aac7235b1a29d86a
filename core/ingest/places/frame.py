"""Checks of a place's years, prices and size."""

from collections.abc import Iterator

from core.domain.places.place import MOST_OPTIONS, MOST_PROGRAMMES, Place
from core.domain.problems import Problem
from core.domain.wording import counted

PLACES = "places.csv"
PROGRAMMES = "place_programmes.csv"


def programmes_are_not_too_many(place: Place) -> Iterator[Problem]:
    """A place has one programme or more, up to a limit, and so many options of each."""
    if not place.members:
        yield Problem(PROGRAMMES, "a place needs one programme at least.")
    if len(place.members) > MOST_PROGRAMMES:
        found = counted(len(place.members), "programme")
        yield Problem(PROGRAMMES, f"{found}; the limit is {MOST_PROGRAMMES}.", what_to_do="Split the place in two.")
    for member in place.members:
        if len(member.choices) > MOST_OPTIONS:
            yield Problem(
                PROGRAMMES,
                f"{member.title} has {len(member.choices)} options to choose from; the limit is {MOST_OPTIONS}.",
                what_to_do="Name the ones to look at in open_options.",
            )


def years_and_prices_agree(place: Place) -> Iterator[Problem]:
    """All programmes count their years from one base year, and in one price year unless the place says which."""
    if not place.members:
        return
    first = place.members[0]
    for other in place.members[1:]:
        one, two = first.case.programme, other.case.programme
        if one.base_year != two.base_year:
            yield Problem(
                PROGRAMMES,
                f"{first.title} counts from {one.base_year}, {other.title} from {two.base_year}.",
                what_to_do="Make a copy of one of them with the base year of the other.",
            )
        if place.frame.price_year is None and one.prices_of != two.prices_of:
            yield Problem(
                PLACES,
                f"{first.title} is in prices of {one.prices_of}, {other.title} in prices of {two.prices_of}.",
                what_to_do="Give the price_year of the place.",
            )
        if place.frame.discount_schedule is None and one.discount_schedule is not two.discount_schedule:
            yield Problem(
                PLACES,
                f"{first.title} is discounted by {one.discount_schedule}, {other.title} by {two.discount_schedule}.",
                what_to_do="Give the discount_schedule of the place.",
            )
    said, common = place.frame.base_year, first.case.programme.base_year
    if said is not None and said != common:
        told = f"the programmes count from {common}, the place from {said}."
        yield Problem(PLACES, told, what_to_do="Leave base_year empty, or make it theirs.")
    shortest = min(member.case.programme.horizon_years for member in place.members)
    if place.frame.horizon_years is not None and place.frame.horizon_years > shortest:
        yield Problem(
            PLACES,
            f"a programme ends after {counted(shortest, 'year')}.",
            column="horizon_years",
            value=str(place.frame.horizon_years),
            what_to_do=f"Give {shortest} or fewer.",
        )
