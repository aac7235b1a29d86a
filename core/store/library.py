"""Library: the published facts that come with the service, read from data/library once a process."""

import csv
from functools import cache
from pathlib import Path

from core.domain.case.benefits import BenefitClass
from core.domain.errors import DamagedAssumptions
from core.domain.library import LocalAuthority, PricedUnit
from core.store.database import PROJECT

LIBRARY = PROJECT / "data" / "library"


@cache
def priced_units(folder: Path = LIBRARY) -> tuple[PricedUnit, ...]:
    """Read every published unit cost, in the order of its workbook.

    Raises:
        DamagedAssumptions: the file is missing or not as it was.
    """
    return tuple(_priced(row) for row in _rows(folder / "unit_costs.csv"))


@cache
def local_authorities(folder: Path = LIBRARY) -> tuple[LocalAuthority, ...]:
    """Read every council that is listed, by name.

    Raises:
        DamagedAssumptions: the file is missing or not as it was.
    """
    return tuple(
        LocalAuthority(row["name"], row["area_code"], int(row["population"])) for row in _rows(folder / "local_authorities.csv")
    )


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as refusal:
        raise DamagedAssumptions(f"The library cannot be read from {path} ({refusal.strerror}): restore that file.") from refusal


def _priced(row: dict[str, str]) -> PricedUnit:
    texts = {name: row[name] for name in ("code", "subject", "detail", "unit", "agency", "agency_detail")}
    places = {name: row[name] for name in ("rating", "sheet", "cell", "parent_code")}
    return PricedUnit(
        **texts,
        **places,
        benefit_class=BenefitClass(row["benefit_class"]),
        amount_gbp=float(row["amount_gbp"]),
        price_year=int(row["price_year"]),
    )
