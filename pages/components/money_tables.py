"""Report tables with the headings and figures people read."""

import pandas as pd

from core.charts.kit.formats import chance, chance_share, duration, exact_money, people, ratio, share, whole_years
from core.domain.prices import MONEY_BASIS_WORDS, MoneyBasis
from core.engine.gate_value import GateValue
from core.reports.options import CHANCE, COUNT, GBP, RATIO, SHARE, WORDS, YEARS

MECHANISM_WORDS = {"inflow": "fewer people enter", "exit": "people leave sooner", "unit_cost": "each case costs less"}


def ledger_table(frame: pd.DataFrame) -> pd.DataFrame:
    """The ledger in words: one row per partner."""
    return pd.DataFrame(
        {
            "Partner": frame.partner,
            "Pays in cash": frame.pays_gbp.map(exact_money),
            "Gives in kind": frame.in_kind_gbp.map(exact_money),
            "Cash released": frame.cash_gbp.map(exact_money),
            "Capacity, not cash": frame.capacity_gbp.map(exact_money),
            "Net cash": frame.net_gbp.map(exact_money),
            "Cash pays back in": frame.payback_years.map(duration),
            "Its own limit": _limits(frame),
        }
    )


def _limits(frame: pd.DataFrame) -> list[str]:
    """The limits partners set themselves; those of others are not shown."""
    return [
        "not shown" if not seen else "none set" if pd.isna(limit) else whole_years(int(limit))
        for limit, seen in zip(frame.payback_limit_years, _are_limits_seen(frame), strict=True)
    ]


def _are_limits_seen(frame: pd.DataFrame) -> list[bool]:
    return list(frame.is_limit_seen) if "is_limit_seen" in frame else [True] * len(frame)


def years_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Net cash by partner and year: one row per partner."""
    wide = frame.pivot_table(index="partner", columns="year_label", values="net_gbp", sort=False)
    shown = wide.map(exact_money).reset_index().rename(columns={"partner": "Partner"})
    shown.columns.name = None
    return shown


def bridge_table(frame: pd.DataFrame) -> pd.DataFrame:
    """The bridge in words: one row per step."""
    return pd.DataFrame({"Step": frame.label, "Amount": frame.amount_gbp.map(exact_money)})


def parts_table(frame: pd.DataFrame, basis: MoneyBasis) -> pd.DataFrame:
    """Cash and capacity by line: one row per line and part."""
    money = frame.gbp.map(exact_money)
    return pd.DataFrame({"Benefit": frame.line, "What becomes of it": frame.part, MONEY_BASIS_WORDS[basis]: money})


def steps_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Steps of cash: one row per line and cost centre."""
    return pd.DataFrame(
        {
            "Cost centre": frame.centre,
            "Benefit": frame.line,
            "One step": [f"{people(lump)} {unit}" for lump, unit in zip(frame.lump_units, frame.unit, strict=True)],
            "Falls away at most": frame.units_peak.map(people),
            "Steps closed": frame.steps.map(lambda steps: f"{steps:.2f}".rstrip("0").rstrip(".")),
            "Missing to the next": frame.to_next_units.map(people),
            "Cash a year that waits on it": frame.waiting_gbp.map(exact_money),
        }
    )


