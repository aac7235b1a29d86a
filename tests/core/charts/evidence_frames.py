"""Small frames for the charts of evidence."""

import pandas as pd

FOREST = ["kind", "group", "label", "effect", "low", "high", "weight_share", "people", "studies"]
DESIGNS = {"other": 1, "before_after": 2, "matched_comparison": 3, "difference_in_differences": 3, "randomised": 5}


def forest_frame(names: list[str], size: float = 1.0) -> pd.DataFrame:
    """Make a study for each name, then two groups, all together and the prediction."""
    unit = 0.1 if size else 0.0
    studies = [
        ("study", "demonstration", name, unit * place, unit * (place - 2), unit * (place + 2), 1 / len(names), 120.0, 1)
        for place, name in enumerate(names)
    ]
    means = [
        ("group", "demonstration", "Demonstration, together", 3 * unit, unit, 5 * unit, None, 400.0, 2),
        ("group", "routine practice", "Routine practice, together", unit, 0.0, 2 * unit, None, 900.0, 2),
        ("all", "", "All together", 2 * unit, unit, 3 * unit, None, 1_300.0, 4),
        ("prediction", "", "One further study", 2 * unit, -unit, 5 * unit, None, 1_300.0, 4),
    ]
    return pd.DataFrame([*studies, *(means if len(names) > 1 else [])], columns=FOREST)


def map_frame(names: list[str], size: float = 1.0) -> pd.DataFrame:
    """Make a square for each name and design, with more studies further right."""
    rows = [
        {
            "outcome": name,
            "design": design,
            "level": level,
            "studies": (place + number) * 3 if size else 0,
            "people": (place + number) * 150.0 if size else 0.0,
            "in_routine_practice": place if size else 0,
        }
        for place, name in enumerate(names)
        for number, (design, level) in enumerate(DESIGNS.items())
    ]
    return pd.DataFrame(rows, columns=["outcome", "design", "level", "studies", "people", "in_routine_practice"])
