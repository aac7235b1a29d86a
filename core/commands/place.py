"""python -m core place: many programmes worked out together, from a place folder."""

import argparse
import json
import sys
from pathlib import Path

from core.engine.places.appraisal import appraise_place
from core.ingest.places.folder import PlaceReading, read_place
from core.reports.places.figures import place_figures
from core.reports.places.summary import place_lines
from core.reports.uncertainty import SEED
from core.store.assumptions import load_assumptions
from core.store.tables.folders import read_folder

PROGRAMMES = "programmes"
DONE, WRONG_DATA = 0, 1


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Describe what can be asked of a place."""
    command.add_argument("folder", metavar="FOLDER", help=f"tables of the place, and {PROGRAMMES}/ID/ with a case folder each")
    command.add_argument("--seed", type=int, default=SEED, metavar="S", help=f"of orders that are drawn; {SEED} when not given")
    command.add_argument("--json", action="store_true", help="unrounded figures as JSON")


def run(call: argparse.Namespace) -> int:
    """Work out the programmes of a place one by one and together."""
    reading = _read(Path(call.folder))
    for warning in reading.warnings:
        print(f"note: {warning.sentence}", file=sys.stderr)
    if reading.place is None:
        for problem in reading.problems:
            print(problem.sentence)
        if reading.problem_count > len(reading.problems):
            print(f"and {reading.problem_count - len(reading.problems)} more.")
        return WRONG_DATA
    try:
        found = appraise_place(reading.place, load_assumptions(), call.seed)
    except ValueError as refusal:
        print(f"This place cannot be worked out: {refusal}.")
        return WRONG_DATA
    print(json.dumps(place_figures(found), indent=1, allow_nan=False) if call.json else "\n".join(place_lines(found)))
    return DONE


def _read(folder: Path) -> PlaceReading:
    files = read_folder(folder)
    inside = folder / PROGRAMMES
    programmes = sorted(each for each in inside.iterdir() if each.is_dir()) if inside.is_dir() else []
    return read_place(files, {each.name: read_folder(each) for each in programmes if any(each.glob("*.csv"))})
