"""Synonyms: words analysts use for our columns. Gathered November 2026 from exports of five kinds of bodies.

A name under `OF_COLUMN` is as good as our own. One under `PERHAPS` is only offered: an analyst has to pick it, because
taking it by itself would be a guess about what is meant.
"""

from collections.abc import Mapping
from functools import cache

from core.domain.tables import SPECS, TableSpec
from core.ingest.labels import plain

OF_COLUMN: Mapping[str, tuple[str, ...]] = {
    "title": ("name", "description", "label", "display name", "long name"),
    "source": ("reference", "citation", "data source", "evidence source", "where from", "publication"),
    "price_year": ("prices", "price base", "price base year", "year of prices", "prices of", "price basis"),
    "base_year": ("year 0", "year zero", "decision year"),
    "area_code": ("ons code", "gss code", "ons area code", "lad code", "la code", "lad22cd", "lad23cd", "geography code"),
    "people_per_year": (
        "people a year",
        "annual people",
        "clients per year",
        "cases per year",
        "referrals per year",
        "annual caseload",
    ),
    "amount_gbp": (
        "amount",
        "cost",
        "annual cost",
        "total cost",
        "value gbp",
        "spend",
        "budget",
        "expenditure",
        "cost gbp",
        "price",
    ),
    "unit_value_gbp": ("unit value", "unit cost", "value per unit", "cost per unit", "saving per unit", "value of one unit"),
    "gbp": ("amount", "value gbp", "actual", "actual spend", "outturn", "forecast", "predicted", "pounds"),
    "fall_share": ("share", "share of benefit", "split", "proportion"),
    "pay_share": ("share", "share of cost", "contribution share", "split", "proportion"),
    "partner_id": ("partner", "organisation", "agency", "body", "organization", "agency name", "bearer"),
    "site_id": ("site", "place", "location", "hospital", "area", "slug", "locality"),
    "outcome_id": ("outcome", "measure", "indicator"),
    "option_id": ("option", "scenario"),
    "benefit_id": ("benefit", "benefit line"),
    "cost_id": ("cost line", "budget line", "line ref"),
    "evidence_id": ("study", "study id", "trial", "evaluation", "author", "authors"),
    "cost_centre_id": ("cost centre", "cost center", "budget code"),
    "line_id": ("line", "line ref", "budget line"),
    "kind": ("type", "organisation type", "sector", "category", "body type"),
    "heading": ("cost heading", "category", "cost category", "subjective"),
    "cost_type": ("capital or revenue", "type of cost", "capital revenue"),
    "driver": ("cost driver", "driven by", "basis"),
    "benefit_class": ("class", "type of benefit", "benefit type", "benefit category"),
    "value_kind": ("kind of value", "type of value"),
    "unit": ("unit of measure", "counted in", "uom", "units"),
    "design": ("study design", "method", "methodology", "evaluation design"),
    "sms_level": ("maryland scale", "maryland level", "sms", "sms score", "scientific methods scale"),
    "people_treated": ("n treated", "treatment n", "n intervention", "intervention n", "treated", "sample treated", "n t"),
    "people_comparison": ("n control", "control n", "n comparison", "comparison n", "controls", "n c"),
    "effect": ("effect size", "estimate", "yi", "log odds ratio", "coefficient", "impact estimate"),
    "standard_error": ("se", "std error", "std err", "stderr", "s e"),
    "effect_scale": ("scale", "metric", "effect metric", "effect measure"),
    "measured_on": ("date measured", "measurement date", "date of measurement", "date"),
    "in_routine_practice": ("routine practice", "routine", "real world"),
    "recorded_on": ("date recorded", "date of entry", "recorded", "date"),
    "start_year": ("first year", "from year", "year from", "start"),
    "end_year": ("last year", "to year", "year to", "end"),
    "year": ("financial year", "fy", "fiscal year", "calendar year"),
    "index": ("deflator", "gdp deflator", "price index", "cpi", "index value"),
    "impact": ("effect", "effect size", "change per person"),
    "impact_basis": ("basis", "net or gross"),
    "owner": ("responsible", "responsible person", "lead officer", "sro"),
    "status": ("state", "rag", "progress"),
    "cohort": ("group", "intake"),
    "period": ("quarter", "month", "time period", "reporting period"),
    "arm": ("group", "treatment arm", "trial arm"),
    "value": ("observed", "result", "measurement", "count", "figure"),
    "people": ("n", "number of people", "headcount", "persons"),
    "payback_limit_years": ("payback limit", "payback period", "maximum payback"),
    "affordability_gbp_per_year": ("affordability", "maximum per year", "annual limit"),
    "confidence_grade": ("confidence", "grade", "quality grade"),
    "unit_cost_code": ("code", "unit cost reference", "ucd code"),
    "level": ("tier", "local or national"),
}

