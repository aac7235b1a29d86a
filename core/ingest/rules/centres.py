"""Rules about where units fall: a cost centre counts everything that falls away there, once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from core.domain.case.benefits import BenefitClass, ReleaseRoute
from core.domain.problems import Problem
from core.domain.wording import joined, printable
from core.ingest.sheets import Folder, ReadRow

Shares = Mapping[str, float]


@dataclass(frozen=True)
class Falls:
    """Where the units of each line fall, as far as the tables say: by centre, shares of each site's units and of the levers'."""

    folder: Folder

    def centres_of(self, benefit_id: str) -> list[str]:
        """The centres of a line, in order of their ids."""
        flows = self._flows.get(benefit_id, {})
        return sorted({*self._places.get(benefit_id, {}), *(centre_id for flow in flows.values() for centre_id in flow)})

    def at(self, benefit_id: str, centre_id: str) -> tuple[tuple[float, ...], float]:
        """Shares of each site's units that fall at a centre, sites in order of their ids, and the share of the levers'."""
        flows, places = self._flows.get(benefit_id, {}), self._places.get(benefit_id, {})
        only = {next(iter(places)): 1.0} if len(places) == 1 else {}
        shares = tuple(round(flows.get(site_id, only).get(centre_id, 0.0), 9) for site_id in self._site_ids)
        return shares, round(self._of_levers(benefit_id).get(centre_id, 0.0), 9)

    def sites_without(self, benefit_id: str) -> list[str]:
        """Sites of which the line says no centre."""
        flows, reached = self._flows.get(benefit_id, {}), self.folder["option_sites"].known("site_id")
        return sorted(site_id for site_id in reached if site_id not in flows)

    def _of_levers(self, benefit_id: str) -> Shares:
        places = self._places.get(benefit_id, {})
        given = {centre_id: share for centre_id, share in places.items() if share is not None}
        among = list(places) or self.centres_of(benefit_id)
        return given or {centre_id: 1 / len(among) for centre_id in among}

    @cached_property
    def _site_ids(self) -> list[str]:
        return sorted(self.folder["sites"].known("site_id"))

    @cached_property
    def _places(self) -> dict[str, dict[str, float | None]]:
        found: dict[str, dict[str, float | None]] = {}
        for read in self.folder["benefit_centres"].having("benefit_id", "cost_centre_id"):
            found.setdefault(read.values["benefit_id"], {})[read.values["cost_centre_id"]] = read.values.get("place_share")
        return found

    @cached_property
    def _flows(self) -> dict[str, dict[str, dict[str, float]]]:
        found: dict[str, dict[str, dict[str, float]]] = {}
        for read in self.folder["site_centres"].having("benefit_id", "site_id", "cost_centre_id", "flow_share"):
            of_site = found.setdefault(read.values["benefit_id"], {}).setdefault(read.values["site_id"], {})
            of_site[read.values["cost_centre_id"]] = read.values["flow_share"]
        return found


def can_be_followed(folder: Folder) -> bool:
    """True where every table that places units could be read."""
    return all(folder[name].is_whole for name in ("benefits", "cost_centres", "benefit_centres", "site_centres", "sites"))


def is_fiscal(read: ReadRow) -> bool:
    """True for a line of benefit that a public budget bears."""
    return read.values.get("benefit_class") == BenefitClass.fiscal


def is_releasing(read: ReadRow) -> bool:
    """True for a line of benefit whose cash is agreed."""
    agreed = read.values.get("release_agreed", False) and read.values.get("release_route") == ReleaseRoute.budget_removed
    return bool(is_fiscal(read) and agreed)


def stepped_benefits_have_a_lump(folder: Folder) -> Iterator[Problem]:
    """A line that is released in steps says how many units make one, or each of its centres does."""
    if not can_be_followed(folder):
        return
    falls, sheet = Falls(folder), folder["benefits"]
    with_lump = {read.values["cost_centre_id"] for read in folder["cost_centres"].having("cost_centre_id", "lump_units")}
    for read in sheet.having("benefit_id", "step_share"):
        if read.row is None or not read.values["step_share"] or "lump_units" in read.values:
            continue
        centres = falls.centres_of(read.values["benefit_id"])
        without = [centre_id for centre_id in centres if centre_id not in with_lump]
        if not centres or without:
            where = f" here or at {joined(without)}" if centres else ""
            yield Problem(
                sheet.file_name,
                "part of this benefit is released in steps, and nothing says how many units make one step.",
                read.line,
                "lump_units",
                what_to_do=f"Give lump_units{where}, or of the cost centre, in the unit of the outcome.",
            )


def lines_of_one_outcome_fall_alike(folder: Folder) -> Iterator[Problem]:
    """Lines of one outcome at one centre are the same units, so they fall there in the same shares."""
    if not can_be_followed(folder):
        return
    falls, seen = Falls(folder), dict[tuple[str, str], tuple[ReadRow, object]]()
    for read in folder["benefits"].having("benefit_id", "outcome_id"):
        benefit_id, outcome_id = read.values["benefit_id"], read.values["outcome_id"]
        for centre_id in falls.centres_of(benefit_id):
            own = falls.at(benefit_id, centre_id)
            first, shares = seen.setdefault((outcome_id, centre_id), (read, own))
            if shares != own:
                yield _not_alike(folder, read, first, centre_id)


def _not_alike(folder: Folder, read: ReadRow, first: ReadRow, centre_id: str) -> Problem:
    benefit_id, other = read.values["benefit_id"], first.values["benefit_id"]
    row, file_name = _row_at(folder, benefit_id, centre_id)
    return Problem(
        file_name,
        f"{other} and {benefit_id} are lines of one outcome, {printable(read.values['outcome_id'], 60)}, and other shares of its "
        f"units fall at {printable(centre_id, 60)}: they are the same units, which the centre counts once.",
        row.line if row else None,
        "cost_centre_id",
        printable(centre_id),
        f"Give both lines the same rows for this centre in {folder['site_centres'].spec.file_name} and "
        f"{folder['benefit_centres'].spec.file_name}, or take the centre out of one of them.",
    )


def _row_at(folder: Folder, benefit_id: str, centre_id: str) -> tuple[ReadRow | None, str]:
    """The first row that places a line at a centre."""
    for name in ("site_centres", "benefit_centres"):
        rows = folder[name].by("benefit_id", "cost_centre_id").get((benefit_id, centre_id))
        if rows:
            return rows[0], folder[name].file_name
    return None, folder["benefit_centres"].spec.file_name


def stepped_lines_of_a_centre_agree(folder: Folder) -> Iterator[Problem]:
    """Where a centre does not say its lump or notice, the lines that close its steps say the same."""
    if not can_be_followed(folder):
        return
    falls, centres = Falls(folder), folder["cost_centres"]
    stepped = [
        read for read in folder["benefits"].having("benefit_id", "step_share") if read.values["step_share"] and is_releasing(read)
    ]
    for centre in centres.having("cost_centre_id"):
        here = [read for read in stepped if centre.values["cost_centre_id"] in falls.centres_of(read.values["benefit_id"])]
        for column, default in (("lump_units", None), ("notice_years", 0)):
            said = {read.values.get(column, default) for read in here}
            if column not in centre.values and len(said) > 1:
                yield Problem(
                    centres.file_name,
                    f"the lines that close its steps ({joined(read.values['benefit_id'] for read in here)}) say different "
                    f"{column}: {joined(str(value) for value in sorted(said, key=str))}.",
                    centre.line,
                    column,
                    what_to_do=f"Give {column} here: a centre closes one kind of step.",
                )


def what_is_pooled_is_counted_in_one_unit(folder: Folder) -> Iterator[Problem]:
    """Only units of one kind can be added up at a centre: its own, or one that its fiscal lines share."""
    if not (can_be_followed(folder) and folder["outcomes"].is_whole):
        return
    unit_of = {read.values["outcome_id"]: read.values["unit"] for read in folder["outcomes"].having("outcome_id", "unit")}
    falls, centres = Falls(folder), folder["cost_centres"]
    lines = [read for read in folder["benefits"].having("benefit_id", "outcome_id", "benefit_class") if is_fiscal(read)]
    for centre in centres.having("cost_centre_id"):
        here = [read for read in lines if centre.values["cost_centre_id"] in falls.centres_of(read.values["benefit_id"])]
        units = {unit_of.get(read.values["outcome_id"], ""): read.values["benefit_id"] for read in here}
        yield from _mixed(centres.file_name, centre, {unit: line for unit, line in units.items() if unit})


def _mixed(file_name: str, centre: ReadRow, units: Mapping[str, str]) -> Iterator[Problem]:
    own = centre.values.get("unit")
    kinds = {_plain(unit) for unit in ([own] if own else []) + list(units)}
    if len(kinds) < 2:
        return
    lines = joined(f"{line} in {unit}" for unit, line in units.items())
    told = f"it counts in {own}" if own else "its lines must be counted in one unit"
    yield Problem(
        file_name,
        f"{told}, and these lines are at it: {lines}. Units of different kinds cannot be added up.",
        centre.line,
        "unit",
        printable(own) if own else None,
        "Give the outcomes one unit, or make a cost centre for each unit.",
    )


def _plain(unit: str) -> str:
    return " ".join(unit.casefold().replace("-", " ").split())
