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
from dataclasses import dataclass
from pathlib import Path

from qunyingpu.errors import UsageError
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.installing import SIGNATURE
from qunyingpu.hall.manifest import FILE as MANIFEST
from qunyingpu.hall.manifest import Blob, Manifest, is_safe_path, parse_manifest
from qunyingpu.hall.refusals import Refusal
from qunyingpu.hall.roots import FOLDER as ROOTS
from qunyingpu.hall.roots import Root, parse_root
from qunyingpu.hall.signing import SigningKey
from qunyingpu.hall.withdrawals import FILE as WITHDRAWALS
from qunyingpu.hall.withdrawals import SIGNATURE as WITHDRAWALS_SIGNATURE
from qunyingpu.hall.withdrawals import Withdrawals

READING = "reading"


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


def bundle(
    kiosk: Path, stick: Path, version: Version, roots: Path, guides: Mapping[str, bytes] | None = None
) -> Bundled:
    """Fill *stick* with the kiosk folder *kiosk* as *version*, and with the root files under *roots*.

    *guides* are files for people, by their paths on the stick: no hall reads them.

    Raises UsageError where the stick is full or cannot be written, or the roots are of another site.
    """
    root, withdrawals = _newest(roots), version.withdrawals
    if root.site != withdrawals.site:
        raise UsageError(
            f"密钥属于 {root.site}，不是 {withdrawals.site}。请换一套密钥，或核对 mkdocs.yml 的 site_url。"
        )
    manifest = Manifest(
        site=root.site,
        serial=version.serial,
        as_of=version.as_of,
        root_version=root.version,
        withdrawals=withdrawals.serial,
        files=dict(_blobs(kiosk)),
        heroes={path: ids for path, ids in sorted(version.heroes.items()) if ids},
    )
    try:
        for path, content in (guides or {}).items():
            (stick / path).parent.mkdir(parents=True, exist_ok=True)
            Disk().replace(stick / path, content)
        return _write(kiosk, stick, manifest, withdrawals, roots)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise UsageError(f"U 盘放不下：这一版有 {(manifest.total * 2 >> 20) + 1} MB。请换一个大的。") from error
        raise UsageError(f"写不进“{stick}”：U 盘松了、写保护，或没有权限。") from error


def next_serial(stick: Path, as_of: datetime.date) -> int:
    """Return the serial of the next version on *stick*: that of the day of the data, or one more than is there."""
    of_day = int(as_of.strftime("%Y%m%d")) * 100
    try:
        before = parse_manifest((stick / MANIFEST).read_bytes()).serial
    except (OSError, Refusal):
        return of_day
    return max(of_day, before + 1)


def sign(stick: Path, *, content: SigningKey | None, withdrawals: SigningKey | None) -> None:
    """Sign on *stick* what there is a key for; the trusted comment names the file and its serial for people."""
    for key, name, signature in (
        (content, MANIFEST, SIGNATURE),
        (withdrawals, WITHDRAWALS, WITHDRAWALS_SIGNATURE),
    ):
        if key is not None:
            signed = (stick / name).read_bytes()
            digest = hashlib.sha256(signed).hexdigest()[:16]
            Disk().replace(stick / signature, key.sign(signed, f"file:{name} sha256:{digest}"))


def _write(kiosk: Path, stick: Path, manifest: Manifest, withdrawals: Withdrawals, roots: Path) -> Bundled:
    disk = Disk()
    stick.mkdir(parents=True, exist_ok=True)
    for signature in (SIGNATURE, WITHDRAWALS_SIGNATURE):
        disk.remove(stick / signature)
    written = written_bytes = 0
    for path, blob in sorted(manifest.files.items()):
        target = stick / blob.path
        if not (target.is_file() and target.stat().st_size == blob.size):
            target.parent.mkdir(parents=True, exist_ok=True)
            disk.write(target, [(kiosk / path).read_bytes()])
            written, written_bytes = written + 1, written_bytes + blob.size
    _remove_old_blobs(stick, manifest, disk)
    disk.remove(stick / READING)
    shutil.copytree(kiosk, stick / READING)
    disk.remove(stick / ROOTS)
    shutil.copytree(roots, stick / ROOTS)
    disk.replace(stick / WITHDRAWALS, withdrawals.dump())
    disk.replace(stick / MANIFEST, manifest.dump())
    return Bundled(manifest, written, written_bytes)


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


def _newest(roots: Path) -> Root:
    found = [parse_root(file.read_bytes()) for file in roots.glob("*.root.json")]
    if not found:
        raise UsageError(f"“{roots}”里没有根文件。请先运行 qunyingpu kiosk keys new。")
    return max(found, key=lambda root: root.version)
