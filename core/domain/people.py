"""People who sign in, their access, and what each role may do."""

from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Role(StrEnum):
    """Role of a person in a programme. A shared link has no role: it shows one frozen view."""

    admin = "admin"
    analyst = "analyst"
    board = "board"
    viewer = "viewer"


class Doing(StrEnum):
    """Permission: everything that is allowed to some people and not to others."""

    see_agreed_view = "see the agreed view"
    see_detail = "see a partner's detail"
    see_activity = "see what was done in a programme"
    comment = "comment"
    edit_rows = "upload and edit a partner's rows"
    undo_version = "take a version back"
    export_case = "download the tables"
    name_version = "name a version and send it for assurance"
    assure = "check a version as its assurer"
    approve = "approve a version"
    prepare_meeting = "prepare a meeting"
    record_decision = "record a decision"
    record_position = "record a partner's position"
    make_link = "share a link"
    end_link = "end a shared link"
    decide_gate = "decide a gate"
    assess_readiness = "record a partner's readiness"
    make_offer = "make a partner's offer"
    edit_model = "edit the logic model and the service design"
    track_benefits = "record what became of a partner's benefits"
    raise_opportunity = "raise an opportunity"
    screen_opportunity = "screen an opportunity"
    price_units = "change shared unit costs"
    start_programme = "start a programme of one's own"
    add_programme = "add a sample programme"
    manage_people = "manage people and their access"
    read_audit = "read the whole audit"


# Doings that concern one partner: a grant for a partner covers that partner alone, a grant for the partnership every one.
BY_PARTNER = frozenset(
    {
        Doing.see_detail,
        Doing.edit_rows,
        Doing.record_position,
        Doing.assess_readiness,
        Doing.make_offer,
        Doing.track_benefits,
    }
)
_READS = frozenset({Doing.see_agreed_view})
_WORKS_TOGETHER = _READS | {
    Doing.see_detail,
    Doing.see_activity,
    Doing.comment,
    Doing.raise_opportunity,
    Doing.make_link,
    Doing.end_link,
}
_ANALYSES = _WORKS_TOGETHER | {
    Doing.edit_rows,
    Doing.undo_version,
    Doing.export_case,
    Doing.name_version,
    Doing.assure,
    Doing.prepare_meeting,
    Doing.assess_readiness,
    Doing.make_offer,
    Doing.edit_model,
    Doing.track_benefits,
    Doing.screen_opportunity,
    Doing.price_units,
    Doing.start_programme,
}
_DECIDES = _WORKS_TOGETHER | {
    Doing.approve,
    Doing.prepare_meeting,
    Doing.record_decision,
    Doing.record_position,
    Doing.decide_gate,
    Doing.assess_readiness,
    Doing.make_offer,
    Doing.screen_opportunity,
}
_RUNS = _ANALYSES - {Doing.assure, Doing.make_offer} | {Doing.add_programme, Doing.manage_people, Doing.read_audit}
MAY: dict[Role, frozenset[Doing]] = {Role.admin: _RUNS, Role.analyst: _ANALYSES, Role.board: _DECIDES, Role.viewer: _READS}


class Grant(BaseModel):
    """One role of a person: in one programme or (None) all of them, for one partner or (None) the whole partnership."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Role
    programme_id: str | None = None
    partner_id: str | None = None

    @model_validator(mode="after")
    def _a_partner_belongs_to_a_programme(self) -> Self:
        if self.partner_id is not None and self.programme_id is None:
            raise ValueError("a grant for one partner names its programme: partner ids are the programme's own")
        if self.role is Role.admin and self.partner_id is not None:
            raise ValueError("an administrator serves the whole partnership: leave the partner out")
        return self


class Person(BaseModel):
    """Person who is signed in, with all access given to them. `name` is what others see."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    person_id: str = Field(min_length=1)
    sign_in_name: str
    name: str
    grants: tuple[Grant, ...] = ()

    def may(self, doing: Doing, programme_id: str | None = None, partner_id: str | None = None) -> bool:
        """Tell whether a grant of this person covers it.

        Args:
            doing: what is to be done.
            programme_id: where; None for what concerns no programme (only a grant for all programmes covers it).
            partner_id: for whom, where it concerns one partner; None there means every partner.
        """
        return any(_covers(grant, doing, programme_id, partner_id) for grant in self.grants)

    def may_anywhere(self, doing: Doing, *, for_every_partner: bool = False) -> bool:
        """Tell whether any grant of this person, in any programme, covers it.

        Args:
            doing: what is to be done.
            for_every_partner: True where a grant for one partner alone is not enough.
        """
        return any(doing in MAY[grant.role] and not (for_every_partner and grant.partner_id) for grant in self.grants)

    def programmes(self) -> frozenset[str] | None:
        """Ids of the programmes this person has anything to do with; None for all."""
        ids = {grant.programme_id for grant in self.grants}
        return None if None in ids else frozenset(id_ for id_ in ids if id_ is not None)

    @property
    def is_of_one_partner(self) -> bool:
        """True for a person who acts for one partner, and no more, in each programme."""
        places = [grant.programme_id for grant in self.grants]
        return bool(places) and len(set(places)) == len(places) and all(grant.partner_id is not None for grant in self.grants)

    def partners(self, doing: Doing, programme_id: str) -> frozenset[str] | None:
        """Ids of the partners for whom this person may do it; None for every partner of the programme."""
        covering = [g for g in self.grants if doing in MAY[g.role] and g.programme_id in (None, programme_id)]
        if any(grant.partner_id is None for grant in covering):
            return None
        return frozenset(grant.partner_id for grant in covering if grant.partner_id is not None)


def _covers(grant: Grant, doing: Doing, programme_id: str | None, partner_id: str | None) -> bool:
    in_place = grant.programme_id is None or (programme_id is not None and grant.programme_id == programme_id)
    for_whom = doing not in BY_PARTNER or grant.partner_id is None or (partner_id is not None and grant.partner_id == partner_id)
    return doing in MAY[grant.role] and in_place and for_whom


# The person who runs the machine: the command line acts as this person, and says so in the audit.
OPERATOR = Person(person_id="operator", sign_in_name="operator", name="the operator", grants=(Grant(role=Role.admin),))
# The service itself, for what it does without being asked, such as loading the sample on its first start.
SERVICE = Person(person_id="service", sign_in_name="service", name="the service", grants=(Grant(role=Role.admin),))
