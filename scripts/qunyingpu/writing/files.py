"""Write one file: new, whole, and never through a link."""

from __future__ import annotations

import errno
import os
from pathlib import Path


def replace_file(target: Path, content: bytes) -> None:
    """Write *content* to *target*, for a person who asked for it: whole, or what was there before stays.

    Raises OSError where the folder is missing or closed.
    """
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(target.parent))
    beside = target.with_name(f".{target.name}.part")
    try:
        write_new(beside, content)
        os.replace(beside, target)  # noqa: PTH105 - the same on all systems, where Path.rename is not
    finally:
        beside.unlink(missing_ok=True)


def write_new(target: Path | str, content: bytes) -> None:
    """Write a new file; one that is there is taken away first, since writing into it could go through a link.

    Plain system calls: with ten thousand pages, pathlib is half of the time.
    """
    mode = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(target, mode, 0o666)
    except FileNotFoundError:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(target, mode, 0o666)
    except FileExistsError:
        Path(target).unlink()
        descriptor = os.open(target, mode, 0o666)
    try:
        written = os.write(descriptor, content)
        while written < len(content):
            written += os.write(descriptor, content[written:])
    finally:
        os.close(descriptor)
