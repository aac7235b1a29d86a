"""Scale case: the business case of one option in its five dimensions, from what is recorded, as a page to read or download."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.access.redaction import effects_seen
from core.access.scope import Scope
from core.charts.kit.formats import chance, duration, exact_money, money, share, whole_years
from core.charts.sentences.unmonetised import effect_sentence
from core.domain.case.case import Case
from core.domain.case.options import Option
from core.domain.case.service_design import DesignStatus
from core.domain.gates import State
from core.domain.prices import MoneyBasis
from core.engine.results import Standing
from core.engine.simulation.simulate import Simulation
from core.papers.template import filled
from core.reports.appraisals import Appraised
from core.reports.deals.funding import promised_by_status
from core.reports.deals.sustainability import sustainability
from core.reports.flows import option_titles, partner_titles
from core.reports.gates.entry_condition import entry_findings
from core.reports.gates.pathway import STAGE_WORDS, intent_sentence
from core.reports.gates.standing import GateStanding
from core.reports.options import KIND_WORDS
from core.reports.partners import ledger
from core.reports.prices import terms_in_words
from core.reports.uncertainty import spreads
from core.reports.unmonetised import unmonetised

LIVE_IN_MARKDOWN = "\\`*_{}[]()<>#+-.!|~$:&@^="


@dataclass(frozen=True)
class Dimension:
    """One of the five: its question, what is recorded, what is missing, and the addresses of the pages behind it."""

    title: str
    asks: str
    said: tuple[str, ...]
    missing: tuple[str, ...]
    pages: tuple[str, ...]


@dataclass(frozen=True)
class ScaleCase:
    """Scale case of one option in one version, with what every reader must know first."""

    title: str
    option: str
    kind: str
    number: int
    on: date
    is_sample: bool
    warnings: tuple[str, ...]
    dimensions: tuple[Dimension, ...]


def scale_case(
    appraised: Appraised,
    option_id: str,
    gates: tuple[GateStanding, ...],
    simulation: Simulation,
    *,
    scope: Scope,
    warnings: tuple[str, ...],
    is_sample: bool,
    on: date,
) -> ScaleCase:
    """Put the case together; nothing is written into it that the version, its appraisal and its gates do not say.

    Args:
        appraised: the version, worked out as entered.
        option_id: the option.
        gates: its gates as they stand.
        simulation: the version's draws.
        scope: whose rows are shown; those of other partners are counted and not shown.
        warnings: gates passed against what the data say, and that the case is a draft.
        is_sample: True for the sample.
        on: the day it is put together.
    """
    case = appraised.case
    option = next(row for row in case.options if row.option_id == option_id)
    return ScaleCase(
        title=case.programme.title,
        option=option_titles(case)[option_id],
        kind=KIND_WORDS[option.kind],
        number=appraised.loaded.version.number,
        on=on,
        is_sample=is_sample,
        warnings=warnings,
        dimensions=(
            _strategic(case),
            _economic(appraised, option, simulation, scope),
            _commercial(case, option, scope),
            _financial(appraised, option),
            _management(case, gates, scope),
        ),
    )


def as_markdown(case: ScaleCase) -> str:
    """Write the case as plain Markdown, with people's own words kept from becoming marks."""
    lines = [f"# {_marked(case.title)}", "", f"{_marked(_standing(case))}", ""]
    lines += [f"**{_marked(warning)}**\n" for warning in case.warnings]
    for dimension in case.dimensions:
        lines += [f"## {dimension.title}", "", dimension.asks, ""]
        lines += [f"- {_marked(sentence)}" for sentence in dimension.said]
        lines += [f"- **Missing:** {_marked(sentence)}" for sentence in dimension.missing]
        lines.append("")
    return "\n".join(lines)


def as_html(case: ScaleCase) -> str:
    """Write the case as one page of HTML without script; people's own words are escaped."""
    return filled("scale_case.html", title=case.title, standing=_standing(case), warnings=case.warnings, dimensions=case.dimensions)


def _standing(case: ScaleCase) -> str:
    sample = "Sample. " if case.is_sample else ""
    on = f"{case.on.day} {case.on:%B %Y}"
    which = f"{case.kind}: {case.option}. Version {case.number}, put together on {on}."
    return f"{sample}{which} Every figure is a difference from business as usual."


def _strategic(case: Case) -> Dimension:
    programme = case.programme
    told = {
        "The question": programme.question,
        "The problem as first stated": programme.problem_statement,
        "The problem as seen from the whole system": programme.reframed_problem,
        "What the prototype set out to test": programme.proposition,
        "What it was expected to change": programme.hypothesis,
    }
    said = [f"{name}: {words}" for name, words in told.items() if words]
    said += [f"Stage: {STAGE_WORDS[programme.stage]}."] if programme.stage else []
    entry = entry_findings(case)
    said += [intent_sentence(case), *(row.sentence for row in entry if row.state is State.met)]
    missing = [f"{name} is not written down." for name, words in told.items() if not words]
    missing += [row.sentence for row in entry if row.state is not State.met]
    return Dimension("Strategic", "Is there a case for change?", tuple(said), tuple(missing), ("road", "logic"))


