"""python -m core place: many programmes worked out together, from a place folder."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from core.domain.places.place import Place
from core.engine.places.appraisal import appraise_place
from core.engine.places.choice import choices_of
from core.engine.places.results import PlaceAppraisal
from core.ingest.places.folder import PlaceReading, read_place
from core.reports.places.figures import place_figures
from core.reports.places.summary import choice_lines, departure_lines, place_lines
from core.reports.uncertainty import SEED
from core.store.assumptions import load_assumptions
from core.store.tables.folders import read_folder

PROGRAMMES = "programmes"
DONE, WRONG_DATA, WRONG_CALL = 0, 1, 2


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Describe what can be asked of a place."""
    command.add_argument("folder", metavar="FOLDER", help=f"tables of the place, and {PROGRAMMES}/ID/ with a case folder each")
    command.add_argument("--seed", type=int, default=SEED, metavar="S", help=f"of orders that are drawn; {SEED} when not given")
    command.add_argument("--choose", action="store_true", help="say which options to take within the rules and limits instead")
    command.add_argument(
        "--until", type=int, metavar="YEAR", help="with --choose: add up net cash to this year; the last otherwise"
    )
    command.add_argument("--without", metavar="ID", help="say what one programme would take with it if it stopped")
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
        if call.choose:
            return _choose(call, reading.place)
        found = appraise_place(reading.place, load_assumptions(), call.seed)
        if call.without is not None:
            return _leave_out(call, reading.place, found)
    except ValueError as refusal:
        print(f"This place cannot be worked out: {refusal}.")
        return WRONG_DATA
    print(json.dumps(place_figures(found), indent=1, allow_nan=False) if call.json else "\n".join(place_lines(found)))
    return DONE


def _choose(call: argparse.Namespace, place: Place) -> int:
    """Say which choice within the rules and limits of a place is worth most."""
    last_year = place.horizon_years if call.until is None else min(max(call.until, 0), place.horizon_years)
    found = choices_of(place, load_assumptions(), last_year)
    figures = {"ruled_out": found.ruled_out, "last_year": last_year, "choices": [asdict(choice) for choice in found.every]}
    print(json.dumps(figures, indent=1, allow_nan=False) if call.json else "\n".join(choice_lines(place, found, last_year)))
    return DONE


def _leave_out(call: argparse.Namespace, place: Place, found: PlaceAppraisal) -> int:
    """Say what one programme would take with it."""
    if call.without not in found.titles:
        print(f"{call.without} is not a programme in this place. Its programmes are: {', '.join(found.titles)}.", file=sys.stderr)
        return WRONG_CALL
    after = appraise_place(place.without(call.without), load_assumptions(), call.seed)
    print(
        json.dumps(place_figures(after), indent=1, allow_nan=False)
        if call.json
        else "\n".join(departure_lines(found, after, call.without))
    )
    return DONE


def _read(folder: Path) -> PlaceReading:
    files = read_folder(folder)
    inside = folder / PROGRAMMES
    programmes = sorted(each for each in inside.iterdir() if each.is_dir()) if inside.is_dir() else []
    return read_place(files, {each.name: read_folder(each) for each in programmes if any(each.glob("*.csv"))})
