"""A place in a few plain lines: what is promised one by one, what is released together, and whose part is which."""

from collections.abc import Iterator, Mapping

from core.domain.places.place import Place
from core.domain.wording import counted
from core.engine.arrays import Floats
from core.engine.formulas.discounting import present_value
from core.engine.places.choice import Choice, Choices
from core.engine.places.results import PlaceAppraisal

PENNY = 0.005
MOST_LIKELY = 1.96  # standard errors on either side that hold 95% of what is drawn


def headline(found: PlaceAppraisal) -> str:
    """Say in one sentence whether the programmes promise more or less one by one than they release together."""
    claimed, together = found.claimed_gbp, found.together_gbp
    if abs(claimed - together) < PENNY:
        return f"Nothing is promised twice: {_programmes(found)} {_release(found)} {pounds(together)}."
    if together > claimed:
        return f"{_programmes(found, capital=True)}: one by one {pounds(claimed)}, together {pounds(together)}."
    promise = "promise" if len(found.claimed) > 1 else "promises"
    return f"{_programmes(found, capital=True)} {promise} {pounds(claimed)}; together they release {pounds(together)}."


def cause(found: PlaceAppraisal) -> str:
    """Say how much of the difference people make, and how much the cost centres, the larger first."""
    causes = (("people whom programmes share", found.people_gbp), ("cost centres that they share", found.wards_gbp))
    told = sorted(causes, key=lambda each: -abs(each[1]))
    said = [f"{what}: {signed(amount)}" for what, amount in told if abs(amount) >= PENNY]
    return f"The difference is made by {', and by '.join(said)}."


def place_lines(found: PlaceAppraisal) -> Iterator[str]:
    """Say everything that is worked out for a place, in present values of real pounds."""
    yield f"{found.title}, present values in real pounds"
    yield headline(found)
    if max(abs(found.people_gbp), abs(found.wards_gbp)) >= PENNY:
        yield cause(found)
    yield f"Net public value {pounds(found.measures.npsv_gbp)}, cash cost {pounds(found.measures.pv_public_cost_gbp)}."
    yield ""
    yield "Cost centres: claimed one by one, and together"
    for name, centre in found.centres.items():
        yield f"  {name}: {_total(found, centre.claimed_gbp)}, {_total(found, centre.together_gbp)}"
    yield ""
    yield "Programmes: part of the cash, booked in the ledger, and lost if it alone were left out, given that all others go on"
    for programme_id, part in found.parts.items():
        booked = found.together[programme_id].measures.pv_cash_released_gbp
        error = f", give or take {pounds(MOST_LIKELY * part.error_gbp)}" if part.error_gbp else ""
        yield f"  {found.titles[programme_id]}: {pounds(part.part_gbp)}{error}, {pounds(booked)}, {pounds(part.marginal_gbp)}"
    yield ""
    yield "Ledger: each partner's cash released less its cash cost, by programme"
    for (partner_id, programme_id), amount in _by_partner(found).items():
        yield f"  {partner_id}, {found.titles[programme_id]}: {signed(amount)}"
    yield from found.notes


def departure_lines(before: PlaceAppraisal, after: PlaceAppraisal, programme_id: str) -> Iterator[str]:
    """Say what one programme would take with it if it stopped and all others went on.

    Args:
        before: the place with it.
        after: the place without it.
        programme_id: which one.
    """
    lost = before.together_gbp - after.together_gbp
    verb = "lose" if lost > -PENNY else "gain"
    yield f"If {before.titles[programme_id]} stopped and all others went on, the place would {verb} {pounds(abs(lost))} of cash."
    for partner_id, measures in before.partners.items():
        left = after.partners.get(partner_id)
        without = left.net_cash_gbp if left else 0.0
        yield f"  {partner_id}: net cash {signed(measures.net_cash_gbp)} with it, {signed(without)} without"
    for name, centre in before.centres.items():
        kept = after.centres[name].steps if name in after.centres else 0 * centre.steps
        moved = [year for year, gone in enumerate((centre.steps - kept).tolist()) if abs(gone) > PENNY]
        if moved:
            yield f"  {name}: other steps closed in {counted(len(moved), 'year')}, the first of them year {moved[0]}"


def choice_lines(place: Place, found: Choices, last_year: int) -> Iterator[str]:
    """Say which choice within the limits is worth most, and which brings most net cash."""
    count, every = len(found.open), len(found.every) + found.ruled_out
    if not count:
        yield f"None of {every:,} choices keeps every rule and limit."
        return
    by_value = max(found.open, key=lambda choice: choice.npsv_gbp)
    by_cash = max(found.open, key=lambda choice: choice.net_cash_gbp)
    yield f"All {every:,} choices were looked at, and {count:,} keep every rule and limit: no other of these is worth more."
    yield f"Most value: {_picked(place, by_value, last_year)}"
    yield f"Most net cash: {_picked(place, by_cash, last_year)}"
    if by_value.pick != by_cash.pick:
        yield "Most value and most cash are not the same choice."
    yield "An aid, not a decision: it does not know what has no price."


def _picked(place: Place, choice: Choice, last_year: int) -> str:
    members = [member for member in place.members if member.row.in_place]
    chosen = ", ".join(f"{member.title} ({choice.pick.get(member.programme_id, 'not now')})" for member in members)
    until = f"net cash to year {last_year} {pounds(choice.net_cash_gbp)}"
    return f"{chosen}. Net public value {pounds(choice.npsv_gbp)}, {until} in real pounds."


def pounds(amount: float) -> str:
    """A sum in whole pounds."""
    return f"{'−' if round(amount) < 0 else ''}£{abs(round(amount)):,}"


def signed(amount: float) -> str:
    """A sum in whole pounds that says whether it is gained or lost."""
    return f"+{pounds(amount)}" if round(amount) > 0 else pounds(amount)


def _programmes(found: PlaceAppraisal, *, capital: bool = False) -> str:
    told = counted(len(found.claimed), "programme")
    return told[:1].upper() + told[1:] if capital else told


def _release(found: PlaceAppraisal) -> str:
    return "release" if len(found.claimed) > 1 else "releases"


def _total(found: PlaceAppraisal, by_programme: Mapping[str, Floats]) -> str:
    return pounds(sum(float(present_value(each, found.discount_factors)) for each in by_programme.values()))


def _by_partner(found: PlaceAppraisal) -> dict[tuple[str, str], float]:
    sums: dict[tuple[str, str], float] = {}
    for row in sorted(found.ledger, key=lambda row: (row.partner_id, row.programme_id)):
        key = (row.partner_id, row.programme_id)
        sums[key] = sums.get(key, 0.0) + float(row.present_gbp.sum())
    return sums
