"""Say what one version of the kiosk edition consists of: every file by path, size and digest, and whom each names.

The paths are those of the kiosk folder; they must be storable on Windows, macOS and Linux alike and lead nowhere else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qunyingpu.hall.refusals import Refusal
from qunyingpu.hall.strict_json import dump_object, parse_object

FILE = "manifest.json"
SIZE_LIMIT = 32 * 1024 * 1024
"""Bytes; with 30,000 files a manifest has about five million."""
MOST_FILES = 200_000
KIND = "qunyingpu-manifest"

_PATH = re.compile(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*(?:/[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9_-]+)*)*", re.ASCII)
_LONGEST_PATH = 180
_DEVICES = re.compile(r"(?:^|/)(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\.|/|$)")
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_HERO = re.compile(r"\d{6}-\d{4}-[23456789a-z]{5}", re.ASCII)
_KEYS: Mapping[str, type | tuple[type, ...]] = {
    "site": str, "serial": int, "as_of": str, "root_version": int, "withdrawals": int, "files": dict, "heroes": dict,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Blob:
    """The content of a file: its *size* in bytes and its SHA-256."""

    size: int
    digest: str

    @property
    def path(self) -> str:
        """Return where it lies on the stick."""
        return f"blobs/{self.digest[:2]}/{self.digest}"

    def is_in(self, file: Path) -> bool:
        """Tell whether *file* is there and is this to the last byte: disks and sticks forget, people are withdrawn."""
        try:
            with file.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest() == self.digest
        except OSError:
            return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One version: of which *site*, its *serial*, the day of its data, and what must have been taken in before it.

    *heroes* gives for each path the ids that its file names, and no other paths.
    """

    site: str
    serial: int
    as_of: str
    root_version: int
    withdrawals: int
    files: Mapping[str, Blob]
    heroes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Return the bytes of all its files."""
        return sum(blob.size for blob in self.files.values())

    def dump(self) -> bytes:
        """Return the bytes that are signed."""
        return dump_object(
            KIND,
            {
                "site": self.site,
                "serial": self.serial,
                "as_of": self.as_of,
                "root_version": self.root_version,
                "withdrawals": self.withdrawals,
                "files": {path: [blob.size, blob.digest] for path, blob in self.files.items()},
                "heroes": {path: list(ids) for path, ids in self.heroes.items()},
            },
        )


def parse_manifest(content: bytes) -> Manifest:
    """Return the manifest in *content*, whose signature has been verified; raise Refusal for what breaks a rule."""
    value = parse_object(content, KIND, _KEYS, name=FILE)
    files = {path: _blob(path, entry) for path, entry in value["files"].items()}
    if not 0 < len(files) <= MOST_FILES or value["serial"] < 1:
        raise _broken("清单")
    if "index.html" not in files:
        raise Refusal("manifest-entry", "清单里没有首页 index.html，这一版不完整。请重做 U 盘。")
    heroes = {path: _ids(path, ids, files) for path, ids in value["heroes"].items()}
    return Manifest(
        site=value["site"],
        serial=value["serial"],
        as_of=value["as_of"],
        root_version=value["root_version"],
        withdrawals=value["withdrawals"],
        files=files,
        heroes=heroes,
    )


def is_safe_path(path: str) -> bool:
    """Tell whether *path* stays in its folder and fits every system; all are lower case, so that none collide."""
    return len(path) <= _LONGEST_PATH and _PATH.fullmatch(path) is not None and not _DEVICES.search(path)


def _blob(path: str, entry: object) -> Blob:
    if not is_safe_path(path):
        raise Refusal("path-odd", "清单里有不合规则的文件名，这份更新不能用。")
    match entry:
        case [int(size), str(digest)] if size >= 0 and not isinstance(size, bool) and _DIGEST.fullmatch(digest):
            return Blob(size, digest)
        case _:
            raise _broken(path)


def _ids(path: str, ids: object, files: Mapping[str, Blob]) -> tuple[str, ...]:
    if path not in files or not isinstance(ids, list) or not all(is_hero_id(one) for one in ids):
        raise _broken(path)
    return tuple(ids)


def is_hero_id(value: object) -> bool:
    """Tell whether *value* is an id of a hero as the model mints them."""
    return isinstance(value, str) and _HERO.fullmatch(value) is not None


def _broken(what: str) -> Refusal:
    return Refusal("manifest-entry", f"清单里“{what}”这一项不合规则。请重做 U 盘。")
