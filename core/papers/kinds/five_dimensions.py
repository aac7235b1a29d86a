"""The scale case in five dimensions for the whole partnership: what is recorded, and what is missing in its place."""

from collections.abc import Mapping

import pandas as pd

from core.charts.kit.formats import people
from core.domain.wording import counted
from core.papers.content.paper import (
    Paper,
    Section,
    Table,
    bullets,
    finding,
    missing,
    to_complete,
    told,
)
from core.papers.facts import Facts
from core.papers.kinds import close, delivery, economic, worth
from core.papers.kinds.changes import since_last_version
from core.papers.kinds.cover import finished
from core.papers.kinds.history import History
from core.papers.kinds.method_page import glossary, method_page
from core.papers.scale_case import Dimension, scale_case
from core.reports.logic_model.levers import levers


def scale_case_paper(facts: Facts, history: History, raised: pd.DataFrame, why_rejected: Mapping[str, str]) -> Paper:
    """Put the case together.

    Args:
        facts: everything it is written from.
        history: what changed since the last version, and what has come of what was promised.
        raised: opportunities, as `core.reports.opportunities.opportunities_raised` gives them.
        why_rejected: why other options were rejected, by option.
    """
    made = scale_case(
        facts.appraised,
        facts.order.option_id,
        facts.gates,
        facts.simulation,
        scope=facts.scope,
        warnings=facts.warnings,
        is_sample=facts.is_sample,
        on=facts.on,
    )
    tables = {
        "Strategic": (_outcomes(facts), *_levers(facts)),
        "Economic": economic.parts(facts, raised, why_rejected),
        "Commercial": delivery.commercial(facts),
        "Financial": delivery.financial(facts),
        "Management": delivery.management(facts, history),
    }
    sections = [_summary(facts)]
    for dimension in made.dimensions:
        sections += [_opening(dimension), *tables[dimension.title], _gaps(dimension)]
    return finished(
        facts,
        f"{facts.appraised.case.programme.title}: scale case for “{facts.option_title}”",
        [*sections, *close.sources(facts, None), method_page(facts), glossary(), since_last_version(facts, history)],
    )


def _summary(facts: Facts) -> Section:
    question = facts.appraised.case.programme.question
    asked = (told(f"Question: {question}"),) if question else (missing("The question for the board is not written down"),)
    return Section(
        "Summary", (*asked, finding(worth.worth_sentence(facts)), worth.four_figures(facts), *worth.ledger_picture(facts))
    )


def _opening(dimension: Dimension) -> Section:
    parts = len(dimension.said) + len(dimension.missing)
    verdict = f"{len(dimension.said)} of {counted(parts, 'part is', 'parts are')} recorded"
    return Section(f"{dimension.title} dimension", (told(dimension.asks), finding(verdict), *bullets(list(dimension.said))))


def _gaps(dimension: Dimension) -> Section:
    said = tuple(missing(sentence) for sentence in dimension.missing)
    return Section(f"What is missing in the {dimension.title.lower()} dimension", said or (told("Nothing is missing here"),), 2)


def _outcomes(facts: Facts) -> Section:
    case, option_id = facts.appraised.case, facts.order.option_id
    units = facts.appraised.option(option_id).expected.units
    effects, rows = {row.outcome_id: row for row in case.effects}, []
    for row in case.outcomes:
        at = units.outcome_ids.index(row.outcome_id)
        scale = float((units.at_sites[:, at] + units.place_wide[:, at]).sum())
        effect = effects.get(row.outcome_id)
        each = (
            "not recorded"
            if effect is None
            else f"{effect.impact:,.3g} for each {'unit above' if effect.parent_outcome_id else 'completer'}"
        )
        rows.append((row.title, row.unit, each, people(scale) if abs(scale) >= 10 else f"{scale:.2f}"))
    table = Table(
        "Outcomes: the effect of one, and what it comes to at scale over all years",
        ("Outcome", "Counted in", "Effect", "At scale"),
        tuple(rows),
        frozenset({3}),
        (2.4, 1.6, 1.8, 1),
    )
    left = to_complete(
        "the programme's lead", "objectives with targets and dates, critical success factors, constraints, dependencies"
    )
    return Section(
        "Outcomes and objectives", (finding(f"{counted(len(rows), 'outcome is', 'outcomes are')} worked for"), table, left), 2
    )


def _levers(facts: Facts) -> tuple[Section, ...]:
    frame = levers(facts.appraised.case, facts.order.option_id)
    if frame.empty:
        return ()
    rows = tuple(
        (
            row.title,
            row.root_cause or "not recorded",
            row.ask or "not recorded",
            row.decided_by or "nobody is named",
            row.control.value if row.control else "not recorded",
        )
        for row in facts.appraised.case.levers
        if row.option_id == facts.order.option_id
    )
    table = Table(
        "What others are asked to change",
        ("Lever", "Root cause", "Ask", "Who decides", "Control"),
        rows,
        widths=(1.5, 1.6, 1.7, 1.3, 0.8),
    )
    return (
        Section("Root causes and levers", (finding(f"{counted(len(rows), 'change is', 'changes are')} asked of others"), table), 2),
    )
