"""Sentences of the leader's page: its headline figures, what could go wrong, and how sure it is."""

from dataclasses import dataclass

from core.charts.kit.formats import chance, duration, money, money_range, people, whole_years
from core.charts.sentences.unmonetised import effect_sentence
from core.papers.caveats import NOTHING_GBP, what_is_not_cash, what_it_rests_on, who_loses
from core.papers.figures import net_words
from core.papers.template import shortened
from core.reports.appraisals import Appraised
from core.reports.leader import ALL, LeaderFigures, Range
from core.reports.logic_model.levers import changes_asked_for
from core.reports.unmonetised import unmonetised

MOST_EFFECTS = 3


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
        HeadlineFigure(f"Cash to invest, {whole_years(years)}", money(figures.cost.gbp), _range(figures.cost)),
        HeadlineFigure("Net public value", money(figures.npsv.gbp), _range(figures.npsv)),
        HeadlineFigure("Net cash", money(figures.net_cash.gbp), _range(figures.net_cash)),
        HeadlineFigure(
            "Cash pays back in",
            duration(figures.payback_years, years),
            f"{chance(figures.chance_cash)} runs end with more cash than went in",
        ),
    ]


def without_a_price(appraised: Appraised, option_id: str, figures: LeaderFigures, most_letters: int) -> list[str]:
    """Say which effects have no price, the first of them; where figures are rounded, no value that would give them back.

    Args:
        appraised: the version worked out.
        option_id: the option.
        figures: of the page.
        most_letters: of a name.
    """
    frame = unmonetised(appraised, option_id)
    names = {name: [shortened(str(said), most_letters) for said in frame[name]] for name in ("effect", "unit")}
    frame = frame.assign(**names, falls_on="")  # the page stays under 20 kB, however long the names are
    if figures.is_rounded:
        frame = frame.assign(tipping_gbp=float("nan"))
    told = [effect_sentence(row) for row in frame.head(MOST_EFFECTS).itertuples()]
    more = len(frame) - len(told)
    return [*told, f"{more} more are on the pages of the programme."] if more else told


def could_go_wrong(appraised: Appraised, option_id: str, figures: LeaderFigures) -> list[str]:
    """Say who loses cash, how much never becomes cash, and how much rests on no source, or on others' adoption."""
    return [
        _who_loses(figures),
        what_is_not_cash(appraised, option_id, as_share=figures.is_rounded, basis=figures.basis),
        *what_it_rests_on(appraised, option_id),
    ]


def reach_sentence(figures: LeaderFigures) -> str | None:
    """Say how many people complete it in how many places; None for an option that works without places."""
    total = figures.completers.get(ALL)
    if total is None:
        return None
    places = len(figures.completers) - 1
    where = "1 place" if places == 1 else f"{places} places"
    how_many = f"Fewer than {people(total.high)}" if total.is_few else f"About {people(total.amount)}"
    return f"{how_many} people complete it, in {where}, over {whole_years(figures.horizon_years)}."


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
    sentence = f"Numbers of people are rounded to {rules.rounding}, and those below {rules.threshold} are not shown."
    if figures.is_rounded:
        sentence += " Money that stands for few people is shown as a limit, and the money beside it is rounded."
    return sentence


def _range(figure: Range) -> str:
    return f"{money_range(figure.low_gbp, figure.high_gbp)} in 8 of 10 model runs"


def _who_loses(figures: LeaderFigures) -> str:
    losing = sorted((line for line in figures.partners if line.net_high_gbp < -NOTHING_GBP), key=lambda line: line.net_high_gbp)
    return who_loses([f"{line.partner} ({net_words(line)})" for line in losing], figures.net_cash.gbp)
