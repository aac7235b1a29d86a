"""Findings: what the data say of each question of a gate, worked out from the version and never typed in."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from core.domain.case.case import Case
from core.domain.case.options import Option, OptionKind
from core.domain.gates import Finding, GateSettings, KeptReframing, State
from core.engine.simulation.simulate import Simulation
from core.engine.simulation.summary import chance_positive, paired_difference
from core.reports.evidence.predictions import BENEFIT, COST, variance
from core.reports.flows import option_titles, partner_titles

EVIDENCE, DATA, ROAD = "evidence", "data", "road"
BOARD = "the board"
FINANCIAL_YEAR_ENDS = (3, 31)
MOST_NAMED = 3
_STANDS = {
    State.met: "as predicted, within what is tolerated",
    State.unmet: "further from its prediction than is tolerated",
    State.unknown: "not known whether it is as predicted",
}


def delivery_findings(case: Case, today: date) -> tuple[Finding, ...]:
    """Gate 1: was the test of the service model delivered at the prototype's sites, and was it measured?"""
    lead, prototypes = lead_of(case), [site.title for site in case.sites if site.is_prototype]
    frame = variance(case)
    where = Finding("prototype", State.unmet, "No site is marked as a prototype.", lead, DATA)
    if prototypes:
        where = Finding("prototype", State.met, f"The prototype ran in {_named(prototypes)}.", lead, DATA)
    seen = [_seen(case, frame, side, lead) for side in (COST, BENEFIT)]
    return (where, *seen, _nothing_owed(case, frame, today, lead))


def prediction_findings(case: Case, settings: GateSettings) -> tuple[Finding, ...]:
    """Gate 2: did costs and benefits come out as predicted before the test, within what the partnership tolerates?"""
    frame = variance(case)
    both = frame[frame["actual_gbp"].notna() & (frame["is_frozen"] == True)]  # noqa: E712
    lead = lead_of(case)
    if both.empty:
        missing = "No line has both a prediction written down before the first result and a result."
        return (Finding("predicted", State.unmet, missing, lead, DATA),)
    lines = tuple(_line(part, settings.tolerance_share, lead) for _, part in both.groupby("line_id", sort=False))
    if settings.tolerance_share is None:
        unset = "The partnership has not said how far a result may fall behind its prediction."
        return (Finding("tolerance", State.unknown, unset, BOARD, ROAD), *lines)
    return lines


def agreement_findings(status: pd.DataFrame, late_changes: int, lead: str) -> tuple[Finding, ...]:
    """Gate 2 as well: do partners have the evidence they agreed beforehand to ask for?

    Args:
        status: as `core.reports.evidence.agreements.evidence_status` gives it.
        late_changes: changes of the agreements that were made when results were known.
        lead: who gathers the evidence.
    """
    if status.empty:
        nothing = "No partner agreed beforehand what evidence would convince it."
        return (Finding("agreed_evidence", State.unmet, nothing, "every partner that gains", EVIDENCE),)
    waiting = status[status["status"] != "met"]
    met = len(status) - len(waiting)
    said = f"{met} of {len(status)} agreements on evidence, made beforehand, are met"
    if waiting.empty:
        finding = Finding("agreed_evidence", State.met, f"{said}.", BOARD, EVIDENCE)
    else:
        first = waiting.sort_values("by_date").iloc[0]
        late = ", and is overdue" if first["status"] == "overdue" else ""
        next_one = f"{first.partner} needs it on “{first.outcome}” by {_day(first.by_date)}{late}"
        finding = Finding(
            "agreed_evidence", State.unmet, f"{said}; {next_one}.", lead, EVIDENCE,
            of_partners=frozenset({str(first.partner_id)}), for_others=f"{said}.",
        )  # fmt: skip
    return (finding, *_late(late_changes))


def worth_findings(case: Case, simulation: Simulation, option_id: str, settings: GateSettings) -> tuple[Finding, ...]:
    """Gate 3, first branch: is it worth more than the existing model?"""
    titles, at = option_titles(case), simulation.option(option_id)
    lead, least = lead_of(case), settings.least_chance
    unset = "The partnership has not said how likely it must be that the option is worth more."
    findings = [] if least is not None else [Finding("least_chance", State.unknown, unset, BOARD, ROAD)]
    chance = chance_positive(simulation.npsv_gbp[:, at])
    findings.append(_chance("worth_more_than_usual", "business as usual", chance, least, lead))
    minimum = case.option_of_kind(OptionKind.do_minimum)
    if minimum is not None and minimum.option_id != option_id:
        gap = paired_difference(simulation, option_id, minimum.option_id)
        findings.append(_chance("worth_more_than_minimum", f"“{titles[minimum.option_id]}”", gap.chance_positive, least, lead))
    return tuple(findings)


