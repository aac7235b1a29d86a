"""An S3 store for tests: rclone serves a folder as one. What lies in the folder can be damaged by hand."""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

KEY, SECRET = "KEYOFTHETESTS", "SECRETOFTHETESTS"
BUCKET = "pilots"
UNCACHED = ("--vfs-cache-mode", "off", "--dir-cache-time", "0s")


def why_not() -> str | None:
    """Say why there can be no S3 store here; None where there can."""
    return None if _program() else "rclone is not installed here (requirements-grown.txt)"


class S3Server:
    """A store that can be stopped and started again."""

    def __init__(self) -> None:
        """Start with one empty bucket."""
        self.folder = Path(tempfile.mkdtemp(prefix="scale_case_s3_"))
        (self.folder / BUCKET).mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()

    @property
    def environment(self) -> dict[str, str]:
        """What a service that uses it has in its environment."""
        return {
            "AWS_ACCESS_KEY_ID": KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{self.port}",
        }

    def start(self) -> None:
        """Start it and wait until it answers."""
        place, keys = f"127.0.0.1:{self.port}", f"{KEY},{SECRET}"
        command = [str(_program()), "serve", "s3", "--auth-key", keys, "--addr", place, *UNCACHED, str(self.folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                if time.monotonic() > deadline:
                    raise

    def stop(self) -> None:
        """Stop it."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Stop it and take its folder away."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def _program() -> Path | None:
    beside = Path(sys.executable).with_name("rclone")
    found = str(beside) if beside.exists() else shutil.which("rclone")
    return Path(found) if found else None
