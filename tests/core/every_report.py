"""Every report that is asked for by a person, and one way to ask for it, so that each can be tried by those it is not for.

A line for a new report: its name as 'file.function', and how to ask for it in the store that `make_store` makes. `REFUSED` are
refused to people who have nothing to do with the programme, `EMPTY` give such people nothing, and `OTHERS` lists the rest, each
with the reason.
"""

from collections.abc import Callable
from dataclasses import dataclass

from core.access.scope import Owners, owners_in, scope_of
from core.access.versions import first_version_seen, must_see_version, programmes_seen, versions_seen
from core.domain.comments import Anchor, On
from core.domain.evidence_rules import EvidenceRules
from core.domain.offers import Rule
from core.domain.people import Person
from core.domain.presence import Presence, Seen
from core.domain.scenario import Scenario
from core.domain.unit_costs import KeptWorkbook
from core.reports.activity import Asked, activity, audit_choices, audit_rows, doers
from core.reports.appraisals import Appraised, Loaded, appraise_loaded, load_version
from core.reports.changes.merge import Mode
from core.reports.changes.table_grid import TableGrid, prepare_grid
from core.reports.changes.upload import prepare, prepare_table, rows_not_theirs
from core.reports.changes.workbook import prepare_workbook
from core.reports.comments.threads import all_threads, inbox, open_counts, people_to_tell, threads, unread_count
from core.reports.data.source_mappings import earlier_load, keys_of_source, remembered_mapping
from core.reports.deals.funding import funding_plan
from core.reports.deals.offers import every_offer, offers_on
from core.reports.deals.shares import deal, parties
from core.reports.deals.splits import split, standing_split
from core.reports.decisions import decisions_of
from core.reports.evidence.agreement_changes import agreement_history_seen
from core.reports.gates.pathway import stage_and_next
from core.reports.gates.readiness import assessment_history, leadership, readiness_grid
from core.reports.gates.standing import decision_history, standings, what_gates_are_held_to
from core.reports.links import link_numbered, links_of, small_number_rules
from core.reports.live_changes import changes_since, others_here, pulse
from core.reports.meetings import changes_since as meeting_changes
from core.reports.meetings import meeting, meetings_of, screen_of
from core.reports.opportunities import opportunities_raised, opportunity
from core.reports.organisation.cash import organisations, own_sureness
from core.reports.organisation.harm import own_harm
from core.reports.organisation.splits import own_splits
from core.reports.organisation.tasks import offers_that_wait, own_tasks
from core.reports.realisation.early_warning import early_warning
from core.reports.realisation.owners import names_gone
from core.reports.realisation.promise import promise_version
from core.reports.realisation.tracking import release_actions, said_of, track
from core.reports.search import names_in
from core.reports.today import today_for
from core.reports.uncertainty import simulated
from core.reports.unit_costs import costs_in as unit_cost_rows
from core.reports.unit_costs import kept_workbook, settled_agencies
from core.reports.versions.assurance import assurance_seen
from core.reports.versions.check_list import check_list
from core.reports.versions.compare import compare_versions
from core.reports.versions.history import standings as version_standings
from core.reports.versions.history import steps_taken
from core.reports.versions.programmes import held, version_history
from core.store import meetings
from core.store.database import Database
from core.store.evidence_rules import load_evidence_rules
from core.store.links import every_link
from core.store.opportunities import list_opportunities
from core.store.unit_costs import keep_workbook
from tests.canaries import NHS, PROGRAMME
from tests.canary_state import CHECKED, LATEST, NOON, OPTION, costs_in
from tests.core.ingest.unit_cost_book import as_bytes, book
from tests.people import ANALYST

TODAY = NOON.date()
NET = Anchor(programme_id=PROGRAMME, kind=On.figure, id="npsv")
NO_GRID = TableGrid("costs", (), (), (), {}, {}, None)


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


def _unit_costs_kept(world: World, person: Person) -> object:
    """The rows of a small workbook that the store keeps."""
    data = as_bytes(book())
    sha256 = keep_workbook(world.db, data)
    kept = KeptWorkbook(sha256, "costs.xlsx", 1, NOON, "Ann")
    return unit_cost_rows(world.db, person, PROGRAMME, kept)


