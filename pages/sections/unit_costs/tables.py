"""Tables about unit costs with the headings and figures people read."""

import pandas as pd
import streamlit as st

from core.charts.kit.formats import people
from core.domain.unit_costs import UnitCost
from pages.components.evidence_tables import NOTHING, is_none, words
from pages.components.layout import text_table

MOST_SHOWN = 25


def costs_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Unit costs that were found: one row per unit cost."""
    return pd.DataFrame(
        {
            "Code": frame.code.replace("", "none"),
            "What": frame.detail,
            "Unit": frame.unit,
            "Fiscal": [_amount(row.fiscal_gbp, row.fiscal_year) for row in frame.itertuples()],
            "Economic": [_amount(row.economic_gbp, row.economic_year) for row in frame.itertuples()],
            "Social": [_amount(row.social_gbp, row.social_year) for row in frame.itertuples()],
            "Agency": [_agency(row.agency, row.agency_detail) for row in frame.itertuples()],
            "Rated": frame.rating.replace("", NOTHING),
            "Look at": frame["flags"].replace("", NOTHING),
        }
    )


def values_table(frame: pd.DataFrame) -> pd.DataFrame:
    """The values of one unit cost: one row per value, uprated by the workbook's own index."""
    return pd.DataFrame(
        {
            "Value": frame["class"].str.capitalize(),
            "As the workbook has it": [_amount(row.gbp, row.year) for row in frame.itertuples()],
            "Uprated by its own index": [_amount(row.uprated_gbp, row.uprated_year) for row in frame.itertuples()],
            "Cell": frame.cell,
        }
    )


def agencies_table(frame: pd.DataFrame, partners: dict[str, str]) -> pd.DataFrame:
    """Agencies and the partners they were settled to be: one row per agency."""
    return pd.DataFrame(
        {
            "Agency": [_agency(row.agency, row.agency_detail) for row in frame.itertuples()],
            "Rows": frame["rows"].map(people),
            "Partner": [_settled(row.partner, row.must_be_asked_by_row, partners) for row in frame.itertuples()],
        }
    )


def asked_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of which only a person can say who bears them: one row per unit cost."""
    return pd.DataFrame(
        {
            "Code": frame.code.replace("", "none"),
            "What": frame.detail,
            "To settle": frame.ask,
            "Its own parts say": frame.suggestion.map(words).replace("", NOTHING),
        }
    )


def _amount(gbp: object, year: object) -> str:
    if is_none(gbp):
        return NOTHING
    amount = float(str(gbp))
    pence = f"£{amount:,.2f}".removesuffix(".00")
    return f"{pence} ({year or 'year not said'})"


def _agency(level_1: str, level_2: str) -> str:
    return ", ".join(part for part in (level_1, level_2) if part) or "none named"


def _settled(partner: object, by_row: object, partners: dict[str, str]) -> str:
    if by_row:
        return "to be settled row by row"
    if partner is None:
        return "not settled yet"
    return partners.get(str(partner), str(partner)) or "none of the partners"


def long_table(table: pd.DataFrame) -> None:
    text_table(table.head(MOST_SHOWN))
    if len(table) > MOST_SHOWN:
        st.caption(f"The first {MOST_SHOWN} of {len(table):,} are shown.")


def short_name(row: UnitCost) -> str:
    return row.name.lower().replace(".", "_").replace(" ", "_").replace("&", "and")
