import pandas as pd
import pytest

from core.charts.sentences.logic_model import (
    NOTHING_LOOSE,
    breaks_title,
    control_title,
    design_title,
    lever_added_sentence,
    outcomes_title,
    saved_sentence,
)
from core.reports.service_design import Completeness


def rests(**shares):
    return pd.DataFrame({"control": list(shares), "share": list(shares.values())})


def test_what_the_benefit_rests_on():
    assert control_title(rests(influence=0.27, share=0.73)) == (
        "27% of the benefit rests on what the partners can only influence and 73% on what they share with others"
    )
    assert control_title(rests(control=1.0)) == "100% of the benefit rests on what they control, and none on influence alone"
    assert control_title(rests()) == "No benefit is expected, so none rests on influence"


@pytest.mark.parametrize(
    ("count", "told"), [(0, NOTHING_LOOSE), (1, "The chain breaks in one place"), (12, "The chain breaks in 12 places")]
)
def test_where_the_chain_breaks(count, told):
    assert breaks_title(count) == told


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (Completeness(11, 8, 0, 2, 0), "8 of 11 headings are settled; 2 have no owner"),
        (Completeness(11, 1, 9, 1, 1), "1 of 11 headings are settled; 9 are not said; 1 is overdue; 1 has no owner"),
        (Completeness(11, 11, 0, 0, 0), "11 of 11 headings are settled"),
    ],
)
def test_how_much_of_the_design_is_there(found, told):
    assert design_title(found) == told


def test_whether_options_work_for_the_same_outcomes():
    frame = pd.DataFrame({"outcome": ["Crimes", "Crimes", "Work"], "is_unlike": [False, False, False]})
    assert outcomes_title(frame).startswith("The options work for the same outcomes")
    unlike = frame.assign(is_unlike=[False, False, True])
    assert outcomes_title(unlike) == "The options do not work for the same outcomes: Work is unlike"


def test_what_saving_did():
    assert saved_sentence(3, "1 added, none changed and none removed", 1, 1) == (
        "Saved as version 3: 1 added, none changed and none removed. Over all versions the chain breaks in one place, as before. "
        "No figure of the appraisal moves."
    )
    assert "the chain broke in one place and breaks nowhere now" in saved_sentence(3, "", 1, 0)


def test_what_a_new_lever_did():
    assert lever_added_sentence(2, "A", "B", 0.2) == "Saved as version 2: the lever A. Net public value of B stays as it is."
    assert lever_added_sentence(2, "A", "B", 1_200_000.0).endswith("Net public value of B changes by +£1.2m.")
