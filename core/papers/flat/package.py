"""The flat table as files: CSV and Parquet with the same types, its tables of titles, and a data package that describes them."""

import io
import json
import zipfile
from hashlib import sha256
from typing import Any

import pandas as pd

from core.domain.links import SmallNumberRules
from core.papers.facts import Facts
from core.papers.flat.columns import FIGURES, KINDS, LINES, OPTIONS, PARTNERS, PRIMARY_KEY, FlatColumn
from core.papers.flat.rows import ALL, OTHERS, figures_of
from core.papers.same_bytes import EPOCH
from core.reports.appraisals import compared_options
from core.reports.data.csv_download import RUNS_AS_FORMULA
from core.reports.data.sources import lines_behind

BEFORE_SUMMING = "Totals have rows of their own (all): filter on line_type and partner_id before adding up."


def flat_csv(facts: Facts, rules: SmallNumberRules) -> bytes:
    """The figures alone, as CSV in UTF-8."""
    return _csv(figures_of(facts, rules))


def flat_zip(facts: Facts, rules: SmallNumberRules) -> bytes:
    """The figures as CSV and Parquet, the tables they point to, and datapackage.json, as one zip; the same bytes each time."""
    tables = {
        "figures": (figures_of(facts, rules), FIGURES),
        "partners": (_partners(facts), PARTNERS),
        "options": (_options(facts), OPTIONS),
        "lines": (_lines(facts), LINES),
    }
    parts = {f"{name}.csv": _csv(frame) for name, (frame, _) in tables.items()}
    parts["figures.parquet"] = _parquet(tables["figures"][0])
    described = {name: columns for name, (_, columns) in tables.items()}
    parts["datapackage.json"] = json.dumps(_package(facts, parts, described), indent=1, ensure_ascii=False).encode()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            file.writestr(info, part)
    return written.getvalue()


def _partners(facts: Facts) -> pd.DataFrame:
    rows = [(row.partner_id, row.title, row.kind.value, row.level.value) for row in facts.appraised.case.partners]
    return _frame([*rows, (ALL, "All partners", ALL, ALL), (OTHERS, "Partners that are not shown", OTHERS, OTHERS)], PARTNERS)


def _options(facts: Facts) -> pd.DataFrame:
    wanted = compared_options(facts.appraised.case)
    return _frame([(row.option_id, row.title, row.kind.value) for row in facts.appraised.case.options if row.option_id in wanted],
                  OPTIONS)  # fmt: skip


def _lines(facts: Facts) -> pd.DataFrame:
    """Lines of partners whose rows are seen, and the outcomes."""
    found: dict[str, tuple[str, str, str, str]] = {}
    for option_id in compared_options(facts.appraised.case):
        for row in lines_behind(facts.appraised, option_id).to_dict("records"):
            if row["partner_id"] and facts.scope.sees_partner(row["partner_id"]):
                kind = {"benefits": "benefit", "costs": "cost", "cost_centres": "centre"}[row["table"]]
                found[row["line_id"]] = (row["line_id"], row["line"], kind, row["source"])
    risks = [(row.risk_id, row.title, "risk", row.source or "") for row in facts.appraised.case.risks
             if facts.scope.sees_partner(row.partner_id) and row.risk_id not in found]  # fmt: skip
    outcomes = [(row.outcome_id, row.title, "outcome", "") for row in facts.appraised.case.outcomes]
    return _frame([*found.values(), *risks, *outcomes, (ALL, "All lines", "total", "")], LINES)


def _frame(rows: list[tuple[Any, ...]], columns: tuple[FlatColumn, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    return frame.astype({column.name: KINDS[column.type] for column in columns})


def _csv(frame: pd.DataFrame) -> bytes:
    """CSV in which no text runs as a formula; numbers are written as they are, true and false in small letters."""
    safe = frame.copy()
    for name in safe.columns:
        if pd.api.types.is_bool_dtype(safe[name]):
            safe[name] = safe[name].map({True: "true", False: "false"})
        elif not pd.api.types.is_numeric_dtype(safe[name]):
            safe[name] = safe[name].map(_quieted)
    return safe.to_csv(index=False, lineterminator="\n").encode()


def _quieted(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RUNS_AS_FORMULA) else cell


def _parquet(frame: pd.DataFrame) -> bytes:
    written = io.BytesIO()
    frame.to_parquet(written, index=False)
    return written.getvalue()


def _package(facts: Facts, parts: dict[str, bytes], described: dict[str, tuple[FlatColumn, ...]]) -> dict[str, Any]:
    programme = facts.appraised.case.programme
    return {
        "name": f"{programme.programme_id}-version-{facts.order.number}".lower().replace("_", "-"),
        "title": f"Figures of {programme.title}, version {facts.order.number}",
        "description": f"{facts.standing}. {BEFORE_SUMMING}",
        "version": str(facts.order.number),
        "created": f"{facts.on.isoformat()}T00:00:00Z",
        "contributors": [{"title": facts.maker, "role": "author"}],
        "resources": [_resource(name, part, described) for name, part in parts.items()],
    }


def _resource(name: str, part: bytes, described: dict[str, tuple[FlatColumn, ...]]) -> dict[str, Any]:
    table, _, end = name.partition(".")
    found: dict[str, Any] = {
        "name": name.replace(".", "-"), "path": name, "format": end,
        "bytes": len(part), "hash": f"sha256:{sha256(part).hexdigest()}",
        "mediatype": "text/csv" if end == "csv" else "application/vnd.apache.parquet", "schema": _schema(table, described[table]),
    }  # fmt: skip
    return found | ({"encoding": "utf-8", "profile": "tabular-data-resource"} if end == "csv" else {})


def _schema(table: str, columns: tuple[FlatColumn, ...]) -> dict[str, Any]:
    fields = [
        {"name": one.name, "type": one.type, "description": one.description, "constraints": {"required": one.required}}
        for one in columns
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table != "figures":
        return schema | {"primaryKey": [columns[0].name]}
    keys = [
        {"fields": [column], "reference": {"resource": f"{other}-csv", "fields": [column]}}
        for column, other in (("partner_id", "partners"), ("option_id", "options"), ("line_id", "lines"))
    ]
    return schema | {"primaryKey": list(PRIMARY_KEY), "foreignKeys": keys}
