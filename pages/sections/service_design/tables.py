"""Tables of the service design, in words."""

import pandas as pd

from core.charts.kit.formats import exact_money, financial_year, people, share
from core.charts.kit.grammar import plural
from core.domain.case.service_design import DesignStatus
from core.reports.service_design import STATUS_WORDS

NOT_SHOWN, NOT_SAID, NOBODY, NO_COST = "another partner's, not shown", "not said", "nobody", "none"


def design_table(frame: pd.DataFrame) -> pd.DataFrame:
    """The eleven headings: one row per heading."""
    rows = frame.to_dict("records")
    return pd.DataFrame(
        {
            "Heading": frame.title,
            "Arrangement": [_arrangement(row) for row in rows],
            "Owner": [_or(row["owner"], row) if row["status"] != DesignStatus.not_needed else "" for row in rows],
            "Paid from": [_cost(row) for row in rows],
            "Stands": [_stands(row) for row in rows],
            "Due": [_day(row["due_on"]) for row in rows],
        }
    )


def costs_table(frame: pd.DataFrame, base_year: int) -> pd.DataFrame:
    """What the option costs by heading: one row per line."""
    return pd.DataFrame(
        {
            "Heading": ["IT" if heading == "it" else heading.replace("_", " ").capitalize() for heading in frame.heading],
            "Line": frame.cost,
            "Paid": ["once" if is_one_off else "every year" for is_one_off in frame.is_one_off],
            "From": [_year(base_year, year) for year in frame.first_year],
            "To": [_year(base_year, year) for year in frame.last_year],
            "Present value": frame.pv_gbp.map(exact_money),
        }
    )


def releases_table(frame: pd.DataFrame) -> pd.DataFrame:
    """The steps of cash disinvestment brings about: one row per line and cost centre."""
    return pd.DataFrame(
        {
            "Where": frame.centre,
            "What is released": frame.line,
            "One step": [f"{people(lump)} {plural(unit)}" for lump, unit in zip(frame.lump_units, frame.unit, strict=True)],
            "Steps closed": frame.steps.map(people),
            "Missing to the next": frame.to_next_units.map(people),
            "Cash a year of a step": frame.waiting_gbp.map(exact_money),
            "Release agreed": frame.agreed.map({True: "yes", False: "no"}),
        }
    )


def form_words(row: dict[str, object]) -> pd.DataFrame:
    """One form of delivery or commissioning: one row per thing said of it."""
    pays = row["pays"] if isinstance(row["pays"], tuple) else ()
    missing = NOT_SAID if row["is_seen"] else NOT_SHOWN
    said = {
        "Form": row["named"] or NOT_SAID,
        "Arrangement": row["arrangement"] or missing,
        "What it costs": _price(row) if row["cost"] else "no line of cost linked" if row["is_seen"] else NOT_SHOWN,
        "Who pays for that": ", ".join(f"{name} {share(part)}" for name, part in pays) or missing,
        "Transfer of staff": row["staff_transfer"] or missing,
        "VAT and pensions": row["vat_and_pensions"] or missing,
    }
    return pd.DataFrame({"Of the form": list(said), "What is said": [str(each) for each in said.values()]})


def _price(row: dict[str, object]) -> str:
    return f"{row['cost']}, {exact_money(float(str(row['cost_pv_gbp'])))} {'once' if row['is_one_off'] else 'over the years'}"


def outcomes_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Outcomes of options side by side: one row per outcome, one column per option."""
    rows: list[dict[str, str]] = []
    for _, some in frame.groupby("outcome_id", sort=False):
        first = some.iloc[0]
        told = {
            row.option: f"{people(row.units)} {plural(row.unit)}" if row.is_worked_for else "not worked for"
            for row in some.itertuples()
        }
        rows.append({"Outcome": first.outcome, **told, "Like or unlike": "unlike" if first.is_unlike else "like"})
    return pd.DataFrame(rows)


def _arrangement(row: dict[str, object]) -> str:
    if row["status"] == DesignStatus.not_needed and row["is_seen"]:
        return f"Not needed: {row['not_needed_because']}"
    return _or(row["arrangement"], row, NOT_SAID)


def _or(text: object, row: dict[str, object], missing: str = NOBODY) -> str:
    if not row["is_seen"]:
        return NOT_SHOWN
    return str(text) or (missing if row["is_said"] or missing == NOT_SAID else "")


def _cost(row: dict[str, object]) -> str:
    if row["cost"]:
        return f"{row['cost']}, {exact_money(float(str(row['cost_pv_gbp'])))}"
    return NOT_SHOWN if row["cost_id"] or not row["is_seen"] else NO_COST if row["is_said"] else ""


def _stands(row: dict[str, object]) -> str:
    if not row["is_said"]:
        return "Missing"
    late = int(str(row["days_late"]))
    words = STATUS_WORDS[DesignStatus(str(row["status"]))]
    return f"{words}, overdue by {late:,} day{'' if late == 1 else 's'}" if late else words


def _day(due_on: object) -> str:
    return "" if due_on is None or pd.isna(due_on) else f"{due_on.day} {due_on:%B %Y}"  # type: ignore[attr-defined]


def _year(base_year: int, year: float) -> str:
    return "never" if pd.isna(year) else financial_year(base_year, int(year))
