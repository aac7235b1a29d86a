"""What every test shares: a home of its own, and the rule about tests that are left out."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
NOTHING_LEFT_OUT = "SCALECASE_NOTHING_LEFT_OUT"
LEFT_OUT = pytest.StashKey[list[str]]()


def nothing_may_be_left_out() -> bool:
    """Tell whether a test that cannot run must fail."""
    return os.environ.get(NOTHING_LEFT_OUT, "") not in {"", "0"}


@pytest.fixture(scope="session", autouse=True)
def home_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep everything the tests write out of the data people work with."""
    home = tmp_path_factory.mktemp("home")
    before = os.environ.get("SCALECASE_HOME")
    os.environ["SCALECASE_HOME"] = str(home)
    yield home
    if before is None:
        del os.environ["SCALECASE_HOME"]
    else:
        os.environ["SCALECASE_HOME"] = before


def pytest_configure(config: pytest.Config) -> None:
    """Start the list of tests that were left out."""
    config.stash[LEFT_OUT] = []


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out the tests of the real data files where those files are not."""
    if item.get_closest_marker("shared") and not SHARED.is_dir():
        pytest.skip("the real data files are not part of the project and are not beside it")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Note every test left out, and turn it into a failure where none may be; the real data files may always be missing."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        item.config.stash[LEFT_OUT].append(f"{item.nodeid}: {reason.removeprefix('Skipped: ')}")
        if nothing_may_be_left_out() and not item.get_closest_marker("shared"):
            report.outcome = "failed"
            report.longrepr = f"This test was left out, and {NOTHING_LEFT_OUT} is set: {reason}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which tests were left out and why."""
    left_out = config.stash[LEFT_OUT]
    if left_out:
        terminalreporter.section(f"{len(left_out)} left out")
        for line in left_out:
            terminalreporter.write_line(line)
