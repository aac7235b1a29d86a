"""Conversion: the result of converting a file."""

from dataclasses import dataclass
from enum import StrEnum

from core.domain.problems import Problem
from core.domain.tables import Table
from core.ingest.messy.asks import Question
from core.ingest.messy.grids import LeftOut, Sheet, Survey
from core.ingest.messy.mapping import SourceMapping
from core.ingest.messy.read_rows import CellChange
from core.ingest.messy.repairs import Repair
from core.ingest.personal import PersonalFinding


class Verdict(StrEnum):
    """Verdict on a file."""

    accept = "accept"
    accept_with_warning = "accept_with_warning"
    mend_rows = "mend_rows"
    refuse_file = "refuse_file"


@dataclass(frozen=True)
class Conversion:
    """What came of converting: a table, or questions, problems, repairs and findings and no table.

    Args:
        mapping: the mapping with every answer in it, to be remembered for the source's next file.
        table: canonical text with physical line numbers, as the rules of a case folder accept it; None while anything is open.
        cells: every cell that is not stored as it stood.
        left_out: every row of the sheet that is not stored, and why.
        questions, problems, repairs, personal: what stands in the way; `problems` are about the file as a whole.
        warnings: what was done that the analyst should look at, in whole sentences.
    """

    survey: Survey
    sheet: Sheet
    mapping: SourceMapping
    table: Table | None
    cells: tuple[CellChange, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    repairs: tuple[Repair, ...] = ()
    personal: tuple[PersonalFinding, ...] = ()
    warnings: tuple[str, ...] = ()
    row_count: int = 0
    kept_totals: tuple[int, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Verdict: the class this file falls into unaltered. Questions count as something to mend: answers settle them."""
        if self.problems or self.personal:
            return Verdict.refuse_file
        if self.table is None:
            return Verdict.mend_rows
        return Verdict.accept_with_warning if self.warnings else Verdict.accept
