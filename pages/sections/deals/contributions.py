"""Contributions: promised money by year against the cost, the rows, and the grid in which a partner changes its own."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import streamlit as st

from core.actions.deals import Promise, save_contributions
from core.charts import funding_gap
from core.charts.kit.formats import financial_year
from core.charts.sentences.deals import cliff_sentence, committed_sentence, ends_sentence, funding_title, limited_sentence
from core.domain.case.deals import FUNDING_WORDS, STATUS_WORDS, Contribution
from core.domain.people import Doing
from core.domain.prices import PRICE_BASIS_WORDS, PriceBasis
from core.papers.caveats import frame_sentence
from core.reports.appraisals import Loaded
from core.reports.deals.funding import FundingPlan
from core.reports.flows import partner_titles
from core.reports.prices import horizon_in_words, terms_in_words
from pages.components import form_feedback
from pages.components.layout import download, figure, text_table
from pages.components.open_version import Pinned, is_typed_in_grid, let_go, pinned
from pages.components.pickers import Chosen
from pages.sections.deals.tables import promises_table, years_of_money
from pages.shell import identity, store
from pages.shell.user_text import plain

PARTNER, YEAR, GBP, MONEY, SOURCE, STATUS, PAID_IF = (
    "Partner", "Year", "Amount, £", "In", "Source", "Status", "Paid if",
)  # fmt: skip


def money_by_year(chosen: Chosen, plan: FundingPlan) -> None:
    """Draw promised money against need, and say where it ends."""
    figure(
        "funding", funding_title(plan), f"Cash promised and cash cost by year. {terms_in_words(chosen.loaded.case, plan.basis)}",
        lambda dark, narrow: funding_gap.draw(plan, dark, narrow), years_of_money(plan), level=2,
    )  # fmt: skip
    st.markdown(plain(f"{cliff_sentence(plan)} {ends_sentence(plan)}"))
    st.markdown(plain(f"{limited_sentence(plan)} {committed_sentence(plan)}"))
    in_kind = float(plan.years.in_kind_gbp.sum())
    if in_kind:
        st.caption(plain(f"Given in kind, and not counted above: £{in_kind:,.0f} over all years."))


def promises(chosen: Chosen, option_id: str, plan: FundingPlan) -> None:
    """List the promises the person is shown, and let them change those of their own partners."""
    with st.expander(f"Every promise with its condition ({len(plan.promises)})"):
        if plan.hidden_promises:
            st.caption(f"{plan.hidden_promises} promises of other partners are in the sums and not listed.")
        if len(plan.promises):
            text_table(promises_table(plan))
            download("Download the promises", promises_table(plan), "promises")
        else:
            st.markdown("None that you are shown.")
    own = identity.person().partners(Doing.edit_rows, chosen.programme_id)
    if own == frozenset():
        st.caption("Promises are changed by those who edit a partner's rows.")
    elif not chosen.is_latest:
        st.caption("Promises are changed on the latest version.")
    else:
        _grid(chosen, option_id, own)


def _grid(chosen: Chosen, option_id: str, own: frozenset[str] | None) -> None:
    titles = partner_titles(chosen.loaded.case)
    mine = [title for one, title in titles.items() if own is None or one in own]
    with st.expander("Change what is promised"):
        st.caption(
            f"One row per partner, year and source. Years are written 2026/27. {horizon_in_words(chosen.loaded.case)} "
            "Saving makes a new version of the programme."
        )
        opened = pinned(
            f"promises-{chosen.programme_id}-{option_id}", chosen, lambda loaded: _held(loaded, option_id, own),
            is_typed_in=is_typed_in_grid,
        )  # fmt: skip
        edited = st.data_editor(
            _frame(opened.loaded, _held(opened.loaded, option_id, own)), num_rows="dynamic", hide_index=True, key=opened.key,
            column_config={
                PARTNER: st.column_config.SelectboxColumn(options=mine, required=True),
                GBP: st.column_config.NumberColumn(format="localized", required=True),
                MONEY: _words(PRICE_BASIS_WORDS, str(PriceBasis.real)),
                SOURCE: _words(FUNDING_WORDS),
                STATUS: _words(STATUS_WORDS),
            },
        )  # fmt: skip
        if st.button("Save the promises", key="save-promises"):
            _save(chosen, option_id, edited, opened)


def _words(words: Mapping[Any, str], first: str | None = None) -> Any:
    """A column of choices that people read, over the words that are stored."""
    read = {str(stored): shown for stored, shown in words.items()}
    return st.column_config.SelectboxColumn(
        options=list(read), default=first, format_func=lambda stored: read.get(stored, stored), required=True
    )


def _held(loaded: Loaded, option_id: str, own: frozenset[str] | None) -> tuple[Contribution, ...]:
    """Stored contributions: those of a version that the person may change."""
    rows = loaded.case.contributions
    return tuple(row for row in rows if row.option_id == option_id and (own is None or row.partner_id in own))


def _frame(loaded: Loaded, held: tuple[Contribution, ...]) -> pd.DataFrame:
    titles, first = partner_titles(loaded.case), loaded.case.programme.base_year
    rows = [
        (titles[row.partner_id], financial_year(first, row.year), row.amount_gbp, str(row.price_basis), str(row.funding),
         str(row.status), row.paid_if or "")
        for row in held
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[PARTNER, YEAR, GBP, MONEY, SOURCE, STATUS, PAID_IF]).astype({GBP: "float64"})


def _save(chosen: Chosen, option_id: str, edited: pd.DataFrame, opened: Pinned) -> None:
    rows = [_promise(row) for row in edited.to_dict("records") if any(pd.notna(value) and value != "" for value in row.values())]

    def save() -> str:
        saved = save_contributions(
            store.database(), chosen.programme_id, option_id, rows, read_version=opened.number, by=identity.person(),
            at=datetime.now(UTC),
        )  # fmt: skip
        let_go(opened.name)
        return saved.sentence

    form_feedback.record(save, "Saved the promises.")


def _promise(row: dict[str, object]) -> Promise:
    said = {name: "" if pd.isna(value) else str(value) for name, value in row.items()}
    amount = row[GBP]
    return Promise(
        said[PARTNER],
        said[YEAR],
        None if pd.isna(amount) else float(str(amount)),
        said[SOURCE],
        said[STATUS],
        said[PAID_IF],
        said[MONEY] or PriceBasis.real.value,
    )


def terms_of_sums(chosen: Chosen) -> None:
    """Price basis: say in what terms the figures of the page are."""
    st.caption(frame_sentence(chosen.appraised))
