"""The one-page deal sheet on the page, and to take away."""

import streamlit as st

from core.charts.formats import runs
from core.domain.people import Doing
from core.papers.deal_sheet import deal_sheet, sheet_html
from core.reports.deals import Deal, Parties, deal
from core.reports.funding import FundingPlan, promised_by_partner
from core.reports.uncertainty import spreads
from core.store.offers import StoredOffer
from pages.shared import reads
from pages.shared.choices import Chosen
from pages.shared.parts import text_table
from pages.shared.text import plain


def sheet(chosen: Chosen, found: Parties, looked_at: Deal | None, plan: FundingPlan, offer: StoredOffer | None) -> None:
    """Draw the deal sheet, of the offer that stands or else of the rule that is looked at, and give it as a file that prints."""
    person, option_id = chosen.reader, found.option_id
    made = looked_at if offer is None else deal(person, chosen.appraised, found, offer.offer.rule, offer.offer.amounts)
    if made is None:
        return
    spread = spreads(chosen.appraised, reads.simulated(chosen.programme_id, chosen.number)).set_index("option_id")
    chances = f"More cash comes back than goes in, in {runs(float(spread.loc[option_id, 'chance_cash']))}."
    seen = person.partners(Doing.see_detail, chosen.programme_id)
    promised = promised_by_partner(chosen.appraised, option_id, seen)
    drawn = deal_sheet(chosen.appraised, made, plan, promised, offer=offer, chances=chances)
    st.header("Deal sheet", anchor=False)
    st.download_button(
        "Download the deal sheet", sheet_html(drawn), f"deal-{chosen.programme_id}-{option_id}.html", "text/html",
        icon=":material/print:", on_click="ignore", key="download-deal-sheet",
    )  # fmt: skip
    with st.expander("Read the deal sheet"):
        st.caption(plain(f"{drawn.title}. {drawn.subtitle}"))
        for number, section in enumerate(drawn.sections):
            st.subheader(plain(section.heading), anchor=False)
            for sentence in section.sentences:
                st.markdown(plain(sentence))
            if section.table is not None:
                text_table(section.table, figures=f"sheet-{number}")
