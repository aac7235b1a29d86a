"""Cost centres in cells: each counts everything that falls away there, once, and closes whole steps (method, section 4)."""

from collections.abc import Callable, ItemsView, Sequence
from dataclasses import dataclass

from core.domain.case.benefits import Benefit, CostCentre
from core.papers.book.flows import centres_of
from core.papers.book.people import OptionRun
from core.papers.book.sheets import Row
from core.papers.book.term import (
    GUARD,
    NOTHING,
    ONE,
    Term,
    Test,
    at_least_nothing,
    compared,
    every,
    fixed,
    least,
    most,
    total,
    when,
    whole_part,
)
from core.papers.book.whole_book import Book
from core.papers.book.worth import price_factor, releases, share


def base_of(book: Book, centre: CostCentre) -> Row:
    """What happens at a centre in each year when nothing is done."""

    def made() -> Row:
        key = (centre.cost_centre_id,)
        base, growth = (book.inputs.term("cost_centres", key, name) for name in ("baseline_units", "demand_growth_rate"))
        return book.sheet("Centres").add(
            ("all", "", "happens as usual", centre.cost_centre_id),
            book.years,
            lambda t: base * (ONE + growth) ** fixed(t) if t else base,
        )

    return book.once(("base", centre.cost_centre_id), made)


@dataclass(frozen=True)
class Ward:
    """What falls away at a centre by year: units that gain, that harm, that gain in steps, and what is left of the gains."""

    gain: Row
    harm: Row
    stepped: Row
    left: Row


