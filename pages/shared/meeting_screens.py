"""The six screens of a meeting, one idea each."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from core.charts import ledger as ledger_chart
from core.charts import options_compare as options_chart
from core.charts.drawing import Drawing
from core.charts.formats import chance, money, money_range, signed_money
from core.charts.grammar import counted, verb
from core.charts.sentences.adoption import up_or_out_sentence
from core.charts.sentences.options import options_title
from core.charts.sentences.partners import ledger_title
from core.charts.sentences.uncertainty import above_nothing_title
from core.domain.decisions import day
from core.domain.people import Person
from core.domain.scenario import Scenario
from core.reports.appraisals import Appraised
from core.reports.flows import option_titles
from core.reports.meetings import Since, changes_since
from core.reports.options import npsv_range
from core.reports.partners import ledger
from core.reports.scope import Scope
from core.reports.seen import limits_seen
from core.reports.sensitivity import up_against_out
from core.reports.uncertainty import AT_ONCE_DRAWS, SETTLED_DRAWS, spreads
from core.store.meetings import StoredMeeting
from core.store.refusals import Refused
from pages.shared import meeting_levers, meeting_look, reads, recording
from pages.shared.caveats import caveats
from pages.shared.following import Place
from pages.shared.parts import Card, cards, is_dark, text_table
from pages.shared.tables import ledger_table, range_table
from pages.shared.text import plain

MOST_STEPS = 4
NO_CASH_GBP = 0.5


@dataclass(frozen=True)
class Papers:
    """What a screen is drawn from."""

    meeting: StoredMeeting
    person: Person
    here: Place
    appraised: Appraised

    @property
    def scenario(self) -> Scenario:
        """The what-if on the screen."""
        return self.here.scenario

    @property
    def option(self) -> str:
        """Title of the option the meeting is about."""
        return option_titles(self.appraised.case)[self.meeting.option_id]


def draw(papers: Papers) -> None:
    """Draw the screen this window is on."""
    with st.container(key="meeting-screen"):
        SCREENS[papers.here.screen - 1](papers)


def question_and_ask(papers: Papers) -> None:
    """Screen 1: what is to be decided, and what the meeting is asked for."""
    meeting, programme = papers.meeting, papers.appraised.case.programme
    meeting_look.title(programme.question or programme.title)
    words, way_in = st.columns([3, 1], gap="large")
    with words:
        with st.container(border=True, key="meeting-ask"):
            st.markdown(f"**The ask.** {plain(meeting.ask)}")
        st.markdown(f"Option: **{plain(papers.option)}**")
        st.markdown(
            f"{plain(programme.title)}. {plain(meeting.title)}, {day(meeting.held_on)}. Figures of version {meeting.number}."
        )
        st.badge(plain(recording.assurance(meeting)), icon=":material/verified_user:", color="orange")
    with way_in:
        if meeting.meeting_id:
            meeting_look.way_in(meeting.meeting_id)


def what_changed(papers: Papers) -> None:
    """Screen 2: the figures the last time and now, and by whom they were moved."""
    meeting = papers.meeting
    if meeting.since_number is None:
        meeting_look.title("This is the first time these figures are looked at")
        st.markdown(f"Version {meeting.number} is the first to come before a meeting: there is nothing to set it beside.")
        return
    as_entered = reads.appraised(meeting.programme_id, meeting.number)
    try:
        then = reads.appraised(meeting.programme_id, meeting.since_number)
    except Refused as refusal:
        meeting_look.title("What has changed cannot be shown")
        st.markdown(plain(refusal.sentence))
        return
    since = changes_since(reads.database(), papers.person, then, as_entered, meeting.option_id)
    meeting_look.title(_changed_title(since))
    st.markdown(f"For {plain(papers.option)}, version {since.then_number} beside version {since.now_number}:")
    text_table(_since_table(since), figures="since")
    for step in since.steps[:MOST_STEPS]:
        st.markdown(f"- Version {step.number}, {day(step.made_at.date())}, {plain(step.made_by)}: {plain(step.what)}")
    if len(since.steps) > MOST_STEPS:
        st.markdown(f"- and {len(since.steps) - MOST_STEPS} more versions in between")


def options_compared(papers: Papers) -> None:
    """Screen 3: what each option returns."""
    ranges = npsv_range(papers.appraised)
    years = papers.appraised.case.programme.horizon_years
    meeting_look.title(options_title(ranges, years))
    _levers_and_table(papers, "options", range_table(ranges))
    _chart("options", lambda dark, narrow: options_chart.draw(ranges, years, dark, narrow))
    for row in list(up_against_out(papers.appraised).itertuples())[:1]:
        at = None if pd.isna(row.break_even) else row.break_even
        st.markdown(f"{plain(up_or_out_sentence(row.up, row.out, at, row.p_low, row.p_high))}.")


def who_pays(papers: Papers) -> None:
    """Screen 4: who pays and who benefits under the option, in cash."""
    partners = limits_seen(ledger(papers.appraised, papers.meeting.option_id), _scope(papers)).assign(
        gains_gbp=lambda frame: frame.cash_gbp
    )
    moved = partners[(partners.pays_gbp.abs() > NO_CASH_GBP) | (partners.gains_gbp.abs() > NO_CASH_GBP)]
    meeting_look.title(ledger_title(partners))
    _levers_and_table(papers, "ledger", ledger_table(partners), _not_drawn(len(partners) - len(moved)))
    _chart("ledger", lambda dark, narrow: ledger_chart.draw(moved, dark, narrow))


def how_sure(papers: Papers) -> None:
    """Screen 5: how sure the figures are, and what could go wrong."""
    meeting = papers.meeting
    draws = SETTLED_DRAWS if papers.scenario.is_as_entered else AT_ONCE_DRAWS
    simulation = reads.simulated(meeting.programme_id, meeting.number, papers.scenario, draws)
    spread = spreads(papers.appraised, simulation).set_index("option_id").loc[meeting.option_id]
    meeting_look.title(above_nothing_title(pd.DataFrame({"option": [papers.option], "chance": [spread.chance_positive]})))
    meeting_levers.boxes(papers.meeting, papers.scenario, may_change=papers.here.follows is None)
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
    st.header("What could go wrong", anchor=False)
    for caveat in caveats(papers.appraised, meeting.option_id):
        st.markdown(f"- {plain(caveat)}")


def decide(papers: Papers) -> None:
    """Screen 6: write down what is decided."""
    meeting_look.title("What do we decide?")
    recording.in_the_meeting(papers.meeting, papers.person, papers.scenario)


SCREENS: tuple[Callable[[Papers], None], ...] = (
    question_and_ask,
    what_changed,
    options_compared,
    who_pays,
    how_sure,
    decide,
)


def _scope(papers: Papers) -> Scope:
    return reads.scope(papers.meeting.programme_id, papers.meeting.number)


def _not_drawn(count: int) -> str:
    return f"Not drawn: {counted(count)} {verb(count, 'partner', 'partners')} that neither pay nor gain cash." if count else ""


def _levers_and_table(papers: Papers, key: str, table: pd.DataFrame, note: str = "") -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        meeting_levers.boxes(papers.meeting, papers.scenario, may_change=papers.here.follows is None)
        with st.popover("See as a table", icon=":material/table:"):
            text_table(table, figures=key)
            st.markdown(note)


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
    if abs(moved) < NO_CASH_GBP:
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
