"""Shared page: one option is worked out, written and kept at once, and a link opens it from then on."""

from datetime import date, datetime, timedelta

from core.access.permission import must_be_allowed
from core.access.versions import must_see_version
from core.actions.links import WrongLink, make_link
from core.domain.links import MOST_ASK_CHARACTERS, Link, LinkOrder
from core.domain.people import Doing, Person
from core.domain.prices import MoneyBasis
from core.domain.scenario import Scenario
from core.papers.leader import LeaderPage, leader_page
from core.reports.appraisals import Appraised, appraise_loaded, compared_options, load_version
from core.reports.deals.splits import standing_split
from core.reports.gates.standing import override_sentences
from core.reports.leader import LeaderFigures, leader_figures
from core.reports.prices import why_no_money_of_the_day
from core.reports.uncertainty import simulated
from core.reports.versions.assurance import assurance_words, is_relied_on
from core.store.assurance import state_of
from core.store.database import Database
from core.store.links import rules_of
from core.store.programmes import get


def share(db: Database, order: LinkOrder, *, token: str, by: Person, at: datetime) -> Link:
    """Work a page out, keep it and open a link to it.

    Args:
        db: the open store.
        order: what to share.
        token: 256 random bits as text: the end of the address, to be shown once.
        by: who shares it.
        at: when, in UTC.

    Raises:
        NotAllowed: the person shares nothing here.
        UnknownVersion: the version is not the person's to open.
        WrongLink: the option is not one of the version, its money has no index, or title, ask, days or size are wrong.
        UnknownProgramme, DamagedStore: the version cannot be read.
    """
    must_be_allowed(by, Doing.make_link, order.programme_id)
    if len(order.ask) > MOST_ASK_CHARACTERS:
        raise WrongLink(f"The ask has {len(order.ask):,} characters and {MOST_ASK_CHARACTERS:,} fit. Nothing was shared.")
    must_see_version(db, by, order.programme_id, order.number, at.date())
    page, input_hash = written_page(db, order, at, by=by)
    return make_link(db, order, page, token=token, input_hash=input_hash, by=by, at=at)


def written_page(db: Database, order: LinkOrder, at: datetime, *, by: Person) -> tuple[bytes, str]:
    """Write the page of an order as of a moment, and give the hash of everything it rests on. The caller asks for permission."""
    programme = get(db, order.programme_id)
    appraised, figures = _worked_out(db, order, by, at.date())
    assurance, today = state_of(db, appraised.loaded.version.version_id), at.date()
    page = LeaderPage(
        title=order.title,
        ask=order.ask,
        standing=assurance_words(assurance, today),
        is_draft=not is_relied_on(assurance, today),
        limits=assurance.limits,
        use_by=assurance.use_by,
        warnings=override_sentences(db, order.programme_id, today),
        is_sample=programme.is_sample,
        frozen_on=today,
        ends_on=(at + timedelta(days=max(order.days, 0))).date() if order.days < 10_000 else today,
    )
    return leader_page(page, appraised, order.option_id, figures), appraised.input_hash


def shared_figures(db: Database, order: LinkOrder, *, by: Person, today: date) -> LeaderFigures:
    """Work out the figures of an order, disclosure-checked, for a download beside the page.

    Raises:
        NotAllowed: the person shares nothing here.
    """
    must_be_allowed(by, Doing.make_link, order.programme_id)
    must_see_version(db, by, order.programme_id, order.number, today)
    return _worked_out(db, order, by, today)[1]


def _worked_out(db: Database, order: LinkOrder, by: Person, today: date) -> tuple[Appraised, LeaderFigures]:
    loaded = load_version(db, order.programme_id, order.number)
    if order.option_id not in compared_options(loaded.case):
        raise WrongLink(f'There is no option "{order.option_id}" in version {order.number}. Nothing was shared.')
    appraised = appraise_loaded(loaded, Scenario())
    missing = why_no_money_of_the_day(appraised) if order.basis is MoneyBasis.money_of_the_day else None
    if missing is not None:
        raise WrongLink(f"{missing} Nothing was shared.")
    rules, _ = rules_of(db, order.programme_id)
    divided = standing_split(db, by, appraised, order.option_id, today, basis=order.basis)
    shown = None if order.basis is MoneyBasis.present_value else simulated(appraised, basis=order.basis)
    return appraised, leader_figures(
        appraised, order.option_id, simulated(appraised), rules, divided, basis=order.basis, shown=shown
    )  # fmt: skip
