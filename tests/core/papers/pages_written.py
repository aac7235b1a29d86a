"""Shared pages written for tests, and how a test reads one."""

from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser

from core.domain.links import SmallNumberRules
from core.papers.leader import LeaderPage, leader_page
from core.reports.appraisals import Appraised
from core.reports.leader import leader_figures
from core.reports.uncertainty import simulated

FEW_DRAWS = 400
VOID = {"meta", "path", "rect", "circle", "polyline"}
PLAIN = LeaderPage(
    title="Thinking skills",
    ask="Agree to go on.",
    standing="Draft, not checked",
    is_draft=True,
    limits="",
    use_by=None,
    warnings=(),
    is_sample=False,
    frozen_on=date(2026, 11, 22),
    ends_on=date(2026, 12, 22),
)


def written(appraised: Appraised, option_id: str, page: LeaderPage = PLAIN) -> bytes:
    """Write a page over a few draws."""
    figures = leader_figures(appraised, option_id, simulated(appraised, FEW_DRAWS), SmallNumberRules())
    return leader_page(page, appraised, option_id, figures)


@dataclass
class Read(HTMLParser):
    """A page taken apart: its tags with their attributes, and the text under each heading. Tags that do not match raise."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last, which must be this one."""
        if tag not in VOID:
            assert self.open.pop() == tag
        self.text += " "

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        if "style" not in self.open:
            self.text += data


def read(page: bytes) -> Read:
    """Take a page apart; every tag that was opened must have been closed."""
    found = Read()
    found.feed(page.decode("utf-8"))
    assert found.open == []
    return found
