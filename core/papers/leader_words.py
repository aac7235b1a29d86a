"""The sentences of a shared page: its headline figures, what could go wrong, and how sure it is."""

from dataclasses import dataclass

from core.charts.formats import chance, duration, money, money_range, people, share
from core.charts.grammar import listed
from core.papers.figures import net_words
from core.reports.appraisals import Appraised
from core.reports.asks import changes_asked_for, observed_share
from core.reports.benefits import steps_to_cash
from core.reports.leader import ALL, LeaderFigures, Range
from core.reports.sources import source_counts

NOTHING_GBP = 0.5


@dataclass(frozen=True)
class HeadlineFigure:
    """One of the four figures at the head: what it is, how much, and its range."""

    label: str
    value: str
    note: str


def headline(figures: LeaderFigures) -> list[HeadlineFigure]:
    """The four figures a leader asks for first, in the words of the Summary."""
    years = figures.horizon_years
    return [
        HeadlineFigure(f"Cash to invest, {years} years", money(figures.cost.gbp), _range(figures.cost)),
        HeadlineFigure("Net public value", money(figures.npsv.gbp), _range(figures.npsv)),
        HeadlineFigure("Net cash", money(figures.net_cash.gbp), _range(figures.net_cash)),
        HeadlineFigure(
            "Cash pays back in",
            duration(figures.payback_years, years),
            f"{chance(figures.chance_cash)} runs end with more cash than went in",
        ),
    ]


def could_go_wrong(appraised: Appraised, option_id: str, figures: LeaderFigures) -> list[str]:
    """Say who loses cash, how much never becomes cash, and how much rests on no source, or on others' adoption."""
    return [
        _who_loses(figures),
        _what_is_not_cash(appraised, option_id, figures),
        *_what_it_rests_on(appraised, option_id),
    ]


def frame_sentence(appraised: Appraised) -> str:
    """Say in what terms every figure on the page is."""
    programme = appraised.case.programme
    return (
        f"Present values over {programme.horizon_years} years from {programme.base_year}/{(programme.base_year + 1) % 100:02d}, "
        f"in {programme.prices_of}/{(programme.prices_of + 1) % 100:02d} prices, as a difference from business as usual."
    )


def reach_sentence(figures: LeaderFigures) -> str | None:
    """Say how many people complete it in how many places; None for an option that works without places."""
    total = figures.completers.get(ALL)
    if total is None:
        return None
    places = len(figures.completers) - 1
    where = "1 place" if places == 1 else f"{places} places"
    how_many = f"Fewer than {people(total.high)}" if total.is_few else f"About {people(total.amount)}"
    return f"{how_many} people complete it, in {where}, over {figures.horizon_years} years."


def asks_of_others(appraised: Appraised, option_id: str) -> list[str]:
    """List what the option asks others to change, in the words entered."""
    titles = {row.option_id: row.title for row in appraised.case.options}
    frame = changes_asked_for(appraised)
    if frame.empty:
        return []
    own = frame[frame.option == titles[option_id]]
    return [f"{lever}: {ask}" if ask else str(lever) for lever, ask in zip(own.lever, own.ask, strict=True)]


def rounding_sentence(figures: LeaderFigures) -> str:
    """Say how small numbers are kept apart."""
    rules = figures.rules
    told = f"Numbers of people are rounded to {rules.rounding}, and those below {rules.threshold} are not shown."
    if figures.is_rounded:
        told += " Money that stands for few people is shown as a limit, and the money beside it is rounded."
    return told


def _range(figure: Range) -> str:
    return f"{money_range(figure.low_gbp, figure.high_gbp)} in 8 of 10 model runs"


def _who_loses(figures: LeaderFigures) -> str:
    losing = sorted((line for line in figures.partners if line.net_high_gbp < -NOTHING_GBP), key=lambda line: line.net_high_gbp)
    if not losing:
        return "No partner ends with less cash than it started with."
    names = [f"{line.partner} ({net_words(line)})" for line in losing]
    together = money(figures.net_cash.gbp)
    return f"Out of pocket in cash unless the deal moves money: {listed(names)}. All partners together: {together}."


def _what_is_not_cash(appraised: Appraised, option_id: str, figures: LeaderFigures) -> str:
    own = appraised.option(option_id).expected.measures
    if figures.is_rounded or own.pv_fiscal_gbp < NOTHING_GBP:
        part = "None" if own.pv_fiscal_gbp < NOTHING_GBP else share(1 - own.pv_cash_released_gbp / own.pv_fiscal_gbp)
        text = f"{part} of the benefit in budgets is capacity, not cash."
    else:
        capacity = own.pv_fiscal_gbp - own.pv_cash_released_gbp
        text = f"{money(capacity)} of the {money(own.pv_fiscal_gbp)} benefit in budgets is capacity, not cash."
    steps = steps_to_cash(appraised, option_id)
    short = int((steps.steps < 0.5).sum())
    if short:
        text += f" {short} of {len(steps)} places where cash comes in steps do not reach their first step."
    return text


def _what_it_rests_on(appraised: Appraised, option_id: str) -> list[str]:
    counts = source_counts(appraised.loaded)
    total = sum(counts.values())
    found = [f"{share(counts['red'] / total)} of the {total:,} figures entered have no source or are illustrative."]
    observed = observed_share(appraised, option_id)
    if observed is not None:
        found.insert(0, f"{share(observed)} of the benefit hangs on outcomes that were measured; the rest is modelled.")
    result = appraised.option(option_id)
    if result.has_levers:
        number = len(result.lever_ids)
        found.insert(0, f"It rests on others adopting {number} changes that the partners do not control.")
    return found
