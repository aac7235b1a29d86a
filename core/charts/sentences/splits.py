"""Sentences and words of the split, the same in the meeting, the minute, the shared page, the deal sheet and the decision."""

from core.charts.kit.formats import exact_money, money
from core.charts.kit.grammar import listed_briefly
from core.domain.deals.splits import NO_ANSWER, SplitLine, SplitTable

NOT_PART = "not part of it"
AS_COSTED = "As costed"
NOTHING_GBP = 0.5


def under_offer(found: SplitTable) -> str:
    """Name the offer of a split: "Under offer 2"; empty where there is none."""
    return "" if found.offer is None else f"Under offer {found.offer.offer_id}"


def split_sentence(found: SplitTable) -> str:
    """Say what the two splits are, and how far the partners have answered."""
    money = found.money or f"Present value in {found.price_year} prices"
    basis = f"{money}."
    if found.offer is None:
        return f"{basis} As costed: each partner pays its own lines of cost."
    offer = found.offer
    answers = f"{offer.accepted} of {offer.asked} partners that would pay accept it; it is {offer.state}."
    return f"{basis} Offer {offer.offer_id} of {offer.by}: {offer.rule[:1].lower()}{offer.rule[1:]}. {answers}"


def moved_sentence(found: SplitTable) -> str:
    """Say that the offer's amounts are of another version or method than the split as costed; empty where they are of the same."""
    offer = found.offer
    if offer is None:
        return ""
    if offer.method_version not in (None, found.method_version):
        return (
            f"Offer {offer.offer_id} was worked out by method {offer.method_version}, and what is costed by method "
            f"{found.method_version}: its amounts stand as they were offered."
        )
    if found.has_moved:
        return (
            f"The figures have moved since offer {offer.offer_id} was made on version {offer.version_number}: "
            "its amounts stand as they were offered."
        )
    return ""


def own_cash_sentence(released_gbp: float, own_gbp: float, *, is_own: bool) -> str:
    """Say which of two sums of cash is shown, and how they add up; empty where they are one.

    Args:
        released_gbp: all cash that is released.
        own_gbp: of it, what the partners can spend themselves; the rest is the Exchequer's, or falls in no budget.
        is_own: what is shown is the second.
    """
    if abs(released_gbp - own_gbp) < NOTHING_GBP:
        return ""
    own, rest, whole = money(own_gbp), money(released_gbp - own_gbp), money(released_gbp)
    if is_own:
        return f"Gets is cash that a partner can spend itself: {own}. With {rest} that no partner can spend, {whole} is released."
    return (
        f"Gets is all cash released: {whole}. Partners can spend {own} of it themselves, as in an offer, and none can spend {rest}."
    )


def answers_sentence(found: SplitTable) -> str:
    """Say how far the partners have answered: who accepts with a condition, who declines, who has not answered."""
    offer = found.offer
    if offer is None:
        return "No offer on who pays what has been made."
    named = {words: [line.partner for line in found.lines if line.answer == answer] for words, answer in _ANSWERS.items()}
    said = [f"{words} {listed_briefly(partners)}" for words, partners in named.items() if partners]
    told = f"Offer {offer.offer_id} is accepted by {offer.accepted} of the {offer.asked} that would pay"
    return f"{told}{': ' if said else ''}{'; '.join(said)}."


_ANSWERS = {"on a condition by": "accepts if", "declined by": "declines", "no answer yet from": NO_ANSWER}


def answer_words(line: SplitLine) -> str:
    """Say what a partner has answered so far, with its condition or reason."""
    return f"{line.answer} {line.condition}".strip()


def split_row(line: SplitLine, found: SplitTable) -> dict[str, str]:
    """Lay one partner's line out in words, to the pound: heading to cell, the same headings for every line of a split."""
    cells = {
        "Partner": line.partner,
        "Gets in cash": exact_money(line.gets_gbp),
        "Pays as costed": exact_money(line.pays_gbp),
        "Net as costed": exact_money(line.net_gbp),
    }
    if found.offer is not None:
        number = found.offer.offer_id
        cells |= {
            f"Pays under offer {number}": exact_money(line.offered_pays_gbp, NOT_PART),
            f"Net under offer {number}": exact_money(line.offered_net_gbp, NOT_PART),
            "Answer so far": answer_words(line),
        }
    return cells


def split_lines(found: SplitTable) -> list[str]:
    """Say the split as lines of plain text, one a partner, for a minute."""
    return [f"- {'; '.join(_told(line, found))}" for line in found.lines]


def _told(line: SplitLine, found: SplitTable) -> list[str]:
    row = split_row(line, found)
    costed = f"{row['Partner']}: gets {row['Gets in cash']}; as costed pays {row['Pays as costed']}, net {row['Net as costed']}"
    if found.offer is None:
        return [costed]
    number = found.offer.offer_id
    pays, net = row[f"Pays under offer {number}"], row[f"Net under offer {number}"]
    offered = f"under offer {number} {'is ' + NOT_PART if line.offered_pays_gbp is None else f'pays {pays}, net {net}'}"
    return [costed, offered, *([row["Answer so far"]] if row["Answer so far"] else [])]
