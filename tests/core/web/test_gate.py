"""Where the service may listen, and which requests it answers."""

import pytest
from starlette.types import Receive, Scope, Send
from streamlit import net_util

from core.store.database import PROJECT
from core.web.gate import (
    LOCAL_NAMES,
    Hosting,
    OnlyAskedFor,
    asks_for,
    hosting,
    is_local_only,
    is_this_machine,
    refusal_of_base_path,
    refusal_to_listen,
)
from tests.core.web.requests_made import asked

EVERYWHERE = "0.0.0.0"  # noqa: S104 - this is what it must refuse
HOSTED = Hosting(behind_tls=True, hosts=frozenset({"scale.example.org"}))


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "::1"])
@pytest.mark.parametrize("sample_people", [True, False])
def test_it_listens_on_this_machine_with_sample_people_and_without(address, sample_people):
    assert refusal_to_listen(address, sample_people=sample_people, anybody_real=False) is None


@pytest.mark.parametrize("address", [None, "", EVERYWHERE, "::", "192.0.2.7", "scale.example"])
def test_sample_people_keep_it_on_this_machine(address):
    sentence = str(refusal_to_listen(address, sample_people=True, anybody_real=True, told=HOSTED))
    assert "sample people" in sentence and "SCALECASE_HOME" in sentence and "python -m core user add" in sentence


def test_a_declared_proxy_on_this_machine_is_beyond_it():
    assert not is_local_only("localhost", HOSTED)
    assert "sample people" in str(refusal_to_listen("localhost", sample_people=True, anybody_real=True, told=HOSTED))


def test_it_starts_beyond_this_machine_once_everything_is_said():
    told = {"sample_people": False, "anybody_real": True}
    assert refusal_to_listen(EVERYWHERE, **told, told=HOSTED) is None
    assert "nobody could sign in" in str(refusal_to_listen(EVERYWHERE, sample_people=False, anybody_real=False, told=HOSTED))
    assert "SCALECASE_BEHIND_TLS=1" in str(refusal_to_listen(EVERYWHERE, **told))
    no_names = Hosting(behind_tls=True, hosts=frozenset())
    assert "SCALECASE_HOSTS" in str(refusal_to_listen(EVERYWHERE, **told, told=no_names))


def test_no_address_means_every_network():
    assert "every network" in str(refusal_to_listen(None, sample_people=False, anybody_real=False))


def test_how_it_is_hosted_is_read_from_the_environment():
    assert hosting({}) == Hosting(behind_tls=False, hosts=frozenset())
    read = hosting({"SCALECASE_BEHIND_TLS": "1", "SCALECASE_HOSTS": " Scale.example.org, other.example ,"})
    assert read == Hosting(behind_tls=True, hosts=frozenset({"scale.example.org", "other.example"}))
    assert read.names == read.hosts | LOCAL_NAMES
    assert not hosting({"SCALECASE_BEHIND_TLS": "0"}).behind_tls


@pytest.mark.parametrize(("base_path", "refused"), [("", False), ("/", False), ("scale", True), ("/a/b/", True)])
def test_it_needs_a_host_of_its_own(base_path, refused):
    assert (refusal_of_base_path(base_path) is not None) is refused


@pytest.mark.parametrize(("address", "expected"), [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("192.0.2.7", False)])
def test_a_loopback_address_is_this_machine(address, expected):
    assert is_this_machine(address) is expected


@pytest.mark.parametrize("address", [None, "", "testclient", "127.0.0.1.example"])
def test_an_address_that_cannot_be_read_is_not_this_machine(address):
    assert not is_this_machine(address)


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "LOCALHOST:8501", "127.0.0.1:8501", "[::1]:8501", "[::1]"])
def test_local_names_are_this_machine(host):
    assert asks_for(host, LOCAL_NAMES)


@pytest.mark.parametrize(
    "host",
    [None, "", "scale.example", "localhost.example:8501", "[::2]:8501", "evil@localhost", "localhost:x", "[::1]x", "a localhost"],
)
def test_other_names_are_not(host):
    assert not asks_for(host, LOCAL_NAMES)


@pytest.mark.parametrize(
    ("client", "headers", "status"),
    [
        ("127.0.0.1", {"host": "localhost"}, 200),
        ("192.0.2.7", {"host": "localhost"}, 403),
        ("127.0.0.1", {"host": "scale.example"}, 403),
        ("127.0.0.1", {"host": "localhost", "x-forwarded-for": "192.0.2.7"}, 403),
        ("127.0.0.1", {"host": "localhost", "via": "1.1 proxy"}, 403),
        (None, {"host": "localhost"}, 403),
    ],
)
def test_on_this_machine_alone_a_request_from_elsewhere_gets_403(client, headers, status):
    app = OnlyAskedFor(answers_everything, names=LOCAL_NAMES, local_only=True)
    assert asked(app, "/", headers, client=(client, 1234) if client else None).status == status


@pytest.mark.parametrize(("host", "status"), [("scale.example.org", 200), ("localhost", 200), ("evil.example", 403)])
def test_hosted_it_answers_to_its_names_from_anywhere(host, status):
    app = OnlyAskedFor(answers_everything, names=HOSTED.names, local_only=False)
    assert asked(app, "/", {"host": host, "x-forwarded-for": "192.0.2.7"}, client=("198.51.100.1", 1)).status == status


def test_a_socket_from_elsewhere_is_closed_before_it_opens():
    app = OnlyAskedFor(answers_everything, names=LOCAL_NAMES, local_only=True)
    assert asked(app, "/_stcore/stream", client=("192.0.2.7", 1), kind="websocket").kinds == ("websocket.close",)


async def answers_everything(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Answer 200."""
    await send({"type": "http.response.start", "status": 200, "headers": []})


@pytest.mark.parametrize(
    ("origin", "is_let_through"),
    [
        (None, True),
        ("https://scale.example.org", True),
        ("https://scale.example.org:8443", True),
        ("http://localhost:8501", True),
        ("https://evil.example", False),
        ("https://scale.example.org.evil.example", False),
        ("https://evil.example/scale.example.org", False),
        ("null", False),
        ("", False),
    ],
)
def test_a_socket_is_for_pages_of_this_service_and_for_what_is_no_browser(origin, is_let_through):
    let_through = []

    async def behind(scope: Scope, _receive: Receive, _send: Send) -> None:
        let_through.append(scope["path"])

    app = OnlyAskedFor(behind, names=HOSTED.names, local_only=False)
    headers = {"host": "scale.example.org"} | ({} if origin is None else {"origin": origin})
    answer = asked(app, "/_stcore/stream", headers, kind="websocket")
    assert bool(let_through) == is_let_through
    assert answer.kinds == (() if is_let_through else ("websocket.close",))


def test_no_other_host_is_asked_which_address_this_machine_has(monkeypatch):
    monkeypatch.setattr(net_util, "_external_ip", "nobody is asked")
    assert net_util.get_external_ip() == "nobody is asked"
    assert 'net_util._external_ip = "nobody is asked"' in (PROJECT / "app.py").read_text(encoding="utf-8")
