"""Match columns, the second step: which column of the file is which of ours, and what only the person can know about it."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from core.access.scope import rows_seen
from core.domain.columns.schema import Column, Kind, columns_of
from core.domain.tables import SPEC_OF
from core.ingest.messy import (
    Ask,
    ColumnMapping,
    Conversion,
    Match,
    Proposal,
    Question,
    SourceMapping,
    Transform,
    mapping_to_json,
    value,
)
from pages.components.pickers import Chosen
from pages.sections.data.import_file.draft import Work, forgetting
from pages.sections.data.import_file.messages import note
from pages.shell import url_state
from pages.shell.user_text import plain

NOT_THERE, CONSTANT, SEVERAL = "not in the file", "one value for every row", "several columns added up"
SURE, LIKELY = 0.84, 0.8
ROOT = "Is the square root taken of it?"
NUMBERS = (Kind.number, Kind.whole_number)


def draw(work: Work, proposal: Proposal, chosen: Chosen) -> SourceMapping | None:
    """Draw a picker for each of our columns; returns the mapping as picked, None while a square root is to be decided."""
    spec = SPEC_OF[proposal.table]
    matches = {match.column: match for match in proposal.matches}
    columns = {column.name: column for column in columns_of(spec.model)}
    first = [name for name in columns if matches[name].required or name in proposal.mapping.columns or matches[name].source]
    picked = {name: _pick(work, proposal, columns[name], matches[name], chosen) for name in first}
    others = [name for name in columns if name not in first]
    if others:
        with st.expander(f"{len(others)} more columns {spec.name} may have"):
            picked |= {name: _pick(work, proposal, columns[name], matches[name], chosen) for name in others}
    if proposal.kept_out:
        st.caption(plain(f"Not used unless picked above: {', '.join(proposal.kept_out)}."))
    undecided = [name for name, how in picked.items() if how is None]
    kept = {name: how for name, how in picked.items() if how is not None and (how.sources or how.constant)}
    return None if undecided else replace(proposal.mapping, columns=kept)


def needs_a_look(work: Work, proposal: Proposal) -> bool:
    """Unconfirmed match: True while columns were matched by more than name or memory and the person has not confirmed them."""
    guessed = [match for match in proposal.matches if match.column in proposal.mapping.columns and match.confidence < SURE]
    return bool(guessed) and _whole(proposal) not in work.agreed


def agree(work: Work, proposal: Proposal) -> None:
    """Draw the button that says the columns are right."""
    st.button(
        "These columns are right", type="primary", key=work.key("agree", _whole(proposal)), icon=":material/check:",
        on_click=work.agreed.add, args=(_whole(proposal),),
    )  # fmt: skip


def ask(work: Work, done: Conversion, proposal: Proposal) -> None:
    """Draw what only the person can know. A suggestion is marked, and nothing is applied before it is picked."""
    for question in done.questions:
        with st.container(border=True):
            samples = ", ".join(question.samples)
            st.markdown(f"**{plain(question.text)}**")
            st.caption(plain(f"For {question.column}. In the file: {samples}" if samples else f"For {question.column}."))
            if question.ask in (Ask.column, Ask.constant):
                _which(work, question, proposal)
            else:
                _choices(work, question) if question.choices else _typed(work, question)


def _which(work: Work, question: Question, proposal: Proposal) -> None:
    """Offer the likeliest column as a button, and the others as a list; what is picked stands in the column's own picker."""
    place = work.key("column", _whole(proposal), question.column)
    suggested = next((one for one in question.choices if one.value == question.suggestion), None)
    if suggested is not None:
        st.button(
            f"Use {plain(suggested.label)} (suggested)", key=work.key("use", question.question_id, work.rounds),
            on_click=_put, args=(work, question, place, suggested.value),
        )  # fmt: skip
    key = work.key("question", question.question_id, work.rounds)
    labels = {one.value: one.label for one in question.choices}
    st.selectbox(
        plain(question.text), list(labels), index=None, key=key, format_func=labels.__getitem__, placeholder="Choose",
        label_visibility="collapsed", on_change=_put_picked, args=(work, question, place, key),
    )  # fmt: skip


def _put_picked(work: Work, question: Question, place: str, key: str) -> None:
    if picked := st.session_state.get(key):
        _put(work, question, place, str(picked))


def _put(work: Work, question: Question, place: str, picked: str) -> None:
    """Set the picker of a column, as if it had been picked there."""
    if question.ask is Ask.constant:
        st.session_state[place], st.session_state[f"{place}-constant"] = CONSTANT, picked
    else:
        st.session_state[place] = picked
    work.forget(question.column)


def _choices(work: Work, question: Question) -> None:
    key = work.key("question", question.question_id, work.rounds)
    labels = {
        choice.value: choice.label + (" (suggested)" if choice.value == question.suggestion else "") for choice in question.choices
    }
    st.radio(
        plain(question.text), list(labels), format_func=lambda one: plain(labels[one]), index=None, key=key,
        label_visibility="collapsed", on_change=_answer, args=(work, question, key, labels),
    )  # fmt: skip


def _typed(work: Work, question: Question) -> None:
    key = work.key("question", question.question_id, work.rounds)
    st.text_input(plain(question.text), key=key, label_visibility="collapsed", on_change=_answer, args=(work, question, key, {}))
    if question.suggestion is not None:
        st.button(
            f"Use {plain(question.suggestion)} (suggested)", key=f"{key}-suggested", on_click=_keep,
            args=(work, question, question.suggestion, question.suggestion),
        )  # fmt: skip


