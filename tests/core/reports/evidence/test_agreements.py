"""What partners agreed, what has come since, what is missing, and who changed the agreement after the results."""

from datetime import date

from core.reports.evidence.agreements import agreement_changes, evidence_status, evidence_verdicts, still_missing
from tests.core.engine.evidence.observed import RULES
from tests.core.reports.evidence_cases import TODAY, case_with, table
from tests.core.reports.read_versions import loaded

AGREEMENT = {
    "partner_id": "council",
    "outcome_id": "stays",
    "minimum_design": "randomised",
    "minimum_people": "600",
    "minimum_effect": "0.05",
    "by_date": "2027-12-31",
    "agreed_on": "2026-09-01",
    "agreed_by": "Director of finance",
}
EARLY, LATE = date(2027, 1, 1), date(2027, 5, 1)
TRIAL = {"evidence_id": "trial", "outcome_id": "stays", "design": "randomised", "measured_on": "2027-03-01"}


def test_an_agreement_is_met_by_a_study_after_it_and_not_by_one_before() -> None:
    case = case_with(studies=({}, {"evidence_id": "old", "measured_on": date(2024, 1, 1)}), agreements=({},))
    (row,) = evidence_status(case, TODAY, RULES).to_dict("records")
    assert (row["status"], row["met_by"], row["met_on"]) == ("met", "trial", date(2027, 3, 1))
    assert (row["set_apart"], row["would_meet_but_for_date"]) == ("old", 1)
    assert "Maryland" in row["scale_variant"]


def test_evidence_from_before_never_meets_an_agreement_however_good() -> None:
    case = case_with(studies=({"measured_on": date(2024, 1, 1)},), agreements=({},))
    (row,) = evidence_status(case, TODAY, RULES).to_dict("records")
    assert (row["status"], row["met_by"], row["set_apart"]) == ("waiting", "", "trial")


def test_what_is_waited_for_becomes_overdue_after_its_date() -> None:
    case = case_with(agreements=({},))
    assert evidence_status(case, date(2027, 12, 31), RULES)["status"].tolist() == ["waiting"]
    frame = evidence_status(case, date(2028, 1, 2), RULES)
    assert (frame["status"].item(), frame["days_left"].item()) == ("overdue", -2)


def test_every_study_is_held_against_every_agreement_with_its_reason() -> None:
    case = case_with(
        studies=({}, {"evidence_id": "weak", "design": "before_after"}, {"evidence_id": "old", "measured_on": date(2020, 1, 1)}),
        agreements=({}, {"partner_id": "nhs", "minimum_people": 500}),
    )
    frame = evidence_verdicts(case, TODAY, RULES).set_index(["partner_id", "evidence_id"])
    assert frame["verdict"].to_dict() == {
        ("council", "trial"): "counts",
        ("council", "weak"): "falls short",
        ("council", "old"): "set apart",
        ("nhs", "trial"): "falls short",
        ("nhs", "weak"): "falls short",
        ("nhs", "old"): "set apart",
    }
    assert "100 fewer" in frame.loc[("nhs", "trial"), "why"]


def test_what_is_missing_names_for_whom_the_nearest_study_and_partners_who_agreed_nothing() -> None:
    case = case_with(studies=({"people_treated": 60}, {"evidence_id": "b", "people_treated": 1, "effect": 0}), agreements=({},))
    council, nhs = still_missing(case, TODAY, RULES).to_dict("records")
    assert (council["partner"], council["status"], council["days_left"]) == ("Council", "waiting", 213)
    assert council["nearest"] == "trial: 260 people, 40 fewer than the 300 asked for"
    assert (nhs["partner"], nhs["status"]) == ("NHS", "nothing agreed")


def test_nothing_is_missing_where_all_is_met() -> None:
    case = case_with(studies=({},), agreements=({}, {"partner_id": "nhs"}))
    assert still_missing(case, TODAY, RULES).empty


def test_the_evaluations_of_the_sample_have_no_date_and_meet_nothing() -> None:
    frame = evidence_status(loaded("sample").case, date(2026, 11, 22), RULES).set_index(["partner_id", "outcome_id"])
    assert set(frame["status"]) == {"waiting"}
    assert frame.loc[("hmpps", "reoffending"), "set_apart"].count("|") == 57


def test_an_agreement_made_easier_after_the_result_is_shown_as_that() -> None:
    old = {"evidence_agreement": table("evidence_agreement", AGREEMENT), "evidence": table("evidence", TRIAL)}
    eased = {**AGREEMENT, "minimum_people": "300", "minimum_design": "other", "by_date": "2028-06-30"}
    new = {**old, "evidence_agreement": table("evidence_agreement", eased)}
    frame = agreement_changes(old, new, LATE, RULES)
    assert dict(zip(frame["column"], frame["makes_it"], strict=True)) == {
        "minimum_design": "easier",
        "minimum_people": "easier",
        "by_date": "easier",
    }
    assert frame["after_results"].all()
    assert set(frame["results_known"]) == {"trial"}


def test_a_change_before_any_result_is_a_change_and_no_more() -> None:
    old = {"evidence_agreement": table("evidence_agreement", AGREEMENT)}
    harder = {**AGREEMENT, "minimum_effect": "0.1", "agreed_by": "Chief executive"}
    new = {"evidence_agreement": table("evidence_agreement", harder), "evidence": table("evidence", TRIAL)}
    frame = agreement_changes(old, new, EARLY, RULES)
    assert dict(zip(frame["column"], frame["makes_it"], strict=True)) == {"minimum_effect": "harder", "agreed_by": "other"}
    assert not frame["after_results"].any()


def test_an_undated_result_recorded_in_the_version_before_was_known() -> None:
    undated = {name: cell for name, cell in TRIAL.items() if name != "measured_on"}
    old = {"evidence_agreement": table("evidence_agreement", AGREEMENT), "evidence": table("evidence", undated)}
    frame = agreement_changes(old, {"evidence": old["evidence"]}, EARLY, RULES)
    assert frame[["change", "makes_it", "after_results"]].to_dict("records") == [
        {"change": "removed", "makes_it": "easier", "after_results": True}
    ]


def test_an_agreement_without_a_smallest_effect_is_the_easier_one() -> None:
    old = {"evidence_agreement": table("evidence_agreement", AGREEMENT)}
    new = {"evidence_agreement": table("evidence_agreement", {**AGREEMENT, "minimum_effect": ""})}
    assert agreement_changes(old, new, EARLY, RULES)["makes_it"].tolist() == ["easier"]


def test_an_agreement_that_says_the_same_has_not_changed() -> None:
    same = {"evidence_agreement": table("evidence_agreement", AGREEMENT), "evidence": table("evidence", TRIAL)}
    assert agreement_changes(same, same, LATE, RULES).empty
