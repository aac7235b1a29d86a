"""What must hold across rows and tables. Every rule runs every time, so that one run tells everything."""

from collections.abc import Callable, Iterable

from core.domain.problems import Problem
from core.ingest.rules import chains, keys, kinds, needs, notices, references, shares
from core.ingest.sheets import Folder

Rule = Callable[[Folder], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    keys.no_key_twice,
    keys.one_row_only,
    keys.not_too_many_sites,
    references.ids_are_listed,
    references.elements_lead_to_elements,
    references.outcomes_are_worked_for_in_options,
    references.root_causes_drive_outcomes,
    shares.shares_add_to_one,
    shares.given_place_shares_add_to_one,
    shares.every_fiscal_benefit_falls_to_somebody,
    shares.every_cost_is_paid_by_somebody,
    kinds.one_business_as_usual,
    kinds.nothing_hangs_on_business_as_usual,
    kinds.levers_hang_on_scale_ups,
    kinds.not_too_many_levers,
    chains.elements_never_lead_back,
    needs.outcomes_with_benefits_have_effects,
    needs.prices_can_be_brought_together,
)

NOTICES: tuple[Rule, ...] = (
    notices.years_beyond_the_horizon,
    notices.attribution_without_a_reason,
    notices.fiscal_lines_without_a_route,
    notices.figures_without_source_or_grade,
    notices.scale_ups_that_bring_nothing,
    notices.sites_counted_at_the_first_centre,
    notices.centres_of_partners_without_a_fall,
    shares.benefits_that_fall_to_no_partner,
)


def problems_across(folder: Folder) -> list[Problem]:
    """Find everything that keeps a folder from being loaded, beyond its single cells and rows."""
    return [problem for rule in RULES for problem in rule(folder)]


def warnings_across(folder: Folder) -> list[Problem]:
    """Find what is allowed and may still not be what was meant."""
    return [warning for rule in NOTICES for warning in rule(folder)]
