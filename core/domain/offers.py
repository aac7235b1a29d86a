"""Offers on who pays what: the rule that shares the cost, the terms, and what each partner answered."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from core.domain.decisions import day

MOST_LETTERS = 2_000
SHARES_TOLERANCE = 1e-6
PENNY = 0.01
BEYOND_BELIEF = 100.0


class Rule(StrEnum):
    """How a cost is shared."""

    as_costed = "as_costed"
    equal = "equal"
    proportional = "proportional"
    shapley = "shapley"
    nucleolus = "nucleolus"
    capped = "capped"
    typed = "typed"


RULE_WORDS: dict[Rule, str] = {
    Rule.as_costed: "As costed",
    Rule.equal: "Equal",
    Rule.proportional: "By benefit",
    Rule.shapley: "By what each adds (Shapley)",
    Rule.nucleolus: "Least reason to leave (nucleolus)",
    Rule.capped: "Capped",
    Rule.typed: "Typed in",
}
RULE_MEANS: dict[Rule, str] = {
    Rule.as_costed: "Everybody pays its own lines of cost.",
    Rule.equal: "Everybody who pays or gains cash pays the same.",
    Rule.proportional: "Everybody pays the same part of each pound of cash it gains.",
    Rule.shapley: "Everybody keeps what it adds on average, over every order in which partners could join.",
    Rule.nucleolus: "The gain is shared so that the group with the best reason to leave has the least.",
    Rule.capped: "As costed, but nobody pays more than its cap; the rest goes to those below theirs.",
    Rule.typed: "Shares of the cost that were typed in.",
}


def rule_in_a_sentence(rule: Rule) -> str:
    """Name a rule within a sentence: "by benefit"."""
    return f"{RULE_WORDS[rule][:1].lower()}{RULE_WORDS[rule][1:]}"


class Answer(StrEnum):
    """What a partner says to an offer. To counter it is to make another offer that names it."""

    accept = "accept"
    accept_if = "accept_if"
    decline = "decline"


ANSWER_WORDS: dict[Answer, str] = {
    Answer.accept: "accepts",
    Answer.accept_if: "accepts if",
    Answer.decline: "declines",
}


class Amount(BaseModel):
    """A figure for one partner: its cap in GBP, or its share of the cost."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    partner_id: str
    value: float


class Offer(BaseModel):
    """One offer. `partner_id` is None when the whole partnership makes it; `counters` is the offer it takes the place of."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    option_id: str
    rule: Rule
    amounts: tuple[Amount, ...] = ()
    conditions: str = ""
    gain_share: str = ""
    review_on: date | None = None
    partner_id: str | None = None
    counters: int | None = None


class Reply(BaseModel):
    """What one partner answers."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    partner_id: str
    answer: Answer
    condition: str = ""


def faults_of_amounts(rule: Rule, amounts: tuple[Amount, ...], titles: dict[str, str]) -> tuple[str, ...]:
    """List what is wrong with the figures of a rule, each as a sentence.

    Args:
        rule: capped and typed need figures, the others have none.
        amounts: caps in GBP, or shares of the cost from 0 to 1.
        titles: partners who pay or gain cash under the option, by id.
    """
    ids = [row.partner_id for row in amounts]
    faults = [
        f'"{partner_id}" does not pay or gain cash under this option: take its row out.'
        for partner_id in ids
        if partner_id not in titles
    ]
    faults += [
        f"{titles.get(partner_id, partner_id)} stands there twice: leave one row."
        for partner_id in sorted(set(ids))
        if ids.count(partner_id) > 1
    ]
    if rule is Rule.capped:
        return (*faults, *_faults_of_caps(amounts, titles))
    if rule is Rule.typed:
        return (*faults, *_faults_of_shares(amounts, titles))
    return (*faults, *(["Only capped and typed-in rules have figures of their own."] if amounts else []))


def _faults_of_caps(amounts: tuple[Amount, ...], titles: dict[str, str]) -> list[str]:
    below = [row for row in amounts if row.value < 0]
    faults = [f"The cap of {titles.get(row.partner_id, row.partner_id)} is below 0: give 0 or more." for row in below]
    return faults if amounts else ["No cap is given: give at least one, or take the rule As costed."]


def _faults_of_shares(amounts: tuple[Amount, ...], titles: dict[str, str]) -> list[str]:
    outside = [row for row in amounts if not 0 <= row.value <= 1]
    faults = [
        f"The share of {titles.get(row.partner_id, row.partner_id)} is {_percent(row.value)}: give 0% to 100%." for row in outside
    ]
    total = sum(row.value for row in amounts)
    if abs(total - 1) > SHARES_TOLERANCE:
        what = f"{_percent(abs(1 - total))} {'too little' if total < 1 else 'too much'}"
        faults.append(f"The shares add to {_percent(total)}, {what}: make them add to 100%.")
    return faults


