"""Leader's page: one HTML page from a shared link, without script, that reads on a phone and prints."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from core.charts.kit.formats import chance, money
from core.charts.sentences.options import running_cash_title
from core.charts.sentences.partners import ledger_title
from core.charts.sentences.splits import moved_sentence, split_lines, split_sentence
from core.papers import leader_sentences as words
from core.papers.caveats import frame_sentence
from core.papers.figures import gains_words, ledger_drawing, net_words, running_drawing
from core.papers.leader_style import style
from core.papers.template import filled, shortened
from core.reports.appraisals import Appraised
from core.reports.leader import LeaderFigures, PartnerLine
from core.reports.prices import basis_in_words

MOST_TEXT, MOST_TITLE, MOST_NAME, MOST_PARTNERS = 500, 160, 64, 16


@dataclass(frozen=True)
class LeaderPage:
    """What the page says beside its figures. `standing` says who checked the version, on the day it was frozen."""

    title: str
    ask: str
    standing: str
    is_draft: bool
    limits: str
    use_by: date | None
    warnings: tuple[str, ...]  # gates passed without what they asked for
    is_sample: bool
    frozen_on: date
    ends_on: date


def leader_page(page: LeaderPage, appraised: Appraised, option_id: str, figures: LeaderFigures) -> bytes:
    """Write the page.

    Returns:
        UTF-8 HTML in British English; every text people gave stands as text.
    """
    figures = _with_short_names(figures)
    told = {**_head(page, appraised, figures), **_figures(figures, appraised), **_who_pays(figures), **_payback(figures)}
    page_html = filled(
        "leader.html",
        **told,
        divided=_divided(figures),
        could_go_wrong=[*page.warnings, *words.could_go_wrong(appraised, option_id, figures)],
        without_a_price=words.without_a_price(appraised, option_id, figures, MOST_NAME),
        asked_of_others=words.asks_of_others(appraised, option_id),
        how_sure=_how_sure(page, figures),
        about=_about(page, appraised, figures),
        style=style(),
        MOST_TEXT=MOST_TEXT,
        MOST_TITLE=MOST_TITLE,
    )
    return page_html.encode()


def _with_short_names(figures: LeaderFigures) -> LeaderFigures:
    """Cut names that are too long once for all places they stand in: the page stays small, and cells narrow."""
    option = shortened(figures.option, MOST_NAME)
    lines = tuple(replace(line, partner=shortened(line.partner, MOST_NAME)) for line in figures.partners)
    divided = figures.divided
    if divided is not None:
        divided = replace(divided, lines=tuple(replace(line, partner=shortened(line.partner, MOST_NAME)) for line in divided.lines))
    return replace(figures, option=option, partners=lines, running=figures.running.assign(option=option), divided=divided)


def _head(page: LeaderPage, appraised: Appraised, figures: LeaderFigures) -> dict[str, object]:
    programme = appraised.case.programme
    return {
        "number": appraised.loaded.version.number,
        "frozen_on": _day(page.frozen_on),
        "ends_on": _day(page.ends_on),
        "is_sample": page.is_sample,
        "title": page.title,
        "standing": page.standing,
        "is_draft": page.is_draft,
        "ask": page.ask or programme.question or programme.summary or "No question has been written down yet.",
        "option": figures.option,
    }


def _figures(figures: LeaderFigures, appraised: Appraised) -> dict[str, object]:
    return {
        "headline": words.headline(figures),
        "reach": words.reach_sentence(figures),
        "terms": frame_sentence(appraised, figures.basis),
        "money": basis_in_words(appraised.case, figures.basis).lower(),
    }


def _who_pays(figures: LeaderFigures) -> dict[str, object]:
    title = ledger_title(_as_frame(figures.partners))
    moving = [line for line in figures.partners if line.pays_gbp >= 1 or line.gains.high >= 1]
    total = "All of them, rounded by itself" if figures.is_rounded else "All of them"
    return {
        "ledger_title": title,
        "ledger": ledger_drawing(moving, title) if 0 < len(moving) <= MOST_PARTNERS else None,
        "lines": [_row(line, line.partner) for line in figures.partners],
        "total": _row(figures.total, total),
    }


def _row(line: PartnerLine, name: str) -> dict[str, object]:
    return {"name": name, "amounts": (money(line.pays_gbp), gains_words(line), net_words(line))}


def _divided(figures: LeaderFigures) -> list[str]:
    """The split as costed and under the offer, in the words of the minute; why it is not shown where it is not."""
    if figures.divided is None:
        return ["Not shown here: some of these amounts would stand for very few people."]
    moved = moved_sentence(figures.divided)
    return [split_sentence(figures.divided), *([moved] if moved else []), *(row[2:] for row in split_lines(figures.divided))]


def _payback(figures: LeaderFigures) -> dict[str, object]:
    title = running_cash_title(figures.running)
    return {
        "running_title": title,
        "running": running_drawing(figures, title),
        "has_paid_back": figures.payback_years is not None,
    }


def _how_sure(page: LeaderPage, figures: LeaderFigures) -> list[str]:
    told = [f"{chance(figures.chance_cash)} model runs end with more cash than went in."]
    told.append("Ranges are what 8 of 10 model runs fall into.")
    told.append(f"On {_day(page.frozen_on)}: {page.standing}.")
    if page.limits:
        told.append(f"It may not be used for: {shortened(page.limits, MOST_TEXT)}")
    if page.use_by is not None:
        told.append(f"Use it until {_day(page.use_by)}.")
    return told


def _about(page: LeaderPage, appraised: Appraised, figures: LeaderFigures) -> str:
    number, programme = appraised.loaded.version.number, shortened(appraised.case.programme.title, MOST_TITLE)
    return (
        f"Version {number} of {programme}, frozen {_day(page.frozen_on)}: its figures never change. "
        f"The link ends {_day(page.ends_on)}. {words.rounding_sentence(figures)} Worked out by method "
        f"{appraised.appraisal.method_version} from inputs {appraised.input_hash}."
    )


def _as_frame(lines: Sequence[PartnerLine]) -> pd.DataFrame:
    """What the title is worked out from: for what is too small to show, the least it may be."""
    return pd.DataFrame(
        {
            "partner": [line.partner for line in lines],
            "pays_gbp": [line.pays_gbp for line in lines],
            "gains_gbp": [line.net_low_gbp + line.pays_gbp for line in lines],
            "net_gbp": [line.net_low_gbp for line in lines],
        }
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
