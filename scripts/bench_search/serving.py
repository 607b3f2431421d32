"""Serve a folder as a host does that compresses and lets browsers cache, and note who asked for what."""

from __future__ import annotations

import functools
import gzip
import http.server
import mimetypes
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

COMPRESSED = frozenset({".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".xml"})
"""Endings of what hosts compress; pictures, fonts and Pagefind's own files are compressed already."""


@dataclass(slots=True)
class Served:
    """A folder at an address with a slash at the end; *asked* holds path and bytes of the body of every answer."""

    base: str
    folder: Path
    asked: list[tuple[str, int]] = field(default_factory=list)

    def bytes(self) -> int:
        """Return the bytes of all bodies sent so far, as they went over the line."""
        return sum(size for _, size in self.asked)


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serve *folder* on the loopback interface, a thread for each connection, kept alive."""
    served = Served("", folder)
    handler = functools.partial(_Handler, served)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        served.base = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, served: Served, *arguments: object) -> None:
        self._served = served
        super().__init__(*arguments)  # type: ignore[arg-type]  # the server's own three

    def do_GET(self) -> None:
        """Answer with the file of the path, compressed where hosts compress."""
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path).lstrip("/") or "index.html"
        file = self._served.folder / path
        if ".." in Path(path).parts or not file.is_file():
            self._answer(path, HTTPStatus.NOT_FOUND, b"", {})
            return
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        headers = {"Content-Type": kind, "Cache-Control": "public, max-age=3600"}
        if file.suffix in COMPRESSED:
            self._answer(path, HTTPStatus.OK, compressed(file), headers | {"Content-Encoding": "gzip"})
        else:
            self._answer(path, HTTPStatus.OK, file.read_bytes(), headers)

    def _answer(self, path: str, status: HTTPStatus, body: bytes, headers: dict[str, str]) -> None:
        self._served.asked.append((path, len(body)))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the table is the output."""


@functools.cache
def compressed(file: Path) -> bytes:
    """Return the content of *file* as gzip -9 makes it, without name and time."""
    return gzip.compress(file.read_bytes(), 9, mtime=0)
