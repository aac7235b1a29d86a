"""Tables of a place folder: which model each row is, and its key."""

from core.domain.places import rows
from core.domain.tables import TableSpec

PLACE_SPECS: tuple[TableSpec, ...] = (
    TableSpec("places", rows.PlaceFrame, "place (one)", ("place_id",), required=True, single_row=True),
    TableSpec("place_programmes", rows.PlaceProgramme, "programme", ("place_id", "programme_id"), required=True),
    TableSpec(
        "place_matches", rows.PlaceMatch, "thing of a programme that is shared", ("place_id", "kind", "programme_id", "local_id")
    ),
    TableSpec("place_values", rows.PlaceValue, "shared thing", ("place_id", "kind", "shared_id")),
    TableSpec("place_overlaps", rows.PlaceOverlap, "two programmes", ("place_id", "programme_a", "programme_b")),
    TableSpec("place_limits", rows.PlaceLimit, "limit and year", ("place_id", "measure", "partner_id", "site", "year")),
    TableSpec(
        "place_rules",
        rows.PlaceRule,
        "rule",
        ("place_id", "rule", "programme_id", "option_id", "other_programme_id", "other_option_id"),
    ),
)
PLACE_SPEC_OF = {spec.name: spec for spec in PLACE_SPECS}
