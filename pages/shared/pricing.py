"""Unit costs: the workbook as it came, who bears what, search, and a value taken into a line of benefit."""

import os
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from core.actions.unit_costs import import_unit_costs, settle_agencies
from core.domain.benefits import BenefitClass
from core.domain.people import Doing
from core.ingest.unit_costs import UnitCost, UnitCosts, read_unit_costs
from core.reports.moves import what_tables_move
from core.reports.unit_cost_choice import Picked, into_line, into_new_line, needs_index, values_of
from core.reports.unit_costs import agencies_to_match, rows_to_ask, unit_costs
from core.store.refusals import Refused
from core.store.unit_costs import KeptWorkbook, read_workbook, settled_of, workbook_of
from pages.shared import accepting, asking, choices, reads
from pages.shared.choices import Chosen
from pages.shared.cost_tables import agencies_table, asked_table, costs_table, values_table
from pages.shared.evidence_tables import day, row_table
from pages.shared.parts import download, text_table
from pages.shared.text import plain

MOST_SHOWN = 25
ROUND = "workbook-round"
NONE_OF_THEM = "None of the partners"


@st.cache_resource(show_spinner="Reading the unit costs", max_entries=4)
def _costs(home: str, kept: KeptWorkbook) -> UnitCosts:
    return read_unit_costs(read_workbook(reads.database(), kept), kept.file_name)


def held(chosen: Chosen) -> tuple[UnitCosts, KeptWorkbook] | None:
    """The workbook a programme holds, read; None where there is none."""
    kept = workbook_of(reads.database(), chosen.programme_id)
    return None if kept is None else (_costs(os.environ.get("SCALECASE_HOME", ""), kept), kept)


def bring(chosen: Chosen) -> None:
    """Take a workbook of unit costs as it is."""
    if _closed(chosen):
        return
    file = st.file_uploader(
        "Unit cost workbook (.xlsx)", type="xlsx", key=f"workbook-{st.session_state.get(ROUND, 0)}",
        help="The Greater Manchester unit cost database as it was published, or a later edition. Up to 10 MB.",
    )  # fmt: skip
    if file is None:
        return
    read = read_unit_costs(file.getvalue(), file.name)
    if read.problems:
        st.error(plain(read.problems[0].sentence), icon=":material/error:")
        return
    st.markdown(plain(f"{read.title or file.name}: {len(read.rows):,} unit costs were found."))
    notices(read, "brought")
    st.button("Keep these unit costs", type="primary", on_click=_keep, args=(chosen, file.getvalue(), file.name),
              icon=":material/save:")  # fmt: skip


def about(costs: UnitCosts, kept: KeptWorkbook) -> None:
    """Say which workbook is held, and what to know of it."""
    st.markdown(
        plain(f"{costs.title or kept.file_name}: {len(costs.rows):,} unit costs, kept {day(kept.kept_at)} by {kept.kept_by}.")
    )
    st.caption(plain(f"{kept.file_name}, fingerprint {kept.sha256[:12]}. Values stand in the prices of their own year."))
    notices(costs, "held")


def notices(costs: UnitCosts, which: str) -> None:
    """Show what to know of a workbook, held or just brought: rows that are no costs, and costs that do not hold together."""
    every = unit_costs(costs)
    flagged = every[every["flags"] != ""]
    with st.expander(f"{len(flagged):,} unit costs to look at before use", icon=":material/warning:"):
        st.caption("Parts that do not add up to their whole, an agency that cannot be right, transfers, and rows without a code.")
        _long_table(costs_table(flagged))
        download("Download the unit costs to look at", flagged, f"unit-costs-to-look-at-{which}")
    if costs.notices:
        with st.expander(f"{len(costs.notices):,} things noticed while reading", icon=":material/info:"):
            for notice in costs.notices:
                st.markdown(f"- {plain(notice.sentence)}")


