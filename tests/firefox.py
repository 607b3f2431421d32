"""Drive Firefox by its own protocol, Marionette, over a socket: nothing is downloaded, no driver stands between.

Playwright needs a Firefox of its own, and Debian ships no geckodriver. A message is its length in bytes, a colon and
JSON: ``[0, id, command, parameters]`` there, ``[1, id, error, result]`` back. Scripts run with the page's own rights.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_PATIENCE = 60.0
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key of an element in WebDriver (W3C WebDriver 2, 12.1)."""

_SETTINGS = {
    "marionette.port": 0,
    "browser.download.folderList": 2,
    "browser.download.useDownloadDir": True,
    "browser.download.alwaysOpenPanel": False,
    "browser.helperApps.neverAsk.saveToDisk": "application/zip",
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
}


class FirefoxError(Exception):
    """What Firefox answered instead of a result."""


class Firefox:
    """A Firefox without a window, with one page."""

    def __init__(self, connection: socket.socket) -> None:
        self._stream = connection.makefile("rb")
        self._connection = connection
        self._count = 0
        self._read()  # it greets first
        self._ask("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"unhandledPromptBehavior": "ignore"}}})

    def open(self, address: str) -> None:
        """Load the page at *address*."""
        self._ask("WebDriver:Navigate", {"url": address})

    def run(self, script: str, *arguments: Any) -> Any:
        """Return what the function body *script* returns, its promise awaited."""
        return self._ask("WebDriver:ExecuteScript", {"script": script, "args": list(arguments)})["value"]

    def type(self, selector: str, text: str) -> None:
        """Type *text*, or the path of a file, into the element that *selector* finds."""
        found = self._ask("WebDriver:FindElement", {"using": "css selector", "value": selector})["value"]
        self._ask("WebDriver:ElementSendKeys", {"id": found[_ELEMENT], "text": text})

    def click(self, selector: str) -> None:
        """Click the element that *selector* finds."""
        found = self._ask("WebDriver:FindElement", {"using": "css selector", "value": selector})["value"]
        self._ask("WebDriver:ElementClick", {"id": found[_ELEMENT]})

    def press(self, keys: str) -> None:
        """Press and release *keys* one after another, whatever has the focus; U+E004 is Tab (WebDriver 2, 17.4.2)."""
        strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._ask("WebDriver:PerformActions", {"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]})

    def wait(self, condition: str) -> None:
        """Wait until the expression *condition* is true; raise AssertionError when it never is."""
        script = """
            const [patience] = arguments, start = Date.now();
            return new Promise((done) => (function look() {
              if (CONDITION) done(true);
              else if (Date.now() - start > patience) done(false);
              else setTimeout(look, 20);
            })());
        """
        assert self.run(script.replace("CONDITION", condition), 20_000), condition

    def _ask(self, command: str, parameters: dict[str, Any]) -> Any:
        self._count += 1
        message = json.dumps([0, self._count, command, parameters]).encode()
        self._connection.sendall(f"{len(message)}:".encode() + message)
        _, _, error, result = self._read()
        if error:
            raise FirefoxError(f"{command}: {error['error']}: {error['message']}")
        return result

    def _read(self) -> Any:
        length = b""
        while (sign := self._stream.read(1)) != b":":
            if not sign:
                raise FirefoxError("Firefox has ended")
            length += sign
        return json.loads(self._stream.read(int(length)))


@contextmanager
def running(program: Path, folder: Path) -> Iterator[Firefox]:
    """Start *program* with an empty profile in *folder* and give its page; downloads go to ``downloads`` in it."""
    profile, downloads = folder / "profile", folder / "downloads"
    profile.mkdir()
    downloads.mkdir()
    settings = {**_SETTINGS, "browser.download.dir": str(downloads)}
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in settings.items())
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    command = [str(program), "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    environment = {**os.environ, "HOME": str(folder), "MOZ_HEADLESS_WIDTH": "1440", "MOZ_HEADLESS_HEIGHT": "900"}
    with (
        (folder / "log.txt").open("wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log, env=environment) as process,
    ):
        try:
            with socket.create_connection(("127.0.0.1", _port(process, profile)), timeout=_PATIENCE) as connection:
                yield Firefox(connection)
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def _port(process: subprocess.Popen[bytes], profile: Path) -> int:
    """Return the port on which Firefox listens, which it writes down once it does."""
    written, end = profile / "MarionetteActivePort", time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        if written.exists() and (port := written.read_text().strip()):
            return int(port)
        time.sleep(0.05)
    raise FirefoxError("Firefox did not start")
