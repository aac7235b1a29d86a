"""Analysts' files as Excel left them, to tables our rules accept. Nothing is altered, dropped or moved without an entry.

Three steps, none of which stores anything:

    found = survey(data, "sites 2026.xlsx")                  # NotReadable with a sentence where nothing can be read
    fits = best_tables(found)                                # which of our tables it is; no_table_sentence(found) if none
    proposal = propose(found, "sites", remembered=mapping)   # columns matched, questions to ask
    answers = {"factor:people_per_year": value("1000"), "missing:title": LEAVE_ROW_OUT}
    done = convert(found, proposal, answers)
    done.table                                               # a Table; None while anything is asked or wrong
    done.cells, done.left_out, done.warnings                 # what differs from the file
    to_fix_workbook(done)                                    # the failing rows as a workbook
    mapping_to_json(done.mapping)                            # remembered for the source's next file, and for the command line
"""

from core.ingest.messy.converting import HIDDEN_ROWS, TOTALS, Conversion, Verdict, convert
from core.ingest.messy.found import FileKind, LeftOut, NotReadable, Reason, Sheet, Survey
from core.ingest.messy.mapping import (
    ColumnMapping,
    DateOrder,
    DecimalStyle,
    NotAMapping,
    SourceMapping,
    Transform,
    mapping_from_json,
    mapping_to_json,
)
from core.ingest.messy.personal import Personal, PersonalFinding
from core.ingest.messy.proposing import Fit, Match, Proposal, best_tables, no_table_sentence, propose
from core.ingest.messy.questions import Ask, Choice, Question
from core.ingest.messy.reading import RepairKind
from core.ingest.messy.repairs import ACCEPT, LEAVE_ROW_OUT, Answer, Choose, FailingCell, Repair, value
from core.ingest.messy.rows_read import CellChange
from core.ingest.messy.surveying import survey
from core.ingest.messy.to_fix import to_fix_workbook

__all__ = [
    "ACCEPT",
    "HIDDEN_ROWS",
    "LEAVE_ROW_OUT",
    "TOTALS",
    "Answer",
    "Ask",
    "CellChange",
    "Choice",
    "Choose",
    "ColumnMapping",
    "Conversion",
    "DateOrder",
    "DecimalStyle",
    "FailingCell",
    "FileKind",
    "Fit",
    "LeftOut",
    "Match",
    "NotAMapping",
    "NotReadable",
    "Personal",
    "PersonalFinding",
    "Proposal",
    "Question",
    "Reason",
    "Repair",
    "RepairKind",
    "Sheet",
    "SourceMapping",
    "Survey",
    "Transform",
    "Verdict",
    "best_tables",
    "convert",
    "mapping_from_json",
    "mapping_to_json",
    "no_table_sentence",
    "propose",
    "survey",
    "to_fix_workbook",
    "value",
]
