"""How the architecture tests read the project: its files, and what each one imports."""

import ast
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT_ASIDE = frozenset(
    {".git", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "node_modules", "live"}
)
TEXT_ENDINGS = frozenset(
    {".py", ".toml", ".md", ".txt", ".sh", ".csv", ".json", ".js", ".css", ".html", ".yml", ".yaml", ".ini", ".mako", ""}
)


@dataclass(frozen=True)
class Breach:
    """One place where the project does not keep its own rule."""

    file: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.what}"


@cache
def all_files() -> tuple[Path, ...]:
    """List the files of the project: those Git knows or would add, or all of them where Git is not at hand."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        found = [ROOT / line for line in listed.stdout.splitlines()]
    except (OSError, subprocess.CalledProcessError):
        found = [path for path in ROOT.rglob("*") if not LEFT_ASIDE & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in found if path.is_file()))


def name_of(path: Path) -> str:
    """Name a file as seen from the top of the project."""
    return path.relative_to(ROOT).as_posix()


def python_files(*folders: str) -> list[Path]:
    """List the Python files under these folders or of these names; all of them when none is named."""
    wanted = [path for path in all_files() if path.suffix == ".py"]
    return [path for path in wanted if not folders or name_of(path).startswith(folders)]


def text_files() -> list[Path]:
    """List the files people can read."""
    return [path for path in all_files() if path.suffix in TEXT_ENDINGS]


@cache
def imported_modules(code: str) -> frozenset[str]:
    """Find every module a piece of Python imports, in full, wherever in it the import stands.

    `from core import engine` counts as core.engine, so that no spelling of an import goes around the rule.
    """
    found: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
    return frozenset(found)


@cache
def imported_names(code: str) -> frozenset[tuple[str, str]]:
    """Find what a piece of Python imports from which module, as (module, name); the name is empty for `import module`.

    `from core import engine` gives ("core.engine", ""): a layer that is named as a whole.
    """
    found: set[tuple[str, str]] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found.update((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            for alias in node.names:
                found.add((f"core.{alias.name}", "") if node.module == "core" else (node.module, alias.name))
    return frozenset(found)
