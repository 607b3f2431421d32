"""Sticks that must be refused, each with the code of its refusal: of an enemy, of a bad copy, or worn out."""

from __future__ import annotations

import base64
import errno
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prove_kiosk.halls import FIRST, HERO, OTHER, PASSPHRASE, SECOND, Foundation, a_foundation, listed
from qunyingpu.hall.bundling import sign
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.installing import SIGNATURE, install
from qunyingpu.hall.keys import CONTENT, WITHDRAWAL, key_name, load_key
from qunyingpu.hall.manifest import FILE as MANIFEST
from qunyingpu.hall.refusals import Refusal
from qunyingpu.hall.signing import SigningKey
from qunyingpu.hall.slots import Home, confirm, roll_back
from qunyingpu.hall.withdrawals import FILE as WITHDRAWALS
from qunyingpu.hall.withdrawals import SIGNATURE as WITHDRAWALS_SIGNATURE
from qunyingpu.hall.withdrawals import Withdrawals

Spoil = Callable[[Foundation, Path], object]
"""Change a good stick with version 3 into a bad one."""


@dataclass(frozen=True, slots=True)
class Attack:
    """What is done to a stick, and the *code* with which a hall must refuse it."""

    name: str
    code: str
    spoil: Spoil


def refusal_of(attack: Attack, foundation: Foundation, home: Path) -> Refusal | None:
    """Return how the hall at *home*, which shows version 2, refuses the stick of *attack*; None where it does not."""
    files = SECOND | {"data/third.js": b"QYPRoll(3)" * 500}
    stick = foundation.stick(3, files, listed(2, HERO), name=f"attack-{attack.name}")
    attack.spoil(foundation, stick)
    disk = _DISKS.get(attack.name, Disk)()
    try:
        install(stick, home, disk)
    except Refusal as refusal:
        return refusal
    return None


def a_hall_with_two_versions(foundation: Foundation, name: str) -> Path:
    """Return a hall in which versions 1 and 2 have come up."""
    home = foundation.hall(name)
    for serial, files in ((1, FIRST), (2, SECOND)):
        install(foundation.stick(serial, files, listed(2, HERO)), home, Disk())
        confirm(Home(home), Disk())
    return home


# ── what is done to the stick ──


def _signed_again(change: Callable[[dict[str, Any]], object]) -> Spoil:
    """Change the manifest by *change* and sign it with the right key: only the rules are left to refuse it."""

    def spoil(foundation: Foundation, stick: Path) -> None:
        manifest = json.loads((stick / MANIFEST).read_bytes())
        change(manifest)
        (stick / MANIFEST).write_bytes(json.dumps(manifest).encode())
        foundation.sign(stick)

    return spoil


def _path(path: str) -> Spoil:
    def change(manifest: dict[str, Any]) -> None:
        manifest["files"][path] = manifest["files"]["index.html"]

    return _signed_again(change)


def _bytes(name: str, change: Callable[[bytes], bytes]) -> Spoil:
    """Change the bytes of the file *name*, unsigned."""
    return lambda _, stick: (stick / name).write_bytes(change((stick / name).read_bytes()))


def _flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def _legacy(envelope: bytes) -> bytes:
    """Say of the signature that it is of the old kind, which signs the file itself (algorithm ``Ed``)."""
    lines = envelope.split(b"\n")
    packed = base64.b64decode(lines[1])
    return b"\n".join([lines[0], base64.b64encode(b"Ed" + packed[2:]), *lines[2:]])


def _blob(change: Callable[[Path], object]) -> Spoil:
    """Change the one blob that only the new version has."""

    def spoil(_: Foundation, stick: Path) -> None:
        digest = json.loads((stick / MANIFEST).read_bytes())["files"]["data/third.js"][1]
        change(stick / "blobs" / digest[:2] / digest)

    return spoil


def _wrong_key(_: Foundation, stick: Path) -> None:
    sign(stick, content=SigningKey.generate(), withdrawals=None)


def _wrong_role(foundation: Foundation, stick: Path) -> None:
    key = load_key(foundation.keys / key_name(WITHDRAWAL), PASSPHRASE)
    sign(stick, content=key, withdrawals=None)


