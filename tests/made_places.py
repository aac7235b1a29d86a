"""Where the units of made-up lines fall: rows of centres, flows of sites, and places of levers."""

from typing import Any

from core.domain.case.benefits import Benefit, BenefitCentre, SiteCentre
from core.domain.case.case import Case
from tests.maker import Maker
from tests.reference.plain_places import centres_of, lever_flows, site_flows


def places_of_all(make: Maker, benefits: tuple[Benefit, ...]) -> tuple[tuple[BenefitCentre, ...], tuple[SiteCentre, ...]]:
    """Centres of every line. Lines of one outcome fall alike where they meet: one that would not falls at no particular centre."""
    places: list[BenefitCentre] = []
    flows: list[SiteCentre] = []
    alike: dict[tuple[str, str], Any] = {}
    for line in benefits:
        own_places, own_flows = _places(make, line.benefit_id), _flows(make, line.benefit_id)
        if make.chance(0.6):
            twins = [each for each in benefits if each.outcome_id == line.outcome_id and each is not line]
            own_places, own_flows = _copied(line, twins[0].benefit_id, places, flows) if twins else (own_places, own_flows)
        falls = _falls_at(make, line.benefit_id, own_places, own_flows)
        if all(alike.setdefault((line.outcome_id, centre_id), fall) == fall for centre_id, fall in falls.items()):
            places += own_places
            flows += own_flows
    return tuple(places), tuple(flows)


def _copied(
    line: Benefit, twin_id: str, places: list[BenefitCentre], flows: list[SiteCentre]
) -> tuple[list[BenefitCentre], list[SiteCentre]]:
    """The centres of another line of the same outcome."""
    new_id = {"benefit_id": line.benefit_id}
    return (
        [row.model_copy(update=new_id) for row in places if row.benefit_id == twin_id],
        [row.model_copy(update=new_id) for row in flows if row.benefit_id == twin_id],
    )


def _falls_at(make: Maker, benefit_id: str, places: list[BenefitCentre], flows: list[SiteCentre]) -> dict[str, Any]:
    """By centre: the share of each site's units, and of the levers'."""
    case = Case.model_construct(benefit_centres=tuple(places), site_centres=tuple(flows))
    by_site = [site_flows(case, benefit_id, site_id) for site_id in make.site_ids]
    levers = lever_flows(case, benefit_id)
    return {
        centre_id: ([flow.get(centre_id, 0.0) for flow in by_site], levers.get(centre_id, 0.0))
        for centre_id in centres_of(case, benefit_id)
    }


def _places(make: Maker, benefit_id: str) -> list[BenefitCentre]:
    where = make.some(make.centre_ids)
    shares: list[float | None] = list(make.shares_of_one(len(where)))
    if make.chance(0.3):
        shares = [None for _ in where]
    elif make.chance(0.3) and len(where) > 1:
        shares[0] = None  # the others do not add to 1 then: a rest names no centre
    return [
        BenefitCentre(benefit_id=benefit_id, cost_centre_id=centre, place_share=share)
        for centre, share in zip(where, shares, strict=True)
    ]


def _flows(make: Maker, benefit_id: str) -> list[SiteCentre]:
    found = []
    for site_id in make.some(make.site_ids):
        where = make.some(make.centre_ids, at_least=1)
        whole = make.one_of(1, 1, 0.6)
        for centre, part in zip(where, make.shares_of_one(len(where)), strict=True):
            share = part if whole == 1 else round(part * whole, 6)
            found.append(SiteCentre(benefit_id=benefit_id, site_id=site_id, cost_centre_id=centre, flow_share=share))
    return found
