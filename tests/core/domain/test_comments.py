"""Who is named in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.comments import named_in
from tests.people import a_person

ANN, ANN_LEE, BEA = (a_person("board", name=name) for name in ("Ann", "Ann Lee", "Bea Board"))
PEOPLE = (ANN, ANN_LEE, BEA)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Ann look", (ANN,)),
        ("@ann lee, look", (ANN_LEE,)),
        ("@Ann Leeds", (ANN,)),
        ("(@BEA BOARD) @Ann.", (ANN, BEA)),
        ("ann@bea board", ()),
        ("mail x@Ann", ()),
        ("@Annette", ()),
        ("@", ()),
        ("", ()),
    ],
)
def test_a_name_after_an_at_sign_names_its_person(text, named):
    assert named_in(text, PEOPLE) == named


def test_nobody_is_named_where_there_is_nobody():
    assert named_in("@Ann", ()) == ()


def test_two_of_one_name_are_both_named():
    other = ANN.model_copy(update={"person_id": "another"})
    assert named_in("@Ann", (ANN, other)) == (ANN, other)


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=6), max_size=4))
def test_whatever_names_and_texts_hold_only_given_people_are_named_and_only_after_an_at_sign(text, names):
    people = tuple(ANN.model_copy(update={"person_id": str(n), "name": name, "sign_in_name": name}) for n, name in enumerate(names))
    named = named_in(text, people)
    assert set(named) <= set(people)
    assert "@" in text or not named
