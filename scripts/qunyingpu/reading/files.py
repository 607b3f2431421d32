"""Find the files that people wrote and turn their bytes into text, or say why that cannot be.

No link is followed and nothing is opened but plain files; names must work on Windows, macOS and Linux alike.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from qunyingpu.errors import ContentError, Problem

SIZE_LIMIT = 65_536
"""Bytes; a profile of 20,000 characters has 60,000."""

STEM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What may stand before the ending of a file's name: it becomes part of an address."""

WINDOWS_DEVICES = re.compile("con|prn|aux|nul|(?:com|lpt)[1-9]")
"""Names that Windows keeps for itself, whatever the ending."""


GB18030 = "GB18030（记事本的 ANSI）"
"""What Notepad in China writes when it is not asked for UTF-8."""


class Found(NamedTuple):
    """A plain file: *file* is its path from the project's root with forward slashes, *path* opens it."""

    file: str
    path: str

    @property
    def name(self) -> str:
        """Return the last part of the path."""
        return self.file.rpartition("/")[2]

    @property
    def stem(self) -> str:
        """Return the name without its last ending."""
        return self.name.rpartition(".")[0] or self.name

    @property
    def folder(self) -> str:
        """Return the path of the folder, from the project's root."""
        return self.file.rpartition("/")[0]


def find_files(root: Path, folder: str, problems: list[Problem]) -> list[Found]:
    """Return all plain files below *folder*, in the order of their paths; links are told in *problems*.

    Hidden files and those that Windows and macOS leave behind do not count.
    """
    if (root / folder).is_symlink():
        problems.append(Problem.told("file-link", file=folder))
        return []
    return sorted(_walk(str(root), folder, problems))


def replaced(files: Sequence[Found], others: Sequence[Found]) -> list[Found]:
    """Return *files* with *others* in place of those of the same path, or beside them, in the order of the paths."""
    return sorted({found.file: found for found in (*files, *others)}.values())


def read_bytes(found: Found, limit: int = SIZE_LIMIT) -> bytes:
    """Return the bytes of *found*; raise ContentError for more than *limit* of them and for what cannot be read."""
    try:
        with open(found.path, "rb", buffering=0) as stream:  # noqa: PTH123 - one Path a file costs more than its reading
            content = stream.read(limit + 1)
            size = os.fstat(stream.fileno()).st_size if len(content) > limit else 0
    except OSError as error:
        raise _refusal(found, "file-unreadable", reason=_reason(error)) from None
    if len(content) > limit:
        raise _refusal(found, "file-too-large", size=size, limit=f"{limit // 1024} KB")
    return content


def decode(found: Found, content: bytes) -> str:
    """Return *content* as text with line feeds for line breaks, a byte order mark dropped; raise ContentError."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise _refusal(found, "file-encoding", guess=guessed_encoding(content)) from None
    if content.count(0) > len(content) // 4:
        raise _refusal(found, "file-encoding", guess="UTF-16")
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def guessed_encoding(content: bytes) -> str:
    """Return in words which encoding *content*, which is no UTF-8, is probably in."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or content.count(0) > len(content) // 4:
        return "UTF-16"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "其他编码，或文件已损坏"
    return GB18030


def is_portable(stem: str) -> bool:
    """Tell whether *stem* is lower-case ASCII of at most 60 characters that every system can store."""
    return len(stem) <= 60 and STEM.fullmatch(stem) is not None and not WINDOWS_DEVICES.fullmatch(stem)


def printable_path(file: str) -> str:
    """Return *file* as text that every output takes: names may hold bytes that are no UTF-8, and control characters."""
    if file.isprintable():
        return file
    return "".join(part if part.isprintable() else f"\\x{ord(part):02x}" for part in file)


def _walk(root: str, folder: str, problems: list[Problem]) -> Iterator[Found]:
    try:
        entries = list(os.scandir(f"{root}/{folder}"))
    except FileNotFoundError:
        return
    except OSError as error:
        problems.append(Problem.told("file-unreadable", file=printable_path(folder), reason=_reason(error)))
        return
    for entry in entries:
        file = f"{folder}/{entry.name}"
        if entry.is_symlink():
            problems.append(Problem.told("file-link", file=printable_path(file)))
        elif entry.name.startswith((".", "~$")) or entry.name in {"Thumbs.db", "desktop.ini"}:
            continue
        elif entry.is_dir():
            yield from _walk(root, file, problems)
        elif entry.is_file():
            yield Found(printable_path(file), entry.path)
        else:
            problems.append(Problem.told("file-unreadable", file=printable_path(file), reason="它不是普通文件"))


def _reason(error: OSError) -> str:
    return "没有权限" if isinstance(error, PermissionError) else "系统打不开它"


def _refusal(found: Found, code: str, **context: Any) -> ContentError:
    return ContentError([Problem.told(code, file=found.file, **context)])
