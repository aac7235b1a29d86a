"""How sure are we, ranges on Summary and Compare: with the sample and with programmes that have less to be unsure about."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from core.charts.kit.formats import exact_money, money, money_range
from core.charts.sentences.sensitivity import value_words
from core.domain.scenario import Scenario
from core.reports.appraisals import Appraised, appraise_loaded
from core.reports.sensitivity import drivers, turning_points
from core.reports.uncertainty import AT_ONCE_DRAWS, SETTLED_DRAWS, pairs, simulated, spreads
from core.store.tables.folders import read_folder
from pages.shell.user_text import WORD_JOINER
from tests.case_files import CASES
from tests.core.reports.read_versions import appraised, files_of, loaded, with_text
from tests.pages.conftest import Opener, keep, seen, texts

SAMPLE = {"programme": "cbt_probation"}
HEADINGS = (
    *("What would be worth knowing first", "Will each partner have its cash back?"),
    *("Where it would turn", "Tests that are always made"),
)


def case_of(**tables: str) -> dict[str, bytes]:
    """The files of a case of few rows: the heading and each row apart by a semicolon."""
    rows = {
        "programme": "programme_id,title,lead_partner_id,stage,base_year,price_year,horizon_years;small,Small,la,scale,2026,2026,5",
        "partners": "partner_id,title,kind;la,Council,local_authority",
        "outcomes": "outcome_id,title,unit;stays,Stays,stay",
        "effects": "outcome_id,impact,impact_basis,persistence,units_per_person_year;stays,1,net,1,0.5",
        "benefits": "benefit_id,outcome_id,title,benefit_class,value_kind,unit_value_gbp;beds,stays,Beds,economic,output_gain,1000",
        "benefit_falls": "benefit_id,partner_id,fall_share;beds,la,1",
        **tables,
    }
    return {f"{name}.csv": f"{text}\n".replace(";", "\n").encode() for name, text in rows.items()}


def rules_only() -> dict[str, bytes]:
    """A programme of one option, a change of rules that may be adopted or not, with no place to reach."""
    return case_of(
        options="option_id,title,kind;rules,Change the rules,scale_up",
        population="people_with_problem,inflow_per_year,exit_rate;1000,200,0.2",
        levers="lever_id,option_id,title,kind,mechanism,full_effect,full_effect_low,full_effect_high,p_adopted,p_adopted_low,"
        "p_adopted_high,adoption,owner_partner_id,decided_by,control,root_cause,ask"
        ";rule,rules,A rule,rule,inflow,0.3,0.1,0.5,0.5,0.3,0.7,0|1,la,Council,influence,a cause,Please",
        costs="cost_id,option_id,cost_type,driver,amount_gbp,start_year;team,rules,revenue,programme_one_off,100000,0",
        cost_shares="cost_id,partner_id,pay_share;team,la,1",
    )


def headings(page: AppTest) -> list[str]:
    return [heading.value.replace("\\", "") for heading in page.header]


def table(page: AppTest, column: str) -> pd.DataFrame:
    """The table that has a column, its cells as people read them."""
    *_, found = [table.value for table in page.table if column in table.value.columns]
    return found.rename(columns=_bare).map(_bare)


def _bare(text: str) -> str:
    """A text without the marks that keep it plain."""
    return text.replace("\\", "").replace(WORD_JOINER, "")


def of_the_sample(scenario: Scenario | None = None) -> Appraised:
    return appraise_loaded(loaded("sample"), scenario or Scenario())


def test_the_page_tells_of_the_sample_what_the_draws_say(look: Opener) -> None:
    page = look("sample", "uncertainty.py", **SAMPLE)
    simulation = simulated(appraised("sample"), SETTLED_DRAWS)
    spread = spreads(appraised("sample"), simulation)
    assert "Ranges: 10,000 model runs, every option in each run on the same drawn figures, seed 2026" in texts(page)
    shown = table(page, "Middle").set_index("Option")
    assert shown["Average"].tolist() == spread.mean_gbp.map(exact_money).tolist()
    assert shown["1 in 10 below"].tolist() == spread.p10_gbp.map(exact_money).tolist()
    assert shown["1 in 10 above"].tolist() == spread.p90_gbp.map(exact_money).tolist()
    assert shown["Net cash, 1 in 10 below"].tolist() == spread.cash_p10_gbp.map(exact_money).tolist()
    assert shown["Net cash, 1 in 10 above"].tolist() == spread.cash_p90_gbp.map(exact_money).tolist()
    assert set(HEADINGS) | {"What would have to be true"} <= set(headings(page))
    said = texts(page)
    assert said.count("on average £") >= len(pairs(appraised("sample"), simulation)) == 6
    assert "Knowing everything before deciding would be worth up to £" in said
    partners = table(page, "Cash back in time")
    assert partners.Partner.tolist() == [partner.title for partner in appraised("sample").case.partners]


def test_what_drives_and_turns_the_option_is_that_of_the_option_chosen(look: Opener) -> None:
    page = look("sample", "uncertainty.py", **SAMPLE)
    for option_id in ("ten_boroughs", "new_rules"):
        seen(page.selectbox(key="option-cbt_probation").select(option_id).run())
        points, bars = turning_points(appraised("sample"), option_id), drivers(appraised("sample"), option_id)
        assert table(page, "Turns at").Figure.tolist() == points.driver.tolist()
        assert table(page, "Turns at")["As entered"].tolist() == [
            value_words(value, column) for value, column in zip(points.value, points.column, strict=True)
        ]
        assert table(page, "Low value").Figure.tolist() == bars.driver.tolist()
        nearest = points.iloc[0]
        assert f"{nearest.driver} {'falls' if nearest.falls else 'rises'} from" in texts(page)


def test_tests_always_made_start_with_the_figure_as_entered(look: Opener) -> None:
    tests = table(look("sample", "uncertainty.py", **SAMPLE), "Test").set_index("Test")
    whole = appraised("sample")
    own = [exact_money(whole.option(option_id).expected.measures.npsv_gbp) for option_id in list(whole.appraisal.options)[1:]]
    assert tests.loc["As entered"].tolist() == own
    assert {"Discount rate of 3.0%", "Counted over 30 years", "Nothing adopted by others"} <= set(tests.index)


def test_without_ranges_levers_or_a_second_option_the_page_says_that_nothing_is_unsure(app: Opener, home: Path) -> None:
    keep(home, read_folder(CASES / "one_hospital"))
    page = app(None, "uncertainty.py")
    said = texts(page)
    assert "No figure of this option has a range, so there is nothing to move." in said
    assert "What drives it" in headings(page) and "What would have to be true" not in headings(page)
    assert set(HEADINGS) <= set(headings(page))
    assert "Scale out brings a net public value of £3.1m" in " ".join(headings(page))
    assert "Knowing more before deciding would be worth nothing" in said
    assert "is not the central estimate" not in said
    assert "Turns at" in [column for shown in page.table for column in shown.value.columns]


def test_without_places_and_with_one_option_the_page_still_tells_what_adoption_does(app: Opener, home: Path) -> None:
    keep(home, rules_only())
    page = app(None, "uncertainty.py")
    assert not page.error
    assert set(HEADINGS) <= set(headings(page))
    assert "What would have to be true" not in headings(page)  # there is no scaling out to hold it against
    assert "A rule: chance of adoption" in table(page, "Turns at").Figure.tolist()
    assert table(page, "Middle").Option.tolist() == ["Change the rules"]


def test_cards_of_the_summary_show_the_ranges(look: Opener) -> None:
    page = look("sample", "summary.py", **SAMPLE)
    for option_id in ("ten_boroughs", "salford_only"):
        seen(page.selectbox(key="option-cbt_probation").select(option_id).run())
        row = spreads(appraised("sample"), simulated(appraised("sample"))).set_index("option_id").loc[option_id]
        notes = [
            caption.value.replace("\\", "").replace("\u2060", "") for caption in page.caption if "Also here" not in caption.value
        ][:4]
        assert notes[0] == f"{money_range(row.cost_p10_gbp, row.cost_p90_gbp)} in 8 of 10 model runs"
        assert notes[1] == f"{money_range(row.p10_gbp, row.p90_gbp)} in 8 of 10 model runs"
        assert notes[2] == f"{money_range(row.cash_p10_gbp, row.cash_p90_gbp)} in 8 of 10 model runs"
        assert notes[3].endswith("runs end with more cash than went in")
        assert page.metric[1].value == money(appraised("sample").option(option_id).expected.measures.npsv_gbp)


def test_a_what_if_shows_few_runs_at_once_and_all_of_them_once_it_has_settled(look: Opener) -> None:
    page = look("sample", "options.py", show="range", **SAMPLE)
    assert "10,000 runs" in texts(page)
    scenario = Scenario(engagement=0.35)
    seen(page.number_input(key="whatif-engagement-cbt_probation").set_value(35).run())
    for runs, told in ((AT_ONCE_DRAWS, "2,000 runs"), (SETTLED_DRAWS, "10,000 runs")):
        assert told in texts(page)
        spread = spreads(of_the_sample(scenario), simulated(of_the_sample(scenario), runs))
        assert table(page, "Middle")["1 in 10 below"].tolist() == spread.p10_gbp.map(exact_money).tolist()
        rows = table(page, "Measure").set_index("Measure").loc["Net public value: 1 run in 10 is below"]
        assert rows.tolist()[1:] == spread.p10_gbp.map(exact_money).tolist()
        seen(page.run())
    seen(page.number_input(key="whatif-engagement-cbt_probation").set_value(36).run())
    assert "2,000 runs" in texts(page)


@pytest.mark.parametrize("page", ["uncertainty.py", "options.py"])
def test_options_of_one_name_keep_their_own_figures(app: Opener, home: Path, page: str) -> None:
    keep(home, with_text(files_of("sample"), "options.csv", "Keep it in Salford", "Offer it in all ten authorities"))
    column = {"uncertainty.py": "Test", "options.py": "Measure"}[page]
    shown = table(app(None, page, **SAMPLE), column)
    assert {"Offer it in all ten authorities (salford_only)", "Offer it in all ten authorities (ten_boroughs)"} <= set(
        shown.columns
    )
    assert not shown.isna().any().any()


def test_more_options_than_lines_can_be_told_apart_are_all_in_the_tables(app: Opener, home: Path) -> None:
    files = dict(files_of("sample"))
    blank = "," * (files["options.csv"].decode().splitlines()[0].count(",") - 2)
    keep(home, {**files, "options.csv": files["options.csv"].rstrip() + f"\nmore,One more,do_minimum{blank}\n".encode()})
    told = "Drawn are the first 4 options of the programme; the table has them all."
    cash, sure = app(None, "options.py", show="cash", **SAMPLE), app(None, "uncertainty.py", **SAMPLE)
    assert told in texts(cash) and told in texts(sure)
    assert "One more" in table(cash, "Year").columns and "One more" in table(sure, "At least").columns
