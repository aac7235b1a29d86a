"""Rules about what each kind of option may have."""

from collections.abc import Iterator

from core.domain.case.options import OptionKind
from core.domain.problems import Problem
from core.domain.wording import counted, printable
from core.ingest.sheets import Folder, ReadRow

MOST_LEVERS = 8
KINDS_WITH_LEVERS = (OptionKind.scale_up, OptionKind.out_then_up)
_ATTACHED = {
    "option_sites": "a site",
    "costs": "a cost",
    "levers": "a lever",
    "scale_causes": "a cause of lost effect",
    "risks": "a risk",
}


def one_business_as_usual(folder: Folder) -> Iterator[Problem]:
    """Everything is compared with one business as usual."""
    sheet = folder["options"]
    rows = sheet.by("kind").get((OptionKind.business_as_usual,), [])
    for other in rows[1:]:
        yield Problem(
            sheet.file_name,
            f"a second option of kind business_as_usual; line {rows[0].line} has the first.",
            other.line,
            "kind",
            what_to_do="Keep one, or give this one another kind, for example do_minimum.",
        )


def nothing_hangs_on_business_as_usual(folder: Folder) -> Iterator[Problem]:
    """Business as usual has no sites, costs or levers: every figure is a difference from it."""
    kinds = _kinds(folder)
    for table, what in _ATTACHED.items():
        for read in folder[table].having("option_id"):
            if kinds.get(read.values["option_id"]) == OptionKind.business_as_usual:
                yield Problem(
                    folder[table].file_name,
                    f"{what} cannot hang on business as usual: it is what the others are compared with, so it is 0 throughout.",
                    read.line,
                    "option_id",
                    printable(read.values["option_id"]),
                    "Take the row out, or hang it on an option of kind do_minimum.",
                )


def one_scale_penalty(folder: Folder) -> Iterator[Problem]:
    """An option says its scale penalty once: in one figure, or by its causes."""
    entered = {read.values["option_id"]: read for read in folder["options"].having("option_id", "scale_penalty")}
    for (option_id,), rows in folder["scale_causes"].by("option_id").items():
        read = entered.get(option_id)
        columns = [name for name in ("scale_penalty", "scale_penalty_low", "scale_penalty_high") if read and read.values.get(name)]
        if read is not None and columns:
            yield Problem(
                folder["options"].file_name,
                f"the effect lost at scale is given here and again by {counted(len(rows), 'cause')} in scale_causes.csv.",
                read.line,
                columns[0],
                printable(str(read.values[columns[0]])),
                "Empty scale_penalty and its ends: the causes multiply to it. Or take the causes out.",
            )


def levers_of_options_that_scale_no_further(folder: Folder) -> Iterator[Problem]:
    """Warn of levers of an option that is not said to scale up: they count all the same."""
    kinds = _kinds(folder)
    for (option_id,), rows in folder["levers"].by("option_id").items():
        kind = kinds.get(option_id)
        if kind in (OptionKind.do_minimum, OptionKind.scale_out):
            told = (
                f"{counted(len(rows), 'lever')} {'hangs' if len(rows) == 1 else 'hang'} on {printable(option_id, 60)}, an option "
                f"of kind {kind}: counted from year 0. If rules change once the places run, make it out_then_up with a gate_year."
            )
            yield Problem(folder["levers"].file_name, told, rows[0].line, "option_id")


def not_too_many_levers(folder: Folder) -> Iterator[Problem]:
    """Every combination of levers is worked out, so an option has few of them."""
    sheet = folder["levers"]
    for (option_id,), rows in sheet.by("option_id").items():
        if len(rows) > MOST_LEVERS:
            yield _too_many(sheet.file_name, option_id, rows)


def _too_many(file_name: str, option_id: str, rows: list[ReadRow]) -> Problem:
    lines = sorted(read.line for read in rows)
    return Problem(
        file_name,
        f"{counted(len(rows), 'lever')} hang on this option; the limit is {MOST_LEVERS}.",
        lines[MOST_LEVERS],
        "option_id",
        printable(option_id),
        "Put levers that stand and fall together into one.",
    )


def _kinds(folder: Folder) -> dict[str, str]:
    return {read.values["option_id"]: read.values["kind"] for read in folder["options"].having("option_id", "kind")}
