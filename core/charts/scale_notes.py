"""Scale notes: the words of the marks on the scale curve, and the line on which each stands, so that none covers another."""

from itertools import accumulate
from typing import Any

import pandas as pd

from core.charts.kit.grammar import verb
from core.charts.kit.line_chart import KEY_LETTERS
from core.charts.kit.spec import LINE_HEIGHT, wrapped

PROTOTYPE, BEST, BOTH = "prototype", "best", "prototype and best"
NOTE_LINE, ABOVE_THE_PLOT = 22, 8
BETWEEN_NOTES = 8
# Words beyond this part of the plot stand to the left of their mark, so that they are not cut off at the right.
FAR_RIGHT = 0.7


def with_notes(rows: pd.DataFrame, narrow: bool) -> pd.DataFrame:
    """Give each mark its words and their place; words that would be said twice are said once.

    Args:
        rows: of `scale_curve`: order, series, places, text, cash_steps, is_prototype, is_best, is_last, label, key_y.
        narrow: for a phone, where the words are listed under the names of the lines.

    Returns:
        The rows with kind (of the mark, or empty), note (or empty), note_right, note_line and note_y (pixels).
    """
    first_cash = rows[rows["cash_steps"] > 0].groupby("series")["places"].min()
    is_first_cash = rows["places"] == rows["series"].map(first_cash)
    kinds = [_kind(*flags) for flags in zip(rows["is_prototype"], rows["is_best"], strict=True)]
    several = rows["series"].nunique() > 1
    notes = [_note(row, kind, cash, several) for row, kind, cash in zip(rows.to_dict("records"), kinds, is_first_cash, strict=True)]
    noted = rows.assign(kind=kinds, note=pd.Series(notes, index=rows.index, dtype=object))
    once = noted.assign(note=noted["note"].where(~noted["note"].duplicated(), ""))
    return _listed(once) if narrow else _above(once)


def size_of(places: int) -> str:
    """Give a size in digits: '8 places'."""
    return f"{places:,} {verb(places, 'place', 'places')}"


def _above(rows: pd.DataFrame) -> pd.DataFrame:
    """Stack the words so that the leader of each clears those under it.

    Words to the right of their mark: the further right the lower. Words to the left of theirs stand above those, the
    further left the lower.
    """
    low, high = (rows["places"].min(), rows["places"].max()) if len(rows) else (1, 1)
    right = (rows["places"] - low) > FAR_RIGHT * max(1, high - low)
    noted = rows[rows["note"] != ""].assign(right=right, far=rows["places"].where(right, -rows["places"]))
    order = noted.sort_values(["right", "far"], kind="stable").index
    lines = pd.Series({index: line for line, index in enumerate(order)}, dtype=float).reindex(rows.index).fillna(0).astype(int)
    return rows.assign(note_right=right, note_line=lines, note_y=-(ABOVE_THE_PLOT + NOTE_LINE * lines.astype(float)))


def _listed(rows: pd.DataFrame) -> pd.DataFrame:
    """List the words under the names of the lines, in the order of the sizes."""
    wrapped_notes = rows.assign(note=[wrapped(note, KEY_LETTERS, lines=3) for note in rows["note"]])
    last = rows[rows["is_last"]]
    named = [key_y + _tall(str(label)) for key_y, label in zip(last["key_y"], last["label"], strict=True)]
    noted = wrapped_notes[wrapped_notes["note"] != ""].sort_values("places", kind="stable")
    tops = accumulate([max(named, default=0.0), *(_tall(note) for note in noted["note"])])
    note_y = pd.Series(dict(zip(noted.index, tops, strict=False)), dtype=float).reindex(rows.index).fillna(0.0)
    return wrapped_notes.assign(note_right=False, note_line=0, note_y=note_y)


def _tall(text: str) -> int:
    return (text.count("\n") + 1) * LINE_HEIGHT + BETWEEN_NOTES


def _kind(is_prototype: bool, is_best: bool) -> str:
    if is_prototype and is_best:
        return BOTH
    return PROTOTYPE if is_prototype else BEST if is_best else ""


def _note(row: dict[Any, Any], kind: str, is_first_cash: bool, several: bool) -> str:
    """Say what a mark is: 'Best: 8 places, £3.2m'; among several orders 'Roll-out order, best: 8 places, £3.2m'."""
    size = size_of(row["places"])
    if not kind and not is_first_cash:
        return ""
    words = f"{kind}: {size}, {row['text']}{'; first cash' if is_first_cash else ''}" if kind else f"first cash: {size}"
    said = f"{row['order']}, {words}" if several and kind != PROTOTYPE else words
    return said[0].upper() + said[1:]
