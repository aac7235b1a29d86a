"""What-if: the same case with a few assumptions changed."""

from typing import Any

from core.domain.case.case import Case
from core.domain.case.options import Lever, Option
from core.domain.scenario import Scenario


def with_changes(case: Case, scenario: Scenario) -> tuple[Case, frozenset[str]]:
    """Change a case as a scenario says.

    A figure that is changed loses its range: it is now assumed, not uncertain. Nothing is saved.

    Returns:
        The changed case, and the cost centres that do not take part, for `appraise`.

    Source:
        docs/method.md#what-if
    """
    changes: dict[str, Any] = {}
    if scenario.horizon_years is not None:
        changes["programme"] = case.programme.model_copy(update={"horizon_years": scenario.horizon_years})
    reach = _reach_changes(scenario)
    if reach:
        with_sites = {row.option_id for row in case.option_sites}
        changes["options"] = tuple(_changed(option, reach, with_sites) for option in case.options)
        if scenario.scale_penalty is not None:
            changes["scale_causes"] = tuple(row for row in case.scale_causes if row.option_id not in with_sites)
    if scenario.p_adopted is not None:
        changes["levers"] = tuple(_adopted_with(lever, scenario.p_adopted) for lever in case.levers)
    if scenario.sites is not None:
        changes["option_sites"] = tuple(row for row in case.option_sites if row.site_id in scenario.sites)
    return case.model_copy(update=changes), _closed(case, scenario)


def _reach_changes(scenario: Scenario) -> dict[str, float | None]:
    changes: dict[str, float | None] = {}
    for name in ("engagement", "retention", "scale_penalty"):
        value = getattr(scenario, name)
        if value is not None:
            changes |= {name: value, f"{name}_low": None, f"{name}_high": None}
    return changes


def _changed(option: Option, changes: dict[str, float | None], with_sites: set[str]) -> Option:
    return option.model_copy(update=changes) if option.option_id in with_sites else option


def _adopted_with(lever: Lever, p_adopted: float) -> Lever:
    return lever.model_copy(update={"p_adopted": p_adopted, "p_adopted_low": None, "p_adopted_high": None})


def _closed(case: Case, scenario: Scenario) -> frozenset[str]:
    if scenario.cost_centres is None:
        return frozenset()
    return frozenset(row.cost_centre_id for row in case.cost_centres) - scenario.cost_centres
