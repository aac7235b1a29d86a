"""Figures for who watches the service: in the form Prometheus reads, at an address of their own, and of nobody."""

from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from core.actions.start import close_databases, service_figures
from core.web.metrics import page, place_of, serve


def figures():
    return [('up{part="state"}', "gauge", 1.0), ('up{part="data"}', "gauge", 0.0), ("saves_total", "counter", 12.5)]


def test_each_name_says_once_what_it_is():
    lines = page(figures()).splitlines()
    assert lines[:5] == [
        "# TYPE up gauge",
        'up{part="state"} 1',
        'up{part="data"} 0',
        "# TYPE saves_total counter",
        "saves_total 12.5",
    ]
    assert any(line.startswith("process_resident_memory_bytes ") for line in lines)


def test_they_are_served_at_their_own_address_alone():
    server = serve(("127.0.0.1", 0), figures)
    place = f"http://127.0.0.1:{server.server_address[1]}"
    with urlopen(f"{place}/metrics") as answer:  # noqa: S310 - our own address
        assert answer.headers["Content-Type"].startswith("text/plain") and b"saves_total 12.5" in answer.read()
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{place}/")  # noqa: S310
    server.shutdown()
    server.server_close()


def test_the_service_tells_whether_each_part_is_ready(monkeypatch, tmp_path):
    monkeypatch.setenv("SCALECASE_HOME", str(tmp_path))
    told = {name: amount for name, _, amount in service_figures()}
    assert told['scalecase_ready{part="state"}'] == told['scalecase_ready{part="data"}'] == 1
    assert told["scalecase_read_only"] == told["scalecase_saves_refused_total"] == 0
    close_databases()


@pytest.mark.parametrize("text", ["9464", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:99999", "here there:1"])
def test_an_address_that_cannot_be_read_stops_the_start(text):
    with pytest.raises(SystemExit, match="allowed is HOST:PORT"):
        place_of({"SCALECASE_METRICS": text})


def test_nothing_is_served_unless_it_is_asked_for():
    assert place_of({}) is None and place_of({"SCALECASE_METRICS": "[::1]:9464"}) == ("::1", 9464)
