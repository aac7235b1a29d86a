"""Service design: eleven headings for each option, what each costs and who sees to it."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from core.access.redaction import steps_seen
from core.access.scope import Scope
from core.domain.case.case import Case
from core.domain.case.costs import Cost, Driver, Heading
from core.domain.case.programme import PartnerKind
from core.domain.case.service_design import DesignHeading, DesignStatus, ServiceDesign
from core.domain.tables import Table
from core.reports.appraisals import Appraised
from core.reports.benefits import steps_to_cash
from core.reports.changes.grid_edits import Cells, Edited, with_part
from core.reports.changes.table_edits import table_of
from core.reports.flows import flows, partner_titles

HEADING_WORDS = {
    DesignHeading.partner_roles: "Roles of partners",
    DesignHeading.community_role: "Role of the community",
    DesignHeading.funding_longevity: "How long the funding lasts",
    DesignHeading.disinvestment: "Disinvestment",
    DesignHeading.workforce: "Workforce",
    DesignHeading.estates: "Estates",
    DesignHeading.it: "Information technology",
    DesignHeading.evaluation: "Evaluation",
    DesignHeading.benefits_model: "Model of benefits",
    DesignHeading.delivery_organisation: "Delivery organisation",
    DesignHeading.joint_commissioning: "Joint commissioning",
}
STATUS_WORDS = {
    DesignStatus.not_started: "Not started",
    DesignStatus.in_hand: "In hand",
    DesignStatus.agreed: "Agreed",
    DesignStatus.not_needed: "Not needed",
}
SETTLED = (DesignStatus.agreed, DesignStatus.not_needed)
# Headings that take money where they are needed at all.
TAKES_MONEY = (DesignHeading.workforce, DesignHeading.estates, DesignHeading.it, DesignHeading.disinvestment)
COMMUNITY_KINDS = (PartnerKind.community, PartnerKind.voluntary, PartnerKind.residents)
ONE_OFF = (Driver.programme_one_off, Driver.site_one_off)
DESIGN_COLUMNS = (
    *("heading", "title", "is_said", "is_seen", "arrangement", "owner_partner_id", "owner", "cost_id", "cost", "cost_pv_gbp"),
    *("status", "due_on", "days_late", "not_needed_because", "staff_transfer", "vat_and_pensions"),
)
COST_COLUMNS = ("heading", "cost_id", "cost", "is_one_off", "pv_gbp", "first_year", "last_year")
FORM_COLUMNS = (
    "form",
    "named",
    "is_seen",
    "arrangement",
    "cost",
    "is_one_off",
    "cost_pv_gbp",
    "staff_transfer",
    "vat_and_pensions",
    "pays",
)
OUTCOME_COLUMNS = ("outcome_id", "outcome", "option_id", "option", "is_worked_for", "units", "unit", "is_unlike")


@dataclass(frozen=True)
class Completeness:
    """How much of a design is there: counts of its eleven headings, and never a score."""

    headings: int
    settled: int
    missing: int
    unowned: int
    overdue: int


def design(appraised: Appraised, option_id: str, scope: Scope, today: date) -> pd.DataFrame:
    """Design: the eleven headings of an option, empty ones too.

    Returns:
        one row per heading: DESIGN_COLUMNS. is_seen is False for a heading of another partner, of which only the heading,
        where it stands and how late it is are given. cost_pv_gbp is the present value of the linked line, missing where
        there is none or it is not seen; days_late is 0 unless due and not settled.
    """
    said = {row.heading: row for row in appraised.case.service_design if row.option_id == option_id}
    partners, costs = partner_titles(appraised.case), _costs_pv(appraised, option_id)
    rows = [
        _heading_row(heading, said.get(heading), partners=partners, costs=costs, scope=scope, today=today)
        for heading in DesignHeading
    ]
    frame = pd.DataFrame(rows, columns=list(DESIGN_COLUMNS))
    return frame.astype({"cost_pv_gbp": "float64", "is_said": bool, "is_seen": bool})


def completeness(case: Case, option_id: str, today: date) -> Completeness:
    """Completeness: counts of what is settled and what is missing, over all headings of all owners."""
    said = {row.heading: row for row in case.service_design if row.option_id == option_id}
    return Completeness(
        headings=len(DesignHeading),
        settled=sum(row.status in SETTLED for row in said.values()),
        missing=len(DesignHeading) - len(said),
        unowned=sum(not row.owner_partner_id for row in said.values() if row.status is not DesignStatus.not_needed),
        overdue=sum(_days_late(row, today) > 0 for row in said.values()),
    )


def design_gaps(appraised: Appraised, option_id: str, scope: Scope, today: date) -> tuple[str, ...]:
    """Say what a design still lacks, of what is seen, each as a sentence."""
    frame = design(appraised, option_id, scope, today)
    told = [sentence for row in frame.to_dict("records") for sentence in _missing_from(row)]
    return (*told, *_nobody_from_the_community(appraised.case))


def community(case: Case) -> tuple[tuple[str, str], ...]:
    """Partners from the community: (name, kind)."""
    titles = partner_titles(case)
    return tuple((titles[row.partner_id], row.kind.value) for row in case.partners if row.kind in COMMUNITY_KINDS)


def costs_by_heading(appraised: Appraised, option_id: str, scope: Scope) -> pd.DataFrame:
    """List what an option costs under each heading, of the lines that are seen.

    Returns:
        one row per line: COST_COLUMNS; pv_gbp with what is given in kind, first and last year with any cost (missing
        where there is none).
    """
    flow = flows(appraised, option_id)
    pays = flow[(flow.side == "pays") & (flow.gbp > 0)]
    order, rows = list(Heading), []
    for line in sorted(_lines(appraised.case, option_id), key=lambda one: order.index(one.heading)):
        if scope.sees_line(line.cost_id):
            own = pays[pays.line_id == line.cost_id]
            what = (line.heading.value, line.cost_id, line.name, line.driver in ONE_OFF)
            rows.append((*what, float(own.pv_gbp.sum()), own.year.min(), own.year.max()))
    return pd.DataFrame(rows, columns=list(COST_COLUMNS))


def releases(appraised: Appraised, option_id: str, scope: Scope) -> pd.DataFrame:
    """The steps of cash that disinvestment is to bring about, as `core.reports.benefits.steps_to_cash`, of what is seen."""
    return steps_seen(steps_to_cash(appraised, option_id), scope)


def forms(appraised: Appraised, option_id: str, scope: Scope) -> pd.DataFrame:
    """The form of delivery and of commissioning, what each takes to set up, and what it means for who pays.

    Returns:
        one row per form: FORM_COLUMNS; is_seen is False where the heading is another partner's, and all but the name of the
        form is empty; pays is (partner, share of the linked line's cost) in a tuple, empty where no line
        is linked or it is not seen.
    """
    option = next(row for row in appraised.case.options if row.option_id == option_id)
    said = {row["heading"]: row for row in design(appraised, option_id, scope, date.max).to_dict("records")}
    named = {
        DesignHeading.delivery_organisation: option.delivery_form or "",
        DesignHeading.joint_commissioning: option.commissioning_form or "",
    }
    lines = {line.cost_id: line for line in _lines(appraised.case, option_id)}
    rows = []
    for heading, form in named.items():
        row = said[heading.value]
        line = lines.get(row["cost_id"]) if row["cost"] else None
        rows.append(
            (
                *(row["title"], form, row["is_seen"], row["arrangement"] or row["not_needed_because"], row["cost"]),
                *(line is not None and line.driver in ONE_OFF, row["cost_pv_gbp"], row["staff_transfer"], row["vat_and_pensions"]),
                () if line is None else _who_pays(appraised, option_id, line.cost_id),
            )
        )
    return pd.DataFrame(rows, columns=list(FORM_COLUMNS))


def outcome_sets(appraised: Appraised, option_ids: list[str]) -> pd.DataFrame:
    """Set the outcomes that options work for side by side: an outcome that not all of them work for is unlike.

    Returns:
        one row per outcome x option: OUTCOME_COLUMNS; units over the horizon, missing where the option does not work for it.
    """
    titles = {row.option_id: row.title for row in appraised.case.options}
    rows = []
    for outcome in appraised.case.outcomes:
        works = {option_id: outcome.is_worked_for_in(option_id) for option_id in option_ids}
        for option_id in option_ids:
            units = _units(appraised, option_id, outcome.outcome_id) if works[option_id] else None
            told = (outcome.outcome_id, outcome.title, option_id, titles[option_id], works[option_id], units, outcome.unit)
            rows.append((*told, not all(works.values())))
    return pd.DataFrame(rows, columns=list(OUTCOME_COLUMNS)).astype({"units": "float64", "is_unlike": bool})


def wrong_with(cells: Cells) -> tuple[str, ...]:
    """Say what is wrong with one heading as it was typed, before it is saved."""
    if cells.get("status") == DesignStatus.not_needed and not cells.get("not_needed_because"):
        return ("Say why it is not needed: somebody will ask.",)
    return ()


def heading_changed(tables: Mapping[str, Table], option_id: str, heading: str, cells: Cells) -> Edited:
    """Put what was typed about one heading of an option in its place; every other row stays as it was."""
    return with_part(table_of(tables, "service_design"), {"option_id": option_id, "heading": heading}, [cells])


def _heading_row(
    heading: DesignHeading,
    row: ServiceDesign | None,
    *,
    partners: Mapping[str, str],
    costs: Mapping[str, tuple[str, float]],
    scope: Scope,
    today: date,
) -> tuple[object, ...]:
    what = (heading.value, HEADING_WORDS[heading])
    if row is None:
        return (*what, False, True, "", "", "", "", "", None, "", None, 0, "", "", "")
    owner, stands = row.owner_partner_id or "", (row.status.value, row.due_on, _days_late(row, today))
    if owner and not scope.sees_partner(owner):
        return (*what, True, False, "", "", "", "", "", None, *stands, "", "", "")
    cost_id = row.cost_id or ""
    cost, pv_gbp = costs.get(cost_id, ("", None)) if scope.sees_line(cost_id) else ("", None)
    said = (row.arrangement or "", owner, partners.get(owner, ""), cost_id, cost, pv_gbp)
    notes = (row.not_needed_because or "", row.staff_transfer or "", row.vat_and_pensions or "")
    return (*what, True, True, *said, *stands, *notes)


def _missing_from(row: Mapping[Hashable, Any]) -> Iterator[str]:
    title, status = row["title"], row["status"]
    if not row["is_said"]:
        yield f"{title}: nobody has said how it is arranged, or why it is not needed."
        return
    if row["days_late"]:
        yield f"{title} was due {_day(row['due_on'])} and is not settled."
    if status == DesignStatus.not_needed or not row["is_seen"]:
        return
    if not row["owner"]:
        yield f"{title} has no owner: name the partner that sees to it."
    if not row["arrangement"]:
        yield f"{title} has no arrangement: say what is arranged."
    if row["heading"] in TAKES_MONEY and not row["cost_id"]:
        yield f"{title} is tied to no line of cost: say what it is paid from."


def _nobody_from_the_community(case: Case) -> Iterator[str]:
    if not any(row.kind is PartnerKind.community for row in case.partners):
        others = [name for name, _ in community(case)]
        instead = f" Nearest to it: {', '.join(others)}." if others else ""
        yield f"No partner is of the kind community: name who speaks for it in partners.csv.{instead}"


def _days_late(row: ServiceDesign, today: date) -> int:
    return 0 if row.due_on is None or row.status in SETTLED else max(0, (today - row.due_on).days)


def _day(day: object) -> str:
    return f"{day.day} {day:%B %Y}" if isinstance(day, date) else ""


def _lines(case: Case, option_id: str) -> list[Cost]:
    return [line for line in case.costs if line.option_id == option_id]


def _costs_pv(appraised: Appraised, option_id: str) -> dict[str, tuple[str, float]]:
    """Name and present value of each line of cost of an option, by id."""
    flow = flows(appraised, option_id)
    pays = flow[flow.side == "pays"].groupby("line_id", sort=False)["pv_gbp"].sum()
    return {line.cost_id: (line.name, float(pays.get(line.cost_id, 0.0))) for line in _lines(appraised.case, option_id)}


def _who_pays(appraised: Appraised, option_id: str, cost_id: str) -> tuple[tuple[str, float], ...]:
    flow = flows(appraised, option_id)
    own = flow[(flow.side == "pays") & (flow.line_id == cost_id)].groupby("partner_id", sort=False)["pv_gbp"].sum()
    titles, total = partner_titles(appraised.case), float(own.sum())
    return tuple((titles.get(str(one), str(one)), float(gbp) / total) for one, gbp in own.items()) if total > 0 else ()


def _units(appraised: Appraised, option_id: str, outcome_id: str) -> float:
    units = appraised.option(option_id).expected.units
    column = units.outcome_ids.index(outcome_id)
    return float((units.at_sites[:, column] + units.place_wide[:, column]).sum())
