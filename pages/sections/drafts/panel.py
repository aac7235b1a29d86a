"""Panel: what the draft comes to so far, what is still to say, and what is assumed; one line of it at the foot of a phone."""

import pandas as pd
import streamlit as st

from core.charts.kit.formats import duration, financial_year, money, people, signed_money, whole_years
from core.domain.wording import counted
from core.reports.drafts.figures import DraftFigures, OptionFigures
from pages.components.layout import text_table
from pages.sections.drafts.steps import TITLES, go_to
from pages.shell.user_text import plain

MOST_TOLD = 6
_STYLE = """<style>
[class*="st-key-wide-draft-figures"] { position: sticky; top: 4.5rem; }
.stApp [class*="st-key-figures-draft-"] :is(td, th) { min-width: 0 !important; padding-inline: 0.3rem; overflow-wrap: anywhere; }
.stApp [class*="st-key-figures-draft-"] :is(td, th):not(:first-child) { white-space: nowrap; }
[class*="st-key-draft-told-"] button { text-align: left; justify-content: flex-start; }
[class*="st-key-draft-told-"] button p { text-align: left; }
@media (min-width: 641px) { [data-testid="stBottom"] { display: none; } }
</style>"""


def draw(figures: DraftFigures, draft_id: int) -> None:
    """Show the figures so far beside the questions."""
    st.html(_STYLE)
    with st.container(border=True, key="wide-draft-figures"):
        _content(figures, draft_id, "wide")


def draw_line(figures: DraftFigures, draft_id: int) -> None:
    """Show one line of figures at the foot of a narrow screen, which opens all of them."""
    with st.bottom, st.container(key="narrow-draft-line"), st.popover(plain(in_one_line(figures)), width="stretch"):
        _content(figures, draft_id, "narrow")


def in_one_line(figures: DraftFigures) -> str:
    """The figures in one short line: worth, cost, how much is still to say."""
    parts = []
    if figures.options:
        first = figures.options[0]
        parts = [f"Worth {money(first.worth_gbp)}", *([f"cost {money(first.cost_gbp)}"] if first.cost_gbp is not None else [])]
    elif figures.people is not None:
        parts = [f"{people(figures.people)} people a year"]
    told = f"{len(figures.told)} still to say" if figures.told else "nothing left to say"
    return " · ".join([*parts, told])


def _content(figures: DraftFigures, draft_id: int, where: str) -> None:
    st.header("So far", anchor=False)
    if figures.people is None:
        st.markdown("The first figure comes when you say how many people a year.")
    else:
        st.markdown(f"**{people(figures.people)} people a year** could be offered it.")
    if figures.options:
        _options(figures, where)
    _still_to_say(figures, draft_id, where)
    if figures.assumed:
        with st.expander(f"{counted(len(figures.assumed), 'thing')} assumed until you say"):
            for sentence in figures.assumed:
                st.markdown(f"- {plain(sentence)}.")


def _options(figures: DraftFigures, where: str) -> None:
    names = [option.title for option in figures.options]
    rows = {
        "Worth": [money(option.worth_gbp) for option in figures.options],
        "Cost": [_or_asked(option.cost_gbp) for option in figures.options],
        "Worth less cost": [signed_money(option.net_gbp, "?") for option in figures.options],
        "Cash": [money(option.cash_gbp) for option in figures.options],
        "Pays for itself": [_payback(option, figures.horizon_years) for option in figures.options],
    }
    frame = pd.DataFrame({"What": list(rows), **{name: [cells[at] for cells in rows.values()] for at, name in enumerate(names)}})
    text_table(frame, figures=f"draft-options-{where}")
    year = financial_year(figures.price_year)
    st.caption(f"Present values over {whole_years(figures.horizon_years)} in {year} prices, against carrying on as now.")
    if all(round(option.cash_gbp) == 0 for option in figures.options):
        st.caption("No cash counted: nobody has said what could close, and that it is agreed.")
    st.subheader("By partner", anchor=False)
    first = figures.options[0]
    if len(names) > 1:
        st.caption(plain(first.title))
    table = pd.DataFrame(
        {
            "Partner": [one.title for one in first.partners],
            "Pays": ["?" if one.pays_gbp is None else money(one.pays_gbp) for one in first.partners],
            "Saves": [money(one.saves_gbp) for one in first.partners],
            "As cash": [money(one.cash_gbp) for one in first.partners],
        }
    )
    if not any(round(one.cash_gbp) for one in first.partners):
        table = table.drop(columns="As cash")
    text_table(table, figures=f"draft-partners-{where}")


def _or_asked(gbp: float | None) -> str:
    return "?" if gbp is None else money(gbp)


def _payback(option: OptionFigures, horizon_years: int) -> str:
    return "?" if option.cost_gbp is None else duration(option.payback_years, horizon_years)


def _still_to_say(figures: DraftFigures, draft_id: int, where: str) -> None:
    st.subheader("Still to say", anchor=False)
    if not figures.told:
        st.markdown(":material/check: Nothing. It can be saved.")
    for number, told in enumerate(figures.told[:MOST_TOLD]):
        st.button(
            plain(told.sentence), key=f"draft-told-{where}-{number}", type="tertiary", icon=":material/arrow_forward:",
            on_click=go_to, args=(draft_id, told.step), help=f"Goes to {TITLES[told.step]}",
        )  # fmt: skip
    if len(figures.told) > MOST_TOLD:
        st.caption(f"And {len(figures.told) - MOST_TOLD} more.")
