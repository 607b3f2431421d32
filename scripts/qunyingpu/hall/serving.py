"""Serve the versions of a hall to the browser on the same machine: only what a manifest names, only on the loopback.

A page and all that it loads come from one version, ``/v/<serial>/``, even while another is being taken in.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from qunyingpu.hall.manifest import Manifest
from qunyingpu.hall.refusals import Refusal
from qunyingpu.hall.slots import Home
from qunyingpu.hall.withdrawals import denied

PORT = 8731
WITHDRAWN = "kiosk/withdrawn.js"
NOT_KEPT = "终端的磁盘写不进，没有记下。请联系维护者。"
MOST_ASKED = 4096
"""Bytes of what a page may send."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PAUSED = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="30">
<title>暂停服务</title><style>body { margin: 0; height: 100vh; display: grid; place-items: center; text-align: center;
background: #4c090c; color: #fdf6e6; font: 700 8vmin/1.6 serif; } small { font-size: 4vmin; }</style>
<p>暂停服务<br><small>请联系工作人员</small></p></html>
""".encode()
"""What stands where no version does: never a desktop, never an error of the browser's; it looks again by itself."""
_TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "json": "application/json",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
    "txt": "text/plain; charset=utf-8",
}

Answer = tuple[HTTPStatus, Mapping[str, object] | None]
"""A status, and the JSON that goes with it."""
Ask = Callable[[str, Mapping[str, object]], Answer]
"""What answers the page's own calls: the name behind ``/__hall/`` and what was sent, empty for a GET."""


@dataclass(frozen=True, slots=True)
class Served:
    """A file to send: its bytes, type, and whether the browser may keep it."""

    content: bytes
    type: str
    may_be_kept: bool


class Pages:
    """The pages of the hall at *home*, by address."""

    def __init__(self, home: Path, moment: Callable[[], float] = time.monotonic) -> None:
        self._home = Home(home)
        self._moment = moment
        self._paused_until = 0.0

    @property
    def entry(self) -> str | None:
        """Return the address of the page to begin with, None where only the notice may be shown.

        That is where no version stands, while one that keeps failing rests, and where nobody can tell who is withdrawn.
        """
        current = self._home.current
        if current is None or self._moment() < self._paused_until:
            return None
        try:
            denied(self._home.folder)
        except (OSError, ValueError, Refusal):
            return None
        return f"/v/{current}/index.html"

    def pause(self, until: float) -> None:
        """Show the notice *until* that moment."""
        self._paused_until = until

    def find(self, address: str) -> Served | None:
        """Return what *address* stands for; None for what is unknown, of no version, or names only those denied.

        Raises OSError, ValueError or Refusal where the disk has spoiled it, or nobody can tell who is denied.
        """
        start, version, serial, *rest = [*address.split("/", 3), "", "", ""][:4]
        if start or version != "v" or not serial.isdecimal() or int(serial) not in self._home.serials:
            return None
        path = rest[0]
        if path == WITHDRAWN:
            script = f"QYPWithdrawn({json.dumps(sorted(denied(self._home.folder)))});\n"
            return Served(script.encode(), _TYPES["js"], may_be_kept=False)
        return self._file(int(serial), path, self._home.manifest(int(serial)))

    def _file(self, serial: int, path: str, manifest: Manifest) -> Served | None:
        if path not in manifest.files:
            return None  # only what was signed has an address, so no path leads out
        named = manifest.heroes.get(path, ())
        if named and denied(self._home.folder).issuperset(named):
            return None
        ending = path.rpartition(".")[2]
        content = (self._home.site(serial) / path).read_bytes()
        return Served(content, _TYPES.get(ending, "application/octet-stream"), may_be_kept=ending != "html")


