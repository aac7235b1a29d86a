"""Sharing rules: the rule, its figures, the checks, and who bears an overspend."""

import math
from dataclasses import dataclass

import streamlit as st

from core.charts import deal_positions
from core.charts.sentences.deals import exchequer_sentence, payments_sentence, positions_title, rule_sentence, unallocated_sentence
from core.domain.offers import RULE_WORDS, Amount, Rule, StoredOffer, faults_of_amounts
from core.papers.deal_sheet import checks
from core.reports.deals.overspend import GAIN_WORDS, GainBasis, spread_gain, spread_risk
from core.reports.deals.shares import Deal, Parties, deal, rules_for
from pages.components.layout import download, figure, text_table
from pages.components.partner_grid import Figures, grid
from pages.components.pickers import Chosen
from pages.sections.deals.tables import (
    borne_table,
    checks_of_rules,
    gain_table,
    left_under_rules,
    paid_under_rules,
    partners_table,
    rules_file,
)
from pages.shell import url_state
from pages.shell.user_text import plain

POUNDS, PERCENT = "Pounds", "Per cent of the cost"
CAP, TYPED = "Cap, £", "Pays"


@dataclass(frozen=True)
class Split:
    """The rule that is looked at and its figures; `deal` is None while the figures have a fault."""

    rule: Rule
    amounts: tuple[Amount, ...]
    deal: Deal | None


def split(chosen: Chosen, found: Parties, standing: StoredOffer | None) -> Split:
    """Draw the rule, its figures where it has any, and what is wrong with them."""
    st.header("Who would pay what", anchor=False)
    rule = _rule(chosen, found, standing)
    st.markdown(plain(f"{rule_sentence(rule, found)} Present values; the split is of the whole cash cost."))
    if exchequer_sentence(found):
        st.markdown(plain(exchequer_sentence(found)))
    amounts = _amounts(chosen, found, rule, standing) if rule in (Rule.capped, Rule.typed) else ()
    faults = faults_of_amounts(rule, amounts, found.titles)
    for sentence in faults:
        st.error(plain(sentence), icon=":material/error:")
    made = None if faults else deal(chosen.reader, chosen.appraised, found, rule, amounts)
    return Split(rule, amounts, made)


def first_rule(standing: StoredOffer | None) -> Rule:
    """The rule a person is shown first: that of the offer that stands, if there is one."""
    return Rule.as_costed if standing is None else standing.offer.rule


def shown(made: Deal) -> None:
    """Draw a deal: the chart, its checks, the payments it takes."""
    figure(
        "deal-positions", positions_title(made), f"{RULE_WORDS[made.rule]}. What each pays and the cash it gains, present values.",
        lambda dark, narrow: deal_positions.draw(made, dark, narrow), partners_table(made),
    )  # fmt: skip
    if unallocated_sentence(made):
        st.warning(plain(unallocated_sentence(made)), icon=":material/warning:")
    st.subheader("Does it stand up?", anchor=False)
    for met, sentence in checks(made):
        icon, word = (":material/check_circle:", "Met") if met else (":material/cancel:", "Not met")
        st.markdown(f"{icon} **{word}.** {plain(sentence)}")
    st.caption(
        "A group alone is held to pay the whole cost for its own cash; steps of cash and work at a part of the places are left "
        "out of that. Limits of partners whose detail you may not see are only said to be met or not."
    )
    st.subheader("Money that has to move", anchor=False)
    st.markdown(plain(payments_sentence(made)))
    if not made.payments.empty:
        shown_payments = made.payments.assign(gbp=[f"£{gbp:,.2f}" for gbp in made.payments.gbp])
        text_table(shown_payments.set_axis(["From", "To", "Present value"], axis=1))
        download("Download the payments", made.payments, "side-payments")


def every_rule(chosen: Chosen, found: Parties, made: Split) -> None:
    """All rules side by side, with the partners that fail a check."""
    st.header("Every rule side by side", anchor=False)
    deals = [deal(chosen.reader, chosen.appraised, found, rule) for rule in rules_for(found)]
    if made.deal is not None and made.rule in (Rule.capped, Rule.typed):
        deals.append(made.deal)
    for caption, name, table in (
        ("What each partner pays", "rules-paid", paid_under_rules(deals)),
        ("What each has left of the cash it gains", "rules-left", left_under_rules(deals)),
        ("How each rule stands up", "rules-checked", checks_of_rules(deals)),
    ):
        st.caption(caption)
        text_table(table, figures=name)
    download("Download the rules", rules_file(deals), "rules-compared")


