"""LibreOffice without a window, as a second opinion on a workbook; tests are left out, with a word, where it is not there."""

import json
import shutil
import socket
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).with_name("office_script.py")
OFFICE = shutil.which("soffice")
SYSTEM_PYTHON = Path("/usr/bin/python3")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is missing: apt-get install libreoffice-calc python3-uno")


def recalculated(books: Sequence[tuple[Path, Sequence[dict[str, float | str]]]], profile: Path) -> list[dict[str, Any]]:
    """Open each workbook, recalculate it, and once more for each set of changed inputs.

    Args:
        books: each file, with sets of changes: a name of an input to its new value.
        profile: a folder of its own for the office.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        str(OFFICE), "--headless", "--norestore", "--nologo", f"-env:UserInstallation={profile.resolve().as_uri()}",
        f"--accept=socket,host=127.0.0.1,port={port};urp;",
    ]  # fmt: skip
    office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        asked = json.dumps({"port": port, "books": [{"file": str(file), "changes": list(changes)} for file, changes in books]})
        answer = subprocess.run(
            [str(SYSTEM_PYTHON), str(SCRIPT)], input=asked, capture_output=True, encoding="utf-8", timeout=240, check=False
        )
        assert answer.returncode == 0, answer.stderr or answer.stdout
        found: list[dict[str, Any]] = json.loads(answer.stdout)
        return found
    finally:
        office.terminate()
        office.wait(timeout=30)
