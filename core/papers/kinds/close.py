"""The end of a paper: what officers add, who checked what, next steps, and our rows with their sources."""

from collections.abc import Iterator

import pandas as pd

from core.access.redaction import cash_lines_seen
from core.charts.kit.formats import exact_money
from core.domain.case.service_design import DesignHeading
from core.domain.wording import counted
from core.papers.content.paper import Block, Section, Sentence, Table, bullets, finding, missing, note, to_complete, told
from core.papers.facts import Facts, day
from core.papers.kinds.rows import Column, pounds, table_of
from core.reports.benefits import cash_to_take_out
from core.reports.data.sources import lines_behind
from core.reports.flows import partner_titles
from core.reports.options import KIND_WORDS

_LEFT = (
    ("Finance", "the chief finance officer", "comments; capital or revenue; VAT; pensions; where the money stands in the budget"),
    ("Legal and powers", "the monitoring officer or the body's solicitor", "the powers relied on and any duty that applies"),
    ("Equality", "the equality lead", "the assessment under section 149 of the Equality Act 2010, or the body's own"),
    ("Data protection", "the data protection officer", "what is shared, with whom and on what basis"),
    ("Workforce", "the head of human resources", "posts, consultation and terms"),
    ("Procurement and subsidy", "the head of procurement", "the route and any subsidy that has to be assessed"),
    ("Climate and other local headings", "the report's author", "what this body asks for"),
    ("Interests and dispensations", "the monitoring officer", "interests declared and dispensations granted"),
    ("Consultation", "the report's author", "who was asked, and what they said"),
)
_FROM_DESIGN = {
    "Workforce": (DesignHeading.workforce,),
    "Finance": (DesignHeading.estates, DesignHeading.it),
}


def implications(facts: Facts) -> tuple[Section, ...]:
    """Headings that officers fill; only rows of the service design are given to them."""
    head = Section(
        "Implications", (told("Each part below is left to the person named; nothing in them was written by the product"),)
    )
    found = [head]
    for title, post, what in _LEFT:
        rows = tuple(_design(facts, _FROM_DESIGN.get(title, ())))
        found.append(Section(title, (*bullets(rows), to_complete(post, what)), 2))
    return tuple(found)


def _design(facts: Facts, headings: tuple[DesignHeading, ...]) -> Iterator[str]:
    for row in facts.appraised.case.service_design:
        owners = frozenset({row.owner_partner_id}) if row.owner_partner_id else None
        if row.option_id != facts.order.option_id or row.heading not in headings or not facts.scope.sees_any_of(owners):
            continue
        name = "IT" if row.heading is DesignHeading.it else row.heading.value.replace("_", " ").capitalize()
        said = row.arrangement or row.not_needed_because or "nothing is arranged yet"
        yield f"{name}: {said} ({row.status.value.replace('_', ' ')})"


def assurance(facts: Facts) -> Section:
    """Who checked what, gates passed against the data, and whether the evidence that was agreed is there."""
    blocks: list[Block] = [finding(facts.standing)]
    blocks += list(bullets(facts.warnings))
    if facts.is_draft:
        blocks.append(missing("Nobody stands behind the figures of this version yet: it is a draft"))
    blocks += list(_agreements(facts))
    return Section("Assurance", tuple(blocks))


def _agreements(facts: Facts) -> Iterator[Sentence | Table]:
    case, titles = facts.appraised.case, partner_titles(facts.appraised.case)
    outcomes = {row.outcome_id: row.title for row in case.outcomes}
    rows = [row for row in case.evidence_agreement if facts.scope.sees_partner(row.partner_id)]
    if not rows:
        yield missing("No organisation that is shown here has agreed what evidence it will ask for")
        return
    frame = pd.DataFrame(
        [
            (
                titles[row.partner_id],
                outcomes[row.outcome_id],
                row.minimum_design.value.replace("_", " "),
                f"{row.minimum_people:,g}",
                "any" if row.minimum_effect is None else f"{row.minimum_effect:g}",
                day(row.by_date),
                row.agreed_by,
            )
            for row in rows
        ],
        columns=["partner", "outcome", "design", "people", "effect", "by", "who"],
    )
    columns = [
        Column("Organisation", "partner", width=1.5),
        Column("Outcome", "outcome", width=1.5),
        Column("Least design", "design", width=1.3),
        Column("Least people", "people", width=0.9),
        Column("Least effect", "effect", width=0.8),
        Column("By", "by"),
        Column("Agreed by", "who", width=1.3),
    ]
    yield table_of(frame, columns, "Evidence that was agreed beforehand")


