"""Rules across rows and tables beyond the limits: kinds of option, prices, effects, and how many rows there may be."""

from tests.core.ingest.folders import GOOD, added, cell, only_problem, place, reading_of, without, without_line


def test_a_table_of_one_row_has_one_row() -> None:
    problem = only_problem(added("programme", "second,Second,council,2026,2026,10"))
    assert place(problem) == ("programme.csv", 3, None)
    assert "2 rows where one is allowed" in problem.sentence


def test_ten_thousand_sites_are_too_many() -> None:
    problem = only_problem(added("sites", *(f"site_{number},Site,10,no" for number in range(9_998))))
    assert place(problem) == ("sites.csv", 2_002, None)
    assert "10,000 sites; the limit is 2,000" in problem.sentence


def test_there_is_one_business_as_usual() -> None:
    problem = only_problem(added("options", "as_was,As it was,business_as_usual,,,,"))
    assert place(problem) == ("options.csv", 6, "kind")
    assert "line 2 has the first" in problem.sentence


def test_nothing_hangs_on_business_as_usual() -> None:
    tables = {
        **GOOD,
        "option_sites": GOOD["option_sites"] + "as_is,north,0,,\n",
        "costs": GOOD["costs"].replace("campaign,up,", "campaign,as_is,"),
        "levers": GOOD["levers"].replace("rule,up,", "rule,as_is,"),
    }
    problems = reading_of(tables).problems
    assert {place(problem) for problem in problems} == {
        ("option_sites.csv", 5, "option_id"),
        ("costs.csv", 4, "option_id"),
        ("levers.csv", 2, "option_id"),
    }
    assert all("cannot hang on business as usual" in problem.sentence for problem in problems)


def test_an_option_gives_its_scale_penalty_once() -> None:
    tables = {**GOOD, "options": "option_id,title,kind,gate_year,scale_penalty\nas_is,As it is,business_as_usual,,\n"
              "out,Out,scale_out,,0.3\nup,Up,scale_up,,\nboth,Out then up,out_then_up,3,0.28\n"}  # fmt: skip
    problem = only_problem(tables)
    assert place(problem) == ("options.csv", 5, "scale_penalty")
    assert "given here and again by 2 causes in scale_causes.csv" in problem.sentence


def test_an_option_has_eight_levers_at_most() -> None:
    eight = added("levers", *(f"more_{number},up,More,inflow,0.1,0.5,," for number in range(7)))
    assert reading_of(eight).problems == ()
    nine = {**eight, "levers": eight["levers"] + "ninth,up,Ninth,inflow,0.1,0.5,,\n"}
    problem = only_problem(nine)
    assert place(problem) == ("levers.csv", 11, "option_id")
    assert "9 levers hang on this option; the limit is 8" in problem.sentence


def test_prices_of_another_year_need_the_index_of_both_years() -> None:
    assert place(only_problem(without_line("deflators", 2))) == ("benefits.csv", 2, "price_year")
    ours = only_problem(without_line("deflators", 3))
    assert place(ours) == ("deflators.csv", None, "year")
    assert "no index for 2026, the programme's price year" in ours.sentence


def test_a_folder_without_prices_of_its_own_rests_on_the_official_ones() -> None:
    assert reading_of(without("deflators")).problems == ()
    old = only_problem(cell("benefits", 2, "price_year", "1980", without("deflators")))
    assert place(old) == ("benefits.csv", 2, "price_year")
    assert "the official table, which runs from 1990 to 2036, has no index for this year" in old.sentence


def test_prices_of_the_programmes_own_year_need_no_index() -> None:
    own = cell("benefits", 2, "price_year", "2026", without("deflators"))
    assert reading_of(own).problems == ()
    base_year_stands_in = cell("programme", 2, "price_year", "", own)
    assert reading_of(base_year_stands_in).problems == ()


def test_an_outcome_with_benefits_needs_an_effect() -> None:
    problem = only_problem(without_line("effects", 3))
    assert place(problem) == ("effects.csv", None, "outcome_id")
    assert problem.value == "work"
    assert "tax and wages" in problem.sentence


def test_a_column_that_names_rows_of_a_file_that_is_not_there_is_told_once() -> None:
    problems = reading_of(without("cost_centres")).problems
    assert {place(problem) for problem in problems} == {
        ("benefit_centres.csv", 2, "cost_centre_id"),
        ("site_centres.csv", 2, "cost_centre_id"),
    }
    assert "names rows of cost_centres.csv, which is not in the folder (lines 2 and 3)" in problems[0].sentence


def test_an_id_that_is_unknown_on_many_lines_is_told_once() -> None:
    tables = {**GOOD, "contributions": GOOD["contributions"].replace("council", "county")}
    problem = only_problem(tables)
    assert place(problem) == ("contributions.csv", 2, "partner_id")
    assert "also on line 3" in problem.sentence


def test_ids_are_text_whatever_they_look_like() -> None:
    tables = {
        name: text.replace("council", "007").replace("hospital", "NA").replace("treasury", "1e5") for name, text in GOOD.items()
    }
    reading = reading_of(tables)
    assert reading.problems == ()
    assert reading.case is not None
    assert [partner.partner_id for partner in reading.case.partners] == ["007", "NA", "1e5"]


def test_money_of_the_day_needs_the_index_of_its_year() -> None:
    tables = {
        **GOOD,
        "contributions": "option_id,partner_id,year,amount_gbp,funding,status,price_basis\n"
        "out,council,0,5,grant,signed,money_of_the_day\nout,council,2,5,grant,signed,money_of_the_day\nout,council,3,5,grant,signed,real\n",
    }
    problem = only_problem(tables)
    assert place(problem) == ("contributions.csv", 3, "price_basis")
    assert "deflators.csv has no index for 2028" in problem.sentence


def test_a_limit_of_the_day_needs_the_index_of_every_year() -> None:
    partners = "partner_id,title,kind,level,affordability_gbp_per_year,affordability_price_basis\n"
    partners += "council,The council,local_authority,local,500,money_of_the_day\n"
    partners += "hospital,The hospital,nhs,local,,money_of_the_day\ntreasury,HM Treasury,central_government,national,500,real\n"
    problems = reading_of({**GOOD, "partners": partners}).problems
    assert {place(problem) for problem in problems} == {("partners.csv", 2, "affordability_price_basis")}
    assert len(problems) == 10  # 2026 has an index, 2027 to 2036 have none


def test_without_a_table_of_its_own_money_of_the_day_leans_on_the_official_one() -> None:
    own_prices = cell("benefits", 2, "price_year", "2026", without("deflators"))
    rows = "option_id,partner_id,year,amount_gbp,funding,status,price_basis\nout,council,{},5,grant,signed,money_of_the_day\n"
    assert reading_of({**own_prices, "contributions": rows.format(10)}).problems == ()
    problem = only_problem({**own_prices, "contributions": rows.format(11)})
    assert "the official table, which runs from 1990 to 2036, has no index for 2037" in problem.sentence
