"""An effect estimated on the scale of a study, as units for each person."""

import numpy as np
from scipy.special import expit, logit

from core.domain.case.outcomes import EvidenceScale
from core.engine.arrays import Floats


def impact_of(scale: EvidenceScale, estimate: Floats, baseline_rate: float) -> Floats:
    """Absolute effect of a relative one: the units each person has less of.

    b for a difference; r - r e^-b for a log risk ratio; r - expit(logit(r) - b) for a log odds ratio.

    Args:
        scale: what the estimate is.
        estimate: estimates on that scale, positive for fewer units, of any shape.
        baseline_rate: r, units a person has without the work.

    Source:
        docs/method.md#simulation
    """
    if scale is EvidenceScale.difference:
        return estimate
    if scale is EvidenceScale.log_risk_ratio:
        return np.asarray(baseline_rate - baseline_rate * np.exp(-estimate))
    return np.asarray(baseline_rate - expit(logit(baseline_rate) - estimate))
