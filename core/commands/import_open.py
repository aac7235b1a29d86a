"""What stands in the way of an import, printed in sentences with the ids by which each is answered."""

import sys

from core.domain.wording import joined
from core.ingest.messy import EVERY_ROW, Ask, Choice, Conversion, Proposal, Question, Survey

SURE = 0.84
MOST_ROWS_SHOWN = 5
MOST_CHOICES = 30
BY_HAND = "To match columns by hand: --write-mapping M.json, fill it in, and give it with --mapping M.json."


def say_what_is_open(done: Conversion, found: Survey, proposal: Proposal | None) -> bool:
    """Print everything that stands in the way, in sentences; True where anything does."""
    for warning in done.warnings or found.warnings:
        print(f"note: {warning}", file=sys.stderr)
    lines = lines_of_open(done)
    guessed = _guessed(proposal)
    if guessed and not lines:
        lines.append(
            f"{joined(guessed)} {'was' if len(guessed) == 1 else 'were'} matched by likeness: write the mapping with "
            "--write-mapping, look at it, and give it with --mapping."
        )
    for line in lines:
        print(line)
    if (done.problems or done.questions) and proposal is not None:
        print(BY_HAND)
    if lines:
        print("Nothing was stored.")
    return bool(lines)


def lines_of_open(done: Conversion) -> list[str]:
    """Everything that stands in the way of one file, a sentence each, with the id by which it is answered."""
    lines = [problem.sentence for problem in done.problems]
    lines += [one.sentence for one in done.personal]
    for question in done.questions:
        among = (
            f" Answer one of {joined((_choice(question, one) for one in question.choices), most=MOST_CHOICES)}."
            if question.choices
            else ""
        )
        suggested = f" Suggested: {question.suggestion}." if question.suggestion is not None else ""
        lines.append(f"[{question.question_id}] {question.text}{among}{suggested}")
    for repair in done.repairs:
        rows, choices = joined(repair.rows, most=MOST_ROWS_SHOWN), joined(repair.choices, "or")
        told = f"[{repair.repair_id}] {repair.sentence} Rows: {rows}. Answer {choices}.{_meant(repair.suggestion)}"
        lines.append(told)
    return lines


def _choice(question: Question, choice: Choice) -> str:
    """What is answered, with what it means where the answer does not say so itself."""
    says_itself = question.ask not in (Ask.year_form, Ask.lay_under, Ask.turn) and choice.value != EVERY_ROW
    return choice.value if says_itself else f"{choice.value} ({choice.label})"


def _meant(suggestion: str | None) -> str:
    return "" if suggestion is None else f" Suggested: {suggestion or 'leave empty'}."


def _guessed(proposal: Proposal | None) -> list[str]:
    matches = proposal.matches if proposal is not None else ()
    return [one.column for one in matches if proposal and one.column in proposal.mapping.columns and one.confidence < SURE]
