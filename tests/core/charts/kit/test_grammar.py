import pytest

from core.charts.kit.grammar import capitalised, counted, listed, listed_briefly, plural, verb


def test_names_are_joined_with_commas_and_one_and():
    assert [listed(list(names)) for names in ("", "A", "AB", "ABC")] == ["", "A", "A and B", "A, B and C"]


def test_many_names_are_counted_rather_than_listed():
    assert listed_briefly(list("ABC")) == "A, B and C"
    assert listed_briefly(list("ABCDE")) == "A, B and three others"
    assert listed_briefly([str(number) for number in range(30)]) == "0, 1 and 28 others"


def test_small_numbers_are_spelt_and_verbs_agree():
    assert [counted(number) for number in (0, 1, 10, 11, 1_240)] == ["no", "one", "ten", "11", "1,240"]
    assert [verb(number, "pays", "pay") for number in (1, 2)] == ["pays", "pay"]
    assert capitalised("under 1% of NHS") == "Under 1% of NHS"


@pytest.mark.parametrize(
    ("unit", "units"),
    [
        ("court event", "court events"),
        ("bed-day", "bed-days"),
        ("prisoner-year", "prisoner-years"),
        ("person in work", "people in work"),
        ("person-year in work", "person-years in work"),
        ("person kept from reoffending", "people kept from reoffending"),
        ("child in care year", "child in care years"),
        ("looked-after child", "looked-after children"),
        ("crime prevented", "crimes prevented"),
        ("hospital bed", "hospital beds"),
        ("visit a year", "visits a year"),
        ("night (acute)", "nights (acute)"),
        ("QALY", "QALYs"),
        ("agency", "agencies"),
        ("crisis", "crises"),
        ("class", "classes"),
        ("church", "churches"),
        ("beds", "beds"),
        ("people in work", "people in work"),
        ("%", "%"),
        ("", ""),
    ],
)
def test_a_unit_is_counted_in_the_plural(unit, units):
    assert plural(unit) == units
    assert plural(units) == units