PERHAPS: Mapping[str, tuple[str, ...]] = {
    "people_per_year": (
        "population",
        "people",
        "clients",
        "total population",
        "target group",
        "cohort size",
        "caseload",
        "referrals",
    ),
    "evidence_id": ("title", "name"),
    "standard_error": ("sei", "vi", "variance"),
    "effect": ("effect", "impact", "d", "smd"),
    "in_routine_practice": ("program", "programme type", "setting type"),
    "site_id": ("ons code", "gss code", "code", "name"),
    "partner_id": ("code", "short name"),
    "title": ("study", "site", "partner", "organisation", "place", "item"),
    "amount_gbp": ("costs", "total", "value"),
    "source": ("pubtype",),
}

OF_WORD: Mapping[str, str] = {
    "rct": "randomised",
    "randomised controlled trial": "randomised",
    "randomized controlled trial": "randomised",
    "randomised trial": "randomised",
    "randomized": "randomised",
    "random": "randomised",
    "match": "matched_comparison",
    "matched": "matched_comparison",
    "matched control": "matched_comparison",
    "propensity score matching": "matched_comparison",
    "psm": "matched_comparison",
    "did": "difference_in_differences",
    "diff in diff": "difference_in_differences",
    "difference in difference": "difference_in_differences",
    "pre post": "before_after",
    "before and after": "before_after",
    "nonequiv": "other",
    "council": "local_authority",
    "combined authority": "local_authority",
    "local council": "local_authority",
    "district council": "local_authority",
    "unitary authority": "local_authority",
    "integrated care board": "nhs",
    "green book": "standard",
    "no change": "business_as_usual",
    "baseline": "business_as_usual",
    "status quo": "business_as_usual",
    "spread": "scale_out",
    "roll out": "scale_out",
    "rollout": "scale_out",
    "cash releasing": "budget_removed",
    "cash saving": "budget_removed",
    "redeployed": "redeployed_named_use",
    "cost avoidance": "cost_growth_avoided",
    "avoided growth": "cost_growth_avoided",
    "la": "local_authority",
    "borough council": "local_authority",
    "county council": "local_authority",
    "hospital trust": "nhs",
    "nhs trust": "nhs",
    "nhs foundation trust": "nhs",
    "icb": "nhs",
    "ccg": "nhs",
    "health": "nhs",
    "constabulary": "police",
    "probation": "justice",
    "prison": "justice",
    "courts": "justice",
    "government department": "central_government",
    "department": "central_government",
    "exchequer": "central_government",
    "hmt": "central_government",
    "charity": "voluntary",
    "vcs": "voluntary",
    "third sector": "voluntary",
    "housing association": "housing",
    "school": "education",
    "staff": "workforce",
    "staffing": "workforce",
    "pay": "workforce",
    "salaries": "workforce",
    "premises": "estates",
    "buildings": "estates",
    "digital": "it",
    "ict": "it",
    "technology": "it",
    "capex": "capital",
    "opex": "revenue",
    "recurrent": "revenue",
    "in kind": "in_kind",
    "intervention": "treated",
    "treatment": "treated",
    "control": "comparison",
    "controls": "comparison",
    "log or": "log_odds_ratio",
    "lor": "log_odds_ratio",
    "log rr": "log_risk_ratio",
    "rd": "risk_difference",
    "md": "mean_difference",
    "bau": "business_as_usual",
    "do nothing": "business_as_usual",
    "cashable": "fiscal",
    "public value": "social",
    "in progress": "under_way",
    "ongoing": "under_way",
    "complete": "released",
    "completed": "released",
    "per head": "per_person",
    "per client": "per_person",
    "each person": "per_person",
    "per site": "site_yearly",
    "one off": "programme_one_off",
    "annual": "programme_yearly",
}


# What a word stands for in a column that does not know the first meaning of it.
_OR_WORD: Mapping[str, str] = {"cashable": "budget_removed", "staff": "workforce", "annual": "programme_yearly"}


@cache
def names_of(column: str) -> frozenset[str]:
    """The names that are as good as a column's own, each in one form."""
    return frozenset(plain(name) for name in OF_COLUMN.get(column, ()))


@cache
def perhaps_named(column: str) -> frozenset[str]:
    """The names that may mean a column, which an analyst has to pick."""
    return frozenset(plain(name) for name in PERHAPS.get(column, ()))


@cache
def _known_headings() -> frozenset[str]:
    own = {plain(column) for spec in SPECS for column in spec.columns}
    return frozenset(own.union(*(names_of(column) | perhaps_named(column) for column in {*OF_COLUMN, *PERHAPS})))


def is_known_heading(label: str) -> bool:
    """True where a label is a column of some table, or a name for one."""
    return 0 < len(label) < 100 and plain(label) in _known_headings()


def word_meant(word: str, allowed: tuple[str, ...]) -> str | None:
    """The allowed word that stands for a word analysts use, or None."""
    meant = (OF_WORD.get(plain(word)), _OR_WORD.get(plain(word)))
    return next((one for one in meant if one in allowed), None)


def is_own_key(spec: TableSpec, column: str) -> bool:
    """True for the column that names a row of a table and nothing else."""
    return spec.key[:1] == (column,) and column not in spec.references
