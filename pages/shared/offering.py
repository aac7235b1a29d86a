"""Offers and answers: what was offered, where it stands, and the forms to offer, counter and answer."""

from datetime import UTC, date, datetime

import streamlit as st

from core.actions.offers import PARTNERSHIP, answer_offer, make_offer
from core.charts.sentences.deals import offer_sentence, rule_sentence
from core.domain.offers import MOST_LETTERS, RULE_WORDS, Answer, Offer, Reply
from core.domain.people import Doing
from core.reports.deals import Parties
from core.store.offers import OfferState, StoredOffer
from core.store.refusals import Refused
from pages.shared import asking, reads
from pages.shared.choices import Chosen
from pages.shared.dealing import Split
from pages.shared.funding_tables import answers_table, offered_table
from pages.shared.parts import refused, text_table, unseen
from pages.shared.pinning import let_go, opened_at
from pages.shared.text import plain

NO_OFFER = 0
ANSWERS = {Answer.accept: "Accept", Answer.accept_if: "Accept if", Answer.decline: "Decline"}
STATE_ICONS = {
    OfferState.open: ":material/pending:", OfferState.agreed: ":material/check_circle:",
    OfferState.declined: ":material/cancel:", OfferState.countered: ":material/reply:",
}  # fmt: skip


def offers(chosen: Chosen, found: Parties, every: tuple[StoredOffer, ...]) -> None:
    """List the offers, the newest first, each with its answers and, while it stands, a form to answer it."""
    st.header("Offers and answers", anchor=False)
    if not every:
        st.markdown("No offer has been made on this option. Choose a rule above and offer it below.")
    for offer in every:
        title = f"Offer {offer.offer_id} of {offer.partner}: {RULE_WORDS[offer.offer.rule].lower()}, {offer.state.value}"
        with st.expander(plain(title), expanded=offer is every[0], icon=STATE_ICONS[offer.state]):
            _offer(offer)
            if offer.countered_by is None or _is_being_answered(offer):
                _answer_form(chosen, offer)


def offer_form(chosen: Chosen, found: Parties, made: Split, every: tuple[StoredOffer, ...]) -> None:
    """Draw the form that offers the split looked at above, on its own or against an offer that stands."""
    st.subheader("Offer the split above", anchor=False)
    makers = _speaks_for(chosen, found.titles)
    whole = asking.person().partners(Doing.make_offer, chosen.programme_id) is None
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
    """Offers that could be countered when the latest was this one: nobody counters what they have not seen."""
    seen = [row for row in every if row.offer_id <= latest]
    return {NO_OFFER: "None"} | {
        row.offer_id: f"Offer {row.offer_id} of {row.partner}"
        for row in seen
        if row.countered_by is None or row.countered_by > latest
    }


def _offer(offer: StoredOffer) -> None:
    st.markdown(f"**{plain(offer_sentence(offer))}**")
    made = f"Made by {offer.made_by} on {offer.made_at:%d %B %Y at %H:%M} UTC, on version {offer.frozen.version_number}."
    counters = f" It counters offer {offer.offer.counters}." if offer.offer.counters else ""
    st.caption(plain(made + counters))
    for name, words in (("Conditions", offer.offer.conditions), ("Gain share", offer.offer.gain_share)):
        if words:
            st.markdown(f"**{name}.** {plain(words)}")
    if offer.offer.review_on:
        st.markdown(f"**Review.** {offer.offer.review_on.day} {offer.offer.review_on:%B %Y}")
    text_table(offered_table(offer), figures=f"offer-{offer.offer_id}")
    if offer.replies:
        text_table(answers_table(offer))


def _answer_form(chosen: Chosen, offer: StoredOffer) -> None:
    names = _speaks_for(chosen, {row.partner_id: row.partner for row in offer.frozen.shares})
    if not names:
        return
    left, right = st.columns(2)
    who = left.selectbox("Answer for", list(names), format_func=names.__getitem__, key=f"answer-{offer.offer_id}-for")
    last = offer.latest.get(who)
    name = f"{_answers_to(offer)}{who}"
    opened = opened_at(name, last.reply_id if last else 0)
    answer = right.radio("Answer", list(ANSWERS), format_func=ANSWERS.__getitem__, horizontal=True, key=f"{name}-{opened}-answer")
    condition = st.text_input("On which condition, or why not", key=f"{name}-{opened}-condition", max_chars=MOST_LETTERS)
    st.caption("To counter it, choose another rule or other figures above and offer those against this offer.")
    if st.button(f"Record the answer{unseen(f'offer {offer.offer_id}')}", key=f"{_answers_to(offer)}save"):
        reply = Reply(partner_id=who, answer=answer, condition=condition)
        try:
            answer_offer(
                reads.database(), chosen.programme_id, offer.offer_id, reply, read_reply=opened,
                by=asking.person(), at=datetime.now(UTC),
            )  # fmt: skip
        except Refused as refusal:
            refused(refusal)
            return
        let_go(name)
        st.rerun()


def _answers_to(offer: StoredOffer) -> str:
    """What the keys of an offer's answers begin with."""
    return f"answer-to-{offer.offer_id}-"


def _is_being_answered(offer: StoredOffer) -> bool:
    """True where somebody has typed an answer to an offer that was countered meanwhile: it is refused, and not thrown away."""
    return any(
        str(key).startswith(_answers_to(offer)) and str(key).endswith("-condition") and value
        for key, value in st.session_state.items()
    )


def _make(chosen: Chosen, offer: Offer, name: str) -> None:
    try:
        make_offer(
            reads.database(), chosen.programme_id, offer, version_number=chosen.number, by=asking.person(), at=datetime.now(UTC)
        )
    except Refused as refusal:
        refused(refusal)
        return
    let_go(name)
    st.rerun()


def _speaks_for(chosen: Chosen, titles: dict[str, str]) -> dict[str, str]:
    person = asking.person()
    return {one: title for one, title in titles.items() if person.may(Doing.make_offer, chosen.programme_id, one)}
