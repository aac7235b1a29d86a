"""How the tests of documents read Markdown: the paths it names, its sections, its numbered steps."""

import re
from pathlib import Path

from tests.architecture.source import ROOT, all_files, name_of

TOPS = ("core", "pages", "data", "docs", "tests", "deploy", "bench", "scripts", "app.py", "Makefile")
NOT_KEPT = frozenset({"data/live"})  # made by the service, never part of the project
_IN_CODE = re.compile(r"`([^`\n]+)`")
_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_LINKED = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
_PATH = re.compile(r"(?:" + "|".join(map(re.escape, TOPS)) + r")(?:/[\w.-]+)*/?")


def documents() -> list[Path]:
    """List the Markdown files that people read: the README, the changes and everything under docs."""
    return [path for path in all_files() if path.suffix == ".md" and name_of(path).partition("/")[0] in {"README.md", "docs"}]


def paths_named(text: str) -> list[str]:
    """List the paths of the project that a text names in code marks, each once."""
    spans = _IN_CODE.findall(_FENCED.sub("", text))
    words = [word for span in spans for word in span.split()]
    return list(dict.fromkeys(word.rstrip("/") for word in words if _PATH.fullmatch(word)))


def links_named(text: str) -> list[str]:
    """List the files that a text links to, as they are written; addresses of other hosts are left out."""
    return [link for link in _LINKED.findall(_FENCED.sub("", text)) if ":" not in link]


def missing_in(document: Path, text: str) -> list[str]:
    """List what a document names or links to and is not there."""
    named = [path for path in paths_named(text) if path not in NOT_KEPT and not (ROOT / path).exists()]
    return named + [link for link in links_named(text) if not (document.parent / link).exists()]


def sections(text: str, level: int = 2) -> dict[str, str]:
    """Divide a text at its headings of one level: the text below each heading."""
    parts = re.split(rf"^{'#' * level} ", text, flags=re.MULTILINE)[1:]
    return {part.partition("\n")[0].strip(): part.partition("\n")[2] for part in parts}


def steps(text: str) -> list[str]:
    """List the numbered steps of a section."""
    return re.findall(r"^\d+\. (.+)$", text, flags=re.MULTILINE)
