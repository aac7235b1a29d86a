"""How large a file may grow, and what it may be called."""

from collections import Counter
from collections.abc import Sequence

import pytest

from tests.architecture.source import Breach, all_files, name_of, python_files

MOST_LINES = 300
MOST_FILES_OF_A_FOLDER = 30
MOST_LINES_OF_A_PAGE = 120
NAMES_THAT_SAY_NOTHING = frozenset({"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common"})


def breaches_of_size(file: str, lines: int) -> list[Breach]:
    """Say whether a file has grown too long."""
    is_page = file.startswith("pages/") and file.count("/") == 1
    most = MOST_LINES_OF_A_PAGE if is_page else MOST_LINES
    return [Breach(file, f"has {lines} lines, and at most {most} are allowed")] if lines > most else []


def breaches_of_name(file: str) -> list[Breach]:
    """Say whether a file or a folder on its way has a name that says nothing of what is inside."""
    return [
        Breach(file, f"is called {word}, which does not say what is inside")
        for word in sorted(NAMES_THAT_SAY_NOTHING & {part.partition(".")[0] for part in file.split("/")})
    ]


def breaches_of_breadth(files: Sequence[str]) -> list[Breach]:
    """List the folders in which too many Python files lie flat."""
    flat = Counter(file.rpartition("/")[0] for file in files)
    return [
        Breach(folder, f"holds {count} Python files flat, and at most {MOST_FILES_OF_A_FOLDER} are allowed")
        for folder, count in sorted(flat.items())
        if count > MOST_FILES_OF_A_FOLDER
    ]


def test_no_folder_holds_too_many_files() -> None:
    found = breaches_of_breadth([name_of(path) for path in python_files()])
    assert not found, "\n".join(map(str, found))


def test_a_folder_of_too_many_files_is_found() -> None:
    assert breaches_of_breadth([f"core/engine/part_{number}.py" for number in range(31)])
    assert not breaches_of_breadth([f"core/engine/part_{number}.py" for number in range(30)])


def test_no_file_is_too_long() -> None:
    found = [
        breach
        for path in python_files()
        for breach in breaches_of_size(name_of(path), len(path.read_text(encoding="utf-8").splitlines()))
    ]
    assert not found, "\n".join(map(str, found))


def test_every_file_is_called_after_what_is_inside() -> None:
    found = [breach for path in all_files() for breach in breaches_of_name(name_of(path))]
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize(
    ("file", "lines"), [("core/engine/formulas/prices.py", 301), ("pages/summary.py", 121), ("tests/core/test_x.py", 400)]
)
def test_a_file_that_is_too_long_is_found(file: str, lines: int) -> None:
    assert breaches_of_size(file, lines)


@pytest.mark.parametrize("file", ["core/utils.py", "core/helpers/prices.py", "pages/components/misc.py", "tests/common.py"])
def test_a_name_that_says_nothing_is_found(file: str) -> None:
    assert breaches_of_name(file)


def test_a_file_of_the_allowed_length_and_name_passes() -> None:
    assert not breaches_of_size("core/engine/formulas/prices.py", 300)
    assert not breaches_of_name("core/engine/formulas/prices.py")
