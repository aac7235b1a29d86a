"""`python -m bench [PART ...]`: measure all parts, or those named, and print one JSON document."""

import argparse
import json
import sys
from importlib import import_module

PARTS = (
    *("appraisal", "simulation", "deals", "import_case", "messy", "bulk", "collaboration"),
    *("pages", "page_cpu", "grid", "sessions", "bystanders", "papers"),
)


def main(arguments: list[str]) -> int:
    """Measure the parts asked for and print their figures; each part's measure() returns a list of them."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="How quick the product is, beside baselines timed in the same run."
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}; all when none is named")
    parts = parser.parse_args(arguments).parts or list(PARTS)
    unknown = sorted(set(parts) - set(PARTS))
    if unknown:
        parser.error(f"there is no part called {', '.join(unknown)}; the parts are {', '.join(PARTS)}")
    figures = {part: import_module(f"bench.{part}").measure() for part in parts}
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
