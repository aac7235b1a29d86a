"""The deal on one page: parties, money, rule, risk, terms, and what is not agreed."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from core.charts.formats import duration, exact_money, financial_year, money
from core.charts.sentences import deals as told
from core.domain.offers import ANSWER_WORDS, RULE_WORDS, Answer
from core.papers.markup import text
from core.reports.appraisals import Appraised
from core.reports.deals import Deal
from core.reports.funding import FundingPlan
from core.store.offers import StoredOffer

STYLE = (
    "body{font:16px/1.45 'Source Sans 3','Source Sans Pro',Arial,sans-serif;color:#16212C;max-width:60rem;margin:2rem auto;"
    "padding:0 1rem}h1{font-size:1.6rem}h2{font-size:1.1rem;margin:1.2rem 0 .3rem}table{border-collapse:collapse;width:100%;"
    "font-size:.85rem}th,td{border-bottom:1px solid #7C8894;padding:.2rem .4rem;text-align:right}th:first-child,td:first-child"
    "{text-align:left}.wide{overflow-x:auto}@media print{body{margin:0;font-size:10pt}h2{break-after:avoid}}"
)


@dataclass(frozen=True)
class Section:
    """One part of the sheet: sentences, then a table if there is one."""

    heading: str
    sentences: tuple[str, ...]
    table: pd.DataFrame | None = None


@dataclass(frozen=True)
class DealSheet:
    """The whole sheet, in plain text: whoever shows it makes people's words safe for the place."""

    title: str
    subtitle: str
    sections: tuple[Section, ...]


def deal_sheet(
    appraised: Appraised,
    made: Deal,
    plan: FundingPlan,
    promised: pd.DataFrame,
    *,
    offer: StoredOffer | None,
    chances: str = "",
) -> DealSheet:
    """Put the sheet together.

    Args:
        appraised: the version.
        made: the deal, under the rule of the offer where there is one.
        plan: promises against need.
        promised: promised cash by partner and year, as `promised_by_partner` gives it.
        offer: the offer it goes by; None where nobody has made one.
        chances: how sure the return is, as a sentence; empty where it was not worked out.
    """
    programme = appraised.case.programme
    option = next(row.title for row in appraised.case.options if row.option_id == made.parties.option_id)
    frame = f"{financial_year(programme.base_year)} for {programme.horizon_years} years"
    return DealSheet(
        f"Deal sheet: {option}",
        f"{programme.title}, from {frame}, in {financial_year(programme.prices_of)} prices. "
        f"Version {appraised.loaded.version.number}.",
        (
            Section("The ask, the return, the risk", tuple(_invest(appraised, made, plan, chances))),
            Section("Parties and what each pays", (_rule(made), *_moved(made, offer)), _parties(made)),
            Section(
                "What is promised by year",
                (told.funding_title(plan) + ".", f"{told.cliff_sentence(plan)} {told.ends_sentence(plan)}".strip()),
                _promised(promised),
            ),
            Section("Payments between partners", (told.payments_sentence(made),), _payments(made)),
            Section("Gain share, risk share and conditions", tuple(_terms(plan, offer))),
            Section("What is not agreed", tuple(_open(made, plan, offer))),
        ),
    )


def sheet_html(sheet: DealSheet) -> str:
    """Write the sheet as a page of its own that needs nothing else and prints on one or two sides."""
    body = "".join(_section(section) for section in sheet.sections)
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{text(sheet.title)}</title><style>{STYLE}</style></head><body><main><h1>{text(sheet.title)}</h1>"
        f"<p>{text(sheet.subtitle)}</p>{body}</main></body></html>"
    )


def _section(section: Section) -> str:
    paragraphs = "".join(f"<p>{text(sentence)}</p>" for sentence in section.sentences)
    return f"<h2>{text(section.heading)}</h2>{paragraphs}{'' if section.table is None else _table(section)}"


