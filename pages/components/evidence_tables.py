"""Tables about evidence with the headings and figures people read."""

import pandas as pd

from core.charts.kit.formats import exact_money, people, share, signed_money
from core.charts.sentences.evidence import effect_text
from core.engine.evidence.effects import Estimate

NOTHING = "–"


def words(text: object) -> str:
    """A word of a fixed list as people read it; nothing where there is none."""
    return NOTHING if is_none(text) else str(text).replace("_", " ")


def day(date: object) -> str:
    """14 January 2027; nothing where there is no date."""
    return NOTHING if is_none(date) else f"{date.day} {date:%B %Y}"  # type: ignore[attr-defined]


def claims_table(frame: pd.DataFrame) -> pd.DataFrame:
    """What is claimed: one row per outcome."""
    return pd.DataFrame(
        {
            "Claim": frame.outcome,
            "Number": [_claimed(row) for row in frame.itertuples()],
            "Evidence": frame.evidence,
            "Grade": [NOTHING if is_none(grade) else f"{int(grade)} of 6" for grade in frame.grade],
        }
    )


def claim_sources_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Where each claim's number comes from: one row per outcome."""
    return pd.DataFrame({"Claim": frame.outcome, "Where the number comes from": frame.source.map(words)})


def studies_table(frame: pd.DataFrame) -> pd.DataFrame:
    """The evidence map in words: one row per outcome and design that has a study."""
    there = frame[frame.studies > 0]
    return pd.DataFrame(
        {
            "Outcome": there.outcome,
            "Design": there.design.map(words),
            "Level": there.level.astype(str),
            "Studies": there.studies.map(people),
            "People": there.people.map(people),
            "in routine practice": there.in_routine_practice.map(people),
        }
    )


def forest_table(frame: pd.DataFrame) -> pd.DataFrame:
    """The forest in words: one row per study, group and mean."""
    return pd.DataFrame(
        {
            "Study": frame.label,
            "Group": frame.group,
            "Effect (95% range)": [effect_text(row.effect, row.low, row.high) for row in frame.itertuples()],
            "Weight": [NOTHING if is_none(weight) else share(weight) for weight in frame.weight_share],
            "People": frame.people.map(people),
        }
    )


def status_table(frame: pd.DataFrame) -> pd.DataFrame:
    """How each agreement stands: one row per partner and outcome."""
    return pd.DataFrame(
        {
            "Partner": frame.partner,
            "Outcome": frame.outcome,
            "Asked for": frame.asked_for,
            "By": frame.by_date.map(day),
            "Agreed": [f"{day(row.agreed_on)}, {row.agreed_by}" for row in frame.itertuples()],
            "State": frame.status.str.capitalize(),
            "Met on": frame.met_on.map(day),
        }
    )


def verdicts_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Studies held against agreements: one row per partner, outcome and study."""
    return pd.DataFrame(
        {
            "Partner": frame.partner,
            "Outcome": frame.outcome,
            "Study": frame.study,
            "Measured": frame.measured_on.map(day),
            "Why": frame.why.replace("", "meets everything asked for"),
        }
    )


def missing_table(frame: pd.DataFrame) -> pd.DataFrame:
    """What is still missing: one row per partner and outcome that is not met."""
    return pd.DataFrame(
        {
            "For whom": frame.partner,
            "Outcome": frame.outcome,
            "What is asked for": frame.asked_for,
            "State": frame.status.str.capitalize(),
            "By": [_by(row.by_date, row.days_left) for row in frame.itertuples()],
            "The nearest there is": frame.nearest.replace("", NOTHING),
        }
    )


def changes_table(frame: pd.DataFrame, partners: dict[str, str], outcomes: dict[str, str]) -> pd.DataFrame:
    """Changes of agreements: one row per cell that changed, or per agreement added or removed."""
    return pd.DataFrame(
        {
            "Version": frame.number.astype(str),
            "On": frame.changed_on.map(day),
            "By": frame.made_by,
            "Partner": [partners.get(row, row) for row in frame.partner_id],
            "Outcome": [outcomes.get(row, row) for row in frame.outcome_id],
            "What": [_changed(row) for row in frame.itertuples()],
            "Makes it": frame.makes_it,
            "After results": ["yes" if after else "no" for after in frame.after_results],
            "State": frame.state,
        }
    )


def estimate_table(found: Estimate) -> pd.DataFrame:
    """An effect from observations: one row per figure."""
    figures = {
        "Effect (95% range), above 0 is better": effect_text(found.effect, found.low, found.high),
        "Standard error": f"{found.standard_error:.4g}",
        "Scale": words(found.scale.value),
        "People treated, and compared with": f"{people(found.people_treated)}, {people(found.people_comparison)}",
        "Places treated, and compared with": f"{found.sites_treated:,}, {found.sites_comparison:,}",
        "Mean of the treated after, and before": _pair(found.mean_treated, found.before_treated),
        "Mean of the comparison after, and before": _pair(found.mean_comparison, found.before_comparison),
        "Allows for people of one place being alike": "yes" if found.is_clustered else "no",
    }
    return pd.DataFrame({"What": list(figures), "Figure": list(figures.values())})


def balance_table(frame: pd.DataFrame, titles: dict[str, str]) -> pd.DataFrame:
    """How alike the arms were before: one row per outcome."""
    return pd.DataFrame(
        {
            "Before the start": [titles.get(row, row) for row in frame.outcome_id],
            "Treated": frame.treated.map(_short),
            "Comparison": frame.comparison.map(_short),
            "Apart, in standard deviations": frame.standardised_difference.map(_short),
            "So they are": frame.verdict,
        }
    )


def variance_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Expected against seen: one row per line, partner and year."""
    return pd.DataFrame(
        {
            "Line": frame.line,
            "Partner": frame.partner,
            "Year": frame.year.astype(str),
            "Expected": [exact_money(gbp, "nothing said") for gbp in frame.predicted_gbp],
            "Seen": [exact_money(gbp, "not seen yet") for gbp in frame.actual_gbp],
            "Difference": [signed_money(gbp, NOTHING) for gbp in frame.difference_gbp],
            "of the expected": frame["share"].map(_signed_share),
            "Units expected": frame.predicted_units.map(_short),
            "Units seen": frame.actual_units.map(_short),
            "Expected beforehand": [_frozen(row.is_frozen, row.predicted_on) for row in frame.itertuples()],
        }
    )


