"""`python -m drills [--quick] [PART ...]`: try all parts, or those named, and print a line for each figure."""

import argparse
import sys
import time
from collections.abc import Callable, Iterable

from drills import backups, damages, full_disk, grown, kills, restarts, soak, two_services
from drills.figures import Figure

FULL: dict[str, Callable[[], Iterable[Figure]]] = {
    "kills": lambda: kills.run(200),
    "damages": lambda: damages.run(66),
    "full_disk": full_disk.run,
    "two_services": lambda: two_services.run(20.0),
    "restarts": lambda: restarts.run(10),
    "backups": lambda: backups.run(8),
    "grown": lambda: grown.run(20.0, 40),
    "soak": lambda: soak.run(2_000, 300.0),
}
QUICK: dict[str, Callable[[], Iterable[Figure]]] = {
    "kills": lambda: kills.run(3),
    "damages": lambda: damages.run(len(damages.DAMAGES)),
    "full_disk": full_disk.run,
    "two_services": lambda: two_services.run(1.0),
    "restarts": lambda: restarts.run(1),
    "backups": lambda: backups.run(1),
}


def main(arguments: list[str]) -> int:
    """Try the parts asked for; 0 where every promise held, 1 where one did not."""
    parser = argparse.ArgumentParser(prog="python -m drills", description="What must hold when machines and people fail.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(FULL)}; all when none is named")
    parser.add_argument("--quick", action="store_true", help="a few of each, in half a minute, without the soak")
    call = parser.parse_args(arguments)
    drills = QUICK if call.quick else FULL
    unknown = sorted(set(call.parts) - set(drills))
    if unknown:
        parser.error(f"there is no part called {', '.join(unknown)}; the parts are {', '.join(drills)}")
    held = True
    for part in call.parts or drills:
        began = time.monotonic()
        for figure in drills[part]():
            held = held and figure.holds
            says = f"{'held  ' if figure.holds else 'BROKEN'}  {part}: {figure.says}. [{time.monotonic() - began:.0f} s]"
            sys.stdout.write(f"{says}\n")
            sys.stdout.flush()
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
