"""Every page the service has, in the order people meet them, and the addresses that links rely on."""

from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Place:
    """One page: its file, its title, and its address, which does not change once people may have kept it.

    Pages not in the bar are reached from the menu at the foot of every page.
    """

    file: str
    title: str
    address: str
    in_bar: bool = True

    @property
    def path(self) -> Path:
        """Where the page's file lies."""
        return PAGES / self.file


PLACES = (
    Place("summary.py", "Summary", ""),
    Place("who.py", "Who pays, who benefits", "who"),
    Place("compare.py", "Compare options", "compare"),
    Place("sure.py", "How sure are we", "sure"),
    Place("grow.py", "Where to grow", "grow"),
    Place("decide.py", "Decide", "decide"),
    Place("data.py", "Data", "data"),
    Place("road.py", "Road to scale", "road", in_bar=False),
    Place("logic.py", "Logic model", "logic", in_bar=False),
    Place("design.py", "Service design", "design", in_bar=False),
    Place("deal.py", "Deal", "deal", in_bar=False),
    Place("realisation.py", "Realisation", "realisation", in_bar=False),
    Place("opportunities.py", "Opportunities", "opportunities", in_bar=False),
    Place("meeting.py", "Meeting view", "meeting", in_bar=False),
    Place("evidence.py", "Evidence", "evidence", in_bar=False),
    Place("costs.py", "Unit costs", "costs", in_bar=False),
    Place("activity.py", "Activity", "activity", in_bar=False),
    Place("versions.py", "Versions", "versions", in_bar=False),
    Place("links.py", "Shared links", "links", in_bar=False),
    Place("people.py", "People and access", "people", in_bar=False),
    Place("account.py", "Your account", "account", in_bar=False),
    Place("words.py", "Words we use", "words", in_bar=False),
    Place("accessibility.py", "Accessibility", "accessibility", in_bar=False),
)


def built() -> tuple[Place, ...]:
    """List the pages whose file is there."""
    return tuple(place for place in PLACES if place.path.is_file())


def address_of(place: Place) -> str:
    """Give the path a page is found at; the first page built is what the bare address shows."""
    return "/" if place == built()[0] else f"/{place.address}"
