"""Filled draft: the tables of a draft with what is not whole left out, and sentences about everything that is missing or assumed.

Nothing that is assumed here is ever saved as if it had been said: what is saved are the rows of the draft.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.domain.case.options import OptionKind
from core.domain.drafts import Cells, Draft
from core.domain.fields import ranged_fields
from core.domain.tables import SPEC_OF, SPECS, Table
from core.domain.titles import unique_titles
from core.reports.changes.table_edits import table_of, with_rows
from core.reports.drafts.answers import Kind, wrong_in
from core.reports.drafts.boxes import kind_of
from core.reports.drafts.cash import CASH_COLUMNS, centres_of, closes_whole, missing_of_cash, with_rest
from core.reports.drafts.copies import without_memory

WORK, WHERE, CHANGES, COSTS, CASH, OPTIONS, SURE, SAVE = range(1, 9)
SHARE_TOLERANCE = 1e-6
_UNNAMED = "this_work"


@dataclass(frozen=True)
class Told:
    """One thing still to be said, and the step where it is said. Until it is, the draft is no programme."""

    sentence: str
    step: int


@dataclass
class Filled:
    """Rows that can be worked out, what is still to be said, and what is assumed meanwhile."""

    rows: dict[str, list[Cells]]
    told: list[Told] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)

    def tables(self, programme_id: str = _UNNAMED) -> dict[str, Table]:
        """Tables of a case folder, with the programme under an id."""
        rows = dict(self.rows)
        rows["programme"] = [{"programme_id": programme_id, **rows["programme"][0]}]
        return {
            spec.name: with_rows(table_of({}, spec.name), [without_memory(row) for row in rows[spec.name]])
            for spec in SPECS
            if rows.get(spec.name)
        }


def filled(draft: Draft) -> Filled:
    """Take what is whole of a draft; say what is not, and where it is said."""
    made = Filled({table: list(rows) for table, rows in draft.rows.items()})
    for step in (_work, _partners, _places, _benefits, _costs, _cash, _levers, _options, _ranges):
        step(draft, made)
    _without_widows(made)
    _unread(draft, made)
    return made


def _work(draft: Draft, made: Filled) -> None:
    programme = dict((draft.of("programme") or [{}])[0])
    if not programme.get("title"):
        made.told.append(Told("Give the work a name.", WORK))
        programme["title"] = "This work"
    made.rows["programme"] = [programme]


def _partners(draft: Draft, made: Filled) -> None:
    if not draft.of("partners"):
        made.told.append(Told("Who is in the partnership?", WHERE))
    elif not made.rows["programme"][0].get("lead_partner_id"):
        made.assumed.append(f"{draft.titles('partners')[draft.of('partners')[0]['partner_id']]} leads, as the first partner named")


def _places(draft: Draft, made: Filled) -> None:
    if not draft.of("sites"):
        made.told.append(Told("Where is it delivered?", WHERE))
    titles, rows = unique_titles(draft.titles("sites")), draft.of("sites")
    made.told += [
        Told(f"How many people a year in {titles[row['site_id']]}?", WHERE) for row in rows if not row.get("people_per_year")
    ]
    made.rows["sites"] = [row for row in rows if row.get("people_per_year")]


def _benefits(draft: Draft, made: Filled) -> None:
    if not draft.of("benefits"):
        made.told.append(Told("What changes, and what is one worth?", CHANGES))
    titles = unique_titles(draft.titles("benefits"))
    effects = {row["outcome_id"]: row for row in draft.of("effects")}
    whole: list[str] = []
    for row in draft.of("benefits"):
        title, effect = titles[row["benefit_id"]], effects.get(row["outcome_id"], {})
        missing = [
            *([] if row.get("unit_value_gbp") else [f"{title}: what is one worth?"]),
            *([] if effect.get("impact") else [f"{title}: how many fewer for one person?"]),
            *_shares_missing(draft.of("benefit_falls"), "benefit_id", row["benefit_id"], "fall_share", f"{title}: who saves?"),
        ]
        made.told += [Told(sentence, CHANGES) for sentence in missing]
        if not missing:
            whole.append(row["benefit_id"])
            _assume_of_effect(made, title, effect)
    made.rows["benefits"] = [row for row in draft.of("benefits") if row["benefit_id"] in whole]


def _assume_of_effect(made: Filled, title: str, effect: Cells) -> None:
    if effect.get("impact_basis") == "gross" and not effect.get("deadweight"):
        made.assumed.append(f"{title}: nothing is taken off for what would have happened anyway")
    if not effect.get("persistence"):
        made.assumed.append(f"{title}: it lasts for one year only")


def _cash(draft: Draft, made: Filled) -> None:
    """A line whose cash is half said counts for none of it, and is named."""
    titles, rows = unique_titles(draft.titles("benefits")), []
    for row in made.rows["benefits"]:
        asked = missing_of_cash(row)
        made.told += [Told(f"{titles[row['benefit_id']]}: {one}", CASH) for one in asked]
        rows.append({name: cell for name, cell in row.items() if name not in CASH_COLUMNS} if asked else with_rest(row))
        if not asked and row.get("release_route") == "budget_removed" and row.get("release_agreed") != "true":
            made.assumed.append(f"{titles[row['benefit_id']]}: no cash, since the budget holder has not agreed yet")
        if not asked and closes_whole(row) and not centres_of(draft, row["benefit_id"]):
            made.assumed.append(f"{titles[row['benefit_id']]}: nothing whole closes, since nobody has said where that is")
    made.rows["benefits"] = rows


def _ranges(draft: Draft, made: Filled) -> None:
    """A range that has one end, or does not hold its figure, is left out and named."""
    for table in ("effects", "benefits", "costs", "options", "levers"):
        made.rows[table] = [_in_range(draft, made, table, row) for row in made.rows.get(table, [])]


def _in_range(draft: Draft, made: Filled, table: str, row: Cells) -> Cells:
    kept = dict(row)
    for value, low, high in ranged_fields(SPEC_OF[table].model):
        ends = [row.get(name, "") for name in (low, value, high)]
        if not ends[0] and not ends[2]:
            continue
        if all(ends) and all(not wrong_in(kind_of(table, value), cell) for cell in ends):
            least, figure, most = map(float, ends)
            if least <= figure <= most:
                continue
        made.told.append(Told(f"{_title_of(draft, table, row)}: give both ends of the range, with the figure between them.", SURE))
        kept = {name: cell for name, cell in kept.items() if name not in (low, high)}
    return kept


def _costs(draft: Draft, made: Filled) -> None:
    if not draft.of("costs"):
        made.told.append(Told("What does it cost, and who pays?", COSTS))
    titles = unique_titles(draft.titles("costs"))
    whole: list[str] = []
    for row in draft.of("costs"):
        title = titles[row["cost_id"]]
        missing = [
            *([] if row.get("amount_gbp") else [f"{title}: how much is it?"]),
            *([] if row.get("driver") != "team_yearly" or row.get("people_per_team") else [f"{title}: how many people to a team?"]),
            *_shares_missing(draft.of("cost_shares"), "cost_id", row["cost_id"], "pay_share", f"{title}: who pays?"),
        ]
        made.told += [Told(sentence, COSTS) for sentence in missing]
        if not missing:
            whole.append(row["cost_id"])
    made.rows["costs"] = [row for row in draft.of("costs") if row["cost_id"] in whole]


def _shares_missing(rows: Sequence[Cells], column: str, line: str, share: str, question: str) -> list[str]:
    """What is missing of the shares of one line: who has one, or that they add to the whole."""
    own = [row.get(share, "") for row in rows if row[column] == line]
    if not own:
        return [question]
    total = sum(float(cell) for cell in own if cell and not wrong_in(Kind.share, cell))
    return [] if all(own) and abs(total - 1) <= SHARE_TOLERANCE else [f"{question} {total:.0%} is placed so far."]


def _levers(draft: Draft, made: Filled) -> None:
    needed = {"full_effect": "by how much?", "p_adopted": "how many of ten would agree?"}
    titles = unique_titles(draft.titles("levers"))
    whole = []
    for row in draft.of("levers"):
        missing = [f"{titles[row['lever_id']]}: {asked}" for column, asked in needed.items() if not row.get(column)]
        made.told += [Told(sentence, OPTIONS) for sentence in missing]
        if not missing:
            whole.append(row)
    made.rows["levers"] = whole
    if draft.of("levers"):
        _population(draft, made)


def _population(draft: Draft, made: Filled) -> None:
    """A change of rules works on everybody with the problem: how many there are, and what each of them causes."""
    population = (draft.of("population") or [{}])[0]
    if not all(population.get(column) for column in SPEC_OF["population"].required_columns):
        made.told.append(Told("How many people have the problem, how many join a year, how many of ten leave?", OPTIONS))
        made.rows["population"], made.rows["levers"] = [], []
    titles = draft.titles("outcomes")
    made.told += [
        Told(f"{titles[row['outcome_id']]}: how many a year for one person with the problem?", OPTIONS)
        for row in draft.of("effects")
        if not row.get("units_per_person_year")
    ]


def _options(draft: Draft, made: Filled) -> None:
    titles = unique_titles(draft.titles("options"))
    for row in draft.of("options"):
        if row["kind"] == OptionKind.out_then_up and not row.get("gate_year"):
            made.told.append(Told(f"{titles[row['option_id']]}: in which year is it decided to change the rules?", OPTIONS))
            made.rows["options"] = [one for one in made.rows["options"] if one["option_id"] != row["option_id"]]
    reached = [row for row in draft.of("options") if row["kind"] != OptionKind.business_as_usual]
    if reached and not any(row.get("engagement") or row.get("retention") for row in reached):
        made.assumed.append("Everyone offered the work joins and stays")


def _unread(draft: Draft, made: Filled) -> None:
    """Cells that were typed and cannot be read: their row is left out, and each is named."""
    for table, rows in draft.rows.items():
        for row in rows:
            wrong = {column: told for column, cell in row.items() if (told := wrong_in(kind_of(table, column), cell))}
            if not wrong:
                continue
            made.told += [Told(f"{_title_of(draft, table, row)}: {sentence}", STEP_OF[table]) for sentence in wrong.values()]
            made.rows[table] = [kept for kept in made.rows.get(table, []) if dict(kept) != dict(row)]
    _without_widows(made)


def _title_of(draft: Draft, table: str, row: Cells) -> str:
    named = row.get("title") or next(
        (draft.titles(others[0]).get(row[column], "") for column, others in SPEC_OF[table].references.items() if column in row), ""
    )
    return named or "The work"


STEP_OF: Mapping[str, int] = {
    "programme": WORK, "partners": WHERE, "sites": WHERE, "outcomes": CHANGES, "effects": CHANGES, "benefits": CHANGES,
    "benefit_falls": CHANGES, "costs": COSTS, "cost_shares": COSTS, "cost_centres": CASH, "benefit_centres": CASH,
    "site_centres": CASH, "options": OPTIONS, "option_sites": OPTIONS, "levers": OPTIONS, "population": OPTIONS,
}  # fmt: skip


def _without_widows(made: Filled) -> None:
    """Leave out rows about rows that are left out, until none is left, and outcomes and effects nothing is worth anything of."""
    used = {row["outcome_id"] for row in made.rows.get("benefits", [])}
    for table in ("outcomes", "effects"):
        made.rows[table] = [row for row in made.rows.get(table, []) if row["outcome_id"] in used]
    effects = {row["outcome_id"] for row in made.rows["effects"]}
    for table in ("outcomes", "benefits"):
        made.rows[table] = [row for row in made.rows.get(table, []) if row["outcome_id"] in effects]
    for spec in SPECS:
        for column, others in spec.references.items():
            if column not in spec.required_columns:
                continue
            ids = {row[SPEC_OF[other].key[0]] for other in others for row in made.rows.get(other, [])}
            made.rows[spec.name] = [row for row in made.rows.get(spec.name, []) if row.get(column) in ids]