def variance_sums_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Expected against seen, added up: one row per partner, costs and benefits apart."""
    return pd.DataFrame(
        {
            "Partner": frame.partner,
            "Of": frame.side.map({"benefit": "benefits", "cost": "costs"}),
            "Expected": frame.predicted_gbp.map(exact_money),
            "Seen": frame.actual_gbp.map(exact_money),
            "Difference": frame.difference_gbp.map(signed_money),
            "of the expected": frame["share"].map(_signed_share),
        }
    )


def effect_table(frame: pd.DataFrame) -> pd.DataFrame:
    """What a change moves: one row per option."""
    return pd.DataFrame(
        {
            "Option": frame.option,
            "Net public value now": frame.npsv_before_gbp.map(exact_money),
            "after": frame.npsv_after_gbp.map(exact_money),
            "Change": frame.npsv_change_gbp.map(signed_money),
            "Change in net cash": frame.cash_change_gbp.map(signed_money),
        }
    )


def cells_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Cells that would change: one row per cell."""
    return frame.rename(columns=str.capitalize).replace("", NOTHING)


def row_table(cells: dict[str, str]) -> pd.DataFrame:
    """A row that would be added: one row per cell."""
    return pd.DataFrame({"Column": list(cells), "Cell": list(cells.values())})


def _claimed(row) -> str:  # type: ignore[no-untyped-def]
    if is_none(row.impact):
        return "nothing is claimed"
    ends = "" if is_none(row.impact_low) else f" ({row.impact_low:g} to {row.impact_high:g})"
    gross = ", before what would have happened anyway" if row.basis == "gross" else ""
    return f"{row.impact:g}{ends} {row.unit}{gross}"


def _by(date: object, days_left: object) -> str:
    if is_none(date):
        return NOTHING
    return f"{day(date)}, {int(str(days_left)):,} days left" if int(str(days_left)) >= 0 else f"{day(date)}, overdue"


def _changed(row) -> str:  # type: ignore[no-untyped-def]
    if row.change != "changed":
        return f"agreement {row.change}"
    return f"{words(row.column)}: {row.before or 'nothing'} to {row.after or 'nothing'}"


def _pair(after: float, before: float | None) -> str:
    return f"{after:.4g}, {'not seen' if before is None else f'{before:.4g}'}"


def _frozen(is_frozen: object, on: object) -> str:
    if is_frozen is None:
        return "nothing was expected"
    return f"yes, {day(on)}" if is_frozen else f"no: recorded {day(on)}, after the first result"


def _signed_share(part: object) -> str:
    if is_none(part):
        return NOTHING
    shown = share(float(str(part)))
    return f"+{shown}" if float(str(part)) > 0 else shown


def _short(number: object) -> str:
    return NOTHING if is_none(number) else f"{float(str(number)):.3g}".replace("-", "\u2212")


def is_none(value: object) -> bool:
    """Missing value: True where there is no figure, no date or no word."""
    return value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value))
