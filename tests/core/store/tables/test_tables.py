from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from core.domain.columns.schema import Kind, columns_of
from core.domain.tables import SPEC_OF, SPECS
from core.store.tables.tables import ask, read_tables, table_page
from core.store.tables.views import sql_types
from tests.case_files import CASE_NAMES
from tests.core.store.stored import store, table_of, tables_of

COSTS = (
    "cost_id,option_id,title,cost_type,driver,amount_gbp\n"
    'team,out,"Team, ""A""",revenue,per_person, 10.555 \n'
    "office,out,,revenue,per_person,2\n"
)


@pytest.mark.parametrize("case", CASE_NAMES)
def test_tables_come_back_with_the_same_cells_columns_rows_and_lines(db, case):
    tables = tables_of(case)
    version = store(db, tables)
    assert read_tables(db, version.version_id) == tables


def test_awkward_text_comes_back_as_it_was(db):
    awkward = 'partner_id,kind,title\n" p1 ",nhs,"=1+1, ""two""\nlines £ 中 \u00a0"\n\np2,nhs,\n'
    table = table_of("partners", awkward)
    version = store(db, {"partners": table})
    assert read_tables(db, version.version_id)["partners"] == table
    assert table.lines == (2, 5)


def test_rows_keep_their_place_when_their_lines_do_not_rise(db):
    table = table_of("partners", "partner_id,title,kind\n" + "".join(f"p{place},P,nhs\n" for place in range(5_000)))
    shuffled = type(table)(table.name, table.columns, table.rows, table.lines[::-1], table.file_name, table.sha256)
    version = store(db, {"partners": shuffled})
    assert read_tables(db, version.version_id)["partners"] == shuffled


def test_a_table_of_headings_only_is_kept(db):
    table = table_of("levers", "lever_id,option_id,title,mechanism,full_effect,p_adopted\n")
    version = store(db, {"levers": table})
    assert read_tables(db, version.version_id) == {"levers": table}
    assert table_page(db, version.version_id, "levers", 10).rows == ()


def test_typed_views_hold_numbers_dates_and_truth_and_null_for_blanks(db):
    tables = {
        "costs": table_of("costs", COSTS),
        "sites": table_of("sites", "site_id,title,people_per_year,is_prototype\ns1,S,1e3,YES\ns2,S,5.,0\ns3,S,.5, \n"),
        "programme": table_of(
            "programme", "programme_id,title,base_year,horizon_years,scaling_intent_on\nx,X,2026.0,10,2026-11-22\n"
        ),
        "option_sites": table_of("option_sites", "option_id,site_id,start_year,ramp\nout,s1,0,0.5|1\n"),
    }
    version_id = store(db, tables).version_id
    assert ask(db, version_id, "select title, amount_gbp, price_year from costs order by _row")[1] == [
        ('Team, "A"', 10.555, None),
        (None, 2.0, None),
    ]
    assert ask(db, version_id, "select people_per_year, is_prototype from sites order by _row")[1] == [
        (1000.0, True),
        (5.0, False),
        (0.5, None),
    ]
    assert ask(db, version_id, "select base_year, scaling_intent_on from programme")[1] == [(2026, date(2026, 11, 22))]
    assert ask(db, version_id, "select ramp from option_sites")[1] == [("0.5|1",)]


def test_every_table_has_a_typed_view_with_every_column_even_when_it_was_not_loaded(db):
    version_id = store(db, {"costs": table_of("costs", COSTS)}).version_id
    names = {Kind.number: "DOUBLE", Kind.whole_number: "BIGINT", Kind.true_or_false: "BOOLEAN", Kind.date: "DATE"}
    for spec in SPECS:
        described = ask(db, version_id, f'describe "{spec.name}"')[1]
        expected = {
            column.name: "VARCHAR" if column.many else names.get(column.kind, "VARCHAR") for column in columns_of(spec.model)
        }
        assert {name: kind for name, kind, *_ in described[2:]} == expected, spec.name
        assert list(sql_types(spec)) == list(spec.columns)
        rows = 2 if spec.name == "costs" else 0
        assert ask(db, version_id, f'select count(*) from "{spec.name}"')[1] == [(rows,)]


def test_typed_views_of_a_whole_case_say_what_the_models_say(db):
    tables = tables_of("bench")
    version_id = store(db, tables).version_id
    for name, table in tables.items():
        single = {column.name for column in columns_of(SPEC_OF[name].model) if not column.many}
        columns, rows = ask(db, version_id, f'select * exclude (_row, _line) from "{name}" order by _row')
        for said, cells in zip(table.dicts(), rows, strict=True):
            model = SPEC_OF[name].model.model_validate(said)
            expected = {column: getattr(model, column) if column in said else None for column in single}
            assert {column: cell for column, cell in zip(columns, cells, strict=True) if column in single} == expected


def test_a_page_of_a_table_says_where_its_rows_stand_and_how_many_there_are(db):
    tables = tables_of("bench")
    version_id = store(db, tables).version_id
    page = table_page(db, version_id, "costs", limit=3, offset=2)
    assert page.columns == tables["costs"].columns
    assert page.rows == tables["costs"].rows[2:5]
    assert page.lines == (4, 5, 6)
    assert page.rows_found == len(tables["costs"].rows)


def test_a_search_finds_text_in_any_column_and_any_case_of_letters(db):
    version_id = store(db, {"costs": table_of("costs", COSTS)}).version_id
    assert [row[0] for row in table_page(db, version_id, "costs", 10, search="TEAM, ").rows] == ["team"]
    assert [row[0] for row in table_page(db, version_id, "costs", 10, search="OFF").rows] == ["office"]
    assert table_page(db, version_id, "costs", 10, search="' or 1=1 --").rows_found == 0
    assert table_page(db, version_id, "costs", 10, search="%").rows_found == 0


def test_a_table_that_was_not_loaded_has_no_rows_and_an_unknown_one_is_refused(db):
    version_id = store(db, {"costs": table_of("costs", COSTS)}).version_id
    assert table_page(db, version_id, "levers", 10).rows_found == 0
    with pytest.raises(KeyError):
        table_page(db, version_id, 'costs" cross join "costs', 10)


def test_many_threads_reading_several_versions_at_once_get_their_own_rows(db):
    made = {}
    for number in range(10):  # more than are kept open, so that versions are closed while others read
        rows = "".join(f"p{number}_{place},P,nhs\n" for place in range(200 + number))
        made[store(db, {"partners": table_of("partners", f"partner_id,title,kind\n{rows}")}).version_id] = number

    def is_right(turn: int) -> bool:
        version_id = list(made)[turn % len(made)]
        number = made[version_id]
        page = table_page(db, version_id, "partners", limit=1_000, search=f"P{number}_")
        everything = ask(db, version_id, "select min(partner_id), count(*), count(distinct partner_id) from partners")[1]
        own = [row[0] for row in page.rows] == [f"p{number}_{place}" for place in range(200 + number)]
        return own and everything == [(f"p{number}_0", 200 + number, 200 + number)]

    with ThreadPoolExecutor(16) as threads:
        assert all(threads.map(is_right, range(60)))
