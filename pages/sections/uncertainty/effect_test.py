"""Test of the effect: what learning more about it would be worth before going on, and the size worth its cost."""

import pandas as pd
import streamlit as st

from core.charts.kit.formats import exact_money, money, people
from core.charts.sentences.uncertainty import sample_worth_sentence
from core.engine.simulation.simulate import Simulation
from core.reports.uncertainty import sample_worth
from pages.components.layout import download, text_table
from pages.components.pickers import Chosen
from pages.shell.user_text import plain


def what_a_test_is_worth(chosen: Chosen, simulation: Simulation, option_id: str) -> None:
    """Ask how exact a test would be and what it costs, and show what it is worth by its size."""
    st.header("What a test of the effect would be worth", anchor=False)
    with st.expander("How exact it would be, and what it costs (nothing unless partners enter it)"):
        st.caption("A test of four times as many people has half the error. Kept nowhere.")
        left, right = st.columns(2)
        key = f"{chosen.programme_id}-{option_id}"
        error = left.number_input("Error of a test of 100 people, £ of net public value", 0.0, None, None, 10_000.0,
                                  key=f"test-error-{key}", persist_state="session")  # fmt: skip
        cost = right.number_input("Cost of testing one person, £", 0.0, None, None, 10.0, key=f"test-cost-{key}",
                                  persist_state="session")  # fmt: skip
        if not error or cost is None:
            return
        worth = sample_worth(simulation, option_id, error, cost)
        st.markdown(
            f"**{plain(sample_worth_sentence(worth.best_people, worth.perfect_gbp, _net(worth.frame, worth.best_people)))}.**"
        )
        st.caption(f"Before it, going on is worth {plain(money(worth.mean_gbp))}, give or take {plain(money(worth.sd_gbp))}.")
        text_table(_table(worth.frame), figures="test-worth")
        download("Download what a test is worth", worth.frame, "test-worth")


def _net(frame: pd.DataFrame, best_people: int) -> float:
    return float(frame.loc[frame.people == best_people, "net_gbp"].sum())


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "People tested": frame.people.map(people),
            "Its error": frame.error_gbp.map(exact_money),
            "Worth": frame.value_gbp.map(exact_money),
            "Costs": frame.cost_gbp.map(exact_money),
            "Worth less cost": frame.net_gbp.map(exact_money),
        }
    )
