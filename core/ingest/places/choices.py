"""Checks of the options of a place, its limits and its rules."""

from collections.abc import Iterator

from core.domain.places.place import Place
from core.domain.places.rows import RuleKind, SharedKind
from core.domain.problems import Problem
from core.domain.wording import joined, printable

PROGRAMMES, LIMITS, RULES = "place_programmes.csv", "place_limits.csv", "place_rules.csv"


def options_are_known(place: Place) -> Iterator[Problem]:
    """Every option that is named is one of its programme, and one is named where there are several."""
    for member in place.members:
        known = [option.option_id for option in member.case.options]
        for column, named in (("option_id", (member.row.option_id,)), ("open_options", member.row.open_options)):
            for option_id in named:
                if option_id is not None and option_id not in known:
                    told, todo = f"{member.title} has no such option.", f"Its options are {joined(known, most=8)}."
                    yield Problem(PROGRAMMES, told, column=column, value=printable(option_id), what_to_do=todo)
        if member.row.in_place and member.option_id is None:
            told = f"{member.title} has several options and none is named."
            yield Problem(PROGRAMMES, told, column="option_id", what_to_do=f"Name one of {joined(known, most=8)}.")


def limits_are_of_shared_partners(place: Place) -> Iterator[Problem]:
    """A limit is that of a shared partner or site, in a year that is looked at."""
    for column, kind in (("partner_id", SharedKind.partner), ("site", SharedKind.site)):
        shared = {match.shared_id for match in place.same if match.kind is kind}
        for row in place.limits:
            name = getattr(row, column)
            if name is not None and name not in shared:
                told = f"no {kind} of a programme is matched with this one."
                yield Problem(LIMITS, told, column=column, value=printable(name), what_to_do="Match it in place_matches.csv.")
    for row in place.limits:
        if place.members and row.year > place.horizon_years:
            told, todo = f"the last year looked at is {place.horizon_years}.", "Take the row out, or give an earlier year."
            yield Problem(LIMITS, told, column="year", value=str(row.year), what_to_do=todo)


def rules_name_open_options(place: Place) -> Iterator[Problem]:
    """A rule names programmes of the place, and options of them that may be chosen."""
    choices = {member.programme_id: [option.option_id for option in member.choices] for member in place.members}
    for row in place.rules:
        other = ("other_programme_id", row.other_programme_id, row.other_option_id)
        for column, programme_id, option_id in (("programme_id", row.programme_id, row.option_id), other):
            if programme_id is not None and programme_id not in choices:
                told, todo = "there is no such programme in the place.", "Name a programme of place_programmes.csv."
                yield Problem(RULES, told, column=column, value=printable(programme_id), what_to_do=todo)
            elif programme_id is not None and option_id is not None and option_id not in choices[programme_id]:
                told = f"this option of {programme_id} is not one to choose from."
                todo = f"Open ones are {joined(choices[programme_id], most=8)}."
                at = column.replace("programme", "option")
                yield Problem(RULES, told, column=at, value=printable(option_id), what_to_do=todo)


def nothing_waits_for_itself(place: Place) -> Iterator[Problem]:
    """Programmes that may come only after each other never lead back to the first: none of them could ever start."""
    after: dict[str, set[str]] = {}
    for row in place.rules:
        if row.rule is RuleKind.only_after and row.other_programme_id is not None:
            after.setdefault(row.programme_id, set()).add(row.other_programme_id)
    for start in sorted(after):
        circle = _way_back(after, start, (start,))
        if circle is not None and start == min(circle):
            told = f"{', '.join(f'{one} only after {other}' for one, other in zip(circle, (*circle[1:], start), strict=True))}"
            yield Problem(RULES, f"{told}: none could ever start.", what_to_do="Take one of these rules out.")


def _way_back(after: dict[str, set[str]], start: str, way: tuple[str, ...]) -> tuple[str, ...] | None:
    for other in sorted(after.get(way[-1], ())):
        if other == start:
            return way
        if other not in way:
            found = _way_back(after, start, (*way, other))
            if found is not None:
                return found
    return None