def _economic(appraised: Appraised, option: Option, simulation: Simulation, scope: Scope) -> Dimension:
    own = appraised.option(option.option_id).expected.measures
    spread = spreads(appraised, simulation)
    own_spread = spread[spread["option_id"] == option.option_id]
    low, high, above = (float(own_spread[name].iloc[0]) for name in ("p10_gbp", "p90_gbp", "chance_positive"))
    programme = appraised.case.programme
    years = programme.horizon_years
    said = [
        f"Held against business as usual. {terms_in_words(appraised.case, MoneyBasis.present_value)}",
        f"Net public value {money(own.npsv_gbp)}, from {money(low)} to {money(high)} in 8 of 10 model runs.",
        f"{chance(above)} model runs are worth more than business as usual.",
        _horizon(own.payback_cash_years, years),
        _standing_tests(appraised.option(option.option_id).standing),
    ]
    effects = effects_seen(unmonetised(appraised, option.option_id), scope)
    said += [f"Not in the figures: {effect_sentence(row)}" for row in effects.itertuples()]
    said += [f"Why {whole_years(years)}: {programme.horizon_reason}"] if programme.horizon_reason else []
    are = "is" if years == 1 else "are"
    missing = [] if programme.horizon_reason else [f"Why {whole_years(years)} {are} looked at is not written down."]
    missing += [] if len(appraised.case.options) > 2 else ["Only one option is held against business as usual."]
    return Dimension("Economic", "Is it worth it to the public?", tuple(said), tuple(missing), ("compare", "sure", "evidence"))


def _standing_tests(standing: Standing) -> str:
    return (
        f"With only what can be avoided counted, net public value is {money(standing.avoidable_only_npsv_gbp)}; with everything "
        f"one year late it is {money(standing.one_year_late_npsv_gbp)}, and net cash {money(standing.one_year_late_net_cash_gbp)}."
    )


def _horizon(payback: float | None, years: int) -> str:
    if payback is None:
        return f"Cash does not pay back within the {whole_years(years)} looked at."
    return f"Cash pays back in {duration(payback)}, inside the {whole_years(years)} looked at."


def _commercial(case: Case, option: Option, scope: Scope) -> Dimension:
    titles = partner_titles(case)
    every = [row for row in case.service_design if row.option_id == option.option_id]
    rows = [row for row in every if scope.sees_any_of(frozenset({row.owner_partner_id}) if row.owner_partner_id else None)]
    said = [f"Delivered by: {option.delivery_form}."] if option.delivery_form else []
    said += [f"Commissioned by: {option.commissioning_form}."] if option.commissioning_form else []
    said += [
        f"{_heading(row.heading.value)}: {row.arrangement or row.not_needed_because} ({row.status.value.replace('_', ' ')}"
        f"{f', {titles[row.owner_partner_id]}' if row.owner_partner_id else ''})."
        for row in rows
        if row.status is not DesignStatus.not_started
    ]
    said += _not_told(len(every) - len(rows), "heading of the service design", "headings of the service design")
    missing = [] if option.delivery_form else ["The form of delivery is not named."]
    missing += [] if option.commissioning_form else ["The form of commissioning is not named."]
    missing += [f"{_heading(row.heading.value)} has not been started." for row in rows if row.status is DesignStatus.not_started]
    missing += [] if every else ["No heading of the service design has been filled in."]
    return Dimension("Commercial", "Can it be delivered, and by whom?", tuple(said), tuple(missing), ("design",))


def _financial(appraised: Appraised, option: Option) -> Dimension:
    own = appraised.option(option.option_id).expected.measures
    partners = ledger(appraised, option.option_id)
    losing = [str(row.partner) for row in partners[partners.net_gbp < -0.5].itertuples()]
    promised, in_kind = promised_by_status(appraised, option.option_id)
    lasting = sustainability(appraised, option.option_id)
    said = [
        f"Cash to invest {money(own.pv_public_cost_gbp)}, cash released {money(own.pv_cash_released_gbp)}, present values.",
        f"Most cash out at any time: {money(-own.peak_funding_gbp)}.",
        "Promised in cash over all years: "
        + ", ".join(f"{exact_money(gbp)} {status.value}" for status, gbp in promised.items())
        + f"; in kind, and not counted in that: {exact_money(in_kind)}.",
        *(row.sentence for row in lasting.findings if row.state is State.met),
    ]
    if own.misalignment is not None:
        said.append(f"{share(own.misalignment)} of the money is in the wrong pockets.")
    missing = [f"Out of pocket in cash unless the deal moves money: {', '.join(losing)}."] if losing else []
    missing += [row.sentence for row in lasting.findings if row.state is not State.met]
    return Dimension("Financial", "Can partners afford it, now and later?", tuple(said), tuple(missing), ("who", "deal"))


def _management(case: Case, gates: Iterable[GateStanding], scope: Scope) -> Dimension:
    said: list[str] = []
    missing: list[str] = []
    for stands in gates:
        told = f"{stands.gate.title}: {stands.words}."
        (said if stands.is_passed else missing).append(told if not stands.look_again else f"{told} {stands.look_again}")
    titles = partner_titles(case)
    said += [
        f"Release: {row.release_action} ({row.owner}, {titles[row.partner_id]}, due {row.due_on.day} {row.due_on:%B %Y})."
        for row in case.realisation
        if scope.sees_partner(row.partner_id)
    ]
    said += _not_told(sum(not scope.sees_partner(row.partner_id) for row in case.realisation), "release action", "release actions")
    missing += [] if case.realisation else ["No action that releases cash has an owner."]
    return Dimension(
        "Management", "Who sees to it, and what is checked when?", tuple(said), tuple(missing), ("road", "realisation")
    )


def _not_told(hidden: int, one: str, many: str) -> list[str]:
    """Left out: say that there is more, which belongs to partners whose detail the reader does not see."""
    return [f"{hidden} {one if hidden == 1 else many} of other partners are not shown to you."] if hidden else []


def _heading(word: str) -> str:
    return "IT" if word == "it" else word.replace("_", " ").capitalize()


def _marked(words: str) -> str:
    """People's own words in Markdown: every mark escaped, line ends made spaces."""
    return "".join(f"\\{letter}" if letter in LIVE_IN_MARKDOWN else letter for letter in " ".join(words.split()))