def behind_table(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows behind a figure: one row per line and partner."""
    return pd.DataFrame(
        {
            "Partner": frame.partner,
            "Line": frame.line,
            "Gains or pays": frame.side,
            "Present value": frame.pv_gbp.map(exact_money),
            "of which cash": frame.pv_cash_gbp.map(exact_money),
            "File": frame.file,
            "Row": frame.row.astype(str),
            "Source": frame.source,
            "Rating": frame.rating,
        }
    )


def comparison_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Options side by side: one row per measure, under the heading of its section if it has one, one column per option."""
    columns = (frame[name].tolist() for name in ("section", "key", "label", "option", "value", "shown_as"))
    empty = dict.fromkeys(frame.option.tolist(), "")
    sections: dict[str, dict[str, dict[str, str]]] = {}
    for section, key, label, option, value, shown_as in zip(*columns, strict=True):
        measures = sections.setdefault(section, {"": {"Measure": section.upper(), **empty}} if section else {})
        measures.setdefault(key, {"Measure": label})[option] = in_words(value, shown_as)
    return pd.DataFrame([row for measures in sections.values() for row in measures.values()])


def in_words(value: object, shown_as: str) -> str:
    """Show one value of the comparison as its kind is shown."""
    if value is None:
        return "never" if shown_as == YEARS else "–"
    if shown_as == WORDS:
        return str(value)
    show = {GBP: exact_money, YEARS: duration, RATIO: ratio, SHARE: share, COUNT: people, CHANCE: chance_share}[shown_as]
    return show(float(str(value)))


def range_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Net public value of each option with its ends: one row per option."""
    ends = [("If none adopt", "low_gbp"), ("Expected", "central_gbp"), ("If all adopt", "high_gbp")]
    shown = {"Option": frame.option, **{heading: frame[column].map(exact_money) for heading, column in ends}}
    return pd.DataFrame(
        {**shown, "Breaks even at a chance of": frame.break_even.map(lambda at: "no such chance" if pd.isna(at) else share(at))}
    )


def cash_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Running cash: one row per year, one column per option."""
    wide = frame.pivot_table(index="year", columns="option", values="running_gbp", sort=False)
    shown = wide.map(exact_money).reset_index().rename(columns={"year": "Year"}).astype(str)
    shown.columns.name = None
    return shown


def levers_table(frame: pd.DataFrame) -> pd.DataFrame:
    """What others are asked to change: one row per lever."""
    return pd.DataFrame(
        {
            "Option": frame.option,
            "Change": frame.lever,
            "Kind": frame.kind.str.replace("_", " "),
            "Works by": frame.mechanism.map(MECHANISM_WORDS),
            "Cut when adopted": frame.full_effect.map(share),
            "Chance of adoption": frame.p_adopted.map(share),
            "Led by": frame.owner,
            "Decided by": frame.decided_by,
            "The ask": frame.ask,
        }
    )


def release_table(frame: pd.DataFrame) -> pd.DataFrame:
    """How cash leaves budgets: one row per line and partner."""
    return pd.DataFrame(
        {
            "Partner": frame.partner,
            "Line": frame.line,
            "Cash, present value": frame.pv_cash_gbp.map(exact_money),
            "Action": frame.action.where(frame.action != "", "none named yet"),
            "Owner": frame.owner.where(frame.owner != "", "nobody yet"),
            "Due": frame.due_on,
            "Status": frame.status.str.replace("_", " "),
        }
    )


def incidence_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Where benefits fall: one row per partner and type, with cost beside benefit, over the horizon."""
    sums = frame.groupby(["partner", "side", "benefit_class", "value_kind"], as_index=False, sort=False)[
        ["pv_gbp", "cash_gbp", "capacity_gbp"]
    ].sum()
    return pd.DataFrame(
        {
            "Partner": sums.partner,
            "Gains or pays": sums.side,
            "Type": [
                f"{kind} {value}".strip().replace("_", " ") for kind, value in zip(sums.benefit_class, sums.value_kind, strict=True)
            ],
            "Present value": sums.pv_gbp.map(exact_money),
        }
    )


def weak_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Figures that no source gives: one row per table and source, with its columns together."""
    groups = frame.groupby(["table", "source"], sort=False)
    return pd.DataFrame(
        [
            {"Table": table, "Columns": ", ".join(part.column), "Figures": f"{part.rows.sum():,}", "Source": source}
            for (table, source), part in groups
        ]
    )


def spreads_table(frame: pd.DataFrame) -> pd.DataFrame:
    """How each option spreads: one row per option."""
    columns = {"Average": "mean_gbp", "1 in 10 below": "p10_gbp", "Middle": "p50_gbp", "1 in 10 above": "p90_gbp"}
    cash = {
        "Net cash, average": "cash_mean_gbp",
        "Net cash, 1 in 10 below": "cash_p10_gbp",
        "Net cash, 1 in 10 above": "cash_p90_gbp",
    }
    shown = {heading: frame[column].map(exact_money) for heading, column in {**columns, **cash}.items()}
    return pd.DataFrame({"Option": frame.option, **shown})


def chances_table(frame: pd.DataFrame) -> pd.DataFrame:
    """How likely each option is to pay: one row per option."""
    return pd.DataFrame(
        {
            "Option": frame.option,
            "Net public value above nothing": frame.chance_positive.map(chance),
            "Net cash above nothing": frame.chance_cash.map(chance),
            "Best of all options": frame.chance_best.map(chance),
            "Given up on average by choosing it": frame.regret_gbp.map(exact_money),
        }
    )


def amounts_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Chance of at least so much: one row per amount, one column per option."""
    wide = frame.pivot_table(index="gbp", columns="option", values="chance", sort=False)
    shown = wide.map(share).reset_index().rename(columns={"gbp": "At least"})
    shown["At least"] = wide.index.map(exact_money)
    shown.columns.name = None
    return shown


def knowing_table(frame: pd.DataFrame) -> pd.DataFrame:
    """What it would be worth to know one figure: one row per figure."""
    return pd.DataFrame({"Figure": frame.figure, "Worth up to": frame.value_gbp.map(exact_money)})


def partner_chances_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Each partner's cash and how likely it is back in time: one row per partner."""
    return pd.DataFrame(
        {
            "Partner": frame.partner,
            "Net cash, average": frame.mean_gbp.map(exact_money),
            "1 in 10 below": frame.p10_gbp.map(exact_money),
            "1 in 10 above": frame.p90_gbp.map(exact_money),
            "Its own limit": _limits(frame),
            "Cash back in time": [
                "not shown" if not seen else "no limit set" if pd.isna(likely) else chance(likely)
                for likely, seen in zip(frame.chance, _are_limits_seen(frame), strict=True)
            ],
        }
    )


def fruit_table(frame: pd.DataFrame) -> pd.DataFrame:
    """What each place adds: one row per place."""
    return pd.DataFrame({"Place": frame.site, "Adds to net public value": frame.marginal_npsv_gbp.map(exact_money)})


def scale_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Net value by size: one row per order and number of places."""
    return pd.DataFrame(
        {
            "Order": frame.order,
            "Places": frame.places.map(people),
            "People who complete": frame.completers.map(people),
            "Net public value": frame.total_npsv_gbp.map(exact_money),
            "Net cash": frame.net_cash_gbp.map(exact_money),
            "New steps of cash": frame.cash_steps.map(people),
        }
    )


def costs_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Cost of a completer by size: one row per number of places."""
    return pd.DataFrame(
        {
            "Places": frame.places.map(people),
            "On average": frame.average_cost_gbp.map(exact_money),
            "For those of the place just added": frame.marginal_cost_gbp.map(exact_money),
        }
    )


def timing_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Value by year of the gate: one row per year and kind."""
    return pd.DataFrame({"Gate in": frame.year_label, "Going on": frame.kind, "Net public value": frame.npsv_gbp.map(exact_money)})


def gate_table(value: GateValue) -> pd.DataFrame:
    """What deciding at the gate is worth: one row per way of going on."""
    return pd.DataFrame(
        {
            "Way": ["Never going on", "Going on whatever is learnt", "Going on only if it pays", "Value of being able to stop"],
            "Net public value": [
                exact_money(amount)
                for amount in (value.stop_npsv_gbp, value.committed_npsv_gbp, value.gated_npsv_gbp, value.stopping_gbp)
            ],
        }
    )
