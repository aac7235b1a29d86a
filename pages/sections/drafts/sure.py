"""How sure, step 7: ranges, sources and grades, for the figures that move the result most."""

import streamlit as st

from core.domain.drafts import Cells, Draft, PutCell
from core.reports.drafts.figures import DraftFigures
from core.reports.drafts.sources import GUESS, KINDS, ends_around, figures_in_order, kind_of_source, put_source
from pages.sections.drafts.cells import box, keep, pick
from pages.shell.user_text import plain

_GRADES = {"": "Not said yet", **{str(grade): f"{grade}" for grade in range(1, 7)}, "1": "1, the best", "6": "6, a guess"}
MOST_ASKED = 5
_RATES = {
    "options": {
        "engagement": "how many join", "retention": "how many stay", "scale_penalty": "how much weaker in new places",
    },
    "levers": {"full_effect": "by how much", "p_adopted": "how many of ten agree"},
}  # fmt: skip


def draw(draft: Draft, figures: DraftFigures) -> None:
    """Ask about the largest figures first, the others folded away."""
    ordered = figures_in_order(draft, figures.lines_gbp)
    if not ordered:
        st.info("There are no figures yet: say first what changes and what it costs.")
    for table, row, column in ordered[:MOST_ASKED]:
        _figure(draft, table, row, column)
    if ordered[MOST_ASKED:]:
        with st.expander(f"{len(ordered) - MOST_ASKED} more, which move the result less"):
            for table, row, column in ordered[MOST_ASKED:]:
                _figure(draft, table, row, column)
    _rates(draft)


def _rates(draft: Draft) -> None:
    """Ends of who joins and stays, and of what others may adopt: the same questions for every option that has the figure."""
    asked = [
        (table, row, column, f"{row.get('title', '')}: {word}")
        for table, words in _RATES.items()
        for row in draft.of(table)
        for column, word in words.items()
        if row.get(column)
    ]
    if not asked:
        return
    with st.expander("Who joins and stays, and what others may adopt"):
        for table, row, column, title in asked:
            key = (row["option_id" if table == "options" else "lever_id"],)
            named, least, most = st.columns(3, vertical_alignment="bottom")
            named.markdown(plain(title))
            with least:
                box(draft, table, key, f"{column}_low", f"As low as, {title}")
            with most:
                box(draft, table, key, f"{column}_high", f"As high as, {title}")


def _figure(draft: Draft, table: str, row: Cells, column: str) -> None:
    key = (row["outcome_id" if table == "effects" else "cost_id" if table == "costs" else "benefit_id"],)
    title = (draft.row("outcomes", *key) or {}).get("title", "") if table == "effects" else row.get("title", key[0])
    low, high = (column.removesuffix("_gbp") + end for end in ("_low", "_high"))
    what = {"impact": "how many fewer for one person", "unit_value_gbp": "what one is worth", "amount_gbp": "what it costs"}[column]
    with st.container(border=True):
        st.subheader(plain(f"{title}: {what}"), anchor=False)
        figure, least, most = st.columns(3)
        with figure:
            box(draft, table, key, column, "The figure")
        with least:
            box(draft, table, key, low, "Could it be as low as")
        with most:
            box(draft, table, key, high, "or as high as")
        with st.container(horizontal=True):
            for part in (0.1, 0.25):
                ends = ends_around(row.get(column, ""), part)
                puts = [] if ends is None else [PutCell(table, key, low, ends[0]), PutCell(table, key, high, ends[1])]
                st.button(
                    f"±{part:.0%}:gray[ of {plain(title)}]", key=f"draft-{draft.draft_id}-{table}-{key[0]}-{column}-{part}",
                    disabled=ends is None, on_click=keep,
                    args=(draft.draft_id, puts),
                )  # fmt: skip
        _source(draft, table, key, row)


def _source(draft: Draft, table: str, key: tuple[str], row: Cells) -> None:
    kind, where, grade = st.columns(3)
    name = f"draft-{draft.draft_id}-{table}-{key[0]}-source-kind"
    st.session_state[name] = kind_of_source(row)
    with kind:
        st.selectbox(
            "Where does it come from?", list(KINDS), format_func=KINDS.__getitem__, key=name, on_change=_put,
            args=(draft.draft_id, table, key, name),
        )  # fmt: skip
    if row.get("source") and row["source"] != GUESS:
        with where:
            box(draft, table, key, "source", "Title or link")
    if table != "benefits":
        with grade:
            pick(draft, table, key, "confidence_grade", "How good is it, 1 to 6?", among=_GRADES)


def _put(draft_id: int, table: str, key: tuple[str], name: str) -> None:
    keep(draft_id, put_source(table, key, st.session_state[name] or ""))
