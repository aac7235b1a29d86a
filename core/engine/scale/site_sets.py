"""One option with many sets of its sites at once: what depends on the sites is added up for each set."""

from dataclasses import replace

import numpy as np

from core.domain.case.case import Case
from core.domain.case.options import Option
from core.engine.arrays import Flags, Floats
from core.engine.model.adoption import Combinations, combinations_of
from core.engine.model.site_arrays import site_part
from core.engine.simulation.draws import PlannedOption, values_with
from core.engine.simulation.present_values import run_draws

_MOST_DRAWS = 4096


def with_sites(case: Case, option: Option, site_ids: tuple[str, ...]) -> Case:
    """Leave an option the sites named, and no other."""
    rows = tuple(row for row in case.option_sites if row.option_id != option.option_id or row.site_id in site_ids)
    return case.model_copy(update={"option_sites": rows})


def npsv_of_sets(planned: PlannedOption, chosen: Flags) -> Floats:
    """Work out the expected net present social value of an option with each of many sets of sites.

    Args:
        planned: the option, ready for draws.
        chosen: (sets, sites) which sites take part, sites in order of their ids.

    Returns:
        (sets,) real GBP.

    Source:
        docs/method.md#right-scale
    """
    combos = combinations_of(planned.p_adopted)
    size = max(1, _MOST_DRAWS // len(combos.probability))
    parts = [_npsv(planned, chosen[start : start + size].astype(np.float64), combos) for start in range(0, len(chosen), size)]
    return np.concatenate(parts)


def _npsv(planned: PlannedOption, chosen: Floats, combos: Combinations) -> Floats:
    count = len(combos.probability)
    repeated = np.repeat(chosen, count, axis=0)
    option = planned.plan.option
    plan = replace(planned.plan, option=replace(option, part=site_part(option.sites, repeated.T)), limits=())
    values, _ = values_with(planned, (), len(repeated))
    found = run_draws(plan, values, np.tile(combos.adopted, (len(chosen), 1)))
    return np.asarray(found.npsv_gbp.reshape(len(chosen), count) @ combos.probability)
