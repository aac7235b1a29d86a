"""People in cells: who has the problem, whom the sites reach, and how far the levers have been adopted (method, 2 and 6)."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.case.options import Lever, Mechanism, Option, OptionKind, OptionSite
from core.papers.book.sheets import Row
from core.papers.book.term import (
    NOTHING,
    ONE,
    Term,
    at_least_nothing,
    chosen,
    compared,
    every,
    fixed,
    least,
    most,
    total,
    when,
)
from core.papers.book.whole_book import Book


@dataclass(frozen=True)
class OptionRun:
    """One option with the levers in force, by their place among the option's own."""

    option: Option
    levers: tuple[Lever, ...]

    @property
    def label(self) -> str:
        """What the combination is called in the sheets."""
        return " + ".join(lever.lever_id for lever in self.levers) or "none adopted"

    def moving_stock(self, outcome_id: str | None = None) -> tuple[Lever, ...]:
        """The levers in force that change how many people have the problem: those that name an outcome, or all for None."""
        return tuple(lever for lever in self.levers if lever.mechanism is not Mechanism.unit_cost and names(lever, outcome_id))


def names(lever: Lever, outcome_id: str | None) -> bool:
    """True where a lever moves an outcome: one that names none moves all."""
    return outcome_id is None or not lever.outcome_ids or outcome_id in lever.outcome_ids


def adopted(book: Book, option: Option, lever: Lever) -> Row:
    """a_l(t): how much of a lever's cut is in force in each year; counted from the gate where there is one."""

    def made() -> Row:
        path = book.inputs.list_of("levers", (lever.lever_id,), "adoption")
        full = book.inputs.term("levers", (lever.lever_id,), "full_effect")
        wait = NOTHING
        if option.kind is OptionKind.out_then_up:
            wait = book.inputs.term("options", (option.option_id,), "gate_year")

        def cell(t: int) -> Term:
            if path is None:
                return NOTHING
            since = fixed(t) - wait
            place = least(at_least_nothing(since), fixed(len(path.values) - 1)) + ONE
            value = full * chosen(path, place)
            return value if wait.is_fixed else when(compared(since, "<", NOTHING), NOTHING, value)

        return book.sheet("Adoption").add((option.option_id, "", lever.lever_id), book.years, cell)

    return book.once(("adoption", lever.lever_id), made)


def left_by(book: Book, option: Option, levers: Sequence[Lever], t: int) -> Term:
    """What some levers leave in a year: the product of 1 less what is in force of each."""
    found = ONE
    for lever in levers:
        found = found * (ONE - adopted(book, option, lever).cells[t])
    return found


def as_usual(book: Book) -> Row | None:
    """P0: people with the problem when nothing is done; None without a population."""
    if book.case.population is None:
        return None
    return book.once(("stock",), lambda: _stock(book, ("all", "business as usual", "people with the problem"), None, ()))


def with_levers(book: Book, run: OptionRun, outcome_id: str | None) -> Row | None:
    """P_o, or P for None: people with the problem with the levers in force."""
    moving = run.moving_stock(outcome_id)
    if book.case.population is None or not moving:
        return as_usual(book)
    ids = tuple(lever.lever_id for lever in moving)
    label = (run.option.option_id, " + ".join(ids), "people with the problem")
    return book.once(("stock", run.option.option_id, ids), lambda: _stock(book, label, run.option, moving))


def _stock(book: Book, labels: tuple[str, str, str], option: Option | None, levers: tuple[Lever, ...]) -> Row:
    people, inflow, leaving = (
        book.inputs.term("population", (), name) for name in ("people_with_problem", "inflow_per_year", "exit_rate")
    )
    speeding = [lever for lever in levers if lever.mechanism is Mechanism.exit]
    cutting = [lever for lever in levers if lever.mechanism is Mechanism.inflow]

    def cell(t: int, before: Term | None) -> Term:
        if before is None:
            return people
        stay, come = ONE - leaving, inflow
        if option is not None:
            stay = stay * left_by(book, option, speeding, t - 1)
            come = come * left_by(book, option, cutting, t - 1)
        return stay * before + come

    return book.sheet("Stock").add_running(labels, book.years, cell)


