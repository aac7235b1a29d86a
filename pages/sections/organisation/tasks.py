"""Own tasks: offers that wait for a partner's answer, its actions and which are late, comments, and what harms it."""

from typing import Any

import pandas as pd
import streamlit as st

from core.charts.sentences.organisation import harm_sentence, offer_asks_sentence
from core.domain.decisions import day
from core.reports.organisation.tasks import Tasks
from pages.components.pickers import Chosen
from pages.shell.page_list import PAGES
from pages.shell.user_text import plain

MOST_LISTED = 4
PLACE_OF = {"realisation": ("realisation.py", "Realisation"), "decide": ("decisions.py", "Decide")}


def waiting(chosen: Chosen, found: Tasks, partner_id: str) -> None:
    """List what waits for the partner, offers first, each with the way to where it is settled."""
    _offers(chosen, found, partner_id)
    _actions(chosen, found)
    _comments(found)


def harm(rows: pd.DataFrame, *, is_seen: bool) -> None:
    """Say what the work takes from the partner."""
    if not is_seen:
        st.markdown("What harms it is shown to those who see its detail.")
    elif rows.empty:
        st.markdown("No line of the case takes anything from it, and it bears no risk of the register.")
    else:
        told = (harm_sentence(row["kind"], row["what"], row["gbp"], row["note"]) for row in rows.to_dict("records"))
        st.markdown("\n".join(f"- {plain(sentence)}." for sentence in told))


def _offers(chosen: Chosen, found: Tasks, partner_id: str) -> None:
    if not found.offers:
        st.markdown("**Offers.** None waits for its answer.")
    for offer in found.offers:
        st.markdown(f":material/pending: **{plain(offer_asks_sentence(offer, partner_id))}.**")
        st.page_link(
            str(PAGES / "deals.py"), label=f"Answer offer {offer.offer_id}", icon=":material/handshake:",
            query_params={"programme": chosen.programme_id, "option": offer.offer.option_id},
        )  # fmt: skip


def _actions(chosen: Chosen, found: Tasks) -> None:
    count = len(found.actions)
    if not count:
        st.markdown("**Actions.** None is open that you may see.")
        return
    st.markdown(f"**Actions.** {count} open, {found.late or 'none'} late.")
    listed = found.actions.head(MOST_LISTED).to_dict("records")
    st.markdown("\n".join(f"- {plain(_action_words(row))}" for row in listed))
    more = f"See all {count}" if count > len(listed) else "See them"
    for file, page in dict.fromkeys(PLACE_OF[address] for address in found.actions.settled_at):
        st.page_link(
            str(PAGES / file), label=f"{more} under {page}", icon=":material/arrow_forward:",
            query_params={"programme": chosen.programme_id},
        )  # fmt: skip


def _action_words(row: dict[Any, Any]) -> str:
    told = f"{row['what']}, {row['owner']}" if row["owner"] else str(row["what"])
    if row["due_on"] is None or pd.isna(row["due_on"]):
        return told
    return f"{told}, by {day(row['due_on'])}" + (f": {row['days_late']} days late" if row["is_late"] else "")


def _comments(found: Tasks) -> None:
    if not found.comments:
        st.markdown("**Comments.** None of its own is open.")
        return
    st.markdown(f"**Comments.** {len(found.comments)} open.")
    for row in found.comments[:2]:
        last = row.comments[-1]
        st.markdown(f"- {plain(f'{row.thread.label}: {last.name} wrote “{_short(last.text)}”')}")


def _short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}…"
