"""Paper file: a paper as its order asks, written as one file, for the page, a button or the command line."""

from collections.abc import Callable, Mapping

from core.domain.errors import Refused
from core.domain.links import SmallNumberRules
from core.domain.papers import FORMATS, MEDIA_TYPES, PaperFile, PaperFormat, PaperKind, PaperOrder
from core.domain.people import Person
from core.engine.simulation.simulate import Simulation
from core.papers.content.paper import Paper
from core.papers.facts import Facts, WrongPaper, gather
from core.papers.kinds.board_paper import board_paper
from core.papers.kinds.cover import file_name
from core.papers.kinds.deal_sheet_paper import deal_sheet_paper
from core.papers.kinds.deck import Deck, deck_of
from core.papers.kinds.five_dimensions import scale_case_paper
from core.papers.kinds.history import history_of
from core.papers.kinds.minutes_paper import decision_of, minutes_paper
from core.reports.appraisals import Appraised
from core.reports.decisions import decisions_of
from core.reports.opportunities import opportunities_raised
from core.store.database import Database
from core.store.links import rules_of


def paper_file(
    db: Database, order: PaperOrder, written_as: PaperFormat, *, by: Person, appraised: Appraised | None = None,
    simulation: Simulation | None = None,
) -> PaperFile:  # fmt: skip
    """Write one paper.

    Args:
        db: the open store.
        order: which paper, of which option of which version, for whom.
        written_as: the kind of file.
        by: who asks: the paper shows no more than this person may see.
        appraised: the version as entered, where it was worked out before.
        simulation: its draws, where they were made before.

    Raises:
        NotAllowed: the person may not see what the paper shows.
        UnknownVersion: there is no such version for this person.
        WrongPaper: the paper cannot be made so, with the reason.
    """
    if written_as not in FORMATS[order.kind]:
        others = ", ".join(each.value for each in FORMATS[order.kind])
        raise WrongPaper(f"A {order.kind} is not written as {written_as}: ask for one of {others}.")
    if order.kind is PaperKind.workbook:
        facts = gather(db, order, by=by, appraised=appraised, simulation=simulation)
        return PaperFile(f"{file_name(facts)}.{written_as}", MEDIA_TYPES[written_as], _workbook(facts))
    if order.kind is PaperKind.slides:
        facts = gather(db, order, by=by, appraised=appraised, simulation=simulation)
        deck = deck_of(facts, history_of(db, facts))
        return PaperFile(f"{deck.file_name}.{written_as}", MEDIA_TYPES[written_as], _slides(written_as)(deck))
    if order.kind is PaperKind.figures:
        facts = gather(db, order, by=by, appraised=appraised, simulation=simulation)
        rules, _ = rules_of(db, order.programme_id)
        return PaperFile(f"{file_name(facts)}.{written_as}", MEDIA_TYPES[written_as], _flat(facts, rules))
    paper = content_of(db, order, by=by, appraised=appraised, simulation=simulation)
    return PaperFile(f"{paper.file_name}.{written_as}", MEDIA_TYPES[written_as], _document(written_as)(paper))


# Writers are loaded with their libraries when a paper is first written, and not when the service starts.


def _workbook(facts: Facts) -> bytes:
    from core.papers.book.workbook_file import workbook_of  # noqa: PLC0415 - slow to import, and only needed for a paper

    return workbook_of(facts)


def _slides(written_as: PaperFormat) -> Callable[[Deck], bytes]:
    if written_as is PaperFormat.pptx:
        from core.papers.slides.document import slides_of  # noqa: PLC0415 - slow to import, and only needed for a paper

        return slides_of
    from core.papers.pdf.slides import slides_pdf  # noqa: PLC0415 - slow to import, and only needed for a paper

    return slides_pdf


def _flat(facts: Facts, rules: SmallNumberRules) -> bytes:
    from core.papers.flat.package import flat_zip  # noqa: PLC0415 - slow to import, and only needed for a paper

    return flat_zip(facts, rules)


def _document(written_as: PaperFormat) -> Callable[[Paper], bytes]:
    if written_as is PaperFormat.docx:
        from core.papers.word.document import word_of  # noqa: PLC0415 - slow to import, and only needed for a paper

        return word_of
    from core.papers.pdf.document import pdf_of  # noqa: PLC0415 - slow to import, and only needed for a paper

    return pdf_of


def content_of(
    db: Database, order: PaperOrder, *, by: Person, appraised: Appraised | None = None, simulation: Simulation | None = None
) -> Paper:
    """Put the content of a paper together; takes and raises what `paper_file` does."""
    facts = gather(db, order, by=by, appraised=appraised, simulation=simulation)
    if order.kind is PaperKind.board_paper and order.reader is not None:
        return board_paper(facts, order.reader, why_rejected(db, facts, by))
    if order.kind is PaperKind.scale_case:
        raised = opportunities_raised(db, facts.person, facts.appraised.case)
        return scale_case_paper(facts, history_of(db, facts), raised, why_rejected(db, facts, by))
    if order.kind is PaperKind.deal_sheet:
        return deal_sheet_paper(facts)
    if order.kind is PaperKind.minutes:
        return minutes_paper(facts, decision_of(decisions_of(db, by, order.programme_id), order.decision_id))
    raise WrongPaper(f"A {order.kind} has no sections to show: ask for its file.")


def why_rejected(db: Database, facts: Facts, by: Person) -> Mapping[str, str]:
    """Why other options were rejected, by option, as the latest decision on this one that stands says."""
    try:
        found = decisions_of(db, by, facts.order.programme_id)
    except Refused:
        return {}
    own = (row for row in found if row.stands and row.option_id == facts.order.option_id)
    return {row.option_id: row.why_rejected for each in own for row in each.alternatives}
