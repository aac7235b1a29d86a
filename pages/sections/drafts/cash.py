"""What turns into cash, step 5: why only whole things release money, and where enough has to fall away."""

import streamlit as st

from core.charts.kit.formats import financial_year, people
from core.domain.case.benefits import BenefitClass
from core.domain.columns.dictionary import word_label
from core.domain.drafts import Cells, Draft
from core.domain.titles import unique_titles
from core.reports.drafts.answers import Kind, shown
from core.reports.drafts.cash import BOTH, CHOICES, LITTLE, WHOLE, centres_of, choice_of, choose, flow_of, put_centres, put_flow
from core.reports.drafts.figures import CentreFigures, DraftFigures
from pages.sections.drafts.beds import picture
from pages.sections.drafts.cells import add_by, box, keep, pick, tick
from pages.shell.user_text import plain

_ROUTES = {
    "": "Not said yet",
    "budget_removed": "It is taken out of the budget",
    "redeployed_named_use": "It is moved to a named use",
    "cost_growth_avoided": "Growth that is not needed",
}
_NOTICE = {"": "Not said: at once", "1": "One year: notice", "2": "Two years", "3": "Three years"}


def draw(draft: Draft, figures: DraftFigures) -> None:
    """Ask what could close, line by line."""
    picture()
    fiscal = [row for row in draft.of("benefits") if row["benefit_class"] == BenefitClass.fiscal]
    if not fiscal:
        st.info("Cash comes from services that are used less: say what changes first.")
    for row in fiscal:
        with st.container(border=True):
            _line(draft, row, figures)


def _line(draft: Draft, row: Cells, figures: DraftFigures) -> None:
    benefit_id, choice = row["benefit_id"], choice_of(row)
    st.subheader(plain(row.get("title", benefit_id)), anchor=False)
    name = f"draft-{draft.draft_id}-cash-{benefit_id}"
    st.session_state[name] = choice
    st.radio(
        "When there are fewer, what can the budget holder stop paying for?", list(CHOICES),
        format_func=CHOICES.__getitem__, key=name,
        on_change=_choose, args=(draft.draft_id, benefit_id, name),
    )  # fmt: skip
    if choice not in (LITTLE, WHOLE, BOTH):
        return
    little, whole = st.columns(2, vertical_alignment="bottom")
    if choice in (LITTLE, BOTH):
        with little:
            box(
                draft, "benefits", (benefit_id,), "variable_share", "Of £100, how much stops a little each time?", placeholder="20%"
            )
    if choice in (WHOLE, BOTH):
        with whole:
            box(
                draft,
                "benefits",
                (benefit_id,),
                "step_share",
                "Of £100, how much stops when something whole closes?",
                placeholder="60%",
            )
        _whole(draft, row)
    _money(draft, benefit_id)
    titles = draft.titles("cost_centres")
    unit = (draft.row("outcomes", row["outcome_id"]) or {}).get("unit", "one")
    for centre_id in centres_of(draft, benefit_id):
        if choice in (WHOLE, BOTH) and centre_id in figures.centres:
            st.markdown(plain(_live(titles[centre_id], unit, row, figures.centres[centre_id])))


def _whole(draft: Draft, row: Cells) -> None:
    benefit_id = row["benefit_id"]
    titles = {key: row.get("title", key) for key, row in ((one["cost_centre_id"], one) for one in draft.of("cost_centres"))}
    name = f"draft-{draft.draft_id}-centres-{benefit_id}"
    st.session_state[name] = [titles[one] for one in centres_of(draft, benefit_id)]
    st.multiselect(
        "Where is that?", list(dict.fromkeys(titles.values())), key=name, accept_new_options=True, select_all=False,
        placeholder="Royal Infirmary emergency department", on_change=_put_centres, args=(draft, benefit_id, name),
        help="A named unit in the budget of who saves: pick one that is there, or type it.",
    )  # fmt: skip
    box(
        draft, "benefits", (benefit_id,), "lump_units", "How many must go before one can close?", placeholder="2,190",
        help="A bay of 6 beds is 2,190 bed days a year.",
    )  # fmt: skip
    centres = unique_titles({one: draft.titles("cost_centres")[one] for one in centres_of(draft, benefit_id)})
    for centre_id, title in centres.items():
        _centre(draft, benefit_id, centre_id, f": {title}" if len(centres) > 1 else "")
    _places(draft, benefit_id)