def _wrong_role_for_withdrawals(foundation: Foundation, stick: Path) -> None:
    sign(stick, content=None, withdrawals=load_key(foundation.keys / key_name(CONTENT), PASSPHRASE))


def _made(serial: int, files: Mapping[str, bytes], withdrawals: Withdrawals) -> Spoil:
    """Put a stick in place that was made and signed by the foundation itself."""
    return lambda foundation, stick: _put(foundation.stick(serial, files, withdrawals, name="made"), stick)


def _put(source: Path, stick: Path) -> None:
    shutil.rmtree(stick)
    shutil.copytree(source, stick)


def _mixed(foundation: Foundation, stick: Path) -> None:
    """Put the content of a newer stick beside the withdrawals of an older one."""
    newer = foundation.stick(9, SECOND, listed(9, HERO), name="newer")
    for name in (MANIFEST, SIGNATURE):
        shutil.copy2(newer / name, stick / name)
    shutil.copytree(newer / "blobs", stick / "blobs", dirs_exist_ok=True)


def _signature_of_another(foundation: Foundation, stick: Path) -> None:
    other = foundation.stick(8, SECOND, name="other-signature")
    shutil.copy2(other / SIGNATURE, stick / SIGNATURE)


def _shrunk(foundation: Foundation, stick: Path) -> None:
    _put(foundation.stick(3, SECOND, listed(9), name="shrunk"), stick)


def _other_site(foundation: Foundation, stick: Path) -> None:
    stranger = a_foundation(foundation.folder / "stranger")
    _put(stranger.stick(3, SECOND), stick)


def _unsigned_root(foundation: Foundation, stick: Path) -> None:
    """Put a root that a stranger made in place of the next one."""
    stranger = a_foundation(foundation.folder / "stranger-root")
    content, signatures = stranger.root()
    (stick / "roots" / "2.root.json").write_bytes(content.replace(b'"version":1', b'"version":2'))
    for place, signature in enumerate(signatures, 1):
        (stick / "roots" / f"2.root.json.{place}.minisig").write_bytes(signature)


def _one_signature_thrice(foundation: Foundation, stick: Path) -> None:
    """One root key cannot stand for two."""
    key = load_key(foundation.keys / key_name("root-1"), PASSPHRASE)
    content = foundation.root()[0].replace(b'"version":1', b'"version":2')
    (stick / "roots" / "2.root.json").write_bytes(content)
    for place in (1, 2, 3):
        (stick / "roots" / f"2.root.json.{place}.minisig").write_bytes(key.sign(content, f"again {place}"))


def _linked(blob: Path) -> None:
    kept = blob.with_suffix(".kept")
    blob.rename(kept)
    blob.symlink_to(kept)


def _folder(blob: Path) -> None:
    blob.unlink()
    blob.mkdir()


def _lying(blob: Path) -> None:
    """Be right in size and wrong in content, as a stick that answers differently each time."""
    os.truncate(blob, 0)
    blob.write_bytes(b"QYPRoll(3)" * 499 + b"QYPRoll(4)")


class _FullDisk(Disk):
    """A disk that is full in the middle of a file."""

    def write(self, file: Path, chunks: Iterable[bytes]) -> None:
        """Write half of what is new, then fail."""
        if file.name == "third.js":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().write(file, chunks)


class _TinyDisk(Disk):
    """A disk that says before that there is no room."""

    def free_bytes(self, folder: Path) -> int:
        """Return less than is needed."""
        return 100


class _DeadDisk(Disk):
    """A disk that has gone bad."""

    def write(self, file: Path, chunks: Iterable[bytes]) -> None:
        """Fail at the first file."""
        raise OSError(errno.EIO, os.strerror(errno.EIO))


_DISKS: dict[str, type[Disk]] = {"disk-fills": _FullDisk, "disk-small": _TinyDisk, "disk-dead": _DeadDisk}


def _nothing(_: Foundation, __: Path) -> None:
    """Leave the stick as it is: it is the hall's disk that fails."""


def _failed_before(foundation: Foundation, stick: Path) -> None:
    """Version 3 was tried on this hall and did not come up."""
    home = foundation.folder / "failed-before"
    install(stick, home, Disk())
    roll_back(Home(home), Disk())


