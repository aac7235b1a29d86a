from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.assurance import MAY_FOLLOW, Assurance, AssuranceState, Naming, Step, StepKind, name_key

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAMED = Naming("Board", "Why.", NOON, "anil", "Anil")
USE_BY = date(2027, 3, 3)


def with_step(assurance: Assurance, kind: StepKind) -> Assurance:
    use_by = USE_BY if kind is StepKind.checked else None
    step = Step(kind, NOON, "olga", "Olga", f"Words of {kind}.", use_by)
    return Assurance(assurance.version_id, assurance.naming, (*assurance.steps, step))


@given(st.lists(st.sampled_from(StepKind), max_size=12))
def test_whatever_steps_are_tried_only_a_checked_version_is_approved_and_only_an_approved_one_superseded(kinds):
    assurance = Assurance(1, NAMED, ())
    for kind in kinds:
        before = assurance.state
        if assurance.may_take(kind):
            assurance = with_step(assurance, kind)
        if assurance.state is not before and assurance.state is AssuranceState.approved:
            assert before is AssuranceState.checked
        if assurance.state is not before and assurance.state is AssuranceState.superseded:
            assert before is AssuranceState.approved
    holds = assurance.state in {AssuranceState.checked, AssuranceState.approved, AssuranceState.superseded}
    assert (assurance.check is not None) is holds
    assert (assurance.use_by, assurance.limits) == ((USE_BY, "Words of checked.") if holds else (None, ""))


def test_a_version_without_a_name_takes_no_step_and_a_superseded_one_none_more():
    assert not any(Assurance(1, None, ()).may_take(kind) for kind in StepKind)
    assert all(AssuranceState.superseded not in states for states in MAY_FOLLOW.values())


def test_a_check_that_was_sent_back_holds_no_more():
    sent = with_step(Assurance(1, NAMED, ()), StepKind.sent)
    back = with_step(with_step(sent, StepKind.checked), StepKind.sent_back)
    assert (back.state, back.check, back.use_by, back.assurer) == (AssuranceState.draft, None, None, None)
    assert back.sent_back is not None


def test_the_use_by_day_itself_still_counts():
    checked = with_step(with_step(Assurance(1, NAMED, ()), StepKind.sent), StepKind.checked)
    assert not checked.is_past_use_by(USE_BY)
    assert checked.is_past_use_by(USE_BY + timedelta(days=1))


def test_names_count_as_the_same_in_any_case_and_with_any_spaces():
    assert name_key(" Board\tJanuary ") == name_key("BOARD  january") != name_key("Board February")
