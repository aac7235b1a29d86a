"""Rules across rows and tables. Every rule runs every time, so that one run finds everything."""

from collections.abc import Callable, Iterable
from itertools import islice

from core.domain.problems import Problem
from core.ingest.rules import cash_notices, centres, chains, keys, kinds, needs, notices, prices, references, same_things, shares
from core.ingest.sheets import Folder
from core.ingest.too_much import MOST_FAILING_CELLS

Rule = Callable[[Folder], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    keys.no_key_twice,
    keys.one_row_only,
    keys.not_too_many_sites,
    references.ids_are_listed,
    references.elements_lead_to_elements,
    references.lists_of_options_are_listed,
    references.root_causes_drive_outcomes,
    shares.shares_add_to_one,
    shares.shares_of_units_are_no_more_than_one,
    shares.every_fiscal_benefit_falls_to_somebody,
    shares.every_cost_is_paid_by_somebody,
    kinds.one_business_as_usual,
    kinds.nothing_hangs_on_business_as_usual,
    kinds.one_scale_penalty,
    kinds.not_too_many_levers,
    chains.elements_never_lead_back,
    chains.parents_never_lead_back,
    centres.stepped_benefits_have_a_lump,
    centres.lines_of_one_outcome_fall_alike,
    centres.stepped_lines_of_a_centre_agree,
    centres.what_is_pooled_is_counted_in_one_unit,
    needs.outcomes_with_benefits_have_effects,
    prices.prices_can_be_brought_together,
)

NOTICES: tuple[Rule, ...] = (
    kinds.levers_of_options_that_scale_no_further,
    notices.years_beyond_the_horizon,
    notices.attribution_without_a_reason,
    notices.fiscal_lines_without_a_route,
    notices.figures_without_source_or_grade,
    notices.options_without_costs,
    notices.scale_ups_that_bring_nothing,
    notices.centres_of_partners_without_a_fall,
    shares.benefits_that_fall_to_no_partner,
    same_things.places_that_share_an_area_code,
    same_things.names_that_differ_in_capitals_only,
    shares.units_that_name_no_centre,
    cash_notices.no_business_as_usual,
    cash_notices.stepped_lines_without_a_centre,
    cash_notices.sites_without_a_centre,
    cash_notices.fiscal_lines_that_say_nothing_is_fixed,
    cash_notices.money_counted_with_its_transfer,
    cash_notices.one_unit_cost_on_two_lines,
)


def problems_across(folder: Folder) -> list[Problem]:
    """Find everything that keeps a folder from being loaded, beyond its single cells and rows."""
    return [problem for rule in RULES for problem in islice(rule(folder), MOST_FAILING_CELLS)]


def warnings_across(folder: Folder) -> list[Problem]:
    """Find what is allowed and may still not be what was meant."""
    return [warning for rule in NOTICES for warning in islice(rule(folder), MOST_FAILING_CELLS)]
