"""Action words: what each action of the audit is called in plain words, the same in every list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

VERSIONS, COMMENTS, CHECKING, DECIDING = "Tables and versions", "Comments", "Checking", "Meetings and decisions"
DEALING, ROAD, BENEFITS, LINKS, PEOPLE = "Offers", "Road to scale", "Benefits", "Shared links", "People and sign-in"


@dataclass(frozen=True)
class ActionWords:
    """Words of an action: what it belongs to, and what a person did, without any detail: 'replaced tables'.

    `leads` stands before what exactly was done, where that sentence does not itself begin with a verb of doing.
    """

    kind: str
    did: str
    leads: str | None = None


_MADE = "made version {number}"
ACTIONS: dict[str, ActionWords] = {
    "import_case": ActionWords(VERSIONS, "loaded the tables of the programme", _MADE),
    "replace_tables": ActionWords(VERSIONS, "replaced tables", _MADE),
    "load_observations": ActionWords(VERSIONS, "loaded observations", _MADE),
    "undo_last_version": ActionWords(VERSIONS, "took a version back"),
    "import_unit_costs": ActionWords(VERSIONS, "brought unit costs"),
    "settle_agencies": ActionWords(VERSIONS, "settled who bears unit costs"),
    "begin_draft": ActionWords(VERSIONS, "began to write a programme down"),
    "discard_draft": ActionWords(VERSIONS, "threw a draft of a programme away"),
    "begin_comments": ActionWords(COMMENTS, "commented"),
    "reply_to_comments": ActionWords(COMMENTS, "replied to a comment"),
    "edit_comment": ActionWords(COMMENTS, "changed a comment of their own"),
    "resolve_comments": ActionWords(COMMENTS, "resolved a thread of comments"),
    "reopen_comments": ActionWords(COMMENTS, "opened a thread of comments again"),
    "mark_comments_read": ActionWords(COMMENTS, "marked comments as read"),
    "name_version": ActionWords(CHECKING, "named a version"),
    "send_version": ActionWords(CHECKING, "sent a version to be checked"),
    "send_back_version": ActionWords(CHECKING, "sent a version back"),
    "check_version": ActionWords(CHECKING, "checked a version"),
    "approve_version": ActionWords(CHECKING, "approved a version"),
    "prepare_meeting": ActionWords(DECIDING, "prepared a meeting"),
    "present_meeting": ActionWords(DECIDING, "began to present a meeting"),
    "stop_presenting": ActionWords(DECIDING, "stopped presenting a meeting"),
    "record_decision": ActionWords(DECIDING, "recorded a decision"),
    "record_position": ActionWords(DECIDING, "recorded a partner's position"),
    "mark_action": ActionWords(DECIDING, "marked an action of a decision"),
    "make_offer": ActionWords(DEALING, "made an offer"),
    "answer_offer": ActionWords(DEALING, "answered an offer", "answered an offer"),
    "decide_gate": ActionWords(ROAD, "decided a gate"),
    "set_gates": ActionWords(ROAD, "set what gates are held to"),
    "agree_problem": ActionWords(ROAD, "recorded that a partner sees the problem"),
    "record_readiness": ActionWords(ROAD, "assessed a partner's readiness"),
    "raise_opportunity": ActionWords(ROAD, "raised an opportunity"),
    "edit_opportunity": ActionWords(ROAD, "reworded an opportunity"),
    "screen_opportunity": ActionWords(ROAD, "screened an opportunity"),
    "decline_opportunity": ActionWords(ROAD, "declined an opportunity"),
    "reopen_opportunity": ActionWords(ROAD, "opened an opportunity again"),
    "make_option": ActionWords(ROAD, "made an opportunity an option"),
    "make_link": ActionWords(LINKS, "shared a version by a link"),
    "end_link": ActionWords(LINKS, "ended a shared link"),
    "set_small_numbers": ActionWords(LINKS, "set how small numbers are shown", "set how small numbers are shown"),
    "record_realised": ActionWords(BENEFITS, "recorded what became of a benefit", "wrote down what became of a benefit"),
    "add_person": ActionWords(PEOPLE, "added a person"),
    "add_sample_people": ActionWords(PEOPLE, "added the sample people"),
    "disable_person": ActionWords(PEOPLE, "disabled a person"),
    "enable_person": ActionWords(PEOPLE, "enabled a person"),
    "reset_person": ActionWords(PEOPLE, "reset a person's password"),
    "give_grant": ActionWords(PEOPLE, "gave access"),
    "take_grant": ActionWords(PEOPLE, "took access away"),
    "change_password": ActionWords(PEOPLE, "changed a password"),
    "use_reset_code": ActionWords(PEOPLE, "chose a password with a one-time code"),
    "sign_in": ActionWords(PEOPLE, "signed in"),
    "sign_in_waits": ActionWords(PEOPLE, "made a sign-in wait"),
    "sign_in_refused": ActionWords(PEOPLE, "was refused at sign-in"),
    "end_session": ActionWords(PEOPLE, "signed out"),
    "end_all_sessions": ActionWords(PEOPLE, "signed out everywhere"),
}
# For an entry of a release that knew more actions than this one.
UNKNOWN = ActionWords("Other", "made a change")
KINDS = (VERSIONS, COMMENTS, CHECKING, DECIDING, DEALING, ROAD, BENEFITS, LINKS, PEOPLE)


def words_of(action: str) -> ActionWords:
    """Find the words for an action."""
    return ACTIONS.get(action, UNKNOWN)


def actions_of(kind: str) -> tuple[str, ...]:
    """List the actions that belong to a kind."""
    return tuple(action for action, words in ACTIONS.items() if words.kind == kind)


def did(action: str, detail: Mapping[str, Any]) -> str:
    """Say what was done, to follow a name: 'made version 4: Replaced costs.'"""
    words, what = words_of(action), " ".join(str(detail.get("what") or "").split())
    if not what:
        return f"{words.did}."
    ended = what if what.endswith((".", "!", "?")) else f"{what}."
    if words.leads is not None:
        return f"{words.leads.format(number=detail.get('number', ''))}: {ended}"
    return _after_a_name(ended)


def did_in_general(action: str, *, for_a_partner: bool) -> str:
    """Action without detail, for people who may not see whom it concerns or how."""
    return f"{words_of(action).did}, for another partner." if for_a_partner else f"{words_of(action).did}."


def _after_a_name(sentence: str) -> str:
    """Let a sentence follow a name, unless it begins with letters that stay large."""
    return sentence[0].lower() + sentence[1:] if sentence[1:2].islower() else sentence