def who_bears(chosen: Chosen, costs: UnitCosts) -> None:
    """Match agencies to partners once; ask about every row that names several agencies or none."""
    settled = settled_of(reads.database(), chosen.programme_id)
    partners = _partners(chosen)
    agencies, asked = agencies_to_match(costs, settled), rows_to_ask(costs, settled)
    open_agencies = agencies[agencies.partner.isna() & (agencies.must_be_asked_by_row == False)]  # noqa: E712
    st.header("Who is which agency", anchor=False)
    st.markdown(
        f"{len(open_agencies):,} agencies are not matched to a partner yet, and {len(asked):,} rows name several agencies or none. "
        "What you settle is remembered for the next edition."
    )
    if not _closed(chosen):
        _settling(chosen, agencies, asked, open_agencies)
    with st.expander(f"All {len(agencies):,} agencies"):
        text_table(agencies_table(agencies, partners))
    with st.expander(f"{len(asked):,} rows that only a person can settle"):
        _long_table(asked_table(asked))


def _closed(chosen: Chosen) -> bool:
    """Say so where the person may not change the unit costs."""
    closed = choices.why_not(Doing.price_units, chosen, "Changing unit costs")
    if closed is not None:
        st.info(plain(closed), icon=":material/lock:")
    return closed is not None


def _settling(chosen: Chosen, agencies: pd.DataFrame, asked: pd.DataFrame, open_agencies: pd.DataFrame) -> None:
    by_agency, by_row = st.columns(2)
    with by_agency:
        st.subheader("An agency", anchor=False)
        names = _agency_names(agencies)
        first = next(iter(open_agencies.key), next(iter(names), None))
        _settle_one(chosen, "agency", names, first, {})
    with by_row:
        st.subheader("A row that says Multiple, or nobody", anchor=False)
        rows = {row.key: f"{row.code or row.key}: {row.detail}"[:90] for row in asked.itertuples()}
        if rows:
            _settle_one(chosen, "row", rows, next(iter(rows)), dict(zip(asked.key, asked.suggestion, strict=True)))
        else:
            st.markdown("Every one is settled.")


def find(chosen: Chosen, costs: UnitCosts) -> UnitCost | None:
    """Search the unit costs, and let one be picked."""
    st.header("Find a unit cost", anchor=False)
    text = st.text_input("Words or a code", key="find-cost", placeholder="arrest, HO1.0, hospital bed", max_chars=100)
    if not text.strip():
        st.markdown(f"{len(costs.rows):,} unit costs are held. Give a word that stands in the one you look for, or its code.")
        return None
    found = unit_costs(costs, text, settled_of(reads.database(), chosen.programme_id))
    if found.empty:
        st.markdown("No unit cost has all these words. Try fewer, or a part of a word.")
        return None
    st.caption(f"{len(found):,} found. Every word must stand in a row; codes and texts first, then comments.")
    rows = {(row.sheet, row.row): row for row in costs.rows}
    places = list(zip(found.sheet, found.row, strict=True))
    st.session_state.setdefault("picked-cost", None)
    if st.session_state["picked-cost"] not in places:
        st.session_state["picked-cost"] = places[0] if len(places) == 1 else None
    picked = st.selectbox("Unit cost to use", places, format_func=lambda place: _cost_name(rows[place]), key="picked-cost",
                          placeholder="Choose one")  # fmt: skip
    if picked is None:
        _long_table(costs_table(found))
        return None
    return rows[picked]


def take(chosen: Chosen, costs: UnitCosts, row: UnitCost) -> None:
    """Show what a unit cost says, and take one of its values into a line of benefit."""
    picked = Picked(costs, row, settled_of(reads.database(), chosen.programme_id))
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
        accepting.tables_move(chosen, what_tables_move(chosen.loaded, tables), f"Gave the unit cost {row.name} to {to}.")


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
    benefit_id = columns[2].text_input("Short name of the line", _short_name(picked.row), key="new-line-id", max_chars=100).strip()
    if not benefit_id:
        raise ValueError("The new line needs a short name")
    tables = into_new_line(
        chosen.loaded.tables, picked, benefit_id, outcome_id, benefit_class, with_index=_index(chosen, picked, benefit_class)
    )
    _show_row(tables["benefits"].dicts(), benefit_id)
    return tables


def _index(chosen: Chosen, picked: Picked, benefit_class: BenefitClass) -> bool:
    if not needs_index(chosen.loaded.case, picked, benefit_class):
        return False
    return st.checkbox("Take the workbook's index of prices as deflators.csv, since yours lacks a year that is needed", value=True)


