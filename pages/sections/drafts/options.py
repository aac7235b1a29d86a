"""Options, step 6: how far the work spreads, which rules would change, and one after the other."""

import streamlit as st

from core.charts.kit.formats import financial_year
from core.domain.drafts import Cells, Draft, PutCell
from core.domain.titles import unique_titles
from core.domain.wording import counted
from core.reports.drafts.copies import lines_to_follow
from core.reports.drafts.new_rows import AS_NOW
from core.reports.drafts.ways import OUT, OUT_THEN_UP, UP, new_lever, new_out, new_up, of_kind, then_up
from pages.sections.drafts.cells import add_by, box, cell_of, keep, pick, take_out
from pages.shell.user_text import plain

_BUILD_UP = {
    "": "Not said: in full at once",
    "1": "In full at once",
    "0.5|1": "Half in its first year",
    "0.33|0.67|1": "Over three years",
}
_MECHANISMS = {"inflow": "Fewer people come to have the problem", "exit": "More people leave it", "unit_cost": "Each costs less"}
_ALONG = {
    "": "Not said: in full at once", "0|0.3|0.7|1": "0%, 30%, 70%, then 100%", "0|0.5|1": "0%, 50%, then 100%",
    "1": "In full at once",
}  # fmt: skip
_KINDS = {OUT: "Spread to more places", UP: "Change the rules", OUT_THEN_UP: "Spread, then change the rules"}


def draw(draft: Draft) -> None:
    """Ask about every option, and offer more."""
    st.markdown("Every option is compared with carrying on as now, which is made for you.")
    for row in draft.of("options"):
        if row["option_id"] != AS_NOW:
            with st.container(border=True):
                _option(draft, row)
    if draft.of("levers"):
        _population(draft)
    st.header("Add an option", anchor=False)
    with st.container(horizontal=True):
        number = len(of_kind(draft, OUT)) + 1
        st.button(
            _KINDS[OUT], key="draft-new-out", icon=":material/add:", on_click=add_by,
            args=(draft.draft_id, lambda: new_out(draft, f"Spread to more places, {number}")),
        )  # fmt: skip
        st.button(
            _KINDS[UP], key="draft-new-up", icon=":material/add:", on_click=add_by,
            args=(draft.draft_id, lambda: new_up(draft, "Change the rules")), disabled=bool(of_kind(draft, UP)),
        )  # fmt: skip
    if of_kind(draft, OUT) and of_kind(draft, UP):
        _then(draft)


def _option(draft: Draft, row: Cells) -> None:
    option_id = row["option_id"]
    name, out = st.columns([5, 1], vertical_alignment="bottom")
    with name:
        box(draft, "options", (option_id,), "title", _KINDS.get(row["kind"], "Option"))
    if len(draft.of("options")) > 2:
        with out:
            take_out(draft, "options", (option_id,), row["title"])
    lines = lines_to_follow(draft, option_id)
    if lines:
        st.button(
            f"Follow the change in {counted(len(lines), 'line')}", key=f"draft-{draft.draft_id}-follow-{option_id}",
            icon=":material/sync:", help=plain(", ".join(line.title for line in lines)), on_click=keep,
            args=(draft.draft_id, [change for line in lines for change in line.changes]),
        )  # fmt: skip
    if row["kind"] != UP:
        _rates(draft, option_id)
        _sites(draft, option_id)
    if row["kind"] == OUT_THEN_UP:
        pick(draft, "options", (option_id,), "gate_year", "In which year is it decided to change the rules?", among=_years(draft))
    if row["kind"] in (UP, OUT_THEN_UP):
        _levers(draft, option_id)


def _rates(draft: Draft, option_id: str) -> None:
    joins, stays, weaker = st.columns(3, vertical_alignment="bottom")
    with joins:
        box(draft, "options", (option_id,), "engagement", "Of those offered, how many join?", placeholder="90%")
    with stays:
        box(draft, "options", (option_id,), "retention", "Of those who join, how many stay?", placeholder="84%")
    with weaker:
        box(draft, "options", (option_id,), "scale_penalty", "How much weaker in new places?", placeholder="15%")


