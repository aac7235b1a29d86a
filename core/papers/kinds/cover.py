"""Cover of a paper: what it is, how far it may be relied on, in which money, and how it was worked out."""

from collections.abc import Sequence
from dataclasses import replace

from core.charts.kit.formats import people
from core.charts.sentences.deals import offer_sentence
from core.domain.papers import KIND_TITLES
from core.domain.wording import counted
from core.papers.content.paper import Cover, Paper, Section, Voice, missing, own_words
from core.papers.facts import Facts, day
from core.reports.options import KIND_WORDS
from core.reports.prices import basis_in_words, years_in_words

GAPS = "What this paper could not say"


def cover_of(facts: Facts, title: str) -> Cover:
    """The cover of a paper under a title."""
    case, order = facts.appraised.case, facts.order
    rows = [
        ("Programme", own_words(case.programme.title)),
        ("Option", f"{facts.option_title} ({KIND_WORDS[facts.option.kind].lower()})"),
        ("For", facts.reader_title),
        ("Version", f"{order.number}, of {day(facts.appraised.loaded.version.made_at.date())}{_later(facts)}"),
        ("Assurance", f"{facts.standing}."),
        ("Offer", _offer(facts)),
        ("Money", f"{basis_in_words(case, order.basis)}, {years_in_words(case)}, as a difference from business as usual."),
        ("Worked out by", _method(facts)),
        ("Made by", f"{facts.maker}, {day(facts.on)}"),
    ]
    if facts.is_sample:
        rows.insert(0, ("Sample", "These figures are an example, not a proposal of the organisations named."))
    return Cover(
        title=own_words(title),
        subtitle=KIND_TITLES[order.kind],
        rows=tuple(rows),
        state=facts.standing,
        is_draft=facts.is_draft,
        is_sample=facts.is_sample,
        version=order.number,
        author=facts.maker,
        on=facts.on,
    )


def finished(facts: Facts, title: str, sections: Sequence[Section], *, with_gaps: bool = True) -> Paper:
    """A paper with its cover, its gaps gathered at the end, and both counted on the cover."""
    paper = Paper(cover_of(facts, title), tuple(sections), file_name(facts))
    gaps, left = tuple(dict.fromkeys(paper.said(Voice.missing))), paper.said(Voice.to_complete)
    counts = []
    if with_gaps:
        counts = [("Not recorded", f"{_parts(len(gaps), 'sentence says', 'sentences say')} what could not be said.")]
        counts.append(("Left to people", f"{_parts(len(left), 'part is', 'parts are')} left to complete."))
    cover = replace(paper.cover, rows=(*paper.cover.rows, *counts))
    if not with_gaps or not gaps:
        return replace(paper, cover=cover)
    return replace(paper, cover=cover, sections=(*paper.sections, Section(GAPS, tuple(missing(words) for words in gaps))))


def _parts(count: int, one: str, many: str) -> str:
    return f"{people(count) if count else 'No'} {one if count == 1 else many}"


def _later(facts: Facts) -> str:
    return (
        f". Version {facts.later_version} exists: these figures stay those of version {facts.order.number}"
        if (facts.later_version)
        else ""
    )


def _offer(facts: Facts) -> str:
    offer = facts.offer
    if offer is None:
        return "No offer has been made on this option."
    answers = counted(len(offer.latest), "partner has answered", "partners have answered")
    return f"Offer {offer.offer_id} of {offer.partner}, made {day(offer.made_at.date())}. {offer_sentence(offer)} {answers}."


def _method(facts: Facts) -> str:
    drawn = facts.simulation
    return (
        f"Method {facts.appraised.appraisal.method_version}, {drawn.draws:,} model runs, seed {drawn.seed}, "
        f"inputs {facts.appraised.input_hash}."
    )


def file_name(facts: Facts) -> str:
    """The name of a paper's file, without its end."""
    order = facts.order
    whose = f"-{order.reader}" if order.reader else ""
    return f"{order.kind}-{order.programme_id}-{order.option_id}{whose}-version-{order.number}"
