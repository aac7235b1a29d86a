"""The form in which one heading of a service design is changed."""

from datetime import date

import streamlit as st

from core.domain.case.service_design import DesignHeading, ServiceDesign
from core.reports.appraisals import Loaded
from core.reports.changes.grid_edits import cell_of
from core.reports.flows import partner_titles
from core.reports.service_design import HEADING_WORDS, STATUS_WORDS, heading_changed, wrong_with
from pages.components import form_feedback, save_table
from pages.components.open_version import Pinned, pinned
from pages.components.pickers import Chosen
from pages.shell import identity, live_updates

NONE = ""
FORMS = (DesignHeading.delivery_organisation, DesignHeading.joint_commissioning)


def form(chosen: Chosen, option_id: str) -> None:
    """Edit a heading: for people who may edit the design; others see why they cannot."""
    partners = identity.person().partners(save_table.EDITS, chosen.programme_id)
    open_to = [heading for heading in DesignHeading if _is_open(chosen, option_id, heading)]
    if not open_to:
        # The first partner of the person, if any: what is left to say is why none of the headings is theirs.
        st.caption(save_table.why_not_edit(chosen, next(iter(partners or ()), None)) or "No heading is yours to change.")
        return
    live_updates.has_editor()
    with st.expander("Change a heading"):
        heading = st.selectbox("Heading", open_to, format_func=HEADING_WORDS.__getitem__, key=f"heading-{option_id}")
        name = f"design-{chosen.programme_id}-{option_id}-{heading}"
        opened = pinned(name, chosen, lambda loaded: said_of(loaded, option_id, heading), is_typed_in=lambda _: True)
        with st.form(f"form-{opened.key}", enter_to_submit=False):
            cells = _typed(chosen, opened, option_id, heading)
            pressed = st.form_submit_button("Save the heading", type="primary")
        wrong = wrong_with(cells) if pressed else ()
        for sentence in wrong:
            st.error(sentence, icon=":material/error:")
        if pressed and not wrong:
            edited = heading_changed(opened.loaded.tables, option_id, heading, cells)
            title = HEADING_WORDS[heading]
            save_table.save(
                chosen, edited, opened=opened, what=f"Changed the service design: {title}.",
                done=lambda made: f"Saved as version {made}: {title}. No figure of the appraisal moves.", named=title,
            )  # fmt: skip


def said_of(loaded: Loaded, option_id: str, heading: DesignHeading) -> ServiceDesign | None:
    """Stored heading: what a version says of one heading of an option."""
    rows = loaded.case.service_design
    return next((row for row in rows if (row.option_id, row.heading) == (option_id, heading)), None)


def _is_open(chosen: Chosen, option_id: str, heading: DesignHeading) -> bool:
    """True for a heading that the person may change; an empty one is open to every editor."""
    said = said_of(chosen.loaded, option_id, heading)
    own = identity.person().partners(save_table.EDITS, chosen.programme_id)
    partner_id = next(iter(own or ()), None) if said is None else said.owner_partner_id
    return save_table.why_not_edit(chosen, partner_id) is None


def _typed(chosen: Chosen, opened: Pinned, option_id: str, heading: DesignHeading) -> dict[str, str]:
    """Draw the fields of a heading; give what stands in them as cells."""
    case, said, key = opened.loaded.case, said_of(opened.loaded, option_id, heading), opened.key
    held = {name: cell_of(getattr(said, name)) if said else "" for name in ServiceDesign.model_fields}
    own = identity.person().partners(save_table.EDITS, chosen.programme_id)
    nobody = {NONE: "Nobody yet"} if own is None else {}
    owners = nobody | {one: title for one, title in partner_titles(case).items() if own is None or one in own}
    lines = {line.cost_id: line.name for line in case.costs if line.option_id == option_id and chosen.scope.sees_line(line.cost_id)}
    arrangement = st.text_area("Arrangement", held["arrangement"], max_chars=2000, key=f"{key}-arrangement")
    left, right = st.columns(2)
    with left:
        owner = _one_of(
            "Owner", owners if own is not None else {NONE: "Nobody yet", **owners}, held["owner_partner_id"], f"{key}-owner"
        )
        status = _one_of("Stands", {s.value: words for s, words in STATUS_WORDS.items()}, held["status"], f"{key}-status")
    with right:
        cost = _one_of("Paid from", {NONE: "No line of cost", **lines}, held["cost_id"], f"{key}-cost")
        due_on = form_feedback.day("Due", date.fromisoformat(held["due_on"]) if held["due_on"] else None, key=f"{key}-due")
    because = st.text_input("Not needed because", held["not_needed_because"], max_chars=1000, key=f"{key}-because")
    cells = {
        "arrangement": arrangement.strip(), "owner_partner_id": owner, "status": status, "cost_id": cost,
        "due_on": cell_of(due_on), "not_needed_because": because.strip(),
    }  # fmt: skip
    if heading not in FORMS:
        return cells
    staff = st.text_area("Transfer of staff", held["staff_transfer"], max_chars=2000, key=f"{key}-staff")
    vat = st.text_area("VAT and pensions", held["vat_and_pensions"], max_chars=2000, key=f"{key}-vat")
    return {**cells, "staff_transfer": staff.strip(), "vat_and_pensions": vat.strip()}


def _one_of(label: str, words: dict[str, str], held: str, key: str) -> str:
    """Draw a picker; what is held and not on offer, such as another partner's line of cost, stays on offer as it is."""
    names = [*words, *([held] if held and held not in words else [])]
    start = names.index(held) if held in names else 0
    picked: str = st.selectbox(label, names, start, format_func=lambda name: words.get(name, "As it is, not shown"), key=key)
    return picked
