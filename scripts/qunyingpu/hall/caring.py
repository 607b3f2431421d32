"""Keep what the staff of a hall set and what its machine counts: sound, rotation, restarts, tributes; never a visitor.

Everything lies in the home beside the versions, so that it survives every update.
"""

from __future__ import annotations

import datetime
import json
import secrets
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any

from qunyingpu.hall.disk import Disk
from qunyingpu.hall.manifest import is_hero_id
from qunyingpu.hall.refusals import Refusal

COUNTERS, SETTINGS, SEEN, NAME = "counters.json", "settings.json", "last-seen.txt", "name.txt"
TURNS = (0, 90, 180, 270)
_BACK = datetime.timedelta(days=2)
_LONGEST_STEP = datetime.timedelta(days=400)
"""A wild clock must not make all later days look like the past; ``day.js`` has the same rule."""
_UTC8 = datetime.timezone(datetime.timedelta(hours=8))


class Tribute(Enum):
    """What a visitor may do before a hero: 鞠躬, 点烛, 献花."""

    BOW = "bow"
    CANDLE = "candle"
    FLOWER = "flower"


@dataclass(frozen=True, slots=True)
class Settings:
    """What staff set at the machine: sound is off until someone turns it on; *rotation* in degrees."""

    sound: bool = False
    rotation: int = 0


@dataclass(frozen=True, slots=True)
class Counters:
    """What the machine counts: starts, restarts of the browser, pages fallen silent, tributes by kind and hero."""

    boots: int = 0
    restarts: int = 0
    silences: int = 0
    tributes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def with_tribute(self, kind: Tribute, hero_id: str) -> Counters:
        """Return the counters after one more tribute."""
        own = dict(self.tributes.get(kind.value, {}))
        own[hero_id] = own.get(hero_id, 0) + 1
        return replace(self, tributes={**self.tributes, kind.value: own})

    def total(self, kind: Tribute) -> int:
        """Return how many tributes of *kind* were paid on this machine."""
        return sum(self.tributes.get(kind.value, {}).values())


class Ledger:
    """Settings and counters of the hall at *home*, for the threads of one service; each change is kept at once."""

    def __init__(self, home: Path, disk: Disk) -> None:
        self._home = home
        self._disk = disk
        self._lock = threading.Lock()

    @property
    def settings(self) -> Settings:
        """Return what staff have set."""
        return Settings(**_kept(self._home / SETTINGS))

    @property
    def counters(self) -> Counters:
        """Return what was counted."""
        return Counters(**_kept(self._home / COUNTERS))

    def turn_sound(self, *, on: bool) -> None:
        """Turn the sound on or off."""
        with self._lock:
            self._keep(SETTINGS, replace(self.settings, sound=on))

    def rotate(self, degrees: int) -> None:
        """Turn the picture by *degrees*; raise Refusal for what is no quarter of a turn."""
        if degrees not in TURNS:
            raise Refusal("rotation", "画面只能转 0、90、180、270 度。")
        with self._lock:
            self._keep(SETTINGS, replace(self.settings, rotation=degrees))

    def count_boot(self) -> None:
        """Count a start of the service, if the disk lets us: no screen goes dark for a counter."""
        with self._lock, suppress(OSError):
            self._keep(COUNTERS, replace(self.counters, boots=self.counters.boots + 1))

    def count_restart(self, *, silent: bool) -> None:
        """Count a restart of the browser, as `count_boot`; *silent* where the page fell silent while it ran."""
        with self._lock, suppress(OSError):
            before = self.counters
            self._keep(COUNTERS, replace(before, restarts=before.restarts + 1, silences=before.silences + silent))

    def pay(self, kind: Tribute, hero_id: str) -> None:
        """Count a tribute; raise Refusal for what is no id of a hero, OSError where the disk keeps nothing."""
        if not is_hero_id(hero_id):
            raise Refusal("hero-id", "编号不对。")
        with self._lock:
            self._keep(COUNTERS, self.counters.with_tribute(kind, hero_id))

    def _keep(self, name: str, value: Settings | Counters) -> None:
        self._disk.replace(self._home / name, json.dumps(asdict(value), sort_keys=True).encode())


def leave_report(home: Path, stick: Path, disk: Disk) -> Path | None:
    """Leave on *stick* what the hall at *home* has counted, tributes by person, for whoever made the stick.

    Each hall has a name of its own, so that one stick may go through many. Returns the file, None where it cannot be
    written: nobody's update fails for that.
    """
    try:
        report = stick / f"from-hall-{_name_of(home, disk)}.json"
        disk.replace(report, json.dumps(asdict(Ledger(home, disk).counters), sort_keys=True).encode())
    except (OSError, ValueError):
        return None
    return report


def _name_of(home: Path, disk: Disk) -> str:
    """Return the name of the hall, invented when it is asked for first: it tells halls apart and says nothing else."""
    if not (home / NAME).is_file():
        disk.replace(home / NAME, secrets.token_hex(3).encode())
    return (home / NAME).read_text(encoding="ascii")


def clock_verdict(home: Path, as_of: str, now: datetime.datetime, disk: Disk) -> str:
    """Return whether *now* can be right: ``sound``, ``before`` the day of the data, or ``back`` behind the latest day.

    The latest day is kept; a clock decides what is shown, never what is trusted.
    """
    today = now.astimezone(_UTC8).date()
    if today.isoformat() < as_of:
        return "before"
    latest = latest_day(home) or datetime.date.fromisoformat(as_of or today.isoformat())
    if today < latest - _BACK:
        return "back"
    if latest < today < latest + _LONGEST_STEP:
        with suppress(OSError):
            disk.replace(home / SEEN, today.isoformat().encode())
    return "sound"


def latest_day(home: Path) -> datetime.date | None:
    """Return the latest day that the clock of this machine has shown, None before the first."""
    try:
        return datetime.date.fromisoformat((home / SEEN).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _kept(file: Path) -> dict[str, Any]:
    """Return what *file* holds; nothing where it is missing or a bad disk has spoiled it."""
    try:
        kept = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}
