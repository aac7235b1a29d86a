"""New rows: what an answer adds to a draft, with ids made of titles, so that nobody types one."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from core.domain.case.benefits import BenefitClass
from core.domain.case.options import OptionKind
from core.domain.case.programme import Level, PartnerKind
from core.domain.drafts import AddRow, Cells, Change, Draft, PutCell
from core.domain.ids import make_id
from core.domain.library import PricedUnit
from core.reports.drafts.library import bearers, council_named

Word = TypeVar("Word", bound=str)
USUAL_HORIZON = 10
FIRST_MONTH = 4  # a financial year begins in April
AS_NOW, EVERYWHERE = "business_as_usual", "scale_out"
# Share of the effect that is left in each year, by how long it lasts in words; empty until it is said.
PERSISTENCE = {
    "": "Not said yet: counted for that year only",
    "1": "That year only",
    "1|0.67|0.33": "Fades over three years",
    "1|0.8|0.6|0.4|0.2": "Fades over five years",
    "1|1|1": "Three years in full",
}
_VALUE_KINDS = {"fiscal": "service_cost", "economic": "output_gain", "social": "wellbeing"}
NATIONAL = frozenset({PartnerKind.justice, PartnerKind.central_government})
_KIND_WORDS = (
    (PartnerKind.nhs, ("nhs", "icb", "hospital", "trust", "health", "ambulance", "gp")),
    (PartnerKind.police, ("police", "constabulary")),
    (PartnerKind.justice, ("probation", "justice", "prison", "court", "courts", "moj")),
    (PartnerKind.fire, ("fire",)),
    (PartnerKind.education, ("school", "schools", "college", "university", "academy")),
    (PartnerKind.local_authority, ("council", "borough", "authority", "county")),
    (PartnerKind.central_government, ("dwp", "treasury", "department", "ministry", "hmrc", "office", "dhsc", "mhclg")),
    (PartnerKind.housing, ("housing", "homes")),
    (PartnerKind.voluntary, ("charity", "trustees", "mind", "shelter", "foundation", "cic")),
    (PartnerKind.business, ("ltd", "limited", "plc", "bank")),
)  # fmt: skip
_HEADING_WORDS = (
    ("workforce", ("worker", "workers", "staff", "team", "teams", "nurse", "manager", "officer", "coordinator", "salary")),
    ("estates", ("rent", "building", "room", "rooms", "premises", "accommodation")),
    ("it", ("system", "software", "it", "laptop", "data", "licence")),
    ("evaluation", ("evaluation", "study", "research")),
    ("commissioning", ("contract", "commissioning", "procurement")),
    ("influence", ("campaign", "lobbying", "influence")),
    ("transition", ("training", "set-up", "setup", "launch", "recruitment")),
)  # fmt: skip


def first_rows(today: date) -> dict[str, list[dict[str, str]]]:
    """Rows that a draft begins with: this financial year, ten years, and what every option is compared with."""
    year = today.year if today.month >= FIRST_MONTH else today.year - 1
    return {
        "programme": [{"base_year": str(year), "price_year": str(year), "horizon_years": str(USUAL_HORIZON)}],
        "options": [
            {"option_id": AS_NOW, "title": "Carry on as now", "kind": OptionKind.business_as_usual.value},
            {"option_id": EVERYWHERE, "title": "Deliver it in every place", "kind": OptionKind.scale_out.value},
        ],
    }


def new_partner(draft: Draft, title: str) -> tuple[Change, ...]:
    """Rows of a partner: its kind is guessed from its name, and shown.

    Raises:
        ValueError: the name is empty, or that of a partner that is there.
    """
    partner_id, name = _named(draft, "partners", title, "partner")
    kind = _by_words(name, _KIND_WORDS, PartnerKind.other)
    return (AddRow("partners", {"partner_id": partner_id, "title": name, "kind": kind.value, "level": level_of(kind)}),)


def level_of(kind: PartnerKind) -> str:
    """Level of a kind of partner: national for justice and central government, local for all others."""
    return (Level.national if kind in NATIONAL else Level.local).value


def new_places(draft: Draft, titles: Iterable[tuple[str, str]]) -> tuple[Change, ...]:
    """Rows of places, each delivered in from the first year in every option that spreads the work.

    Args:
        draft: what is there.
        titles: name and people a year of each, the latter empty where it is not known yet. A place that is there already
            is given the people.
    """
    changes: list[Change] = []
    there = {_letters(row["title"]): row["site_id"] for row in draft.of("sites")}
    taken = [row["site_id"] for row in draft.of("sites")]
    for written, people in titles:
        name = " ".join(written.split())
        if not name:
            continue
        if _letters(name) in there:
            if people:
                changes.append(PutCell("sites", (there[_letters(name)],), "people_per_year", people))
            continue
        site_id = make_id(name, taken, "place")
        taken.append(site_id)
        there[_letters(name)] = site_id
        council = council_named(name)
        code = council.area_code if council else ""
        changes.append(AddRow("sites", {"site_id": site_id, "title": name, "area_code": code, "people_per_year": people}))
        changes += [
            AddRow("option_sites", {"option_id": option["option_id"], "site_id": site_id, "start_year": "0"})
            for option in reaching(draft)
        ]
    return tuple(changes)


def reaching(draft: Draft) -> list[Cells]:
    """Options that deliver in places."""
    kinds = (OptionKind.scale_out, OptionKind.out_then_up, OptionKind.do_minimum)
    return [row for row in draft.of("options") if row["kind"] in kinds]


def new_benefit(draft: Draft, unit: PricedUnit) -> tuple[Change, ...]:
    """Rows of what happens less often and what one is worth, from the library; who saves is proposed by who bears it there."""
    borne_by = bearers(unit, draft.of("partners"))
    lines: Cells = {
        "benefit_class": unit.benefit_class.value,
        "value_kind": _VALUE_KINDS[unit.benefit_class.value],
        "unit_value_gbp": f"{unit.amount_gbp:.12g}",
        "price_year": str(unit.price_year),
        "unit_cost_code": unit.code,
        "source": unit.source,
    }
    return _benefit(draft, unit.detail[:200], unit.unit or "unit", lines, borne_by)


def own_benefit(draft: Draft, title: str, unit: str, value: str, whose: str = BenefitClass.fiscal) -> tuple[Change, ...]:
    """Rows of what happens less often, with a value of the partnership's own.

    Raises:
        ValueError: the title is empty.
    """
    if not title.strip():
        raise ValueError("Say what will happen less often.")
    lines: Cells = {"benefit_class": whose, "value_kind": _VALUE_KINDS[whose], "unit_value_gbp": value}
    return _benefit(draft, title.strip()[:200], unit.strip() or "one", lines, [])


def _benefit(draft: Draft, title: str, unit: str, lines: Cells, borne_by: Sequence[str]) -> tuple[Change, ...]:
    taken = [row["outcome_id"] for row in draft.of("outcomes")] + [row["benefit_id"] for row in draft.of("benefits")]
    taken += [row["cost_id"] for row in draft.of("costs")]
    made = make_id(title, taken, "benefit")
    partners = [row["partner_id"] for row in draft.of("partners")]
    saves = borne_by[:1] if len(borne_by) == 1 else partners if len(partners) == 1 else []
    return (
        AddRow("outcomes", {"outcome_id": made, "title": f"{title} avoided", "unit": unit}),
        AddRow("effects", {"outcome_id": made, "impact_basis": "gross"}),
        AddRow("benefits", {"benefit_id": made, "outcome_id": made, "title": title, **lines}),
        *(AddRow("benefit_falls", {"benefit_id": made, "partner_id": one, "fall_share": "1"}) for one in saves),
    )


def new_cost(draft: Draft, option_id: str, title: str, amount: str, driver: str) -> tuple[Change, ...]:
    """Rows of a cost of an option: the lead pays it all until it is said otherwise, and is shown as doing so.

    Raises:
        ValueError: the title is empty.
    """
    name = " ".join(title.split())
    if not name:
        raise ValueError("Say what is paid for.")
    taken = [row["cost_id"] for row in draft.of("costs")] + [row["benefit_id"] for row in draft.of("benefits")]
    made = make_id(name, taken, "cost")
    cells = {
        "cost_id": made, "option_id": option_id, "title": name, "heading": _by_words(name, _HEADING_WORDS, "other"),
        "cost_type": "revenue", "driver": driver, "amount_gbp": amount,
    }  # fmt: skip
    lead = lead_of(draft)
    payer = [] if lead is None else [AddRow("cost_shares", {"cost_id": made, "partner_id": lead, "pay_share": "1"})]
    return (AddRow("costs", cells), *payer)


def lead_of(draft: Draft) -> str | None:
    """The partner that leads: who was said to, else the first one; None where there is none yet."""
    partners = [row["partner_id"] for row in draft.of("partners")]
    said = (draft.of("programme") or [{}])[0].get("lead_partner_id", "")
    return said if said in partners else partners[0] if partners else None


def _named(draft: Draft, table: str, title: str, word: str) -> tuple[str, str]:
    name = " ".join(title.split())
    if not name:
        raise ValueError(f"Give the {word} a name.")
    same = next((row["title"] for row in draft.of(table) if _letters(row["title"]) == _letters(name)), None)
    if same is not None:
        raise ValueError(f"There is a {word} called {same}: use that one, or tell them apart by name.")
    return make_id(name, list(draft.titles(table)), word), name


def _letters(title: str) -> str:
    return "".join(re.findall(r"\w", title.lower()))


def _by_words(title: str, table: Sequence[tuple[Word, Sequence[str]]], otherwise: Word) -> Word:
    words = set(re.findall(r"[a-z-]+", title.lower()))
    return next((found for found, known in table if words & set(known)), otherwise)
