"""Ways forward of a draft: an option to spread, one to change the rules, and one that is made of the two."""

from core.domain.case.options import OptionKind
from core.domain.drafts import AddRow, Cells, Change, Draft
from core.domain.ids import make_id
from core.reports.drafts.copies import copied

OUT, UP, OUT_THEN_UP = OptionKind.scale_out.value, OptionKind.scale_up.value, OptionKind.out_then_up.value


def of_kind(draft: Draft, kind: str) -> list[Cells]:
    """Options of a kind."""
    return [row for row in draft.of("options") if row["kind"] == kind]


def new_out(draft: Draft, title: str) -> tuple[Change, ...]:
    """Rows of another option that spreads the work: every place from the first year, with the costs of the one that is there.

    Raises:
        ValueError: the title is empty, or that of an option that is there.
    """
    made = _new_id(draft, title)
    first = next(iter(of_kind(draft, OUT)), None)
    sites = [AddRow("option_sites", {"option_id": made, "site_id": row["site_id"], "start_year": "0"}) for row in draft.of("sites")]
    costs = [] if first is None else _costs(draft, [first["option_id"]], made)
    return (AddRow("options", {"option_id": made, "title": title.strip(), "kind": OUT}), *sites, *costs)


def new_up(draft: Draft, title: str) -> tuple[Change, ...]:
    """Rows of an option that changes the rules, with its first change still to be described. Raises as `new_out` does."""
    made = _new_id(draft, title)
    option = AddRow("options", {"option_id": made, "title": title.strip(), "kind": UP})
    return (option, *new_lever(draft, made, title.strip()))


def new_lever(draft: Draft, option_id: str, title: str) -> tuple[Change, ...]:
    """Row of a change of rules: what it does and how far is asked next.

    Raises:
        ValueError: the title is empty.
    """
    if not title.strip():
        raise ValueError("Say what changes.")
    lever_id = make_id(title, [row["lever_id"] for row in draft.of("levers")], "lever")
    cells = {"lever_id": lever_id, "option_id": option_id, "title": title.strip(), "mechanism": "inflow"}
    return (AddRow("levers", cells),)


def then_up(draft: Draft, out_id: str, up_id: str, gate_year: str) -> tuple[Change, ...]:
    """Rows of "out, then up", made of an out and an up: places, rates and costs of the one, changes and costs of the other.

    Costs of the up begin with the gate at the earliest; how far along a change is counts from the gate, and so is copied as it is.

    Args:
        draft: what is there.
        out_id: the option that spreads.
        up_id: the option that changes the rules.
        gate_year: index of the year in which the change is decided.

    Raises:
        ValueError: there is such an option already.
    """
    out, up = draft.row("options", out_id) or {}, draft.row("options", up_id) or {}
    title = f"{out.get('title', '')}, then {up.get('title', '')[:1].lower()}{up.get('title', '')[1:]}"
    made = _new_id(draft, title)
    option = {**out, "option_id": made, "title": title, "kind": OUT_THEN_UP, "gate_year": gate_year}
    sites = [
        copied(draft, "option_sites", row, {**row, "option_id": made})
        for row in draft.of("option_sites")
        if row["option_id"] == out_id
    ]
    return (
        copied(draft, "options", out, option),
        *sites,
        *_costs(draft, [out_id, up_id], made, (up_id, gate_year)),
        *_levers(draft, up_id, made),
    )


def _levers(draft: Draft, up_id: str, made: str) -> list[Change]:
    taken, changes = [row["lever_id"] for row in draft.of("levers")], []
    for row in draft.of("levers"):
        if row["option_id"] == up_id:
            lever_id = make_id(row["title"], taken, "lever")
            taken.append(lever_id)
            changes.append(copied(draft, "levers", row, {**row, "lever_id": lever_id, "option_id": made}))
    return list(changes)


def _costs(draft: Draft, of: list[str], made: str, gated: tuple[str, str] | None = None) -> list[Change]:
    """Copy the costs of some options with who pays; those of the gated one start with its gate at the earliest."""
    taken = [row["cost_id"] for row in draft.of("costs")] + [row["benefit_id"] for row in draft.of("benefits")]
    changes: list[Change] = []
    for row in draft.of("costs"):
        if row["option_id"] not in of:
            continue
        cost_id = make_id(row.get("title") or row["cost_id"], taken, "cost")
        taken.append(cost_id)
        cells = {**row, "cost_id": cost_id, "option_id": made}
        if gated is not None and row["option_id"] == gated[0]:
            cells["start_year"] = str(max(int(row.get("start_year") or 0), int(gated[1])))
        changes.append(copied(draft, "costs", row, cells))
        shares = [share for share in draft.of("cost_shares") if share["cost_id"] == row["cost_id"]]
        changes += [AddRow("cost_shares", {**share, "cost_id": cost_id}) for share in shares]
    return changes


def _new_id(draft: Draft, title: str) -> str:
    name = title.strip()
    if not name:
        raise ValueError("Give the option a name.")
    same = next((row["title"] for row in draft.of("options") if row["title"].strip().lower() == name.lower()), None)
    if same is not None:
        raise ValueError(f"There is an option called {same}: give this one another name.")
    return make_id(name, [row["option_id"] for row in draft.of("options")], "option")
