"""What must hold within a row and between the rows of a table, for rows whose cells could all be read."""

from collections import defaultdict

from core.domain.fields import Row, ranged_fields
from core.domain.problems import Problem
from core.domain.schema import Kind, columns_of
from core.domain.tables import Table, TableSpec
from core.ingest.messy.found import letter_of
from core.ingest.messy.labels import says_total
from core.ingest.messy.reading import RepairKind, Wrong
from core.ingest.messy.repairs import ACCEPT, Choose, Fault, repair_id_of
from core.ingest.messy.rows_read import Answers, CellChange, Rows
from core.ingest.messy.typed import NUMBERS
from core.ingest.numbers import plain_number
from core.ingest.rows import read_rows
from core.ingest.wording import joined

_OF_EVERY_ROW = 1
_LEAVE_OR_KEEP = "Leave it out, or keep it where it is a row like the others."


def check_rows(rows: Rows, spec: TableSpec, answers: Answers) -> None:
    """Find rows that break a rule of their model, and keys that stand twice; apply the answers to those."""
    _totals_among_rows(rows, spec, answers)
    _no_key_twice(rows, spec, answers)
    if _has_rules(spec.model):
        _models(rows, spec, answers)
    if spec.single_row and len(rows.places) - len(rows.out) > 1:
        wrong = Wrong(RepairKind.row_rule, "one row is allowed in this table", "Keep one row.")
        kept = [at for at in rows.places if at not in rows.out]
        rows.faults += [Fault(at, None, None, None, "", wrong) for at in kept[1:]]


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
    for at in labelled_total(rows):
        if at not in faulty and any(_adds_up(rows.cells[name], place_of[at]) for name in numeric):
            wrong = Wrong(
                RepairKind.looks_like_total,
                "labelled as a total, and it adds up the rows above",
                _LEAVE_OR_KEEP,
                "a row like others",
            )
            fault = Fault(at, None, None, None, " ".join(rows.sheet.grid.rows[at]).strip()[:200], wrong)
            answer = answers.get(repair_id_of(fault))
            if answer is not None and answer.choose is Choose.leave_row_out:
                rows.out.add(at)
            elif answer != ACCEPT:
                rows.faults.append(fault)


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
        rows.faults.append(fault)


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
        rows.faults.append(fault)


def _letter(rows: Rows, column: str | None) -> str | None:
    headings = [heading.lower() for heading in rows.sheet.layout.headings]
    return letter_of(headings.index(column)) if column in headings else None
