"""The Papers page: the choices of a paper, its files, and what it will say before it is taken away."""

from core.domain.papers import FORMATS, PaperKind
from tests.pages.conftest import seen, texts
from tests.pages.received import Downloads
from tests.people import ANALYST, VIEWER


def labels(page):
    return [button.label for button in page.get("download_button")]


def test_a_board_paper_is_offered_in_its_files_and_says_what_it_says(look, monkeypatch):
    downloads = Downloads(monkeypatch)
    page = look(page="papers.py", person=ANALYST, paper="board-paper", reader="councils", option="ten_boroughs")
    assert page.selectbox(key="paper.kind").value is PaperKind.board_paper
    assert page.selectbox(key="paper.reader.cbt_probation.one").value == "councils"
    assert len(labels(page)) == len(FORMATS[PaperKind.board_paper])
    assert "The ten councils (together) pays" in downloads.offered[0]
    page = seen(page.toggle(key="paper.preview").set_value(True).run())
    said = texts(page)
    assert "Recommendation" in said and "No offer has been made: amounts are the costs as entered" in said
    assert "parts are left for people to complete" in said


def test_a_viewer_is_offered_the_agreed_view_and_no_paper_of_one_organisation(look):
    page = look(page="papers.py", person=VIEWER)
    offered = page.selectbox(key="paper.kind").options
    assert "Scale case in five dimensions" in offered
    assert not {"Board paper of one organisation", "Workbook that recalculates"} & set(offered)
    assert len(labels(page)) == len(FORMATS[PaperKind.scale_case])


def test_an_address_of_a_draft_is_refused_with_the_reason(app):
    page = app(page="papers.py", person=ANALYST, paper="figures", option="ten_boroughs")
    assert labels(page) == ["Flat table of figures: CSV and Parquet"]
    page = seen(next(button for button in page.button if button.label == "Make the address").click().run())
    assert "is not checked" in texts(page)
    assert not page.code
