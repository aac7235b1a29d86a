"""What others are asked to change, and who takes which cash out of which budget."""

from core.reports.benefits import cash_to_take_out
from core.reports.evidence.observations import observed_share
from core.reports.logic_model.levers import changes_asked_for
from tests.core.reports.read_versions import appraised, loaded, pounds


def test_every_lever_is_asked_for_with_its_owner_and_its_chance() -> None:
    asked = changes_asked_for(appraised("sample"))
    levers = loaded("sample").case.levers
    assert asked.lever.tolist() == [lever.title for lever in levers]
    assert asked.p_adopted.tolist() == [lever.p_adopted for lever in levers]
    assert asked.owner[0] == "Greater Manchester Police"
    assert set(asked.mechanism) == {"inflow", "exit", "unit_cost"}


def test_a_programme_without_levers_asks_for_nothing() -> None:
    assert changes_asked_for(appraised("one_hospital")).empty


def test_the_cash_to_take_out_is_all_the_cash_that_is_released() -> None:
    for case, option_id in (("sample", "ten_boroughs"), ("sample", "new_rules"), ("one_hospital", "out")):
        own = appraised(case).option(option_id).expected.measures
        rows = cash_to_take_out(appraised(case), option_id)
        assert rows.pv_cash_gbp.sum() == pounds(own.pv_cash_released_gbp)
        assert (rows.pv_cash_gbp > 0).all()


def test_cash_nobody_has_planned_to_take_out_has_no_owner() -> None:
    rows = cash_to_take_out(appraised("one_hospital"), "out")
    assert set(rows.owner) == {""}
    assert set(rows.action) == {""}


def test_the_share_that_was_measured_lies_between_nothing_and_everything() -> None:
    share = observed_share(appraised("sample"), "ten_boroughs")
    assert share is not None and 0 < share < 1
    assert observed_share(appraised("one_hospital"), "out") == 0
    assert observed_share(appraised("sample"), "stop") is None
