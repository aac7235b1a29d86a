"""Sources of a draft's figures: where each comes from, which have none yet, and in which order they are asked about."""

from collections.abc import Mapping

from core.domain.drafts import Cells, Change, Draft, PutCell
from core.domain.tables import Key

_FIGURES = {"effects": "impact", "benefits": "unit_value_gbp", "costs": "amount_gbp"}
GUESS, OWN, PUBLISHED = "A guess for now", "Our own records", "Published"
KINDS = {"": "Later", PUBLISHED: "Published (say which)", OWN: OWN, GUESS: GUESS}
WORST_GRADE = "6"


def figures_without_source(draft: Draft) -> int:
    """Count the figures of effects, values and costs that are given and name no source."""
    return sum(_is_bare(row, column) for table, column in _FIGURES.items() for row in draft.of(table))


def figures_in_order(draft: Draft, lines_gbp: Mapping[str, float]) -> list[tuple[str, Cells, str]]:
    """Figures that are given, as (table, row, column): those of the lines that are worth or cost the most first."""
    of_outcome = {row["outcome_id"]: lines_gbp.get(row["benefit_id"], 0.0) for row in draft.of("benefits")}
    sized = [
        (of_outcome.get(row["outcome_id"], 0.0) if table == "effects" else lines_gbp.get(_own(table, row), 0.0), table, row, column)
        for table, column in _FIGURES.items()
        for row in draft.of(table)
        if row.get(column)
    ]
    return [(table, row, column) for _, table, row, column in sorted(sized, key=lambda entry: -entry[0])]


def kind_of_source(row: Cells) -> str:
    """What sort of source a figure has."""
    source = row.get("source", "")
    return source if source in (GUESS, OWN, "") else PUBLISHED


def put_source(table: str, key: Key, kind: str) -> tuple[Change, ...]:
    """Cells that say where a figure comes from; a guess has the worst grade where figures are graded."""
    graded = (PutCell(table, key, "confidence_grade", WORST_GRADE),) if kind == GUESS and table != "benefits" else ()
    return (PutCell(table, key, "source", kind), *graded)


def ends_around(cell: str, part: float) -> tuple[str, str] | None:
    """The cells of a range around a figure, so much on either side; None where there is no figure."""
    try:
        value = float(cell)
    except ValueError:
        return None
    low, high = sorted((value * (1 - part), value * (1 + part)))
    return f"{low:.6g}", f"{high:.6g}"


def _own(table: str, row: Cells) -> str:
    return row["cost_id"] if table == "costs" else row["benefit_id"]


def _is_bare(row: Cells, column: str) -> bool:
    return bool(row.get(column)) and not row.get("source")
