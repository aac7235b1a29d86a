"""Odd programmes: what a programme may be and seldom is, each of which every page has to say something sensible about."""

import csv
import io
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path

from core.actions.programmes import import_case
from core.ingest.case import read_files
from core.store.tables.folders import read_folder
from tests.case_files import CASES
from tests.new_store import new_store
from tests.people import ANN

KEPT = CASES / "odd"
# No fiscal benefit; one partner and one place; only a scale-up; a value below nothing; 25 partners, 40 places and 30 years.
FOLDERS = ("e_nofiscal", "e_tiny", "e_up", "e_neg", "e_big")


def odd_programmes() -> dict[str, dict[str, bytes]]:
    """The files of every odd programme, by its id."""
    kept = {name: dict(read_folder(KEPT / name)) for name in FOLDERS}
    tiny, whole = kept["e_tiny"], dict(read_folder(CASES / "housing_first"))
    return {
        **kept,
        "no_usual": _called("no_usual", "Nothing to compare with", _without_usual(tiny)),
        "no_cash": _called(
            "no_cash", "Nobody has agreed to release cash", _put(whole, "benefits.csv", {"release_agreed": "false"})
        ),
        "one_year": _called("one_year", "Decided and over in a year", _put(tiny, "programme.csv", {"horizon_years": "1"})),
        "like_names": _called("like_names", "Like names", _put(tiny, "sites.csv", {"title": "One partner"}) | _alike(tiny)),
    }


def keep_odd_programmes(home: Path, names: Collection[str]) -> None:
    """Keep odd programmes of some names in a new store."""
    db = new_store(home)
    for name, files in odd_programmes().items():
        if name not in names:
            continue
        reading = read_files(files)
        assert reading.case is not None, (name, reading.problems)
        import_case(db, reading.tables, by=ANN, at=datetime(2026, 12, 1, 12, tzinfo=UTC), what="Imported a folder.")
    db.close()


def _called(programme_id: str, title: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return _put(files, "programme.csv", {"programme_id": programme_id, "title": title})


def _put(files: Mapping[str, bytes], file: str, cells: Mapping[str, str]) -> dict[str, bytes]:
    rows = [{**row, **cells} for row in _rows(files, file)]
    return {**files, file: _written(rows)}


def _without_usual(files: Mapping[str, bytes]) -> dict[str, bytes]:
    rows = [row for row in _rows(files, "options.csv") if row["kind"] != "business_as_usual"]
    return {**files, "options.csv": _written(rows)}


def _alike(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Another partner of the same name, which pays and gains nothing."""
    rows = _rows(files, "partners.csv")
    return {"partners.csv": _written([*rows, *({**row, "partner_id": f"{row['partner_id']}_2"} for row in rows[:1])])}


def _rows(files: Mapping[str, bytes], file: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[file].decode("utf-8-sig"))))


def _written(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