def _percent(share: float) -> str:
    """100%, 99.5% or 99.9999%: as many places as are needed, four at most."""
    if abs(share) > BEYOND_BELIEF:
        return f"{'over ' if share > 0 else 'below −'}{BEYOND_BELIEF:,.0%}"
    return f"{share * 100:,.4f}".rstrip("0").rstrip(".").replace("-", "−") + "%"


def faults_of_offer(offer: Offer, today: date, options: dict[str, str], titles: dict[str, str]) -> tuple[str, ...]:
    """List what has to be put right before an offer can be made, each as a sentence.

    Args:
        offer: what was entered.
        today: the day it is made on.
        options: options that may be offered, by id.
        titles: partners who pay or gain cash under the option, by id.
    """
    faults = list(faults_of_amounts(offer.rule, offer.amounts, titles))
    if offer.option_id not in options:
        faults.append("Choose an option of this programme other than business as usual.")
    if offer.partner_id is not None and offer.partner_id not in titles:
        faults.append("An offer is made by a partner that pays or gains cash under the option, or by the whole partnership.")
    if offer.review_on is not None and offer.review_on <= today:
        faults.append(f"The review is on {day(offer.review_on)}, which is not after today: give a later day.")
    for name, words in (("conditions", offer.conditions), ("gain share", offer.gain_share)):
        if len(words) > MOST_LETTERS:
            faults.append(f"The {name} have {len(words):,} letters: say it in {MOST_LETTERS:,}.")
    return tuple(faults)


def faults_of_reply(reply: Reply, titles: dict[str, str]) -> tuple[str, ...]:
    """List what has to be put right before an answer can be recorded, each as a sentence."""
    faults = []
    if reply.partner_id not in titles:
        faults.append("An answer is given by a partner that pays or gains cash under the option.")
    if reply.answer is Answer.accept_if and not reply.condition.strip():
        faults.append("Say on which condition it is accepted, or accept it.")
    if len(reply.condition) > MOST_LETTERS:
        faults.append(f"The condition has {len(reply.condition):,} letters: say it in {MOST_LETTERS:,}.")
    return tuple(faults)


class OfferState(StrEnum):
    """Where an offer stands."""

    open = "open"
    agreed = "agreed"
    declined = "declined"
    countered = "countered"


@dataclass(frozen=True)
class FrozenShare:
    """What one partner would pay and gain under an offer when it was made, present value, real GBP."""

    partner_id: str
    partner: str
    pays_gbp: float
    gains_gbp: float


@dataclass(frozen=True)
class FrozenDeal:
    """What an offer came to on the version it was made on."""

    version_id: int
    version_number: int
    option_title: str
    shares: tuple[FrozenShare, ...]
    unallocated_gbp: float
    method_version: str | None = None  # of the calculation; None for offers kept before it was written down


@dataclass(frozen=True)
class StoredReply:
    """What a partner answered, when and by whom it was written down."""

    reply_id: int
    offer_id: int
    partner_id: str
    partner: str
    answer: Answer
    condition: str
    replied_at: datetime
    replied_by: str


@dataclass(frozen=True)
class StoredOffer:
    """An offer as it was made. `replies` are in the order they came; `countered_by` is the offer that took its place."""

    offer_id: int
    programme_id: str
    offer: Offer
    partner: str
    frozen: FrozenDeal
    made_at: datetime
    made_by: str
    replies: tuple[StoredReply, ...]
    countered_by: int | None

    @property
    def latest(self) -> dict[str, StoredReply]:
        """The last answer of each partner."""
        return {row.partner_id: row for row in self.replies}

    @property
    def payers(self) -> tuple[str, ...]:
        """Partners who would pay, and so have to accept."""
        return tuple(row.partner_id for row in self.frozen.shares if row.pays_gbp > PENNY)

    @property
    def waiting_for(self) -> tuple[str, ...]:
        """Titles of paying partners who have not accepted; who makes an offer accepts it."""
        said = self.latest
        accepted = {one for one, row in said.items() if row.answer is Answer.accept}
        accepted |= {self.offer.partner_id} - said.keys() if self.offer.partner_id else set()
        return tuple(row.partner for row in self.frozen.shares if row.partner_id in self.payers and row.partner_id not in accepted)

    @property
    def state(self) -> OfferState:
        """State of the offer: agreed when every paying partner accepted and all of the cost has a payer."""
        if self.countered_by is not None:
            return OfferState.countered
        if any(row.answer is Answer.decline for row in self.latest.values()):
            return OfferState.declined
        is_paid = self.frozen.unallocated_gbp <= PENNY
        return OfferState.agreed if self.payers and is_paid and not self.waiting_for else OfferState.open
