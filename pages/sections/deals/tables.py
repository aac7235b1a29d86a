"""Promised money, rules and answers with the headings and figures people read."""

import pandas as pd

from core.charts.kit.formats import exact_money, whole_years
from core.charts.sentences.deals import payback_words
from core.domain.case.deals import FUNDING_WORDS, STATUS_WORDS, ContributionStatus, Funding
from core.domain.offers import ANSWER_WORDS, RULE_WORDS, StoredOffer
from core.domain.prices import PRICE_BASIS_WORDS, PriceBasis
from core.reports.deals.funding import FundingPlan
from core.reports.deals.shares import Deal, gains_moved

HIDDEN = "not shown"


def years_of_money(plan: FundingPlan) -> pd.DataFrame:
    """Need and promises: one row per year."""
    columns = {
        "What it costs": "need_gbp", "of which recurrent": "recurrent_gbp", "Core budgets": "lasting_gbp",
        "Limited in time": "limited_gbp", "No source": "gap_gbp", "Only offered": "offered_gbp", "Agreed": "agreed_gbp",
        "Signed": "signed_gbp", "In kind, apart": "in_kind_gbp",
    }  # fmt: skip
    return pd.DataFrame(
        {"Year": plan.years.year_label, **{name: plan.years[column].map(exact_money) for name, column in columns.items()}}
    )


def promises_table(plan: FundingPlan) -> pd.DataFrame:
    """What each partner promised: one row per promise."""
    frame = plan.promises
    return pd.DataFrame(
        {
            "Partner": frame.partner,
            "Year": frame.year_label,
            "Amount": frame.amount_gbp.map(exact_money),
            "In": [PRICE_BASIS_WORDS[PriceBasis(word)] for word in frame.price_basis],
            "Source": [FUNDING_WORDS[Funding(word)] for word in frame.funding],
            "Status": [STATUS_WORDS[ContributionStatus(word)] for word in frame.status],
            "Paid if": frame.paid_if,
        }
    )


def partners_table(made: Deal) -> pd.DataFrame:
    """A deal by partner: one row per partner; limits only where they are seen."""
    rows = made.partners.to_dict("records")
    return pd.DataFrame(
        {
            "Partner": [row["partner"] for row in rows],
            "Pays": [exact_money(row["pays_gbp"]) for row in rows],
            "Gains in cash": [exact_money(row["gains_gbp"]) for row in rows],
            "Net": [exact_money(row["net_gbp"]) for row in rows],
            "Worse off by": ["no" if row["is_no_worse"] else exact_money(row["worse_by_gbp"]) for row in rows],
            "Pays back in": [payback_words(row["pays_gbp"], row["payback_years"]) for row in rows],
            "Its limit": [_limit(row["payback_limit_years"], seen=row["is_seen"]) for row in rows],
            "In time": ["yes" if row["pays_back_in_time"] else "no" for row in rows],
            "Most needed in a year": [exact_money(row["most_needed_gbp"], HIDDEN) for row in rows],
            "Can pay it": ["yes" if row["can_afford"] else "no" for row in rows],
        }
    )


def paid_under_rules(deals: list[Deal]) -> pd.DataFrame:
    """What each partner pays: one column per rule."""
    return _by_rule(deals, "pays_gbp")


def left_under_rules(deals: list[Deal]) -> pd.DataFrame:
    """What each partner has left of the cash it gains: one column per rule."""
    return _by_rule(deals, "net_gbp")


def checks_of_rules(deals: list[Deal]) -> pd.DataFrame:
    """How each rule stands up: one column per rule."""
    columns: dict[str, list[str]] = {"Check": list(CHECKS)}
    for made in deals:
        failing = [_count(made.partners[name].tolist()) for name in ("is_no_worse", "pays_back_in_time", "can_afford")]
        group = "not looked at" if made.group is None else exact_money(made.group.excess_gbp) if made.group.would_leave else "none"
        columns[RULE_WORDS[made.rule]] = [*failing, group, exact_money(gains_moved(made)), "yes" if made.passes else "no"]
    return pd.DataFrame(columns)


def rules_file(deals: list[Deal]) -> pd.DataFrame:
    """Every rule for download: one row per rule and partner."""
    columns = ["partner", "pays_gbp", "gains_gbp", "net_gbp", "is_no_worse", "pays_back_in_time", "can_afford"]
    return pd.concat([made.partners[columns].assign(rule=RULE_WORDS[made.rule]) for made in deals], ignore_index=True)


CHECKS = (
    "Partners worse off", "Partners paid back too late", "Partners that cannot afford a year",
    "Most a group would gain alone", "Moves between partners", "Meets every check",
)  # fmt: skip


def _by_rule(deals: list[Deal], column: str) -> pd.DataFrame:
    amounts = {RULE_WORDS[made.rule]: made.partners[column].map(exact_money) for made in deals}
    return pd.DataFrame({"Partner": deals[0].partners.partner, **amounts})


def answers_table(offer: StoredOffer) -> pd.DataFrame:
    """What partners answered: one row per answer, in the order they came."""
    return pd.DataFrame(
        {
            "Partner": [row.partner for row in offer.replies],
            "Answer": [f"{ANSWER_WORDS[row.answer]} {row.condition}".strip() for row in offer.replies],
            "When": [f"{row.replied_at:%d %B %Y at %H:%M} UTC" for row in offer.replies],
            "Written down by": [row.replied_by for row in offer.replies],
        }
    )


def offered_table(offer: StoredOffer) -> pd.DataFrame:
    """What an offer came to when it was made: one row per partner."""
    rows = offer.frozen.shares
    return pd.DataFrame(
        {
            "Partner": [row.partner for row in rows],
            "Pays": [exact_money(row.pays_gbp) for row in rows],
            "Gains in cash": [exact_money(row.gains_gbp) for row in rows],
            "Net": [exact_money(row.gains_gbp - row.pays_gbp) for row in rows],
        }
    )


def borne_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Who bears what of an overspend: one row per partner."""
    return pd.DataFrame(
        {
            "Partner": frame.partner,
            "Pays under the rule": frame.share_gbp.map(lambda gbp: exact_money(gbp, "")),
            "Bears": frame.bears_gbp.map(exact_money),
        }
    )


def gain_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Who has what of cash beyond the case: one row per partner."""
    return pd.DataFrame(
        {
            "Partner": frame.partner,
            "Falls to it": frame.falls_gbp.map(exact_money),
            "Its part": frame.part_gbp.map(exact_money),
            "Passes on": [exact_money(gbp) if gbp > 0 else "" for gbp in frame.passes_on_gbp],
            "Receives": [exact_money(-gbp) if gbp < 0 else "" for gbp in frame.passes_on_gbp],
        }
    )


def _limit(years: float, *, seen: bool) -> str:
    if not seen:
        return HIDDEN
    return "none set" if pd.isna(years) else whole_years(int(years))


def _count(met: list[bool]) -> str:
    failing = sum(not one for one in met)
    return "nobody" if not failing else f"{failing} of {len(met)}"
