"""The six screens of a meeting, one idea each."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from core.charts import ledger as ledger_chart
from core.charts import offer_split
from core.charts import options_compare as options_chart
from core.charts.kit.formats import chance, money, money_range, signed_money
from core.charts.kit.grammar import counted, verb
from core.charts.kit.spec import Drawing
from core.charts.sentences.adoption import up_or_out_sentence
from core.charts.sentences.options import options_title
from core.charts.sentences.partners import ledger_title
from core.charts.sentences.splits import answers_sentence, moved_sentence
from core.charts.sentences.uncertainty import above_nothing_title
from core.domain.deals.splits import SplitTable
from core.domain.decisions import day
from core.domain.errors import Refused
from core.reports.meetings import Since, changes_since
from core.reports.options import npsv_range
from core.reports.prices import terms_in_words
from core.reports.sensitivity import up_against_out
from core.reports.uncertainty import AT_ONCE_DRAWS, SETTLED_DRAWS, spreads
from pages.components.layout import Card, cards, is_dark, text_table
from pages.components.money_tables import ledger_table, range_table
from pages.sections.decisions import record, split_choice
from pages.sections.meetings import figures, style, what_if
from pages.sections.meetings.papers import Papers
from pages.sections.options.caveats import caveats
from pages.shell import cached_reads, store
from pages.shell.user_text import plain

MOST_STEPS = 4


def draw(papers: Papers) -> None:
    """Draw the screen this window is on."""
    with st.container(key="meeting-screen"):
        SCREENS[papers.here.screen - 1](papers)


def question_and_ask(papers: Papers) -> None:
    """Screen 1: what is to be decided, what the meeting is asked for, and the figures it is about."""
    meeting, programme = papers.meeting, papers.appraised.case.programme
    style.title(programme.question or programme.title)
    words, way_in = st.columns([3.6, 1], gap="medium")
    with words:
        with st.container(border=True, key="meeting-ask"):
            st.markdown(f"**The ask.** {plain(meeting.ask)}")
        st.markdown(f"Option: **{plain(papers.option)}**. {plain(meeting.title)}, {day(meeting.held_on)}.")
        st.badge(f"Version {meeting.number}: {plain(record.assurance(meeting))}", icon=":material/verified_user:", color="orange")
    with way_in:
        if meeting.meeting_id:
            style.way_in(meeting.meeting_id, small=True)
    figures.headline(papers)
    st.markdown(plain(figures.answers(papers)))


def what_changed(papers: Papers) -> None:
    """Screen 2: the figures the last time and now, and by whom they were moved."""
    meeting = papers.meeting
    if meeting.since_number is None:
        style.title("This is the first time these figures are looked at")
        st.markdown(f"Version {meeting.number} is the first to come before a meeting. These are its figures:")
        figures.headline(papers)
        return
    as_entered = cached_reads.appraised(meeting.programme_id, meeting.number)
    try:
        then = cached_reads.appraised(meeting.programme_id, meeting.since_number)
    except Refused as refusal:
        style.title("What has changed cannot be shown")
        st.markdown(plain(refusal.sentence))
        figures.headline(papers)
        return
    since = changes_since(store.database(), papers.person, then, as_entered, meeting.option_id)
    style.title(_changed_title(since))
    st.markdown(f"For {plain(papers.option)}, version {since.then_number} beside version {since.now_number}:")
    text_table(_since_table(since), figures="since")
    for step in since.steps[:MOST_STEPS]:
        st.markdown(f"- Version {step.number}, {day(step.made_at.date())}, {plain(step.made_by)}: {plain(step.what)}")
    if len(since.steps) > MOST_STEPS:
        st.markdown(f"- and {len(since.steps) - MOST_STEPS} more versions in between")


def options_compared(papers: Papers) -> None:
    """Screen 3: what each option returns."""
    basis = figures.basis(papers)
    ranges, entered = npsv_range(papers.appraised, basis), npsv_range(papers.entered, basis)
    years = papers.appraised.case.programme.horizon_years
    style.title(options_title(ranges, years))
    _levers_and_table(papers, "options", range_table(ranges))
    _chart("options", lambda dark, narrow: options_chart.draw(ranges, years, dark, narrow, entered))
    st.caption(plain(terms_in_words(papers.appraised.case, basis)))
    for row in list(up_against_out(papers.appraised).itertuples())[:1]:
        at = None if pd.isna(row.break_even) else row.break_even
        st.markdown(f"{plain(up_or_out_sentence(row.up, row.out, at, row.p_low, row.p_high))}.")


def who_pays(papers: Papers) -> None:
    """Screen 4: who pays and who benefits under the option, in cash: as costed, and under the offer with its answers so far."""
    divided = figures.divided(papers)
    if figures.which_split(papers, divided) == figures.AS_COSTED:
        _as_costed(papers, divided)
    else:
        _under_offer(papers, divided)


def _as_costed(papers: Papers, divided: SplitTable) -> None:
    basis = figures.basis(papers)
    frame, entered = (figures.cash_ledger(each, papers, basis) for each in (papers.appraised, papers.entered))
    moved = figures.moves_cash(frame) | figures.moves_cash(entered)
    style.title(ledger_title(frame))
    _levers_and_table(papers, "ledger", ledger_table(frame), _not_drawn(int((~moved).sum())), divided)
    _chart("ledger", lambda dark, narrow: ledger_chart.draw(frame[moved], dark, narrow, entered[moved]))
    which = figures.which_cash(papers, is_own=False)
    st.caption(plain(f"{terms_in_words(papers.appraised.case, basis)} {which}".strip()))


def _under_offer(papers: Papers, divided: SplitTable) -> None:
    frame, costed = offer_split.positions(divided), offer_split.as_costed(divided)
    style.title(ledger_title(frame))
    _split_row(papers, divided)
    _chart("split", lambda dark, narrow: ledger_chart.draw(frame, dark, narrow, costed))
    told = (answers_sentence(divided), "Dashed: as costed.", moved_sentence(divided), figures.which_cash(papers, is_own=True))
    st.markdown(plain(" ".join(filter(None, told))))


def how_sure(papers: Papers) -> None:
    """Screen 5: how sure the figures are, and what could go wrong."""
    meeting = papers.meeting
    draws = SETTLED_DRAWS if papers.scenario.is_as_entered else AT_ONCE_DRAWS
    basis, place = figures.basis(papers), (meeting.programme_id, meeting.number, papers.scenario, draws)
    simulation = cached_reads.simulated(*place)
    spread = (
        spreads(papers.appraised, simulation, cached_reads.shown_in(basis, *place)).set_index("option_id").loc[meeting.option_id]
    )
    style.title(above_nothing_title(pd.DataFrame({"option": [papers.option], "chance": [spread.chance_positive]})))
    what_if.boxes(papers.meeting, papers.scenario, may_change=papers.here.follows is None)
    cards(
        [
            Card(
                "Net public value",
                money_range(spread.p10_gbp, spread.p90_gbp),
                f"in 8 of 10 runs; {money(spread.mean_gbp)} on average",
            ),
            Card("Net cash", money_range(spread.cash_p10_gbp, spread.cash_p90_gbp), "in 8 of 10 runs"),
            Card("More cash out than in", chance(spread.chance_cash), f"of {simulation.draws:,} model runs"),
        ]
    )
    st.caption(plain(f"{terms_in_words(papers.appraised.case, basis)} Chances go by present values in every money."))
    st.header("What could go wrong", anchor=False)
    for caveat in caveats(papers.appraised, meeting.option_id, basis):
        st.markdown(f"- {plain(caveat)}")


def decide(papers: Papers) -> None:
    """Screen 6: write down what is decided."""
    style.title("What do we decide?", small=True)
    st.markdown(plain(figures.in_a_line(papers)))
    record.in_the_meeting(papers.meeting, papers.person, papers.scenario)


SCREENS: tuple[Callable[[Papers], None], ...] = (
    question_and_ask,
    what_changed,
    options_compared,
    who_pays,
    how_sure,
    decide,
)


def _not_drawn(count: int) -> str:
    return f"Not drawn: {counted(count)} {verb(count, 'partner', 'partners')} that neither pay nor gain cash." if count else ""


def _split_row(papers: Papers, divided: SplitTable) -> None:
    """The switch between as costed and the offer, and both as a table, where there is an offer."""
    if divided.offer is None:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        figures.split_switch(papers, divided)
        with st.popover("The split as a table", icon=":material/table:"):
            split_choice.table(divided)


def _levers_and_table(papers: Papers, key: str, table: pd.DataFrame, note: str = "", divided: SplitTable | None = None) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        if divided is not None:
            figures.split_switch(papers, divided)
        what_if.boxes(papers.meeting, papers.scenario, may_change=papers.here.follows is None)
        with st.popover("See as a table", icon=":material/table:"):
            text_table(table, figures=key)
            st.markdown(note)
            if divided is not None:
                split_choice.table(divided)


def _chart(key: str, draw: Callable[[bool, bool], Drawing]) -> None:
    for width, narrow in (("wide", False), ("narrow", True)):
        with st.container(key=f"{width}-{key}"):
            drawing = draw(is_dark(), narrow)
            st.vega_lite_chart(drawing.sent, drawing.spec, alt=drawing.alt, theme=None, key=f"chart-{width}-{key}")


def _changed_title(since: Since) -> str:
    if since.is_the_same:
        return "Nothing has changed since the last time"
    if not since.option_was_there:
        return "This option was not there the last time"
    moved = since.figures.set_index("figure").change_gbp["Net public value"]
    if abs(moved) < figures.NO_CASH_GBP:
        return "Net public value is as it was the last time"
    return f"Net public value moved by {signed_money(moved)} since the last time"


def _since_table(since: Since) -> pd.DataFrame:
    frame = since.figures
    return pd.DataFrame(
        {
            "Figure": frame.figure,
            f"Then, version {since.then_number}": frame.then_gbp.map(money) if since.option_was_there else "not there",
            f"Now, version {since.now_number}": frame.now_gbp.map(money),
            "Change": frame.change_gbp.map(signed_money),
        }
    )
