"""Own upload: a file of a person who edits only some partners' rows is merged with the stored rows; no row of others is lost."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from core.access.row_ownership import Editor, Touched, titles_of, whose
from core.access.scope import owners_in, scope_of, table_seen
from core.domain.problems import Problem
from core.domain.tables import Key, Table
from core.domain.wording import joined
from core.reports.changes.merge import JoinedTable, Mode, join, modes_of

ASK_FOR_PARTNER = "Use the id of a partner that is listed, or ask an analyst of the whole partnership to add it."
ASK = "Leave the row out, or ask an analyst of the whole partnership to make the change."


def join_own(held: Mapping[str, Table], sent: Table, editor: Editor, mode: Mode) -> JoinedTable:
    """Merge own rows: put a file of an editor's own rows together with the stored ones.

    Rows of others stay whatever the file says or leaves out. Own rows that it leaves out go, unless rows are only added.
    A row of others that the file gives back as the person was shown it is taken as it is held.

    Args:
        held: the tables of the programme.
        sent: the table as it was sent.
        editor: who sends it.
        mode: `add` keeps own rows that the file leaves out.
    """
    old = held.get(sent.name)
    if old is None:
        return join(None, sent, Mode.replace_all)
    given_back = _without_what_was_shown(held, old, sent, editor)
    if Mode.replace_source not in modes_of(sent.name):
        return join(None, given_back if given_back.rows else old, Mode.replace_all)
    if mode is Mode.add:
        return join(old, given_back, mode)
    return join(old, given_back, Mode.replace_source, editor.own_keys(held, old))


def problems_of_others(
    held: Mapping[str, Table], new: Mapping[str, Table], editor: Editor, sent: Mapping[str, Table] | None = None
) -> tuple[Problem, ...]:
    """Refused rows: every row that new tables would change and that the editor may not; none for one who edits every row.

    Args:
        held: the tables of the programme.
        new: those that would take the place of some.
        editor: who sends them.
        sent: the same as they came in files, for file and line.
    """
    titles, touched = titles_of({**new, **held}), editor.rows_of_others(held, new)
    places = {name: _places(table) for name, table in (sent or {}).items()}
    refused = tuple(_not_yours(row, places.get(row.table, {}).get(row.key), titles) for row in touched if row.was_sent)
    return refused or tuple(_gone(touched))


def _places(table: Table) -> dict[Key, tuple[str, int]]:
    """File and line of each row as it was sent."""
    return {key: (table.file_name, line) for (key, _), line in zip(table.keyed(), table.lines, strict=True)}


def _not_yours(row: Touched, place: tuple[str, int] | None, titles: Mapping[str, str]) -> Problem:
    file, line = place or (f"{row.table}.csv", None)
    unknown = sorted(partner for partner in row.owners or () if partner not in titles)
    if unknown:
        sentence = f"the row {' / '.join(row.key)} names {joined(unknown)}, not listed in partners.csv."
        return Problem(file, sentence, line, what_to_do=ASK_FOR_PARTNER)
    sentence = f"the row {' / '.join(row.key)} belongs to {whose(row, titles)}, and is not yours to edit."
    return Problem(file, sentence, line, what_to_do=ASK)


def _gone(touched: Sequence[Touched]) -> Iterator[Problem]:
    """Say of tables that would lose rows of others, without naming the rows."""
    for name in dict.fromkeys(row.table for row in touched):
        yield Problem(f"{name}.csv", "rows that are not yours would go.", what_to_do=ASK)


def _without_what_was_shown(held: Mapping[str, Table], old: Table, sent: Table, editor: Editor) -> Table:
    """Leave out the rows of others that stand in the file just as the person was shown them."""
    scope = scope_of(editor.person, editor.programme_id, owners_in(held))
    shown, own = dict(table_seen(old, scope).keyed()), editor.own_keys(held, old)
    stays = [index for index, (key, row) in enumerate(sent.keyed()) if key in own or shown.get(key) != row]
    return replace(sent, rows=tuple(sent.rows[at] for at in stays), lines=tuple(sent.lines[at] for at in stays))
