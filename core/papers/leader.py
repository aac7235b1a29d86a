"""The page a leader opens from a shared link: one HTML page, without script, that reads on a phone and prints."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from core.charts.formats import chance, money
from core.charts.sentences.options import running_cash_title
from core.charts.sentences.partners import ledger_title
from core.papers import leader_words as words
from core.papers.caveat_words import frame_sentence
from core.papers.figures import gains_words, ledger_svg, net_words, running_svg
from core.papers.leader_style import style
from core.papers.markup import sentence, shortened, text
from core.reports.appraisals import Appraised
from core.reports.leader import LeaderFigures, PartnerLine

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
    sections = [
        _head(page, appraised, figures),
        _figures(figures, appraised),
        _who_pays(figures),
        _payback(figures),
        _list("What could go wrong", [*page.warnings, *words.could_go_wrong(appraised, option_id, figures)]),
        _list("What others are asked to change", words.asks_of_others(appraised, option_id)),
        _how_sure(page, figures),
        _about(page, appraised, figures),
    ]
    title = text(shortened(page.title, MOST_TITLE))
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{title}</title><style>{style()}</style></head><body><main>{''.join(sections)}</main></body></html>"
    ).encode()


def _with_short_names(figures: LeaderFigures) -> LeaderFigures:
    """Cut names that are too long once for all places they stand in: the page stays small, and cells narrow."""
    option = shortened(figures.option, MOST_NAME)
    lines = tuple(replace(line, partner=shortened(line.partner, MOST_NAME)) for line in figures.partners)
    return replace(figures, option=option, partners=lines, running=figures.running.assign(option=option))


def _head(page: LeaderPage, appraised: Appraised, figures: LeaderFigures) -> str:
    programme, number = appraised.case.programme, appraised.loaded.version.number
    sample = " This is the sample programme." if page.is_sample else ""
    asked = page.ask or programme.question or programme.summary or "No question has been written down yet."
    return (
        f"<p>Read only. Version {number}, frozen {_day(page.frozen_on)}. Link ends {_day(page.ends_on)}.{sample}</p>"
        f"<h1>{text(shortened(page.title, MOST_TITLE))}</h1>{_standing(page)}"
        f"<h2>The ask</h2><p>{text(shortened(asked, MOST_TEXT))}</p>"
        f"<p>The option: <b>{text(figures.option)}</b>.</p>"
    )


def _standing(page: LeaderPage) -> str:
    said = text(shortened(page.standing, MOST_TEXT))
    return f'<p class="draft"><strong>{said}</strong></p>' if page.is_draft else f'<p class="checked">{said}</p>'


def _figures(figures: LeaderFigures, appraised: Appraised) -> str:
    cards = "".join(
        f'<div class="card"><dt>{text(one.label)}</dt><dd><b>{text(one.value)}</b> {sentence(one.note)}</dd></div>'
        for one in words.headline(figures)
    )
    reach = words.reach_sentence(figures)
    reached = f"<p>{text(reach)}</p>" if reach else ""
    terms = f'<p class="note">{text(frame_sentence(appraised))}</p>'
    return f'<h2>In four figures</h2><dl class="cards">{cards}</dl>{reached}{terms}'


def _who_pays(figures: LeaderFigures) -> str:
    title = ledger_title(_as_frame(figures.partners))
    rows = "".join(_row(line) for line in figures.partners)
    headings = "".join(f'<th scope="col">{name}</th>' for name in ("Partner", "Pays", "Gets", "Net"))
    total = "All of them, rounded by itself" if figures.is_rounded else "All of them"
    moving = [line for line in figures.partners if line.pays_gbp >= 1 or line.gains.high >= 1]
    drawn = ledger_svg(moving, title) if 0 < len(moving) <= MOST_PARTNERS else ""
    return (
        f"<h2>Who pays, who benefits</h2><p>{text(shortened(title, MOST_TEXT))}.</p>{drawn}"
        f"<table><caption>Cash paid in and cash released, present values</caption><thead><tr>{headings}</tr></thead>"
        f"<tbody>{rows}</tbody><tfoot>{_row(figures.total, total)}</tfoot></table>"
    )


def _row(line: PartnerLine, name: str | None = None) -> str:
    amounts = (money(line.pays_gbp), gains_words(line), net_words(line))
    cells = "".join(f"<td>{text(amount)}</td>" for amount in amounts)
    return f'<tr><th scope="row">{text(name or line.partner)}</th>{cells}</tr>'


def _payback(figures: LeaderFigures) -> str:
    title = running_cash_title(figures.running)
    dot = " The dot marks when it has paid back." if figures.payback_years is not None else ""
    note = f'<p class="note">Running total of cash, not discounted.{dot}</p>'
    return f"<h2>When the cash comes back</h2><p>{text(shortened(title, MOST_TEXT))}.</p>{running_svg(figures, title)}{note}"


def _how_sure(page: LeaderPage, figures: LeaderFigures) -> str:
    told = [f"{chance(figures.chance_cash)} model runs end with more cash than went in."]
    told.append("Ranges are what 8 of 10 model runs fall into.")
    told.append(f"On {_day(page.frozen_on)}: {page.standing}.")
    if page.limits:
        told.append(f"It may not be used for: {shortened(page.limits, MOST_TEXT)}")
    if page.use_by is not None:
        told.append(f"Use it until {_day(page.use_by)}.")
    return _list("How sure, and who checked", told)


def _about(page: LeaderPage, appraised: Appraised, figures: LeaderFigures) -> str:
    number, programme = appraised.loaded.version.number, shortened(appraised.case.programme.title, MOST_TITLE)
    told = (
        f"Version {number} of {programme}, frozen {_day(page.frozen_on)}: its figures never change. "
        f"The link ends {_day(page.ends_on)}. {words.rounding_sentence(figures)} Worked out from inputs {appraised.input_hash}."
    )
    return f'<h2>About this page</h2><p class="note">{text(told)}</p>'


def _list(heading: str, sentences: Sequence[str]) -> str:
    if not sentences:
        return ""
    items = "".join(f"<li>{sentence(shortened(told, MOST_TEXT))}</li>" for told in sentences)
    return f"<h2>{heading}</h2><ul>{items}</ul>"


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
