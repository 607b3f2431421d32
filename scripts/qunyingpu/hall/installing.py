"""Take a stick in: verify everything, copy once what is new, switch by one rename; or refuse, and nothing has changed.

Each blob is read from the stick a single time and hashed on the way: a stick that answers differently the second time
gains nothing. What the last version has already is linked. Time is never asked.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from qunyingpu.hall.disk import Disk
from qunyingpu.hall.manifest import FILE as MANIFEST
from qunyingpu.hall.manifest import SIZE_LIMIT, Blob, Manifest, parse_manifest
from qunyingpu.hall.pins import take_in_reset
from qunyingpu.hall.refusals import Refusal
from qunyingpu.hall.roots import Root, first_root, newest_root
from qunyingpu.hall.signing import verify
from qunyingpu.hall.slots import PART, ROOT, SLOTS, Home, begin_trial
from qunyingpu.hall.strict_json import read_capped
from qunyingpu.hall.withdrawals import kept_withdrawals, offered_withdrawals, take_in

SIGNATURE = f"{MANIFEST}.minisig"
_CHUNK = 1 << 20
_SPARE = 0.05
"""Share of a version's size that must stay free beyond it."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What an installation did: the *serial*, how many files and bytes were copied from the stick, how many linked."""

    serial: int
    copied: int
    copied_bytes: int
    linked: int


def set_up(folder: Path, root: bytes, signatures: list[bytes], disk: Disk) -> None:
    """Begin a hall in *folder* with the first *root*, which whoever sets it up has checked by its fingerprint.

    A hall that began with this very root may be told so again: a first installation that was cut off is repeated as it
    stands on paper. Raises Refusal for another one.
    """
    first_root(root, signatures)
    if not (folder / ROOT).exists():
        with _told(folder):
            folder.mkdir(parents=True, exist_ok=True)
            disk.replace(folder / ROOT, root)
    elif (folder / ROOT).read_bytes() != root:
        raise Refusal("home-old", "这台终端已经设置过了。更新时不要写 --first；要换根文件，请用带新根文件的 U 盘更新。")


def install(stick: Path, folder: Path, disk: Disk) -> Installed:
    """Take the version on *stick* into the hall at *folder* and switch to it.

    Withdrawals are taken in first and count even where the version itself is refused. Raises Refusal with the sentence
    for the person at the machine; the version that runs is then untouched.
    """
    with _told(folder), _alone(folder):
        home = Home(folder)
        root = _admitted(stick, home, disk)
        manifest, written = _verified_manifest(stick, root)
        _require_fit(home, manifest, root)
        done = _put_together(stick, home, manifest, written, disk)
        begin_trial(home, manifest.serial, disk)
        _tidy(home, disk)
    return done


def install_withdrawals(stick: Path, folder: Path, disk: Disk) -> int:
    """Take in only the withdrawals on *stick* and return their serial: the list may travel alone."""
    with _told(folder), _alone(folder):
        home = Home(folder)
        _admitted(stick, home, disk)
        _tidy(home, disk)
        kept = kept_withdrawals(folder)
    return kept.serial if kept else 0


def reset_pin(stick: Path, folder: Path, disk: Disk) -> bool:
    """Forget the PIN where *stick* brings a signed order to do so that was not used yet; tell whether it did.

    The order may be signed with a key that only a newer root on the same stick knows. Raises Refusal.
    """
    with _told(folder), _alone(folder):
        return take_in_reset(stick, folder, _follow_roots(stick, Home(folder), disk), disk)


def _tidy(home: Home, disk: Disk) -> None:
    """Remove what may not or need not stay; what was asked for is done, and a file that is held goes the next time."""
    for leftover in list(home.leftovers()):
        with suppress(OSError):
            disk.remove(leftover)
    with suppress(OSError):
        purge(home, disk)


def purge(home: Home, disk: Disk) -> None:
    """Remove, from every version, the files that name nobody but those who are withdrawn by a signed list."""
    kept = kept_withdrawals(home.folder)
    withdrawn = kept.withdrawn if kept else frozenset()
    for serial in home.serials:
        for path, ids in home.manifest(serial).heroes.items():
            if ids and withdrawn.issuperset(ids):
                disk.remove(home.site(serial) / path)


def _admitted(stick: Path, home: Home, disk: Disk) -> Root:
    """Return the newest root that *stick* leads to, once its withdrawals are taken in."""
    root = _follow_roots(stick, home, disk)
    take_in(home.folder, *offered_withdrawals(stick, root), disk)
    return root


def _follow_roots(stick: Path, home: Home, disk: Disk) -> Root:
    """Return the newest root that *stick* leads to, and trust it from now on, whatever else the stick brings.

    A key that was stolen must be worth nothing from the first stick on that says so.
    """
    root, newest = newest_root(stick, home.root)
    if newest is not None:
        disk.replace(home.folder / ROOT, newest)
    return root


def _verified_manifest(stick: Path, root: Root) -> tuple[Manifest, bytes]:
    written = read_capped(stick / MANIFEST, SIZE_LIMIT)
    verify(written, read_capped(stick / SIGNATURE, 4096), root.content_keys, name=MANIFEST)
    manifest = parse_manifest(written)
    if manifest.site != root.site:
        raise Refusal("site-other", "这个 U 盘属于别的网站。")
    return manifest, written