def engaged(book: Book, run: OptionRun) -> dict[str, Row]:
    """People engaged at each site of the option, by site; rows of one option and stock stand under each other."""
    ids = tuple(lever.lever_id for lever in run.moving_stock())
    key = ("engaged", run.option.option_id, ids if book.case.population is not None else ())
    return book.once(key, lambda: _engaged(book, run))


def sites_of(book: Book, option: Option) -> list[OptionSite]:
    """The places of an option, in the order of the file."""
    return [row for row in book.case.option_sites if row.option_id == option.option_id]


def _engaged(book: Book, run: OptionRun) -> dict[str, Row]:
    option, sites = run.option, sites_of(book, run.option)
    usual, now = as_usual(book), with_levers(book, run, None)
    label = " + ".join(lever.lever_id for lever in run.moving_stock()) or "stock as usual"
    wanted = {row.site_id: _wanted(book, row, (usual, now), label) for row in sites}
    held: Row | None = None
    if now is not None and wanted:
        held = book.sheet("People").add(
            (option.option_id, label, "share there are people for"), book.years, lambda t: _held(wanted, now, t)
        )
    return {row.site_id: _at_site(book, row, wanted[row.site_id], held, label) for row in sites}


def _held(wanted: dict[str, Row], now: Row, t: int) -> Term:
    asked = total(row.cells[t] for row in wanted.values())
    if asked.is_fixed:
        return ONE
    return when(compared(asked, ">", now.cells[t]), now.cells[t] / asked, ONE)


def is_active(book: Book, row: OptionSite, t: int) -> Term:
    """1 in the years a site delivers, which can be changed; 0 before and after."""
    key = (row.option_id, row.site_id)
    start = book.inputs.term("option_sites", key, "start_year")
    tests = [compared(fixed(t), ">=", start)]
    if book.inputs.has("option_sites", key, "end_year"):
        tests.append(compared(fixed(t), "<=", book.inputs.term("option_sites", key, "end_year")))
    return when(every(*tests), ONE, NOTHING)


def active_years(book: Book, row: OptionSite) -> Row:
    """The active years of a site as a row."""

    def made() -> Row:
        return book.sheet("People").add((row.option_id, row.site_id, "delivers"), book.years, lambda t: is_active(book, row, t))

    return book.once(("active", row.option_id, row.site_id), made)


def _by_year(book: Book, row: OptionSite, column: str, t: int) -> Term | None:
    key = (row.option_id, row.site_id)
    listed = book.inputs.list_of("option_sites", key, column)
    if listed is None:
        return None
    since = at_least_nothing(fixed(t) - book.inputs.term("option_sites", key, "start_year"))
    return chosen(listed, least(since, fixed(len(listed.values) - 1)) + ONE)


def _wanted(book: Book, row: OptionSite, stock: tuple[Row | None, Row | None], label: str) -> Row:
    usual, now = stock
    people = book.inputs.term("sites", (row.site_id,), "people_per_year")
    offered = book.inputs.term("options", (row.option_id,), "affected_share")
    active = active_years(book, row)

    def cell(t: int) -> Term:
        ramp = _by_year(book, row, "ramp", t) or ONE
        found = active.cells[t] * people * offered * ramp
        if usual is None or now is None or usual is now:
            return found
        there = when(compared(usual.cells[t], ">", NOTHING), now.cells[t] / usual.cells[t], ONE)
        return found * there

    return book.sheet("People").add((row.option_id, label, "referrals", row.site_id), book.years, cell)


def _at_site(book: Book, row: OptionSite, wanted: Row, held: Row | None, label: str) -> Row:
    engagement = book.inputs.term("options", (row.option_id,), "engagement")

    def cell(t: int) -> Term:
        people = wanted.cells[t] * engagement
        people = people if held is None else people * held.cells[t]
        limit = _by_year(book, row, "most_people", t)
        return people if limit is None else least(people, most(limit, NOTHING))

    return book.sheet("People").add((row.option_id, label, "engaged", row.site_id), book.years, cell)
