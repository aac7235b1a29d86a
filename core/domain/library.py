"""Library: published facts that people pick from: unit costs by their words, and councils with their codes."""

from dataclasses import dataclass

from core.domain.case.benefits import BenefitClass

UNIT_COSTS_FROM = "Unit Cost Database v1.4 (New Economy and Greater Manchester Combined Authority, March 2015, CC BY 4.0)"


@dataclass(frozen=True)
class PricedUnit:
    """One published value of one unit, in the prices of its year; `agency` is who bears it, empty where none is named."""

    code: str
    subject: str
    detail: str
    unit: str
    agency: str
    agency_detail: str
    benefit_class: BenefitClass
    amount_gbp: float
    price_year: int
    rating: str
    sheet: str
    cell: str
    parent_code: str

    @property
    def source(self) -> str:
        """Where the value stands, as a line of benefit says it."""
        year = f"{self.price_year}/{(self.price_year + 1) % 100:02d}"
        rated = f"; rated {self.rating} there" if self.rating else ""
        return f"{UNIT_COSTS_FROM}, sheet {self.sheet}, cell {self.cell}, {year} prices, {self.unit or 'unit not said'}{rated}"

    @property
    def name(self) -> str:
        """What tells it from every other value."""
        return f"{self.code}:{self.benefit_class.value}"


@dataclass(frozen=True)
class LocalAuthority:
    """A council: its name, its official code, and how many people live there."""

    name: str
    area_code: str
    population: int
