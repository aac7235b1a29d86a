"""How wrong a total may be before the answer turns."""


def benefit_fall_to_zero(pv_benefit_gbp: float, pv_cost_gbp: float) -> float | None:
    """Find the share by which benefits may fall before they only just cover the costs; None without benefits."""
    return 1 - pv_cost_gbp / pv_benefit_gbp if pv_benefit_gbp > 0 else None


def cost_rise_to_zero(pv_benefit_gbp: float, pv_cost_gbp: float) -> float | None:
    """Find the share by which costs may rise before benefits only just cover them; None without costs."""
    return pv_benefit_gbp / pv_cost_gbp - 1 if pv_cost_gbp > 0 else None
