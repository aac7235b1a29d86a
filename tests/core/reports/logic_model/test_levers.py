"""What a scale-up asks of others, and what is still missing."""

from core.domain.case.options import Lever
from core.reports.logic_model.levers import KIND_WORDS, MECHANISM_WORDS, lever_added, lever_changed, lever_gaps, levers, root_causes
from tests.core.reports.logic_cases import worked_out
from tests.core.reports.read_versions import loaded
from tests.small_case import POPULATION, small_case

SAMPLE = loaded("sample").case
UP = {"option_id": "out", "title": "Up", "kind": "scale_up"}
WHOLE = {
    "kind": "public_behaviour", "control": "influence", "owner_partner_id": "council", "decided_by": "Everybody",
    "ask": "See it otherwise", "root_cause": "How it is seen", "outcome_ids": "stays", "indicators": "A survey",
}  # fmt: skip


def up_case(**lever):
    effect = {"units_per_person_year": 1}
    return small_case(option=UP, levers=({**WHOLE, **lever},), population=POPULATION, effect=effect, option_sites=())


def test_every_kind_and_mechanism_has_its_words():
    assert set(levers(SAMPLE, "new_rules").mechanism) == set(MECHANISM_WORDS.values())
    assert len(set(KIND_WORDS.values())) == len(KIND_WORDS)


def test_a_lever_of_which_everything_is_said_lacks_nothing():
    assert lever_gaps(up_case()) == ()


def test_each_thing_that_is_missing_is_said():
    told = lever_gaps(small_case(option=UP, levers=({},), population=POPULATION))
    assert [sentence.split(":")[0] for sentence in told] == [
        "Lever has no owner",
        "Lever names nobody who decides",
        "Lever asks for nothing",
        "Lever acts on no root cause",
        "Lever has no indicator",
        "Lever is not marked",
    ]
    assert lever_gaps(up_case(outcome_ids=())) == ("Lever acts on a root cause that drives no outcome: say which ones it drives.",)


def test_an_option_that_changes_the_system_without_a_lever_is_told():
    assert lever_gaps(small_case(option=UP)) == ("Up changes the system, and has no lever: add at least one.",)


def test_a_root_cause_another_option_acts_on_is_told():
    case = SAMPLE.model_copy(update={"levers": SAMPLE.levers[:-1]})
    assert (
        "In All ten authorities first, then the rules no lever acts on this root cause: Short sentences break homes, work and "
        "supervision and are followed by quick returns."
    ) in lever_gaps(case)


def test_in_the_sample_only_work_has_no_root_cause():
    assert [sentence.rpartition(": ")[2] for sentence in lever_gaps(SAMPLE)] == ["More time in work."] * 2


def test_root_causes_are_listed_once_with_levers_and_outcomes():
    found = root_causes(SAMPLE)
    assert len(found) == 3
    assert found.levers.tolist()[0] == ("Health-led diversion at first arrest",)
    assert "Fewer crimes" in found.outcomes.tolist()[0]
    assert len(found.options.tolist()[0]) == 2


def test_a_deep_lever_without_money_is_allowed_and_moves_no_figure():
    case = up_case(full_effect=0.0)
    row = levers(case).iloc[0]
    assert row.is_deep
    assert not row.has_money
    assert lever_gaps(case) == ()
    assert worked_out(case).option("out").expected.measures.pv_public_value_gbp == 0


def test_what_is_typed_of_a_lever_changes_its_row_alone():
    tables = loaded("sample").tables
    edited = lever_changed(tables, "su_release", {"decided_by": "Housing directors", "outcome_ids": "custody"})
    assert edited.words == "none added, 1 changed and none removed"
    before, after = tables["levers"], edited.table
    assert [was for was, now in zip(before.rows, after.rows, strict=True) if was != now] == [before.rows[1]]
    assert dict(zip(after.columns, after.rows[1], strict=True))["outcome_ids"] == "custody"


def test_levers_of_one_option_alone():
    assert levers(SAMPLE, "ten_boroughs").empty
    assert isinstance(SAMPLE.levers[0], Lever)
    assert len(levers(SAMPLE)) == 6


def test_a_lever_is_added_under_a_name_of_its_own():
    tables = loaded("sample").tables
    cells = {"title": "Talk of it otherwise", "mechanism": "inflow", "full_effect": "0", "p_adopted": "0.5"}
    edited = lever_added(tables, "new_rules", cells)
    assert edited.words == "1 added, none changed and none removed"
    assert edited.table.rows[-1][:3] == ("new_rules_talk_of_it_otherwise", "new_rules", "Talk of it otherwise")
    again = lever_added({**tables, "levers": edited.table}, "new_rules", cells)
    assert again.table.rows[-1][0] == "new_rules_talk_of_it_otherwise_2"
