"""The charts of a shared page as SVG: no script, colours from the page's own styles, and told in words besides."""

from collections.abc import Sequence

from core.charts.formats import money, signed_money
from core.papers.markup import shortened, text
from core.reports.leader import LeaderFigures, PartnerLine

WIDTH = 360
ROW, BAR, TOP = 40, 14, 36
MOST_LABEL = 46
CHART_HEIGHT, ABOVE, LEFT, RIGHT, BOTTOM = 220, 18, 58, 14, 34


def ledger_svg(lines: Sequence[PartnerLine], title: str) -> str:
    """Draw what each partner pays to the left of a line and what it gets to the right of it.

    A figure too small to show is drawn as a bar without filling, as long as it may be at most.
    """
    most_paid = max((line.pays_gbp for line in lines), default=0.0)
    most_gained = max((line.gains.high if line.gains.is_few else line.gains.amount for line in lines), default=0.0)
    span = (most_paid + most_gained) or 1.0
    zero, scale = WIDTH * most_paid / span, WIDTH / span
    height = TOP + ROW * len(lines)
    rows = "".join(_ledger_row(line, TOP + ROW * at, zero, scale) for at, line in enumerate(lines))
    at_left, at_right = (f'<text class="small" x="{x}" y="12" text-anchor="{end}">' for x, end in ((0, "start"), (WIDTH, "end")))
    sides = f"{at_left}pays, to the left</text>{at_right}gets, to the right</text>"
    described = "; ".join(f"{line.partner} pays {money(line.pays_gbp)} and gets {gains_words(line)}" for line in lines)
    return _svg("ledger", height, title, f"{described}.", sides + rows)


def running_svg(figures: LeaderFigures, title: str) -> str:
    """Draw the running total of cash year by year, with the line at nothing and the moment it has paid back."""
    values = [float(gbp) for gbp in figures.running.running_gbp]
    low, high = min([0.0, *values]), max([0.0, *values])
    span, years = (high - low) or 1.0, max(len(values) - 1, 1)

    def across(year: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * year / years

    def down(gbp: float) -> float:
        return ABOVE + (CHART_HEIGHT - ABOVE - BOTTOM) * (high - gbp) / span

    line = " ".join(f"{across(year):.0f},{down(gbp):.0f}" for year, gbp in enumerate(values))
    marks = "".join(_level(gbp, down(gbp)) for gbp in _levels(low, high))
    ticks = "".join(_tick(year, across(year)) for year in _years_named(years))
    back = figures.payback_years
    paid = f'<circle class="mark" cx="{across(back):.0f}" cy="{down(0):.0f}" r="6"/>' if back and back <= years else ""
    named = f'<text class="small" x="{WIDTH - RIGHT}" y="{CHART_HEIGHT}" text-anchor="end">years from the start</text>'
    drawn = f'{marks}{ticks}<polyline class="line" points="{line}"/>{paid}{named}'
    ends = "; ".join(f"year {year}: {money(values[year])}" for year in _years_named(years) if year < len(values))
    return _svg("running", CHART_HEIGHT + 4, title, f"Running total of cash. {ends}.", drawn)


def gains_words(line: PartnerLine) -> str:
    """Say what cash a partner gets: "under £40k" where it stands for too few people to be shown."""
    return f"under {money(line.gains.high)}" if line.gains.is_few else money(line.gains.amount)


def net_words(line: PartnerLine) -> str:
    """Say a partner's net cash, or between what it lies."""
    if not line.gains.is_few:
        return signed_money(line.net_low_gbp)
    return f"{signed_money(line.net_low_gbp)} to {signed_money(line.net_high_gbp)}"


def _ledger_row(line: PartnerLine, at: float, zero: float, scale: float) -> str:
    gained = line.gains.high if line.gains.is_few else line.gains.amount
    kind = "few" if line.gains.is_few else "gains"
    label = f'<text x="0" y="{at}">{text(shortened(line.partner, MOST_LABEL))}</text>'
    rule = f'<path class="axis" d="M{zero:.0f} {at + 4}v{BAR + 4}"/>'
    bars = _bar("pays", zero - line.pays_gbp * scale, zero, at + 6) + _bar(kind, zero, zero + gained * scale, at + 6)
    return label + bars + rule


def _bar(kind: str, start: float, end: float, at: float) -> str:
    width = max(end - start, 0.0)
    return f'<rect class="{kind}" x="{start:.1f}" y="{at}" width="{width:.1f}" height="{BAR}"/>' if width >= 0.05 else ""


def _levels(low: float, high: float) -> list[float]:
    """Name nothing, the lowest and the highest, leaving out one whose name would lie over another's."""
    span = (high - low) or 1.0
    kept = [0.0]
    for gbp in (low, high):
        if all(abs(gbp - other) / span > 0.12 for other in kept):
            kept.append(gbp)
    return kept


def _level(gbp: float, at: float) -> str:
    kind = "axis" if gbp == 0 else "grid"
    name = f'<text class="small" x="{LEFT - 6}" y="{at + 4:.0f}" text-anchor="end">{text(money(gbp))}</text>'
    return f'<path class="{kind}" d="M{LEFT} {at:.0f}H{WIDTH - RIGHT}"/>{name}'


def _tick(year: int, at: float) -> str:
    return f'<text class="small" x="{at:.0f}" y="{CHART_HEIGHT - BOTTOM + 18}" text-anchor="middle">{year}</text>'


def _years_named(years: int) -> list[int]:
    return list(range(0, years + 1, max(1, -(-years // 5))))


def _svg(name: str, height: float, title: str, described: str, drawn: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{name}-title {name}-text">'
        f'<title id="{name}-title">{text(title)}</title><desc id="{name}-text">{text(described)}</desc>{drawn}</svg>'
    )
