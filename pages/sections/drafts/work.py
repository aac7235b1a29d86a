"""The work, step 1: what it is called, which years are looked at, and what is to be decided."""

import streamlit as st

from core.charts.kit.formats import financial_year
from core.domain.drafts import Draft, PutCell
from pages.sections.drafts.cells import box, cell_of, pick

EARLIEST, LATEST = 2015, 2040
HORIZONS = (3, 5, 8, 10, 12, 15, 20, 25, 30, 40, 60)


def draw(draft: Draft) -> None:
    """Ask what the work is."""
    box(
        draft, "programme", (), "title", "What is the work called?", is_live=True,
        help="As you would say it to a colleague; you can change it later.", placeholder="Housing First in Greater Manchester",
    )  # fmt: skip
    first, many = st.columns(2)
    years = {str(year): financial_year(year) for year in range(EARLIEST, LATEST)}
    with first:
        pick(
            draft, "programme", (), "base_year", "Which is the first financial year?", among=years,
            help="The year in which the money is decided. All money is shown in its prices.",
            also=lambda year: (PutCell("programme", (), "price_year", year),),
        )  # fmt: skip
    with many:
        lengths = {str(number): f"{number} years" for number in HORIZONS}
        pick(
            draft, "programme", (), "horizon_years", "How many years should we look at?", among=lengths,
            help="Ten is usual; take longer where benefits come late.",
        )  # fmt: skip
    box(
        draft, "programme", (), "question", "What is to be decided? (can wait)", is_live=True,
        placeholder="Should it stay in Manchester or go to all ten boroughs?",
    )  # fmt: skip
    if not cell_of(draft, "programme", (), "title"):
        st.caption("Give it a name, then go on.")
