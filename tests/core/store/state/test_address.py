"""SCALECASE_URL: read once, refused in sentences, and never shown with a password in it."""

import pytest

from core.domain.errors import BadAddress
from core.store.database import open_database
from core.store.state.address import THIS_MACHINE, Bucket, address_of_service, read_address

WHOLE = "postgresql+psycopg://ann:s3cret@db.example:5433/scalecase?data=s3://pilots/live&sslmode=require"


def read(text):
    return read_address(text, "SCALECASE_URL")


def test_nothing_said_means_this_machine():
    assert address_of_service({}) == address_of_service({"SCALECASE_URL": "  "}) == THIS_MACHINE


def test_each_part_is_read():
    found = read(WHOLE)
    assert (found.state.host, found.state.port, found.state.database) == ("db.example", 5433, "scalecase")
    assert dict(found.state.query) == {"sslmode": "require"}
    assert found.data == Bucket("pilots", "live")


def test_each_part_may_stand_alone():
    assert read("?data=s3://pilots").data == Bucket("pilots", "") and read("?data=s3://pilots").state is None
    assert read("postgresql://db/scalecase").state.drivername == "postgresql+psycopg"


def test_no_password_is_shown_in_any_form():
    found = read(WHOLE)
    for text in (found.shown, repr(found), str(found), f"{found.state}"):
        assert "s3cret" not in text
    assert found.shown == "postgresql://db.example:5433/scalecase?data=s3://pilots/live"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not an address with s3cret", "is no address"),
        ("mysql://ann:s3cret@db/scalecase", "begins with mysql://"),
        ("sqlite:///somewhere.db", "begins with sqlite://"),
        ("postgresql://ann:s3cret@db", "names no database"),
        ("postgresql://ann:s3cret@db/scalecase?colour=red", "says colour after its question mark"),
        ("?data=s3://KEY:s3cret@pilots/live", "Keys never stand in it"),
        ("?data=folder/s3cret", "in a form that is not known: data=s3://"),
        ("?engine=sc://s3cret", "says engine after its question mark"),
    ],
)
def test_what_cannot_be_read_is_refused_without_repeating_it(text, said):
    with pytest.raises(BadAddress) as refused:
        read(text)
    assert said in refused.value.sentence and refused.value.sentence.startswith("SCALECASE_URL ")
    assert "s3cret" not in refused.value.sentence


@pytest.mark.grown
def test_a_database_that_cannot_be_reached_is_told_without_its_account(tmp_path):
    with pytest.raises(
        BadAddress.__base__, match=r"The database postgresql://127.0.0.1:1/scalecase cannot be reached: "
    ) as refused:
        open_database(tmp_path, read("postgresql://ada:s3cret@127.0.0.1:1/scalecase"))
    assert "s3cret" not in refused.value.sentence and "ada" not in refused.value.sentence