def _centre(draft: Draft, benefit_id: str, centre_id: str, which: str) -> None:
    """Ask about one place where something can close; with what changed rules bring there, where there are several."""
    key, falls = (centre_id,), bool(which and draft.of("levers"))
    now, growth, closing, *share = st.columns(4 if falls else 3, vertical_alignment="bottom")
    with now:
        box(draft, "cost_centres", key, "baseline_units", f"How many are there a year now{which}?", placeholder="150,000")
    with growth:
        box(draft, "cost_centres", key, "demand_growth_rate", f"Growing by itself, a year{which}?", placeholder="2%")
    with closing:
        box(draft, "cost_centres", key, "closing_gbp", f"What does closing cost{which}?", placeholder="£20,000")
    if falls:
        with share[0]:
            box(
                draft, "benefit_centres", (benefit_id, centre_id), "place_share", f"Share of what new rules bring{which}",
                placeholder="40%", help="Of what a change of rules brings everywhere, how much falls away here. Left empty: equal.",
            )  # fmt: skip


def _places(draft: Draft, benefit_id: str) -> None:
    """Where there are several centres, ask which place sends its people where."""
    centres = centres_of(draft, benefit_id)
    if len(centres) < 2:
        return
    titles = unique_titles({one: draft.titles("cost_centres")[one] for one in centres})
    st.markdown("Which places send their people there?")
    for site in draft.of("sites"):
        name = f"draft-{draft.draft_id}-flow-{benefit_id}-{site['site_id']}"
        st.session_state[name] = flow_of(draft, benefit_id, site["site_id"])
        st.selectbox(
            plain(site.get("title", "")), centres, format_func=titles.__getitem__, key=name, on_change=_put_flow,
            args=(draft, benefit_id, site["site_id"], name),
        )  # fmt: skip


def _money(draft: Draft, benefit_id: str) -> None:
    notice, route = st.columns(2, vertical_alignment="bottom")
    with notice:
        pick(draft, "benefits", (benefit_id,), "notice_years", "How long after that does the money stop?", among=_NOTICE)
    with route:
        pick(draft, "benefits", (benefit_id,), "release_route", "What becomes of the money?", among=_ROUTES)
    tick(
        draft, "benefits", (benefit_id,), "release_agreed", "The budget holder has agreed", help="Not yet: then no cash is counted."
    )  # fmt: skip


def _live(title: str, unit: str, row: Cells, figures: CentreFigures) -> str:
    per = word_label(unit).lower().removeprefix("per ")
    step = shown(Kind.number, row.get("lump_units", ""))
    told = f"{title}: {people(figures.units)} fewer a year in the last year ({per}); one step is {step or 'not said yet'}"
    if figures.first_year is None:
        return f"{told}: nothing closes."
    return f"{told}: closes {figures.steps:g} by then, the first in {financial_year(figures.first_year)}."


def _choose(draft_id: int, benefit_id: str, name: str) -> None:
    keep(draft_id, choose(benefit_id, st.session_state[name] or ""))


def _put_centres(draft: Draft, benefit_id: str, name: str) -> None:
    chosen = [str(one) for one in st.session_state[name]]
    add_by(draft.draft_id, lambda: put_centres(draft, benefit_id, chosen))


def _put_flow(draft: Draft, benefit_id: str, site_id: str, name: str) -> None:
    keep(draft.draft_id, put_flow(draft, benefit_id, site_id, st.session_state[name]))
