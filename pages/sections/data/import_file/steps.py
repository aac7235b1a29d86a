"""Import: a spreadsheet file becomes rows of a table in five steps: survey, match, repair, confirm, save."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from core.actions.observations import Progress
from core.actions.programmes import Saved
from core.actions.source_mappings import SentFile, save_converted, save_converted_observations
from core.domain.errors import Refused
from core.domain.tables import SPEC_OF, Table
from core.domain.wording import counted
from core.ingest.messy import Conversion, NotReadable, Proposal, mapping_to_json
from core.ingest.messy.apart import AskedProposal
from core.reports.changes.merge import JoinedTable, Mode, modes_of
from core.reports.changes.upload import prepare_table
from core.reports.data.source_mappings import Keys, keys_of_source
from pages.components.pickers import Chosen
from pages.sections.data.import_file import confirm, match_columns, repair_rows, survey
from pages.sections.data.import_file.draft import Work, new_work
from pages.sections.data.import_file.messages import note, refuse, warn
from pages.sections.data.import_file.shelf import SHELF, Place
from pages.shell import identity, store
from pages.shell.user_text import plain

STEPS = ("what was found", "match columns", "mend rows", "confirm", "saved")
FOUND, MATCH, MEND, CONFIRM, SAVED = range(1, len(STEPS) + 1)


@dataclass(frozen=True)
class ToSave:
    """Confirmed import: rows of a table, where they come from, and what happens to the stored rows."""

    chosen: Chosen
    sent: SentFile
    mode: Mode
    table: Table
    joined: JoinedTable | None


def step_words(step: int) -> str:
    """Name a step as people read it: 'Step 2 of 5: match columns'."""
    return f"Step {step} of {len(STEPS)}: {STEPS[step - 1]}"


def say_step(step: int) -> None:
    """Say which of the steps this is."""
    st.header(step_words(step), anchor=False)
    st.progress(step / len(STEPS))


def bring_file(name: str, data: bytes, chosen: Chosen, upload: object) -> None:
    """Import one file: draw the step it has reached. The same file sent again takes up the answers that were given."""
    place = _place(chosen)
    kept = SHELF.get(place)
    try:
        with st.spinner("Reading the file"):
            is_same = kept is not None and kept.survey.sha256 == hashlib.sha256(data).hexdigest()
            work = kept if kept is not None and is_same else new_work(name, data, upload)
    except NotReadable as reason:
        _say_unreadable(reason)
        return
    SHELF.put(place, work)
    _take_through(work, chosen)


def _say_unreadable(reason: NotReadable) -> None:
    say_step(FOUND)
    st.error(plain(reason.sentence), icon=":material/error:")


def go_on(chosen: Chosen) -> bool:
    """Work under way: go on with the file that was being matched when the page was left; False where there is none."""
    work = SHELF.get(_place(chosen))
    if work is None:
        return False
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.info(f"You were bringing {plain(work.survey.file_name)}: it is as you left it.", icon=":material/history:")
    right.button("Put it aside", key=work.key("aside"), on_click=SHELF.drop, args=(_place(chosen),))
    _take_through(work, chosen)
    return True


def _place(chosen: Chosen) -> Place:
    return str(store.database().home), identity.person().person_id, chosen.programme_id


def _take_through(work: Work, chosen: Chosen) -> None:
    work.put_picks_back()
    try:
        _draw_steps(work, chosen)
    except NotReadable as reason:
        _say_unreadable(reason)
    finally:
        work.note_picks()


def _draw_steps(work: Work, chosen: Chosen) -> None:
    top, first, second, rest = st.container(), st.container(), st.container(), st.container()
    with first, st.expander(f"What was found in {plain(work.survey.file_name)}", expanded=work.step <= MATCH):
        setting = survey.draw(work, chosen)
    if setting.table is None:
        with top:
            say_step(MATCH)
            st.markdown("Choose below which table these rows are.")
        return
    proposal = _proposal(work, setting, setting.table, chosen)
    with second, st.expander(f"How columns of {setting.table} are matched", expanded=work.step <= MATCH):
        for warning in proposal.warnings:
            st.markdown(f"- {plain(warning)}")
        mapping = match_columns.draw(work, proposal, chosen)
    if mapping is None:
        with top:
            say_step(MATCH)
        return
    with st.spinner("Checking every row"):
        done = work.converted(mapping, setting.answers)
    step = _step(done, looked_at=not match_columns.needs_a_look(work, proposal))
    if work.step != step:
        # What was folded open was drawn before it was known how far the file has come: drawn once more, it is right.
        work.step = step
        st.rerun()
    with top:
        say_step(step)
    with rest:
        repair_rows.answers_so_far(work)
        if done.personal:
            repair_rows.personal(work, done.personal)
        elif step == MATCH:
            _to_match(work, done, proposal)
            if not done.problems:
                match_columns.agree(work, proposal) if match_columns.needs_a_look(work, proposal) else None
        elif step == MEND:
            repair_rows.draw(work, done)
        elif done.table is not None:
            _confirm(work, done, done.table, chosen, setting.source)


def _proposal(work: Work, setting: survey.Setting, table: str, chosen: Chosen) -> Proposal:
    year, as_it_lies = chosen.loaded.case.programme.base_year, work.is_as_it_lies
    return work.proposal(AskedProposal(table, setting.sheet, setting.header_row, setting.remembered, as_it_lies, year))


def _step(done: Conversion, *, looked_at: bool) -> int:
    if done.personal:
        return FOUND
    if done.problems or done.questions or not looked_at:
        return MATCH
    return MEND if done.repairs else CONFIRM


def _to_match(work: Work, done: Conversion, proposal: Proposal) -> None:
    for problem in done.problems:
        st.warning(plain(problem.sentence), icon=":material/help:")
    match_columns.ask(work, done, proposal)


def _confirm(work: Work, done: Conversion, table: Table, chosen: Chosen, source: str) -> None:
    brought = keys_of_source(store.database(), identity.person(), chosen.programme_id, source, table.name)
    mode = _mode(work, chosen, table, brought)
    sent = SentFile(source, work.survey.file_name, work.survey.sha256, mapping_to_json(done.mapping))
    st.markdown(f"{counted(len(table.rows), 'row')} for the table {table.name}, from {plain(source)}.")
    confirm.what_was_converted(done)
    if SPEC_OF[table.name].bulk:
        st.caption("Observations change no figure until an effect that rests on them is accepted.")
        _save_button(work, ToSave(chosen, sent, mode, table, None))
        return
    person = identity.person()
    said = work.texts
    made_of = (id(done), chosen.programme_id, chosen.number, mode, brought, person, sorted(said.items()))
    prepared = work.once(
        "prepared", made_of, lambda: prepare_table(table, chosen.loaded, mode, brought, person=person, answers=said)
    )
    warn(prepared.warnings)
    if prepared.doubts:
        confirm.ask_doubts(work, prepared.doubts)
        return
    for told in prepared.joined.notes:
        st.info(plain(told), icon=":material/info:")
    if prepared.problems:
        refuse(prepared)
    elif prepared.changes_nothing:
        st.info("This would change nothing: there is nothing to save.", icon=":material/check:")
    else:
        confirm.what_would_change(prepared)
        _save_button(work, ToSave(chosen, sent, mode, table, prepared.joined))


def _mode(work: Work, chosen: Chosen, table: Table, brought: Keys) -> Mode:
    """Mode: ask where there is a choice; a source that was loaded before replaces its own rows unless the person says otherwise."""
    modes = modes_of(table.name)
    if table.name not in chosen.loaded.tables and not SPEC_OF[table.name].bulk:
        return Mode.replace_all
    first = modes[0] if not brought else Mode.replace_source
    return confirm.pick_mode(work.key("mode", table.name, bool(brought)), modes, first)


def _save_button(work: Work, to_save: ToSave) -> None:
    st.button(
        confirm.SAVE, type="primary", key=work.key("save"), on_click=_save, args=(to_save,), icon=":material/save:",
    )  # fmt: skip


def _save(to_save: ToSave) -> None:
    try:
        saved = _saved(to_save)
    except Refused as refusal:
        note("error", refusal.sentence)
        return
    SHELF.drop(_place(to_save.chosen))
    note("success", saved.sentence, saved, step_words(SAVED))


def _saved(to_save: ToSave) -> Saved:
    chosen, at = to_save.chosen, datetime.now(UTC)
    if to_save.joined is not None:
        return save_converted(
            store.database(), chosen.programme_id, to_save.joined, to_save.sent, read_version=chosen.number,
            by=identity.person(), at=at,
        )  # fmt: skip
    shown = st.progress(0.0, "Storing")

    def tell(progress: Progress) -> None:
        shown.progress(min(progress.share, 1.0), progress.step.capitalize())

    return save_converted_observations(
        store.database(), chosen.programme_id, to_save.table, to_save.sent, to_save.mode, read_version=chosen.number,
        by=identity.person(), at=at, on_progress=tell,
    )  # fmt: skip
