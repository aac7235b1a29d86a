"""Comment threads: a fold under a figure or a record with its threads, and a form to write.

For the author of a page: `thread(chosen, On.figure, "npsv", "Net public value")` puts one under a figure, and
`on_one_of(chosen, On.benefit, things)` lets people pick which of several things they comment on. Ids must be unique on the
page and stay the same for ever; labels are kept with each thread as they were when it began.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import streamlit as st

from core.actions.comments import begin_thread, edit_comment, reopen, reply, resolve
from core.domain.comments import LONGEST_COMMENT, Anchor, Comment, On, Thread
from core.domain.errors import Refused, StaleRow
from core.domain.people import Doing, Person
from core.domain.titles import unique_titles
from core.domain.wording import date_words
from core.reports.comments.anchors import Thing
from core.reports.comments.threads import ThreadRead, open_counts, partners_to_limit_to, people_to_tell, threads
from pages.components.pickers import Chosen
from pages.shell import identity, live_updates, store
from pages.shell.user_text import plain

EVERYBODY = ""


def thread(chosen: Chosen, kind: On, id_: str, label: str) -> None:
    """Put the comments on one thing under it, folded away under their number. Nothing for people who may not see them."""
    person = identity.person()
    if not person.may(Doing.see_activity, chosen.programme_id):
        return
    anchor = Anchor(programme_id=chosen.programme_id, kind=kind, id=id_)
    shown = threads(store.database(), person, anchor)
    with st.expander(_title(sum(row.thread.is_open for row in shown)), key=f"comments-{kind}-{id_}", icon=":material/forum:"):
        _inside(chosen, person, anchor, Thing(id_, label), shown)


def on_one_of(chosen: Chosen, kind: On, things: Sequence[Thing], what: str = "About") -> None:
    """Put the comments on several things under them: the person picks which one, and sees where comments are."""
    person = identity.person()
    if not things or not person.may(Doing.see_activity, chosen.programme_id):
        return
    by_id = {thing.id: thing for thing in things}
    counts = open_counts(store.database(), person, chosen.programme_id)
    open_of = {id_: counts.get((kind.value, id_), 0) for id_ in by_id}
    names = {id_: f"{thing.label} ({open_of[id_]} open)" if open_of[id_] else thing.label for id_, thing in by_id.items()}
    title = _title(sum(open_of.values()), f"Comments by {what.lower()}")
    with st.expander(title, key=f"comments-{kind}-several", icon=":material/forum:"):
        id_ = st.selectbox(what, list(by_id), format_func=names.__getitem__, key=f"comments-on-{kind}-{chosen.programme_id}")
        anchor = Anchor(programme_id=chosen.programme_id, kind=kind, id=id_)
        shown = threads(store.database(), person, anchor)
        _inside(chosen, person, anchor, by_id[id_], shown)


def as_text(written: str) -> str:
    """Comment text: what a person wrote, as text with its own line ends."""
    return "  \n".join(plain(line) for line in written.split("\n"))


def show(chosen: Chosen, person: Person, row: ThreadRead) -> None:
    """Show one thread with what can be done about it."""
    found, key = row.thread, f"thread-{row.thread.thread_id}"
    with st.container(border=True, key=key):
        st.caption(_state(chosen, found))
        for written in row.comments:
            _comment(person, written)
        _say(key)
        if not person.may(Doing.comment, chosen.programme_id):
            return
        with st.container(horizontal=True):
            st.button("Reply", key=f"{key}-reply", type="tertiary", icon=":material/reply:", on_click=_open, args=(f"{key}-text",))
            turn, name, icon = (
                (_resolve, "Resolve", ":material/task_alt:") if found.is_open else (_reopen, "Open again", ":material/undo:")
            )
            st.button(name, key=f"{key}-turn", type="tertiary", icon=icon, on_click=turn, args=(key, found))
        if _is_open(f"{key}-text"):
            _reply_form(person, found, key)


def _inside(chosen: Chosen, person: Person, anchor: Anchor, thing: Thing, found: tuple[ThreadRead, ...]) -> None:
    key = f"new-{anchor.kind}-{anchor.id}"
    if not found:
        st.markdown("Nobody has commented on this yet.")
    for row in found:
        show(chosen, person, row)
    _say(key)
    if not person.may(Doing.comment, anchor.programme_id):
        st.caption("You may read comments here and not write them.")
    elif _is_open(f"{key}-text"):
        _new_form(chosen, person, anchor, thing)
    else:
        st.button("Write a comment", key=f"{key}-open", icon=":material/edit:", on_click=_open, args=(f"{key}-text",))


def _new_form(chosen: Chosen, person: Person, anchor: Anchor, thing: Thing) -> None:
    key = f"new-{anchor.kind}-{anchor.id}"
    live_updates.has_editor()
    partners = {row.partner_id: row.title for row in chosen.loaded.case.partners}
    limits = partners_to_limit_to(person, anchor.programme_id, thing.partner_ids or partners)
    everybody = {} if thing.partner_ids else {EVERYBODY: "Everybody of the programme"}
    titles = unique_titles({**everybody, **{id_: f"Only people of {partners[id_]}" for id_ in limits}})
    with st.form(f"{key}-form", enter_to_submit=False):
        _text_area("Your comment", f"{key}-text")
        _tell(person, anchor.programme_id, f"{key}-tell")
        st.selectbox("Who sees it", list(titles), format_func=titles.__getitem__, key=f"{key}-partner")
        _buttons(key, "Save the comment", _begin, (key, anchor, thing.label))


def _reply_form(person: Person, found: Thread, key: str) -> None:
    live_updates.has_editor()
    with st.form(f"{key}-form", enter_to_submit=False):
        _text_area("Your reply", f"{key}-text")
        _tell(person, found.programme_id, f"{key}-tell", found.partner_id)
        _buttons(key, "Save the reply", _reply, (key, found.thread_id))


def _comment(person: Person, written: Comment) -> None:
    edited = "" if written.edited_at is None else f" · changed {date_words(written.edited_at)}"
    st.markdown(f"**{plain(written.name)}** · {date_words(written.written_at)}{edited}")
    key = f"comment-{written.comment_id}"
    if _is_open(f"{key}-text"):
        live_updates.has_editor()
        if st.session_state.pop(f"{key}.stale", False):
            st.session_state[f"{key}-version"] = written.version  # the person is being told of it: they may save over it now
        with st.form(f"{key}-form", enter_to_submit=False):
            _text_area("Your comment", f"{key}-text")
            # The version that was read when the form was opened, not the one of now: a later change must be noticed.
            _buttons(key, "Save the change", _edit, (key, written.comment_id, st.session_state[f"{key}-version"]))
    else:
        st.markdown(as_text(written.text))
        if written.person_id == person.person_id:
            st.button(
                "Change", key=f"{key}-open", type="tertiary", icon=":material/edit:", on_click=_open_edit, args=(key, written)
            )
    _say(key)


def _text_area(label: str, key: str) -> None:
    st.text_area(label, key=key, max_chars=LONGEST_COMMENT, help="Type @ and somebody's name, and it comes up under For you.")


def _tell(person: Person, programme_id: str, key: str, partner_id: str | None = None) -> None:
    others = people_to_tell(store.database(), person, programme_id, partner_id)
    names = unique_titles({other.person_id: other.name for other in others})
    if names:
        st.multiselect("Tell", list(names), format_func=names.__getitem__, key=key, placeholder="Nobody in particular")


def _buttons(key: str, save: str, on_save: Callable[..., None], args: tuple[object, ...]) -> None:
    with st.container(horizontal=True):
        st.form_submit_button(save, on_click=on_save, args=args, icon=":material/check:")
        st.form_submit_button("Leave it", on_click=_close, args=(key,), type="tertiary")


def _title(open_count: int, name: str = "Comments") -> str:
    return f"{name} ({open_count} open)" if open_count else name


def _state(chosen: Chosen, found: Thread) -> str:
    partners = {row.partner_id: row.title for row in chosen.loaded.case.partners}
    whose = "" if found.partner_id is None else f" · only people of {plain(partners.get(found.partner_id, found.partner_id))}"
    state = "Open" if found.is_open else f"Resolved by {plain(found.changed_by)}, {date_words(found.changed_at)}"
    return f"{state} · on {plain(found.label)}{whose}"


def _is_open(key: str) -> bool:
    return bool(st.session_state.get(f"{key}.open"))


def _open(key: str) -> None:
    st.session_state[f"{key}.open"] = True
    st.session_state[key] = ""


def _open_edit(key: str, written: Comment) -> None:
    _open(f"{key}-text")
    st.session_state[f"{key}-text"] = written.text
    st.session_state[f"{key}-version"] = written.version


def _close(key: str) -> None:
    st.session_state[f"{key}-text.open"] = False
    st.session_state.pop(f"{key}.refused", None)


def _say(key: str) -> None:
    """Refusal: say why something was refused; what the person typed is still in its place."""
    refused = st.session_state.pop(f"{key}.refused", None)
    if refused:
        st.error(plain(refused), icon=":material/error:")


def _begin(key: str, anchor: Anchor, label: str) -> None:
    told, partner = st.session_state.get(f"{key}-tell", []), st.session_state[f"{key}-partner"]
    _try(key, lambda person, text, now: begin_thread(
        store.database(), anchor, label, text, by=person, at=now, partner_id=partner or None, tell=told))  # fmt: skip


def _reply(key: str, thread_id: int) -> None:
    told = st.session_state.get(f"{key}-tell", [])
    _try(key, lambda person, text, now: reply(store.database(), thread_id, text, by=person, at=now, tell=told))


def _edit(key: str, comment_id: int, read_version: int) -> None:
    _try(key, lambda person, text, now: edit_comment(
        store.database(), comment_id, text, read_version=read_version, by=person, at=now))  # fmt: skip


def _resolve(key: str, found: Thread) -> None:
    _try(key, lambda person, text, now: resolve(
        store.database(), found.thread_id, read_version=found.version, by=person, at=now))  # fmt: skip


def _reopen(key: str, found: Thread) -> None:
    _try(key, lambda person, text, now: reopen(
        store.database(), found.thread_id, read_version=found.version, by=person, at=now))  # fmt: skip


def _try(key: str, do: Callable[[Person, str, datetime], object]) -> None:
    """Act: run an action for the person who is signed in now; where it is refused, keep the form open with its text."""
    try:
        do(identity.person(), st.session_state.get(f"{key}-text", ""), datetime.now(UTC))
    except Refused as refusal:
        st.session_state[f"{key}.refused"] = refusal.sentence
        st.session_state[f"{key}.stale"] = isinstance(refusal, StaleRow)
    else:
        _close(key)
