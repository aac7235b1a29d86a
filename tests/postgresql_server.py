"""A PostgreSQL server for tests, from Debian's binaries, in a folder of its own that goes when the process ends.

`SCALECASE_TEST_STATE=postgresql` runs the tests of the store, of actions and of reports with their state in it: each store of a
test is a database of its own, copied from one that was filled once.
"""

import atexit
import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from core.store.state.address import THIS_MACHINE, Address, read_address

TEST_STATE = "SCALECASE_TEST_STATE"
BINARIES = Path("/usr/lib/postgresql")
ACCOUNTS = ("postgres", "nobody")  # the server refuses to be started by root
# Quick rather than safe: what is tried is our code, and the folder is thrown away.
QUICK = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=300")


def is_wanted() -> bool:
    """Tell whether tests keep their state in PostgreSQL."""
    return os.environ.get(TEST_STATE, "") == "postgresql"


def why_not() -> str | None:
    """Say why no server can be had here; None where one can."""
    if _binaries() is None:
        return "PostgreSQL's server is not installed here (Debian: apt-get install postgresql)"
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "the driver of PostgreSQL is not installed here (requirements-grown.txt)"
    return None


def address_for(home: Path | None) -> Address:
    """Address of the database that stands for a home: made empty where it is not there yet."""
    return THIS_MACHINE if home is None else read_address(url_of(_made(_name(home.expanduser().resolve()))), "the test's address")


def url_of(database: str, port: int | None = None) -> str:
    """Write the address of a database of the server."""
    return f"postgresql+psycopg://{_account() or 'postgres'}@127.0.0.1:{port or server().port}/{database}"


def copy_database(made: Path, home: Path) -> None:
    """Make the database of a home a copy of that of another, which nobody may be connected to."""
    source, target = _name(made.resolve()), _name(home.resolve())
    with _admin().connect() as connection:
        connection.exec_driver_sql(f'drop database if exists "{target}" with (force)')
        connection.exec_driver_sql(f'create database "{target}" template "{source}"')
    _there.add(target)


class Server:
    """A server that runs in a folder of its own, and can be stopped and started again."""

    def __init__(self, *settings: str) -> None:
        """Make the folder and start."""
        self.folder = Path(tempfile.mkdtemp(prefix="scale_case_postgresql_"))
        self.port = _free_port()
        self.settings = settings or QUICK
        if account := _account():
            shutil.chown(self.folder, account)
        self._run(
            "initdb", "-D", str(self.folder / "data"), "-A", "trust", "-E", "UTF8", "--locale=C", "-U", _account() or "postgres"
        )
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = " ".join([*self.settings, "-p", str(self.port), "-k", str(self.folder), "-c", "listen_addresses=127.0.0.1"])
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Stop it at once, as a power cut would."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def make(self, database: str) -> None:
        """Make an empty database."""
        engine = sa.create_engine(url_of("postgres", self.port), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            connection.exec_driver_sql(f'create database "{database}"')

    def close(self) -> None:
        """Stop it and take its folder away."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        account = _account()
        before = ["setpriv", f"--reuid={account}", "--regid=" + account, "--clear-groups"] if account else []
        command = [*before, str(_binaries() / program), *arguments]  # type: ignore[operator]
        with (self.folder.parent / f"{self.folder.name}.out").open("w+") as said:
            done = subprocess.run(command, stdout=said, stderr=said, cwd=self.folder, check=False)
            said.seek(0)
            if done.returncode:
                raise RuntimeError(f"{program}: {said.read()}")


@cache
def server() -> Server:
    """The server of this process, started when it is first asked for."""
    started = Server()
    atexit.register(started.close)
    return started


@cache
def _admin() -> sa.Engine:
    return sa.create_engine(url_of("postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)


_there: set[str] = set()


def _made(name: str) -> str:
    if name not in _there:
        with _admin().connect() as connection:
            held = connection.exec_driver_sql("select 1 from pg_database where datname = %s", (name,)).first()
            if held is None:
                connection.exec_driver_sql(f'create database "{name}"')
        _there.add(name)
    return name


def _name(home: Path) -> str:
    return f"home_{hashlib.sha256(str(home).encode()).hexdigest()[:24]}"


@cache
def _binaries() -> Path | None:
    found = sorted(BINARIES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@cache
def _account() -> str | None:
    """The account the server runs as; None where we are not root, and it is our own."""
    if os.geteuid() != 0:
        return None
    known = Path("/etc/passwd").read_text(encoding="utf-8")
    return next(name for name in ACCOUNTS if f"\n{name}:" in known)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
