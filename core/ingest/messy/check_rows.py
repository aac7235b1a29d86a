"""Row checks: what must hold within a row and between the rows of a table, for rows whose cells could all be read."""

import re
from collections import defaultdict

from core.domain.columns.schema import Kind, columns_of
from core.domain.fields import Row, ranged_fields
from core.domain.problems import Problem
from core.domain.tables import Table, TableSpec
from core.domain.wording import joined
from core.ingest.labels import letter_of, says_total
from core.ingest.messy.cells.result import RepairKind, Wrong
from core.ingest.messy.cells.values import NUMBERS
from core.ingest.messy.filters import is_whole
from core.ingest.messy.read_rows import Answers, CellChange, Rows
from core.ingest.messy.repairs import ACCEPT, Choose, Fault, repair_id_of
from core.ingest.numbers import plain_number
from core.ingest.observed_groups import KEEP_ONE, OBSERVATIONS, repeats_in
from core.ingest.rows import read_rows

_OF_EVERY_ROW = 1
_LABELS = 3
_ADDS_UP = "labelled as a total, and it adds up the rows above"
_OF_ALL = "a total of other places, by its name or code"
# Codes of the United Kingdom, of parts of it that go together, and of its four countries.
_CODE_OF_ALL = re.compile(r"K[0-9]{8}|[EWSN]92[0-9]{6}")
_LEAVE_OR_KEEP = "Leave it out, or keep it where it is a row like the others."


def check_rows(rows: Rows, spec: TableSpec, answers: Answers) -> None:
    """Find rows that break a rule of their model, and keys that stand twice; apply the answers to those."""
    _totals_among_rows(rows, spec, answers)
    _no_key_twice(rows, spec, answers)
    _no_group_observed_otherwise(rows, spec, answers)
    if _has_rules(spec.model):
        _models(rows, spec, answers)
    if spec.single_row and len(rows.places) - len(rows.out) > 1:
        wrong = Wrong(RepairKind.row_rule, "one row is allowed in this table", "Keep one row.")
        kept = [at for at in rows.places if at not in rows.out]
        for at in kept[1:]:
            rows.faults.add(Fault(at, None, None, None, "", wrong))


def labelled_total(rows: Rows) -> list[int]:
    """Places of rows that are labelled as a total and were kept, because they hold words of their own."""
    found = []
    for at in rows.places:
        row = rows.sheet.grid.rows[at]
        label = row[0] if row[0].strip() else next((cell for cell in row if cell.strip()), "")
        if label.lstrip()[:1].lower() in "tsgoam" and len(label) < 40 and says_total(label):
            found.append(at)
    return found


def _totals_among_rows(rows: Rows, spec: TableSpec, answers: Answers) -> None:
    """Ask about a row that is labelled as a total and adds up a column above it: counted as a row it would double everything."""
    numeric = [column.name for column in columns_of(spec.model) if column.kind in NUMBERS and column.name in rows.cells]
    place_of = {at: place for place, at in enumerate(rows.places)}
    faulty = _faulty(rows)
    adding = {at for at in labelled_total(rows) if any(_adds_up(rows.cells[name], place_of[at]) for name in numeric)}
    whole = _all_places(rows) if spec.name == "sites" else set()
    for at in sorted(adding | whole):
        if at not in faulty:
            wrong = Wrong(
                RepairKind.looks_like_total,
                _ADDS_UP if at in adding else _OF_ALL,
                _LEAVE_OR_KEEP,
                "a row like others",
            )
            fault = Fault(at, None, None, None, " ".join(rows.sheet.grid.rows[at]).strip()[:200], wrong)
            answer = answers.get(repair_id_of(fault))
            if answer is not None and answer.choose is Choose.leave_row_out:
                rows.out.add(at)
            elif answer != ACCEPT:
                rows.faults.add(fault)


def _all_places(rows: Rows) -> set[int]:
    """Places of rows that stand for all places together, beside rows of single ones: ALL AREAS, England, K02000001."""
    named = [at for at in rows.places if any(_is_whole(cell.strip()) for cell in rows.sheet.grid.rows[at][:_LABELS])]
    return set(named) if len(named) < len(rows.places) else set()


def _is_whole(label: str) -> bool:
    return _CODE_OF_ALL.fullmatch(label) is not None or (is_whole(label) and not says_total(label))


def _adds_up(cells: list[str], place: int) -> bool:
    numbers = [plain_number(cell) or 0.0 for cell in cells[: place + 1]]
    return place > 1 and numbers[-1] != 0 and abs(sum(numbers[:-1]) - numbers[-1]) <= 1e-6 * abs(numbers[-1])


