"""Titles about partners, worked out from the figures."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from core.charts.kit import formats
from core.charts.kit.grammar import capitalised, counted, listed, listed_briefly, verb, verb_of
from core.charts.sentences.headings import fits

# What rounds to no pounds at all is neither a gain nor a loss.
NOTHING_GBP = 0.5


def ledger_title(frame: pd.DataFrame, groups: Mapping[str, str] | None = None) -> str:
    """Say who gains most and who pays in more than it gets back.

    Args:
        frame: one row per partner: partner, pays_gbp, gains_gbp, net_gbp.
        groups: partner to the plural name of its kind ("councils"). When those out of pocket are all of one kind, and
            all of that kind are, the title says "the ten councils" in place of their names.
    """
    net = dict(zip(frame["partner"], frame["net_gbp"], strict=True))
    if not net or (frame[["pays_gbp", "gains_gbp"]].abs() < NOTHING_GBP).all(axis=None):
        return "No partner pays in or gets back anything"
    if len(net) == 1:
        return _one_partner(*next(iter(net.items())))
    behind = [partner for partner, gbp in net.items() if gbp <= -NOTHING_GBP]
    ahead = {partner: gbp for partner, gbp in net.items() if gbp >= NOTHING_GBP}
    if not ahead:
        return _nobody_ahead(net, behind)
    most = _most(ahead)
    gain = f"{listed_briefly(most)} {verb_of(most, 'gains', 'gain')} most{', equally' if len(most) > 1 else ''}"
    if not behind:
        return f"{gain}; no partner pays in more than it gets back"
    return _both_ends(gain, _together(behind, list(net), groups or {}), behind)


def misalignment_sentence(misalignment: float | None) -> str:
    """Say how much of the money sits with the wrong partner.

    Args:
        misalignment: half the sum over partners of |share of cash cost - share of cash released|, 0 to 1; None when
            no partner pays cash or no cash is released.
    """
    if misalignment is None or math.isnan(misalignment):
        return "How far payers and gainers differ cannot be worked out, because no cash is paid in or none is released"
    moved = capitalised(formats.share(misalignment))
    if misalignment < 1e-9:
        return "Each partner pays in proportion to the cash it gains: no money would have to move"
    return f"{moved} of the money would have to move between partners for each to pay in proportion to what it gains"


def partner_years_title(frame: pd.DataFrame) -> str:
    """Say how many partners are out of pocket when it is most of them, and how many still are in the last year.

    Args:
        frame: one row per partner and year: partner, year (index), year_label, net_gbp.
    """
    if frame.empty or (frame["net_gbp"].abs() < NOTHING_GBP).all():
        return "No partner pays in or gets back anything in any year"
    behind = frame[frame["net_gbp"] <= -NOTHING_GBP]
    if behind.empty:
        return "No partner is out of pocket in any year"
    labels = dict(zip(frame["year"], frame["year_label"], strict=True))
    years = sorted(labels)
    if frame["partner"].nunique() == 1:
        return _one_partner_years(str(frame["partner"].iloc[0]), set(behind["year"]), years, labels)
    return _many_partners_years(behind, frame["partner"].nunique(), years, labels)


def _one_partner(partner: str, net_gbp: float) -> str:
    if abs(net_gbp) < NOTHING_GBP:
        return verb_of([partner], f"{partner} gets back just what it pays in", f"{partner} get back just what they pay in")
    pays, gets, it = verb_of([partner], "pays", "pay"), verb_of([partner], "gets", "get"), verb_of([partner], "it", "they")
    if net_gbp < 0:
        return f"{partner} {pays} in {formats.money(-net_gbp)} more than {it} {gets} back"
    return f"{partner} {gets} back {formats.money(net_gbp)} more than {it} {pays} in"


def _nobody_ahead(net: Mapping[str, float], behind: Sequence[str]) -> str:
    if not behind:
        return "Every partner gets back just what it pays in"
    furthest = _most({partner: -net[partner] for partner in behind})
    worst = f"{listed_briefly(furthest)} {verb_of(furthest, 'is', 'are')} furthest behind"
    return f"No partner gets back more than it pays in; {worst}"


def _most(net: Mapping[str, float]) -> list[str]:
    highest = max(net.values())
    return [partner for partner, gbp in net.items() if highest - gbp < NOTHING_GBP]


def _together(behind: Sequence[str], everyone: Sequence[str], groups: Mapping[str, str]) -> str:
    """Name those behind, by their kind where that says it exactly."""
    kinds = {groups.get(partner) for partner in behind}
    kind = next(iter(kinds))
    members = [partner for partner in everyone if groups.get(partner) == kind]
    if len(behind) > 1 and len(kinds) == 1 and kind and len(members) == len(behind):
        return f"the {counted(len(behind))} {kind}"
    return listed_briefly(behind)


def _both_ends(gain: str, losers: str, behind: Sequence[str]) -> str:
    """Say who gains and who loses: losers first where a heading cannot hold both, and counted where it cannot hold their names."""
    loss = f"{losers} {_pays_in_more(behind)}"
    if fits(f"{gain}; {loss}"):
        return f"{gain}; {loss}"
    if not fits(loss):
        pays = _pays_in_more([counted(len(behind))] if len(behind) == 1 else behind)
        loss = f"{counted(len(behind))} {verb(len(behind), 'partner', 'partners')} {pays}"
    return f"{capitalised(loss)}; {gain}"


def _pays_in_more(partners: Sequence[str]) -> str:
    return verb_of(partners, "pays in more than it gets back", "pay in more than they get back")


def _one_partner_years(partner: str, behind: set[int], years: Sequence[int], labels: Mapping[int, str]) -> str:
    is_ = verb_of([partner], "is", "are")
    if behind == set(years):
        return f"{partner} {is_} out of pocket in {'every year' if len(years) > 1 else labels[years[0]]}"
    if len(behind) <= 2:
        return f"{partner} {is_} out of pocket in {listed([labels[year] for year in sorted(behind)])}"
    if behind == set(years[: len(behind)]):
        return f"{partner} {is_} out of pocket until {labels[max(behind)]}"
    return f"{partner} {is_} out of pocket in {len(behind)} of {len(years)} years, last in {labels[max(behind)]}"


def _many_partners_years(behind: pd.DataFrame, partners: int, years: Sequence[int], labels: Mapping[int, str]) -> str:
    counts = {year: int((behind["year"] == year).sum()) for year in years}
    peak = max(years, key=lambda year: counts[year])
    most, last = counts[peak], years[-1]
    some = _how_many(most, partners)
    are = verb(most, "is", "are")
    now = f"{some} partners {are} out of pocket in {labels[peak]}"
    if peak == last or len(set(counts.values())) == 1:
        return now if len(years) == 1 else _steady_or_late(now, some, are, counts)
    if not counts[last]:
        return f"{now}; none is in {labels[last]}"
    still = [str(name) for name in behind.loc[behind["year"] == last, "partner"]]
    return f"{now}; in {labels[last]} {listed_briefly(still)} {verb_of(still, 'is', 'are')}"


def _how_many(some: int, partners: int) -> str:
    if some == partners:
        return "Both" if partners == 2 else f"All {counted(partners)}"
    return f"{capitalised(counted(some))} of {counted(partners)}"


def _steady_or_late(now: str, some: str, are: str, counts: Mapping[int, int]) -> str:
    if len(set(counts.values())) == 1:
        return f"{some} partners {are} out of pocket in every year"
    return f"{now}, the last year and the worst"
