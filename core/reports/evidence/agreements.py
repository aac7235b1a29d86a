"""Evidence agreements: what partners agreed would convince them, the studies since, and what is still missing for whom."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

import pandas as pd

from core.domain.case.case import Case
from core.domain.case.evidence import Design, EvidenceAgreement
from core.domain.evidence_rules import EvidenceRules
from core.domain.tables import Table
from core.engine.evidence.scales import Baseline
from core.engine.evidence.verdicts import Verdict, judge

MET, WAITING, OVERDUE, NOT_AGREED = "met", "waiting", "overdue", "nothing agreed"
STATUS_COLUMNS = (
    "partner_id",
    "partner",
    "outcome_id",
    "outcome",
    "asked_for",
    "minimum_design",
    "level",
    "scale_variant",
    "minimum_people",
    "minimum_effect",
    "by_date",
    "days_left",
    "agreed_on",
    "agreed_by",
    "status",
    "met_by",
    "met_on",
    "falls_short",
    "set_apart",
    "would_meet_but_for_date",
)
VERDICT_COLUMNS = ("partner_id", "partner", "outcome_id", "outcome", "evidence_id", "study", "measured_on", "verdict", "why")
MISSING_COLUMNS = ("partner_id", "partner", "outcome_id", "outcome", "status", "asked_for", "by_date", "days_left", "nearest")
CHANGE_COLUMNS = (
    "partner_id",
    "outcome_id",
    "change",
    "column",
    "before",
    "after",
    "makes_it",
    "after_results",
    "results_known",
    "changed_on",
)


def evidence_status(case: Case, today: date, rules: EvidenceRules, baselines: Mapping[str, Baseline] | None = None) -> pd.DataFrame:
    """Evidence status: whether each agreement is met, waiting or overdue.

    Args:
        case: the programme.
        today: the day it is looked at.
        rules: the scale of designs.
        baselines: rate of each outcome without the work; needed where a smallest effect meets a study that gives a ratio.

    Returns:
        one row per agreement (partner x outcome), STATUS_COLUMNS. status is met, waiting or overdue. met_by and set_apart
        list evidence ids, separated by |; set_apart was there before the agreement, or has no date, and never counts;
        falls_short says of each study after the agreement by how much.
    """
    rows = []
    for agreement in case.evidence_agreement:
        verdicts = _verdicts(case, agreement, today, rules, baselines or {})
        meeting = [verdict.evidence_id for verdict in verdicts if verdict.meets]
        met_on = min((day for found in meeting if (day := _measured(case, found))), default=None)
        rows.append(
            {
                **_who(case, agreement.partner_id, agreement.outcome_id),
                **_asked(agreement, rules),
                "days_left": (agreement.by_date - today).days,
                "status": _status(agreement, bool(meeting), today),
                "met_by": "|".join(meeting),
                "met_on": met_on,
                "falls_short": _told([verdict for verdict in verdicts if not verdict.meets and not verdict.stands_apart]),
                "set_apart": "|".join(verdict.evidence_id for verdict in verdicts if verdict.stands_apart),
                "would_meet_but_for_date": sum(verdict.meets_but_for_its_date for verdict in verdicts),
            }
        )
    return pd.DataFrame(rows, columns=list(STATUS_COLUMNS))


def evidence_verdicts(
    case: Case, today: date, rules: EvidenceRules, baselines: Mapping[str, Baseline] | None = None
) -> pd.DataFrame:
    """Hold every study against every agreement on its outcome.

    Returns:
        one row per agreement x study, VERDICT_COLUMNS. verdict is counts, falls short, or set apart.
    """
    titles = {study.evidence_id: study.title or study.evidence_id for study in case.evidence}
    rows = [
        {
            **_who(case, agreement.partner_id, agreement.outcome_id),
            "evidence_id": verdict.evidence_id,
            "study": titles[verdict.evidence_id],
            "measured_on": _measured(case, verdict.evidence_id),
            "verdict": "counts" if verdict.meets else "set apart" if verdict.stands_apart else "falls short",
            "why": "; ".join(shortfall.sentence for shortfall in verdict.shortfalls),
        }
        for agreement in case.evidence_agreement
        for verdict in _verdicts(case, agreement, today, rules, baselines or {})
    ]
    return pd.DataFrame(rows, columns=list(VERDICT_COLUMNS))


def still_missing(case: Case, today: date, rules: EvidenceRules, baselines: Mapping[str, Baseline] | None = None) -> pd.DataFrame:
    """List what is still missing and for whom.

    Returns:
        one row per partner x outcome that is not met, MISSING_COLUMNS: by date, so that what is overdue comes first, then
        outcomes of which a partner is to gain and for which it has agreed nothing. nearest says what the study that
        falls least short lacks.
    """
    agreements = {(row.partner_id, row.outcome_id): row for row in case.evidence_agreement}
    rows = [
        {**row, "nearest": _nearest(case, agreements[row["partner_id"], row["outcome_id"]], today, rules, baselines or {})}
        for row in evidence_status(case, today, rules, baselines).to_dict("records")
        if row["status"] != MET
    ]
    rows.sort(key=lambda row: row["by_date"])
    nothing = [
        {**_who(case, *pair), "status": NOT_AGREED, "asked_for": "no agreement", "by_date": None, "days_left": None, "nearest": ""}
        for pair in _gains(case)
        if pair not in agreements
    ]
    return pd.DataFrame([*rows, *nothing], columns=list(MISSING_COLUMNS), dtype=object)


def agreement_changes(old: Mapping[str, Table], new: Mapping[str, Table], changed_on: date, rules: EvidenceRules) -> pd.DataFrame:
    """List what two versions say differently of the agreements, and whether results were known by then.

    A study counts as known when it was recorded in the old version, or was measured on or before the day of the change.

    Args:
        old: tables of the version before.
        new: tables of the version after.
        changed_on: day on which the new version was made.
        rules: the order of designs.

    Returns:
        one row per cell that changed, or per agreement added or removed, CHANGE_COLUMNS. makes_it is easier, harder or
        other; after_results is True where results on that outcome were known; results_known names them, separated by |.
    """
    before, after = _agreements_of(old), _agreements_of(new)
    rows = []
    for key in dict.fromkeys([*before, *after]):
        known = _known_results(old, new, key[1], changed_on)
        same = {"partner_id": key[0], "outcome_id": key[1], "results_known": "|".join(known), "after_results": bool(known)}
        rows += [{**same, **change, "changed_on": changed_on} for change in _changes(before.get(key), after.get(key), rules)]
    return pd.DataFrame(rows, columns=list(CHANGE_COLUMNS))


def _verdicts(
    case: Case, agreement: EvidenceAgreement, today: date, rules: EvidenceRules, baselines: Mapping[str, Baseline]
) -> list[Verdict]:
    baseline = baselines.get(agreement.outcome_id)
    studies = [study for study in case.evidence if study.outcome_id == agreement.outcome_id]
    return [judge(study, agreement, rules, today, baseline) for study in studies]


def _who(case: Case, partner_id: str, outcome_id: str) -> dict[str, str]:
    partner = next(row.title for row in case.partners if row.partner_id == partner_id)
    outcome = next(row.title for row in case.outcomes if row.outcome_id == outcome_id)
    return {"partner_id": partner_id, "partner": partner, "outcome_id": outcome_id, "outcome": outcome}


def _asked(agreement: EvidenceAgreement, rules: EvidenceRules) -> dict[str, object]:
    level = rules.level_of[agreement.minimum_design]
    effect = "" if agreement.minimum_effect is None else f", an effect of at least {agreement.minimum_effect:g}"
    design = agreement.minimum_design.value
    return {
        "asked_for": f"{design.replace('_', ' ')} or better (level {level}), {agreement.minimum_people:,.0f} people{effect}",
        "minimum_design": design,
        "level": level,
        "scale_variant": rules.scale_variant,
        "minimum_people": agreement.minimum_people,
        "minimum_effect": agreement.minimum_effect,
        "by_date": agreement.by_date,
        "agreed_on": agreement.agreed_on,
        "agreed_by": agreement.agreed_by,
    }


def _status(agreement: EvidenceAgreement, is_met: bool, today: date) -> str:
    return MET if is_met else OVERDUE if today > agreement.by_date else WAITING


def _measured(case: Case, evidence_id: str) -> date | None:
    return next(study.measured_on for study in case.evidence if study.evidence_id == evidence_id)


def _told(verdicts: list[Verdict]) -> str:
    return "; ".join(f"{found.evidence_id}: {' and '.join(each.sentence for each in found.shortfalls)}" for found in verdicts)


def _nearest(case: Case, agreement: EvidenceAgreement, today: date, rules: EvidenceRules, baselines: Mapping[str, Baseline]) -> str:
    verdicts = _verdicts(case, agreement, today, rules, baselines)
    since = [verdict for verdict in verdicts if not verdict.stands_apart]
    if since:
        return _told([min(since, key=lambda verdict: len(verdict.shortfalls))])
    apart = f"; {len(verdicts)} set apart" if verdicts else ""
    return f"no study since the agreement{apart}"


def _gains(case: Case) -> Iterator[tuple[str, str]]:
    """Partner and outcome, once each, where a line of benefit falls to the partner."""
    outcome_of = {line.benefit_id: line.outcome_id for line in case.benefits}
    pairs = [(fall.partner_id, outcome_of[fall.benefit_id]) for fall in case.benefit_falls if fall.fall_share > 0]
    yield from dict.fromkeys(pairs)


def _agreements_of(tables: Mapping[str, Table]) -> dict[tuple[str, str], dict[str, str]]:
    rows = tables["evidence_agreement"].dicts() if "evidence_agreement" in tables else []
    return {(row["partner_id"].strip(), row["outcome_id"].strip()): row for row in rows}


def _known_results(old: Mapping[str, Table], new: Mapping[str, Table], outcome_id: str, changed_on: date) -> list[str]:
    earlier = old["evidence"].dicts() if "evidence" in old else []
    later = new["evidence"].dicts() if "evidence" in new else []
    known = [row["evidence_id"].strip() for row in earlier if row["outcome_id"].strip() == outcome_id]
    known += [
        row["evidence_id"].strip()
        for row in later
        if row["outcome_id"].strip() == outcome_id
        and "measured_on" in row
        and date.fromisoformat(row["measured_on"].strip()) <= changed_on
    ]
    return list(dict.fromkeys(known))


def _changes(before: dict[str, str] | None, after: dict[str, str] | None, rules: EvidenceRules) -> Iterator[dict[str, str]]:
    if before is None or after is None:
        word, makes_it = ("added", "harder") if before is None else ("removed", "easier")
        yield {"change": word, "column": "", "before": "", "after": "", "makes_it": makes_it}
        return
    for column in dict.fromkeys([*before, *after]):
        was, now = before.get(column, "").strip(), after.get(column, "").strip()
        if was != now:
            makes_it = _makes_it(column, was, now, rules)
            yield {"change": "changed", "column": column, "before": was, "after": now, "makes_it": makes_it}


def _makes_it(column: str, was: str, now: str, rules: EvidenceRules) -> str:
    """Say whether a partner is easier to convince after a change."""
    if column not in _HARDNESS:
        return "other"
    hardness = [_HARDNESS[column](cell, rules) for cell in (was, now)]
    return "other" if hardness[0] == hardness[1] else "easier" if hardness[1] < hardness[0] else "harder"


def _amount(cell: str, _: EvidenceRules) -> float:
    return float(cell) if cell else float("-inf")


def _rank(cell: str, rules: EvidenceRules) -> float:
    return rules.weakest_first.index(Design(cell))


def _sooner(cell: str, _: EvidenceRules) -> float:
    return -date.fromisoformat(cell).toordinal()


_HARDNESS: Mapping[str, Callable[[str, EvidenceRules], float]] = {
    "minimum_people": _amount,
    "minimum_effect": _amount,
    "minimum_design": _rank,
    "by_date": _sooner,
}