def _show_row(rows: list[dict[str, str]], benefit_id: str) -> None:
    st.subheader("The row of benefits.csv", anchor=False)
    text_table(row_table(next(row for row in rows if row["benefit_id"].strip() == benefit_id)))


def _settle_one(chosen: Chosen, what: str, names: dict[str, str], first: str | None, suggested: dict[str, str]) -> None:
    if first is None:
        st.markdown("There is none.")
        return
    key, partners = f"settle-{what}", _partners(chosen)
    if st.session_state.get(key) not in names:
        st.session_state[key] = first
    picked = st.selectbox("Agency" if what == "agency" else "Row", list(names), format_func=names.__getitem__, key=key)
    if suggested.get(picked):
        st.caption(plain(f"Its own parts say: {suggested[picked]}."))
    who = st.multiselect("Borne by", ["", *partners], format_func=lambda name: partners.get(name, NONE_OF_THEM),
                         key=f"settle-{what}-who", placeholder="Choose partners")  # fmt: skip
    shares = _shares(what, who, partners)
    st.button("Remember", key=f"settle-{what}-save", on_click=_settle, args=(chosen, picked, who, shares, f"settle-{what}"),
              disabled=not who, icon=":material/bookmark_add:")  # fmt: skip


def _shares(what: str, who: list[str], partners: dict[str, str]) -> dict[str, float]:
    """Ask for shares in per cent where several partners bear it."""
    if len(who) < 2 or "" in who:
        return {}
    return {name: st.number_input(f"Share of {plain(partners[name])}, %", 0.0, 100.0, None, key=f"settle-{what}-{name}")
            for name in who}  # fmt: skip


def _settle(chosen: Chosen, picked: str, who: list[str], shares: dict[str, float | None], key: str) -> None:
    if len(who) > 1 and not shares:
        accepting.note("error", "It is borne by some partners or by none of them: it cannot be both.")
        return
    answer = {name: (shares[name] or 0.0) / 100 for name in who} if len(who) > 1 else who[0]
    try:
        told = settle_agencies(reads.database(), chosen.programme_id, {picked: answer}, by=asking.person(), at=datetime.now(UTC))
    except Refused as refusal:
        accepting.note("error", refusal.sentence)
        return
    accepting.note("success", told)
    st.session_state.pop(key, None)
    st.session_state[f"{key}-who"] = []


def _keep(chosen: Chosen, data: bytes, file_name: str) -> None:
    try:
        told = import_unit_costs(reads.database(), chosen.programme_id, data, file_name, by=asking.person(), at=datetime.now(UTC))
    except Refused as refusal:
        accepting.note("error", refusal.sentence)
        return
    accepting.note("success", told)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def _long_table(table: pd.DataFrame) -> None:
    text_table(table.head(MOST_SHOWN))
    if len(table) > MOST_SHOWN:
        st.caption(f"The first {MOST_SHOWN} of {len(table):,} are shown.")


def _partners(chosen: Chosen) -> dict[str, str]:
    return {row.partner_id: row.title for row in chosen.loaded.case.partners}


def _agency_names(agencies: pd.DataFrame) -> dict[str, str]:
    """Agencies that can be settled as a whole: each by itself, and all parts of one at once where it has several."""
    clear = agencies[agencies.must_be_asked_by_row == False]  # noqa: E712
    names = {row.key: _agency_name(row) for row in clear.itertuples()}
    whole = {
        row.agency.lower(): f"{row.agency}: every part not settled by itself" for row in clear.itertuples() if row.agency_detail
    }
    return names | {key: name for key, name in whole.items() if key not in names}


def _agency_name(row) -> str:  # type: ignore[no-untyped-def]
    state = "" if row.partner is None else " (settled)"
    return f"{', '.join(part for part in (row.agency, row.agency_detail) if part)}: {row.rows:,} rows{state}"


def _cost_name(row: UnitCost) -> str:
    return f"{row.name}: {row.detail}"


def _short_name(row: UnitCost) -> str:
    return row.name.lower().replace(".", "_").replace(" ", "_").replace("&", "and")
