"""People in plain Python loops: who has the problem, whom the sites reach, and what the levers do (method, sections 2 and 6)."""

from dataclasses import dataclass

from core.domain.case.case import Case
from core.domain.case.options import Lever, Mechanism, Option, OptionKind
from core.domain.case.outcomes import Outcome

Series = list[float]


@dataclass(frozen=True)
class Run:
    """One option with the levers that are in force, and whether everything comes `late` by so many years."""

    case: Case
    option: Option
    in_force: tuple[Lever, ...]
    late: int = 0
    closed_centres: frozenset[str] = frozenset()

    @property
    def years(self) -> range:
        """Years 0 to the horizon."""
        return range(self.case.programme.horizon_years + 1)

    def works_for(self, outcome_id: str) -> bool:
        """True where the option works for an outcome."""
        for outcome in self.case.outcomes:
            if outcome.outcome_id == outcome_id:
                return outcome.option_ids == () or self.option.option_id in outcome.option_ids
        return False

    def outcome(self, outcome_id: str) -> Outcome:
        """The row of an outcome."""
        return next(row for row in self.case.outcomes if row.outcome_id == outcome_id)


def adopted_effect(run: Run, lever: Lever, t: int) -> float:
    """a_l(t): how much of a lever's cut is in force in a year. Out then up counts its adoption from the gate."""
    since = t - run.late
    if run.option.kind is OptionKind.out_then_up and run.option.gate_year is not None:
        since -= run.option.gate_year
    if since < 0:
        return 0.0
    return lever.full_effect * lever.adoption[min(since, len(lever.adoption) - 1)]


def names(lever: Lever, outcome_id: str) -> bool:
    """True where a lever moves an outcome: one that names none moves all."""
    return lever.outcome_ids == () or outcome_id in lever.outcome_ids


def left_by(run: Run, mechanism: Mechanism, outcome_id: str | None, t: int) -> float:
    """What the levers of one mechanism leave: those that name an outcome, or all of them for None."""
    left = 1.0
    for lever in run.in_force:
        if lever.mechanism is mechanism and (outcome_id is None or names(lever, outcome_id)):
            left *= 1 - adopted_effect(run, lever, t)
    return left


def people_as_usual(run: Run) -> Series | None:
    """P0: people with the problem when nothing is done; None without a population."""
    population = run.case.population
    if population is None:
        return None
    people = [population.people_with_problem]
    for t in run.years[:-1]:
        people.append((1 - population.exit_rate) * people[t] + population.inflow_per_year)
    return people


def people_with_levers(run: Run, outcome_id: str | None) -> Series | None:
    """P_o, or P for None: people with the problem when levers cut the inflow and speed the exit."""
    population = run.case.population
    if population is None:
        return None
    people = [population.people_with_problem]
    for t in run.years[:-1]:
        stay = (1 - population.exit_rate) * left_by(run, Mechanism.exit, outcome_id, t)
        come = population.inflow_per_year * left_by(run, Mechanism.inflow, outcome_id, t)
        people.append(stay * people[t] + come)
    return people


def engaged_people(run: Run) -> dict[str, Series]:
    """People engaged at each site of the option in each year."""
    usual, now = people_as_usual(run), people_with_levers(run, None)
    rows = [row for row in run.case.option_sites if row.option_id == run.option.option_id]
    engaged = {row.site_id: [0.0 for _ in run.years] for row in rows}
    for t in run.years:
        referrals = {}
        for row in rows:
            since = t - row.start_year
            if since < 0 or (row.end_year is not None and t > row.end_year):
                continue
            site = next(each for each in run.case.sites if each.site_id == row.site_id)
            reach = row.ramp[min(since, len(row.ramp) - 1)]
            referrals[row.site_id] = site.people_per_year * run.option.affected_share * reach
        if usual is not None and now is not None:
            still_there = now[t] / usual[t] if usual[t] > 0 else 1.0
            referrals = {site: people * still_there for site, people in referrals.items()}
            wanted = sum(referrals.values())
            if wanted > now[t]:
                referrals = {site: people * now[t] / wanted for site, people in referrals.items()}
        for row in rows:
            people = referrals.get(row.site_id, 0.0) * run.option.engagement
            if row.most_people and t >= row.start_year:
                people = min(people, row.most_people[min(t - row.start_year, len(row.most_people) - 1)])
            engaged[row.site_id][t] = people
    return engaged
