"""The words page says what the document says."""

from core.reports.terms import split_into_sections, words_we_use


def test_a_document_is_divided_at_its_second_level_headings() -> None:
    document = split_into_sections("# Words\n\nOpening.\n\n## One\n\nFirst.\n\nSecond.\n\n## Two\n\nThird.\n")
    assert document.title == "Words"
    assert document.opening == "Opening."
    assert [(section.title, section.text) for section in document.sections] == [("One", "First.\n\nSecond."), ("Two", "Third.")]


def test_scale_out_and_scale_up_are_defined_and_told_apart_from_their_meaning_in_computing() -> None:
    scaling = next(section.text for section in words_we_use().sections if section.title == "Scale")
    assert "**Scale out** is" in scaling
    assert "**Scale up** is" in scaling
    assert scaling.count("In computing the same words mean") == 2
