"""Cut the power of an installation: at every boundary of its writes, and by killing the process at any moment."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from prove_kiosk.halls import SECOND, FailingDisk, Loss, PowerCut, is_whole
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.installing import install
from qunyingpu.hall.slots import Home

_CHILD = """
import sys
from pathlib import Path
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.installing import install
print("ready", flush=True)
sys.stdin.readline()
install(Path(sys.argv[1]), Path(sys.argv[2]), Disk())
"""
MANY = SECOND | {f"data/new/part-{number:03}.js": b"QYPPart(%d)" % number * 2000 for number in range(120)}
"""Enough files that an installation takes long enough to be hit anywhere."""


def cut_everywhere(hall: Path, stick: Path, aside: Path, losses: Iterable[Loss] = Loss) -> Counter[str]:
    """Cut the power at every boundary, with and without unsynced names; return how often which state was found."""
    found: Counter[str] = Counter()
    for loss in losses:
        for last in range(_boundaries(hall, stick, aside / loss.value)):
            home = aside / f"{loss.value}-{last}"
            shutil.copytree(hall, home)
            try:
                install(stick, home, FailingDisk(last, loss, aside / f"{loss.value}-{last}-kept"))
            except PowerCut:
                found[_outcome(home, stick)] += 1
            shutil.rmtree(home)
    return found


def _boundaries(hall: Path, stick: Path, aside: Path) -> int:
    """Return how many boundaries the installation of *stick* into *hall* has."""
    trial = aside / "count"
    shutil.copytree(hall, trial)
    disk = FailingDisk(1_000_000, Loss.NOTHING, aside / "kept")
    install(stick, trial, disk)
    return disk.done


def kill_at_random(hall: Path, stick: Path, aside: Path, times: int, seed: int) -> Counter[str]:
    """Kill the installing process *times* times at moments drawn by chance; return how often which state was found."""
    chance, found = random.Random(seed), Counter[str]()  # noqa: S311 - the same kills each time
    longest = _seconds(hall, stick, aside / "whole")
    for number in range(times):
        home = aside / f"kill-{number}"
        shutil.copytree(hall, home)
        with _installing(stick, home) as child:
            time.sleep(chance.random() * longest * 1.1)
            child.kill()
        found[_outcome(home, stick)] += 1
        shutil.rmtree(home)
    return found


def _outcome(home: Path, stick: Path) -> str:
    """Return what stands at *home* after it was broken off; ``broken`` too where the same stick then does not help."""
    found = _state_of(home)
    if found == "old":
        install(stick, home, Disk())
    return found if _state_of(home) == "new" else "broken"


def _state_of(home: Path) -> str:
    """Return what the next start would show at *home*: the ``old`` version whole, the ``new`` one, or ``broken``."""
    current = Home(home).current
    if current is None or not is_whole(home, current):
        return "broken"
    return {1: "old", 2: "new"}.get(current, "broken")


class _installing:  # noqa: N801 - it reads as what it does
    """A process that installs, from the moment at which it begins to write."""

    def __init__(self, stick: Path, home: Path) -> None:
        self._command = [sys.executable, "-c", _CHILD, str(stick), str(home)]

    def __enter__(self) -> subprocess.Popen[bytes]:
        self._child = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if self._child.stdin and self._child.stdout:  # both are pipes
            self._child.stdout.readline()
            self._child.stdin.write(b"\n")
            self._child.stdin.flush()
        return self._child

    def __exit__(self, *_: object) -> None:
        self._child.communicate()


def _seconds(hall: Path, stick: Path, home: Path) -> float:
    shutil.copytree(hall, home)
    with _installing(stick, home) as child:
        begun = time.perf_counter()
        child.wait()
    return time.perf_counter() - begun
