"""The hall serves what its manifests name, to its own browser, and nothing of anyone who was withdrawn."""

from __future__ import annotations

import datetime
import errno
import http.client
import json
import socket
import struct
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from prove_kiosk.halls import HERO, OTHER, Foundation
from qunyingpu.hall.caring import Ledger
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.installing import install
from qunyingpu.hall.running import Hall
from qunyingpu.hall.serving import Pages, hall_server
from qunyingpu.hall.slots import Home
from qunyingpu.hall.withdrawals import denied, hide

NOW = datetime.datetime(2027, 4, 5, 10, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))


class Visitor:
    """Whoever speaks to the server at *port*, honest or not."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, address: str, *, host: str = "", method: str = "GET") -> tuple[int, bytes, dict[str, str]]:
        """Ask for *address* in the name of *host*."""
        return self._ask(method, address, host=host)

    def post(
        self, address: str, sent: object, *, origin: str | None = "", host: str = ""
    ) -> tuple[int, bytes, dict[str, str]]:
        """Send *sent* from a page of *origin*, our own where nothing is said."""
        own = f"http://127.0.0.1:{self.port}" if origin == "" else origin
        return self._ask("POST", address, host=host, body=json.dumps(sent).encode(), origin=own)

    def _ask(
        self, method: str, address: str, *, host: str, body: bytes = b"", origin: str | None = None
    ) -> tuple[int, bytes, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest(method, address, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", host or f"127.0.0.1:{self.port}")
        if origin is not None:
            connection.putheader("Origin", origin)
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        content, headers = answer.read(), dict(answer.getheaders())
        connection.close()
        return answer.status, content, headers


@contextmanager
def _serving(home: Path, disk: Disk | None = None) -> Iterator[Visitor]:
    hall = Hall(home, disk or Disk(), now=lambda: NOW)
    server = hall_server(Pages(home), hall.ask, 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Visitor(server.server_port)
    finally:
        server.shutdown()
        server.server_close()


def test_the_address_of_the_machine_leads_to_the_version_shown(home: Path) -> None:
    """A page and all that it loads have the serial in their addresses; only what cannot change is kept."""
    with _serving(home) as visitor:
        status, _, headers = visitor.get("/")
        assert (status, headers["Location"]) == (302, "/v/1/index.html")
        status, content, headers = visitor.get("/v/1/index.html")
        assert (status, content) == (200, b"<!doctype html><title>1</title>")
        assert (headers["Content-Type"], headers["Cache-Control"]) == ("text/html; charset=utf-8", "no-store")
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "immutable" in visitor.get("/v/1/assets/kiosk.js")[2]["Cache-Control"]
        assert visitor.get("/v/1/assets/kiosk.js", method="HEAD")[1] == b""
        assert visitor.get("/__health")[0] == 200


def test_the_old_version_is_served_while_the_new_one_is_shown(foundation: Foundation, home: Path) -> None:
    """A page that is open when a version is taken in keeps its own files."""
    with _serving(home) as visitor:
        install(foundation.folder / "stick-2", home, Disk())
        assert visitor.get("/")[2]["Location"] == "/v/2/index.html"
        assert visitor.get("/v/1/index.html")[0] == visitor.get("/v/2/index.html")[0] == 200


@pytest.mark.parametrize(
    "address",
    [
        "/v/1/../../state.json",
        "/v/1/%2e%2e/manifest.json",
        "/v/1/..%2fmanifest.json",
        "/v/1/assets/",
        "/v/1/",
        "/v/1",
        "/v/9/index.html",
        "/v/01/../1/index.html",
        "/v/x/index.html",
        "/manifest.json",
        "//etc/passwd",
        "/v/1//etc/passwd",
        "/v/1/INDEX.html",
        "/v/1/index.html/",
    ],
)
def test_no_other_address_has_anything(home: Path, address: str) -> None:
    """Only what was signed has an address: no folder, no path out, no version that does not stand."""
    with _serving(home) as visitor:
        assert visitor.get(address)[:2] == (404, b"")


def test_only_the_machine_itself_is_answered(home: Path) -> None:
    """Another name that points here, and a page of another origin, get nothing."""
    with _serving(home) as visitor:
        assert visitor.get("/v/1/index.html", host="evil.example")[0] == 403
        assert visitor.get("/v/1/index.html", host=f"localhost:{visitor.port}")[0] == 200
        for origin in (None, "null", "http://evil.example", "file://"):
            assert visitor.post("/__hall/tribute", {"hero": HERO, "kind": "bow"}, origin=origin)[0] == 403
        assert Ledger(home, Disk()).counters.tributes == {}


def test_the_denied_are_not_served(foundation: Foundation, home: Path) -> None:
    """Whoever is hidden or withdrawn is 404 in every version, and the page is told; what names others too stays."""
    with _serving(home) as visitor:
        assert visitor.get("/v/1/kiosk/withdrawn.js")[1] == b"QYPWithdrawn([]);\n"
        assert visitor.get(f"/v/1/photos/{HERO}.jpg")[0] == 200
        hide(home, HERO, Disk())
        assert visitor.get(f"/v/1/photos/{HERO}.jpg")[0] == 404
        assert visitor.get(f"/v/1/photos/{OTHER}.jpg")[0] == 200
        assert visitor.get("/v/1/data/roll.js")[0] == 200
        status, content, headers = visitor.get("/v/1/kiosk/withdrawn.js")
        assert (status, content) == (200, f'QYPWithdrawn(["{HERO}"]);\n'.encode())
        assert headers["Cache-Control"] == "no-store"
        install(foundation.folder / "stick-2", home, Disk())
        assert visitor.get(f"/v/2/photos/{HERO}.jpg")[0] == 404


def test_tributes_are_counted_and_survive_an_update(foundation: Foundation, home: Path) -> None:
    """On this machine only, by hero and kind; nothing is invented and nothing else is taken."""
    with _serving(home) as visitor:
        for _ in range(3):
            assert visitor.post("/__hall/tribute", {"hero": HERO, "kind": "flower"})[0] == 204
        assert visitor.post("/__hall/tribute", {"hero": HERO, "kind": "like"})[0] == 400
        assert visitor.post("/__hall/tribute", {"hero": "../../x", "kind": "bow"})[0] == 400
        install(foundation.folder / "stick-2", home, Disk())
        state = json.loads(visitor.get("/__hall/state")[1])
    assert state["tributes"] == {"bow": 0, "candle": 0, "flower": 3}
    assert Ledger(home, Disk()).counters.tributes == {"flower": {HERO: 3}}


def test_the_state_tells_what_staff_need(home: Path) -> None:
    """Serial, day of the data, clock, disk, restarts; the same in one line for a photograph."""
    with _serving(home) as visitor:
        state = json.loads(visitor.get("/__hall/state")[1])
    assert (state["serial"], state["as_of"], state["clock"], state["sound"]) == (1, "2026-11-23", "sound", False)
    assert state["now"] == "2027-04-05T10:00:00+08:00"
    assert json.loads(state["health"])["serial"] == 1


@pytest.mark.parametrize("sent", [[], "x", {"hero": "x" * 5000}])
def test_odd_calls_are_refused(home: Path, sent: object) -> None:
    """No call of a page, however odd, stops the service."""
    with _serving(home) as visitor:
        assert visitor.post("/__hall/tribute", sent)[0] == 400
        assert visitor.get("/__hall/nothing")[0] == 404
        assert visitor.get("/__health")[0] == 200


def test_care_asks_for_the_pin(home: Path) -> None:
    """A PIN is set once; without it nothing is done, with it a person is hidden at once, and guessing is slow."""
    with _serving(home) as visitor:
        order = {"pin": "4711", "do": "hide", "hero": HERO}
        assert visitor.post("/__hall/care", order)[0] == 403
    with _serving(home) as visitor:
        assert visitor.post("/__hall/pin", {"pin": "47"})[0] == 400
        assert visitor.post("/__hall/pin", {"pin": "4711"})[0] == 204
        assert visitor.post("/__hall/pin", {"pin": "0000"})[0] == 400
        assert visitor.post("/__hall/care", order)[0] == 200
        assert denied(home) == {HERO}
        assert visitor.post("/__hall/care", {"pin": "4711", "do": "show", "hero": HERO})[0] == 400
        assert visitor.post("/__hall/care", {"pin": "0000", "do": "look"})[0] == 403
        assert visitor.post("/__hall/care", {"pin": "4711", "do": "look"})[0] == 403, "the right one has to wait now"
    assert denied(home) == {HERO}


def test_a_full_disk_is_told_in_a_sentence(home: Path) -> None:
    """Whoever hides a person must know that it was not done; a page that waits for an answer gets one."""

    class Full(Disk):
        def write(self, file: Path, chunks: Iterable[bytes]) -> None:
            raise OSError(errno.ENOSPC, "full")

    with _serving(home) as visitor:
        visitor.post("/__hall/pin", {"pin": "4711"})
    with _serving(home, Full()) as visitor:
        for address, sent in (
            ("care", {"pin": "4711", "do": "hide", "hero": HERO}),
            ("care", {"pin": "4711", "do": "sound", "value": True}),
            ("tribute", {"hero": HERO, "kind": "bow"}),
        ):
            status, content, _ = visitor.post(f"/__hall/{address}", sent)
            assert (status, json.loads(content)["code"]) == (507, "not-kept"), sent
    assert denied(home) == frozenset()


def test_what_the_disk_has_spoiled_is_no_404(home: Path) -> None:
    """A page must tell a person who is withdrawn from a fault: of the second it makes no statement."""
    (Home(home).site(1) / f"photos/{OTHER}.jpg").unlink()
    with _serving(home) as visitor:
        assert visitor.get(f"/v/1/photos/{OTHER}.jpg")[0] == 503
        (home / "hidden.json").write_bytes(b"")
        assert visitor.get(f"/v/1/photos/{HERO}.jpg")[0] == 503
        assert visitor.get("/__hall/state")[0] == 503
        assert visitor.get("/")[0] == 503


def test_settings_are_kept(home: Path) -> None:
    """Sound is off until it is turned on; the picture turns by quarters."""
    with _serving(home) as visitor:
        visitor.post("/__hall/pin", {"pin": "4711"})
        assert visitor.post("/__hall/care", {"pin": "4711", "do": "sound", "value": True})[0] == 200
        assert visitor.post("/__hall/care", {"pin": "4711", "do": "rotate", "value": 90})[0] == 200
        assert visitor.post("/__hall/care", {"pin": "4711", "do": "rotate", "value": 45})[0] == 400
    with _serving(home) as visitor:
        state = json.loads(visitor.get("/__hall/state")[1])
    assert (state["sound"], state["rotation"]) == (True, 90)


def test_a_browser_that_went_away_is_no_fault(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Restarting a browser breaks its connections; months of that must not fill a disk with complaints."""
    with _serving(home) as visitor:
        for _ in range(20):
            with socket.create_connection(("127.0.0.1", visitor.port)) as connection:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                connection.sendall(b"GET /v/1/index.html HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        assert visitor.get("/__health")[0] == 200
    assert capfd.readouterr().err == ""
