"""Break the browser of a hall: kill it, crash its page, hang it; and time how long the screen is gone."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import go
from prove_kiosk.screens import NOW
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.launching import Browser
from qunyingpu.hall.running import Hall

_SWITCHES = ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1080,1920")
_LONGEST = 120.0


def recoveries(home: Path, profile: Path, rounds: int) -> dict[str, list[float]]:
    """Return for each fault the seconds from it until the page gives a sign of life again."""
    found = go.find_browser(go.CHROMIUM)
    if found is None:
        raise SystemExit(go.CHROMIUM.missing)
    hall, stop = _Listening(home), threading.Event()
    browser = Browser(found, profile, _SWITCHES)
    thread = threading.Thread(target=hall.run, args=(0, browser, stop))
    thread.start()
    try:
        hall.wait_for_sign(time.monotonic())
        return {name: [_recovery(hall, spoil, profile) for _ in range(rounds)] for name, spoil in _FAULTS.items()}
    finally:
        stop.set()
        thread.join()


class _Listening(Hall):
    """A hall that remembers when its page last gave a sign."""

    def __init__(self, home: Path) -> None:
        super().__init__(home, Disk(), now=lambda: NOW)
        self.last_sign = 0.0

    def ask(self, what: str, sent: Mapping[str, object]):  # type: ignore[no-untyped-def]
        """Answer as a hall does."""
        if what == "alive":
            self.last_sign = time.monotonic()
        return super().ask(what, sent)

    def wait_for_sign(self, after: float) -> float:
        """Return the moment of the first sign after *after*."""
        while self.last_sign <= after:
            if time.monotonic() - after > _LONGEST:
                raise SystemExit("the screen did not come back")
            time.sleep(0.05)
        return self.last_sign


def _recovery(hall: _Listening, spoil: Callable[[list[int]], None], profile: Path) -> float:
    hall.wait_for_sign(time.monotonic())
    spoil(processes_of(profile))
    broken = time.monotonic()
    # Signs that were on their way do not count.
    return hall.wait_for_sign(broken + 1.0) - broken


def processes_of(profile: Path) -> list[int]:
    """Return the processes of the browser of *profile*, its first one first: it was started in a session of its own.

    Its renderers do not name the profile, and those of other browsers on the machine must not be touched.
    """
    commands, sessions = dict[int, bytes](), dict[int, int]()
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError):  # it has ended since
                commands[int(entry.name)] = (entry / "cmdline").read_bytes()
                sessions[int(entry.name)] = os.getsid(int(entry.name))
    named = f"--user-data-dir={profile}".encode()
    first = [one for one, session in sessions.items() if one == session and named in commands[one].split(b"\0")]
    others = [one for one, session in sessions.items() if session in first and one not in first]
    return [*sorted(first), *sorted(others)]


def renderers(processes: list[int]) -> list[int]:
    """Return those of *processes* that draw a page."""
    return [one for one in processes if b"--type=renderer" in Path(f"/proc/{one}/cmdline").read_bytes()]


def _kill(processes: list[int]) -> None:
    os.kill(processes[0], signal.SIGKILL)


def _crash(processes: list[int]) -> None:
    for one in renderers(processes):
        os.kill(one, signal.SIGKILL)


def _hang(processes: list[int]) -> None:
    for one in renderers(processes):
        os.kill(one, signal.SIGSTOP)


_FAULTS: dict[str, Callable[[list[int]], None]] = {
    "browser killed": _kill,
    "page crashed": _crash,
    "page hung": _hang,
}
