"""Tracking: where the promise stands, what waits on the next step, and the form of an entry."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from core.actions.programmes import replace_tables
from core.charts.kit.formats import financial_year, money
from core.charts.sentences.realisation import next_step_sentence
from core.domain.people import Doing
from core.domain.realisation import Realisation
from core.domain.wording import counted
from core.reports.appraisals import Appraised, Loaded
from core.reports.realisation.owners import names_gone, plan_warning
from core.reports.realisation.plan import LEVELS, STATUSES, Plan, missing_from, owner_gone, planned
from core.reports.realisation.promise import promise_version
from core.reports.realisation.tracking import GONE, UNOWNED, Standing
from pages.components import form_feedback, layout
from pages.components.layout import Card
from pages.components.open_version import Pinned, let_go, pinned
from pages.components.pickers import Chosen
from pages.shell import cached_reads, identity, store
from pages.shell.user_text import plain

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Promise:
    """Promise: what the partnership holds itself to, and which version that is."""

    appraised: Appraised
    words: str


def promise(chosen: Chosen, option_id: str) -> Promise:
    """Promised version: the one that was decided on; the one on screen where none was, or where it lacks the option."""
    number, words = promise_version(store.database(), identity.person(), chosen.programme_id)
    if number is None or number == chosen.number:
        return Promise(chosen.appraised, words)
    appraised = cached_reads.appraised(chosen.programme_id, number)
    if option_id not in appraised.appraisal.options:
        return Promise(
            chosen.appraised, f"Version {number}, which was decided on, has no such option: the promise shown is this version's."
        )
    return Promise(appraised, words)


def gone(chosen: Chosen) -> frozenset[str]:
    """Disabled owners: names of people whose accounts are disabled."""
    return names_gone(store.database(), identity.person(), chosen.programme_id)


def standing_cards(stands: Standing, actions: pd.DataFrame, this_year: str) -> None:
    """Show what was promised by now, what is out, what is expected in all, and what is late."""
    troubles = f"{stands.lost} lost, {stands.unowned} with no owner; of {counted(len(actions), 'line')} you may see"
    layout.cards(
        [
            Card("Promised by now", money(stands.promised_to_date_gbp), f"For years before {this_year}"),
            Card("Out of budgets", money(stands.actual_to_date_gbp), "Recorded, with the budget it left"),
            Card("Forecast in all", money(stands.forecast_gbp), f"{money(stands.promised_gbp)} was promised"),
            Card("Overdue actions", str(stands.overdue), troubles),
        ]
    )


def warnings(ahead: pd.DataFrame, base_year: int) -> None:
    """Say for each cost centre what waits on its next step."""
    if ahead.empty:
        st.markdown("No line of cash that you may see comes in whole steps.")
        return
    for row in ahead.to_dict("records"):
        sentence = next_step_sentence(
            standing_units=row["standing_units"],
            to_next_units=row["to_next_units"],
            waiting_gbp=row["waiting_gbp"],
            unit=row["unit"],
            is_seen=not pd.isna(row["seen_units"]),
            eaten_units=row["eaten_units"],
            is_agreed=row["is_agreed"],
        )
        st.markdown(f"- **{plain(row['centre'])}.** {plain(sentence)}.")
    st.caption(plain(f"In {financial_year(base_year, int(ahead.year.iloc[0]))}. Cash is released in whole steps only."))


def troubles(actions: pd.DataFrame) -> None:
    """Warnings: lines that no partner takes out, and owners who left."""
    for row in actions[actions.trouble == UNOWNED].to_dict("records"):
        st.warning(
            plain(f"{row['partner']}: nobody is named to take {row['line']} out of the budget."), icon=":material/person_off:"
        )
    for row in actions[actions.trouble == GONE].to_dict("records"):
        st.warning(plain(plan_warning(row["owner"], row["line"], row["partner"])), icon=":material/person_off:")


def not_all_seen(chosen: Chosen) -> None:
    """Say so when lines of other partners are left out."""
    if identity.person().partners(Doing.see_detail, chosen.programme_id) is not None:
        st.caption("Other partners' lines are not listed; their totals are in the chart and its table.")


def plan_form(chosen: Chosen, actions: pd.DataFrame) -> None:
    """Release plan: a partner says how a line leaves its budget, who sees to it and by when."""
    mine = own_lines(chosen, actions)
    if mine.empty or not chosen.is_latest:
        return
    with st.expander("Plan or change an action"):
        row = mine.loc[line_picker(mine, "Line of cash to plan", "plan-line")]
        name = f"plan-{chosen.programme_id}-{row['line_id']}-{row['partner_id']}"
        opened = pinned(name, chosen, lambda loaded: _held(loaded, row), is_typed_in=lambda _: True)
        with st.form(f"form-{opened.key}"):
            plan = _typed_plan(_held(opened.loaded, row), opened.key)
            if st.form_submit_button("Save the action"):
                _save_plan(chosen, row, plan, opened)


def _held(loaded: Loaded, row: pd.Series) -> Realisation | None:
    """Stored plan: what a version says of how this line leaves this partner's budget."""
    key = (row["line_id"], row["partner_id"])
    return next((held for held in loaded.case.realisation if (held.benefit_id, held.partner_id) == key), None)


def _typed_plan(held: Realisation | None, key: str) -> Plan:
    levels, statuses = list(LEVELS), list(STATUSES)
    action = st.text_area("What is done", held.release_action if held else "", max_chars=500, key=f"{key}-action")
    level = st.selectbox("Level", levels, levels.index(held.level) if held else 0, LEVELS.__getitem__, key=f"{key}-level")
    owner = st.text_input("Owner", held.owner if held else "", max_chars=120, help="A post or a person who can change the budget",
                          key=f"{key}-owner")  # fmt: skip
    due_on = st.date_input("Due", held.due_on if held else None, format="DD/MM/YYYY", min_value=FIRST_DAY, max_value=LAST_DAY,
                           key=f"{key}-due")  # fmt: skip
    status = st.selectbox("Stands", statuses, statuses.index(held.status) if held else 0, STATUSES.__getitem__,
                          key=f"{key}-status")  # fmt: skip
    return Plan(action, level, owner, due_on, status)


def _save_plan(chosen: Chosen, row: pd.Series, plan: Plan, opened: Pinned) -> None:
    wrong = [*missing_from(plan), *owner_gone(plan, gone(chosen))]
    if wrong:
        for sentence in wrong:
            st.error(plain(sentence), icon=":material/error:")
        return
    table = planned(opened.loaded.tables, row["line_id"], row["partner_id"], plan)

    def save() -> str:
        saved = replace_tables(
            store.database(), chosen.programme_id, {table.name: table}, read_version=opened.number, by=identity.person(),
            at=datetime.now(UTC), what=f"Planned how {row['partner']} takes cash of one of its lines out of its budget.",
        )  # fmt: skip
        let_go(opened.name)
        return saved.sentence

    form_feedback.record(save, "Saved the action.")


def own_lines(chosen: Chosen, actions: pd.DataFrame) -> pd.DataFrame:
    """Own lines: those this person may speak for."""
    partners = identity.person().partners(Doing.track_benefits, chosen.programme_id)
    return actions if partners is None else actions[actions.partner_id.isin(partners)]


def line_picker(mine: pd.DataFrame, label: str, key: str) -> int:
    """Draw a picker of lines of cash; give the place of the one picked."""
    names = {place: f"{row['line']} ({row['partner']})" for place, row in mine.iterrows()}
    picked: int = st.selectbox(label, list(names), format_func=names.__getitem__, key=key)
    return picked
