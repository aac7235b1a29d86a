"""Start a programme: eight short steps from nothing to first figures, kept as a draft of one's own with every answer."""

from datetime import UTC, datetime

import streamlit as st

from core.actions.drafts import begin_draft
from core.domain.drafts import Draft
from core.domain.people import Doing
from core.domain.wording import date_words
from core.reports.drafts.drafts import own_draft, own_drafts
from core.reports.drafts.figures import draft_figures
from pages.components import form_feedback, pickers
from pages.sections.drafts import benefits, cash, costs, options, panel, places, save, steps, sure, work
from pages.sections.drafts.cells import say_what_was_refused
from pages.shell import identity, store, url_state
from pages.shell.user_text import plain

OPEN = save.OPEN
WORK, WHERE, CHANGES, COSTS, CASH, OPTIONS, SURE, SAVE = steps.TITLES


def _open(draft_id: int) -> None:
    st.session_state.pop("draft.saved", None)
    st.session_state[OPEN] = draft_id


def _begin() -> None:
    _open(begin_draft(store.database(), by=identity.person(), at=datetime.now(UTC)).draft_id)


def _choose(drafts: tuple[Draft, ...]) -> None:
    form_feedback.say_what_was_recorded()
    save.say_where_it_is()
    st.markdown(
        "From nothing but facts about your pilot to first figures: eight short steps, of which the first four give a whole result. "
        "Every answer is kept as you give it; leave and come back whenever you like. Nobody else sees a draft."
    )
    for draft in drafts:
        title = draft.title or "A programme without a name yet"
        st.button(
            plain(f"Go on with {title}, changed {date_words(draft.changed_at)}"), key=f"draft-open-{draft.draft_id}",
            on_click=_open, args=(draft.draft_id,), icon=":material/arrow_forward:",
        )  # fmt: skip
    st.button("Begin a new programme", type="primary", on_click=_begin, key="draft-begin", icon=":material/add:")


def _leave() -> None:
    st.session_state[OPEN] = None


def _write(draft: Draft) -> None:
    st.button("All drafts", key="draft-leave", type="tertiary", on_click=_leave, icon=":material/arrow_back:")
    say_what_was_refused()
    steps.bar(draft)
    figures = draft_figures(draft)
    asked, beside = st.columns([5, 3], gap="large")
    with asked:
        st.header(f"{draft.step}. {steps.TITLES[draft.step]}", anchor=False)
        if draft.step == SAVE:
            save.draw(draft, figures)
        elif draft.step == CASH:
            cash.draw(draft, figures)
        elif draft.step == SURE:
            sure.draw(draft, figures)
        else:
            {WORK: work, WHERE: places, CHANGES: benefits, COSTS: costs, OPTIONS: options}[draft.step].draw(draft)
        steps.back_and_next(draft, may_go_on=bool(draft.title))
    with beside:
        panel.draw(figures, draft.draft_id)
    panel.draw_line(figures, draft.draft_id)


st.title("Start a programme", anchor=False)
closed = pickers.why_not(Doing.start_programme, None, "Starting a programme")
if closed is not None:
    st.info(plain(closed), icon=":material/lock:")
    st.stop()
wanted = url_state.wanted("draft")
url_state.start_with(OPEN, int(wanted) if wanted is not None and wanted.isdigit() and len(wanted) < 12 else None)
number: int | None = st.session_state[OPEN]
draft = None if number is None else own_draft(store.database(), identity.person(), number)
if number is not None and draft is None:
    st.info("There is no such draft of yours: it was saved or thrown away, or it is another person's.", icon=":material/lock:")
if draft is None:
    _choose(own_drafts(store.database(), identity.person()))
else:
    _write(draft)
url_state.keep(draft=None if draft is None else str(draft.draft_id))
