"""Choose a unit cost: it becomes a line of benefit, old or new, with its source."""

import streamlit as st

from core.domain.case.benefits import BenefitClass
from core.domain.unit_costs import UnitCost, UnitCosts
from core.reports.changes.choose_unit_cost import Picked, into_line, into_new_line, needs_index, values_of
from core.reports.changes.effects import what_tables_move
from core.reports.unit_costs import settled_agencies
from pages.components.evidence_tables import row_table
from pages.components.layout import text_table
from pages.components.pickers import Chosen
from pages.sections.evidence import accept_effect
from pages.sections.unit_costs.tables import short_name, values_table
from pages.shell import identity, store
from pages.shell.user_text import plain


def take(chosen: Chosen, costs: UnitCosts, row: UnitCost) -> None:
    """Show what a unit cost says, and take one of its values into a line of benefit."""
    picked = Picked(costs, row, settled_agencies(store.database(), identity.person(), chosen.programme_id))
    st.header(plain(f"{row.name}: {row.detail}"), anchor=False)
    text_table(values_table(values_of(picked)), figures="values")
    told = [f"sheet {row.sheet}, row {row.row}", row.unit, f"rated {row.rating}" if row.rating else "", row.comment]
    st.caption(plain("; ".join(part for part in told if part)))
    lines = {line.benefit_id: line for line in chosen.loaded.case.benefits if chosen.scope.sees_line(line.benefit_id)}
    goals = [f"line:{name}" for name in lines] + ["new"]
    goal = st.selectbox(
        "Give this value to", goals, None, placeholder="Choose a line of benefit, or a new one", key="give-value-to",
        format_func=lambda name: "A new line of benefit" if name == "new" else lines[name[5:]].name,
    )  # fmt: skip
    if goal is None:
        return
    try:
        tables = _new_line(chosen, picked) if goal == "new" else _old_line(chosen, picked, goal[5:])
    except ValueError as reason:
        st.warning(
            plain(f"{reason}".rstrip(".?") + ". Who bears a cost is settled under Who bears what."), icon=":material/warning:"
        )
        return
    if tables is not None:
        to = "a new line of benefit" if goal == "new" else lines[goal[5:]].name
        accept_effect.tables_move(chosen, what_tables_move(chosen.loaded, tables), f"Gave the unit cost {row.name} to {to}.")


def _old_line(chosen: Chosen, picked: Picked, benefit_id: str) -> dict | None:  # type: ignore[type-arg]
    line = next(row for row in chosen.loaded.case.benefits if row.benefit_id == benefit_id)
    if line.benefit_class not in picked.row.values:
        raise ValueError(f"{line.name} is a {line.benefit_class.value} benefit, and {picked.row.name} has no such value")
    tables = into_line(
        chosen.loaded.tables, picked, benefit_id, line.benefit_class, with_index=_index(chosen, picked, line.benefit_class)
    )
    _show_row(tables["benefits"].dicts(), benefit_id)
    return tables


def _new_line(chosen: Chosen, picked: Picked) -> dict | None:  # type: ignore[type-arg]
    classes = list(picked.row.values)
    if not classes:
        raise ValueError(f"{picked.row.name} has no value")
    columns = st.columns(3)
    titles = {row.outcome_id: row.title for row in chosen.loaded.case.outcomes}
    outcome_id = columns[0].selectbox("Outcome it hangs on", list(titles), format_func=titles.__getitem__, key="new-line-outcome")
    benefit_class = columns[1].selectbox("Which value", classes, format_func=lambda found: found.value, key="new-line-class")
    benefit_id = columns[2].text_input("Short name of the line", short_name(picked.row), key="new-line-id", max_chars=100).strip()
    if not benefit_id:
        raise ValueError("The new line needs a short name")
    tables = into_new_line(
        chosen.loaded.tables, picked, benefit_id, outcome_id, benefit_class, with_index=_index(chosen, picked, benefit_class)
    )
    _show_row(tables["benefits"].dicts(), benefit_id)
    return tables


def _index(chosen: Chosen, picked: Picked, benefit_class: BenefitClass) -> bool:
    if not needs_index(chosen.loaded.case, chosen.loaded.prices, picked, benefit_class):
        return False
    return st.checkbox("Take the workbook's index of prices as deflators.csv, since yours lacks a year that is needed", value=True)


def _show_row(rows: list[dict[str, str]], benefit_id: str) -> None:
    st.subheader("The row of benefits.csv", anchor=False)
    text_table(row_table(next(row for row in rows if row["benefit_id"].strip() == benefit_id)))
