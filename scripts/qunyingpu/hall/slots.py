"""Know the versions that stand in the hall, which one is shown, and how far trust has moved forward.

A slot is whole or it is not there: it gets its name by one rename after everything in it is synced. ``current.txt`` is
replaced by one rename as well, so that every start finds a version that stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path

from qunyingpu.hall.disk import Disk
from qunyingpu.hall.manifest import FILE as MANIFEST
from qunyingpu.hall.manifest import Manifest, parse_manifest
from qunyingpu.hall.refusals import Refusal
from qunyingpu.hall.roots import Root, parse_root

SLOTS, CURRENT, STATE, ROOT = "slots", "current.txt", "state.json", "root.json"
PART = ".part"
KEPT = 2
"""Versions that stay on the disk."""


@dataclass(frozen=True, slots=True)
class State:
    """What the hall remembers: it only moves forward.

    *floor* is the highest serial that has come up and been confirmed; an older one is refused. *trial* is a serial that
    was switched to and has not come up yet, 0 for none; *starts* how often it was started. *failed* did not come up.
    """

    floor: int = 0
    trial: int = 0
    starts: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of the hall; what is asked of it is read at once, so that two processes never disagree for long."""

    folder: Path

    @property
    def root(self) -> Root:
        """Return the root that is trusted; raise Refusal where the hall was never set up."""
        try:
            return parse_root((self.folder / ROOT).read_bytes())
        except FileNotFoundError:
            raise Refusal(
                "home-new",
                "这台终端还没有设置。请先运行 qunyingpu kiosk install U盘文件夹 --first。",
            ) from None

    @property
    def state(self) -> State:
        """Return what is remembered; nothing before the first installation.

        Where a bad disk has spoiled the memory, what is shown now counts as the floor: the screen must not go dark for
        it, and nothing older may come back by it.
        """
        try:
            return State(**json.loads((self.folder / STATE).read_bytes()))
        except FileNotFoundError:
            return State()
        except (OSError, ValueError, TypeError):
            return State(floor=self._pointed or max(self.serials, default=0))

    @property
    def serials(self) -> tuple[int, ...]:
        """Return the versions that stand, oldest first; one whose manifest a bad disk has spoiled does not."""
        found = (self.folder / SLOTS).glob("*") if (self.folder / SLOTS).is_dir() else iter(())
        serials = (int(slot.name) for slot in found if slot.name.isdecimal())
        return tuple(sorted(serial for serial in serials if self._manifest(serial)))

    @property
    def current(self) -> int | None:
        """Return the version to show: the one pointed at, else the newest that stands, None where none does."""
        serials, pointed = self.serials, self._pointed
        return pointed if pointed in serials else (serials[-1] if serials else None)

    @property
    def previous(self) -> int | None:
        """Return the newest version below the one shown that did not fail, None where there is none."""
        current, failed = self.current, self.state.failed
        return max((one for one in self.serials if current and one < current and one != failed), default=None)

    @property
    def _pointed(self) -> int:
        try:
            return int((self.folder / CURRENT).read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0

    def slot(self, serial: int) -> Path:
        """Return the folder of version *serial*, whether it stands or not."""
        return self.folder / SLOTS / str(serial)

    def site(self, serial: int) -> Path:
        """Return the folder of the pages of version *serial*."""
        return self.slot(serial) / "site"

    def manifest(self, serial: int) -> Manifest:
        """Return the manifest with which version *serial*, one that stands, was installed, verified then."""
        manifest = self._manifest(serial)
        if manifest is None:
            raise KeyError(serial)
        return manifest

    def _manifest(self, serial: int) -> Manifest | None:
        file = self.slot(serial) / MANIFEST
        try:
            found = file.stat()
        except OSError:
            return None
        return _parsed(file, found.st_mtime_ns, found.st_size)

    def remember(self, state: State, disk: Disk) -> None:
        """Keep *state*."""
        disk.replace(self.folder / STATE, json.dumps(asdict(state), sort_keys=True).encode())

    def point_at(self, serial: int, disk: Disk) -> None:
        """Show version *serial* from now on: one rename."""
        disk.replace(self.folder / CURRENT, f"{serial}\n".encode("ascii"))

    def leftovers(self) -> Iterator[Path]:
        """Yield what an installation that was cut off has left, and versions beyond those that are kept."""
        slots = self.folder / SLOTS
        if not slots.is_dir():
            return
        kept = {str(serial) for serial in self._kept()}
        for slot in sorted(slots.iterdir()):
            if slot.name not in kept:
                yield slot

    def _kept(self) -> tuple[int, ...]:
        """Return the version shown and one other that did not fail: the newest that has come up, else the newest."""
        state, current = self.state, self.current
        others = [serial for serial in self.serials if serial not in {current, state.failed}]
        others.sort(key=lambda serial: (serial <= state.floor, serial))
        return (*others[-(KEPT - 1) :], *([current] if current else []))


@lru_cache(maxsize=2 * KEPT)
def _parsed(file: Path, _changed: int, _size: int) -> Manifest | None:
    """Return the manifest in *file*, None where it is spoiled; read once for each state of the file."""
    try:
        return parse_manifest(file.read_bytes())
    except (OSError, Refusal):
        return None


# ── what becomes of a version that was switched to ──


def begin_trial(home: Home, serial: int, disk: Disk) -> None:
    """Switch to *serial*, which is on trial until it has come up: first the memory of it, then the pointer."""
    home.remember(replace(home.state, trial=serial, starts=0), disk)
    home.point_at(serial, disk)


def confirm(home: Home, disk: Disk) -> None:
    """Say that the version shown has come up: it is the new floor, and older ones are refused from now on."""
    state, current = home.state, home.current
    if current and (state.trial == current or current > state.floor):
        home.remember(replace(state, floor=max(state.floor, current), trial=0, starts=0), disk)


def is_on_trial(home: Home) -> bool:
    """Tell whether the version shown was switched to and has not come up yet."""
    return bool(home.state.trial) and home.state.trial == home.current


def count_start(home: Home, disk: Disk) -> int:
    """Count a start of the version on trial and return how many there were; 0 where none is on trial."""
    state = home.state
    if not is_on_trial(home):
        return 0
    home.remember(replace(state, starts=state.starts + 1), disk)
    return state.starts + 1


def roll_back(home: Home, disk: Disk) -> int | None:
    """Show the version before the one shown and return its serial, None where there is none to go back to."""
    state, current, before = home.state, home.current, home.previous
    if current is None or before is None:
        return None
    home.point_at(before, disk)
    home.remember(replace(state, trial=0, starts=0, failed=current), disk)
    return before
