"""Cost and who pays, step 4."""

import streamlit as st

from core.charts.kit.formats import financial_year
from core.domain.case.costs import CostType, Driver, Heading
from core.domain.columns.dictionary import word_label
from core.domain.drafts import Cells, Draft
from core.domain.titles import unique_titles
from core.reports.drafts.answers import Kind, read_answer
from core.reports.drafts.new_rows import AS_NOW, new_cost
from pages.sections.drafts import shares
from pages.sections.drafts.cells import add_by, box, cell_of, pick, take_out

DRIVERS = {
    Driver.per_person.value: "for each person",
    Driver.site_yearly.value: "each year in each place",
    Driver.team_yearly.value: "each year for each team",
    Driver.programme_yearly.value: "each year for all",
    Driver.site_one_off.value: "once in each place",
    Driver.programme_one_off.value: "once",
}
_HEADINGS = {heading.value: word_label(heading.value) for heading in Heading}
_TYPES = {kind.value: word_label(kind.value) for kind in CostType}


def draw(draft: Draft) -> None:
    """Ask what it costs and who pays."""
    option_id = _option(draft)
    for row in draft.of("costs"):
        if row["option_id"] == option_id:
            _cost(draft, row)
    with st.form(f"draft-{draft.draft_id}-new-cost", clear_on_submit=True):
        named, much, how = st.columns([3, 2, 2])
        name = named.text_input(
            "What is paid for?", key=f"draft-{draft.draft_id}-cost-name", max_chars=200, placeholder="Support workers"
        )
        amount = much.text_input("How much?", key=f"draft-{draft.draft_id}-cost-amount", placeholder="£7,737")
        driver = how.selectbox(
            "Paid how?", list(DRIVERS), format_func=DRIVERS.__getitem__, key=f"draft-{draft.draft_id}-cost-driver"
        )
        is_sent = st.form_submit_button("Add cost", icon=":material/add:")
    if is_sent:
        cell = read_answer(Kind.money, amount).cell
        if add_by(draft.draft_id, lambda: new_cost(draft, option_id, name, cell, driver)):
            st.rerun()


def _option(draft: Draft) -> str:
    """The option whose costs are asked for; only where there are several is it picked."""
    titles = unique_titles({row["option_id"]: row["title"] for row in draft.of("options") if row["option_id"] != AS_NOW})
    if len(titles) < 2:
        return next(iter(titles), AS_NOW)
    name = f"draft-{draft.draft_id}-costs-of"
    picked: str = st.selectbox("Costs of which option?", list(titles), format_func=titles.__getitem__, key=name)
    return picked


def _cost(draft: Draft, row: Cells) -> None:
    key = (row["cost_id"],)
    with st.container(border=True):
        name, much, how, out = st.columns([3, 2, 2, 1], vertical_alignment="bottom")
        with name:
            box(draft, "costs", key, "title", "What is paid for")
        with much:
            box(draft, "costs", key, "amount_gbp", "How much")
        with how:
            pick(draft, "costs", key, "driver", "Paid how", among=DRIVERS)
        with out:
            take_out(draft, "costs", key, row.get("title", ""))
        if cell_of(draft, "costs", key, "driver") == Driver.team_yearly:
            box(draft, "costs", key, "people_per_team", "How many people can one team work with?", placeholder="20")
        shares.who(draft, "cost_shares", row["cost_id"], "Who pays?")
        with st.expander("What it is spent on, and when"):
            what, kind, first, last = st.columns(4)
            programme = draft.of("programme")[0]
            base, horizon = int(programme["base_year"]), int(programme["horizon_years"])
            years = {"": "Not said: throughout", **{str(at): financial_year(base, at) for at in range(horizon + 1)}}
            with what:
                pick(draft, "costs", key, "heading", "Spent on", among=_HEADINGS)
            with kind:
                pick(draft, "costs", key, "cost_type", "Kind of money", among=_TYPES)
            with first:
                pick(draft, "costs", key, "start_year", "First year paid", among=years)
            with last:
                pick(draft, "costs", key, "end_year", "Last year paid", among=years)
