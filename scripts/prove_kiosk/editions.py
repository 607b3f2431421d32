"""Make rolls of people who never lived, put their kiosk edition on sticks, and take these into halls."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from pathlib import Path

from prove_kiosk.halls import PASSPHRASE
from qunyingpu.engines.kiosk_edition import KioskEdition, kiosk_edition
from qunyingpu.hall.bundling import Version, bundle, sign
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.installing import Installed, install, set_up
from qunyingpu.hall.keys import CONTENT, WITHDRAWAL, key_name, load_key, new_keys
from qunyingpu.hall.roots import FOLDER, root_name, signature_name
from qunyingpu.hall.slots import Home, confirm
from qunyingpu.hall.withdrawals import Withdrawals
from trial_projects import DAY


def change_some(project: Path, share: float) -> int:
    """Change the summary of a *share* of the profiles of *project*, evenly; return how many."""
    files = sorted((project / "heroes").rglob("*.yaml"))
    chosen = files[:: round(1 / share)]
    for file in chosen:
        text = file.read_text(encoding="utf-8")
        file.write_text(
            re.sub(r"(?m)^(  summary: )(.*)$", r"\1虚构的另一句话，改过一次。", text, count=1), encoding="utf-8"
        )
    return len(chosen)


@dataclass(frozen=True)
class Office:
    """Who makes sticks of *project*, with its keys beside it."""

    project: Path

    @property
    def keys(self) -> Path:
        """Return the folder of the keys, which are made when first asked for."""
        keys = self.project / "keys"
        if not keys.is_dir():
            new_keys(keys, site=_edition(self.project).roll.host, passphrase=PASSPHRASE)
        return keys

    def fill(self, stick: Path, serial: int, *withdrawn: str) -> tuple[int, int, float]:
        """Put version *serial* on *stick*, signed; return files and bytes written, and seconds."""
        begun = time.perf_counter()
        edition = _edition(self.project)
        listed = Withdrawals(site=edition.roll.host, serial=serial, withdrawn=frozenset(withdrawn))
        version = Version(
            serial=serial, as_of=edition.roll.as_of.isoformat(), heroes=edition.heroes, withdrawals=listed
        )
        done = bundle(edition.folder, stick, version, self.keys, edition.guides)
        content, withdrawals = (load_key(self.keys / key_name(role), PASSPHRASE) for role in (CONTENT, WITHDRAWAL))
        sign(stick, content=content, withdrawals=withdrawals)
        return done.written, done.written_bytes, time.perf_counter() - begun

    def hall(self, home: Path) -> Path:
        """Set up a hall at *home* that trusts this office."""
        roots, name = self.keys / FOLDER, root_name(1)
        signatures = [(roots / signature_name(name, place)).read_bytes() for place in (1, 2, 3)]
        set_up(home, (roots / name).read_bytes(), signatures, Disk())
        return home


def take_in(stick: Path, home: Path) -> tuple[Installed, float]:
    """Take *stick* into the hall at *home*, let it come up, and return what was done and the seconds."""
    begun = time.perf_counter()
    done = install(stick, home, Disk())
    spent = time.perf_counter() - begun
    confirm(Home(home), Disk())
    return done, spent


def _edition(project: Path) -> KioskEdition:
    os.environ |= DAY
    return kiosk_edition(project)
