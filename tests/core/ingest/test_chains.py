"""A logic model that goes round, and a lever that drives what is not there, are refused in a sentence."""

import pytest

from core.ingest.case import read_files
from tests.core.ingest.folders import GOOD, files_of

HEAD = "version,element_id,stage,title,leads_to\n"


def problems(table: str, text: str) -> list[str]:
    return [problem.sentence for problem in read_files(files_of({**GOOD, table: text})).problems]


def rows(*lines: str) -> str:
    return HEAD + "\n".join(lines) + "\n"


def test_a_circle_is_told_with_its_row_and_the_way_round():
    told = problems("logic_model", rows("scale_out,a,input,A,b", "scale_out,b,activity,B,c", "scale_out,c,output,C,b"))
    assert told == [
        'logic_model.csv, line 3, column leads_to: "c": the logic model goes round in a circle: B leads to C leads to B. '
        "Take out the step that leads back: what comes later cannot bring about what comes before."
    ]


def test_an_element_that_leads_to_itself_is_a_circle():
    assert "A leads to A" in problems("logic_model", rows("scale_out,a,activity,A,a"))[0]


@pytest.mark.parametrize(
    "lines",
    [
        ("scale_out,a,input,A,b|c", "scale_out,b,activity,B,d", "scale_out,c,activity,C,d", "scale_out,d,output,D,"),
        ("prototype,a,input,A,b", "prototype,b,activity,B,", "scale_out,b,input,B,a", "scale_out,a,activity,A,"),
    ],
)
def test_two_ways_to_one_element_and_other_orders_in_other_versions_are_no_circle(lines):
    assert problems("logic_model", rows(*lines)) == []


def test_each_circle_is_told_once_and_a_long_list_is_cut():
    circles = [f"scale_out,{name},activity,{name},{name}" for name in "abcdefgh"]
    assert len(problems("logic_model", rows(*circles))) == 5


def test_a_very_long_chain_is_read():
    chain = [f"scale_out,e{n},activity,E{n},e{n + 1}" for n in range(3000)]
    assert problems("logic_model", rows(*chain, "scale_out,e3000,output,End,")) == []


def test_a_root_cause_drives_outcomes_that_are_there():
    head = "lever_id,option_id,title,mechanism,full_effect,p_adopted,outcome_ids\n"
    assert problems("levers", head + "one,up,One,inflow,0.1,0.5,beds|work\n") == []
    told = problems("levers", head + "one,up,One,inflow,0.1,0.5,beds|wrk\n")
    assert told == ['levers.csv, line 2, column outcome_ids: "wrk": not listed in outcomes.csv. Did you mean "work"?']
