"""The log of decisions: the list, one decision opened with its minute and kept figures, positions and actions."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from core.actions.decisions import mark_action, record_position
from core.charts.kit.formats import exact_money
from core.domain.decisions import StoredDecision, day
from core.domain.errors import Refused
from core.domain.papers import PaperFormat, PaperKind, PaperOrder
from core.domain.people import Doing, Person
from core.domain.scenario import Scenario
from core.papers.minutes import minute_text, what_if_words
from core.reports.appraisals import compared_options
from core.reports.decisions import (
    decision_log,
    decisions_as_json,
    exported_decisions,
    figures_that_differ,
    figures_to_keep,
    method_since,
    open_actions,
    position_words,
)
from core.reports.realisation.owners import action_warning, has_left, names_gone
from pages.components.layout import download, text_table, unseen
from pages.components.paper_download import paper_button
from pages.components.pickers import Chosen
from pages.sections.decisions import confirmation, positions
from pages.shell import cached_reads, store, url_state
from pages.shell.errors import refused
from pages.shell.user_text import plain


def log(chosen: Chosen, person: Person, found: Sequence[StoredDecision], just_recorded: int | None) -> int | None:
    """Draw the list of decisions and the one that is opened; give its id."""
    if just_recorded is not None:
        st.success(f"Decision {just_recorded} is recorded. It can be superseded, and is never rewritten.", icon=":material/check:")
    if not found:
        _nothing_yet(chosen)
        return None
    _to_be_done(chosen, person, found)
    text_table(_log_table(decision_log(found, _today())))
    download("Download the decisions", exported_decisions(found), "decisions")
    st.download_button("Download as JSON", decisions_as_json(found), f"decisions-{chosen.programme_id}.json", "application/json",
                       type="tertiary", icon=":material/download:", on_click="ignore")  # fmt: skip
    opened = _opened(chosen, found, just_recorded)
    _one(chosen, person, opened)
    return opened.decision_id


def _nothing_yet(chosen: Chosen) -> None:
    st.markdown("No decision has been recorded yet. Prepare a meeting, or record what was decided.")
    with st.container(horizontal=True):
        for view, label in (("meetings", "Prepare a meeting"), ("record", "Record what was decided")):
            st.button(label, on_click=st.session_state.__setitem__, args=(f"decide-{chosen.programme_id}", view))


def _opened(chosen: Chosen, found: Sequence[StoredDecision], just_recorded: int | None) -> StoredDecision:
    names = {each.decision_id: f"Decision {each.decision_id} of {day(each.decided_on)}: {each.question[:80]}" for each in found}
    key = f"decision-{chosen.programme_id}"
    asked = url_state.wanted_number(chosen.programme_id, "decision", 1, 1e9)
    if just_recorded in names:
        st.session_state[key] = just_recorded
    url_state.start_with(key, None if asked is None else int(asked), list(names), found[0].decision_id)
    picked = st.selectbox("Open a decision", list(names), format_func=names.__getitem__, key=key, persist_state="session")
    return next(each for each in found if each.decision_id == picked)


def _to_be_done(chosen: Chosen, person: Person, found: Sequence[StoredDecision]) -> None:
    still = open_actions(found, _today())
    late = int(still.is_overdue.sum())
    if late:
        st.warning(f"Overdue: {late} of {len(still)} open actions.", icon=":material/warning:")
    gone = names_gone(store.database(), person, chosen.programme_id)
    for row in still.itertuples():
        if has_left(row.owner, gone):
            st.warning(plain(action_warning(row.decision_id, row.what, row.owner)), icon=":material/person_off:")


def _one(chosen: Chosen, person: Person, decision: StoredDecision) -> None:
    st.header(f"Decision {decision.decision_id}", anchor=False)
    if decision.stands:
        st.badge("Stands", icon=":material/check:", color="green")
    else:
        st.badge(f"Superseded by decision {decision.superseded_by}", icon=":material/history:", color="orange")
    st.subheader("Minute, to copy", anchor=False)
    st.code(minute_text(decision, chosen.loaded.case.programme.title), language=None, wrap_lines=True, height=320)
    confirmation.in_word(decision, cached_reads.loaded(decision.programme_id, decision.frozen.version_number).case)
    options = compared_options(chosen.loaded.case)
    if options:
        option_id = decision.option_id if decision.option_id in options else options[0]
        order = PaperOrder(PaperKind.minutes, chosen.programme_id, chosen.number, option_id, decision_id=decision.decision_id)
        paper_button(order, PaperFormat.docx, "Download the minute (Word)", key=f"minute-{decision.decision_id}")
    _figures(decision)
    _positions(chosen, person, decision)
    _actions(chosen, person, decision)


def _figures(decision: StoredDecision) -> None:
    frozen = decision.frozen
    st.subheader("Figures the board saw, as they were kept", anchor=False)
    st.caption(plain(f"Version {frozen.version_number}, {what_if_words(frozen.scenario)}, inputs {frozen.figures['input_hash']}."))
    text_table(_options_table(frozen.figures["options"]), figures="kept")
    if frozen.figures["partners"]:
        with st.expander("Each partner's cash, as it was kept"):
            text_table(_partners_table(frozen.figures["partners"]), figures="kept-partners")
    try:
        again = _worked_out_again(decision)
    except Refused as refusal:
        st.warning(f"These figures could not be worked out again: {plain(refusal.sentence)}", icon=":material/warning:")
        return
    other_method = method_since(frozen.figures, again)
    differing = figures_that_differ(frozen.figures, again)
    if other_method:
        st.info(plain(other_method), icon=":material/function:")
    elif differing:
        st.warning(f"Worked out again today, {len(differing)} of these differ: {plain('; '.join(differing[:6]))}. "
                   "What was kept is shown as the board saw it.", icon=":material/warning:")  # fmt: skip
    else:
        st.markdown("Worked out again from the version as kept: the same.")


def _worked_out_again(decision: StoredDecision) -> dict[str, Any]:
    frozen, scenario = decision.frozen, Scenario.from_words(decision.frozen.scenario)
    appraised = cached_reads.appraised(decision.programme_id, frozen.version_number, scenario)
    simulation = cached_reads.simulated(decision.programme_id, frozen.version_number, scenario, frozen.figures["draws"])
    return figures_to_keep(appraised, simulation, decision.option_id)


def _positions(chosen: Chosen, person: Person, decision: StoredDecision) -> None:
    st.subheader("Where each partner stands", anchor=False)
    if not decision.positions:
        st.markdown("No position has been recorded.")
    for row in decision.latest_positions:
        st.markdown(f"- {plain(position_words(row.partner, row.stance, row.condition, row.own_board_on))}")
    if len(decision.positions) > len(decision.latest_positions):
        with st.expander("Every position there was"):
            text_table(_history_table(decision))
    _new_position(chosen, person, decision)


def _new_position(chosen: Chosen, person: Person, decision: StoredDecision) -> None:
    own = person.partners(Doing.record_position, chosen.programme_id)
    kept = decision.frozen.figures["partners"]
    titles = {row.partner_id: row.title for row in chosen.loaded.case.partners} | {id_: row["title"] for id_, row in kept.items()}
    mine = {id_: title for id_, title in titles.items() if own is None or id_ in own}
    if not mine or not decision.stands:
        return

    def key(name: str) -> str:
        return f"position-{decision.decision_id}-{len(decision.positions)}-{name}"

    with st.expander("Record where a partner stands now"):
        picked = st.selectbox("Partner", list(mine), format_func=mine.__getitem__, key=key("partner"))
        stance = positions.one(key, picked, "Its position")
        if st.button("Record the position", disabled=stance is None):
            position = positions.one_entered(key, picked, stance)
            _tried(lambda: record_position(store.database(), chosen.programme_id, decision.decision_id, position,
                                           by=person, at=datetime.now(UTC)))  # fmt: skip


def _actions(chosen: Chosen, person: Person, decision: StoredDecision) -> None:
    if not decision.actions:
        return
    st.subheader("Actions", anchor=False)
    may = person.may(Doing.prepare_meeting, chosen.programme_id)
    for action in decision.actions:
        state = f"done, said {action.done_by}" if action.done_at else "overdue" if action.is_overdue(_today()) else "open"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{plain(action.what)} ({plain(action.owner)}, by {day(action.due_on)}): **{plain(state)}**")
            label = "Not done after all" if action.done_at else "Mark as done"
            key = f"action-{action.action_id}-{action.version}"
            if may and st.button(f"{label}{unseen(action.what)}", key=key, help=plain(action.what)):
                _tried(lambda row=action: mark_action(
                    store.database(), chosen.programme_id, decision.decision_id, row.action_id, read_version=row.version,
                    is_done=row.done_at is None, by=person, at=datetime.now(UTC)))  # fmt: skip


def _tried(do: object) -> None:
    """Act: do it and show the page anew, or say why not and leave what was typed in place."""
    try:
        do()  # type: ignore[operator]
    except Refused as refusal:
        refused(refusal)
        return
    st.rerun()


def _log_table(frame: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Decision": frame.decision_id.astype(str),
            "Date": frame.decided_on.map(day),
            "Question": frame.question,
            "Decided": frame.outcome,
            "Option": frame.option,
            "State": frame.state,
            "Agree": frame.agreeing,
            "Open actions": [
                f"{row.open_actions}, {row.overdue_actions} overdue" if row.overdue_actions else str(row.open_actions)
                for row in frame.itertuples()
            ],
        }
    )


def _options_table(options: dict[str, dict[str, object]]) -> pd.DataFrame:
    columns = {
        "Cash to invest": "pv_public_cost_gbp",
        "Net public value": "npsv_gbp",
        "1 run in 10 is below": "p10_gbp",
        "1 run in 10 is above": "p90_gbp",
        "Net cash": "net_cash_gbp",
    }
    return pd.DataFrame(
        [
            {"Option": row["title"], **{name: exact_money(row.get(column), "–") for name, column in columns.items()}}
            for row in options.values()
        ]
    )


def _partners_table(partners: dict[str, dict[str, object]]) -> pd.DataFrame:
    columns = {"Pays in cash": "pays_gbp", "Cash released": "cash_gbp", "Net cash": "net_gbp"}
    return pd.DataFrame(
        [
            {"Partner": row["title"], **{name: exact_money(row[column]) for name, column in columns.items()}}
            for row in partners.values()
        ]
    )


def _history_table(decision: StoredDecision) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Recorded": f"{day(row.recorded_at.date())} at {row.recorded_at:%H:%M} UTC",
                "By": row.recorded_by,
                "Position": position_words(row.partner, row.stance, row.condition, row.own_board_on),
            }
            for row in decision.positions
        ]
    )


def _today() -> date:
    return datetime.now(UTC).date()
