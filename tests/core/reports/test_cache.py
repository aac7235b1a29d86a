"""What is kept of a report is what it says when it is asked anew, for the same version alone, and nobody can alter it."""

import gc
import pkgutil
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any
from weakref import ref

import numpy as np
import pandas as pd
import pytest

import core.reports
from core.domain.offers import Rule
from core.domain.prices import MoneyBasis
from core.domain.scenario import Scenario
from core.engine.simulation.simulate import Simulation
from core.reports import cache as memory
from core.reports.appraisals import Appraised, appraise_loaded
from core.reports.cache import alike_once, worked_once
from core.reports.data.csv_download import as_csv
from core.reports.deals.shares import Parties, parties
from core.reports.options import npsv_range
from core.reports.scale import gated_options, options_with_places, sized
from core.reports.sensitivity import drivers
from core.reports.uncertainty import simulated
from tests.core.reports.read_versions import files_of, loaded_from
from tests.people import ANN

asked: list[object] = []


class Version:
    """What a report is of; nothing tells two apart but that they are two."""


@worked_once
def rows_of(version: Version, option_id: str = "out", *, most: float = 2) -> pd.DataFrame:
    """A report that tells how often it is asked."""
    asked.append(version)
    return pd.DataFrame({"option": [option_id], "most": [most]})


@worked_once
def parts_of(version: Version) -> tuple[dict[str, list[int]], float]:
    """A report of several parts."""
    asked.append(version)
    return {"red": [1, 2]}, 0.5


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    memory._kept.clear()
    asked.clear()


def kept_reports() -> dict[str, Callable[..., Any]]:
    """Every report that is kept, by 'file.function'."""
    files = (import_module(file.name) for file in pkgutil.walk_packages(core.reports.__path__, "core.reports."))
    return {
        f"{file.__name__.rpartition('.')[2]}.{name}": report
        for file in files
        for name, report in vars(file).items()
        if hasattr(report, "__wrapped__") and report.__module__ == file.__name__ and not isinstance(report, type)
    }


@pytest.fixture(scope="module")
def appraised() -> Appraised:
    return appraise_loaded(loaded_from(files_of("sample")), Scenario())


@pytest.fixture(scope="module")
def simulation(appraised: Appraised) -> Simulation:
    return simulated(appraised, 512)


def given_to(report: Callable[..., Any], appraised: Appraised, simulation: Simulation) -> dict[str, object]:
    """What a report is asked with."""
    has_gate = report.__name__ == "_gate_as_entered"
    option_id = next(iter(gated_options(appraised) if has_gate else options_with_places(appraised)))
    known: dict[str, Callable[[], object]] = {
        "appraised": lambda: appraised,
        "loaded": lambda: appraised.loaded,
        "simulation": lambda: simulation,
        "option_id": lambda: option_id,
        "scale": lambda: sized(appraised, option_id),
        "partner_id": lambda: appraised.case.partners[0].partner_id,
        "basis": lambda: MoneyBasis.real,
        "table": lambda: "benefits",
        "found": lambda: parties(ANN, appraised, option_id),
        "rule": lambda: Rule.proportional,
        "amounts": lambda: (),
    }
    names = report.__wrapped__.__code__.co_varnames[: report.__wrapped__.__code__.co_argcount]  # type: ignore[attr-defined]
    return {name: known[name]() for name in names if name in known}


@pytest.mark.parametrize("name", [name for name in kept_reports() if name != "csv_download.as_csv"])
def test_a_report_that_is_kept_says_what_it_says_when_it_is_asked_anew(
    name: str, appraised: Appraised, simulation: Simulation
) -> None:
    report = kept_reports()[name]
    given = given_to(report, appraised, simulation)
    first, again, anew = (outcome(call, given) for call in (report, report, report.__wrapped__))  # type: ignore[attr-defined]
    assert same(first, anew) and same(again, anew)


def outcome(report: Callable[..., object], given: Mapping[str, object]) -> object:
    """What a report gives, or the sentence of its refusal: the sample has no price index for the years to come."""
    try:
        return report(**given)
    except ValueError as refusal:
        return str(refusal)


