"""Figures of a shared page: where the parts of its charts go, and words beside them. The templates draw them as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.charts.kit.formats import money, signed_money
from core.papers.template import shortened
from core.reports.leader import LeaderFigures, PartnerLine

WIDTH = 360
ROW, BAR, TOP = 40, 14, 36
MOST_LABEL = 46
LEAST_WIDTH = 0.05
CHART_HEIGHT, ABOVE, LEFT, RIGHT, BOTTOM = 220, 18, 58, 14, 34


@dataclass(frozen=True)
class Bar:
    """One bar of the ledger: what it stands for, where it begins and how long it is, in units of the drawing."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True)
class LedgerRow:
    """One partner in the ledger: its name, how far down, and its bars."""

    label: str
    at: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class LedgerDrawing:
    """Where everything of the ledger goes; `zero` is the line between what is paid and what is got."""

    title: str
    described: str
    rows: tuple[LedgerRow, ...]
    zero: float
    height: int
    width: int = WIDTH
    bar: int = BAR


@dataclass(frozen=True)
class Level:
    """One line across the running total: its words and how far down."""

    label: str
    at: float
    is_nothing: bool


@dataclass(frozen=True)
class Tick:
    """One year named under the running total, and how far across."""

    year: int
    at: float


@dataclass(frozen=True)
class RunningDrawing:
    """Where everything of the running total goes; `paid_back_at` is None where the cash does not come back."""

    title: str
    described: str
    levels: tuple[Level, ...]
    ticks: tuple[Tick, ...]
    points: str
    nothing_at: float
    paid_back_at: float | None
    height: int = CHART_HEIGHT + 4
    foot: int = CHART_HEIGHT - BOTTOM
    width: int = WIDTH
    left: int = LEFT
    right: int = WIDTH - RIGHT


def ledger_drawing(lines: Sequence[PartnerLine], title: str) -> LedgerDrawing:
    """Ledger as two-way bars: what each partner pays to the left of a line and what it gets to the right of it.

    A figure too small to show is drawn as a bar without filling, as long as it may be at most.
    """
    most_paid = max((line.pays_gbp for line in lines), default=0.0)
    most_gained = max((line.gains.high if line.gains.is_few else line.gains.amount for line in lines), default=0.0)
    span = (most_paid + most_gained) or 1.0
    zero, scale = WIDTH * most_paid / span, WIDTH / span
    described = "; ".join(f"{line.partner} pays {money(line.pays_gbp)} and gets {gains_words(line)}" for line in lines)
    rows = tuple(_ledger_row(line, TOP + ROW * at, zero, scale) for at, line in enumerate(lines))
    return LedgerDrawing(title, f"{described}.", rows, zero, TOP + ROW * len(lines))


def running_drawing(figures: LeaderFigures, title: str) -> RunningDrawing:
    """Running total of cash year by year, with the line at nothing and the moment it has paid back."""
    values = [float(gbp) for gbp in figures.running.running_gbp]
    low, high = min([0.0, *values]), max([0.0, *values])
    span, years = (high - low) or 1.0, max(len(values) - 1, 1)

    def across(year: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * year / years

    def down(gbp: float) -> float:
        return ABOVE + (CHART_HEIGHT - ABOVE - BOTTOM) * (high - gbp) / span

    back = figures.payback_years
    ends = "; ".join(f"year {year}: {money(values[year])}" for year in _years_named(years) if year < len(values))
    return RunningDrawing(
        title=title,
        described=f"Running total of cash. {ends}.",
        levels=tuple(Level(money(gbp), down(gbp), gbp == 0) for gbp in _levels(low, high)),
        ticks=tuple(Tick(year, across(year)) for year in _years_named(years)),
        points=" ".join(f"{across(year):.0f},{down(gbp):.0f}" for year, gbp in enumerate(values)),
        nothing_at=down(0),
        paid_back_at=across(back) if back and back <= years else None,
    )


def gains_words(line: PartnerLine) -> str:
    """Say what cash a partner gets: "under £40k" where it stands for too few people to be shown."""
    return f"under {money(line.gains.high)}" if line.gains.is_few else money(line.gains.amount)


def net_words(line: PartnerLine) -> str:
    """Say a partner's net cash, or between what it lies."""
    if not line.gains.is_few:
        return signed_money(line.net_low_gbp)
    return f"{signed_money(line.net_low_gbp)} to {signed_money(line.net_high_gbp)}"


def _ledger_row(line: PartnerLine, at: int, zero: float, scale: float) -> LedgerRow:
    gained = line.gains.high if line.gains.is_few else line.gains.amount
    pays = Bar("pays", zero - line.pays_gbp * scale, max(line.pays_gbp * scale, 0.0))
    gains = Bar("few" if line.gains.is_few else "gains", zero, max(gained * scale, 0.0))
    return LedgerRow(shortened(line.partner, MOST_LABEL), at, tuple(bar for bar in (pays, gains) if bar.width >= LEAST_WIDTH))


def _levels(low: float, high: float) -> list[float]:
    """Name nothing, the lowest and the highest, leaving out one whose name would lie over another's."""
    span = (high - low) or 1.0
    kept = [0.0]
    for gbp in (low, high):
        if all(abs(gbp - other) / span > 0.12 for other in kept):
            kept.append(gbp)
    return kept


def _years_named(years: int) -> list[int]:
    return list(range(0, years + 1, max(1, -(-years // 5))))
