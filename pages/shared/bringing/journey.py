"""A file as Excel left it to rows of a table, in five steps: found, matched, mended, confirmed, saved."""

from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from core.actions.observations import Progress
from core.actions.programmes import Saved
from core.actions.source_mappings import SentFile, save_converted, save_converted_observations
from core.domain.tables import SPEC_OF, Table
from core.ingest.messy import Conversion, NotReadable, Proposal, mapping_to_json, propose
from core.ingest.wording import counted
from core.reports.joining import JoinedTable, Mode, modes_of
from core.reports.uploads import prepare_table
from core.store.refusals import Refused
from core.store.source_mappings import Keys, keys_brought
from pages.shared import asking, reads
from pages.shared.bringing import confirming, found, matching, repairing
from pages.shared.bringing.telling import note, refuse, warn
from pages.shared.bringing.work import Work, work_on
from pages.shared.choices import Chosen
from pages.shared.text import plain

STEPS = ("what was found", "match columns", "mend rows", "confirm", "saved")
FOUND, MATCH, MEND, CONFIRM, SAVED = range(1, len(STEPS) + 1)


@dataclass(frozen=True)
class ToSave:
    """What a person confirms: rows of a table and where they come from, and what becomes of those that are held."""

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
    """Take one file through the steps, as far as it has come."""
    try:
        with st.spinner("Reading the file"):
            work = work_on(name, data, upload)
    except NotReadable as reason:
        say_step(FOUND)
        st.error(plain(reason.sentence), icon=":material/error:")
        return
    top, first, second, rest = st.container(), st.container(), st.container(), st.container()
    with first, st.expander(f"What was found in {plain(work.survey.file_name)}", expanded=work.step <= MATCH):
        setting = found.draw(work, chosen)
    if setting.table is None:
        with top:
            say_step(MATCH)
            st.markdown("Choose below which table these rows are.")
        return
    proposal = _proposal(work, setting, setting.table)
    with second, st.expander(f"How columns of {setting.table} are matched", expanded=work.step <= MATCH):
        for warning in proposal.warnings:
            st.markdown(f"- {plain(warning)}")
        mapping = matching.draw(work, proposal, chosen)
    if mapping is None:
        with top:
            say_step(MATCH)
        return
    with st.spinner("Checking every row"):
        done = work.converted(mapping, setting.answers)
    step = _step(done, looked_at=not matching.needs_a_look(work, proposal))
    if work.step != step:
        # What was folded open was drawn before it was known how far the file has come: drawn once more, it is right.
        work.step = step
        st.rerun()
    with top:
        say_step(step)
    with rest:
        repairing.answers_so_far(work)
        if done.personal:
            repairing.personal(work, done.personal)
        elif step == MATCH:
            _to_match(work, done)
            if not done.problems:
                matching.agree(work, proposal) if matching.needs_a_look(work, proposal) else None
        elif step == MEND:
            repairing.draw(work, done)
        elif done.table is not None:
            _confirm(work, done, done.table, chosen, setting.source)


def _proposal(work: Work, setting: found.Setting, table: str) -> Proposal:
    made_of = (table, setting.sheet, setting.header_row, setting.remembered)
    return work.once(
        "proposal", made_of, lambda: propose(work.survey, table, setting.sheet, setting.header_row, setting.remembered)
    )


def _step(done: Conversion, *, looked_at: bool) -> int:
    if done.personal:
        return FOUND
    if done.problems or done.questions or not looked_at:
        return MATCH
    return MEND if done.repairs else CONFIRM


def _to_match(work: Work, done: Conversion) -> None:
    for problem in done.problems:
        st.warning(plain(problem.sentence), icon=":material/help:")
    matching.ask(work, done)


def _confirm(work: Work, done: Conversion, table: Table, chosen: Chosen, source: str) -> None:
    brought = keys_brought(reads.database(), chosen.programme_id, source, table.name)
    mode = _mode(work, chosen, table, brought)
    sent = SentFile(source, work.survey.file_name, work.survey.sha256, mapping_to_json(done.mapping))
    st.markdown(f"{counted(len(table.rows), 'row')} for the table {table.name}, from {plain(source)}.")
    confirming.what_was_converted(done)
    if SPEC_OF[table.name].bulk:
        st.caption("Observations change no figure until an effect that rests on them is accepted.")
        _save_button(work, ToSave(chosen, sent, mode, table, None))
        return
    person = asking.person()
    made_of = (id(done), chosen.programme_id, chosen.number, mode, brought, person)
    prepared = work.once("prepared", made_of, lambda: prepare_table(table, chosen.loaded, mode, brought, person=person))
    warn(prepared.warnings)
    for told in prepared.joined.notes:
        st.info(plain(told), icon=":material/info:")
    if prepared.problems:
        refuse(prepared)
    elif prepared.changes_nothing:
        st.info("This would change nothing: there is nothing to save.", icon=":material/check:")
    else:
        confirming.what_would_change(prepared)
        _save_button(work, ToSave(chosen, sent, mode, table, prepared.joined))


def _mode(work: Work, chosen: Chosen, table: Table, brought: Keys) -> Mode:
    """Ask for the mode where there is something to ask: a source that came before replaces its own rows unless told otherwise."""
    modes = modes_of(table.name)
    if table.name not in chosen.loaded.tables and not SPEC_OF[table.name].bulk:
        return Mode.replace_all
    first = modes[0] if not brought else Mode.replace_source
    return confirming.pick_mode(work.key("mode", table.name, bool(brought)), modes, first)


def _save_button(work: Work, to_save: ToSave) -> None:
    st.button(
        confirming.SAVE, type="primary", key=work.key("save"), on_click=_save, args=(to_save,), icon=":material/save:",
    )  # fmt: skip


def _save(to_save: ToSave) -> None:
    try:
        saved = _saved(to_save)
    except Refused as refusal:
        note("error", refusal.sentence)
        return
    note("success", saved.sentence, saved, step_words(SAVED))


def _saved(to_save: ToSave) -> Saved:
    chosen, at = to_save.chosen, datetime.now(UTC)
    if to_save.joined is not None:
        return save_converted(
            reads.database(), chosen.programme_id, to_save.joined, to_save.sent, read_version=chosen.number,
            by=asking.person(), at=at,
        )  # fmt: skip
    shown = st.progress(0.0, "Storing")

    def tell(progress: Progress) -> None:
        shown.progress(min(progress.share, 1.0), progress.step.capitalize())

    return save_converted_observations(
        reads.database(), chosen.programme_id, to_save.table, to_save.sent, to_save.mode, read_version=chosen.number,
        by=asking.person(), at=at, on_progress=tell,
    )  # fmt: skip
