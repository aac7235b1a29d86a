"""Deal sheet: the deal on one page, with parties, money, rule, risk, terms, and what is not agreed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pandas as pd

from core.charts.kit.formats import duration, exact_money, money, whole_years
from core.charts.sentences import deals as told
from core.charts.sentences.splits import moved_sentence, split_row, split_sentence
from core.domain.deals.splits import SplitTable
from core.domain.decisions import day
from core.domain.offers import ANSWER_WORDS, RULE_WORDS, Answer, StoredOffer, rule_in_a_sentence
from core.domain.prices import MoneyBasis
from core.papers.template import filled
from core.reports.appraisals import Appraised
from core.reports.deals.funding import FundingPlan
from core.reports.deals.shares import Deal
from core.reports.deals.splits import paid_by_year
from core.reports.prices import basis_in_words, terms_in_words, years_in_words


@dataclass(frozen=True)
class Section:
    """One part of the sheet: sentences, then a table if there is one."""

    heading: str
    sentences: tuple[str, ...]
    table: pd.DataFrame | None = None


@dataclass(frozen=True)
class Cover:
    """What the sheet says of itself: how far its version may be relied on, who took it out and when, whether it is a sample."""

    standing: str
    made_by: str
    made_on: date
    is_sample: bool = False


@dataclass(frozen=True)
class DealSheet:
    """Deal sheet in plain text: the page or paper that shows it escapes people's words for the place."""

    title: str
    subtitle: str
    cover: tuple[str, ...]
    sections: tuple[Section, ...]


def deal_sheet(
    appraised: Appraised,
    made: Deal,
    plan: FundingPlan,
    promised: pd.DataFrame,
    *,
    divided: SplitTable,
    offer: StoredOffer | None,
    cover: Cover,
    chances: str = "",
) -> DealSheet:
    """Put the sheet together.

    Args:
        appraised: the version.
        made: the deal, under the rule of the offer where there is one.
        plan: promises against need.
        promised: promised cash by partner and year, as `promised_by_partner` gives it.
        divided: the split as costed and under the offer, as every other place shows it.
        offer: the offer it goes by; None where none was made.
        cover: what the sheet says of itself.
        chances: how sure the return is, as a sentence; empty where it was not worked out.
    """
    programme = appraised.case.programme
    option = next(row.title for row in appraised.case.options if row.option_id == made.parties.option_id)
    by_year = paid_by_year(appraised, made, plan.basis)
    in_years = terms_in_words(appraised.case, plan.basis)
    return DealSheet(
        f"Deal sheet: {option}",
        f"{programme.title}. {terms_in_words(appraised.case, MoneyBasis.present_value)} Version {appraised.loaded.version.number}.",
        tuple(_cover(cover, appraised)),
        (
            Section("The ask, the return, the risk", tuple(_invest(appraised, made, plan, chances))),
            Section("Who pays and who gets", (split_sentence(divided), *_moved(divided)), _split(divided)),
            Section("What each pays and when it comes back", (_rule(made), *_exchequer(made)), _parties(made)),
            Section(
                "What each pays by year",
                (f"{in_years} {RULE_WORDS[made.rule]}.",) if len(by_year) else ("Nothing is paid in cash: not applicable.",),
                _in_pounds(by_year),
            ),
            Section(
                "What is promised by year",
                (
                    f"{in_years} {told.funding_title(plan)}.",
                    f"{told.cliff_sentence(plan)} {told.ends_sentence(plan)}".strip(),
                ),
                _in_pounds(promised),
            ),
            Section("Payments between partners", (told.payments_sentence(made),), _payments(made)),
            Section("Gain share, risk share and conditions", (*_terms(plan, offer), *_not_met(made))),
            Section("What is not agreed", tuple(_open(plan, offer))),
        ),
    )


def sheet_html(sheet: DealSheet) -> str:
    """Write the sheet as a page of its own that needs nothing else and prints on one or two sides."""
    return filled("deal_sheet.html", title=sheet.title, subtitle=sheet.subtitle, cover=sheet.cover, sections=sheet.sections)


