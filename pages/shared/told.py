"""Sentences and cards that more than one page needs, worked out from a report."""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from core.charts.formats import chance, duration, money, money_range
from core.charts.sentences.cash import lumps_sentence
from core.engine.results import Measures
from core.engine.simulation import Simulation
from core.reports.appraisals import Appraised
from core.reports.assurance import assurance_words, is_relied_on
from core.reports.programmes import version_history
from core.reports.sources import source_counts
from core.reports.uncertainty import spreads
from core.store.assurance import state_of
from pages.shared import address, asking, reads
from pages.shared.choices import Chosen
from pages.shared.parts import Card
from pages.shared.places import PAGES
from pages.shared.text import plain


def headline_cards(appraised: Appraised, option_id: str, simulation: Simulation) -> list[Card]:
    """The four figures a board asks for first, each with its range: cost, net public value, net cash, payback."""
    own = appraised.option(option_id).expected.measures
    years = appraised.case.programme.horizon_years
    spread = spreads(appraised, simulation).set_index("option_id").loc[option_id]
    return [
        Card(f"Cash to invest, {years} years", money(own.pv_public_cost_gbp), _range(spread.cost_p10_gbp, spread.cost_p90_gbp)),
        Card("Net public value", money(own.npsv_gbp), _range(spread.p10_gbp, spread.p90_gbp), help=NPSV_HELP),
        Card("Net cash", money(net_cash(own)), _range(spread.cash_p10_gbp, spread.cash_p90_gbp), help=CASH_HELP),
        Card(
            "Cash pays back in",
            duration(own.payback_cash_years, years),
            _ends_ahead(spread.chance_cash),
        ),
    ]


def net_cash(measures: Measures) -> float:
    """Cash released less cash cost, present value."""
    return measures.pv_cash_released_gbp - measures.pv_public_cost_gbp


def _ends_ahead(chance_cash: float) -> str:
    return f"{chance(chance_cash)} runs end with more cash than went in"


def _range(low_gbp: float, high_gbp: float) -> str:
    return f"{money_range(low_gbp, high_gbp)} in 8 of 10 model runs"


NPSV_HELP = "Public value less every cost, cash and in kind. Payments and taxes that only move between people do not count."
CASH_HELP = "Cash that really comes out of budgets less the cash that goes in. Freed capacity does not count."


def period(appraised: Appraised) -> str:
    """Say what place and years a chart covers, for its subtitle."""
    programme = appraised.case.programme
    years = f"{programme.horizon_years} years from {programme.base_year}/{(programme.base_year + 1) % 100:02d}"
    return f"{programme.title}, {years}, present values in {programme.prices_of} prices."


def badges(chosen: Chosen) -> None:
    """Say which version this is, whether it is only a sample, and how many figures still need a source."""
    red = source_counts(chosen.loaded)["red"]
    with st.container(horizontal=True, gap="small"):
        if chosen.is_sample:
            st.badge("Sample", icon=":material/science:", color="blue")
        st.badge(f"Version {chosen.number}", icon=":material/bookmark:", color="blue")
        if not chosen.is_latest:
            st.badge("Not the latest version", icon=":material/history:", color="orange")
        _standing(chosen)
        if red:
            st.badge(f"{red:,} figures need a source", icon=":material/warning:", color="orange")
    if not chosen.is_latest:
        st.button("Show the latest version", on_click=address.forget, args=("version",), icon=":material/update:")


def _standing(chosen: Chosen) -> None:
    """Say who checked the version, or that nobody did."""
    assurance, today = state_of(reads.database(), chosen.loaded.version.version_id), datetime.now(UTC).date()
    icon, colour = (":material/verified:", "green") if is_relied_on(assurance, today) else (":material/pending:", "orange")
    st.badge(plain(assurance_words(assurance, today)), icon=icon, color=colour)


def last_change(chosen: Chosen) -> None:
    """Say what the version brought, by whom and when."""
    history = version_history(reads.database(), asking.person(), chosen.programme_id, datetime.now(UTC).date())
    made = history[history.number == chosen.number].iloc[0]
    st.markdown(f"Version {chosen.number}, {date_words(made.made_at)}, by {plain(made.made_by)}: {plain(made.what)}")


def date_words(moment: datetime) -> str:
    """14 January 2027 at 15:04."""
    return f"{moment.day} {moment:%B %Y at %H:%M} UTC"


FIRST_STEPS = (
    ("See who pays and who benefits", "who.py", "Whose budget the money leaves, whose it reaches, and how much of it is cash."),
    ("Compare the options", "compare.py", "Scale out, scale up and out then up on the same rows; change an assumption and look."),
    ("See what the figures rest on", "data.py", "Every table with its sources, and the figures no source gives."),
    ("Take the templates", "data.py", "Under Data, Add: one CSV file for each table."),
    (
        "Bring your own programme",
        "data.py",
        "Upload it; what is wrong is named by row and column, and nothing is saved before you confirm.",
    ),
)


def first_steps() -> None:
    """Show a newcomer the way through the sample to a programme of their own."""
    st.header("First steps", anchor=False)
    for number, (title, page, why) in enumerate(FIRST_STEPS, start=1):
        st.page_link(str(PAGES / page), label=f"{number}. {title}", icon=":material/arrow_forward:")
        st.caption(why)


def counting(frame: pd.DataFrame, counted: str) -> pd.DataFrame:
    """The ledger with the benefits that are to be counted: cash, all that falls in budgets, or everything."""
    gains = {"cash": frame.cash_gbp, "budget": frame.fiscal_gbp, "all": frame.fiscal_gbp + frame.public_gbp}[counted]
    return frame.assign(gains_gbp=gains, net_gbp=gains - frame.pays_gbp)


def with_lump_texts(frame: pd.DataFrame) -> pd.DataFrame:
    """Name each step of cash and say how near it is."""
    names = [f"{centre}: {line}" for centre, line in zip(frame.centre, frame.line, strict=True)]
    texts = [
        lumps_sentence(row.units_peak, row.lump_units, row.unit, row.waiting_gbp if row.agreed else 0.0)
        for row in frame.itertuples()
    ]
    return frame.assign(centre_name=frame.centre, centre=names, text=texts)


def lumps_title(frame: pd.DataFrame) -> str:
    """Say how many of the places where cash comes in steps reach one."""
    reached = int((frame.steps >= 0.5).sum())
    if reached == len(frame):
        return "Every place where cash comes in steps reaches its first step"
    return f"{reached} of {len(frame)} places where cash comes in steps reach their first step; half a step saves nothing"


DEFINITIONS = """
**Scale out**: the model that exists reaches more people or more places. **Scale up**: the rules or the behaviours around the
problem change, so that there is less of it. **Out then up**: scale out first, learn, and decide at a gate. None of them has
to do with computers. **Business as usual** is the comparison: every figure is a difference from it.

**Net public value**: public value less every cost, in today's worth; payments and taxes that only move do not count.
**Cash released**: money that leaves a budget. **Capacity**: time and places set free; never added to cash.
**Money in the wrong pockets**: half the sum over partners of the gap between their share of cash cost and
their share of cash released.
"""


def definitions() -> None:
    """Say what scale out and scale up mean here, on every page that uses the words."""
    with st.expander("What the words mean", icon=":material/menu_book:"):
        st.markdown(DEFINITIONS)
