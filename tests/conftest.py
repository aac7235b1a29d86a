"""What every test shares: a home of its own, the rule about tests that are left out, and which tests run side by side."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from core.store.state import address
from tests import postgresql_server

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
NOTHING_LEFT_OUT = "SCALECASE_NOTHING_LEFT_OUT"
LEFT_OUT = "left out"
# The real data files, LibreOffice, which is large, and the servers of a grown service.
MAY_BE_MISSING = ("shared", "office", "grown")

# What is tried is the same on every run, and a slow machine is no fault. `--hypothesis-profile=by_chance` tries something else.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("by_chance", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("steady")


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


@pytest.fixture(scope="session", autouse=True)
def state_of_the_tests() -> Iterator[None]:
    """Keep the state of every store in PostgreSQL where that is asked for."""
    if not postgresql_server.is_wanted():
        yield
        return
    if missing := postgresql_server.why_not():
        pytest.exit(f"{postgresql_server.TEST_STATE} is set, but {missing}", returncode=2)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(address, "address_of_home", postgresql_server.address_for)
        yield


@pytest.fixture(autouse=True)
def an_event_loop_may_be_started(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hide the event loop that Playwright keeps running in this thread once a browser test was here: no second could start."""
    kept = None if request.node.get_closest_marker("browser") else asyncio._get_running_loop()
    if kept is None:
        yield
        return
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(kept)


class ByFile(LoadScopeScheduling):
    """Give whole files to the processes that run tests: those of the browser share a service in each process."""

    def _split_scope(self, nodeid: str) -> str:
        """Name what a test is given out with."""
        return nodeid.split("::", 1)[0]


class LeftOut:
    """The list of tests that were left out, gathered from the reports of whichever process ran them."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take a report in."""
        self.lines += [f"{report.nodeid}: {reason}" for name, reason in report.user_properties if name == LEFT_OUT]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say which tests were left out and why."""
        if self.lines:
            terminalreporter.section(f"{len(self.lines)} left out")
            for line in self.lines:
                terminalreporter.write_line(line)


def pytest_configure(config: pytest.Config) -> None:
    """Start the list of tests that were left out."""
    config.pluginmanager.register(LeftOut())


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """Say how tests are given out where several processes run them."""
    return ByFile(config, log)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out the tests of the real data files where those files are not."""
    if item.get_closest_marker("shared") and not SHARED.is_dir():
        pytest.skip("the real data files are not part of the project and are not beside it")
    if item.get_closest_marker("grown") and (missing := postgresql_server.why_not()):
        pytest.skip(missing)
    if item.get_closest_marker("state_file") and postgresql_server.is_wanted():
        pytest.skip("this is about the file the state is kept in on one machine, and the state is in PostgreSQL now")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Note every test left out, and turn it into a failure where none may be, but for what a machine may always lack."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.user_properties.append((LEFT_OUT, reason.removeprefix("Skipped: ")))
        if nothing_may_be_left_out() and not any(item.get_closest_marker(marker) for marker in MAY_BE_MISSING):
            report.outcome = "failed"
            report.longrepr = f"This test was left out, and {NOTHING_LEFT_OUT} is set: {reason}"
    return report
