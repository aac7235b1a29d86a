"""The minute of a decision as a paper: what was written down, in the order minutes have, with the figures the board saw."""

from core.domain.decisions import StoredDecision
from core.papers.content.paper import Paper, Section, Sentence, Voice, bullets, finding, note, own_words, to_complete, told
from core.papers.facts import Facts, WrongPaper
from core.papers.kinds.cover import finished
from core.papers.minutes import minute_heading, minute_parts

_AFTER = {
    "Question": (("the clerk", "the body, the place, who presided and who was present"),),
    "Interests declared": (("the monitoring officer", "any dispensation that was granted, by whom, or that none was"),),
}


def minutes_paper(facts: Facts, decision: StoredDecision) -> Paper:
    """Put the minute of one decision together; a superseded one says so first, and is never changed."""
    sections = []
    for number, (heading, lines) in enumerate(minute_parts(decision)):
        said = [line.removeprefix("- ") for line in lines]
        listed = any(line.startswith("- ") for line in lines)
        first = () if number or decision.stands else (finding(f"Superseded by decision {decision.superseded_by}"),)
        blocks = bullets(said) if listed else tuple(told(line) for line in said)
        left = tuple(to_complete(post, what) for post, what in _AFTER.get(heading, ()))
        sections.append(Section(own_words(heading), (*first, *blocks, *left)))
    sections.append(Section("For the secretary", (
        note("Keep the record and its background papers for as long as the rules of this body ask"),
        Sentence("[To be completed by the clerk: signature and date of confirmation]", Voice.to_complete),
    )))  # fmt: skip
    return finished(facts, minute_heading(decision, facts.appraised.case.programme.title), sections, with_gaps=False)


def decision_of(found: tuple[StoredDecision, ...], wanted: int | None) -> StoredDecision:
    """The decision that is asked for; the latest when none is named.

    Raises:
        WrongPaper: there is none, or no such one.
    """
    if not found:
        raise WrongPaper("No decision has been recorded on this programme: there is no minute to write.")
    if wanted is None:
        return found[0]
    named = next((row for row in found if row.decision_id == wanted), None)
    if named is None:
        raise WrongPaper(f"There is no decision {wanted}: take one of {', '.join(str(row.decision_id) for row in found)}.")
    return named
