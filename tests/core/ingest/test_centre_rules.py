"""What a file may not say of cost centres, of outcomes that follow others, and of evidence: refused with where and what to do."""

import pytest

from tests.core.ingest.folders import added, cell, only_problem, place, reading_of, without

WARD_LINE = "ward2,beds,fiscal,service_cost,90,2024,0.2,0.6,0.2,7000,1,budget_removed,true"
FALLS = ("ward2,hospital,1",)


def second_line(*, places: tuple[str, ...] = (), flows: tuple[str, ...] = (), line: str = WARD_LINE) -> dict[str, str]:
    """The good folder with a second fiscal line of the outcome beds."""
    tables = added("benefits", line)
    tables["benefit_falls"] += "".join(f"{row}\n" for row in FALLS)
    tables["benefit_centres"] += "".join(f"{row}\n" for row in places)
    tables["site_centres"] += "".join(f"{row}\n" for row in flows)
    return tables


ALIKE = {
    "places": ("ward2,ward_1,0.25", "ward2,ward_2,0.75"),
    "flows": ("ward2,north,ward_1,1", "ward2,south,ward_1,0.5", "ward2,south,ward_2,0.5"),
}


def test_two_lines_of_one_outcome_may_fall_alike() -> None:
    assert reading_of(second_line(**ALIKE)).problems == ()


def test_two_lines_of_one_outcome_that_fall_otherwise_at_one_centre_are_refused() -> None:
    problems = reading_of(second_line(places=ALIKE["places"], flows=("ward2,north,ward_2,1", "ward2,south,ward_2,1"))).problems
    assert [place(problem) for problem in problems] == [
        ("benefit_centres.csv", 4, "cost_centre_id"),
        ("site_centres.csv", 5, "cost_centre_id"),
    ]
    assert "ward and ward2 are lines of one outcome, beds, and other shares of its units fall at ward_1" in problems[0].sentence
    assert "Give both lines the same rows for this centre" in problems[0].sentence


def test_a_step_needs_a_lump_of_the_line_or_of_each_of_its_centres() -> None:
    without_lump = cell("benefits", 2, "lump_units", "")
    problem = only_problem(without_lump)
    assert place(problem) == ("benefits.csv", 2, "lump_units")
    assert "nothing says how many units make one step. Give lump_units here or at ward_1 and ward_2" in problem.sentence
    one = cell("cost_centres", 2, "lump_units", "7000", without_lump)
    assert "here or at ward_2" in only_problem(one).sentence
    assert reading_of(cell("cost_centres", 3, "lump_units", "500", one)).problems == ()


def test_a_step_without_a_centre_still_needs_a_lump() -> None:
    problem = only_problem(cell("benefits", 2, "lump_units", "", without("benefit_centres", "site_centres")))
    assert place(problem) == ("benefits.csv", 2, "lump_units")


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        (WARD_LINE.replace("7000", "6000"), "lump_units", "6000.0 and 7000.0"),
        (WARD_LINE.replace("7000,1", "7000,2"), "notice_years", "1 and 2"),
    ],
)
def test_lines_that_close_one_centres_steps_agree_or_the_centre_says(line: str, column: str, said: str) -> None:
    tables = second_line(**ALIKE, line=line)
    problems = reading_of(tables).problems
    assert [place(problem) for problem in problems] == [("cost_centres.csv", 2, column), ("cost_centres.csv", 3, column)]
    assert f"(ward and ward2) say different {column}: {said}. Give {column} here" in problems[0].sentence
    settled = cell("cost_centres", 3, column, "2", cell("cost_centres", 2, column, "2", tables))
    assert reading_of(settled).problems == ()


def test_units_of_two_kinds_cannot_be_pooled_at_one_centre() -> None:
    line = "clinic,work,fiscal,service_cost,90,2024,1,,0,,,budget_removed,true"
    tables = second_line(line=line, places=("clinic,ward_2,1",))
    tables["benefit_falls"] = tables["benefit_falls"].replace("ward2", "clinic")
    problem = only_problem(tables)
    assert place(problem) == ("cost_centres.csv", 3, "unit")
    assert "ward in bed-day and clinic in person in work. Units of different kinds cannot be added up" in problem.sentence


