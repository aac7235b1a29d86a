"""Offers and answers: what was offered, its state, and the forms to offer, counter and answer."""

from datetime import UTC, date, datetime

import streamlit as st

from core.actions.offers import PARTNERSHIP, answer_offer, make_offer
from core.charts.sentences.deals import offer_sentence, rule_sentence
from core.domain.errors import Refused
from core.domain.offers import (
    ANSWER_WORDS,
    MOST_LETTERS,
    RULE_WORDS,
    Answer,
    Offer,
    OfferState,
    Reply,
    StoredOffer,
    rule_in_a_sentence,
)
from core.domain.people import Doing
from core.reports.deals.shares import Parties
from pages.components.layout import text_table, unseen
from pages.components.open_version import let_go, opened_at
from pages.components.pickers import Chosen
from pages.sections.deals.rules import Split
from pages.sections.deals.tables import answers_table, offered_table
from pages.shell import identity, store
from pages.shell.errors import refused
from pages.shell.user_text import plain

NO_OFFER = 0
ANSWERS = {Answer.accept: "Accept", Answer.accept_if: "Accept if", Answer.decline: "Decline"}
STATE_ICONS = {
    OfferState.open: ":material/pending:", OfferState.agreed: ":material/check_circle:",
    OfferState.declined: ":material/cancel:", OfferState.countered: ":material/reply:",
}  # fmt: skip


def offers(chosen: Chosen, found: Parties, every: tuple[StoredOffer, ...]) -> None:
    """List the offers, the newest first, each with its answers and, while it stands, a form to answer it."""
    if not every:
        st.markdown("No offer has been made on this option. Choose a rule under “Who pays what”, and offer it there.")
    for offer in every:
        title = f"Offer {offer.offer_id} of {offer.partner}: {rule_in_a_sentence(offer.offer.rule)}, {offer.state.value}"
        with st.expander(plain(title), expanded=offer is every[0], icon=STATE_ICONS[offer.state]):
            if offer.countered_by is None or _is_being_answered(offer):
                _beside_its_answer(chosen, offer)
            else:
                _offer(offer)


def _beside_its_answer(chosen: Chosen, offer: StoredOffer) -> None:
    """Show an offer with the form of one's own answer beside it, so that both are seen at once."""
    if not _speaks_for(chosen, {row.partner_id: row.partner for row in offer.frozen.shares}):
        _offer(offer)
        return
    told, answer = st.columns([3, 2], gap="medium")
    with told:
        _terms(offer)
    with answer:
        _answer_form(chosen, offer)
    _replies(offer)


def offer_form(chosen: Chosen, found: Parties, made: Split, every: tuple[StoredOffer, ...]) -> None:
    """Draw the form that offers the split looked at above, on its own or against an offer that stands."""
    st.header("Offer this split", anchor=False)
    makers = _speaks_for(chosen, found.titles)
    whole = identity.person().partners(Doing.make_offer, chosen.programme_id) is None
    names = {**({"": PARTNERSHIP} if whole else {}), **makers}
    if not names:
        st.caption("Offers are made by those who speak for a partner that pays or gains cash under this option.")
        return
    if made.deal is None:
        st.caption("The figures above have to be put right first.")
        return
    name = f"offer-{chosen.programme_id}-{found.option_id}"
    opened = opened_at(name, max((row.offer_id for row in every), default=NO_OFFER))
    key, standing = f"{name}-{opened}", _standing_at(every, opened)
    st.markdown(plain(f"{RULE_WORDS[made.rule]}. {rule_sentence(made.rule, found)}"))
    left, middle, right = st.columns(3)
    maker = left.selectbox("Offered by", list(names), format_func=names.__getitem__, key=f"{key}-by")
    counters = middle.selectbox("Counters", list(standing), format_func=standing.__getitem__, key=f"{key}-counters",
                                index=len(standing) - 1 if len(standing) == 2 else 0)  # fmt: skip
    review: date | None = right.date_input("Review on", value=None, format="DD/MM/YYYY", key=f"{key}-review")
    conditions = st.text_area("Conditions", key=f"{key}-conditions", max_chars=MOST_LETTERS, height=80)
    gain = st.text_area("Gain share, in words", key=f"{key}-gain", max_chars=MOST_LETTERS, height=80,
                        placeholder="For example: what comes beyond the case is shared by what each pays")  # fmt: skip
    if st.button("Make the offer", type="primary", key="make-offer", icon=":material/handshake:"):
        offer = Offer(
            option_id=found.option_id, rule=made.rule, amounts=made.amounts, conditions=conditions, gain_share=gain,
            review_on=review, partner_id=maker or None, counters=counters or None,
        )  # fmt: skip
        _make(chosen, offer, name)