def overspend(chosen: Chosen, found: Parties, made: Deal) -> None:
    """Overspend: draw the calculator of what happens when it costs more or less than agreed."""
    st.subheader("If it costs more, or less", anchor=False)
    amount = st.number_input(
        "Costs more by, £ (less: below 0)", -1e9, 1e9, round(found.cost_gbp * 0.1, -3), step=10_000.0, format="%.0f",
        key=f"overspend-{chosen.programme_id}-{found.option_id}",
    )  # fmt: skip
    st.caption(
        "Shared by what each pays under the rule. A cap is the most a partner bears beyond its share; leave it empty for none."
    )
    caps = grid(f"beyond-{chosen.programme_id}-{found.option_id}", found, CAP, dict.fromkeys(found.ids), "Empty for none")
    limits = {one: cap for one, cap in caps.items() if cap is not None}
    below = [found.titles[one] for one, cap in limits.items() if cap < 0]
    if below:
        st.error(plain(f"The cap of {', '.join(below)} is below 0: give 0 or more."), icon=":material/error:")
        return
    text_table(borne_table(spread_risk(made, amount, limits)), figures="overspend")


def gain_share(chosen: Chosen, found: Parties, made: Deal) -> None:
    """Gain share: draw the calculator of how cash beyond the case is divided, and what has to be passed on."""
    st.subheader("If it gains more, or less", anchor=False)
    if found.benefits_gbp.max() <= 0:
        st.markdown("No cash comes back under this option: there is nothing to share.")
        return
    place = f"{chosen.programme_id}-{found.option_id}"
    left, right = st.columns(2)
    amount = left.number_input(
        "Gains more cash by, £ (less: below 0)", -1e9, 1e9, round(float(found.benefits_gbp.sum()) * 0.1, -3), step=10_000.0,
        format="%.0f", key=f"gain-{place}",
    )  # fmt: skip
    basis = right.selectbox("Shared", list(GAIN_WORDS), format_func=GAIN_WORDS.__getitem__, key=f"gain-basis-{place}")
    st.caption(
        "It falls where the cash of the case falls. What a partner has over its part it passes on. An offer says in words which "
        "of these is agreed."
    )
    text_table(gain_table(spread_gain(made, amount, GainBasis(basis))), figures="gain-share")


def _rule(chosen: Chosen, found: Parties, standing: StoredOffer | None) -> Rule:
    offered = [*rules_for(found), Rule.capped, Rule.typed]
    key = f"rule-{chosen.programme_id}-{found.option_id}"
    url_state.start_with(
        key, url_state.wanted_of(chosen.programme_id, "rule"), [str(rule) for rule in offered], str(first_rule(standing))
    )
    picked = st.segmented_control(
        "Rule", [str(rule) for rule in offered], format_func=lambda rule: RULE_WORDS[Rule(rule)], key=key,
        persist_state="session", required=True,
    )  # fmt: skip
    return Rule(picked)


def _amounts(chosen: Chosen, found: Parties, rule: Rule, standing: StoredOffer | None) -> tuple[Amount, ...]:
    """Draw the grid of caps or shares; it begins with what the standing offer has, else with what is costed."""
    place = f"{chosen.programme_id}-{found.option_id}"
    held = {row.partner_id: row.value for row in standing.offer.amounts} if standing and standing.offer.rule is rule else {}
    if rule is Rule.capped:
        start = {partner_id: held.get(partner_id) for partner_id in found.ids} if held else _costed(found)
        return _read(grid(f"caps-{place}", found, CAP, start, "Empty for none"), 1.0)
    kind = st.radio("Typed in", [PERCENT, POUNDS], horizontal=True, key=f"typed-as-{place}", persist_state="session")
    whole = found.cost_gbp if kind == POUNDS else 100.0
    start = {partner_id: whole * held.get(partner_id, 0.0) if held else None for partner_id in found.ids}
    if kind == POUNDS:
        st.caption(plain(f"They are to add to £{found.cost_gbp:,.2f}, the present value of the whole cash cost, within a penny."))
    name = f"{TYPED}, {'£' if kind == POUNDS else '%'}"
    typed = _read(grid(f"typed-{kind}-{place}", found, name, start), whole)
    return _closed(found, typed) if kind == POUNDS else typed


def _closed(found: Parties, typed: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """Take pounds that add to the cost within a penny as adding to it."""
    total = sum(row.value for row in typed)
    if total and abs(total - 1) * found.cost_gbp <= 0.01:
        return tuple(row.model_copy(update={"value": row.value / total}) for row in typed)
    return typed


def _costed(found: Parties) -> Figures:
    return {one: float(math.ceil(gbp)) for one, gbp in zip(found.ids, found.costed_gbp, strict=True)}


def _read(figures: Figures, whole: float) -> tuple[Amount, ...]:
    return tuple(Amount(partner_id=one, value=value / whole) for one, value in figures.items() if value is not None)
