"""Cash of a draft: what a budget holder can stop paying for, and where enough has to fall away for that."""

from collections.abc import Sequence

from core.domain.drafts import AddRow, Cells, Change, Draft, PutCell, TakeRow
from core.domain.ids import make_id
from core.reports.drafts.answers import Kind, wrong_in

NOT_SAID, NOTHING, LITTLE, WHOLE, BOTH = "", "nothing", "little", "whole", "both"
CHOICES = {
    NOT_SAID: "Not said yet: no cash is counted",
    NOTHING: "Nothing; others take the room",
    LITTLE: "A little each time",
    WHOLE: "Something whole, once enough have gone",
    BOTH: "Both",
}
_CELLS = {
    NOT_SAID: ("", "", ""), NOTHING: ("0", "0", "1"), LITTLE: ("", "0", ""), WHOLE: ("0", "", ""), BOTH: ("", "", "0"),
}  # fmt: skip
CASH_COLUMNS = ("variable_share", "step_share", "fixed_share", "lump_units", "notice_years", "release_route", "release_agreed")


def choice_of(row: Cells) -> str:
    """What was said can be stopped when there are fewer, told from the shares of a line of benefit."""
    variable, step, fixed = (row.get(name, "") for name in CASH_COLUMNS[:3])
    if fixed == "1":
        return NOTHING
    if step == "0":
        return LITTLE
    if variable == "0":
        return WHOLE
    return BOTH if variable or step or fixed else NOT_SAID


def choose(benefit_id: str, choice: str) -> tuple[Change, ...]:
    """Cells that say a choice; how much of it there is, is asked next."""
    return tuple(
        PutCell("benefits", (benefit_id,), name, cell) for name, cell in zip(CASH_COLUMNS[:3], _CELLS[choice], strict=True)
    )


def closes_whole(row: Cells) -> bool:
    """Tell whether part of a line becomes cash when something whole closes."""
    return choice_of(row) in (WHOLE, BOTH)


def missing_of_cash(row: Cells) -> list[str]:
    """Questions about the cash of a line that are begun and not finished."""
    choice, asked = choice_of(row), []
    if choice in (LITTLE, BOTH) and not row.get("variable_share"):
        asked.append("of £100, how much stops a little each time?")
    if choice in (WHOLE, BOTH):
        asked += [] if row.get("step_share") else ["of £100, how much stops when something whole closes?"]
        asked += [] if row.get("lump_units") else ["how many must go before one can close?"]
    if choice in (LITTLE, WHOLE, BOTH) and not row.get("release_route"):
        asked.append("what becomes of the money?")
    if not asked and choice in (LITTLE, WHOLE, BOTH) and _sum(row) > 1 + 1e-9:
        asked.append("more than £100 of £100 stops: put it right.")
    return asked


def with_rest(row: Cells) -> Cells:
    """The line with what is left of £100 as fixed."""
    if choice_of(row) not in (LITTLE, WHOLE, BOTH):
        return row
    return {**row, "fixed_share": f"{max(1 - _sum(row), 0):.10g}"}


def centres_of(draft: Draft, benefit_id: str) -> list[str]:
    """Ids of the centres where a line can become cash."""
    return [row["cost_centre_id"] for row in draft.of("benefit_centres") if row["benefit_id"] == benefit_id]


def put_centres(draft: Draft, benefit_id: str, chosen: Sequence[str]) -> tuple[Change, ...]:
    """Rows that make these the centres of a line; a title that is no centre yet becomes one of who saves.

    Where there are several, every place sends its people to the first until it is said otherwise.

    Raises:
        ValueError: nobody saves yet, whose budget it could be.
    """
    known = {row.get("title", row["cost_centre_id"]): row["cost_centre_id"] for row in draft.of("cost_centres")}
    taken, changes, ids = list(known.values()), [], []
    for title in (" ".join(one.split()) for one in chosen):
        if title and title not in known:
            known[title] = make_id(title, taken, "centre")
            taken.append(known[title])
            changes.append(AddRow("cost_centres", _new_centre(draft, benefit_id, known[title], title)))
        if title:
            ids.append(known[title])
    before = centres_of(draft, benefit_id)
    removed: list[Change] = [TakeRow("benefit_centres", (benefit_id, one)) for one in before if one not in ids]
    added: list[Change] = [AddRow("benefit_centres", {"benefit_id": benefit_id, "cost_centre_id": one}) for one in ids]
    return (*changes, *removed, *added, *_flows(draft, benefit_id, ids))


def put_flow(draft: Draft, benefit_id: str, site_id: str, centre_id: str) -> tuple[Change, ...]:
    """Rows that send all people of a place to one centre."""
    old = [row for row in draft.of("site_centres") if (row["benefit_id"], row["site_id"]) == (benefit_id, site_id)]
    gone = [TakeRow("site_centres", (benefit_id, site_id, row["cost_centre_id"])) for row in old]
    cells = {"benefit_id": benefit_id, "site_id": site_id, "cost_centre_id": centre_id, "flow_share": "1"}
    return (*gone, AddRow("site_centres", cells))


def flow_of(draft: Draft, benefit_id: str, site_id: str) -> str:
    """The centre to which a place sends its people; the line's first where it was not said."""
    rows = draft.of("site_centres")
    said = next((row["cost_centre_id"] for row in rows if (row["benefit_id"], row["site_id"]) == (benefit_id, site_id)), "")
    return said or next(iter(centres_of(draft, benefit_id)), "")


def _flows(draft: Draft, benefit_id: str, ids: Sequence[str]) -> list[Change]:
    changes: list[Change] = []
    changes += [
        TakeRow("site_centres", (benefit_id, row["site_id"], row["cost_centre_id"]))
        for row in draft.of("site_centres")
        if row["benefit_id"] == benefit_id and (len(ids) < 2 or row["cost_centre_id"] not in ids)
    ]
    if len(ids) < 2:
        return changes
    for site in draft.of("sites"):
        now = flow_of(draft, benefit_id, site["site_id"])
        changes += put_flow(draft, benefit_id, site["site_id"], now if now in ids else ids[0])
    return changes


def _new_centre(draft: Draft, benefit_id: str, centre_id: str, title: str) -> Cells:
    saves = [row["partner_id"] for row in draft.of("benefit_falls") if row["benefit_id"] == benefit_id]
    if not saves:
        raise ValueError("Say first who saves, under What changes: the place is in that budget.")
    outcome = (draft.row("benefits", benefit_id) or {}).get("outcome_id", "")
    unit = (draft.row("outcomes", outcome) or {}).get("unit", "")
    return {"cost_centre_id": centre_id, "partner_id": saves[0], "title": title, "unit": unit}


def _sum(row: Cells) -> float:
    cells = (row.get("variable_share", ""), row.get("step_share", ""))
    return sum(float(cell) for cell in cells if cell and not wrong_in(Kind.share, cell))