def _require_fit(home: Home, manifest: Manifest, root: Root) -> None:
    """Raise Refusal for a version that is older than what was trusted, or was put together from two."""
    state = home.state
    if manifest.serial in home.serials and manifest.serial == home.current:
        if home.manifest(manifest.serial) != manifest:
            raise Refusal(
                "serial-twin", "U 盘上的与现在这一版同号而内容不同，没有收下。请办公室重做 U 盘，号数要更大。"
            )
        raise Refusal("serial-same", "U 盘上的就是现在这一版，不用更新。")
    # One that stood and was spoiled may come once more.
    if manifest.serial < state.floor or (manifest.serial == state.floor and manifest.serial in home.serials):
        raise Refusal("serial-old", "U 盘上的比现在这一版旧，不能用。要退回旧内容，请维护者做一个序号更大的新版。")
    if manifest.serial == state.failed:
        raise Refusal("serial-failed", "这一版上次没能启动，已经退回。请换一个新做的 U 盘。")
    if manifest.root_version > root.version:
        raise Refusal("root-missing", "U 盘上缺少新的根文件。请把整个文件夹重新拷一遍。")
    kept = kept_withdrawals(home.folder)
    if kept is None or kept.serial < manifest.withdrawals:
        raise Refusal("withdrawals-old", "U 盘上的撤回名单比内容旧，两样不是同一次做的。")


def _put_together(stick: Path, home: Home, manifest: Manifest, written: bytes, disk: Disk) -> Installed:
    """Let the version stand in its slot; where a cut came between standing and switching, it stands already."""
    if manifest.serial in home.serials:
        if (home.slot(manifest.serial) / MANIFEST).read_bytes() == written:
            return Installed(manifest.serial, 0, 0, len(manifest.files))
        disk.remove(home.slot(manifest.serial))
    part = _fresh_part(home, manifest, disk)
    done = _fill(part, stick, home, manifest, disk)
    disk.write(part / MANIFEST, [written])
    disk.sync_folder(part)
    disk.rename(part, home.slot(manifest.serial))
    disk.sync_folder(home.folder / SLOTS)
    return done


def _fresh_part(home: Home, manifest: Manifest, disk: Disk) -> Path:
    """Return the folder in which the version is put together; raise Refusal where there is too little room."""
    slots = home.folder / SLOTS
    disk.make_folder(slots)
    for leftover in list(home.leftovers()):
        disk.remove(leftover)
    known = _known(home)
    needed = sum(blob.size for blob in manifest.files.values() if blob.digest not in known)
    if disk.free_bytes(home.folder) < needed + _SPARE * manifest.total:
        raise Refusal("disk-full", f"终端的磁盘放不下：还要 {(needed >> 20) + 1} MB。请联系维护者清理。")
    part = slots / f"{manifest.serial}{PART}"
    disk.make_folder(part)
    disk.make_folder(part / "site")
    return part


def _fill(part: Path, stick: Path, home: Home, manifest: Manifest, disk: Disk) -> Installed:
    known, site = _known(home), part / "site"
    folders = sorted({parent for path in manifest.files for parent in PurePosixPath(path).parents})
    for folder in folders[1:]:
        disk.make_folder(site / folder)
    copied = copied_bytes = linked = 0
    for path, blob in sorted(manifest.files.items()):
        source = known.get(blob.digest)
        if source is not None and blob.is_in(source):
            disk.link(source, site / path)
            linked += 1
        else:
            disk.write(site / path, _checked(stick, blob, path))
            copied += 1
            copied_bytes += blob.size
    for folder in reversed(folders):
        disk.sync_folder(site / folder)
    return Installed(manifest.serial, copied, copied_bytes, linked)


def _known(home: Home) -> Mapping[str, Path]:
    """Return the files of the versions that stand by their digests."""
    found = {}
    for serial in home.serials:
        for path, blob in home.manifest(serial).files.items():
            found[blob.digest] = home.site(serial) / path
    return found


def _checked(stick: Path, blob: Blob, path: str) -> Iterator[bytes]:
    """Yield the content of *blob* from the stick; raise Refusal as soon as it is not what was signed."""
    source, digest, size = stick / blob.path, hashlib.sha256(), 0
    try:
        if source.is_symlink():
            raise Refusal("file-odd", f"U 盘上的“{path}”是一个链接，不是文件。")
        with source.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > blob.size:
                    break
                digest.update(chunk)
                yield chunk
    except FileNotFoundError:
        raise Refusal("blob-missing", f"U 盘上缺少“{path}”。请把整个文件夹重新拷一遍。") from None
    except OSError:
        raise Refusal("stick-unreadable", "读到一半，U 盘松了或坏了。请重新插好再试。") from None
    if size != blob.size or digest.hexdigest() != blob.digest:
        raise Refusal(
            "blob-wrong",
            f"U 盘上的“{path}”与清单对不上：拷坏了，或者被改动过。请把整个文件夹重新拷一遍；仍这样，请告诉维护者。",
        )


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Turn what the disk of the hall refuses into a sentence; what runs stays as it is."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}:
            raise Refusal("disk-full", "终端的磁盘满了，更新没有完成，仍显示原来的一版。请联系维护者清理。") from error
        raise Refusal("home-unwritable", f"写不进“{folder}”：没有权限，或磁盘坏了。仍显示原来的一版。") from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the home so that two installations never meet; the system lets go of it when the process ends."""
    if not folder.is_dir():
        raise Refusal("home-missing", f"没有“{folder}”这个文件夹。终端的内容放在别处时，请用 --home 写明。")
    with (folder / ".lock").open("wb") as stream:
        try:
            _lock(stream.fileno())
        except OSError:
            raise Refusal("home-busy", "另一个更新正在进行。请等它结束。") from None
        yield


if os.name == "nt":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]  # of Windows

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