ATTACKS = (
    Attack("rollback", "serial-old", _made(1, FIRST, listed(2, HERO))),
    Attack("same-again", "serial-same", _made(2, SECOND, listed(2, HERO))),
    Attack("same-serial", "serial-twin", _made(2, FIRST, listed(2, HERO))),
    Attack("same-serial-of-withdrawals", "withdrawals-twin", _made(3, FIRST, listed(2, HERO, OTHER))),
    Attack("failed-before", "serial-failed", _failed_before),
    Attack("freeze-withdrawals", "withdrawals-old", _mixed),
    Attack("withdrawals-shrunk", "withdrawals-shrunk", _shrunk),
    Attack("wrong-key", "signature-wrong", _wrong_key),
    Attack("key-of-another-role", "signature-wrong", _wrong_role),
    Attack("withdrawals-by-content-key", "signature-wrong", _wrong_role_for_withdrawals),
    Attack("signature-of-another-version", "signature-wrong", _signature_of_another),
    Attack("manifest-altered", "signature-wrong", _bytes(MANIFEST, _flipped)),
    Attack("withdrawals-altered", "signature-wrong", _bytes(WITHDRAWALS, _flipped)),
    Attack("signature-cut", "signature-form", _bytes(SIGNATURE, lambda content: content[:60])),
    Attack("signature-empty", "signature-form", _bytes(SIGNATURE, lambda _: b"")),
    Attack("signature-not-prehashed", "signature-form", _bytes(SIGNATURE, _legacy)),
    Attack(
        "signature-comment-altered", "signature-wrong", _bytes(SIGNATURE, lambda one: one.replace(b"file:", b"FILE:"))
    ),
    Attack("no-signature", "file-missing", lambda _, stick: (stick / SIGNATURE).unlink()),
    Attack("no-withdrawals", "file-missing", lambda _, stick: (stick / WITHDRAWALS).unlink()),
    Attack("withdrawals-unsigned", "file-missing", lambda _, stick: (stick / WITHDRAWALS_SIGNATURE).unlink()),
    Attack("other-site", "signature-wrong", _other_site),
    Attack("root-of-a-stranger", "root-unsigned", _unsigned_root),
    Attack("one-root-key-thrice", "root-unsigned", _one_signature_thrice),
    Attack("root-left-out", "root-missing", _signed_again(lambda manifest: manifest.update(root_version=2))),
    Attack("byte-altered", "blob-wrong", _blob(lambda blob: blob.write_bytes(_flipped(blob.read_bytes())))),
    Attack("blob-swapped", "blob-wrong", _blob(_lying)),
    Attack("blob-cut", "blob-wrong", _blob(lambda blob: os.truncate(blob, 100))),
    Attack("blob-longer", "blob-wrong", _blob(lambda blob: blob.write_bytes(blob.read_bytes() * 3))),
    Attack("stick-pulled-out", "blob-missing", _blob(lambda blob: blob.unlink())),
    Attack("blob-is-a-link", "file-odd", _blob(_linked)),
    Attack("blob-is-a-folder", "stick-unreadable", _blob(_folder)),
    Attack("path-out", "path-odd", _path("../../outside.js")),
    Attack("path-absolute", "path-odd", _path("/outside.js")),
    Attack("path-of-windows", "path-odd", _path("c:\\outside.js")),
    Attack("path-device", "path-odd", _path("assets/con.js")),
    Attack("path-upper-case", "path-odd", _path("INDEX.html")),
    Attack("format-of-tomorrow", "json-format", _signed_again(lambda manifest: manifest.update(format=2))),
    Attack("another-kind", "json-kind", _signed_again(lambda manifest: manifest.update(kind="qunyingpu-root"))),
    Attack("key-too-many", "json-shape", _signed_again(lambda manifest: manifest.update(extra=1))),
    Attack("no-index", "manifest-entry", _signed_again(lambda manifest: manifest.update(files={}, heroes={}))),
    Attack("disk-small", "disk-full", _nothing),
    Attack("disk-fills", "disk-full", _nothing),
    Attack("disk-dead", "home-unwritable", _nothing),
)
"""Every attack that is tried."""
