"""Metrics: figures of this copy of the service in the text form Prometheus reads, at an address of their own.

They are about the service alone, and name no person and no programme. SCALECASE_METRICS says where: never beside the pages.
"""

import os
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

VARIABLE = "SCALECASE_METRICS"
Figures = Callable[[], Iterable[tuple[str, str, float]]]
_PLACE = re.compile(r"(?P<host>\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):(?P<port>\d{1,5})")


def start(environment: Mapping[str, str], figures: Figures) -> None:
    """Serve metrics where the environment says so."""
    place = place_of(environment)
    if place is not None:
        serve(place, figures)


def place_of(environment: Mapping[str, str]) -> tuple[str, int] | None:
    """Read where metrics are served; None where they are not.

    Raises:
        SystemExit: it cannot be read.
    """
    text = environment.get(VARIABLE, "").strip()
    if not text:
        return None
    found = _PLACE.fullmatch(text)
    if found is None or not 0 < int(found["port"]) < 65_536:
        raise SystemExit(f"{VARIABLE} is {text}: allowed is HOST:PORT, such as 127.0.0.1:9464, for watchers alone.")
    return found["host"].strip("[]"), int(found["port"])


def serve(place: tuple[str, int], figures: Figures) -> ThreadingHTTPServer:
    """Serve the figures from a thread of their own, until the process ends."""

    class Answer(BaseHTTPRequestHandler):
        """Answers GET /metrics and nothing else."""

        def do_GET(self) -> None:
            """Write the figures as they are now."""
            if self.path != "/metrics":
                self.send_error(404)
                return
            content = page(figures()).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
            """Say nothing: it is asked every few seconds."""

    server = ThreadingHTTPServer(place, Answer)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()
    return server


def page(figures: Iterable[tuple[str, str, float]]) -> str:
    """Write figures, each with what it is, a gauge or a counter, said once for each name."""
    lines: list[str] = []
    said: set[str] = set()
    for named, kind, amount in (*figures, *_of_process()):
        name = named.partition("{")[0]
        lines += [] if name in said else [f"# TYPE {name} {kind}"]
        said.add(name)
        lines.append(f"{named} {amount:.17g}")
    return "\n".join(lines) + "\n"


def _of_process() -> Iterator[tuple[str, str, float]]:
    yield "process_cpu_seconds_total", "counter", time.process_time()
    status = Path("/proc/self/statm")
    if status.exists():
        yield "process_resident_memory_bytes", "gauge", float(int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE"))
        yield "process_open_fds", "gauge", float(sum(1 for _ in Path("/proc/self/fd").iterdir()))
    yield "process_start_time_seconds", "gauge", _STARTED


_STARTED = time.time()
