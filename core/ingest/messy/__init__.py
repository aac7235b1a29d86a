"""Messy files: analysts' files as Excel left them, to tables our rules accept. Nothing is altered or dropped without an entry.

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

from core.ingest.grids import NotReadable
from core.ingest.messy.asks import EVERY_ROW, Ask, Choice, Question
from core.ingest.messy.best_table import Fit, best_tables, no_table_sentence
from core.ingest.messy.cells.result import RepairKind
from core.ingest.messy.conversion import Conversion, Verdict
from core.ingest.messy.convert import HIDDEN_ROWS, TOTALS, convert
from core.ingest.messy.folder import EVERY_SUGGESTION, MendedFolder, mend_folder
from core.ingest.messy.grids import FileKind, LeftOut, Reason, Sheet, Survey
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
from core.ingest.messy.match_columns import Match, Proposal, propose, sheet_as_asked
from core.ingest.messy.read_rows import CellChange
from core.ingest.messy.repairs import ACCEPT, LEAVE_ROW_OUT, Answer, Choose, FailingCell, Repair, value
from core.ingest.messy.shapes import LAY_UNDER, NO, TURN
from core.ingest.messy.survey import survey, warnings_with
from core.ingest.messy.to_fix import to_fix_workbook
from core.ingest.personal import Personal, PersonalFinding

__all__ = [
    "ACCEPT",
    "EVERY_ROW",
    "EVERY_SUGGESTION",
    "HIDDEN_ROWS",
    "LAY_UNDER",
    "LEAVE_ROW_OUT",
    "NO",
    "TOTALS",
    "TURN",
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
    "MendedFolder",
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
    "mend_folder",
    "no_table_sentence",
    "propose",
    "sheet_as_asked",
    "survey",
    "to_fix_workbook",
    "value",
    "warnings_with",
]
