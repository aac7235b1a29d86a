"""Shared links: what one is, how long it lasts, and the rules for small numbers on what it shows."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from core.domain.prices import MoneyBasis

TOKEN_BYTES = 32
USUAL_DAYS, MOST_DAYS = 30, 365
MOST_TITLE_CHARACTERS, MOST_ASK_CHARACTERS = 200, 1_000
MOST_PAGE_BYTES, MOST_TABLE_BYTES = 20_000, 20_000_000
LEAST_THRESHOLD, LEAST_ROUNDING, MOST_RULE = 5, 5, 1_000
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class LinkState(StrEnum):
    """Whether a link still opens."""

    open = "open"
    ended = "ended"
    expired = "expired"


@dataclass(frozen=True)
class SmallNumberRules:
    """When a number of people is too small to show, and what numbers are rounded to."""

    threshold: int = 10
    rounding: int = 5

    def __post_init__(self) -> None:
        """Refuse rules that would protect no one.

        Raises:
            ValueError: the threshold or the rounding is below 5, the threshold below the rounding, or either is absurd.
        """
        within = LEAST_ROUNDING <= self.rounding <= self.threshold <= MOST_RULE
        if not within or self.threshold < LEAST_THRESHOLD:
            raise ValueError(
                f"numbers below {self.threshold} with rounding to {self.rounding}: both are {LEAST_ROUNDING} to {MOST_RULE}, "
                "and the threshold is no less than the rounding"
            )


@dataclass(frozen=True)
class LinkOrder:
    """Order of a link: one option of one version to share, under which title, with which ask, for how long."""

    programme_id: str
    number: int
    option_id: str
    title: str
    ask: str = ""
    days: int = USUAL_DAYS
    embeddable: bool = False
    basis: MoneyBasis = MoneyBasis.present_value  # the money of the page's figures
    is_table: bool = False  # the flat table of figures, for spreadsheets and tools, in place of a page


@dataclass(frozen=True)
class Link:
    """A shared link as those who look after it see it. The token is not among what is kept."""

    link_id: int
    programme_id: str
    version_id: int
    number: int
    option_id: str
    title: str
    embeddable: bool
    made_at: datetime
    made_by: str  # person_id
    made_by_name: str
    ends_at: datetime
    ended_at: datetime | None
    views: int
    version: int
    method_version: str | None = None  # of the calculation; None for links kept before it was written down

    def state(self, now: datetime) -> LinkState:
        """Tell whether it still opens at a moment."""
        if self.ended_at is not None:
            return LinkState.ended
        return LinkState.open if now < self.ends_at else LinkState.expired


@dataclass(frozen=True)
class SharedPage:
    """What a link opens: the page as it was made, and whether other sites may show it in a frame."""

    link_id: int
    page: bytes
    embeddable: bool

    @property
    def is_table(self) -> bool:
        """True for a table of figures: every page begins as a document of HTML does."""
        return not self.page.lstrip().startswith(b"<")


def token_sha256(token: str) -> str:
    """Give the form in which a token is kept: it cannot be read back."""
    return sha256(token.encode()).hexdigest()


def is_token(text: str) -> bool:
    """Tell whether a text has the shape of a token of 256 bits."""
    return _TOKEN.fullmatch(text) is not None
