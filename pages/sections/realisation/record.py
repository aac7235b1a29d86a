"""Record realisation: the form in which a partner says what has come of promised cash, and the earlier entries."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pandas as pd
import streamlit as st
from pydantic import ValidationError

from core.actions.realisation import record_realised
from core.charts.kit.formats import exact_money, financial_year
from core.domain.prices import PRICE_BASIS_WORDS, PriceBasis
from core.domain.realisation import Key, Realised, RealisedKind, Said
from core.reports.realisation.tracking import said_of
from pages.components import form_feedback, layout
from pages.components.open_version import let_go, opened_at
from pages.components.pickers import Chosen
from pages.sections.realisation.tracking import line_picker, own_lines
from pages.shell import identity, store
from pages.shell.user_text import plain

KINDS = {RealisedKind.actual: "It has happened", RealisedKind.forecast: "It is expected"}
WHOLE_LINE = ""


def record_form(chosen: Chosen, actions: pd.DataFrame, this_year: int) -> None:
    """Let a partner record cash out of a budget, units that fell away, or what it expects."""
    mine = own_lines(chosen, actions)
    if mine.empty:
        return
    case = chosen.loaded.case
    with st.expander("Record what came, or what is expected"):
        line = line_picker(mine, "Line of cash to record", "record-line")
        row = mine.loc[line]
        kind = st.radio("Is it so already?", list(KINDS), format_func=KINDS.__getitem__, horizontal=True, key="record-kind")
        years = list(range(case.programme.horizon_years + 1))
        year = st.selectbox("Year", years, index=min(max(this_year, 0), len(years) - 1), key="record-year",
                            format_func=lambda year: financial_year(case.programme.base_year, year))  # fmt: skip
        centres = {WHOLE_LINE: "The line as a whole"} | {
            centre.cost_centre_id: centre.name
            for centre in case.cost_centres
            if (row["line_id"], centre.cost_centre_id) in {(link.benefit_id, link.cost_centre_id) for link in case.benefit_centres}
            and centre.partner_id == row["partner_id"]
        }
        centre = st.selectbox("Where", list(centres), format_func=centres.__getitem__, key=f"record-centre-{line}")
        _amounts(chosen, row, Realised.model_construct(
            benefit_id=row["line_id"], partner_id=row["partner_id"], year=year, kind=kind, cost_centre_id=centre))  # fmt: skip


def _amounts(chosen: Chosen, row: pd.Series, about: Realised) -> None:
    """The figures of what is recorded; what held when the form was opened is filled in, and its version goes with the save."""
    held = said_of(store.database(), identity.person(), chosen.programme_id).get(about.key)
    name = f"record-{chosen.programme_id}-{'-'.join(map(str, about.key))}"
    opened = opened_at(name, held.version if held else 0)
    seen, key = (held.what if held and held.version == opened else None), f"{name}-{opened}"
    with st.form(key):
        amount = st.number_input("Cash, £", 0.0, None, seen.amount_gbp if seen else None, step=1000.0, format="%.2f",
                                 key=f"{key}-cash")  # fmt: skip
        money = st.radio("The cash is in", list(PRICE_BASIS_WORDS), list(PriceBasis).index(seen.price_basis) if seen else 0,
                         format_func=lambda basis: _money_words(chosen, basis), horizontal=True, key=f"{key}-money")  # fmt: skip
        units = st.number_input("Units that fell away", 0.0, None, seen.units if seen else None, step=1.0, key=f"{key}-units")
        budget = st.text_input("Budget it came out of", seen.budget if seen else "", max_chars=300, key=f"{key}-budget",
                               help="Its code or name in the ledger")  # fmt: skip
        note = st.text_area("Note", seen.note if seen else "", max_chars=2000, key=f"{key}-note")
        if held:
            st.caption(
                plain(f"Recorded before by {held.said_by} on {held.said_at:%d %B %Y}. Saving corrects it; the earlier entry stays.")
            )
        if st.form_submit_button("Record it"):
            entered = {"amount_gbp": amount, "units": units, "budget": budget, "note": note, "price_basis": money}
            _record(chosen, about, entered, opened, name)


def _money_words(chosen: Chosen, basis: PriceBasis) -> str:
    prices = financial_year(chosen.loaded.case.programme.prices_of)
    return f"Real, {prices} prices" if basis is PriceBasis.real else "Money of the day, as the ledger has it"


def _record(chosen: Chosen, about: Realised, entered: Mapping[str, object], read_version: int, name: str) -> None:
    try:
        what = Realised.model_validate({**about.model_dump(exclude_unset=True), **entered})
    except ValidationError as wrong:
        for error in wrong.errors():
            st.error(plain(str(error["msg"]).removeprefix("Value error, ")), icon=":material/error:")
        return

    def record() -> None:
        record_realised(
            store.database(),
            chosen.programme_id,
            what,
            read_version=read_version,
            by=identity.person(),
            at=datetime.now(UTC),
        )
        let_go(name)

    form_feedback.record(record, "It is recorded.")


def record_history(chosen: Chosen, said: Mapping[Key, Said]) -> None:
    """List what was recorded, the latest first."""
    case = chosen.loaded.case
    names = {row.benefit_id: row.name for row in case.benefits} | {row.partner_id: row.title for row in case.partners}
    rows = sorted(said.values(), key=lambda row: row.said_at, reverse=True)
    if not rows:
        return
    st.header("What was recorded", anchor=False)
    layout.text_table(
        pd.DataFrame(
            {
                "Partner": [names.get(row.what.partner_id, row.what.partner_id) for row in rows],
                "Line": [names.get(row.what.benefit_id, row.what.benefit_id) for row in rows],
                "Year": [financial_year(case.programme.base_year, row.what.year) for row in rows],
                "It is": [KINDS[row.what.kind] for row in rows],
                "Cash": [exact_money(row.what.amount_gbp, "not given") for row in rows],
                "In": [PRICE_BASIS_WORDS[row.what.price_basis] for row in rows],
                "Units": ["not given" if row.what.units is None else f"{row.what.units:g}" for row in rows],
                "Budget": [row.what.budget for row in rows],
                "By": [f"{row.said_by}, {row.said_at:%d %B %Y}" for row in rows],
            }
        )
    )
