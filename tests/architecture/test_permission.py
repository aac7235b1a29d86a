"""Every report that reads the store is told who asks."""

import ast

import pytest

from tests.architecture.source import Breach, name_of, python_files

STORES = ("Connection", "Database", "Source")
ASKERS = ("Person", "Scope")
_OPENED = "is given a version that was opened for the person who asks"
_FOR_ACTIONS = "is asked by actions and other reports, which asked for permission before"
_WHO = "finds the person who asks"
# Reports that are told of no person, each with the reason. tests/core/every_report.py tries all others for strangers.
WITHOUT_A_PERSON = {
    "core/access/versions.py: agreed_version": _FOR_ACTIONS,
    "core/reports/activity.py: audit_checked": "of the whole chain: says nothing of any entry",
    "core/reports/appraisals.py: load_version": "is asked through pages/shell/cached_reads, which asks whether it is theirs",
    "core/reports/evidence/agreement_changes.py: agreement_history": _FOR_ACTIONS,
    "core/reports/evidence/observations.py: arms": _OPENED,
    "core/reports/evidence/observations.py: observation_loads": _OPENED,
    "core/reports/evidence/observations.py: outcomes_observed": _OPENED,
    "core/reports/gates/standing.py: agreed_evidence": _FOR_ACTIONS,
    "core/reports/gates/standing.py: override_sentences": _FOR_ACTIONS,
    "core/reports/gates/standing.py: overrides": _FOR_ACTIONS,
    "core/reports/gates/standing.py: standing": _FOR_ACTIONS,
    "core/reports/links.py: shared_page": "is asked by the holder of a link's key, who is no person",
    "core/reports/live_changes.py: commits": "tells that something was committed, of nothing in particular",
    "core/reports/live_changes.py: is_as_drawn": _WHO,
    "core/reports/people.py: anybody_real": "tells whether real people have accounts, of nobody by name",
    "core/reports/people.py: sample_people": "names the sample people of a service on this machine, before sign-in",
    "core/reports/people.py: who_is": _WHO,
    "core/reports/people.py: who_looks_on": _WHO,
    "core/reports/store_state.py: read_only_notice": "tells that the store is only read, of nothing that is in it",
    "core/reports/store_state.py: store_checked": "of the whole store: names only with leave of audit_checked",
}


def reports_told_of_no_person(file: str, code: str) -> list[Breach]:
    """List the public functions of a file that take a store and nobody who asks."""
    functions = [node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    return [
        Breach(file, node.name)
        for node in functions
        if _takes(node, STORES) and not _takes(node, ASKERS) and f"{file}: {node.name}" not in WITHOUT_A_PERSON
    ]


def _takes(function: ast.FunctionDef, kinds: tuple[str, ...]) -> bool:
    annotations = [ast.unparse(given.annotation) for given in (*function.args.args, *function.args.kwonlyargs) if given.annotation]
    return any(kind in annotation for annotation in annotations for kind in kinds)


def test_every_report_that_reads_the_store_is_told_who_asks() -> None:
    found = [
        breach
        for path in python_files("core/reports/", "core/access/")
        for breach in reports_told_of_no_person(name_of(path), path.read_text(encoding="utf-8"))
    ]
    assert not found, "takes the store, and nobody who asks:\n" + "\n".join(map(str, found))


def test_no_report_is_listed_that_is_told_or_gone() -> None:
    there = {
        f"{name_of(path)}: {node.name}"
        for path in python_files("core/reports/", "core/access/")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and _takes(node, STORES) and not _takes(node, ASKERS)
    }
    assert set(WITHOUT_A_PERSON) <= there


@pytest.mark.parametrize(
    "code",
    ["def rows(db: Database) -> int: ...", "def rows(source: Source, programme_id: str) -> int: ..."],
)
def test_a_report_that_is_told_of_no_person_is_found(code: str) -> None:
    assert reports_told_of_no_person("core/reports/options.py", code)


@pytest.mark.parametrize(
    "code",
    [
        "def rows(db: Database, person: Person) -> int: ...",
        "def rows(case: Case) -> int: ...",
        "def _rows(db: Database) -> int: ...",
    ],
)
def test_a_report_that_is_told_who_asks_passes(code: str) -> None:
    assert not reports_told_of_no_person("core/reports/options.py", code)
