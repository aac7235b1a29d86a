"""Record a decision: in the meeting with the few things that must be said, on Decide with everything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import streamlit as st

from core.actions.decisions import NotRecorded, record_decision
from core.domain.decisions import OUTCOME_WORDS, Decision, Outcome, StoredDecision, day
from core.domain.errors import Refused
from core.domain.meetings import StoredMeeting
from core.domain.people import Doing, Person
from core.domain.scenario import Scenario
from core.reports.appraisals import Appraised, Loaded
from core.reports.decisions import decidable_options
from core.reports.versions.assurance import assurance_seen, assurance_words
from pages.sections.decisions import confirmation, positions, split_choice
from pages.shell import cached_reads, identity, store
from pages.shell.errors import refused
from pages.shell.page_list import PAGES
from pages.shell.user_text import plain

NO_DECISION = 0


@dataclass(frozen=True)
class Sheet:
    """What a decision is written down on: the version and option in front, and the meeting it is made in, if any.

    Keys of its boxes hold the number of decisions this window has recorded, so that each begins empty.
    """

    programme_id: str
    loaded: Loaded
    option_id: str
    held_on: date
    meeting: StoredMeeting | None
    scenario: Scenario

    def key(self, name: str) -> str:
        """Widget key: the same in the meeting and on Decide, so that what was typed in one is there in the other."""
        return f"decision-{st.session_state.get(_counter(self.programme_id), 0)}-{self.programme_id}-{name}"


PARTS = ("The decision", "Where each partner stands")


def in_the_meeting(meeting: StoredMeeting, person: Person, scenario: Scenario) -> None:
    """Draw the short form in two parts: what was decided and why, and where each partner stands."""
    if confirmation.is_told(meeting.programme_id):
        return
    if not _may(person, meeting.programme_id):
        return
    loaded = cached_reads.loaded(meeting.programme_id, meeting.number)
    kept = meeting if meeting.meeting_id else None
    sheet = Sheet(meeting.programme_id, loaded, meeting.option_id, min(meeting.held_on, _today()), kept, scenario)
    divided = split_choice.standing(sheet.programme_id, sheet.loaded, _option_now(sheet))
    positions.fill_in(sheet.key, loaded.case, divided)
    with st.container(horizontal=True, vertical_alignment="center"):
        part = _part(sheet)
        st.caption(plain(positions.filled_in(loaded.case, divided)))
    if part == PARTS[0]:
        _brief(sheet)
    else:
        positions.grid(sheet.key, loaded.case, divided)
    with st.container(horizontal=True, vertical_alignment="center"):
        _record_button(sheet, person, meeting.number)
        st.page_link(str(PAGES / "decisions.py"), label="Everything else, with what is typed here", icon=":material/edit_note:",
                     query_params={"programme": meeting.programme_id, "view": "record"})  # fmt: skip


def _part(sheet: Sheet) -> str:
    names = {PARTS[0]: PARTS[0], PARTS[1]: f"{PARTS[1]} ({positions.said_so_far(sheet.key, sheet.loaded.case)})"}
    picked = st.segmented_control(
        "Part", list(names), format_func=names.__getitem__, default=PARTS[0], key=sheet.key("part"), required=True,
        label_visibility="collapsed", persist_state="session",
    )  # fmt: skip
    return str(picked or PARTS[0])


def _brief(sheet: Sheet) -> None:
    _outcome(sheet, is_named=False)
    left, right = st.columns(2, gap="medium")
    with left:
        _option(sheet)
        _text(sheet, "reasons", "Reasons", lines=True)
    with right:
        split_choice.choice(sheet.key, sheet.programme_id, sheet.loaded, _option_now(sheet))
        _text(sheet, "words", "In words, with any conditions")
    _actions(sheet, first_only=True)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        _text(sheet, "interests", "Interests declared", "None, when empty")
        with st.popover("Why not the other options", icon=":material/alt_route:"):
            positions.why_not(sheet.key, _figures(sheet), _option_now(sheet))


def on_decide(sheet: Sheet, person: Person, standing: Sequence[StoredDecision]) -> None:
    """Draw the whole form, with what the law asks for."""
    if not _may(person, sheet.programme_id):
        return
    version = sheet.loaded.version
    number, relied_on = version.number, plain(reliance(version.programme_id, version.version_id))
    st.caption(f"On version {number}: {relied_on}. The figures are kept with the decision.")
    left, right = st.columns(2, gap="medium")
    with left:
        _date(sheet)
    with right:
        _text(sheet, "question", "Question or title", first=_question(sheet.loaded))
    _outcome(sheet)
    left, right = st.columns(2, gap="medium")
    with left:
        _option(sheet)
    with right:
        _text(sheet, "words", "In words, with any conditions")
    split_choice.choice(sheet.key, sheet.programme_id, sheet.loaded, _option_now(sheet))
    _text(sheet, "reasons", "Reasons", lines=True)
    st.header("Where each partner stands", anchor=False)
    divided = split_choice.standing(sheet.programme_id, sheet.loaded, _option_now(sheet))
    st.caption(plain(positions.filled_in(sheet.loaded.case, divided)))
    positions.grid(sheet.key, sheet.loaded.case, divided)
    st.header("Actions", anchor=False)
    _actions(sheet)
    st.header("What the minutes also need", anchor=False)
    positions.why_not(sheet.key, _figures(sheet), _option_now(sheet))
    _text(sheet, "interests", "Interests declared", "None, when empty")
    _text(sheet, "powers", "Law and powers relied on", "If any")
    _supersedes(sheet, standing)
    _record_button(sheet, person, number)


def _figures(sheet: Sheet) -> Appraised:
    return cached_reads.appraised(sheet.programme_id, sheet.loaded.version.number, sheet.scenario)


def _option_now(sheet: Sheet) -> str:
    """The option that is chosen in the form, or the one it begins with."""
    return str(st.session_state.get(sheet.key("option")) or sheet.option_id)


def assurance(meeting: StoredMeeting) -> str:
    """Say how far the version of a meeting may be relied on."""
    return reliance(meeting.programme_id, meeting.version_id)


def reliance(programme_id: str, version_id: int) -> str:
    """Say how far a version may be relied on today."""
    return assurance_words(assurance_seen(store.database(), identity.person(), programme_id, version_id), _today())


def _may(person: Person, programme_id: str) -> bool:
    if person.may(Doing.record_decision, programme_id):
        return True
    st.info("Decisions are recorded by a member of the board: an administrator gives that role under People and access.")
    return False


def _outcome(sheet: Sheet, *, is_named: bool = True) -> None:
    st.segmented_control(
        "The decision",
        list(OUTCOME_WORDS),
        format_func=OUTCOME_WORDS.__getitem__,
        key=sheet.key("outcome"),
        label_visibility="visible" if is_named else "collapsed",
        persist_state="session",
    )


def _option(sheet: Sheet) -> None:
    titles = decidable_options(sheet.loaded.case)
    key = sheet.key("option")
    if st.session_state.get(key) not in titles:
        st.session_state[key] = sheet.option_id
    st.selectbox("Option", list(titles), format_func=titles.__getitem__, key=key, persist_state="session")


def _date(sheet: Sheet) -> None:
    key = sheet.key("date")
    if key not in st.session_state:
        st.session_state[key] = sheet.held_on
    st.date_input("Date of the decision", value=None, key=key, format="DD/MM/YYYY", persist_state="session")


def _text(sheet: Sheet, name: str, label: str, placeholder: str = "", *, lines: bool = False, first: str = "") -> None:
    key = sheet.key(name)
    if key not in st.session_state:
        st.session_state[key] = first
    draw = st.text_area if lines else st.text_input
    draw(label, key=key, placeholder=placeholder, persist_state="session", **({"height": 90} if lines else {}))


def _actions(sheet: Sheet, *, first_only: bool = False) -> None:
    count_key = sheet.key("actions")
    count = 1 if first_only else st.session_state.setdefault(count_key, 1)
    for number in range(count):
        what, owner, due = st.columns([3, 2, 1.4])
        with what:
            _text(sheet, f"what-{number}", "Action" if first_only else f"Action {number + 1}", "Who does what; empty for none")
        with owner:
            _text(sheet, f"owner-{number}", "Owner" if first_only else f"Owner of action {number + 1}")
        with due:
            st.date_input("By" if first_only else f"By, action {number + 1}", value=None, key=sheet.key(f"due-{number}"),
                          format="DD/MM/YYYY", persist_state="session")  # fmt: skip
    if not first_only:
        st.button("Add an action", on_click=_one_more, args=(count_key,), icon=":material/add:")


def _one_more(key: str) -> None:
    st.session_state[key] = st.session_state.get(key, 1) + 1


def _supersedes(sheet: Sheet, standing: Sequence[StoredDecision]) -> None:
    names = {NO_DECISION: "None: it stands beside what was decided before"}
    names |= {each.decision_id: f"Decision {each.decision_id} of {day(each.decided_on)}: {each.question[:80]}" for each in standing}
    key = sheet.key("supersedes")
    if st.session_state.get(key) not in names:
        st.session_state[key] = NO_DECISION
    st.selectbox("Takes the place of", list(names), format_func=names.__getitem__, key=key, persist_state="session")


def _record_button(sheet: Sheet, person: Person, number: int) -> None:
    if not st.button("Record the decision", type="primary", key="record-decision", icon=":material/gavel:"):
        return
    try:
        made = record_decision(
            store.database(), sheet.programme_id, _entered(sheet), version_number=number, by=person, at=datetime.now(UTC),
            scenario=sheet.scenario, meeting_id=None if sheet.meeting is None else sheet.meeting.meeting_id,
        )  # fmt: skip
    except Refused as refusal:
        refused(refusal)
        return
    st.session_state[_counter(sheet.programme_id)] = st.session_state.get(_counter(sheet.programme_id), 0) + 1
    confirmation.keep(sheet.programme_id, made.decision_id)
    st.rerun()


def _entered(sheet: Sheet) -> Decision:
    """Read the boxes.

    Raises:
        NotRecorded: what was decided or when is left open, without which there is nothing to check.
    """
    held = {name: st.session_state.get(sheet.key(name)) for name in ("outcome", "words", "reasons", "interests", "powers")}
    decided_on = st.session_state.get(sheet.key("date"), sheet.held_on)
    missing = [*([] if held["outcome"] else [_NO_OUTCOME]), *([] if decided_on else [_NO_DATE])]
    if missing:
        raise NotRecorded(*missing)
    question = st.session_state.get(sheet.key("question"))
    return Decision(
        decided_on=decided_on,
        question=_question(sheet.loaded) if question is None else question,
        outcome=Outcome(held["outcome"]),
        option_id=st.session_state[sheet.key("option")],
        words=held["words"] or "",
        reasons=held["reasons"] or "",
        interests=held["interests"] or "",
        powers=held["powers"] or "",
        alternatives=positions.alternatives(sheet.key, sheet.loaded.case, st.session_state[sheet.key("option")]),
        positions=positions.entered(sheet.key, sheet.loaded.case),
        actions=positions.actions(sheet.key, st.session_state.get(sheet.key("actions"), 1)),
        supersedes=st.session_state.get(sheet.key("supersedes")) or None,
        offer_id=st.session_state.get(sheet.key(split_choice.split_of(st.session_state[sheet.key("option")]))) or None,
    )


_NO_OUTCOME = "What was decided is not chosen: approve, approve with conditions, not now, reject or pilot on."
_NO_DATE = "The date of the decision is missing: give the day on which it was made."


def _question(loaded: Loaded) -> str:
    programme = loaded.case.programme
    return programme.question or programme.title


def _today() -> date:
    return datetime.now(UTC).date()


def _counter(programme_id: str) -> str:
    return f"decisions.count.{programme_id}"
