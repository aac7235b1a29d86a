"""Address: SCALECASE_URL, which says where the state and the data of a grown service are. Unset, all is on this machine.

A password or key in it is for the database alone: no sentence, log line or listing of ours ever holds it.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl

import sqlalchemy as sa

from core.domain.errors import BadAddress

URL_VARIABLE = "SCALECASE_URL"
DATA = "data"
POSTGRESQL = "postgresql+psycopg"
ALLOWED = (
    f"Allowed is {POSTGRESQL}://USER@HOST/DATABASE?data=s3://BUCKET/PREFIX, where either part may be left out: "
    "?data=s3://BUCKET/PREFIX alone keeps the state on this machine."
)
# What else may stand behind the question mark: how the database is reached, in PostgreSQL's own words.
_OF_POSTGRESQL = frozenset(
    {"host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey", "application_name", "connect_timeout", "target_session_attrs"}
)
_BUCKET = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?P<prefix>[A-Za-z0-9._/=-]*))?")


@dataclass(frozen=True)
class Bucket:
    """A place in an S3 store: everything of ours there begins with the prefix."""

    bucket: str
    prefix: str

    @property
    def path(self) -> str:
        """Bucket and prefix as one path."""
        return f"{self.bucket}/{self.prefix}".rstrip("/")

    def __str__(self) -> str:
        """Write it as an address."""
        return f"s3://{self.path}"


@dataclass(frozen=True)
class Address:
    """Where a store is: its state is a file on this machine and its data a folder on it, where nothing is said."""

    state: sa.URL | None = None
    data: Bucket | None = None

    @property
    def shown(self) -> str:
        """The address as the log may show it: without accounts and passwords."""
        state = "" if self.state is None else shown(self.state)
        return f"{state}?{DATA}={self.data}" if self.data is not None else state or "this machine"


THIS_MACHINE = Address()


def address_of_home(home: Path | None) -> Address:
    """Say where the store of a home is: one that is named holds everything, and that of the service has what SCALECASE_URL says.

    Raises:
        BadAddress: SCALECASE_URL cannot be read.
    """
    return address_of_service() if home is None else THIS_MACHINE


def address_of_service(environment: Mapping[str, str] | None = None) -> Address:
    """Read where this service keeps what it holds, from the environment.

    Raises:
        BadAddress: it cannot be read.
    """
    return read_address((os.environ if environment is None else environment).get(URL_VARIABLE, ""), URL_VARIABLE)


def read_address(text: str, named: str) -> Address:
    """Read an address.

    Args:
        text: the address; nothing means this machine.
        named: what it is called in sentences, such as SCALECASE_URL.

    Raises:
        BadAddress: naming what is wrong with it, without repeating passwords.
    """
    text = text.strip()
    if not text:
        return THIS_MACHINE
    before, _, after = text.partition("?")
    url, query = _url(before, named), dict(parse_qsl(after, keep_blank_values=True))
    data = query.pop(DATA, None)
    unknown = sorted(set(query) - (_OF_POSTGRESQL if url.drivername == POSTGRESQL else frozenset()))
    if unknown:
        raise BadAddress(f"{named} says {', '.join(unknown)} after its question mark, which means nothing here. {ALLOWED}")
    return Address(_state(url.set(query=query), named), _data(data, named))


def shown(state: sa.URL) -> str:
    """Name a database as it may be shown: host, port and name, and no account."""
    host = state.host or str(state.query.get("host", "this machine"))
    return f"postgresql://{host}{f':{state.port}' if state.port else ''}/{state.database}"


def _url(text: str, named: str) -> sa.URL:
    try:
        url = sa.make_url(text or "sqlite://")
    except (sa.exc.ArgumentError, ValueError):
        raise BadAddress(f"{named} is no address. {ALLOWED}") from None  # what was found may hold a password
    return url.set(drivername=POSTGRESQL) if url.drivername in ("postgresql", "postgres") else url


def _state(url: sa.URL, named: str) -> sa.URL | None:
    if url.drivername == "sqlite" and not url.database:
        return None
    if url.drivername != POSTGRESQL:
        raise BadAddress(f"{named} begins with {url.drivername}://, and the state can only be kept by PostgreSQL. {ALLOWED}")
    if not url.database:
        raise BadAddress(f"{named} names no database: after the host stands a stroke and its name. {ALLOWED}")
    return url


def _data(text: str | None, named: str) -> Bucket | None:
    if text is None:
        return None
    found = _BUCKET.fullmatch(text)
    if found is None:
        raise BadAddress(
            f"{named} says where the data is in a form that is not known: data=s3://BUCKET/PREFIX, in letters, digits and . _ - / "
            "alone. Keys never stand in it: they are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment."
        )
    return Bucket(found["bucket"], (found["prefix"] or "").strip("/"))
