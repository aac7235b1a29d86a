"""Papers: what a board takes away: which kinds there are, in which files, and how one is asked for."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.domain.prices import MoneyBasis


class PaperKind(StrEnum):
    """What a paper is for."""

    board_paper = "board-paper"
    scale_case = "scale-case"
    deal_sheet = "deal-sheet"
    minutes = "minutes"
    slides = "slides"
    workbook = "workbook"
    figures = "figures"


class PaperFormat(StrEnum):
    """The file a paper is written as, by the end of its name."""

    docx = "docx"
    pdf = "pdf"
    pptx = "pptx"
    xlsx = "xlsx"
    zip = "zip"


class Verb(StrEnum):
    """What the reader is asked to do: chosen by a person, since the product recommends nothing."""

    decide = "decide"
    agree = "agree"
    agree_if = "agree_if"
    note = "note"
    decline = "decline"


KIND_TITLES = {
    PaperKind.board_paper: "Board paper of one organisation",
    PaperKind.scale_case: "Scale case in five dimensions",
    PaperKind.deal_sheet: "Deal sheet",
    PaperKind.minutes: "Minute of a decision",
    PaperKind.slides: "Slides",
    PaperKind.workbook: "Workbook that recalculates",
    PaperKind.figures: "Flat table of figures",
}
FORMATS = {
    PaperKind.board_paper: (PaperFormat.docx, PaperFormat.pdf),
    PaperKind.scale_case: (PaperFormat.docx, PaperFormat.pdf),
    PaperKind.deal_sheet: (PaperFormat.docx, PaperFormat.pdf),
    PaperKind.minutes: (PaperFormat.docx, PaperFormat.pdf),
    PaperKind.slides: (PaperFormat.pptx, PaperFormat.pdf),
    PaperKind.workbook: (PaperFormat.xlsx,),
    PaperKind.figures: (PaperFormat.zip,),
}
FORMAT_TITLES = {
    PaperFormat.docx: "Word",
    PaperFormat.pdf: "PDF",
    PaperFormat.pptx: "PowerPoint",
    PaperFormat.xlsx: "Excel",
    PaperFormat.zip: "CSV and Parquet",
}
MEDIA_TYPES = {
    PaperFormat.docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PaperFormat.pdf: "application/pdf",
    PaperFormat.pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    PaperFormat.xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    PaperFormat.zip: "application/zip",
}
VERB_WORDS = {
    Verb.decide: "Decide whether to agree",
    Verb.agree: "Agree",
    Verb.agree_if: "Agree, if the conditions below are met,",
    Verb.note: "Note the proposal",
    Verb.decline: "Decline",
}
# Kinds that are written for one organisation: the others are for the whole partnership, or for whoever is asked for.
OF_ONE_READER = frozenset({PaperKind.board_paper})


@dataclass(frozen=True)
class PaperOrder:
    """Order of a paper: what is written, of which option of which version, for whom.

    `reader` is the partner whose board reads it; None for the whole partnership. `dated` is the day on the paper; the day the
    version was made when it is None. `decision_id` names the decision of a minute.
    """

    kind: PaperKind
    programme_id: str
    number: int
    option_id: str
    reader: str | None = None
    basis: MoneyBasis = MoneyBasis.present_value
    verb: Verb = Verb.decide
    dated: date | None = None
    decision_id: int | None = None


@dataclass(frozen=True)
class PaperFile:
    """A paper as a file: its name, what kind of file it is, and its bytes."""

    name: str
    media_type: str
    data: bytes
