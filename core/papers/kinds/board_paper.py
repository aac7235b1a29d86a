"""Board paper of one organisation: what it is asked, what it pays and gets, how sure that is, and what is left to its officers."""

from collections.abc import Mapping

from core.domain.wording import counted
from core.papers.content.paper import Paper, Section, finding, note, to_complete, told
from core.papers.facts import Facts, day
from core.papers.kinds import asks, close, own_money, risks, worth
from core.papers.kinds.cover import finished


def board_paper(facts: Facts, partner_id: str, why_rejected: Mapping[str, str]) -> Paper:
    """Put the paper of one organisation's own board together.

    Args:
        facts: everything it is written from, cut to the organisation.
        partner_id: the organisation.
        why_rejected: why other options were rejected, by option, as the latest decision says.
    """
    case = facts.appraised.case
    sections = (
        _details(facts),
        asks.recommendation(facts, partner_id),
        asks.dependencies(facts, partner_id),
        Section("Why", (finding(worth.worth_sentence(facts)), worth.four_figures(facts))),
        own_money.pays_and_gets(facts, partner_id),
        own_money.affordable(facts, partner_id),
        worth.sure(facts),
        worth.partners(facts, asks.offer_answers(facts)),
        risks.risks(facts, partner_id),
        risks.without_price(facts),
        worth.alternatives(facts, why_rejected, partner_id),
        *close.implications(facts),
        close.assurance(facts),
        close.next_steps(facts, partner_id),
        *close.sources(facts, partner_id),
    )
    return finished(facts, f"{case.programme.title}: {facts.option_title}", sections)


def _details(facts: Facts) -> Section:
    case = facts.appraised.case
    sites = [row.site_id for row in case.option_sites if row.option_id == facts.order.option_id]
    titles = {row.site_id: row.title for row in case.sites}
    covers = f"Covers {counted(len(sites), 'site')}; figures frozen on {day(facts.appraised.loaded.version.made_at.date())}"
    places = (
        told(f"Places: {', '.join(titles[one] for one in sites)}")
        if sites
        else note("It changes rules, and has no sites of its own")
    )
    question = case.programme.question or case.programme.summary
    return Section(
        "Report details",
        (
            finding(covers),
            *((told(f"Question: {question}"),) if question else ()),
            places,
            to_complete("the report's author", "meeting and date; report of; author and contact; decision maker"),
            to_complete("the report's author", "key decision and forward plan number"),
            to_complete("the monitoring officer", "public or exempt, and if exempt the paragraph relied on"),
        ),
    )
