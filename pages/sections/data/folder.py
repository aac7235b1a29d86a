"""Mending a folder on the page: what is open in any table, answered one by one or all at once, and nothing is saved before."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from core.domain.wording import counted
from core.reports.changes.folder import EVERY_SUGGESTION, TAKE, FolderUpload, OpenPoint, prepare_folder
from core.reports.changes.upload import Prepared
from pages.components.pickers import Chosen
from pages.sections.data.import_file.queue import in_turn, is_small, once
from pages.shell import identity
from pages.shell.user_text import plain

_ANSWERS, _MADE = "folder.answers", "folder.made"
MOST_SHOWN = 60


def forget() -> None:
    """Let go of the answers and of the files they were about."""
    st.session_state.pop(_ANSWERS, None)
    st.session_state.pop(_MADE, None)


def mended(files: Mapping[str, bytes], chosen: Chosen | None) -> tuple[bool, Prepared | None]:
    """Mend files with the answers given so far, and ask for the rest.

    Returns:
        whether there was anything to mend, and the load once nothing is open.
    """
    tag = (tuple((name, hash(data)) for name, data in sorted(files.items())), chosen and (chosen.programme_id, chosen.number))
    kept, answers = st.session_state.setdefault(_ANSWERS, (tag, {}))
    if kept != tag:
        st.session_state[_ANSWERS] = (tag, answers := {})
    read = partial(in_turn, is_small=all(is_small(data) for data in files.values()))
    loaded, person = chosen.loaded if chosen else None, identity.person()
    upload: FolderUpload | None = once(
        _MADE, (tag, sorted(answers.items()), person), lambda: prepare_folder(files, answers, loaded, person=person, read=read)
    )
    if upload is None:
        return False, None
    _say_so_far(answers, upload)
    if upload.prepared is None:
        _ask(upload)
    return True, upload.prepared


def _say_so_far(answers: Mapping[str, str], upload: FolderUpload) -> None:
    if answers:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{counted(len(answers), 'answer')} given.", width="content")
            st.button("Begin the answers anew", key="folder-anew", on_click=forget, type="tertiary")
    if answers and upload.changes:
        with st.expander(f"{counted(len(upload.changes), 'cell')} read otherwise than they stand", icon=":material/info:"):
            for change in upload.changes[:MOST_SHOWN]:
                st.markdown(f"- {plain(change)}")
            if len(upload.changes) > MOST_SHOWN:
                st.caption(f"The first {MOST_SHOWN} are shown.")


def _ask(upload: FolderUpload) -> None:
    st.header("What is open", anchor=False)
    for sentence in upload.refusals:
        st.error(plain(sentence), icon=":material/error:")
    if upload.points:
        st.markdown(
            f"{counted(len(upload.points), 'point')} in your files to be answered. Nothing is changed in the files themselves, and "
            "nothing is saved before you confirm."
        )
    if upload.has_suggestions:
        st.button("Take every suggestion", key="folder-all", type="primary", icon=":material/done_all:", on_click=_say,
                  args=(EVERY_SUGGESTION, TAKE))  # fmt: skip
    for number, point in enumerate(upload.points[:MOST_SHOWN]):
        _point(point, number)
    if len(upload.points) > MOST_SHOWN:
        st.caption(f"The first {MOST_SHOWN} are shown.")


def _point(point: OpenPoint, number: int) -> None:
    with st.container(border=True):
        st.markdown(f"**{number + 1}. {plain(point.table)}**: {plain(point.sentence)}")
        with st.container(horizontal=True):
            for sent, label in point.choices:
                is_meant = sent == point.suggestion and sent != TAKE
                st.button(
                    plain(f"{label}{' (suggested)' if is_meant else ''}") + f":gray[ in {plain(point.point_id)}]",
                    key=f"folder-{number}-{sent}", wrap=True, on_click=_say, args=(point.point_id, sent),
                )  # fmt: skip
        if point.is_typed:
            with st.form(f"folder-value-{number}", border=False):
                typed, use = st.columns([3, 1], vertical_alignment="bottom")
                text = typed.text_input(
                    f"Another value for point {number + 1}", key=f"folder-text-{number}-{point.point_id}", max_chars=500
                )
                if use.form_submit_button("Use it") and text.strip():
                    _say(point.point_id, text.strip())
                    st.rerun()


def _say(point_id: str, text: str) -> None:
    tag, answers = st.session_state[_ANSWERS]
    st.session_state[_ANSWERS] = (tag, {**answers, point_id: text})