def outcome_findings(case: Case) -> tuple[Finding, ...]:
    """Gate 3, second branch: where there is no existing model, is each outcome claimed likely to be delivered?

    An outcome counts as likely when its effect's whole range is better than nothing and a study of it stands behind that.
    """
    counted = {line.outcome_id for line in case.benefits}
    return tuple(_outcome(case, outcome_id, title) for outcome_id, title in _outcomes(case) if outcome_id in counted)


def problem_findings(case: Case, option: Option, reframing: KeptReframing | None) -> tuple[Finding, ...]:
    """Before scaling up: was the problem stated, seen anew, and agreed in these words?"""
    stated, anew, lead = case.programme.problem_statement, case.programme.reframed_problem, lead_of(case)
    findings = [
        _written("problem_stated", "the problem as first stated", stated, lead),
        _written("problem_reframed", "the problem as seen from the whole system", anew, lead),
        _agreed(reframing, stated, anew),
    ]
    if option.kind is OptionKind.out_then_up and option.gate_year is not None:
        year = case.programme.base_year + option.gate_year
        said = f"The step from out to up is decided in {year}/{(year + 1) % 100:02d}, with what scaling out has shown by then."
        findings.append(Finding("gate_year", State.note, said, BOARD, "grow"))
    return tuple(findings)


def _seen(case: Case, frame: pd.DataFrame, side: str, whose: str) -> Finding:
    actual = frame[(frame["side"] == side) & frame["actual_gbp"].notna()]
    if actual.empty:
        return Finding(f"seen_{side}", State.unmet, f"No result is recorded of any {side}.", whose, DATA)
    lines, last = actual["line_id"].nunique(), max(row.recorded_on for row in case.actuals)
    said = f"{lines} {side} {'line has' if lines == 1 else 'lines have'} results, the last recorded on {_day(last)}."
    return Finding(f"seen_{side}", State.met, said, whose, DATA)


def _nothing_owed(case: Case, frame: pd.DataFrame, today: date, whose: str) -> Finding:
    predicted = frame[frame["predicted_gbp"].notna()]
    if predicted.empty:
        said = "Nothing was predicted for the test, so nobody can say whether all of it was measured."
        return Finding("all_seen", State.unmet, said, whose, DATA)
    missing = predicted[predicted["actual_gbp"].isna()]
    owed = missing[[_ends(case, int(year)) <= today for year in missing["year"]]]
    seen = f"{len(predicted) - len(missing)} of {len(predicted)} predicted results are in"
    if len(owed):
        names = _named([f"{row.line} ({row.partner})" for row in owed.itertuples()])
        by = _named(list(dict.fromkeys(str(row.partner) for row in owed.itertuples())))
        return Finding(
            "all_seen", State.unmet, f"{seen}; owed since their year ended: {names}.", str(owed.iloc[0].partner), DATA,
            of_partners=frozenset(map(str, owed.partner_id)),
            for_others=f"{seen}; {len(owed)} owed since their year ended, by {by}.",
        )  # fmt: skip
    later = "" if missing.empty else f"; {len(missing)} of a year that has not ended yet"
    return Finding("all_seen", State.met, f"{seen}{later}.", whose, DATA)


def _line(part: pd.DataFrame, tolerance: float | None, lead: str) -> Finding:
    """One line: a cost is held to not coming out above, a benefit to not falling behind, in money and in units.

    Shares alone are said, and to those who see the line: to others, that one of this partner's is inside or outside of what is
    tolerated, which everybody has to know of a gate.
    """
    side, first = str(part["side"].iloc[0]), part.iloc[0]
    money = _behind(part, side, "gbp")
    units = _behind(part, side, "units")
    worst = max([share for share in (money, units) if share is not None], default=None)
    way = "above" if side == COST else "behind"
    if worst is None:
        said = f"{first.line}: nothing was predicted that a result could be held against"
    else:
        counted = "in money" if worst == money else "in units"
        said = f"{first.line}: "
        said += f"{worst:.0%} {way} its prediction {counted}" if worst > 0 else f"not {way} its prediction"
    state = State.unknown if worst is None or tolerance is None else State.met if worst <= tolerance + 1e-9 else State.unmet
    if worst is not None and tolerance is not None:
        said += f", {'inside' if state is State.met else 'outside'} the {tolerance:.0%} tolerated"
    # Who pays a cost can bring it down; a benefit that stays behind is delivered, or estimated anew, by the partner that leads.
    whose = str(first.partner) if side == COST else lead
    owners = _named(list(dict.fromkeys(str(name) for name in part.partner)))
    sentence = f"A {side} of {owners}: {_STANDS[state]}."
    return Finding(
        f"line_{first.line_id}",
        state,
        f"{said}.",
        whose,
        EVIDENCE,
        of_partners=frozenset(map(str, part.partner_id)),
        for_others=sentence,
    )


