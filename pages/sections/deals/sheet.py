"""Deal sheet: one page, shown and to take away."""

from datetime import UTC, datetime

import streamlit as st

from core.charts.kit.formats import runs
from core.domain.offers import StoredOffer
from core.domain.papers import FORMATS, PaperKind, PaperOrder
from core.domain.people import Doing, Person
from core.papers.deal_sheet import Cover, DealSheet, deal_sheet, sheet_html
from core.reports.deals.funding import FundingPlan, promised_by_partner
from core.reports.deals.shares import Deal, Parties, deal
from core.reports.deals.splits import split
from core.reports.uncertainty import spreads
from core.reports.versions.assurance import assurance_seen, assurance_words
from pages.components.layout import text_table
from pages.components.paper_download import paper_button
from pages.components.pickers import Chosen
from pages.shell import cached_reads, identity, store
from pages.shell.user_text import plain


def sheet(chosen: Chosen, found: Parties, looked_at: Deal | None, plan: FundingPlan, offer: StoredOffer | None) -> None:
    """Draw the deal sheet, of the offer that stands or else of the rule that is looked at, and give it as a file that prints."""
    person, option_id = chosen.reader, found.option_id
    made = looked_at if offer is None else deal(person, chosen.appraised, found, offer.offer.rule, offer.offer.amounts)
    if made is None:
        return
    asks = identity.on_press()
    spread = spreads(chosen.appraised, cached_reads.simulated(chosen.programme_id, chosen.number)).set_index("option_id")
    chances = f"More cash comes back than goes in, in {runs(float(spread.loc[option_id, 'chance_cash']))}."
    seen, is_sample = person.partners(Doing.see_detail, chosen.programme_id), chosen.is_sample
    appraised, today, standing = chosen.appraised, datetime.now(UTC).date(), _standing(chosen)

    def written(by: Person) -> DealSheet:
        """Write the sheet, which takes longer than the rest of the page: only when it is asked for."""
        promised = promised_by_partner(appraised, option_id, seen, plan.basis)
        divided = split(by, appraised, option_id, offer)
        cover = Cover(standing, by.name, today, is_sample)
        return deal_sheet(appraised, made, plan, promised, divided=divided, offer=offer, cover=cover, chances=chances)

    st.header("Deal sheet", anchor=False)
    st.download_button(
        "Download the deal sheet", lambda: sheet_html(written(asks())), f"deal-{chosen.programme_id}-{option_id}.html", "text/html",
        icon=":material/print:", on_click="ignore", key="download-deal-sheet",
    )  # fmt: skip
    order = PaperOrder(PaperKind.deal_sheet, chosen.programme_id, chosen.number, option_id, basis=plan.basis)
    with st.container(horizontal=True):
        for written_as in FORMATS[PaperKind.deal_sheet]:
            paper_button(order, written_as, key=f"deal-paper-{written_as}")
    fold = st.expander("Read the deal sheet", key="read-deal-sheet", on_change="rerun")
    if fold.open:
        with fold:
            _read(written(identity.person()))


def _read(drawn: DealSheet) -> None:
    st.caption(plain(f"{drawn.title}. {drawn.subtitle} {' '.join(drawn.cover)}"))
    for number, section in enumerate(drawn.sections):
        st.subheader(plain(section.heading), anchor=False)
        for sentence in section.sentences:
            st.markdown(plain(sentence))
        if section.table is not None:
            text_table(section.table, figures=f"sheet-{number}")


def _standing(chosen: Chosen) -> str:
    """Say how far the version may be relied on today."""
    version_id = chosen.loaded.version.version_id
    seen = assurance_seen(store.database(), identity.person(), chosen.programme_id, version_id)
    return assurance_words(seen, datetime.now(UTC).date())