def hall_server(pages: Pages, ask: Ask, port: int) -> ThreadingHTTPServer:
    """Return a server of *pages* on the loopback at *port* (0: any that is free); its calls are answered by *ask*."""

    class Handler(_Handler):
        pass

    Handler.pages, Handler.ask = pages, staticmethod(ask)
    server = _Server(("127.0.0.1", port), Handler)
    Handler.hosts = frozenset(f"{host}:{server.server_port}" for host in ("127.0.0.1", "localhost"))
    return server


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would let a second program have the same port

    def handle_error(self, request: object, client_address: object) -> None:
        """Take no notice of a browser that went before its answer came: that is what restarting one looks like."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    pages: Pages
    ask: Ask
    hosts: frozenset[str]
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "qunyingpu", ""

    def do_GET(self) -> None:
        """Send a page, a file, or the state of the hall."""
        address = urlsplit(self.path).path
        if not self._is_ours():
            return
        try:
            self._get(address)
        except ConnectionError:
            raise
        except (OSError, ValueError, Refusal):
            self._turn_away(HTTPStatus.SERVICE_UNAVAILABLE)

    do_HEAD = do_GET  # noqa: N815 - the name that the standard library calls

    def _get(self, address: str) -> None:
        if address == "/":
            self._redirect()
        elif address == "/__health":
            self._answer(
                (HTTPStatus.OK if self.pages.entry else HTTPStatus.SERVICE_UNAVAILABLE, {"entry": self.pages.entry})
            )
        elif address == "/__hall/state":
            self._answer(self.ask("state", {}))
        else:
            self._send(self.pages.find(address))

    def do_POST(self) -> None:
        """Hand a call of the page on."""
        address = urlsplit(self.path).path
        if not self._is_ours() or not self._is_own_origin():
            return
        sent = self._sent()
        if sent is None or not address.startswith("/__hall/"):
            self._turn_away(HTTPStatus.BAD_REQUEST)
            return
        try:
            self._answer(self.ask(address.removeprefix("/__hall/"), sent))
        except Refusal as refusal:
            self._answer((HTTPStatus.BAD_REQUEST, {"code": refusal.code, "sentence": refusal.sentence}))
        except ConnectionError:
            raise
        except (OSError, ValueError):
            self._answer((HTTPStatus.INSUFFICIENT_STORAGE, {"code": "not-kept", "sentence": NOT_KEPT}))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Write no log: months of it would fill the disk, and nobody reads what visitors do."""

    def _is_ours(self) -> bool:
        """Refuse names that another page may have made point here (DNS rebinding)."""
        if self.headers.get("Host") in self.hosts:
            return True
        self._turn_away(HTTPStatus.FORBIDDEN)
        return False

    def _is_own_origin(self) -> bool:
        if self.headers.get("Origin") == f"http://{self.headers.get('Host')}":
            return True
        self._turn_away(HTTPStatus.FORBIDDEN)
        return False

    def _turn_away(self, status: HTTPStatus) -> None:
        """Answer with *status* and hang up: what was sent and not read would pass for the next request."""
        self.close_connection = True
        self._answer((status, None))

    def _sent(self) -> Mapping[str, object] | None:
        try:
            length = int(self.headers.get("Content-Length", ""))
            sent = json.loads(self.rfile.read(length)) if 0 <= length <= MOST_ASKED else None
        except (ValueError, RecursionError):
            return None
        return sent if isinstance(sent, dict) else None

    def _redirect(self) -> None:
        entry = self.pages.entry
        self.send_response(HTTPStatus.FOUND if entry else HTTPStatus.SERVICE_UNAVAILABLE)
        if entry:
            self.send_header("Location", entry)
        self._end(b"" if entry else PAUSED, _TYPES["html"], may_be_kept=False)

    def _send(self, served: Served | None) -> None:
        self.send_response(HTTPStatus.OK if served else HTTPStatus.NOT_FOUND)
        if served:
            self._end(served.content, served.type, may_be_kept=served.may_be_kept)
        else:
            self._end(b"", "text/plain", may_be_kept=False)

    def _answer(self, answer: Answer) -> None:
        status, value = answer
        self.send_response(status)
        self._end(json.dumps(value).encode() if value is not None else b"", "application/json", may_be_kept=False)

    def _end(self, content: bytes, kind: str, *, may_be_kept: bool) -> None:
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=31536000, immutable" if may_be_kept else "no-store")
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
