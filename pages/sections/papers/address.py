"""An address for Excel and other tools: the flat table of one agreed version, which ends by itself and can be ended."""

import secrets
from datetime import UTC, datetime

import streamlit as st

from core.domain.errors import Refused
from core.domain.links import MOST_DAYS, TOKEN_BYTES, USUAL_DAYS, LinkOrder
from core.domain.papers import PaperOrder
from core.domain.people import Doing
from core.papers.shared_table import share_table
from pages.components.pickers import Chosen
from pages.sections.links import share
from pages.shell import identity, store
from pages.shell.errors import refused
from pages.shell.page_list import PAGES


def for_tools(chosen: Chosen, order: PaperOrder) -> None:
    """Draw the form of an address, and show a new one once; it is ended on the page of shared links."""
    if not identity.person().may(Doing.make_link, chosen.programme_id):
        return
    st.header("An address for Excel and other tools", anchor=False)
    share.new_link()
    st.markdown(
        "In Excel: Data, From Web. In Power BI: Get data, Web. It gives the rows you see of this version, and whoever has the "
        "address can read them until it ends."
    )
    with st.form("table-address", enter_to_submit=False):
        days = st.number_input("Days until it ends", 1, MOST_DAYS, USUAL_DAYS)
        made = st.form_submit_button("Make the address")
    if made:
        title = f"Table of figures, version {chosen.number}"
        _make(LinkOrder(chosen.programme_id, chosen.number, order.option_id, title, days=int(days), is_table=True))
    st.page_link(str(PAGES / "links.py"), label="See how often addresses were opened, or end one", icon=":material/link_off:")


def _make(order: LinkOrder) -> None:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    try:
        with st.spinner("Writing the table"):
            link = share_table(store.database(), order, token=token, by=identity.person(), at=datetime.now(UTC))
    except Refused as refusal:
        refused(refusal)
        return
    st.session_state[share.NEW] = (link.title, f"{share.site()}/s/{token}.csv")
    st.rerun()
