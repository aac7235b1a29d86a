"""Columns of the flat table and of those beside it, as a Table Schema says them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FlatColumn:
    """One column: its name, the type of its cells, and what they mean."""

    name: str
    type: str  # string, integer, number, date or boolean
    description: str
    required: bool = True


FIGURES = (
    FlatColumn("programme_id", "string", "Programme."),
    FlatColumn("version", "integer", "Number of the version the figures are of."),
    FlatColumn("option_id", "string", "Option; see options."),
    FlatColumn("option_kind", "string", "Do minimum, scale out, scale up, or out then up."),
    FlatColumn("partner_id", "string", "Partner; see partners. all for the total of every partner."),
    FlatColumn("partner_kind", "string", "Kind of body; all for the total."),
    FlatColumn("year_index", "integer", "Years after year 0; empty for a figure over all years.", required=False),
    FlatColumn("financial_year", "string", "Financial year, such as 2027/28; all for a figure over all years."),
    FlatColumn("year_start", "date", "First day of the financial year.", required=False),
    FlatColumn("line_id", "string", "Line of cost or benefit, or outcome; see lines. all for a total over lines."),
    FlatColumn("line_type", "string", "cost, benefit, centre, contribution, risk, outcome or total."),
    FlatColumn("measure", "string", "What is measured: cost (to society), public_cost (cash paid), fiscal, cash_released, "
               "capacity, redeployed, growth_avoided, annually_managed, public_value, net_cash, promised, expected_cost (of a "
               "risk: its chance times its cost, in no sum), people, units, npsv."),
    FlatColumn("basis", "string", "real, money_of_the_day, present_value, or count for people and units."),
    FlatColumn("case", "string", "expected, if_adopted, if_not_adopted, p10, p50 or p90."),
    FlatColumn("value", "number", "The figure, unrounded; empty where it is suppressed.", required=False),
    FlatColumn("unit", "string", "GBP, people, or the unit of the outcome."),
    FlatColumn("price_year", "integer", "Year whose prices real money and present values are in."),
    FlatColumn("is_sample", "boolean", "True for an example that is no organisation's proposal."),
    FlatColumn("is_suppressed", "boolean", "True where the figure stands for too few people to be given."),
    FlatColumn("suppressed_why", "string", "Why it is suppressed.", required=False),
)  # fmt: skip
PARTNERS = (
    FlatColumn("partner_id", "string", "Partner."),
    FlatColumn("title", "string", "Its name."),
    FlatColumn("kind", "string", "What kind of body it is."),
    FlatColumn("level", "string", "Local or national."),
)
OPTIONS = (
    FlatColumn("option_id", "string", "Option."),
    FlatColumn("title", "string", "Its name."),
    FlatColumn("kind", "string", "What kind of option it is."),
)
LINES = (
    FlatColumn("line_id", "string", "Line of cost or benefit, cost centre or outcome."),
    FlatColumn("title", "string", "Its name."),
    FlatColumn("type", "string", "cost, benefit, centre, risk, outcome or total."),
    FlatColumn("source", "string", "Where its figure comes from.", required=False),
)
# What tells one row from every other: all but the value and what follows from the rest.
PRIMARY_KEY = (
    *("programme_id", "version", "option_id", "partner_id", "financial_year", "line_id", "line_type", "measure", "basis", "case"),
)
KINDS = {"string": "string", "integer": "Int64", "number": "float64", "date": "string", "boolean": "bool"}
