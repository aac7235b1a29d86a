"""A place as plain data: every figure unrounded, for files and other programs."""

from dataclasses import asdict
from typing import Any

from core.engine.arrays import Floats
from core.engine.places.results import CentreOfPlace, PlaceAppraisal
from core.engine.results import Figures


def place_figures(found: PlaceAppraisal) -> dict[str, Any]:
    """Give the figures of a place as lists, numbers and names. Money is real GBP by year unless it says otherwise."""
    return {
        "place_id": found.place_id,
        "groups": [list(group) for group in found.groups],
        "pv_claimed_gbp": found.claimed_gbp,
        "pv_together_gbp": found.together_gbp,
        "pv_lost_or_won_by_people_gbp": found.people_gbp,
        "pv_lost_or_won_at_centres_gbp": found.wards_gbp,
        "measures": asdict(found.measures),
        "partners": {partner_id: asdict(measures) for partner_id, measures in found.partners.items()},
        "programmes": {
            programme_id: {
                "title": found.titles[programme_id],
                "claimed": _programme(found.claimed[programme_id]),
                "together": _programme(found.together[programme_id]),
                **asdict(part),
            }
            for programme_id, part in found.parts.items()
        },
        "centres": {name: _centre(centre) for name, centre in found.centres.items()},
        "ledger": [
            {
                "programme_id": row.programme_id,
                "partner_id": row.partner_id,
                "kind": row.kind,
                "item_id": row.item_id,
                "real_gbp": row.real_gbp.tolist(),
                "present_gbp": row.present_gbp.tolist(),
                "of_the_day_gbp": None if row.of_the_day_gbp is None else row.of_the_day_gbp.tolist(),
            }
            for row in found.ledger
        ],
        "notes": list(found.notes),
    }


def _programme(figures: Figures) -> dict[str, Any]:
    return {
        "measures": asdict(figures.measures),
        "cash_released_gbp": figures.yearly.cash_released_gbp.tolist(),
        "cash_cost_gbp": figures.yearly.cash_cost_gbp.tolist(),
        "engaged": figures.activity.engaged.sum(axis=1).tolist(),
    }


def _centre(centre: CentreOfPlace) -> dict[str, Any]:
    series: dict[str, Floats] = {
        "steps": centre.steps,
        "units": centre.units,
        "usable_units": centre.usable_units,
        "moving_claimed_gbp": centre.moving_claimed_gbp,
        "moving_together_gbp": centre.moving_together_gbp,
    }
    return {
        "claimed_gbp": {programme_id: each.tolist() for programme_id, each in centre.claimed_gbp.items()},
        "together_gbp": {programme_id: each.tolist() for programme_id, each in centre.together_gbp.items()},
        **{name: each.tolist() for name, each in series.items()},
    }
