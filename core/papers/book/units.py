"""Units of each outcome in cells: in effect at each site, prevented by levers, within what there is (method, section 3)."""

from dataclasses import dataclass

from core.domain.case.options import Mechanism
from core.domain.case.outcomes import Effect
from core.papers.book.people import OptionRun, as_usual, engaged, left_by, names, sites_of, with_levers
from core.papers.book.sheets import Row, Values, down
from core.papers.book.term import (
    NOTHING,
    ONE,
    Stretch,
    Term,
    at_least_nothing,
    chosen,
    compared,
    every,
    fixed,
    least,
    most,
    sum_of_products,
    total,
    when,
)
from core.papers.book.whole_book import Book


@dataclass(frozen=True)
class OutcomeUnits:
    """Units of one outcome in one run. `factor` is what the limits leave of what is at sites, the parents' among them."""

    sites: dict[str, Row]
    levers: Row | None
    factor: Row | None
    there_are: Row | None
    cheaper_share: Row | None

    def of_levers(self, t: int) -> Term:
        """Units that levers prevent in a year, within the limit."""
        return NOTHING if self.levers is None else self.levers.cells[t]

    def left(self, t: int) -> Term:
        """What the limits leave."""
        return ONE if self.factor is None else self.factor.cells[t]

    def at_sites(self, t: int) -> Term:
        """Units at all sites in a year, within the limit."""
        return total(row.cells[t] for row in self.sites.values()) * self.left(t)


def effects_of(book: Book) -> dict[str, Effect]:
    """Effects by outcome."""
    return {row.outcome_id: row for row in book.case.effects}


def units_of(book: Book, run: OptionRun, outcome_id: str) -> OutcomeUnits:
    """Units of one outcome that the option works for."""
    moving = tuple(lever.lever_id for lever in run.moving_stock())
    own = tuple(lever.lever_id for lever in run.levers if names(lever, outcome_id))
    return book.once(("units", run.option.option_id, outcome_id, moving, own), lambda: _units(book, run, outcome_id))


def works_for(book: Book, option_id: str, outcome_id: str) -> bool:
    """True where the option works for an outcome that has an effect."""
    outcome = next(row for row in book.case.outcomes if row.outcome_id == outcome_id)
    return outcome_id in effects_of(book) and outcome.is_worked_for_in(option_id)


def _units(book: Book, run: OptionRun, outcome_id: str) -> OutcomeUnits:
    effect, option_id = effects_of(book)[outcome_id], run.option.option_id
    parent = effect.parent_outcome_id
    above = units_of(book, run, parent) if parent is not None and works_for(book, option_id, parent) else None
    people = engaged(book, run)
    coefficients = {row.site_id: unit_of_one(book, run, outcome_id, row.site_id) for row in sites_of(book, run.option)}
    sites = {site_id: _at_site(book, run, (outcome_id, site_id), people[site_id], one) for site_id, one in coefficients.items()}
    usual, moved = as_usual(book), with_levers(book, run, outcome_id)
    if usual is None or moved is None or not book.inputs.has("effects", (outcome_id,), "units_per_person_year"):
        return OutcomeUnits(sites, None, None if above is None else above.factor, None, None)
    return _limited(book, run, outcome_id, (sites, above), (usual, moved))


def _limited(
    book: Book, run: OptionRun, outcome_id: str, at: tuple[dict[str, Row], OutcomeUnits | None], stock: tuple[Row, Row]
) -> OutcomeUnits:
    (sites, above), (usual, moved) = at, stock
    each, kept = book.inputs.term("effects", (outcome_id,), "units_per_person_year"), kept_of(book, outcome_id)
    sheet, label = book.sheet("Units"), (run.option.option_id, run.label)
    there = sheet.add((*label, "there are", outcome_id), book.years, lambda t: usual.cells[t] * each)
    prevented: Row | None = None
    if usual is not moved:
        prevented = sheet.add(
            (*label, "levers before the limit", outcome_id), book.years, lambda t: (usual.cells[t] - moved.cells[t]) * each * kept
        )

    def held_back(t: int) -> Term:
        return ONE if above is None else above.left(t)

    def asked(t: int) -> Term:
        mine = NOTHING if prevented is None else prevented.cells[t]
        return total(row.cells[t] for row in sites.values()) * held_back(t) + mine

    wanted = sheet.add((*label, "in effect before the limit", outcome_id), book.years, asked)
    if all(cell.is_fixed for cell in wanted.cells):
        own: Row | None = None
    else:
        own = sheet.add(
            (*label, "share within the limit", outcome_id),
            book.years,
            lambda t: when(compared(wanted.cells[t], ">", there.cells[t]), there.cells[t] / wanted.cells[t], ONE),
        )

    def within(t: int) -> Term:
        return ONE if own is None else own.cells[t]

    levers = (
        None
        if prevented is None
        else sheet.add((*label, "levers", outcome_id), book.years, lambda t: prevented.cells[t] * within(t))
    )
    factor = sheet.add((*label, "share with the parents'", outcome_id), book.years, lambda t: held_back(t) * within(t))
    return OutcomeUnits(sites, levers, factor, there, _cheaper_share(book, run, outcome_id, kept))


