"""Compare versions: which inputs moved, by whom and why, and what each did to one option in pounds."""

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from core.charts.kit.formats import exact_money
from core.domain.errors import Refused
from core.domain.people import Doing, Person
from core.reports.appraisals import Loaded
from core.reports.versions.compare import Comparison, compare_versions
from core.reports.versions.history import VersionStanding
from pages.components import pickers
from pages.components.layout import download, text_table
from pages.components.pickers import Chosen
from pages.shell import cached_reads, identity, store
from pages.shell.errors import refused

MOST_SHOWN = 40


def between(chosen: Chosen, standings: Sequence[VersionStanding]) -> None:
    """Draw the pickers of two versions and an option, and what moved between them."""
    numbers = [row.version.number for row in standings]
    if len(numbers) < 2:
        st.markdown("There is only one version so far: once a table is changed, what moved is shown here.")
        return
    older, newer = _two_of(chosen, numbers)
    option_id = pickers.option(chosen)
    if older == newer:
        st.info("Choose two versions that differ.")
        return
    try:
        comparison = _compared(chosen, older, newer, option_id)
    except Refused as refusal:
        refused(refusal)
        return
    _show(comparison)


def comparison_table(found: Comparison) -> pd.DataFrame:
    """What moved, in words: one row per input, and the whole difference last."""
    rows = found.rows
    told = pd.DataFrame(
        {
            "Table": rows["table"],
            "Row": rows["row"],
            "Column": rows["column"],
            "From": rows["before"],
            "To": rows["after"],
            "Net public value": [_effect(change) for change in rows["npsv_change_gbp"]],
            "Net cash": [_effect(change) for change in rows["cash_change_gbp"]],
            "Changed by": [f"{who}, version {number}" for who, number in zip(rows["made_by"], rows["number"], strict=True)],
            "Why": rows["what"],
            "Note": rows["note"],
        }
    )
    whole = dict.fromkeys(told.columns, "")
    whole["Table"] = "All of it"
    whole["Net public value"] = _effect(found.after.npsv_gbp - found.before.npsv_gbp)
    whole["Net cash"] = _effect(found.after.cash_gbp - found.before.cash_gbp)
    return pd.concat([told, pd.DataFrame([whole])], ignore_index=True)


def _show(found: Comparison) -> None:
    st.markdown(
        f"Net public value goes from {exact_money(found.before.npsv_gbp)} to {exact_money(found.after.npsv_gbp)}, "
        f"net cash from {exact_money(found.before.cash_gbp)} to {exact_money(found.after.cash_gbp)}."
    )
    if found.rows.empty:
        st.markdown("No input of the model differs: only observations or files that no figure is worked out from.")
        return
    st.caption(
        "Inputs move one after another, in the order of the files; each row says what its input moved, and the rows add up to "
        f"the whole difference. {found.grouped}"
    )
    table = comparison_table(found)
    shown = table if len(table) <= MOST_SHOWN else pd.concat([table.head(MOST_SHOWN), table.tail(1)])
    text_table(_without_empty(shown))
    if len(shown) < len(table):
        st.caption(f"The first {MOST_SHOWN} are shown; the download has all.")
    download(f"Download what moved from version {found.older.number} to {found.newer.number}", table, "versions-compared")


def _compared(chosen: Chosen, older: int, newer: int, option_id: str) -> Comparison:
    """Compare two versions, or give what was compared before for those who see as much; who may open them is asked anew."""
    one, other = cached_reads.loaded(chosen.programme_id, older), cached_reads.loaded(chosen.programme_id, newer)
    person, home = identity.person(), os.environ.get("SCALECASE_HOME", "")
    in_detail = person.may(Doing.see_detail, chosen.programme_id)
    return _worked_out(
        home, chosen.programme_id, (older, newer), option_id, in_detail,
        _one=one, _other=other, _person=person, _today=datetime.now(UTC).date(),
    )  # fmt: skip


@st.cache_resource(show_spinner="Moving one input after another", max_entries=32)
def _worked_out(
    home: str,
    programme_id: str,
    numbers: tuple[int, int],
    option_id: str,
    in_detail: bool,
    *,
    _one: Loaded,
    _other: Loaded,
    _person: Person,
    _today: date,
) -> Comparison:
    return compare_versions(store.database(), _one, _other, option_id, person=_person, today=_today)


def _without_empty(table: pd.DataFrame) -> pd.DataFrame:
    return table[[name for name in table.columns if table[name].astype(bool).any()]]


def _two_of(chosen: Chosen, numbers: list[int]) -> tuple[int, int]:
    left, right = st.columns(2)
    picked = []
    for column, label, first in ((left, "From version", numbers[1]), (right, "To version", numbers[0])):
        key = f"{label}-{chosen.programme_id}"
        if st.session_state.get(key) not in numbers:
            st.session_state[key] = first
        picked.append(column.selectbox(label, numbers, key=key, persist_state="session"))
    return picked[0], picked[1]


def _effect(change: float) -> str:
    if pd.isna(change):
        return "with the row above"
    return f"+{exact_money(change)}" if change >= 0.5 else exact_money(change)
