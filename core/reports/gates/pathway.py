"""Pathway: where a programme stands from prototype to sustained system, the next gate, what blocks it, and who has to move."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from core.access.permission import must_be_allowed
from core.access.scope import Scope
from core.domain.case.case import Case
from core.domain.case.options import Option, OptionKind
from core.domain.case.programme import Stage as ProgrammeStage
from core.domain.gates import Finding
from core.domain.people import Doing, Person
from core.engine.simulation.simulate import Simulation
from core.reports.appraisals import Appraised, compared_options
from core.reports.evidence.predictions import variance
from core.reports.gates.entry_condition import draft_sentence
from core.reports.gates.standing import GateStanding, standings
from core.store.database import Database

PROTOTYPE, OUT, UP, SUSTAINED = "prototype", "out", "up", "sustained"
STEP_TITLES = {PROTOTYPE: "Prototype", OUT: "Scaled out", UP: "Scaled up", SUSTAINED: "Sustained"}
PAST, PRESENT, AHEAD, ASIDE = "past", "present", "ahead", "not on this way"
STAGE_WORDS = {
    ProgrammeStage.define: "being defined",
    ProgrammeStage.prototype: "a prototype",
    ProgrammeStage.test: "being tested",
    ProgrammeStage.scale: "being scaled",
    ProgrammeStage.sustained: "sustained",
}
PATHWAY_COLUMNS = ("order", "step", "title", "state", "text")
BOARD = "the board"


@dataclass(frozen=True)
class Stage:
    """Stage of the programme, for the summary and for the person who presents it."""

    stage: str
    next_gate: str
    blocked_by: tuple[Finding, ...]
    whose_move: str
    draft: str

    @property
    def sentence(self) -> str:
        """All of it in a sentence or two of plain text."""
        where = f"The programme is {self.stage}." if self.stage else "No stage has been written down."
        if not self.next_gate:
            return f"{where} Every gate of this option is passed: the move is {_of(self.whose_move)}."
        if not self.blocked_by:
            return f"{where} Next is {_quoted(self.next_gate)}: the data bear it out, and the move is {_of(self.whose_move)}."
        return f"{where} Next is {_quoted(self.next_gate)}. {self.blocked_by[0].sentence} The move is {_of(self.whose_move)}."


def stage_and_next(
    db: Database,
    person: Person,
    appraised: Appraised,
    *,
    option_id: str | None = None,
    today: date,
    simulation: Simulation | None = None,
) -> Stage:
    """Stage: where a programme stands, which gate comes next, what blocks it and who has to move.

    Args:
        db: the open store.
        person: who asks.
        appraised: the version, worked out as entered.
        option_id: the option that is looked at; the first that goes beyond the minimum when not given.
        today: the day it is looked at.
        simulation: the version's draws; without them gate 3 says that they are missing.

    Raises:
        NotAllowed: the person sees nothing of this programme.
    """
    must_be_allowed(person, Doing.see_agreed_view, appraised.case.programme.programme_id)
    chosen = option_id or first_beyond_minimum(appraised.case)
    gates = standings(db, person, appraised, chosen, today=today, simulation=simulation) if chosen else ()
    return stage_of(appraised.case, gates)


def stage_of(case: Case, gates: tuple[GateStanding, ...]) -> Stage:
    """Stage, from gates that were worked out already."""
    words = STAGE_WORDS[case.programme.stage] if case.programme.stage else ""
    following = next((gate for gate in gates if not gate.is_passed), None)
    if following is None:
        return Stage(words, "", (), BOARD, draft_sentence(case))
    blocked = following.open_findings
    whose = blocked[0].whose if blocked else BOARD
    return Stage(words, following.gate.title, blocked, whose, draft_sentence(case))


def first_beyond_minimum(case: Case) -> str | None:
    """The first option that goes beyond keeping the prototype; any other where there is none."""
    compared = compared_options(case)
    beyond = (row.option_id for row in case.options if row.option_id in compared and row.kind is not OptionKind.do_minimum)
    return next(beyond, next(iter(compared), None))


def pathway(case: Case, option: Option) -> pd.DataFrame:
    """Lay out the way from prototype to sustained system for one option.

    Returns:
        one row per step, PATHWAY_COLUMNS: step is prototype, out, up or sustained; state is past, present, ahead, or not on
        this way; text says so in words.
    """
    way = [PROTOTYPE, *_middle(option.kind), SUSTAINED]
    present = _present(case, option)
    rows = []
    for order, step in enumerate(STEP_TITLES):
        state = ASIDE if step not in way else _state(way.index(step), way.index(present) if present in way else None)
        rows.append((order, step, STEP_TITLES[step], state, _TEXTS[state]))
    return pd.DataFrame(rows, columns=list(PATHWAY_COLUMNS))


def intent_sentence(case: Case) -> str:
    """Say since when scaling has been the intention."""
    on, first = case.programme.scaling_intent_on, min((row.recorded_on for row in case.actuals), default=None)
    if on is None:
        return "Nobody has written down that scaling is the intention, or since when."
    said = f"Scaling has been the intention since {on.day} {on:%B %Y}"
    if first is None:
        return f"{said}, before any result."
    return f"{said}, {'before' if on < first else 'only after'} the first result of {first.day} {first:%B %Y}."


def proposition_sentences(case: Case) -> tuple[str, ...]:
    """Say what the prototype set out to test and to change, and whether that was written down before the first result."""
    programme, first = case.programme, min((row.recorded_on for row in case.actuals), default=None)
    told = [
        f"The proposition: {programme.proposition or 'not written down.'}",
        f"What it was expected to change: {programme.hypothesis or 'not written down.'}",
    ]
    on = programme.proposition_on
    if on is None:
        return (*told, "On which day it was written down is not known.")
    if first is None:
        return (*told, f"Written down on {on.day} {on:%B %Y}, before any result.")
    before = "before" if on < first else "only after"
    return (*told, f"Written down on {on.day} {on:%B %Y}, {before} the first result of {first.day} {first:%B %Y}.")


def predicted_and_seen(case: Case, scope: Scope) -> pd.DataFrame:
    """Set predictions against results, line by line, of the partners whose rows are seen.

    Returns:
        one row per line x partner x year, as `core.reports.evidence.predictions.variance` gives it.
    """
    frame = variance(case)
    seen = [scope.sees_partner(str(partner_id)) for partner_id in frame["partner_id"]]
    return frame[pd.Series(seen, index=frame.index, dtype=bool)].reset_index(drop=True)


_TEXTS = {PAST: "done", PRESENT: "here now", AHEAD: "ahead", ASIDE: "not on this option's way"}


def _middle(kind: OptionKind) -> list[str]:
    both = {OptionKind.scale_out: [OUT], OptionKind.scale_up: [UP], OptionKind.out_then_up: [OUT, UP]}
    return both.get(kind, [])


def _present(case: Case, option: Option) -> str | None:
    """The step that the programme's stage means on this option's way."""
    stage = case.programme.stage
    if stage is None:
        return None
    if stage is ProgrammeStage.sustained:
        return SUSTAINED
    return next(iter(_middle(option.kind)), PROTOTYPE) if stage is ProgrammeStage.scale else PROTOTYPE


def _state(place: int, present: int | None) -> str:
    if present is None:
        return AHEAD
    return PRESENT if place == present else PAST if place < present else AHEAD


def _of(whose: str) -> str:
    return f"{whose}'{'' if whose.endswith('s') else 's'}"


def _quoted(title: str) -> str:
    return f"“{title}”"