def _answer(work: Work, question: Question, key: str, labels: Mapping[str, str]) -> None:
    text = str(st.session_state.get(key) or "").strip()
    if not text:
        return
    if not question.choices and not text.isdecimal():
        note("error", f"{text} is no year: give it as four figures.")
        return
    _keep(work, question, text, labels.get(text, text))


def _keep(work: Work, question: Question, text: str, words: str) -> None:
    work.say(question.question_id, value(text), f"{question.text} {words.removesuffix(' (suggested)')}")


def _whole(proposal: Proposal) -> str:
    """Match id: tells one way of matching from another, so that choices for one sheet or source are not kept for another."""
    return hashlib.sha256(f"{proposal.sheet}\n{mapping_to_json(proposal.mapping)}".encode()).hexdigest()[:12]


def _pick(work: Work, proposal: Proposal, column: Column, match: Match, chosen: Chosen) -> ColumnMapping | None:
    before = proposal.mapping.columns.get(column.name, ColumnMapping())
    key = work.key("column", _whole(proposal), column.name)
    headings = [
        *dict.fromkeys([*proposal.kept_out, *(source for how in proposal.mapping.columns.values() for source in how.sources)])
    ]
    options = [NOT_THERE, CONSTANT, *([SEVERAL] if column.kind in NUMBERS else []), *headings]
    url_state.start_with(key, _first(before), options, NOT_THERE)
    left, middle, right = st.columns([3, 4, 4])
    needed = " (needed)" if column.required else ""
    left.markdown(f"**{plain(column.title)}**{needed}", help=plain(column.description))
    with middle:
        picked = st.selectbox(
            f"Column of the file for {column.name}", options, key=key, format_func=lambda one: _shown(one, headings),
            label_visibility="collapsed", on_change=forgetting(work, column.name),
        )  # fmt: skip
        how = _how(work, key, picked, column, before, headings, chosen, proposal.table)
    right.caption(_beside(picked, match))
    return _with_root(work, key, how, match, before)


def _first(before: ColumnMapping) -> str:
    if len(before.sources) > 1:
        return SEVERAL
    return before.sources[0] if before.sources else CONSTANT if before.constant is not None else NOT_THERE


def _shown(option: str, headings: list[str]) -> str:
    return option if option in headings else f"({option})"


def _how(  # noqa: PLR0917 - what a picker depends on
    work: Work, key: str, picked: str, column: Column, before: ColumnMapping, headings: list[str], chosen: Chosen, table: str
) -> ColumnMapping:
    """Build the mapping of one column; what was remembered of it holds while the same headings are picked."""
    if picked == NOT_THERE:
        return ColumnMapping()
    if picked == CONSTANT:
        return replace(before, sources=(), constant=_constant(key, column, before, chosen, table), transform=Transform.none)
    if picked == SEVERAL:
        url_state.start_with(f"{key}-several", list(before.sources))
        several = st.multiselect(
            f"Columns added up for {column.name}", headings, key=f"{key}-several", placeholder="Choose columns",
            on_change=forgetting(work, column.name),
        )  # fmt: skip
        sources = tuple(several)
        many = Transform.sum_of if len(sources) > 1 else Transform.none
        return before if sources == before.sources else ColumnMapping(sources, transform=many)
    return before if (picked,) == before.sources else ColumnMapping((picked,))


def _constant(key: str, column: Column, before: ColumnMapping, chosen: Chosen, table: str) -> str | None:
    label, key = f"Value of {column.name} in every row", f"{key}-constant"
    known = [*column.words, *_ids(column.name, chosen, table)]
    if column.kind is Kind.true_or_false:
        known = ["true", "false"]
    if known and not column.many:
        url_state.start_with(key, before.constant, known)
        picked: str | None = st.selectbox(label, known, key=key, placeholder="Choose a value")
        return picked
    url_state.start_with(key, before.constant or "")
    return str(st.text_input(label, key=key, max_chars=200)).strip() or None


def _ids(name: str, chosen: Chosen, table: str) -> list[str]:
    """The ids a column may name, as they are held."""
    tables = rows_seen(chosen.loaded.tables, chosen.scope)
    listed = [other for other in SPEC_OF[table].references.get(name, ()) if other in tables]
    return [row[SPEC_OF[other].key[0]] for other in listed for row in tables[other].dicts()]


def _beside(picked: str, match: Match) -> str:
    """Confidence of the match: say how sure it is, and show the cells."""
    if match.source is None or (picked != match.source and picked not in (NOT_THERE, SEVERAL)):
        return ""
    sure = "sure" if match.confidence >= SURE else "likely" if match.confidence >= LIKELY else "please check"
    samples = plain(", ".join(match.samples))
    if picked == NOT_THERE:
        return f"Perhaps {plain(match.source)}: {plain(match.how)}. In it: {samples}"
    return f"{sure.capitalize()}: {plain(match.how)}. In it: {samples}"


def _with_root(work: Work, key: str, how: ColumnMapping, match: Match, before: ColumnMapping) -> ColumnMapping | None:
    """Ask whether the square root is to be taken, where a heading says variance; what is remembered is not asked again."""
    if match.transform is Transform.none or how.sources != (match.source,) or (how == before and match.how == "as before"):
        return how
    labels = {Transform.square_root: "Yes, it holds variances (suggested)", Transform.none: "No, it holds standard errors"}
    said = st.radio(
        f"{plain(match.source or '')} seems to hold variances. {ROOT}", list(labels), format_func=labels.__getitem__, index=None,
        key=f"{key}-root",
    )  # fmt: skip
    return None if said is None else replace(how, transform=said)