def _behind(part: pd.DataFrame, side: str, what: str) -> float | None:
    """Share by which a line came out worse than predicted, below 0 where better; None where nothing was predicted."""
    known = part[part[f"predicted_{what}"].notna() & part[f"actual_{what}"].notna()]
    predicted, came = (float(known[f"{name}_{what}"].astype(float).sum()) for name in ("predicted", "actual"))
    if predicted <= 0:
        return None
    return (came - predicted if side == COST else predicted - came) / predicted


def _late(changes: int) -> Iterator[Finding]:
    if changes:
        word = "change" if changes == 1 else "changes"
        said = f"{changes} {word} of what had been agreed came when results were known already."
        yield Finding("late_changes", State.note, said, BOARD, EVIDENCE)


def _chance(key: str, than: str, chance: float, least: float | None, whose: str) -> Finding:
    said = f"Worth more than {than} in {_draws(chance)}"
    if least is None:
        return Finding(key, State.unknown, f"{said}.", whose, "sure")
    state = State.met if chance >= least else State.unmet
    return Finding(key, state, f"{said}; partners ask for {least:.0%}.", whose, "sure")


def _draws(chance: float) -> str:
    """A share of the draws in words; every and none only when it is so, and never certain by rounding."""
    if chance in (0.0, 1.0):
        return "every one of the model's draws" if chance else "none of the model's draws"
    shown = "over 99%" if chance > 0.995 else "under 1%" if chance < 0.005 else f"{chance:.0%}"
    return f"{shown} of the model's draws"


def _outcome(case: Case, outcome_id: str, title: str) -> Finding:
    key, whose = f"outcome_{outcome_id}", lead_of(case)
    effect = next((row for row in case.effects if row.outcome_id == outcome_id), None)
    studies = sum(row.outcome_id == outcome_id for row in case.evidence)
    if effect is None:
        return Finding(key, State.unmet, f"{title}: no effect is entered.", whose, DATA)
    behind = f"{studies} {'study' if studies == 1 else 'studies'} behind it" if studies else "no study behind it"
    if effect.impact_low is None:
        return Finding(key, State.unknown, f"{title}: an effect of {effect.impact:g} without a range, {behind}.", whose, EVIDENCE)
    is_likely = effect.impact_low > 0 and studies > 0
    said = f"{title}: an effect of {effect.impact:g}, from {effect.impact_low:g} to {effect.impact_high:g}, {behind}."
    return Finding(key, State.met if is_likely else State.unmet, said, whose, EVIDENCE)


def _written(key: str, what: str, text: str | None, whose: str) -> Finding:
    if text:
        return Finding(key, State.met, f"Written down is {what}.", whose, DATA)
    return Finding(key, State.unmet, f"Nobody has written down {what}.", whose, DATA)


def _agreed(reframing: KeptReframing | None, stated: str | None, anew: str | None) -> Finding:
    if reframing is None:
        return Finding("problem_agreed", State.unmet, "Nobody is recorded as having agreed to see it so.", BOARD, ROAD)
    said = f"Agreed by {reframing.agreed_by} on {_day(reframing.agreed_on)}"
    if (reframing.problem_statement, reframing.reframed_problem) != (stated or "", anew or ""):
        return Finding(
            "problem_agreed", State.unmet, f"{said}, in other words than stand there now: agree them again.", BOARD, ROAD
        )
    return Finding("problem_agreed", State.met, f"{said}.", BOARD, ROAD)


def _outcomes(case: Case) -> list[tuple[str, str]]:
    return [(row.outcome_id, row.title) for row in case.outcomes]


def lead_of(case: Case) -> str:
    """Lead partner of the programme, by name."""
    return partner_titles(case).get(case.programme.lead_partner_id or "", "the partner that leads the programme")


def _ends(case: Case, year: int) -> date:
    return date(case.programme.base_year + year + 1, *FINANCIAL_YEAR_ENDS)


def _named(names: list[str]) -> str:
    shown = names[:MOST_NAMED]
    rest = [f"{len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
    every = [*shown, *rest]
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} and {every[-1]}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
