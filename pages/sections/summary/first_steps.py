"""The first steps of a newcomer, from the sample to a programme of their own."""

import streamlit as st

from core.domain.people import Doing
from pages.shell import identity
from pages.shell.page_list import PAGES

FIRST_STEPS = (
    (
        "See who pays and who benefits",
        "partners.py",
        "Whose budget the money leaves, whose it reaches, and how much of it is cash.",
    ),
    ("Compare the options", "options.py", "Scale out, scale up and out then up on the same rows; change an assumption and look."),
    ("See what the figures rest on", "data.py", "Every table with its sources, and the figures no source gives."),
    (
        "Start your own, step by step",
        "drafts.py",
        "From nothing but facts about your pilot to first figures; every answer is kept as you give it.",
    ),
    ("Or take the workbook", "data.py", "Under Data, Add: one workbook with a sheet for each table, or CSV templates."),
    (
        "Bring it back",
        "data.py",
        "Upload it; what is wrong is named by row and column, and nothing is saved before you confirm.",
    ),
)


def first_steps() -> None:
    """Show a newcomer the way through the sample to a programme of their own; only to people who can go all of it."""
    if not identity.person().may_anywhere(Doing.start_programme, for_every_partner=True):
        return
    st.header("First steps", anchor=False)
    may_start = identity.person().may_anywhere(Doing.start_programme, for_every_partner=True)
    steps = [step for step in FIRST_STEPS if may_start or step[1] != "drafts.py"]
    for number, (title, page, why) in enumerate(steps, start=1):
        st.page_link(str(PAGES / page), label=f"{number}. {title}", icon=":material/arrow_forward:")
        st.caption(why)
