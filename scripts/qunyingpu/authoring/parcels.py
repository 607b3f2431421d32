"""Open a zip that came by mail and take out what may be a profile or a photograph, without trusting a word of it.

Nothing is unpacked to a place that the zip names: contents stay in memory, bounded while they are read, and where they
go follows from the ids alone.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from qunyingpu.errors import Problem
from qunyingpu.model.hero import ID_PATTERN
from qunyingpu.reading.files import SIZE_LIMIT
from qunyingpu.reading.profiles import PICTURES

MOST_FILES = 400
"""A hundred profiles with their photographs, and as many files again that systems leave behind."""

MOST_BYTES = 200_000_000
"""What a zip may hold when it is unpacked."""

_CHUNK = 1 << 20
_JUNK = {".ds_store", "thumbs.db", "desktop.ini"}
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_REFUSED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
"""What the standard library raises for archives that are damaged, made up, or packed in a way that it lacks."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What the zip *name* holds: *profiles* and *photos* by their names within it, and what is wrong with it."""

    name: str
    profiles: Mapping[str, bytes] = field(default_factory=dict)
    photos: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def file(self, entry: str) -> str:
        """Return how *entry* is called in problems."""
        return f"{self.name}/{entry}"


class _Refusal(Exception):  # noqa: N818 - it carries the problem
    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def open_parcel(path: Path) -> Parcel:
    """Return the parcel at *path*; all that keeps it from being read is among its problems."""
    name = _printable(path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            return _taken_out(name, archive)
    except _Refusal as refusal:
        return Parcel(name, problems=(refusal.problem,))
    except _REFUSED as error:
        reason = "没有这个文件" if isinstance(error, FileNotFoundError) else "它不是 ZIP，或者已经损坏"
        return Parcel(name, problems=(Problem.told("parcel-broken", file=name, reason=reason),))


def _taken_out(name: str, archive: zipfile.ZipFile) -> Parcel:
    entries = [(entry, _name_of(entry)) for entry in archive.infolist()]
    if len(entries) > MOST_FILES:
        raise _Refusal(Problem.told("parcel-many", file=name, count=len(entries), limit=MOST_FILES))
    problems: list[Problem] = []
    profiles: dict[str, bytes] = {}
    photos: dict[str, bytes] = {}
    room = MOST_BYTES
    for entry, written in entries:
        if entry.is_dir() and not _is_link(entry):
            continue
        problem = _unfit(name, entry, written)
        if problem:
            problems.append(problem)
        elif _is_junk(written):
            continue
        elif not (is_profile := written.endswith(".yaml") and _has_id(written)) and not _is_photo(written):
            problems.append(_not_ours(name, written))
        else:
            content = _content(name, archive, entry, min(room, SIZE_LIMIT) if is_profile else room)
            room -= len(content)
            if room < 0:
                raise _Refusal(Problem.told("parcel-large", file=name, limit=MOST_BYTES // 1_000_000))
            problems += _kept(profiles if is_profile else photos, name, written, content)
    if not profiles and not problems:
        problems.append(Problem.told("parcel-empty", file=name))
    return Parcel(name, profiles, photos, tuple(problems))


def _kept(kept: dict[str, bytes], name: str, written: str, content: bytes) -> Iterator[Problem]:
    """Keep *content* unless the same file is there already; yield the problem of two that differ."""
    stem = PurePosixPath(written).name
    other = next((known for known in kept if PurePosixPath(known).name == stem), None)
    if other is None:
        kept[written] = content
    elif kept[other] != content:
        hero_id = stem.partition(".")[0]
        yield Problem.told("parcel-twice", file=f"{name}/{written}", id=hero_id, other=f"{name}/{other}")


def _content(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """Return what *entry* holds, but no more than *limit* bytes and one, by which it is known to be too large.

    Sizes in a zip are claims, so they are counted while it is read. Raises _Refusal for what is damaged.
    """
    parts: list[bytes] = []
    length = 0
    try:
        with archive.open(entry) as stream:
            while length <= limit and (part := stream.read(min(_CHUNK, limit + 1 - length))):
                parts.append(part)
                length += len(part)
    except _REFUSED:
        reason = f"“{_name_of(entry)}”已经损坏，或用了少见的压缩方法"
        raise _Refusal(Problem.told("parcel-broken", file=name, reason=reason)) from None
    return b"".join(parts)


def _unfit(name: str, entry: zipfile.ZipInfo, written: str) -> Problem | None:
    if _leads_out(written) or _leads_out(entry.orig_filename):
        return Problem.told("parcel-path", file=name, name=written)
    if _is_link(entry):
        return Problem.told("parcel-link", file=name, name=written)
    if entry.flag_bits & _ENCRYPTED:
        return Problem.told("parcel-locked", file=name, name=written)
    return None


def _not_ours(name: str, written: str) -> Problem:
    file = f"{name}/{written}"
    last = PurePosixPath(written).name
    if last.casefold().endswith((".yaml", ".yml", ".yaml.txt", *(f".{ending}" for ending in PICTURES))):
        expected = "320500-2024-q7m2k.yaml 这样的名字（照片与档案同名，以 .jpg 结尾）"
        return Problem.told("file-name", file=file, name=last[:60], expected=expected)
    return Problem.told("parcel-extra", file=file, name=last[:60])


def _name_of(entry: zipfile.ZipInfo) -> str:
    """Return the name of *entry* with forward slashes; Windows in China writes names in GBK and does not say so."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME and not name.isascii():
        name = name.encode("cp437", errors="replace").decode("gb18030", errors="replace")
    return _printable(name.replace("\\", "/"))


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]


def _is_link(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def _is_junk(name: str) -> bool:
    path = PurePosixPath(name)
    return "__MACOSX" in path.parts or path.name.casefold() in _JUNK or path.name.startswith(("~$", "._"))


def _has_id(name: str) -> bool:
    return ID_PATTERN.fullmatch(PurePosixPath(name).stem) is not None


def _is_photo(name: str) -> bool:
    return PurePosixPath(name).suffix[1:] in PICTURES and _has_id(name)


def _printable(name: str) -> str:
    return "".join(character if character.isprintable() else "\ufffd" for character in name)
