"""Deals: ways to share what a joint piece of work costs, as plain functions of arrays: one figure for each partner.

Benefits, costs and shares are real GBP, in any one measure (usually present values of cash). Every rule gives what each
partner pays, and what they pay adds up to the cost.
"""

from core.engine.deals.checks import Coalition, Payment, best_group_alone, side_payments, to_the_penny
from core.engine.deals.funding import Cliff, cliff_of, first_unfunded_year, limited_share
from core.engine.deals.game import MOST_PARTNERS, group_values, shapley_gains
from core.engine.deals.nucleolus import MOST_PARTNERS_WITH_HARM
from core.engine.deals.risk import capped_shares, risk_share
from core.engine.deals.rules import equal_shares, nucleolus_gains, nucleolus_shares, proportional_shares, shapley_shares
from core.engine.deals.talmud import talmud_rule

__all__ = [
    "MOST_PARTNERS",
    "MOST_PARTNERS_WITH_HARM",
    "Cliff",
    "Coalition",
    "Payment",
    "best_group_alone",
    "capped_shares",
    "cliff_of",
    "equal_shares",
    "first_unfunded_year",
    "group_values",
    "limited_share",
    "nucleolus_gains",
    "nucleolus_shares",
    "proportional_shares",
    "risk_share",
    "shapley_gains",
    "shapley_shares",
    "side_payments",
    "talmud_rule",
    "to_the_penny",
]
