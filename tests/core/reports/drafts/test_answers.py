"""What a person types in a box is read either right or not at all: nothing vanishes, and nothing is taken for something else."""

import pytest

from core.reports.drafts.answers import Kind, is_read, read_answer, shown, wrong_in


@pytest.mark.parametrize(
    ("kind", "typed", "cell", "in_the_box"),
    [
        (Kind.money, "£7,900", "7900", "£7,900"),
        (Kind.money, "1.2m", "1200000", "£1,200,000"),
        (Kind.money, "£5.50", "5.5", "£5.5"),
        (Kind.share, "30%", "0.3", "30%"),
        (Kind.share, "60", "0.6", "60%"),
        (Kind.share, "0.3%", "0.003", "0.3%"),
        (Kind.of_ten, "2", "0.2", "2"),
        (Kind.of_ten, "20%", "0.2", "2"),
        (Kind.number, "-0.5", "-0.5", "-0.5"),
        (Kind.people, "1,240", "1240", "1,240"),
        (Kind.text, "  Warm   homes ", "Warm homes", "Warm homes"),
        (Kind.money, "", "", ""),
    ],
)
def test_an_answer_is_read_as_it_was_meant(kind: Kind, typed: str, cell: str, in_the_box: str) -> None:
    answered = read_answer(kind, typed)
    assert (answered.cell, answered.wrong) == (cell, "")
    assert shown(kind, cell) == in_the_box
    assert is_read(kind, cell)


@pytest.mark.parametrize(
    ("kind", "typed", "told"),
    [
        (Kind.money, "abc", "“abc” is no number. Write pounds"),
        (Kind.money, "(500)", "less than nothing"),
        (Kind.money, "30%", "is a share, and a number is asked for"),
        (Kind.share, "0.3", "Is “0.3” 0.3% or 30%?"),
        (Kind.share, "1", "Is “1” 1% or 100%?"),
        (Kind.share, "140", "outside 0% to 100%"),
        (Kind.of_ten, "12", "outside 0 to 10"),
    ],
)
def test_what_cannot_be_read_is_kept_and_asked_about(kind: Kind, typed: str, told: str) -> None:
    answered = read_answer(kind, typed)
    assert told in answered.wrong
    assert answered.cell.startswith(typed)
    assert not is_read(kind, answered.cell)
    assert told in wrong_in(kind, answered.cell)
    assert shown(kind, answered.cell) == answered.cell
