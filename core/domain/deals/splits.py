"""Split: what each partner pays and gets of an option, as costed and under an offer, with its answer so far.

One record for every place that shows it: the meeting, the minute, the shared page, the deal sheet and the decision that freezes it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

NO_ANSWER = "no answer yet"
NOT_ASKED = "not asked: pays nothing"
MADE_IT = "made the offer"


@dataclass(frozen=True)
class SplitLine:
    """One partner, in the money of its split. Gets is cash it can spend itself; under an offer it is as the offer was made."""

    partner_id: str
    partner: str
    gets_gbp: float
    pays_gbp: float
    offered_gets_gbp: float | None = None
    offered_pays_gbp: float | None = None
    answer: str = ""
    condition: str = ""

    @property
    def net_gbp(self) -> float:
        """What it gets less what it pays as costed."""
        return self.gets_gbp - self.pays_gbp

    @property
    def offered_net_gbp(self) -> float | None:
        """What it gets less what it pays under the offer; None where no offer was made or it is no party to it."""
        if self.offered_pays_gbp is None or self.offered_gets_gbp is None:
            return None
        return self.offered_gets_gbp - self.offered_pays_gbp


@dataclass(frozen=True)
class OfferedSplit:
    """The offer of a split: which, by whom, under which rule, on which version and by which method, and where it stands."""

    offer_id: int
    by: str
    rule: str  # in words
    version_number: int
    method_version: str | None
    state: str
    accepted: int
    asked: int
    unallocated_gbp: float


@dataclass(frozen=True)
class SplitTable:
    """The split of one option on one version; `offer` is None where none was made or named."""

    option: str
    version_number: int
    method_version: str
    price_year: str
    lines: tuple[SplitLine, ...]
    offer: OfferedSplit | None = None
    has_moved: bool = False
    money: str = ""  # in words, where the amounts are no present values

    @property
    def as_kept(self) -> dict[str, Any]:
        """The split as plain JSON, to be kept with a decision."""
        return asdict(self)

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> Self:
        """Read a split back from what `as_kept` gave."""
        offer = None if kept["offer"] is None else OfferedSplit(**kept["offer"])
        return cls(**{**kept, "lines": tuple(SplitLine(**line) for line in kept["lines"]), "offer": offer})