def _sites(draft: Draft, option_id: str) -> None:
    rows = [row for row in draft.of("option_sites") if row["option_id"] == option_id]
    titles, years = unique_titles(draft.titles("sites")), _years(draft)
    with st.expander("First year of each place, and how it builds up"):
        name = f"draft-{draft.draft_id}-ramp-{option_id}"
        ramps = {row.get("ramp", "") for row in rows}
        st.session_state[name] = next(iter(ramps)) if len(ramps) == 1 else ""
        st.selectbox(
            "How does a place build up?", list(_BUILD_UP), format_func=_BUILD_UP.__getitem__, key=name,
            on_change=_for_all_places, args=(draft, option_id, "ramp", name),
        )  # fmt: skip
        for row in rows:
            pick(draft, "option_sites", (option_id, row["site_id"]), "start_year", titles[row["site_id"]], among=years)


def _for_all_places(draft: Draft, option_id: str, column: str, name: str) -> None:
    rows = [row for row in draft.of("option_sites") if row["option_id"] == option_id]
    keep(
        draft.draft_id, [PutCell("option_sites", (option_id, row["site_id"]), column, st.session_state[name] or "") for row in rows]
    )


def _levers(draft: Draft, option_id: str) -> None:
    for row in draft.of("levers"):
        if row["option_id"] == option_id:
            _lever(draft, row)
    with st.form(f"draft-{draft.draft_id}-lever-{option_id}", clear_on_submit=True, border=False):
        title = st.text_input("Another change of rules", key=f"draft-{draft.draft_id}-lever-title-{option_id}", max_chars=200)
        is_sent = st.form_submit_button("Add change")
    if is_sent and add_by(draft.draft_id, lambda: new_lever(draft, option_id, title)):
        st.rerun()


def _lever(draft: Draft, row: Cells) -> None:
    key = (row["lever_id"],)
    name, whose, out = st.columns([3, 3, 1], vertical_alignment="bottom")
    with name:
        box(draft, "levers", key, "title", "What changes?")
    with whose:
        box(draft, "levers", key, "decided_by", "Whose decision is it?", placeholder="The integrated care board")
    with out:
        take_out(draft, "levers", key, row["title"])
    (does, much), (agree, along) = (st.columns(2, vertical_alignment="bottom") for _ in range(2))
    with does:
        pick(draft, "levers", key, "mechanism", "What does it do?", among=_MECHANISMS)
    with much:
        box(draft, "levers", key, "full_effect", "By how much, if it happens?", placeholder="30%")
    with agree:
        box(draft, "levers", key, "p_adopted", "Of ten boards like this one, how many would agree?", placeholder="4")
    with along:
        pick(draft, "levers", key, "adoption", "Once agreed, how far along, year by year?", among=_ALONG)


def _population(draft: Draft) -> None:
    """A change of rules works on everybody with the problem: how many there are, and what each of them causes."""
    st.header("Everybody with the problem", anchor=False)
    today, join, leave = st.columns(3, vertical_alignment="bottom")
    with today:
        box(draft, "population", (), "people_with_problem", "How many people have the problem today?", placeholder="2,400")
    with join:
        box(draft, "population", (), "inflow_per_year", "How many join a year?", placeholder="600")
    with leave:
        box(draft, "population", (), "exit_rate", "Of ten, how many leave by themselves in a year?", placeholder="3")
    titles = draft.titles("outcomes")
    for row in draft.of("effects"):
        box(
            draft, "effects", (row["outcome_id"],), "units_per_person_year",
            f"{titles[row['outcome_id']]}: how many a year for one person?",
            help="How many of these one person with the problem causes in a year, with nothing done.",
        )  # fmt: skip


def _then(draft: Draft) -> None:
    st.markdown("**Spread, then change the rules** is made of the two and never typed.")
    out_column, up_column, gate_column = st.columns(3)
    outs, ups = ({row["option_id"]: row["title"] for row in of_kind(draft, kind)} for kind in (OUT, UP))
    out = out_column.selectbox("First", list(outs), format_func=unique_titles(outs).__getitem__, key="draft-then-out")
    up = up_column.selectbox("Then", list(ups), format_func=unique_titles(ups).__getitem__, key="draft-then-up")
    years = _years(draft)
    gate = gate_column.selectbox(
        "Decided in", list(years), 3 if len(years) > 3 else 0, format_func=years.__getitem__, key="draft-gate"
    )
    if st.button("Make it", key="draft-then", icon=":material/add:") and add_by(
        draft.draft_id, lambda: then_up(draft, out, up, gate)
    ):
        st.rerun()


def _years(draft: Draft) -> dict[str, str]:
    base = int(cell_of(draft, "programme", (), "base_year"))
    return {str(at): financial_year(base, at) for at in range(int(cell_of(draft, "programme", (), "horizon_years")) + 1)}
