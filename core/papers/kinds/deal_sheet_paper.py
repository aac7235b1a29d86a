"""The deal sheet as a paper: the same sections as on the page, with the yearly promises, checks, and what is left to sign."""

import pandas as pd

from core.charts.kit.formats import runs
from core.papers.content.paper import Block, Paper, Section, Table, bullets, finding, missing, note, to_complete, told
from core.papers.deal_sheet import Cover, checks, deal_sheet
from core.papers.facts import Facts, WrongPaper
from core.papers.kinds import asks
from core.papers.kinds.cover import finished
from core.papers.kinds.rows import text_tables
from core.papers.kinds.worth import four_figures, spread_of
from core.reports.deals.funding import funding_plan, promised_by_partner
from core.reports.deals.splits import split


def deal_sheet_paper(facts: Facts) -> Paper:
    """Put the deal sheet together.

    Raises:
        WrongPaper: no partner pays or gains cash under the option.
    """
    made = facts.deal()
    if made is None:
        raise WrongPaper("No partner pays or gains cash under this option: there is no deal to write down.")
    option_id = facts.order.option_id
    plan = funding_plan(facts.person, facts.appraised, option_id, facts.day_basis)
    promised = promised_by_partner(facts.appraised, option_id, facts.scope.partners, plan.basis)
    chances = f"More cash comes back than goes in, in {runs(float(spread_of(facts)['chance_cash']))}."
    sheet = deal_sheet(
        facts.appraised, made, plan, promised, divided=split(facts.person, facts.appraised, option_id, facts.offer),
        offer=facts.offer, cover=Cover(facts.standing, facts.maker, facts.on, facts.is_sample), chances=chances,
    )  # fmt: skip
    sections = [_section(part.heading, part.sentences, part.table) for part in sheet.sections]
    first = Section(sections[0].heading, (*sections[0].blocks, four_figures(facts)))
    return finished(facts, sheet.title, [first, *sections[1:], _answers(facts), _checks(facts), _to_sign()])


def _section(heading: str, sentences: tuple[str, ...], frame: pd.DataFrame | None) -> Section:
    said: list[Block] = [finding(sentences[0])] if sentences else []
    said += list(bullets(list(sentences[1:])))
    return Section(heading, (*said, *(() if frame is None else text_tables(frame, heading))))


def _answers(facts: Facts) -> Section:
    said = asks.offer_answers(facts)
    return Section("Positions on the offer", said or (missing("No offer has been made on this option"),))


def _checks(facts: Facts) -> Section:
    made = facts.deal()
    rows = () if made is None else tuple(("yes" if met else "no", sentence) for met, sentence in checks(made))
    met = sum(row[0] == "yes" for row in rows)
    said = finding(f"{met} of {len(rows)} checks are met")
    return Section("Checks", (said, Table("Checks of the deal", ("Met", "What was found"), rows, widths=(0.5, 4))))


def _to_sign() -> Section:
    return Section(
        "Legal form and signatures",
        (
            told("This sheet is a summary, not a contract"),
            to_complete("the partners' solicitors", "the form of the agreement, and whether a pooled fund is meant"),
            to_complete("each partner", "name, post, signature and date"),
            note("Gain and risk are shared as said above; nothing here binds anybody until it is signed"),
        ),
    )
