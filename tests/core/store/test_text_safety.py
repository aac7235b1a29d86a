"""What is no text is neither kept nor looked for, whichever field it was typed in."""

import pytest
import sqlalchemy as sa

from core.domain.errors import NotRecorded
from core.store.database import all_or_nothing, open_database, reading
from core.store.schema.people import people
from core.store.text_safety import NO_TEXT
from tests.kept_people import LONG_AGO


@pytest.fixture
def db(tmp_path):
    opened = open_database(tmp_path)
    yield opened
    opened.close()


def row(person_id, name):
    """A row of people."""
    given = {"password_hash": None, "must_change": False, "disabled_at": None, "is_sample": False, "version": 1}
    return {
        "person_id": person_id,
        "sign_in_name": person_id,
        "name": name,
        "created_at": LONG_AGO,
        "created_by": "a test",
        **given,
    }


def names_in(db):
    with reading(db) as connection:
        return set(connection.execute(sa.select(people.c.name)).scalars())


@pytest.mark.parametrize("name", ["a\x00b", "\x00", "half \ud83d", "\udc00"])
def test_a_null_or_half_a_character_is_refused_with_everything_of_its_transaction(db, name):
    before = names_in(db)
    with pytest.raises(NotRecorded) as refusal, all_or_nothing(db) as connection:
        connection.execute(people.insert(), row("first", "Good"))
        connection.execute(people.insert(), [row("second", "Good too"), row("third", name)])
    assert refusal.value.sentence == NO_TEXT
    assert names_in(db) == before


@pytest.mark.parametrize("name", ["\u202ertl\u202c", "\U0001f608 devil", "line\nline\ttab", "£ é 漢"])
def test_every_other_text_is_kept_to_the_letter(db, name):
    with all_or_nothing(db) as connection:
        connection.execute(people.insert(), row("first", name))
    assert name in names_in(db)


def test_what_is_no_text_is_not_looked_for_either(db):
    with pytest.raises(NotRecorded), reading(db) as connection:
        connection.execute(sa.select(people).where(people.c.person_id == "\ud800"))
