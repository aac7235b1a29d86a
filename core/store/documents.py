"""Documents of the project, which the pages show as written."""

from pathlib import Path

DOCUMENTS = Path(__file__).resolve().parents[2] / "docs"


def read_document(name: str) -> str:
    """Read one of the project's documents.

    Args:
        name: the file's name without its ending, for example "terms".

    Raises:
        FileNotFoundError: there is no such document.
    """
    return (DOCUMENTS / f"{name}.md").read_text(encoding="utf-8")