def _standing_at(every: tuple[StoredOffer, ...], latest: int) -> dict[int, str]:
    """Offers that could be countered when the latest was this one: a person counters only an offer they have seen."""
    seen = [row for row in every if row.offer_id <= latest]
    return {NO_OFFER: "None"} | {
        row.offer_id: f"Offer {row.offer_id} of {row.partner}"
        for row in seen
        if row.countered_by is None or row.countered_by > latest
    }


def _offer(offer: StoredOffer) -> None:
    _terms(offer)
    _replies(offer)


def _terms(offer: StoredOffer) -> None:
    st.markdown(f"**{plain(offer_sentence(offer))}**")
    made = f"Made by {offer.made_by} on {offer.made_at:%d %B %Y at %H:%M} UTC, on version {offer.frozen.version_number}."
    counters = f" It counters offer {offer.offer.counters}." if offer.offer.counters else ""
    st.caption(plain(made + counters))
    text_table(offered_table(offer), figures=f"offer-{offer.offer_id}")
    for name, words in (("Conditions", offer.offer.conditions), ("Gain share", offer.offer.gain_share)):
        if words:
            st.markdown(f"**{name}.** {plain(words)}")
    if offer.offer.review_on:
        st.markdown(f"**Review.** {offer.offer.review_on.day} {offer.offer.review_on:%B %Y}")


def _replies(offer: StoredOffer) -> None:
    if offer.replies:
        text_table(answers_table(offer))


def _answer_form(chosen: Chosen, offer: StoredOffer) -> None:
    names = _speaks_for(chosen, {row.partner_id: row.partner for row in offer.frozen.shares})
    if not names:
        return
    who, *others = names
    if others:
        who = st.selectbox("Answer for", list(names), format_func=names.__getitem__, key=f"answer-{offer.offer_id}-for")
    last = offer.latest.get(who)
    name = f"{_answers_to(offer)}{who}"
    opened = opened_at(name, last.reply_id if last else 0)
    said = f"{ANSWER_WORDS[last.answer]} {last.condition}".strip() if last else "has not answered yet"
    st.markdown(f"**{plain(names[who])}** {plain(said)}.")
    answer = st.radio("Answer", list(ANSWERS), format_func=ANSWERS.__getitem__, horizontal=True, key=f"{name}-{opened}-answer")
    condition = st.text_input("On which condition, or why not", key=f"{name}-{opened}-condition", max_chars=MOST_LETTERS)
    recorded = st.button(f"Record the answer{unseen(f'offer {offer.offer_id}')}", key=f"{_answers_to(offer)}save")
    st.caption("To counter it, choose another rule or other figures under “Who pays what”, and offer those against this offer.")
    if recorded:
        reply = Reply(partner_id=who, answer=answer, condition=condition)
        try:
            answer_offer(
                store.database(), chosen.programme_id, offer.offer_id, reply, read_reply=opened,
                by=identity.person(), at=datetime.now(UTC),
            )  # fmt: skip
        except Refused as refusal:
            refused(refusal)
            return
        let_go(name)
        st.rerun()


def _answers_to(offer: StoredOffer) -> str:
    """Key prefix of an offer's answers."""
    return f"answer-to-{offer.offer_id}-"


def _is_being_answered(offer: StoredOffer) -> bool:
    """True where a person has typed an answer to an offer that was countered meanwhile: it is refused, and not thrown away."""
    return any(
        str(key).startswith(_answers_to(offer)) and str(key).endswith("-condition") and value
        for key, value in st.session_state.items()
    )


def _make(chosen: Chosen, offer: Offer, name: str) -> None:
    try:
        make_offer(
            store.database(),
            chosen.programme_id,
            offer,
            version_number=chosen.number,
            by=identity.person(),
            at=datetime.now(UTC),
        )
    except Refused as refusal:
        refused(refusal)
        return
    let_go(name)
    st.rerun()


def _speaks_for(chosen: Chosen, titles: dict[str, str]) -> dict[str, str]:
    person = identity.person()
    return {one: title for one, title in titles.items() if person.may(Doing.make_offer, chosen.programme_id, one)}
