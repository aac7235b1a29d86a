"""What changes, step 3: what happens less often, by how much, for how long, and who saves."""

import streamlit as st

from core.charts.kit.formats import financial_year
from core.domain.drafts import Cells, Draft, PutCell
from core.reports.drafts.answers import Kind, read_answer
from core.reports.drafts.new_rows import PERSISTENCE
from pages.sections.drafts import finder, shares
from pages.sections.drafts.cells import REFUSED, box, cell_of, keep, take_out
from pages.shell.user_text import plain


def draw(draft: Draft) -> None:
    """Ask what changes and what one is worth."""
    finder.draw(draft)
    for row in draft.of("benefits"):
        _benefit(draft, row)


def _benefit(draft: Draft, row: Cells) -> None:
    benefit_id, outcome_id = row["benefit_id"], row["outcome_id"]
    unit = (draft.row("outcomes", outcome_id) or {}).get("unit", "")
    with st.container(border=True):
        name, out = st.columns([5, 1], vertical_alignment="bottom")
        with name:
            box(draft, "benefits", (benefit_id,), "title", "What happens less often")
        with out:
            take_out(draft, "outcomes", (outcome_id,), row.get("title", benefit_id))
        fewer, anyway, worth = st.columns(3)
        with fewer:
            box(
                draft, "effects", (outcome_id,), "impact", "How many fewer, for one person, in a year?", placeholder="3",
                help=plain(f"For one person who stays with it, in one year. Counted: {unit or 'one'}."),
            )  # fmt: skip
        with anyway:
            _anyway(draft, outcome_id)
        with worth:
            year = row.get("price_year")
            box(
                draft, "benefits", (benefit_id,), "unit_value_gbp",
                f"What is one worth, in {financial_year(int(year))} prices?" if year else "What is one worth?",
                help=plain(row.get("source") or "Where it comes from is asked under How sure."),
            )  # fmt: skip
        _measured(draft, outcome_id)
        lasts, saves = st.columns(2)
        with lasts:
            _lasts(draft, outcome_id)
        with saves:
            shares.who(draft, "benefit_falls", benefit_id, "Who saves?")


def _anyway(draft: Draft, outcome_id: str) -> None:
    key = (outcome_id,)
    if cell_of(draft, "effects", key, "impact_basis") == "net":
        st.markdown("What would have gone anyway is off already.")
    else:
        box(
            draft, "effects", key, "deadweight", "Of ten of these, how many would have gone anyway?", placeholder="2",
            help="What would have happened without the work is taken off. Left empty, nothing is taken off.",
        )  # fmt: skip


def _measured(draft: Draft, outcome_id: str) -> None:
    key = (outcome_id,)
    is_net = cell_of(draft, "effects", key, "impact_basis") == "net"
    name = f"draft-{draft.draft_id}-net-{outcome_id}"
    st.session_state[name] = is_net
    st.checkbox(
        "Measured against a comparison group", key=name, on_change=_turn_net, args=(draft, key, name),
        help="Then what would have happened anyway is off already.",
    )  # fmt: skip
    if not is_net and not cell_of(draft, "effects", key, "deadweight"):
        st.caption(":orange[:material/warning:] Nothing is taken off so far.")


def _turn_net(draft: Draft, key: tuple[str], name: str) -> None:
    basis = "net" if st.session_state[name] else "gross"
    keep(draft.draft_id, (PutCell("effects", key, "impact_basis", basis), PutCell("effects", key, "deadweight", "")))


def _lasts(draft: Draft, outcome_id: str) -> None:
    cell = cell_of(draft, "effects", (outcome_id,), "persistence")
    titles = {**PERSISTENCE, **({} if cell in PERSISTENCE else {cell: cell.replace("|", ", ")})}
    name = f"draft-{draft.draft_id}-lasts-{outcome_id}"
    st.session_state[name] = cell
    st.selectbox(
        "Once someone has been helped, how long does it last?", list(titles), format_func=lambda value: titles.get(value, value),
        key=name, accept_new_options=True, on_change=_put_lasts, args=(draft, outcome_id, name),
        help="Or type the share that is left in each year, such as 100%, 75%, 50%.",
    )  # fmt: skip


def _put_lasts(draft: Draft, outcome_id: str, name: str) -> None:
    picked = str(st.session_state[name] or "")
    parts = [read_answer(Kind.share, part) for part in picked.split(",")]
    wrong = next((part.wrong for part in parts if part.wrong or not part.cell), None) if picked not in PERSISTENCE else None
    if wrong is not None:
        st.session_state[REFUSED] = f"{wrong} Give the share that is left in each year, such as 100%, 75%, 50%.".strip()
        return
    cell = picked if picked in PERSISTENCE else "|".join(part.cell for part in parts)
    keep(draft.draft_id, (PutCell("effects", (outcome_id,), "persistence", cell),))
