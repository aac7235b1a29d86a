"""Facts of a paper: everything it is written from, read once, as the person and the organisation that reads it may see it."""

from dataclasses import dataclass
from datetime import date

from core.access.permission import must_be_allowed
from core.access.scope import Scope, owners_in, scope_of
from core.access.versions import as_shown, must_see_version
from core.domain.case.options import Option
from core.domain.deals.splits import SplitTable
from core.domain.errors import Refused
from core.domain.links import SmallNumberRules
from core.domain.offers import Rule, StoredOffer
from core.domain.papers import OF_ONE_READER, PaperOrder
from core.domain.people import Doing, Grant, Person, Role
from core.domain.prices import MoneyBasis
from core.domain.scenario import Scenario
from core.engine.simulation.simulate import Simulation
from core.reports.appraisals import Appraised, appraise_loaded, compared_options, load_version
from core.reports.deals.offers import offers_on, standing_offer
from core.reports.deals.shares import Deal, Parties, deal, parties
from core.reports.deals.splits import split
from core.reports.flows import option_titles, partner_titles
from core.reports.gates.standing import GateStanding, override_sentences, standings
from core.reports.prices import why_no_money_of_the_day, year_label
from core.reports.uncertainty import simulated
from core.reports.versions.assurance import assurance_words, is_relied_on
from core.store.assurance import state_of
from core.store.database import Database
from core.store.links import rules_of
from core.store.programmes import get
from core.store.tables.versions import version_numbered


class WrongPaper(Refused):
    """The paper asked for cannot be made, with the reason."""


@dataclass(frozen=True)
class Facts:
    """What a paper is written from. `reader` is the organisation, None for the whole partnership; `scope` is what it may see."""

    order: PaperOrder
    appraised: Appraised
    simulation: Simulation
    scope: Scope
    person: Person  # who asks, as narrow as the paper's reader
    maker: str
    on: date
    standing: str
    is_draft: bool
    is_sample: bool
    later_version: int | None
    warnings: tuple[str, ...]
    gates: tuple[GateStanding, ...]
    offer: StoredOffer | None
    parties: Parties
    rules: SmallNumberRules

    @property
    def option(self) -> Option:
        """The option the paper is about."""
        return next(row for row in self.appraised.case.options if row.option_id == self.order.option_id)

    @property
    def option_title(self) -> str:
        """Its title, unique."""
        return option_titles(self.appraised.case)[self.order.option_id]

    @property
    def reader_title(self) -> str:
        """Whose paper it is."""
        return partner_titles(self.appraised.case)[self.order.reader] if self.order.reader else "The whole partnership"

    @property
    def day_basis(self) -> MoneyBasis:
        """Money of the day, or real money where a year has no price index."""
        return MoneyBasis.real if why_no_money_of_the_day(self.appraised) else MoneyBasis.money_of_the_day

    @property
    def day_words(self) -> str:
        """That basis in words, as in a caption."""
        prices = year_label(self.appraised.case.programme.prices_of)
        return "money of the day" if self.day_basis is MoneyBasis.money_of_the_day else f"real, {prices} prices"

    def deal(self) -> Deal | None:
        """The deal: the offer that stands, or else every partner paying its own lines; None where no partner pays or gains."""
        if not self.parties.ids:
            return None
        rule, amounts = (self.offer.offer.rule, self.offer.offer.amounts) if self.offer else (Rule.as_costed, ())
        return deal(self.person, self.appraised, self.parties, rule, amounts)

    def divided(self) -> SplitTable:
        """Who pays and gets what, as costed and under the offer that stands, in the money of the paper."""
        return split(self.person, self.appraised, self.order.option_id, self.offer, basis=self.order.basis)


def gather(db: Database, order: PaperOrder, *, by: Person, appraised: Appraised | None = None,
           simulation: Simulation | None = None) -> Facts:  # fmt: skip
    """Read everything one paper is written from.

    Args:
        db: the open store.
        order: which paper.
        by: who asks: the paper shows no more than this person may see.
        appraised: the version as entered, where it was worked out before.
        simulation: its draws, where they were made before.

    Raises:
        NotAllowed: the person may not see the programme, or not the detail of the organisation the paper is for.
        UnknownVersion: there is no such version for this person.
        WrongPaper: the option or the reader is none of the version.
    """
    version = version_numbered(db, order.programme_id, order.number)
    on = order.dated or version.made_at.date()
    must_see_version(db, by, order.programme_id, order.number, on)
    shown = as_shown(db, by, order.programme_id, order.number, on)
    found = appraised or appraise_loaded(load_version(db, order.programme_id, order.number), Scenario())
    _must_be_sound(order, found)
    person = _narrowed(shown, order)
    drawn = simulation or simulated(found)
    assurance, programme = state_of(db, version.version_id), get(db, order.programme_id)
    offers = offers_on(db, by, order.programme_id, order.option_id, on)
    newest = version_numbered(db, order.programme_id).number
    return Facts(
        order=order,
        appraised=found,
        simulation=drawn,
        scope=scope_of(person, order.programme_id, owners_in(found.loaded.tables)),
        person=person,
        maker=by.name,
        on=on,
        standing=assurance_words(assurance, on),
        is_draft=not is_relied_on(assurance, on),
        is_sample=programme.is_sample,
        later_version=newest if newest > order.number else None,
        warnings=override_sentences(db, order.programme_id, on),
        gates=standings(db, person, found, order.option_id, today=on, simulation=drawn),
        offer=standing_offer(offers),
        parties=parties(person, found, order.option_id),
        rules=rules_of(db, order.programme_id)[0],
    )


def _must_be_sound(order: PaperOrder, appraised: Appraised) -> None:
    case = appraised.case
    options, partners = compared_options(case), [row.partner_id for row in case.partners]
    if order.option_id not in options:
        raise WrongPaper(f'There is no option "{order.option_id}" in version {order.number}: take one of {", ".join(options)}.')
    if order.reader is None and order.kind in OF_ONE_READER:
        raise WrongPaper(f"A {order.kind} is for one organisation: name its reader, one of {', '.join(partners)}.")
    if order.reader is not None and order.reader not in partners:
        raise WrongPaper(f'There is no partner "{order.reader}" in version {order.number}: take one of {", ".join(partners)}.')


def _narrowed(person: Person, order: PaperOrder) -> Person:
    """The person with no more access than the organisation that reads the paper has."""
    if order.reader is None:
        return person
    must_be_allowed(person, Doing.see_detail, order.programme_id, order.reader)
    own = Grant(role=Role.analyst, programme_id=order.programme_id, partner_id=order.reader)
    return person.model_copy(update={"grants": (own,)})


def day(on: date) -> str:
    """14 January 2027."""
    return f"{on.day} {on:%B %Y}"