def _cheaper_share(book: Book, run: OptionRun, outcome_id: str, kept: Term) -> Row | None:
    """c_o x (1 - cut): what a cheaper response takes off the cost of what remains; None where no lever does."""
    levers = [row for row in run.levers if row.mechanism is Mechanism.unit_cost and names(row, outcome_id)]
    if not levers:
        return None
    return book.sheet("Units").add(
        (run.option.option_id, run.label, "cheaper response, share", outcome_id),
        book.years,
        lambda t: (ONE - left_by(book, run.option, levers, t)) * kept,
    )


def _at_site(book: Book, run: OptionRun, of: tuple[str, str], people: Row, one: Term) -> Row:
    """In effect at a site before any limit: people of this year and of those before, each with the share that is left."""
    (outcome_id, site_id), last = of, book.years - 1
    delay = delay_of(book, outcome_id)
    moving = tuple(lever.lever_id for lever in run.moving_stock()) if book.case.population is not None else ()

    def made() -> Row:
        label = " + ".join(moving) or "stock as usual"
        return book.sheet("Units").add(
            (run.option.option_id, label, "at a site", outcome_id, site_id),
            book.years,
            lambda t: one * sum_of_products(people.across(0, t), delay.across(last - t, last)),
        )

    return book.once(("at site", run.option.option_id, outcome_id, site_id, moving), made)


def unit_of_one(book: Book, run: OptionRun, outcome_id: str, site_id: str) -> Term:
    """New units of one engaged person at a site, after the cut; a child has so many for each new unit of its parent."""

    def made() -> Term:
        term = _new_of_one(book, run, outcome_id, site_id) * kept_of(book, outcome_id)
        return book.parameters.add((f"units of one person in {run.option.option_id}", outcome_id, site_id), term)

    return book.once(("one", run.option.option_id, outcome_id, site_id), made)


def _new_of_one(book: Book, run: OptionRun, outcome_id: str, site_id: str) -> Term:
    effect, key = effects_of(book)[outcome_id], (outcome_id,)
    impact = book.inputs.term("effects", key, "impact")
    if effect.parent_outcome_id is not None:
        return impact * _new_of_one(book, run, effect.parent_outcome_id, site_id)
    option = (run.option.option_id,)
    found = book.inputs.term("options", option, "retention") * impact
    found = found * (ONE - book.inputs.term("effects", key, "deadweight")) * book.inputs.term("effects", key, "attribution")
    found = found * book.inputs.term("sites", (site_id,), "effect_factor")
    prototype = book.inputs.is_yes("sites", (site_id,), "is_prototype")
    return found * when(prototype, ONE, ONE - book.inputs.term("options", option, "scale_penalty"))


def kept_of(book: Book, outcome_id: str) -> Term:
    """1 less the cut of the worst grade of an outcome and its parents, taken once."""

    def made() -> Term:
        effects, grades, at = effects_of(book), [], outcome_id
        while at:
            grade = effects[at].confidence_grade
            grades += [int(grade)] if grade is not None else []
            at = effects[at].parent_outcome_id or ""
        if not grades:
            return ONE
        cut = book.inputs.term("grades", (str(max(grades)),), "benefit_cut")
        return book.parameters.add(("share kept after the cut of the worst grade", outcome_id, ""), ONE - cut)

    return book.once(("kept", outcome_id), made)


def delay_of(book: Book, outcome_id: str) -> Row:
    """Share of new units in effect so many years on, written backwards, so that two stretches of one length meet."""

    def made() -> Row:
        listed = book.inputs.list_of("effects", (outcome_id,), "persistence")
        lag = book.inputs.term("effects", (outcome_id,), "lag_years")
        lasting = _lasting(book, outcome_id, listed)
        last = book.years - 1

        def cell(column: int) -> Term:
            since = fixed(last - column) - lag
            place = least(most(since, NOTHING), fixed(len(lasting.values) - 1)) + ONE
            inside = every(compared(since, ">=", NOTHING), compared(since, "<=", fixed(len(lasting.values) - 1)))
            return when(inside, chosen(lasting, place, down=True), NOTHING)

        return book.sheet("Delay").add(("all", "", "share in effect", outcome_id), book.years, cell)

    return book.once(("delay", outcome_id), made)


def _lasting(book: Book, outcome_id: str, listed: Stretch | None) -> Stretch:
    """q: shares still in effect; treated across a year, half of each year falls into the next."""
    values = (1.0,) if listed is None else listed.values
    programme = (book.case.programme.programme_id,)
    is_mid = book.inputs.says("programme", programme, "effect_timing", "mid_year")
    parameters: Values = book.parameters

    def p(k: int) -> Term:
        if not 0 <= k < len(values):
            return NOTHING
        return ONE if listed is None else chosen(listed, fixed(k + 1))

    for k in range(len(values) + 1):
        halved = (p(k - 1) + p(k)) / fixed(2)
        parameters.add((f"share in effect after {k} years", outcome_id, ""), when(is_mid, halved, p(k)))
    return parameters.column(len(values) + 1)


def at_sites_down(units: OutcomeUnits, t: int) -> Stretch:
    """Units at each site in a year, before any limit, down the sheet."""
    return down(list(units.sites.values()), t)


def remains(units: OutcomeUnits, t: int) -> Term:
    """What is left of an outcome once sites and levers have taken theirs, at least nothing."""
    if units.there_are is None:
        return NOTHING
    return at_least_nothing(units.there_are.cells[t] - units.at_sites(t) - units.of_levers(t))
