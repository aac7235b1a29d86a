"""Where units fall, in plain Python loops: at which cost centre, or at none in particular (method, section 4)."""

from core.domain.case.case import Case

NOWHERE = ""  # no particular centre
REST = " "  # what is left where a site or a lever names centres for a part of its units


def centres_of(case: Case, benefit_id: str) -> list[str]:
    """The centres of a line: those of benefit_centres and of site_centres together."""
    named = [row.cost_centre_id for row in case.benefit_centres if row.benefit_id == benefit_id]
    named += [row.cost_centre_id for row in case.site_centres if row.benefit_id == benefit_id]
    return sorted(set(named))


def site_flows(case: Case, benefit_id: str, site_id: str) -> dict[str, float]:
    """Shares of a site's units by centre and at none in particular, which add to 1."""
    own = {
        row.cost_centre_id: row.flow_share for row in case.site_centres if row.benefit_id == benefit_id and row.site_id == site_id
    }
    if own:
        return _with_rest(own)
    placed = [row.cost_centre_id for row in case.benefit_centres if row.benefit_id == benefit_id]
    return {placed[0]: 1.0} if len(placed) == 1 else {NOWHERE: 1.0}


def lever_flows(case: Case, benefit_id: str) -> dict[str, float]:
    """Shares of the levers' units by centre and at none in particular, which add to 1."""
    placed = [row for row in case.benefit_centres if row.benefit_id == benefit_id]
    given = {row.cost_centre_id: row.place_share for row in placed if row.place_share is not None}
    if given:
        return _with_rest(given)
    equal = [row.cost_centre_id for row in placed] or centres_of(case, benefit_id)
    return {centre_id: 1 / len(equal) for centre_id in equal} if equal else {NOWHERE: 1.0}


def _with_rest(shares: dict[str, float]) -> dict[str, float]:
    """What is not placed is a rest; shares that miss 1 by no more than a millionth add to 1."""
    whole = sum(shares.values())
    if abs(whole - 1) <= 1.000001e-6:
        return {centre_id: share / whole for centre_id, share in shares.items()}
    return {**shares, REST: 1 - whole}