REFUSED: dict[str, Callable[[World, Person], object]] = {
    "access.versions.first_version_seen": lambda w, p: first_version_seen(w.db, p, PROGRAMME),
    "access.versions.must_see_version": lambda w, p: must_see_version(w.db, p, PROGRAMME, CHECKED),
    "access.versions.versions_seen": lambda w, p: versions_seen(w.db, p, PROGRAMME),
    "activity.activity": lambda w, p: activity(w.db, p, PROGRAMME),
    "activity.audit_choices": lambda w, p: audit_choices(w.db, p, PROGRAMME),
    "activity.audit_rows": lambda w, p: audit_rows(w.db, p, Asked(programme_id=PROGRAMME)),
    "activity.doers": lambda w, p: doers(w.db, p, PROGRAMME),
    "evidence.agreement_changes.agreement_history_seen": lambda w, p: agreement_history_seen(
        w.db, p, PROGRAMME, w.rules, scope=scope_of(p, PROGRAMME, Owners({}, {}, {}))
    ),
    "comments.threads.all_threads": lambda w, p: all_threads(w.db, p, PROGRAMME),
    "comments.threads.open_counts": lambda w, p: open_counts(w.db, p, PROGRAMME),
    "comments.threads.people_to_tell": lambda w, p: people_to_tell(w.db, p, PROGRAMME),
    "comments.threads.threads": lambda w, p: threads(w.db, p, NET),
    "versions.compare.compare_versions": lambda w, p: compare_versions(w.db, w.older, w.loaded, OPTION, person=p),
    "deals.shares.deal": _deal,
    "deals.shares.parties": lambda w, p: parties(p, w.appraised, OPTION),
    "decisions.decisions_of": lambda w, p: decisions_of(w.db, p, PROGRAMME),
    "realisation.early_warning.early_warning": lambda w, p: early_warning(p, w.appraised, OPTION, {}, TODAY),
    "deals.funding.funding_plan": lambda w, p: funding_plan(p, w.appraised, OPTION),
    "gates.standing.decision_history": lambda w, p: decision_history(w.db, p, PROGRAMME),
    "gates.standing.standings": lambda w, p: standings(w.db, p, w.appraised, OPTION, today=TODAY, simulation=None),
    "gates.standing.what_gates_are_held_to": lambda w, p: what_gates_are_held_to(w.db, p, PROGRAMME),
    "links.link_numbered": lambda w, p: link_numbered(w.db, every_link(w.db, PROGRAMME)[0].link_id, person=p),
    "links.links_of": lambda w, p: links_of(w.db, PROGRAMME, person=p),
    "links.small_number_rules": lambda w, p: small_number_rules(w.db, PROGRAMME, person=p),
    "live_changes.changes_since": lambda w, p: changes_since(w.db, p, PROGRAMME, 0),
    "live_changes.pulse": lambda w, p: pulse(w.db, p, PROGRAMME),
    "meetings.changes_since": lambda w, p: meeting_changes(w.db, p, w.appraised, w.appraised, OPTION),
    "meetings.meeting": lambda w, p: meeting(w.db, p, _meeting_id(w)),
    "meetings.meetings_of": lambda w, p: meetings_of(w.db, p, PROGRAMME),
    "meetings.screen_of": lambda w, p: screen_of(w.db, p, meetings.get(w.db, _meeting_id(w))),
    "versions.check_list.check_list": lambda w, p: check_list(p, w.appraised),
    "deals.splits.split": lambda w, p: split(p, w.appraised, OPTION, None),
    "deals.splits.standing_split": lambda w, p: standing_split(w.db, p, w.appraised, OPTION, TODAY),
    "deals.offers.every_offer": lambda w, p: every_offer(w.db, p, PROGRAMME),
    "deals.offers.offers_on": lambda w, p: offers_on(w.db, p, PROGRAMME, OPTION),
    "organisation.cash.organisations": lambda w, p: organisations(p, w.appraised),
    "organisation.cash.own_sureness": lambda w, p: own_sureness(p, w.appraised, simulated(w.appraised, draws=50), OPTION, NHS),
    "organisation.harm.own_harm": lambda w, p: own_harm(p, w.appraised, OPTION, NHS),
    "organisation.splits.own_splits": lambda w, p: own_splits(p, w.appraised, OPTION, NHS, None),
    "organisation.tasks.offers_that_wait": lambda w, p: offers_that_wait(w.db, p, w.appraised, NHS, today=TODAY),
    "organisation.tasks.own_tasks": lambda w, p: own_tasks(w.db, p, w.appraised, OPTION, NHS, today=TODAY),
    "opportunities.opportunities_raised": lambda w, p: opportunities_raised(w.db, p, w.loaded.case),
    "opportunities.opportunity": lambda w, p: opportunity(w.db, p, PROGRAMME, _opportunity_id(w)),
    "search.names_in": lambda w, p: names_in(p, w.appraised, scope_of(p, PROGRAMME, owners_in(w.loaded.tables))),
    "today.today_for": lambda w, p: today_for(w.db, p, w.appraised, OPTION, TODAY),
    "versions.programmes.version_history": lambda w, p: version_history(w.db, p, PROGRAMME),
    "gates.readiness.assessment_history": lambda w, p: assessment_history(w.db, p, w.loaded.case),
    "gates.readiness.leadership": lambda w, p: leadership(w.db, p, PROGRAMME, None),
    "gates.readiness.readiness_grid": lambda w, p: readiness_grid(w.db, p, w.loaded.case, None),
    "realisation.owners.names_gone": lambda w, p: names_gone(w.db, p, PROGRAMME),
    "realisation.tracking.release_actions": lambda w, p: release_actions(p, w.appraised, OPTION, TODAY),
    "realisation.tracking.said_of": lambda w, p: said_of(w.db, p, PROGRAMME),
    "realisation.tracking.track": lambda w, p: track(w.db, p, w.appraised, w.appraised, OPTION, today=TODAY),
    "realisation.promise.promise_version": lambda w, p: promise_version(w.db, p, PROGRAMME),
    "gates.pathway.stage_and_next": lambda w, p: stage_and_next(w.db, p, w.appraised, today=TODAY),
    "versions.history.standings": lambda w, p: version_standings(w.db, PROGRAMME, TODAY, person=p),
    "versions.history.steps_taken": lambda w, p: steps_taken(w.db, w.loaded.version, TODAY, person=p),
    "changes.upload.prepare": lambda w, p: prepare({}, w.loaded, person=p),
    "changes.upload.prepare_table": lambda w, p: prepare_table(costs_in(9), w.loaded, Mode.replace_all, person=p),
}