def _invest(appraised: Appraised, made: Deal, plan: FundingPlan, chances: str) -> Iterator[str]:
    own, years = appraised.option(made.parties.option_id).expected.measures, appraised.case.programme.horizon_years
    gap = f"{money(plan.total_gap_gbp)} of what it costs has no source yet ({basis_in_words(appraised.case, plan.basis)})."
    short = f" {gap}" if plan.total_gap_gbp > 1 else ""
    yield f"Ask: {money(made.parties.cost_gbp)} in cash over {years_in_words(appraised.case)}, present value.{short}"
    yield (
        f"Return: {money(own.pv_cash_released_gbp)} of cash out of budgets and a net public value of {money(own.npsv_gbp)}, "
        f"present values. {_payback_sentence(own.payback_cash_years, years)}"
    )
    yield f"Risk: at most {money(-own.peak_funding_gbp)} is out at one time. {told.limited_sentence(plan)} {chances}".strip()
    yield f"Terms: {rule_in_a_sentence(made.rule)}. {told.worse_off_sentence(made)}"


def _rule(made: Deal) -> str:
    return f"{RULE_WORDS[made.rule]}. {told.rule_sentence(made.rule, made.parties)} {told.unallocated_sentence(made)}".strip()


def _exchequer(made: Deal) -> Iterator[str]:
    sentence = told.exchequer_sentence(made.parties)
    if sentence:
        yield sentence


def _cover(cover: Cover, appraised: Appraised) -> Iterator[str]:
    if cover.is_sample:
        yield "Sample: the programme and its figures are for looking round."
    yield f"{cover.standing}."
    method = appraised.appraisal.method_version
    yield f"Taken out by {cover.made_by} on {day(cover.made_on)}. Method {method}, inputs {appraised.input_hash}."


def _moved(divided: SplitTable) -> Iterator[str]:
    """Say so when the figures are no longer those the offer was made on."""
    if moved_sentence(divided):
        yield moved_sentence(divided)


def _split(divided: SplitTable) -> pd.DataFrame:
    return pd.DataFrame([split_row(line, divided) for line in divided.lines])


def _parties(made: Deal) -> pd.DataFrame:
    frame = made.partners
    return pd.DataFrame(
        {
            "Partner": frame.partner,
            "Pays": frame.pays_gbp.map(exact_money),
            "Gains in cash": frame.gains_gbp.map(exact_money),
            "Net": frame.net_gbp.map(exact_money),
            "Pays back in": [told.payback_words(*pair) for pair in zip(frame.pays_gbp, frame.payback_years, strict=True)],
        }
    )


def _in_pounds(frame: pd.DataFrame) -> pd.DataFrame | None:
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


def _not_met(made: Deal) -> Iterator[str]:
    """The checks that the deal does not meet, beside its terms."""
    for met, sentence in checks(made):
        if not met:
            yield f"Not met: {sentence}"


def _open(plan: FundingPlan, offer: StoredOffer | None) -> Iterator[str]:
    if offer is None:
        yield "No offer has been made on this option."
    else:
        yield f"Offer {offer.offer_id} of {offer.partner}. {told.offer_sentence(offer)}"
        for row in offer.latest.values():
            if row.answer is Answer.accept_if:
                yield f"{row.partner} {ANSWER_WORDS[row.answer]}: {row.condition}"
    if plan.years.promised_gbp.sum() > 0:
        yield told.committed_sentence(plan)


def checks(made: Deal) -> tuple[tuple[bool, str], ...]:
    """List the checks of a deal, each as met or not, with who fails and by how much."""
    frame = made.partners
    return (
        (bool(frame.is_no_worse.all()), told.worse_off_sentence(made)),
        (bool(frame.pays_back_in_time.all()), told.payback_sentence(made)),
        (bool(frame.can_afford.all()), told.afford_sentence(made)),
        (not (made.group and made.group.would_leave), told.group_sentence(made)),
    )


def _payback_sentence(payback_years: float | None, horizon_years: int) -> str:
    if payback_years is None:
        return f"Cash does not pay back within {whole_years(horizon_years)}."
    return f"Cash pays back in {duration(payback_years, horizon_years)}."
