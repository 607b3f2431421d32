"""Fill a stick: the kiosk folder as blobs and as a reading copy, its manifest, the withdrawals, and the chain of roots.

Only blobs that the stick lacks are written. The manifest comes last and its old signature goes first, so that a stick
that was pulled out or is full is refused by every hall.
"""

from __future__ import annotations

import datetime
import errno
import hashlib
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from qunyingpu.errors import UsageError
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.installing import SIGNATURE
from qunyingpu.hall.keys import newest_root_of
from qunyingpu.hall.manifest import FILE as MANIFEST
from qunyingpu.hall.manifest import Blob, Manifest, is_safe_path, parse_manifest
from qunyingpu.hall.pins import RESET, RESET_SIGNATURE
from qunyingpu.hall.refusals import Refusal
from qunyingpu.hall.roots import FOLDER as ROOTS
from qunyingpu.hall.roots import Root
from qunyingpu.hall.signing import SigningKey
from qunyingpu.hall.withdrawals import FILE as WITHDRAWALS
from qunyingpu.hall.withdrawals import SIGNATURE as WITHDRAWALS_SIGNATURE
from qunyingpu.hall.withdrawals import Withdrawals

READING = "reading"
LAST = "last-serial.txt"
"""Beside the keys: the serial of what was made last."""
NO_GUIDES: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Bundled:
    """What is on the stick now: the *manifest*, and how many blobs and bytes were written for it."""

    manifest: Manifest
    written: int
    written_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What is said of a version: its *serial*, the day of its data, whom each path names, who is withdrawn."""

    serial: int
    as_of: str
    heroes: Mapping[str, tuple[str, ...]]
    withdrawals: Withdrawals


def bundle(kiosk: Path, stick: Path, version: Version, keys: Path, guides: Mapping[str, bytes] = NO_GUIDES) -> Bundled:
    """Fill *stick* with the kiosk folder *kiosk* as *version*, and with the root files beside the *keys*.

    *guides* are files for people, by their paths on the stick: no hall reads them.

    Raises UsageError where the stick is full or cannot be written, or the roots are of another site.
    """
    withdrawals = version.withdrawals
    root = require_root(keys, withdrawals.site)
    manifest = Manifest(
        site=root.site,
        serial=version.serial,
        as_of=version.as_of,
        root_version=root.version,
        withdrawals=withdrawals.serial,
        files=dict(_blobs(kiosk)),
        heroes={path: ids for path, ids in sorted(version.heroes.items()) if ids},
    )
    with _told(stick, manifest.total * 2):
        _write_guides(stick, guides)
        return _write(kiosk, stick, manifest, withdrawals, keys)


def require_root(keys: Path, site: str) -> Root:
    """Return the newest root beside the *keys*; raise UsageError where there is none, or it is not of *site*."""
    root = newest_root_of(keys)
    if root.site != site:
        raise UsageError(f"密钥属于 {root.site}，不是 {site}。请换一套密钥，或核对 mkdocs.yml 的 site_url。")
    return root


def next_serial(stick: Path, keys: Path, as_of: datetime.date) -> int:
    """Return the serial of what is made next: that of the day of the data, or one more than was made before.

    What was made last is remembered beside the *keys*, since two sticks of one day must never bear one serial.
    """
    before = max(_last_serial(keys), _serial_on(stick))
    return max(int(as_of.strftime("%Y%m%d")) * 100, before + 1)


def keep_serial(keys: Path, serial: int) -> None:
    """Remember that *serial* was made with *keys*; raise UsageError where that cannot be written."""
    with _told(keys, 0):
        Disk().replace(keys / LAST, f"{max(serial, _last_serial(keys))}\n".encode("ascii"))


def offer_withdrawals(stick: Path, listed: Withdrawals, keys: Path, guides: Mapping[str, bytes] = NO_GUIDES) -> None:
    """Put the list of those withdrawn on *stick*, alone: a hall takes it in at once and keeps the version that it has.

    *guides* as for `bundle`.

    Raises UsageError where the stick holds a version, or cannot be written.
    """
    if (stick / MANIFEST).exists():
        raise UsageError(f"“{stick}”里有整版内容，请换一个空文件夹放撤回名单。")
    with _told(stick, 0):
        stick.mkdir(parents=True, exist_ok=True)
        disk = Disk()
        _forget(stick, disk, WITHDRAWALS, WITHDRAWALS_SIGNATURE)
        _write_guides(stick, guides)
        _copy_roots(stick, keys, disk)
        disk.replace(stick / WITHDRAWALS, listed.dump())


def offer_reset(stick: Path, order: bytes, keys: Path, guides: Mapping[str, bytes] = NO_GUIDES) -> None:
    """Put the *order* to forget a PIN on *stick*, *guides* as for `bundle`.

    Raises UsageError where it cannot be written.
    """
    with _told(stick, 0):
        stick.mkdir(parents=True, exist_ok=True)
        disk = Disk()
        _forget(stick, disk, RESET, RESET_SIGNATURE)
        _write_guides(stick, guides)
        _copy_roots(stick, keys, disk)
        disk.replace(stick / RESET, order)


def _last_serial(keys: Path) -> int:
    try:
        return int((keys / LAST).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0


def _serial_on(stick: Path) -> int:
    try:
        return parse_manifest((stick / MANIFEST).read_bytes()).serial
    except (OSError, Refusal):
        return 0


def sign(stick: Path, *, content: SigningKey | None, withdrawals: SigningKey | None) -> list[str]:
    """Sign what is on *stick* and there is a key for; return the names of the files that were signed.

    The trusted comment names the file and its digest for people.
    """
    signed = []
    for key, name, signature in (
        (content, MANIFEST, SIGNATURE),
        (withdrawals, WITHDRAWALS, WITHDRAWALS_SIGNATURE),
        (withdrawals, RESET, RESET_SIGNATURE),
    ):
        if key is not None and (stick / name).is_file():
            with _told(stick, 0):
                written = (stick / name).read_bytes()
                digest = hashlib.sha256(written).hexdigest()[:16]
                Disk().replace(stick / signature, key.sign(written, f"file:{name} sha256:{digest}"))
            signed.append(name)
    return signed


def _write(kiosk: Path, stick: Path, manifest: Manifest, withdrawals: Withdrawals, keys: Path) -> Bundled:
    disk = Disk()
    stick.mkdir(parents=True, exist_ok=True)
    _forget(stick, disk, MANIFEST, SIGNATURE, WITHDRAWALS, WITHDRAWALS_SIGNATURE)
    written = written_bytes = 0
    for path, blob in sorted(manifest.files.items()):
        target = stick / blob.path
        if not blob.is_in(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            disk.write(target, [(kiosk / path).read_bytes()])
            written, written_bytes = written + 1, written_bytes + blob.size
    _remove_old_blobs(stick, manifest, disk)
    _copy(kiosk, stick / READING, disk)
    _copy_roots(stick, keys, disk)
    disk.replace(stick / WITHDRAWALS, withdrawals.dump())
    disk.replace(stick / MANIFEST, manifest.dump())
    return Bundled(manifest, written, written_bytes)


def _write_guides(stick: Path, guides: Mapping[str, bytes]) -> None:
    for path, content in guides.items():
        (stick / path).parent.mkdir(parents=True, exist_ok=True)
        Disk().replace(stick / path, content)


def _copy_roots(stick: Path, keys: Path, disk: Disk) -> None:
    _copy(keys / ROOTS, stick / ROOTS, disk)


def _copy(source: Path, target: Path, disk: Disk) -> None:
    """Let *target* be a copy of the folder *source*; `shutil.copytree` would go on when the stick is full."""
    disk.remove(target)
    target.mkdir()
    for file in sorted(source.rglob("*")):
        place = target / file.relative_to(source)
        if file.is_dir():
            place.mkdir()
        else:
            shutil.copyfile(file, place)


def _forget(stick: Path, disk: Disk, *names: str) -> None:
    """Remove what an earlier run left under *names*: signed by mistake, it would pass for what is made now."""
    for name in names:
        disk.remove(stick / name)


@contextmanager
def _told(stick: Path, size: int) -> Iterator[None]:
    """Turn what *stick* refuses into a sentence; *size* is what it should have room for, in bytes."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise UsageError(f"“{stick}”放不下：要 {(size >> 20) + 1} MB。请换一个大的 U 盘。") from error
        raise UsageError(f"写不进“{stick}”：松了、写保护，或没有权限。") from error


def _remove_old_blobs(stick: Path, manifest: Manifest, disk: Disk) -> None:
    wanted = {blob.digest for blob in manifest.files.values()}
    for old in sorted((stick / "blobs").glob("*/*")):
        if old.name not in wanted:
            disk.remove(old)


def _blobs(kiosk: Path) -> Iterator[tuple[str, Blob]]:
    """Yield the files of *kiosk* by path; raise ValueError for a name that a hall would refuse: that is our fault."""
    for file in sorted(kiosk.rglob("*")):
        if file.is_file():
            path, content = file.relative_to(kiosk).as_posix(), file.read_bytes()
            if not is_safe_path(path):
                raise ValueError(f"a file of the kiosk that a hall would refuse: {path}")
            yield path, Blob(len(content), hashlib.sha256(content).hexdigest())