def _table(section: Section) -> str:
    frame = pd.DataFrame() if section.table is None else section.table
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in frame.columns)
    rows = (f"<tr>{''.join(f'<td>{text(cell)}</td>' for cell in row)}</tr>" for row in frame.itertuples(index=False))
    label = text(section.heading)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{label}"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _invest(appraised: Appraised, made: Deal, plan: FundingPlan, chances: str) -> Iterator[str]:
    own, years = appraised.option(made.parties.option_id).expected.measures, appraised.case.programme.horizon_years
    short = f" Not discounted, {money(plan.total_gap_gbp)} of what it costs has no source yet." if plan.total_gap_gbp > 1 else ""
    yield f"Ask: {money(made.parties.cost_gbp)} in cash over {years} years, present value.{short}"
    yield (
        f"Return: {money(own.pv_cash_released_gbp)} of cash out of budgets and a net public value of {money(own.npsv_gbp)}, "
        f"present values. Cash pays back in {duration(own.payback_cash_years, years)}."
    )
    yield f"Risk: at most {money(-own.peak_funding_gbp)} is out at one time. {told.limited_sentence(plan)} {chances}".strip()
    yield f"Terms: {RULE_WORDS[made.rule].lower()} sharing. {told.worse_off_sentence(made)}"


def _rule(made: Deal) -> str:
    return f"{RULE_WORDS[made.rule]}. {told.rule_sentence(made.rule, made.parties)} {told.unallocated_sentence(made)}".strip()


def _moved(made: Deal, offer: StoredOffer | None) -> Iterator[str]:
    """Say so when the figures are no longer those the offer was made on."""
    if offer is None:
        return
    then = {row.partner_id: row.pays_gbp for row in offer.frozen.shares}
    now = dict(zip(made.partners.partner_id, made.partners.pays_gbp, strict=True))
    if any(abs(then.get(one, 0.0) - now.get(one, 0.0)) > 0.5 for one in {*then, *now}):
        yield f"The figures have moved since offer {offer.offer_id} was made on version {offer.frozen.version_number}."


def _parties(made: Deal) -> pd.DataFrame:
    frame = made.partners
    return pd.DataFrame(
        {
            "Partner": frame.partner,
            "Pays": frame.pays_gbp.map(exact_money),
            "Gains in cash": frame.gains_gbp.map(exact_money),
            "Net": frame.net_gbp.map(exact_money),
            "Pays back in": frame.payback_years.map(duration),
        }
    )


def _promised(frame: pd.DataFrame) -> pd.DataFrame | None:
    if frame.empty:
        return None
    shown = frame.rename(columns={"partner": "Partner", "total_gbp": "Total"})
    return shown.assign(**{name: shown[name].map(exact_money) for name in shown.columns if name != "Partner"})


def _payments(made: Deal) -> pd.DataFrame | None:
    frame = made.payments
    if frame.empty:
        return None
    return pd.DataFrame({"From": frame.payer, "To": frame.receiver, "Present value": frame.gbp.map(exact_money)})


def _terms(plan: FundingPlan, offer: StoredOffer | None) -> Iterator[str]:
    gain = offer.offer.gain_share if offer else ""
    yield f"Gain share: {gain or 'nothing beyond the rule has been agreed.'}"
    yield "Overspend and underspend: in proportion to what each pays, within caps; what all caps leave is unallocated."
    if offer and offer.offer.conditions:
        yield f"Conditions: {offer.offer.conditions}"
    for condition in dict.fromkeys(
        f"{row} ({who})" for row, who in zip(plan.promises.paid_if, plan.promises.partner, strict=True) if row
    ):
        yield f"Paid if: {condition}"
    if plan.hidden_promises:
        yield f"{plan.hidden_promises} promises of other partners, and their conditions, are not listed here."
    review = offer.offer.review_on if offer else None
    yield f"Review: {review.day} {review:%B %Y}." if review else "Review: no date has been set."


def _open(made: Deal, plan: FundingPlan, offer: StoredOffer | None) -> Iterator[str]:
    if offer is None:
        yield "No offer has been made on this option."
    else:
        yield f"Offer {offer.offer_id} of {offer.partner}. {told.offer_sentence(offer)}"
        for row in offer.latest.values():
            if row.answer is Answer.accept_if:
                yield f"{row.partner} {ANSWER_WORDS[row.answer]}: {row.condition}"
    if plan.years.promised_gbp.sum() > 0:
        yield told.committed_sentence(plan)
    for met, sentence in checks(made):
        if not met:
            yield sentence


def checks(made: Deal) -> tuple[tuple[bool, str], ...]:
    """List the checks of a deal, each as met or not, with who fails and by how much."""
    frame = made.partners
    return (
        (bool(frame.is_no_worse.all()), told.worse_off_sentence(made)),
        (bool(frame.pays_back_in_time.all()), told.payback_sentence(made)),
        (bool(frame.can_afford.all()), told.afford_sentence(made)),
        (not (made.group and made.group.would_leave), told.group_sentence(made)),
    )
