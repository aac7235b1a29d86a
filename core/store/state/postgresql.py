"""The state in a PostgreSQL database, which several copies of the service share.

What differs from a state file, and nothing else does: saves wait for one another by an advisory lock, the sums of rows are kept
by triggers of the database, and the log of commits on each machine knows the commits of that machine alone.
"""

import hashlib
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.domain.errors import BadAddress, DamagedStore, UnreachableStore
from core.store import state_file
from core.store.integrity import commit_log, loss, row_sums
from core.store.integrity.loss import Beside, Loss
from core.store.integrity.server_sums import SETTING
from core.store.migrate import NEWEST, Named, bring_up_to_date, schema_of
from core.store.schema.integrity import commits
from core.store.state.address import shown
from core.store.state.server_words import plain_refusal, said_plainly
from core.store.state_file import WRITES, cannot_log, end_of
from core.store.tables.depot import Depot
from core.store.text_safety import must_be_text

OLDEST_SERVER = 14
# A number of our own, for the lock that every save holds until it is committed.
SAVES_IN_TURN = 7_205_759_403
# Text is put in order byte by byte, as in a state file, so that a list reads the same wherever it is kept.
COLLATIONS = ("C", "POSIX", "C.UTF-8", "C.utf8")
MOST_CONNECTIONS, MORE_AT_ONCE, SECONDS_FOR_ONE = 10, 30, 10
# A machine that vanishes without a word is given up after some seconds on either side, and its lock with it.
_DRIVER = {"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000}
_SESSION = """
set datestyle = 'ISO, MDY'; set timezone = 'UTC'; set bytea_output = 'hex'; set extra_float_digits = 1;
set lock_timeout = {wait};
select set_config('synchronous_commit', replace(replace(current_setting('synchronous_commit'), 'off', 'on'), 'local', 'on'), false);
 set default_transaction_isolation = 'repeatable read';
set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3; set tcp_user_timeout = 20000
"""
_BEGIN_SAVE = f"""
set transaction isolation level read committed; set local {SETTING} = 'on'; set local idle_in_transaction_session_timeout = '60s';
select pg_advisory_xact_lock({SAVES_IN_TURN})
"""
_BEGIN_READ = "set transaction read only"
MAKE = "create database {name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'"


@dataclass(frozen=True)
class PostgreSQL:
    """The database a state is in, and the folder of this machine that stands beside it."""

    url: sa.URL
    home: Path
    depot: Depot

    @property
    def file(self) -> None:
        """No file of this machine."""

    @property
    def beside(self) -> Beside:
        """What stands beside it: the log of what this machine was told is saved in this very database."""
        return Beside(self._log, self.depot, shared=True)

    def opened(self) -> tuple[sa.Engine, Loss | None]:
        """Examine the database, and bring it up to date; one that lacks something is opened to be read.

        Raises:
            BadAddress: it is of a kind that cannot be used, or the driver is not installed.
            UnreachableStore: it cannot be reached.
            DamagedStore: it is empty where it was not, or holds tables of something else.
            LaterStore: it was written by a later release.
        """
        self._log.mkdir(parents=True, exist_ok=True, mode=0o700)
        wrong = self._examined()
        if wrong is not None:
            return self._engine(read_only=True), wrong
        bring_up_to_date(self._engine(for_schema_change=True), self._named, self._stored, lambda engine: None)
        self._begin_log()
        return self._engine(), None

    def said_plainly(self) -> AbstractContextManager[None]:
        """Turn what the server says into a sentence."""
        return said_plainly()

    def begin_noting(self, connection: sa.Connection) -> int:
        """Nothing is to be begun: the server gives a transaction a number once it writes."""
        return 0

    def has_changed(self, connection: sa.Connection, before: int) -> bool:
        """Tell whether the transaction has written anything."""
        return connection.exec_driver_sql("select pg_current_xact_id_if_assigned()::text").scalar_one() is not None

    def keep_sums(self, connection: sa.Connection) -> int:
        """Count one more commit; the triggers of the database have kept the sums in step."""
        return row_sums.count_commit(connection)

    def committed(self, engine: sa.Engine, *, is_read_only: bool) -> int | None:
        """Number of the last commit of whichever machine; None where the server does not answer."""
        try:
            with engine.connect() as connection:
                return int(connection.execute(sa.select(commits.c.number)).scalar_one())
        except sa.exc.SQLAlchemyError:
            return None

    @property
    def _named(self) -> Named:
        name = f"The database {shown(self.url)}"
        return Named(name, name, f"in {self.depot.place}", "choose another database")

    @property
    def _log(self) -> Path:
        """One folder for each database, so that a machine which is pointed to another does not mix them up."""
        return self.home / "acknowledged" / hashlib.sha256(shown(self.url).encode()).hexdigest()[:16]

    def _stored(self) -> int:
        return sum(name.endswith(".parquet") for name in self.depot.names())

    def _engine(self, *, for_schema_change: bool = False, read_only: bool = False) -> sa.Engine:
        given: dict[str, Any] = {"poolclass": sa.NullPool} if for_schema_change else _POOL
        defaults = {name: value for name, value in _DRIVER.items() if name not in self.url.query}
        try:
            engine = sa.create_engine(self.url, connect_args=defaults, **given)
        except ModuleNotFoundError as missing:
            raise BadAddress(
                "The state is to be kept by PostgreSQL, and its driver is not installed here: "
                "python -m pip install -r requirements-grown.txt -c constraints.txt"
            ) from missing

        @sa.event.listens_for(engine, "connect")
        def set_session(connection: Any, _record: Any) -> None:
            with closing(connection.cursor()) as cursor:
                cursor.execute(_SESSION.format(wait=state_file.WAIT_FOR_OTHER_WRITERS_MS))
            connection.commit()

        @sa.event.listens_for(engine, "begin")
        def begin(connection: sa.Connection) -> None:
            writes = not read_only and (for_schema_change or connection.get_execution_options().get(WRITES))
            connection.exec_driver_sql(_BEGIN_SAVE if writes else _BEGIN_READ)

        sa.event.listen(engine, "before_cursor_execute", must_be_text)
        return engine

    def _examined(self) -> Loss | None:
        """Refuse a database that cannot be used, or that lost all it had, and find what another one lacks."""
        engine = self._engine(for_schema_change=True)
        try:
            with self._reached(engine) as connection:
                self._must_be_fit(connection)
                schema = schema_of(connection)
                if schema is None:
                    self._must_be_new()
                    return None
            wrong = loss.found_in(self.beside, engine.connect)
        finally:
            engine.dispose()
        if wrong is not None and schema != NEWEST:
            raise DamagedStore(wrong.sentence)
        return wrong

    def _reached(self, engine: sa.Engine) -> sa.Connection:
        try:
            return engine.connect()
        except sa.exc.DBAPIError as refusal:
            plain = plain_refusal(refusal)
            if plain is None or isinstance(plain, UnreachableStore):
                said = str(refusal.orig).splitlines()[0].removeprefix("connection failed: ")
                raise UnreachableStore(f"{self._named.title} cannot be reached: {said}") from refusal
            raise plain from refusal

    def _must_be_fit(self, connection: sa.Connection) -> None:
        version = int(connection.exec_driver_sql("show server_version_num").scalar_one()) // 10_000
        if version < OLDEST_SERVER:
            raise BadAddress(f"{self._named.title} is kept by PostgreSQL {version}: it has to be {OLDEST_SERVER} or later.")
        asked = "select datcollate, pg_encoding_to_char(encoding) from pg_database where datname = current_database()"
        collation, encoding = connection.exec_driver_sql(asked).one()
        if collation not in COLLATIONS or encoding != "UTF8":
            name = connection.dialect.identifier_preparer.quote(str(self.url.database))
            raise BadAddress(
                f"{self._named.title} puts text in order by {collation} in {encoding}: lists would read otherwise than on one "
                f"machine. Make an empty one by: {MAKE.format(name=name)}"
            )

    def _must_be_new(self) -> None:
        """Refuse to begin afresh where this machine was told that something is saved."""
        log = commit_log.read(self._log)
        last = None if log is None else log.last
        if last is not None and last.number > 0:
            raise DamagedStore(
                f"{self._named.title} is empty, but {last.number:,} writes to it were acknowledged, the last from here on "
                f"{last.moment:%d %B %Y at %H:%M:%S} UTC. Nothing was changed: restore the latest backup (python -m core restore "
                f"BACKUP --to ADDRESS), or move the folder {self._log} away to start afresh."
            )

    def _begin_log(self) -> None:
        engine = self._engine(for_schema_change=True)
        try:
            with engine.connect() as connection:
                end = end_of(connection)
        finally:
            engine.dispose()
        try:
            commit_log.begin_or_catch_up(self._log, end)
        except OSError as refusal:
            raise cannot_log(self._log, refusal) from refusal


_POOL: dict[str, Any] = {
    "pool_size": MOST_CONNECTIONS,
    "max_overflow": MORE_AT_ONCE,
    "pool_timeout": SECONDS_FOR_ONE,
    "pool_pre_ping": True,
    "pool_recycle": 1_800,
}
