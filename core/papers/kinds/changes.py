"""What changed since the version before: the figures then and now, and by whom they were moved."""

from core.charts.kit.formats import exact_money, signed_money
from core.domain.wording import counted
from core.papers.content.paper import Section, Sentence, Table, bullets, finding, told
from core.papers.facts import Facts, day
from core.papers.kinds.history import History
from core.reports.meetings import Since

MOST_STEPS, NOTHING_GBP = 8, 0.5


def since_last_version(facts: Facts, history: History) -> Section:
    """The section of a paper that says what changed."""
    heading, since = "Change since the last version", history.since
    if since is None:
        return Section(heading, (told(history.why_not),), 2)
    return Section(heading, (finding(changed_sentence(since)), since_table(since), *_steps(facts, since)), 2)


def changed_sentence(since: Since) -> str:
    """Say how far net public value moved."""
    if not since.option_was_there:
        return f"Version {since.then_number} had no such option"
    moved = float(since.figures.set_index("figure").change_gbp["Net public value"])
    if abs(moved) < NOTHING_GBP:
        return f"Net public value is as it was in version {since.then_number}"
    return f"Net public value moved by {signed_money(moved)} since version {since.then_number}"


def since_table(since: Since) -> Table:
    """The figures then and now."""
    rows = tuple(
        (
            str(row["figure"]),
            exact_money(float(row["then_gbp"])) if since.option_was_there else "not there",
            exact_money(float(row["now_gbp"])),
            exact_money(float(row["change_gbp"])) if since.option_was_there else "",
        )
        for row in since.figures.to_dict("records")
    )
    heads = ("Figure", f"Version {since.then_number}", f"Version {since.now_number}", "Change")
    caption = f"The figures of version {since.then_number} and of version {since.now_number}, present value"
    return Table(caption, heads, rows, frozenset({1, 2, 3}), (2, 1.2, 1.2, 1.2))


def _steps(facts: Facts, since: Since) -> tuple[Sentence, ...]:
    """Who made the versions in between; what each says of its change stands only where every partner's rows are seen."""
    shown = since.steps[-MOST_STEPS:]
    said = [
        f"Version {one.number}, {day(one.made_at.date())}, {one.made_by}{f': {one.what}' if facts.scope.is_whole else ''}"
        for one in shown
    ]
    more = len(since.steps) - len(shown)
    return (*bullets(said), *((told(f"{counted(more, 'earlier version')} in between"),) if more else ()))