def test_a_centre_counts_in_its_own_unit_alone() -> None:
    assert reading_of(cell("cost_centres", 2, "unit", "Bed day")).problems == ()
    problem = only_problem(cell("cost_centres", 2, "unit", "bed"))
    assert place(problem) == ("cost_centres.csv", 2, "unit")
    assert "it counts in bed, and these lines are at it: ward in bed-day" in problem.sentence


@pytest.mark.parametrize(("column", "value"), [("deadweight", "0.2"), ("attribution", "0.5")])
def test_a_child_has_no_deadweight_or_attribution_of_its_own(column: str, value: str) -> None:
    child = cell("effects", 3, "attribution", "", cell("effects", 3, "deadweight", ""))["effects"]
    tables = {**cell("effects", 2, "impact", "3"), "effects": child}
    tables = cell("effects", 3, "parent_outcome_id", "beds", tables)
    assert reading_of(tables).problems == ()
    problem = only_problem(cell("effects", 3, column, value, tables))
    assert (problem.file, problem.line) == ("effects.csv", 3)
    assert f"{column} is taken off the parent beds already" in problem.sentence


def test_outcomes_that_follow_each_other_in_a_circle_are_refused_once() -> None:
    plain = cell("effects", 3, "attribution", "", cell("effects", 3, "deadweight", ""))
    tables = cell("effects", 3, "parent_outcome_id", "beds", cell("effects", 2, "parent_outcome_id", "work", plain))
    problem = only_problem(tables)
    assert place(problem) == ("effects.csv", 2, "parent_outcome_id")
    assert "in a circle: beds follows work follows beds" in problem.sentence
    alone = only_problem(cell("effects", 2, "parent_outcome_id", "beds"))
    assert "parent_outcome_id is the outcome itself" in alone.sentence


def test_a_parent_has_an_effect() -> None:
    plain = cell("effects", 3, "attribution", "", cell("effects", 3, "deadweight", ""))
    tables = cell("effects", 3, "parent_outcome_id", "sleep", plain)
    tables["outcomes"] += "sleep,Sleep,night\n"
    problem = only_problem(tables)
    assert place(problem) == ("effects.csv", 3, "parent_outcome_id")
    assert "follows one that has no row here" in problem.sentence


def with_evidence(scale: str, mean: str, se: str, rate: str, impact: str) -> dict[str, str]:
    tables = cell("effects", 2, "impact_low", "", cell("effects", 2, "impact_high", ""))
    columns = ("evidence_scale", "evidence_mean", "evidence_se", "evidence_baseline_rate", "impact")
    for column, value in zip(columns, (scale, mean, se, rate, impact), strict=True):
        tables = cell("effects", 2, column, value, tables)
    return tables


@pytest.mark.parametrize(
    ("scale", "mean", "rate", "impact"),
    [
        ("difference", "0.25", "", "0.25"),
        ("log_risk_ratio", "0.7", "0.4", "0.201365878"),
        ("log_odds_ratio", "0.4091", "0.422", "0.095414345688969"),
        ("log_odds_ratio", "-0.2", "0.5", "-0.049833997"),
    ],
)
def test_impact_is_what_the_evidence_says(scale: str, mean: str, rate: str, impact: str) -> None:
    assert reading_of(with_evidence(scale, mean, "0.1", rate, impact)).problems == ()
    problem = only_problem(with_evidence(scale, mean, "0.1", rate, str(float(impact) + 2e-6)))
    assert (problem.file, problem.line) == ("effects.csv", 2)
    assert "and the evidence columns say" in problem.sentence


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (("log_odds_ratio", "0.4", "0.1", "", "0.1"), "evidence_baseline_rate is empty"),
        (("log_odds_ratio", "0.4", "0.1", "1.2", "0.1"), "it must lie between 0 and 1"),
        (("", "0.4", "", "", "0.4"), "evidence_scale and evidence_se is empty"),
    ],
)
def test_evidence_columns_go_together(cells: tuple[str, str, str, str, str], told: str) -> None:
    assert told in only_problem(with_evidence(*cells)).sentence


def test_only_an_out_then_up_option_has_a_gate() -> None:
    problem = only_problem(cell("options", 3, "gate_year", "2"))
    assert (problem.file, problem.line) == ("options.csv", 3)
    assert "gate_year belongs to out_then_up options and this one is scale_out" in problem.sentence
