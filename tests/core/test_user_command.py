"""python -m core user: what it prints, what it refuses, and with which exit code."""

import io
import re

import pytest

from core.__main__ import DONE, WRONG_CALL, WRONG_DATA, main
from core.actions.sample import load_sample
from core.actions.sign_in import sign_in, use_reset_code
from core.domain.errors import SignInRefused
from core.domain.people import OPERATOR, Grant, Role
from core.reports.people import every_person
from core.store import audit, people
from core.store.database import open_database
from tests.core.actions.sign_in.signing import BETTER, GOOD, NOON
from tests.new_store import store_with
from tests.quick_hashes import quick_hashes  # noqa: F401 - used by every test here


@pytest.fixture
def home(tmp_path):
    """A home that holds the sample."""
    store_with(_sample, tmp_path).close()
    return tmp_path


def _sample(db):
    load_sample(db, by=OPERATOR, at=NOON)


@pytest.fixture
def user(home, capsys, monkeypatch):
    """Run `user` with these arguments; gives its exit code, what it printed, and what it said beside that."""

    def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main(["user", *arguments, "--home", str(home)])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return code, said.out, said.err

    return run


def code_in(printed: str) -> str:
    """Find the one-time code in what was printed."""
    found = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", printed)
    assert found, printed
    return found[0]


def test_the_first_administrator_gets_a_code_and_signs_in_with_a_password_of_their_own(user, home):
    code, out, _ = user("add", "Ada@Example.org", "--name", "Ada Admin", "--role", "admin")
    assert code == DONE
    db = open_database(home)
    use_reset_code(db, "ada@example.org", code_in(out), BETTER, address="192.0.2.1", at=moment(db))
    assert not sign_in(db, "ada@example.org", BETTER, address="192.0.2.1", at=moment(db)).must_change
    stored = people.by_sign_in_name(db, "ada@example.org")
    assert people.as_person(db, stored).grants == (Grant(role=Role.admin),)
    assert code_in(out) not in str(audit.entries(db))
    db.close()


def moment(db):
    """When the last person was added: codes hold for a day from then."""
    return max(stored.created_at for stored in people.every_person(db))


def test_a_password_can_be_piped_in_and_is_printed_nowhere(user, home):
    code, out, err = user("add", "bo@example.org", "--name", "Bo", "--password-stdin", typed=f"{GOOD}\n")
    assert (code, err) == (DONE, "") and GOOD not in out
    db = open_database(home)
    assert sign_in(db, "bo@example.org", GOOD, address="192.0.2.1", at=moment(db)).person_id
    db.close()


@pytest.mark.parametrize("typed", ["", "short\n", "password2026\n"])
def test_a_weak_password_adds_nobody(user, home, typed):
    code, out, _ = user("add", "bo@example.org", "--name", "Bo", "--password-stdin", typed=typed)
    assert (code, "password has" in out or "guessed first" in out) == (WRONG_DATA, True)
    db = open_database(home)
    assert people.every_person(db) == ()
    db.close()


def test_a_role_can_be_given_for_one_partner(user, home):
    where = ("--role", "analyst", "--programme", "cbt_probation", "--partner", "gmp")
    assert user("add", "bo@example.org", "--name", "Bo", *where)[0] == DONE
    assert "analyst in cbt_probation for gmp" in user("list")[1]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--programme", "cbt_probation"), WRONG_CALL),
        (("--role", "analyst", "--partner", "gmp"), WRONG_CALL),
        (("--role", "admin", "--programme", "cbt_probation", "--partner", "gmp"), WRONG_CALL),
        (("--role", "viewer", "--programme", "nowhere"), WRONG_CALL),
        (("--role", "analyst", "--programme", "cbt_probation", "--partner", "nobody"), WRONG_DATA),
    ],
)
def test_access_that_makes_no_sense_adds_nobody(user, home, arguments, code):
    assert user("add", "bo@example.org", "--name", "Bo", *arguments)[0] == code
    db = open_database(home)
    assert every_person(db, OPERATOR).empty
    db.close()


def test_a_name_can_be_added_once(user):
    assert user("add", "bo@example.org", "--name", "Bo")[0] == DONE
    code, out, _ = user("add", "BO@example.org", "--name", "Bo Two")
    assert (code, "signs in as" in out) == (WRONG_DATA, True)


def test_people_are_disabled_enabled_and_reset(user, home):
    user("add", "bo@example.org", "--name", "Bo", "--password-stdin", typed=GOOD)
    assert user("disable", "Bo@Example.org") == (DONE, "bo@example.org: disabled.\n", "")
    assert "\tdisabled\t" in user("list")[1]
    assert user("enable", "bo@example.org")[0] == DONE
    assert code_in(user("reset", "bo@example.org")[1])
    db = open_database(home)
    with pytest.raises(SignInRefused):
        sign_in(db, "bo@example.org", GOOD, address="192.0.2.1", at=moment(db))
    assert {entry.by for entry in audit.entries(db, actions=("disable_person", "reset_person"))} == {
        "the operator, at the command line"
    }
    db.close()


@pytest.mark.parametrize("action", ["disable", "enable", "reset"])
def test_somebody_unknown_is_a_wrong_call(user, action):
    code, out, err = user(action, "nobody@example.org")
    assert (code, out) == (WRONG_CALL, "") and "user list" in err


def test_the_last_administrator_stays(user):
    user("add", "ada@example.org", "--name", "Ada", "--role", "admin")
    code, out, _ = user("disable", "ada@example.org")
    assert (code, "last administrator" in out) == (WRONG_DATA, True)
