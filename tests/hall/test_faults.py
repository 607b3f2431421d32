"""The proof that breaks browsers breaks none but its own."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from prove_kiosk.faults import processes_of, renderers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the proof reads /proc")

_WAITING = "import time; time.sleep(60)"
# Its own command must not hold the whole word.
_PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {_WAITING!r}, '--type=' + 'renderer'])"


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start what looks like a browser: a session of its own, with a renderer that does not name the profile."""
    command = [sys.executable, "-c", _PARENT, f"--user-data-dir={tmp_path}"]
    with subprocess.Popen(command, start_new_session=True) as started:
        yield started
        for process in processes_of(tmp_path):
            subprocess.run(["kill", "-9", str(process)], check=False)


@pytest.fixture
def stranger() -> Iterator[subprocess.Popen[bytes]]:
    """Start a renderer of somebody else's browser."""
    with subprocess.Popen([sys.executable, "-c", _WAITING, "--type=renderer"]) as started:
        yield started
        started.kill()


def test_the_browsers_of_others_are_left(
    tmp_path: Path, browser: subprocess.Popen[bytes], stranger: subprocess.Popen[bytes]
) -> None:
    """Of all renderers on the machine only those of the browser that was started for the proof are found."""
    end = time.monotonic() + 20
    while len(processes_of(tmp_path)) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    first, renderer = processes_of(tmp_path)
    assert first == browser.pid
    assert renderers([first, renderer]) == [renderer] != [stranger.pid]