def same(one: object, other: object) -> bool:
    if isinstance(one, pd.DataFrame) and isinstance(other, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other)
        return True
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other, equal_nan=True)
    if isinstance(one, Parties) and isinstance(other, Parties):
        return same(tuple(vars(one).values()), tuple(vars(other).values()))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(same(*pair) for pair in zip(one, other, strict=True))
    return one == other


def test_it_is_worked_out_once_for_the_same_version_and_choices() -> None:
    version = Version()
    assert rows_of(version).equals(rows_of(version))
    assert len(asked) == 1


@pytest.mark.parametrize("other", [{"option_id": "up"}, {"most": 3}, {"most": 2.0}])
def test_another_choice_is_another_result(other: dict[str, object]) -> None:
    version = Version()
    rows_of(version, option_id="out", most=2)
    found = rows_of(version, **({"option_id": "out", "most": 2} | other))
    assert [str(found[name.removesuffix("_id")][0]) for name in other] == [str(value) for value in other.values()]
    assert len(asked) == 2


def test_another_version_is_never_given_what_was_found_of_one_that_is_gone() -> None:
    for _ in range(200):  # where one is let go of, the next often lies at its address
        rows_of(Version())
    assert len(asked) == 200


def test_what_is_kept_does_not_hold_a_version_that_nobody_else_holds() -> None:
    version = Version()
    rows_of(version)
    asked.clear()
    held = ref(version)
    del version
    gc.collect()
    assert held() is None


def test_what_one_does_with_a_result_changes_nobody_elses() -> None:
    version = Version()
    mine, (counts, _) = rows_of(version), parts_of(version)
    mine.loc[0, "option"] = "mine"
    mine["added"] = 1
    counts["red"].append(3)
    counts["blue"] = []
    assert rows_of(version).to_dict("list") == {"option": ["out"], "most": [2]}
    assert parts_of(version) == ({"red": [1, 2]}, 0.5)


def test_cells_of_a_kept_report_may_be_altered_by_whoever_asked(appraised: Appraised) -> None:
    mine = npsv_range(appraised)
    mine[mine.columns[0]] = "mine"
    mine.iloc[0, 0] = "altered"
    assert npsv_range(appraised).equals(npsv_range.__wrapped__(appraised))  # type: ignore[attr-defined]
    assert "mine" not in set(drivers(appraised, appraised.case.options[-1].option_id).astype(str).stack())


@pytest.mark.parametrize("whose", sorted(memory.NEVER_KEPT_FOR))
def test_a_report_that_is_given_whom_it_is_for_may_not_be_kept(whose: str) -> None:
    made: dict[str, Any] = {}
    exec(f"def report(version, {whose}): ...", made)  # noqa: S102 - a function with a parameter of this name
    with pytest.raises(TypeError, match="may not be kept for others"):
        worked_once(made["report"])


def test_the_least_lately_asked_for_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST_KEPT", 2)
    version = Version()
    for option_id in ("1", "2", "1", "3"):
        rows_of(version, option_id)
    rows_of(version, "1")
    assert len(asked) == 3
    rows_of(version, "2")
    assert len(asked) == 4


@alike_once
def words_of(frame: pd.DataFrame) -> bytes:
    """Cells as words."""
    asked.append(frame)
    return frame.to_csv().encode()


def test_the_same_cells_are_written_once_and_others_anew() -> None:
    frames = [pd.DataFrame({"a": cells, "b": ["x", "y"]}) for cells in ([1, 2], [1, 2], [1, 3], [1.0, 2.0], ["1", "2"])]
    assert [words_of(frame) for frame in frames] == [frame.to_csv().encode() for frame in frames]
    assert len(asked) == 4


def test_what_is_large_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST_BYTES_KEPT", 3)
    frame = pd.DataFrame({"a": [1]})
    assert words_of(frame) == words_of(frame)
    assert len(asked) == 2


def test_a_file_that_was_written_before_is_the_same_file() -> None:
    frame = pd.DataFrame({"=a": ["+1", "b"], "c": [0.5, None]})
    assert as_csv(frame) == as_csv(frame.copy()) == as_csv.__wrapped__(frame)  # type: ignore[attr-defined]
