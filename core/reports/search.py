"""Search: the names a person can look for in a programme, and the page on which each is told."""

import re
from dataclasses import dataclass

from core.access.permission import must_be_allowed
from core.access.scope import Scope
from core.domain.people import Doing, Person
from core.domain.titles import unique_titles
from core.reports.appraisals import Appraised
from core.reports.cache import worked_once
from core.reports.flows import partner_titles
from core.reports.options import comparison
from core.reports.organisation.cash import organisations
from core.reports.terms import words_we_use

_BOLD = re.compile(r"\*\*([^*\n]{2,60})\*\*")


@dataclass(frozen=True)
class Named:
    """One name to be found: of what kind it is, on which page it is told (its address), and of which partner that page is."""

    kind: str
    name: str
    address: str
    partner_id: str = ""

    @property
    def words(self) -> str:
        """What is found and shown: the name, then its kind."""
        return f"{self.name} ({self.kind})"


def names_in(person: Person, appraised: Appraised, scope: Scope) -> tuple[Named, ...]:
    """List the partners, places, benefits, lines of cost and figures of a programme that a person may see by name.

    Raises:
        NotAllowed: the person may not see the programme.
    """
    case = appraised.case
    must_be_allowed(person, Doing.see_agreed_view, case.programme.programme_id)
    own = organisations(person, appraised)
    partners = [
        Named("partner", title, "organisation", id_) if id_ in own else Named("partner", title, "who")
        for id_, title in partner_titles(case).items()
    ]
    sites = unique_titles({row.site_id: row.title for row in case.sites}) if scope.sees_any_of(None) else {}
    benefits = {row.benefit_id: row.title for row in case.benefits if row.title and scope.sees_line(row.benefit_id)}
    costs = {row.cost_id: row.title for row in case.costs if row.title and scope.sees_line(row.cost_id)}
    figures = dict.fromkeys(comparison(appraised).label)
    return (
        *partners,
        *(Named("place", title, "grow") for title in dict.fromkeys(sites.values())),
        *(Named("benefit", title, "who") for title in dict.fromkeys(benefits.values())),
        *(Named("line of cost", title, "who") for title in dict.fromkeys(costs.values())),
        *(Named("figure", str(label), "compare") for label in figures),
    )


@worked_once
def words_to_find() -> tuple[Named, ...]:
    """List the words that the page of words explains: its headings, and what it sets in bold."""
    document = words_we_use()
    found = [name.strip(" .:") for section in document.sections for name in (section.title, *_BOLD.findall(section.text))]
    return tuple(Named("word", name, "words") for name in dict.fromkeys(found))
