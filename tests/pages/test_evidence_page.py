"""The evidence page: what is known, agreed, observed and expected, and how an effect gets into the case."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.reports.appraisals import load_version
from core.store.database import open_database
from core.store.tables.folders import read_folder
from core.store.tables.versions import every_version
from tests.case_files import CASES
from tests.core.reports.read_versions import files_of
from tests.pages.conftest import Opener, buttons, keep, seen, texts
from tests.pages.hostile import BENEFIT, OPTION, SOURCE, hostile_files
from tests.pages.shell.test_names_are_text import live, shown
from tests.people import BOB, a_person

SAMPLE = "cbt_probation"


def tables_of(page: AppTest, column: str) -> list[dict[str, str]]:
    """Rows of the first table that has a column, as people read them."""
    table = next(table.value for table in page.table if column in table.value.columns)
    return [{name: str(cell).replace("\\", "") for name, cell in row.items()} for row in table.to_dict("records")]


def press(page: AppTest, label: str) -> AppTest:
    (button,) = [button for button in page.button if button.label == label]
    return seen(button.click().run())


def turn_on(page: AppTest, label: str) -> AppTest:
    (toggle,) = [toggle for toggle in page.toggle if toggle.label == label]
    return seen(toggle.set_value(True).run())


def use(page: AppTest, what: str) -> AppTest:
    (choice,) = [group for group in page.button_group if group.label == "What to do with it"]
    return seen(choice.set_value(what).run())


def effect_of(home: Path, programme_id: str, outcome_id: str) -> dict[str, object]:
    """The effect on an outcome in the current version, and how many versions there are."""
    db = open_database(home)
    case = load_version(db, programme_id).case
    versions = len(every_version(db, programme_id))
    db.close()
    row = next(row for row in case.effects if row.outcome_id == outcome_id)
    return {**row.model_dump(), "versions": versions}


def evidence_titles(home: Path, programme_id: str) -> list[str | None]:
    db = open_database(home)
    found = [row.title for row in load_version(db, programme_id).case.evidence]
    db.close()
    return found


def observations(people: int) -> bytes:
    """People of two arms before and after, of whom more are well after in the treated arm."""
    rows = ["site_id,cohort,period,arm,outcome_id,value,people"]
    for period in ("2026-Q1", "2026-Q2"):
        for arm in ("treated", "comparison"):
            share = 0.8 if (period, arm) == ("2026-Q2", "treated") else 0.4
            well = round(people * share)
            rows += [f"S1,first,{period},{arm},return_to_work,{int(one < well)},1" for one in range(people)]
    return ("\n".join(rows) + "\n").encode()


def observed(app: Opener, home: Path, people: int) -> AppTest:
    """The page over a programme with observations."""
    files = read_folder(CASES / "one_hospital")
    site = files["sites.csv"].decode().splitlines()[1].split(",")[0]
    outcome = files["outcomes.csv"].decode().splitlines()[1].split(",")[0]
    made = observations(people).replace(b"S1,", f"{site},".encode()).replace(b"return_to_work", outcome.encode())
    keep(home, {**files, "observations.csv": made})
    return app(None, "evidence.py", view="observed")


def test_every_claim_stands_beside_its_number_evidence_and_grade(look: Opener) -> None:
    rows = tables_of(look("sample", "evidence.py"), "Claim")
    assert rows[0]["Number"].startswith("0.120087 (0.0819 to 0.1534) person kept from reoffending")
    assert (rows[0]["Evidence"].split(",")[0], rows[0]["Grade"]) == ("58 studies of 31", "3 of 6")
    assert [row["Evidence"] for row in rows[1:]] == ["no study recorded"] * 6


def test_what_studies_find_together_is_said_in_figures_and_words(look: Opener) -> None:
    page = look("sample", "evidence.py")
    assert [metric.value for metric in page.metric] == ["0.42", "0.105", "71%", "\u22120.22 to 1.07"]
    assert "no effect at all lies inside that range" in texts(page)
    seen(page.button_group(key="pooling-method").set_value("DerSimonian-Laird").run())
    assert page.metric[1].value != "0.105"


def test_an_outcome_without_studies_says_so_and_shows_the_way_on(look: Opener) -> None:
    page = look("sample", "evidence.py", outcome="arrests")
    assert "No study on this outcome gives an effect with its standard error." in texts(page)
    assert not page.metric


def test_the_penalty_that_practice_points_to_opens_compare_as_a_what_if(app: Opener) -> None:
    page = press(app("sample", "evidence.py"), "Use this penalty: 50%")
    assert page.title[0].value == "Compare options"
    assert page.number_input(key=f"whatif-scale_penalty-{SAMPLE}").value == pytest.approx(50, abs=0.5)
    assert 49 < float(page.query_params["scale_penalty"]) < 51


def test_an_effect_shows_what_it_moves_before_it_is_saved_as_a_new_version(app: Opener, home: Path) -> None:
    page = turn_on(app("sample", "evidence.py"), "Show what it would change")
    moves = {row["Option"]: row["Change"] for row in tables_of(page, "Change")}
    # Three tenths less of everything that follows people kept from reoffending.
    assert moves["Offer it in all ten authorities"] == "\u2212\u2060£30.5m"
    assert effect_of(home, SAMPLE, "reoffending")["versions"] == 1
    press(page, "Save as a new version")
    assert "Saved Thinking skills on probation as version 2: effects." in texts(page)
    now = effect_of(home, SAMPLE, "reoffending")
    assert (now["versions"], now["impact"], now["confidence_grade"]) == (2, pytest.approx(0.0837924), 3)
    assert str(now["source"]).startswith("58 studies in evidence.csv")


def test_the_history_says_what_was_taken_into_the_case(app: Opener, home: Path) -> None:
    press(turn_on(app("sample", "evidence.py"), "Show what it would change"), "Save as a new version")
    db = open_database(home)
    told = every_version(db, SAMPLE)[0].what
    db.close()
    assert told == "Took an effect into the case: all studies, on Fewer people reoffend within a year."


def test_a_ratio_without_the_chance_that_stands_without_the_work_is_not_taken(app: Opener) -> None:
    page = turn_on(app("sample", "evidence.py"), "Show what it would change")
    seen(page.number_input(key=f"rate-{SAMPLE}-reoffending").set_value(0.0).run())
    assert "says nothing for each person without the chance" in texts(page)
    assert "Save as a new version" not in [button.label for button in page.button]


def test_what_was_there_before_the_agreement_is_shown_apart_and_never_counts(look: Opener) -> None:
    page = look("sample", "evidence.py", view="agreed")
    assert "0 of 6 agreements on evidence are met" in texts(page)
    labels = [expander.label for expander in page.expander]
    assert labels[:3] == ["Counts: 0", "Came since and falls short: 0", "Was there before, shown apart: 116"]
    missing = tables_of(page, "For whom")
    assert [row["State"] for row in missing] == ["Waiting"] * 6 + ["Nothing agreed"] * 7


def test_a_study_after_the_agreement_counts_or_falls_short_by_so_much(app: Opener, home: Path) -> None:
    files = dict(files_of("sample"))
    lines = files["evidence.csv"].decode().splitlines()
    after = (date(2025, 12, 4) + timedelta(days=30)).isoformat()
    good = f"own,homelessness,Own test,before_after,2,100,80,,,,true,Own,{after}"
    short = f"small,arrests,Small test,before_after,2,100,80,0.2,0.05,risk_difference,true,Own,{after}"
    made = [f"{lines[0]},measured_on", *(f"{line}," for line in lines[1:]), good, short]
    keep(home, {**files, "evidence.csv": ("\n".join(made) + "\n").encode()})
    page = app(None, "evidence.py", view="agreed")
    assert "1 of 6 agreements on evidence are met" in texts(page)
    assert [row["Why"] for row in tables_of(page, "Why")] == ["meets everything asked for"]
    assert any("180 people, 120 fewer than the 300 asked for" in str(table.value) for table in page.table)


def test_an_agreement_that_is_made_easier_when_results_are_known_is_shown(app: Opener, home: Path) -> None:
    files = dict(files_of("sample"))
    keep(home, files)
    easier = files["evidence_agreement.csv"].replace(b"reoffending,matched_comparison,600", b"reoffending,matched_comparison,60")
    keep(home, {**files, "evidence_agreement.csv": easier}, by=BOB)
    page = app(None, "evidence.py", view="agreed")
    assert "Made when results were known already: 1 change." in texts(page)
    (row,) = tables_of(page, "After results")
    assert (row["Version"], row["By"], row["What"]) == ("2", "Bob", "minimum people: 600 to 60")
    assert (row["Makes it"], row["After results"]) == ("easier", "yes")


def test_an_effect_is_worked_out_from_observations_and_becomes_evidence(app: Opener, home: Path) -> None:
    page = observed(app, home, 200)
    rows = {row["What"]: row["Figure"] for row in tables_of(page, "Figure")}
    assert rows["Effect (95% range), above 0 is better"].startswith("0.40 (")
    assert rows["People treated, and compared with"] == "200, 200"
    assert tables_of(page, "So they are")[0]["So they are"] == "alike"
    press(use(page, "evidence"), "Save as a new version")
    assert "as version 2: evidence" in texts(page)
    assert evidence_titles(home, "return_to_work")[-1].startswith("Own observations of")


def test_an_effect_observed_is_taken_into_the_case(app: Opener, home: Path) -> None:
    page = use(observed(app, home, 200), "case")
    assert buttons(page) == ["Save as a new version"]
    press(page, "Save as a new version")
    db = open_database(home)
    (effect, *_) = load_version(db, "return_to_work").case.effects
    db.close()
    assert (effect.impact, effect.source) == (pytest.approx(0.4), "Observations in observations.csv, after: 2026-Q2 (range: 95%)")


def test_observations_of_too_few_people_are_refused_with_the_reason(app: Opener, home: Path) -> None:
    page = observed(app, home, 3)
    assert "No effect is given:" in texts(page)
    assert not page.button_group or "What to do with it" not in [group.label for group in page.button_group]


def test_a_period_on_both_sides_of_the_start_is_refused(app: Opener, home: Path) -> None:
    page = observed(app, home, 200)
    seen(next(box for box in page.multiselect if box.label == "Periods after it").set_value(["2026-Q1", "2026-Q2"]).run())
    assert "A period cannot lie both before and after the start" in texts(page)


def test_what_came_corrects_the_scale_estimate_on_request(app: Opener, home: Path) -> None:
    page = app("sample", "evidence.py", view="expected", outcome="arrests")
    assert [row["of the expected"] for row in tables_of(page, "Units seen")] == ["\u221213%", "–", "–", "+8%", "0%", "\u22127%"]
    assert "84% of the units expected came" in texts(page)
    press(turn_on(page, "Show what it would change"), "Save as a new version")
    now = effect_of(home, SAMPLE, "arrests")
    assert (now["versions"], now["impact"]) == (2, pytest.approx(3 * 38 / 45, rel=1e-5))


def test_an_older_version_shows_what_would_move_and_saves_nothing(app: Opener, home: Path) -> None:
    files = dict(files_of("sample"))
    keep(home, files)
    keep(home, {**files, "costs.csv": files["costs.csv"].replace(b"95000", b"96000", 1)})
    page = turn_on(app(None, "evidence.py", version="1", programme=SAMPLE), "Show what it would change")
    assert "This is not the latest version" in texts(page)
    assert "Save as a new version" not in [button.label for button in page.button]


@pytest.mark.parametrize("view", ["known", "agreed", "observed", "expected"])
def test_names_are_text_in_every_view(app: Opener, home: Path, view: str) -> None:
    files = hostile_files()
    partner = files["partners.csv"].decode().splitlines()[1].split(",")[0]
    outcome = files["outcomes.csv"].decode().splitlines()[1].split(",")[0]
    study = f'e1,{outcome},"{BENEFIT}",randomised,40,40,0.2,0.1,risk_difference,"{SOURCE}",2026-02-01'
    heading = (
        "evidence_id,outcome_id,title,design,people_treated,people_comparison,effect,standard_error,effect_scale,source,measured_on"
    )
    other = study.replace("e1,", "e2,").replace("0.2,", "0.4,")
    files["evidence.csv"] = "\n".join([heading, study, other, ""]).encode()
    agreed = f'{partner},{outcome},randomised,100,2027-01-01,2026-01-01,"{OPTION}"'
    asked = "partner_id,outcome_id,minimum_design,minimum_people,by_date,agreed_on,agreed_by"
    files["evidence_agreement.csv"] = "\n".join([asked, agreed, ""]).encode()
    keep(home, files)
    page = app(None, "evidence.py", view=view)
    for toggle in page.toggle:
        seen(toggle.set_value(True).run())
    assert live(page) == []
    assert BENEFIT in shown(page) or view == "observed"


def field(page: AppTest, label: str):
    (found,) = [one for one in (*page.text_input, *page.selectbox) if one.label == label]
    return found


def test_a_study_is_recorded_by_a_form_and_counts_at_once(app: Opener, home: Path) -> None:
    page = app("sample", "evidence.py")
    before = evidence_in(home)
    field(page, "Title").set_value("Salford follow-up")
    outcome = [one for one in page.selectbox if one.label == "Outcome"][-1]
    outcome.set_value(outcome.options[0])
    field(page, "Design").set_value("Randomised")
    field(page, "Effect").set_value("0.4")
    field(page, "Standard error").set_value("abc")
    page = press(page, "Record the study")
    assert "Row" in texts(page)
    assert evidence_in(home) == before
    field(page, "Standard error").set_value("0.1")
    field(page, "Effect scale").set_value("Log odds ratio")
    page = press(page, "Record the study")
    assert "as version 2: evidence" in texts(page)
    assert evidence_in(home) == before + 1


def evidence_in(home: Path) -> int:
    db = open_database(home)
    found = len(load_version(db, SAMPLE).case.evidence)
    db.close()
    return found


def test_what_would_convince_a_partner_is_recorded_by_a_form(app: Opener) -> None:
    page = app("sample", "evidence.py", view="agreed")
    for label in ("Partner", "Minimum design"):
        box = [one for one in page.selectbox if one.label == label][-1]
        box.set_value(box.options[-1])
    outcome = [one for one in page.selectbox if one.label == "Outcome"][-1]
    outcome.set_value(outcome.options[-1])
    for label, text in (("Minimum people", "50"), ("By date", "2027-06-30"), ("Agreed on", "2026-11-30"), ("Agreed by", "Finance")):
        field(page, label).set_value(text)
    page = press(page, "Record the agreement")
    assert "evidence_agreement" in texts(page)
    assert "as version 2" in texts(page)


def test_those_who_edit_nothing_are_offered_no_form(app: Opener) -> None:
    page = app("sample", "evidence.py", person=a_person("board", SAMPLE, name="Bo Board"))
    assert "Record the study" not in [button.label for button in page.button]
