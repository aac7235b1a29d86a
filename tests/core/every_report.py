"""Every report that is asked for by a person, and one way to ask for it, so that each can be tried by those it is not for.

A line for a new report: its name as 'file.function', and how to ask for it in the store that `make_store` makes. `REFUSED` are
refused to whoever has nothing to do with the programme, `EMPTY` give such a person nothing, and `OTHERS` lists the rest, each
with the reason.
"""

from collections.abc import Callable
from dataclasses import dataclass

from core.domain.comments import Anchor, On
from core.domain.evidence_rules import EvidenceRules
from core.domain.offers import Rule
from core.domain.people import Person
from core.domain.scenario import Scenario
from core.reports.access import first_version_seen, must_see_version, programmes_seen, versions_seen
from core.reports.activity import Asked, activity, audit_choices, audit_rows, doers
from core.reports.agreement_history import agreement_history_seen
from core.reports.appraisals import Appraised, Loaded, appraise_loaded, load_version
from core.reports.comments import all_threads, inbox, open_counts, people_to_tell, threads, unread_count
from core.reports.comparing import compare_versions
from core.reports.deals import deal, parties
from core.reports.decisions import decisions_of
from core.reports.early_warning import early_warning
from core.reports.funding import funding_plan
from core.reports.gates import decision_history, standings, what_gates_are_held_to
from core.reports.joining import Mode
from core.reports.links import link_numbered, links_of, small_number_rules
from core.reports.living import changes_since, others_here, pulse
from core.reports.meetings import changes_since as meeting_changes
from core.reports.meetings import meeting, meetings_of, screen_of
from core.reports.offers import offers_on
from core.reports.opportunities import opportunities_raised, opportunity
from core.reports.owners import names_gone
from core.reports.programmes import held, version_history
from core.reports.readiness import assessment_history, leadership, readiness_grid
from core.reports.realisation import release_actions, said_of, track
from core.reports.realisation_promise import promise_version
from core.reports.road import stage_and_next
from core.reports.scope import Owners, scope_of
from core.reports.standings import standings as version_standings
from core.reports.standings import steps_taken
from core.reports.uploads import prepare, prepare_table
from core.store import meetings
from core.store.database import Database
from core.store.evidence_rules import load_evidence_rules
from core.store.links import every_link
from core.store.opportunities import list_opportunities
from core.store.presence import Presence, Seen
from tests.canaries import PROGRAMME
from tests.canary_state import CHECKED, LATEST, NOON, OPTION, costs_in
from tests.people import ANALYST

TODAY = NOON.date()
NET = Anchor(programme_id=PROGRAMME, kind=On.figure, id="npsv")


@dataclass(frozen=True)
class World:
    """The store, and what its reports are asked about, read once."""

    db: Database
    loaded: Loaded
    older: Loaded
    appraised: Appraised
    rules: EvidenceRules


def world_of(db: Database) -> World:
    """Read what the reports are asked about."""
    loaded = load_version(db, PROGRAMME, LATEST)
    older = load_version(db, PROGRAMME, CHECKED)
    return World(db, loaded, older, appraise_loaded(loaded, Scenario()), load_evidence_rules())


def _meeting_id(world: World) -> int:
    return meetings.of_programme(world.db, PROGRAMME)[0].meeting_id


def _deal(world: World, person: Person) -> object:
    return deal(person, world.appraised, parties(ANALYST, world.appraised, OPTION), Rule.as_costed)


def _opportunity_id(world: World) -> int:
    return int(list_opportunities(world.db, PROGRAMME)[0].opportunity_id)


def _somebody_here() -> Presence:
    present = Presence()
    present.beat("a session", Seen(ANALYST.person_id, ANALYST.name, PROGRAMME, "summary", NOON))
    return present


