"""Make halls, keys and sticks to try things on, and a disk whose power fails at any boundary."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from qunyingpu.hall.bundling import Version, bundle, sign
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.installing import set_up
from qunyingpu.hall.keys import CONTENT, WITHDRAWAL, key_name, load_key, new_keys
from qunyingpu.hall.roots import FOLDER, root_name, signature_name
from qunyingpu.hall.slots import Home
from qunyingpu.hall.withdrawals import Withdrawals

SITE = "qunyingpu.example"
PASSPHRASE = b"test"
HERO, OTHER = "320500-2024-aaaaa", "320500-2024-bbbbb"
FIRST = {
    "index.html": b"<!doctype html><title>1</title>",
    "assets/kiosk.js": b"'use strict';",
    f"photos/{HERO}.jpg": b"\xff\xd8 a" * 400,
    f"photos/{OTHER}.jpg": b"\xff\xd8 b" * 400,
    "data/roll.js": b"QYPRoll(1)",
}
SECOND = {**FIRST, "index.html": b"<!doctype html><title>2</title>", "data/new/roll.js": b"QYPRoll(2)"}
HEROES = {f"photos/{HERO}.jpg": (HERO,), f"photos/{OTHER}.jpg": (OTHER,), "data/roll.js": (HERO, OTHER)}


def listed(serial: int, *withdrawn: str, shown: Iterable[str] = ()) -> Withdrawals:
    """Return the list number *serial* of who is *withdrawn*."""
    return Withdrawals(site=SITE, serial=serial, withdrawn=frozenset(withdrawn), shown=frozenset(shown))


NOBODY = listed(1)


@dataclass(frozen=True)
class Foundation:
    """Who makes sticks: the *folder* with everything, and its *keys*."""

    folder: Path
    keys: Path

    def stick(
        self, serial: int, files: Mapping[str, bytes] = FIRST, listed: Withdrawals = NOBODY, *, name: str = ""
    ) -> Path:
        """Return a signed stick with version *serial* of *files*."""
        stick = self.folder / (name or f"stick-{serial}")
        self.fill(stick, serial, files, listed)
        self.sign(stick)
        return stick

    def fill(self, stick: Path, serial: int, files: Mapping[str, bytes], listed: Withdrawals) -> None:
        """Fill *stick* without signing it."""
        kiosk = self.folder / "kiosk"
        shutil.rmtree(kiosk, ignore_errors=True)
        for path, content in files.items():
            (kiosk / path).parent.mkdir(parents=True, exist_ok=True)
            (kiosk / path).write_bytes(content)
        heroes = {path: ids for path, ids in HEROES.items() if path in files}
        version = Version(serial=serial, as_of="2026-11-23", heroes=heroes, withdrawals=listed)
        bundle(kiosk, stick, version, self.keys)

    def sign(self, stick: Path) -> None:
        """Sign everything on *stick*."""
        keys = (load_key(self.keys / key_name(role), PASSPHRASE) for role in (CONTENT, WITHDRAWAL))
        content, withdrawals = keys
        sign(stick, content=content, withdrawals=withdrawals)

    def root(self, version: int = 1) -> tuple[bytes, list[bytes]]:
        """Return the root file of *version* and its signatures."""
        roots, name = self.keys / FOLDER, root_name(version)
        signatures = [(roots / signature_name(name, place)).read_bytes() for place in (1, 2, 3)]
        return (roots / name).read_bytes(), signatures

    def hall(self, name: str = "hall") -> Path:
        """Return the home of a hall that trusts this foundation and has no version yet."""
        home = self.folder / name
        set_up(home, *self.root(), Disk())
        return home


def a_foundation(folder: Path) -> Foundation:
    """Make keys in *folder*; they are new each time, and nothing that is tested depends on them."""
    keys = folder / "keys"
    new_keys(keys, site=SITE, passphrase=PASSPHRASE)
    return Foundation(folder, keys)


def is_whole(home: Path, serial: int) -> bool:
    """Tell whether version *serial* has every file of its manifest, to the byte."""
    kept = Home(home)
    manifest = kept.manifest(serial)
    return all(
        hashlib.sha256((kept.site(serial) / path).read_bytes()).hexdigest() == blob.digest
        for path, blob in manifest.files.items()
    )


class PowerCut(BaseException):
    """The power is gone: nothing catches it."""


class Loss(Enum):
    """What a power cut takes with it: what was not begun, or also every name whose folder was not synced."""

    NOTHING = "nothing"
    NAMES = "names"


class FailingDisk(Disk):
    """A disk whose power fails before boundary number *last*; of a file that is being written half is there.

    With `Loss.NAMES`, what happened in folders that were not synced since is undone, last first, as a journal that was
    not written would have it.
    """

    def __init__(self, last: int, loss: Loss, aside: Path) -> None:
        self.last = last
        self.done = 0
        self._loss = loss
        self._aside = aside
        self._unsynced: list[tuple[Path, Callable[[], None]]] = []
        aside.mkdir(parents=True, exist_ok=True)

    def _boundary(self) -> None:
        if self.done == self.last:
            if self._loss is Loss.NAMES:
                for _, undo in reversed(self._unsynced):
                    undo()
            raise PowerCut
        self.done += 1

    def _later(self, folder: Path, undo: Callable[[], None]) -> None:
        self._unsynced.append((folder, undo))

    def make_folder(self, folder: Path) -> None:
        """Make it, uncertainly."""
        self._boundary()
        if not folder.exists():
            self._later(folder.parent, lambda: shutil.rmtree(folder, ignore_errors=True))
        super().make_folder(folder)

    def write(self, file: Path, chunks: Iterable[bytes]) -> None:
        """Write it; there is a boundary in the middle too."""
        self._boundary()
        before = self._saved(file)
        self._later(file.parent, lambda: self._restore(file, before))
        whole = b"".join(chunks)
        super().write(file, [whole[: len(whole) // 2]])
        self._boundary()
        super().write(file, [whole])

    def link(self, source: Path, target: Path) -> None:
        """Link it, uncertainly."""
        self._boundary()
        before = self._saved(target)
        self._later(target.parent, lambda: self._restore(target, before))
        super().link(source, target)

    def rename(self, source: Path, target: Path) -> None:
        """Rename it, uncertainly."""
        self._boundary()
        before = self._saved(target)

        def undo() -> None:
            target.rename(source)
            self._restore(target, before)

        self._later(target.parent, undo)
        super().rename(source, target)

    def sync_folder(self, folder: Path) -> None:
        """Make what happened in *folder* certain."""
        self._boundary()
        self._unsynced = [entry for entry in self._unsynced if entry[0] != folder]
        super().sync_folder(folder)

    def remove(self, path: Path) -> None:
        """Remove it; what is removed is not looked for again, so it need not come back."""
        self._boundary()
        super().remove(path)

    def clear(self, folder: Path) -> None:
        """Remove it; the power may fail when half of it is gone, the manifest among that."""
        files = sorted((file for file in folder.rglob("*") if file.is_file()), key=lambda file: len(file.parts))
        for file in files[: len(files) // 2 + 1]:
            file.unlink()
        self._boundary()
        super().clear(folder)

    def _saved(self, file: Path) -> Path | None:
        if not file.is_file():
            return None
        kept = self._aside / str(len(list(self._aside.iterdir())))
        shutil.copy2(file, kept)
        return kept

    def _restore(self, file: Path, before: Path | None) -> None:
        file.unlink(missing_ok=True)
        if before is not None and file.parent.is_dir():
            shutil.copy2(before, file)
