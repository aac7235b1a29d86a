"""Page list: every page of the service, in the order people meet them, and the addresses that links rely on."""

from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Place:
    """One page: its file, its title, its address, which does not change once people may have kept it, and its group in the menu."""

    file: str
    title: str
    address: str
    group: str

    @property
    def path(self) -> Path:
        """Where the page's file lies."""
        return PAGES / self.file


GROUPS = ("Case", "Deal", "Decide", "Evidence", "More")
PLACES = (
    Place("summary.py", "Summary", "", "Case"),
    Place("organisation.py", "My organisation", "organisation", "Case"),
    Place("partners.py", "Who pays, who benefits", "who", "Case"),
    Place("options.py", "Compare options", "compare", "Case"),
    Place("uncertainty.py", "How sure are we", "sure", "Case"),
    Place("scale.py", "Where to grow", "grow", "Case"),
    Place("deals.py", "Deal", "deal", "Deal"),
    Place("realisation.py", "Realisation", "realisation", "Deal"),
    Place("service_design.py", "Service design", "design", "Deal"),
    Place("decisions.py", "Decide", "decide", "Decide"),
    Place("meetings.py", "Meeting view", "meeting", "Decide"),
    Place("pathway.py", "Road to scale", "road", "Decide"),
    Place("versions.py", "Versions", "versions", "Decide"),
    Place("papers.py", "Papers", "papers", "Decide"),
    Place("links.py", "Shared links", "links", "Decide"),
    Place("evidence.py", "Evidence", "evidence", "Evidence"),
    Place("unit_costs.py", "Unit costs", "costs", "Evidence"),
    Place("logic_model.py", "Logic model", "logic", "Evidence"),
    Place("opportunities.py", "Opportunities", "opportunities", "Evidence"),
    Place("data.py", "Data", "data", "Evidence"),
    Place("drafts.py", "Start a programme", "start", "Evidence"),
    Place("activity.py", "Activity", "activity", "More"),
    Place("people.py", "People and access", "people", "More"),
    Place("account.py", "Your account", "account", "More"),
    Place("terms.py", "Words we use", "words", "More"),
    Place("accessibility.py", "Accessibility", "accessibility", "More"),
)


def built() -> tuple[Place, ...]:
    """List the pages whose file is there."""
    return tuple(place for place in PLACES if place.path.is_file())


def address_of(place: Place) -> str:
    """Give the path a page is found at; the first page built is what the bare address shows."""
    return "/" if place == built()[0] else f"/{place.address}"