class Centre:
    """One cost centre in one run: what gains and harms there, what is left, and the steps that close."""

    def __init__(self, book: Book, run: OptionRun, centre: CostCentre, units: dict[str, dict[str, Row]]) -> None:
        self.book, self.run, self.centre = book, run, centre
        own = centre.cost_centre_id
        self.here = [row for row in book.case.benefits if row.is_fiscal and own in centres_of(book.case, row.benefit_id)]
        self.moving = [row for row in self.here if own in units[row.benefit_id]]
        self.units = {row.outcome_id: units[row.benefit_id][own] for row in reversed(self.moving)}
        self.closing: Row | None = None
        self.steps: Row | None = None
        self.lump: Term | None = None
        self.ward = self._ward() if self.units else None
        if self.ward is not None:
            self._lay_out_steps(self.ward)

    def _add(self, what: str, cell: Callable[[int], Term], of: str = "") -> Row:
        labels = (self.run.option.option_id, self.run.label, what, of, self.centre.cost_centre_id)
        return self.book.sheet("Centres").add(labels, self.book.years, cell)

    def _ward(self) -> Ward:
        flags = {one: self._flag([releases(self.book, row) for row in self._lines(one)]) for one in self.units}
        steps = {one: self._flag([self._step_flag(row) for row in self._lines(one)]) for one in self.units}

        def gained(by: dict[str, Term]) -> Callable[[int], Term]:
            return lambda t: total(by[one] * at_least_nothing(row.cells[t]) for one, row in self._each())

        gain = self._add("gains", gained(flags))
        harm = self._add("harms", lambda t: total(at_least_nothing(NOTHING - row.cells[t]) for _, row in self._each()))
        stepped = self._add("gains in steps", gained(steps))
        return Ward(gain, harm, stepped, self._add("left of the gains", lambda t: self._left(gain.cells[t], t)))

    def _lay_out_steps(self, ward: Ward) -> None:
        lump = self.lump = self._lump()
        if lump is None or all(cell.is_fixed for cell in ward.stepped.cells):
            return
        free, notice = self._add("may close steps", lambda t: self._free(ward, t)), self._notice()
        self.steps = self._add("steps closed", lambda t: _steps(free, t, notice, lump))
        self._lay_out_closing(self.steps)

    def _each(self) -> ItemsView[str, Row]:
        return self.units.items()

    def _lines(self, outcome_id: str) -> list[Benefit]:
        return [row for row in self.here if row.outcome_id == outcome_id]

    @staticmethod
    def _flag(flags: Sequence[Term]) -> Term:
        live = [flag for flag in flags if not (flag.is_fixed and flag.value == 0)]
        return NOTHING if not live else live[0] if len(live) == 1 else most(*live)

    def _step_flag(self, benefit: Benefit) -> Term:
        flag, step = releases(self.book, benefit), share(self.book, benefit, "step_share")
        return when(compared(flag * step, ">", NOTHING), ONE, NOTHING) if not (flag * step).is_fixed else NOTHING

    def _left(self, units: Term, t: int) -> Term:
        if self.centre.baseline_units is None or units.is_fixed:
            return units
        base = base_of(self.book, self.centre)
        now, then = base.cells[t], base.cells[0]
        return at_least_nothing(least(units, now) - (at_least_nothing(now - then) if t else NOTHING))

    def _free(self, ward: Ward, t: int) -> Term:
        gain, harm, stepped, left = (row.cells[t] for row in (ward.gain, ward.harm, ward.stepped, ward.left))
        less = stepped - harm
        if less.is_fixed:
            return less
        within = least(self._left(less, t), left * stepped / gain - harm)
        return when(compared(less, "<=", NOTHING), less, within)

    def _lump(self) -> Term | None:
        key = (self.centre.cost_centre_id,)
        if self.book.inputs.has("cost_centres", key, "lump_units"):
            return self.book.inputs.term("cost_centres", key, "lump_units")
        return self._of_lines("lump_units")

    def _notice(self) -> Term:
        key = (self.centre.cost_centre_id,)
        if self.book.inputs.has("cost_centres", key, "notice_years"):
            return self.book.inputs.term("cost_centres", key, "notice_years")
        return self._of_lines("notice_years") or NOTHING

    def _of_lines(self, column: str) -> Term | None:
        """Of the first stepped line that releases; they agree."""
        found: Term | None = None
        for row in reversed(self.here):
            key = (row.benefit_id,)
            if row.can_be_cash and row.step_share and self.book.inputs.has("benefits", key, column):
                own = self.book.inputs.term("benefits", key, column)
                flag = compared(self._step_flag(row), ">", NOTHING)
                found = own if found is None else when(flag, own, found)
        return found

    def _lay_out_closing(self, steps: Row) -> None:
        key = (self.centre.cost_centre_id,)
        closing, reopening = (self.book.inputs.term("cost_centres", key, name) for name in ("closing_gbp", "reopening_gbp"))
        prices = price_factor(self.book, self.centre.price_year)

        def cell(t: int) -> Term:
            before = steps.cells[t - 1] if t else NOTHING
            more, fewer = at_least_nothing(steps.cells[t] - before), at_least_nothing(before - steps.cells[t])
            return (closing * more + reopening * fewer) * prices

        self.closing = self._add("closing and reopening", cell)

    def cash_units(self, benefit: Benefit, t: int) -> Term:
        """Cash of one line here in a year, in units of the line."""
        ward = self.ward
        if benefit.outcome_id not in self.units or ward is None:
            return NOTHING
        own = self.units[benefit.outcome_id].cells[t]
        if own.is_fixed and own.value == 0:
            return NOTHING
        gain, harm = ward.gain.cells[t], ward.harm.cells[t]
        variable, rest = share(self.book, benefit, "variable_share"), ONE - share(self.book, benefit, "fixed_share")
        outweighs = when(compared(gain - harm, "<=", NOTHING), (rest - variable) * (gain - harm) * (NOTHING - own) / harm, NOTHING)
        return when(compared(own, "<", NOTHING), variable * own + outweighs, self._gained(benefit, ward, own, t))

    def _gained(self, benefit: Benefit, ward: Ward, own: Term, t: int) -> Term:
        variable = share(self.book, benefit, "variable_share")
        flag, step = releases(self.book, benefit), share(self.book, benefit, "step_share")
        if flag.is_fixed and flag.value == 0:
            return NOTHING
        found = NOTHING
        gain, left = ward.gain.cells[t], ward.left.cells[t]
        if not (variable.is_fixed and variable.value == 0):
            found = variable * own * left / gain
        if self.steps is not None and not (step.is_fixed and step.value == 0):
            stepped, lump = ward.stepped.cells[t], self.lump
            closed = step * self.steps.cells[t] * (lump or NOTHING) * own / stepped
            found = found + when(compared(stepped, ">", NOTHING), closed, NOTHING)
        counts: Test = every(compared(flag, ">", NOTHING), compared(own, ">", NOTHING))
        return when(counts, found, NOTHING)


def _steps(free: Row, t: int, notice: Term, lump: Term) -> Term:
    """Whole steps that the lowest units of this year and the years of notice before it close."""
    since = max(0, t - int(notice.value))
    lowest_value = min(cell.value for cell in free.cells[since : t + 1])
    row = free.across(0, len(free.cells) - 1)
    first = f"INDEX({row.address},1,MAX(0,{t}-{notice.inside})+1)"
    lowest = Term(f"MIN({first}:{_address(free, t)})", lowest_value)
    whole = at_least_nothing(whole_part(lowest / lump + GUARD))
    if notice.is_fixed and notice.value == 0:
        return whole
    return when(compared(fixed(t), "<", notice), NOTHING, whole)


def _address(row: Row, t: int) -> str:
    stretch = row.across(t, t).address
    return stretch.split(":")[-1]