def _has_rules(model: type[Row]) -> bool:
    return bool(ranged_fields(model)) or len(model.__pydantic_decorators__.model_validators) > _OF_EVERY_ROW


def _faulty(rows: Rows) -> set[int]:
    return {fault.at for fault in rows.faults} | rows.out


def _no_key_twice(rows: Rows, spec: TableSpec, answers: Answers) -> None:
    if not spec.key or not all(name in rows.cells for name in spec.key):
        return
    seen: dict[tuple[str, ...], list[int]] = defaultdict(list)
    faulty = _faulty(rows)
    columns = [rows.cells[name] for name in spec.key]
    for place, key in enumerate(zip(*columns, strict=True)):
        if rows.places[place] not in faulty and all(key):
            seen[tuple(part.strip() for part in key)].append(place)
    for key, places in seen.items():
        for count, place in enumerate(places[1:], start=2):
            _key_again(rows, spec, place, (key, places[0], count), answers)


def _key_again(rows: Rows, spec: TableSpec, place: int, again: tuple[tuple[str, ...], int, int], answers: Answers) -> None:
    key, first, count = again
    numbers = rows.sheet.grid.row_numbers
    name = spec.key[0]
    is_id = len(spec.key) == 1 and next(one for one in columns_of(spec.model) if one.name == name).kind is Kind.id
    what = f"the same {joined(spec.key)} as in another row"
    told = f"Each may stand once: change it or leave the row out. The first is in row {numbers[rows.places[first]]:,}."
    at = rows.places[place]
    wrong = Wrong(RepairKind.key_twice, what, told, f"{key[0]} ({count})" if is_id else None)
    fault = Fault(at, name if is_id else None, None, None, ", ".join(key), wrong)
    answer = answers.get(repair_id_of(fault))
    if answer is not None and answer.choose is Choose.leave_row_out:
        rows.out.add(at)
    elif answer == ACCEPT and wrong.suggestion is not None and wrong.suggestion not in rows.cells[name]:
        rows.cells[name][place] = wrong.suggestion
        change = CellChange(numbers[at], rows.sheet.grid.lines[at], name, None, key[0], wrong.suggestion, "told apart, as you said")
        rows.changes.append(change)
    else:
        rows.faults.add(fault)


def _no_group_observed_otherwise(rows: Rows, spec: TableSpec, answers: Answers) -> None:
    """Ask about observations that give a group of people another value than a row before them."""
    if spec.name != OBSERVATIONS:
        return
    faulty, numbers = _faulty(rows), rows.sheet.grid.row_numbers
    for place, first in repeats_in(rows.cells).otherwise:
        at, before = rows.places[place], rows.places[first]
        if at in faulty or before in faulty:
            continue
        what = "the same site, cohort, period, arm and outcome as in another row, and another value"
        wrong = Wrong(RepairKind.key_twice, what, f"{KEEP_ONE} The first is in row {numbers[before]:,}.")
        fault = Fault(at, None, None, None, rows.cells["value"][place], wrong)
        answer = answers.get(repair_id_of(fault))
        if answer is not None and answer.choose is Choose.leave_row_out:
            rows.out.add(at)
        else:
            rows.faults.add(fault)


def _models(rows: Rows, spec: TableSpec, answers: Answers) -> None:
    """Let the model look at every row whose cells are good."""
    faulty = _faulty(rows)
    good = [place for place, at in enumerate(rows.places) if at not in faulty]
    names = tuple(rows.cells)
    columns = [rows.cells[name] for name in names]
    table = Table(
        spec.name,
        names,
        tuple(tuple(column[place] for column in columns) for place in good),
        tuple(rows.places[place] for place in good),
        "",
        "",
    )
    for problem in read_rows(table)[1]:
        if problem.line is not None:
            _of_model(rows, problem, answers)


def _of_model(rows: Rows, problem: Problem, answers: Answers) -> None:
    at = problem.line or 0
    wrong = Wrong(RepairKind.row_rule, problem.message.rstrip(".:"), problem.what_to_do)
    fault = Fault(at, problem.column, None, _letter(rows, problem.column), problem.value or "", wrong)
    answer = answers.get(repair_id_of(fault))
    if answer is not None and answer.choose is Choose.leave_row_out:
        rows.out.add(at)
    else:
        rows.faults.add(fault)


def _letter(rows: Rows, column: str | None) -> str | None:
    headings = [heading.lower() for heading in rows.sheet.layout.headings]
    return letter_of(headings.index(column)) if column in headings else None