REFUSED |= {
    "changes.table_grid.prepare_grid": lambda w, p: prepare_grid(NO_GRID, [], w.loaded, person=p),
    "changes.workbook.prepare_workbook": lambda w, p: prepare_workbook((), "a.xlsx", w.loaded, None, person=p),
    "changes.upload.rows_not_theirs": lambda w, p: rows_not_theirs(w.loaded, {}, person=p),
    "data.source_mappings.earlier_load": lambda w, p: earlier_load(w.db, p, PROGRAMME, "0" * 64),
    "data.source_mappings.keys_of_source": lambda w, p: keys_of_source(w.db, p, PROGRAMME, "a source", "costs"),
    "data.source_mappings.remembered_mapping": lambda w, p: remembered_mapping(w.db, p, PROGRAMME, "a source"),
    "unit_costs.costs_in": _unit_costs_kept,
    "unit_costs.kept_workbook": lambda w, p: kept_workbook(w.db, p, PROGRAMME),
    "unit_costs.settled_agencies": lambda w, p: settled_agencies(w.db, p, PROGRAMME),
    "versions.assurance.assurance_seen": lambda w, p: assurance_seen(w.db, p, PROGRAMME, w.loaded.version.version_id),
}


EMPTY: dict[str, Callable[[World, Person], object]] = {
    "access.versions.programmes_seen": lambda w, p: programmes_seen(w.db, p),
    "comments.threads.inbox": lambda w, p: inbox(w.db, p),
    "comments.threads.unread_count": lambda w, p: unread_count(w.db, p),
    "live_changes.others_here": lambda w, p: others_here(_somebody_here(), p, PROGRAMME, "summary", NOON),
    "versions.programmes.held": lambda w, p: held(w.db, p).all,
}


_JUDGES = "says what a person may do or see, and shows nothing"
_PEOPLE = "about people: core/reports/test_people tries it by administrators of other programmes"
OTHERS: dict[str, str] = {
    "access.versions.as_shown": _JUDGES,
    "access.versions.sees_drafts": _JUDGES,
    "drafts.drafts.own_draft": "of the person who asks alone: core/actions/test_drafts tries it by others",
    "drafts.drafts.own_drafts": "of the person who asks alone: core/actions/test_drafts tries it by others",
    "changes.folder.may_be_mended": _JUDGES,
    "changes.folder.prepare_folder": "of files the person sends and a version that was opened: works nothing out of another's",
    "people.has_password": "of the person who asks alone: whether a password of theirs is kept",
    "live_changes.is_same_person": "compares the person with who holds a session now, and shows nothing",
    "activity.audit_checked_for": "of the whole chain: says nothing of any entry",
    "activity.sentences_for": "words entries that were read already: tests/core/reports/test_activity tries it by partner",
    "activity.sentence_for": "words an entry that was read already: tests/core/reports/test_activity tries it by partner",
    "versions.assurance.why_not_approve": _JUDGES,
    "versions.assurance.why_not_assure": _JUDGES,
    "comments.threads.may_be_told": _JUDGES,
    "comments.threads.may_see": _JUDGES,
    "comments.threads.partners_to_limit_to": _JUDGES,
    "gates.standing.as_seen": "keeps detail back from what was read already",
    "people.every_person": _PEOPLE,
    "people.grants_of": _PEOPLE,
    "people.must_change_password": "a person's own",
    "people.must_manage": _JUDGES,
    "people.must_manage_somebody": _JUDGES,
    "people.sessions_of": _PEOPLE,
    "access.permission.must_be_allowed": _JUDGES,
    "access.permission.must_be_allowed_anywhere": _JUDGES,
    "access.scope.organisation_of": _JUDGES,
    "access.scope.scope_of": _JUDGES,
    "versions.programmes.tables_held": "of a version that was opened: core/reports/test_files_of_others tries it by partner",
    "access.row_ownership.editor_of": _JUDGES,
}