REFUSED: dict[str, Callable[[World, Person], object]] = {
    "access.first_version_seen": lambda w, p: first_version_seen(w.db, p, PROGRAMME),
    "access.must_see_version": lambda w, p: must_see_version(w.db, p, PROGRAMME, CHECKED),
    "access.versions_seen": lambda w, p: versions_seen(w.db, p, PROGRAMME),
    "activity.activity": lambda w, p: activity(w.db, p, PROGRAMME),
    "activity.audit_choices": lambda w, p: audit_choices(w.db, p, PROGRAMME),
    "activity.audit_rows": lambda w, p: audit_rows(w.db, p, Asked(programme_id=PROGRAMME)),
    "activity.doers": lambda w, p: doers(w.db, p, PROGRAMME),
    "agreement_history.agreement_history_seen": lambda w, p: agreement_history_seen(
        w.db, p, PROGRAMME, w.rules, scope=scope_of(p, PROGRAMME, Owners({}, {}, {}))
    ),
    "comments.all_threads": lambda w, p: all_threads(w.db, p, PROGRAMME),
    "comments.open_counts": lambda w, p: open_counts(w.db, p, PROGRAMME),
    "comments.people_to_tell": lambda w, p: people_to_tell(w.db, p, PROGRAMME),
    "comments.threads": lambda w, p: threads(w.db, p, NET),
    "comparing.compare_versions": lambda w, p: compare_versions(w.db, w.older, w.loaded, OPTION, person=p),
    "deals.deal": _deal,
    "deals.parties": lambda w, p: parties(p, w.appraised, OPTION),
    "decisions.decisions_of": lambda w, p: decisions_of(w.db, p, PROGRAMME),
    "early_warning.early_warning": lambda w, p: early_warning(p, w.appraised, OPTION, {}, TODAY),
    "funding.funding_plan": lambda w, p: funding_plan(p, w.appraised, OPTION),
    "gates.decision_history": lambda w, p: decision_history(w.db, p, PROGRAMME),
    "gates.standings": lambda w, p: standings(w.db, p, w.appraised, OPTION, today=TODAY, simulation=None),
    "gates.what_gates_are_held_to": lambda w, p: what_gates_are_held_to(w.db, p, PROGRAMME),
    "links.link_numbered": lambda w, p: link_numbered(w.db, every_link(w.db, PROGRAMME)[0].link_id, person=p),
    "links.links_of": lambda w, p: links_of(w.db, PROGRAMME, person=p),
    "links.small_number_rules": lambda w, p: small_number_rules(w.db, PROGRAMME, person=p),
    "living.changes_since": lambda w, p: changes_since(w.db, p, PROGRAMME, 0),
    "living.pulse": lambda w, p: pulse(w.db, p, PROGRAMME),
    "meetings.changes_since": lambda w, p: meeting_changes(w.db, p, w.appraised, w.appraised, OPTION),
    "meetings.meeting": lambda w, p: meeting(w.db, p, _meeting_id(w)),
    "meetings.meetings_of": lambda w, p: meetings_of(w.db, p, PROGRAMME),
    "meetings.screen_of": lambda w, p: screen_of(w.db, p, meetings.get(w.db, _meeting_id(w))),
    "offers.offers_on": lambda w, p: offers_on(w.db, p, PROGRAMME, OPTION),
    "opportunities.opportunities_raised": lambda w, p: opportunities_raised(w.db, p, w.loaded.case),
    "opportunities.opportunity": lambda w, p: opportunity(w.db, p, PROGRAMME, _opportunity_id(w)),
    "programmes.version_history": lambda w, p: version_history(w.db, p, PROGRAMME),
    "readiness.assessment_history": lambda w, p: assessment_history(w.db, p, w.loaded.case),
    "readiness.leadership": lambda w, p: leadership(w.db, p, PROGRAMME, None),
    "readiness.readiness_grid": lambda w, p: readiness_grid(w.db, p, w.loaded.case, None),
    "owners.names_gone": lambda w, p: names_gone(w.db, p, PROGRAMME),
    "realisation.release_actions": lambda w, p: release_actions(p, w.appraised, OPTION, TODAY),
    "realisation.said_of": lambda w, p: said_of(w.db, p, PROGRAMME),
    "realisation.track": lambda w, p: track(w.db, p, w.appraised, w.appraised, OPTION, today=TODAY),
    "realisation_promise.promise_version": lambda w, p: promise_version(w.db, p, PROGRAMME),
    "road.stage_and_next": lambda w, p: stage_and_next(w.db, p, w.appraised, today=TODAY),
    "standings.standings": lambda w, p: version_standings(w.db, PROGRAMME, TODAY, person=p),
    "standings.steps_taken": lambda w, p: steps_taken(w.db, w.loaded.version, TODAY, person=p),
    "uploads.prepare": lambda w, p: prepare({}, w.loaded, person=p),
    "uploads.prepare_table": lambda w, p: prepare_table(costs_in(9), w.loaded, Mode.replace_all, person=p),
}


EMPTY: dict[str, Callable[[World, Person], object]] = {
    "access.programmes_seen": lambda w, p: programmes_seen(w.db, p),
    "comments.inbox": lambda w, p: inbox(w.db, p),
    "comments.unread_count": lambda w, p: unread_count(w.db, p),
    "living.others_here": lambda w, p: others_here(_somebody_here(), p, PROGRAMME, "summary", NOON),
    "programmes.held": lambda w, p: held(w.db, p).all,
}


_JUDGES = "says what a person may do or see, and shows nothing"
_PEOPLE = "about people: core/reports/test_people tries it by administrators of other programmes"
OTHERS: dict[str, str] = {
    "access.as_shown": _JUDGES,
    "access.sees_drafts": _JUDGES,
    "living.is_same_person": "compares the person with who holds a session now, and shows nothing",
    "activity.audit_checked_for": "of the whole chain: says nothing of any entry",
    "activity.sentence_for": "words an entry that was read already: tests/core/reports/test_activity tries it by partner",
    "assurance.why_not_approve": _JUDGES,
    "assurance.why_not_assure": _JUDGES,
    "comments.may_be_told": _JUDGES,
    "comments.may_see": _JUDGES,
    "comments.partners_to_limit_to": _JUDGES,
    "gates.as_seen": "keeps detail back from what was read already",
    "own_uploads.edited_partners": _JUDGES,
    "own_uploads.join_own": "called by uploads.prepare_table, which is refused",
    "own_uploads.problems_of_others": "called by uploads.prepare, which is refused",
    "people.every_person": _PEOPLE,
    "people.grants_of": _PEOPLE,
    "people.must_change_password": "a person's own",
    "people.must_manage": _JUDGES,
    "people.must_manage_somebody": _JUDGES,
    "people.sessions_of": _PEOPLE,
    "permission.must_be_allowed": _JUDGES,
    "scope.scope_of": _JUDGES,
    "touched.must_touch_own_rows": _JUDGES,
}