def next_steps(facts: Facts, partner_id: str | None) -> Section:
    """Release actions with owner and date: the reader's own, or all that are seen."""
    frame = cash_lines_seen(cash_to_take_out(facts.appraised, facts.order.option_id), facts.scope)
    own = frame[frame.partner_id == partner_id] if partner_id else frame
    planned = own[(own.action != "") & (own.owner != "")]
    blocks: list[Block] = []
    if planned.empty:
        blocks.append(missing("No action has an owner"))
    else:
        columns = (
            Column("Action", "action", width=2.4),
            Column("Line", "line", width=1.6),
            pounds("Cash, present value", "pv_cash_gbp"),
            Column("Owner", "owner", width=1.4),
            Column("Due", "due_on"),
            Column("State", "status", _plain),
        )
        blocks.append(finding(f"{counted(len(planned), 'action has', 'actions have')} an owner"))
        blocks.append(table_of(planned, columns, "Actions that take cash out of a budget"))
    for row in own[own.action == ""].to_dict("records"):
        amount = exact_money(float(row["pv_cash_gbp"]))
        blocks.append(
            missing(f"Nobody is named to take {amount} (present value) of {row['line']} out of {row['partner']}’s budget")
        )
    return Section("Next steps", tuple(blocks))


def sources(facts: Facts, partner_id: str | None) -> tuple[Section, ...]:
    """Appendix: the rows behind the reader's figures, each with its file, row and source."""
    frame = lines_behind(facts.appraised, facts.order.option_id)
    own = (
        frame[frame.partner_id == partner_id] if partner_id else frame[[facts.scope.sees_partner(one) for one in frame.partner_id]]
    )
    shown = own.assign(
        place=[f"{file}, row {row}" for file, row in zip(own.file, own.row, strict=True)],
        way=own.side.map({"gains": "benefit", "pays": "cost"}),
    )
    without = int((own.source == "No source given").sum())
    blocks: list[Block] = [finding(f"{counted(len(own), 'line stands', 'lines stand')} behind these figures")]
    if len(own):
        columns = (
            Column("Line", "line", width=1.8),
            Column("Kind", "way", width=0.7),
            pounds("Present value", "pv_gbp"),
            Column("Where", "place", width=1.3),
            Column("Source", "source", width=2.6),
            Column("Rating", "rating", width=0.7),
        )
        blocks.append(table_of(shown, columns, "Rows behind the figures, largest first"))
    if without:
        blocks.append(missing(f"No source is given for {counted(without, 'row')}"))
    version = facts.appraised.loaded.version
    made = f"made by {version.made_by}, {day(version.made_at.date())}"
    background = [
        f"Version {version.number} of {facts.appraised.case.programme.title}, {made}",
        f"Method {facts.appraised.appraisal.method_version}: docs/method.md of the product",
    ]
    return (
        Section("Appendix: our rows and their sources" if partner_id else "Appendix: rows and their sources", tuple(blocks)),
        Section("Background papers", (*bullets(background), to_complete("the report's author", "other papers relied on")), 2),
        Section(
            "Options by kind",
            (note(", ".join(f"{row.title}: {KIND_WORDS[row.kind].lower()}" for row in facts.appraised.case.options)),),
            2,
        ),
    )


def _plain(word: object) -> str:
    return str(word).replace("_", " ") or "no state"
