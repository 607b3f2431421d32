"""Touch the disk of the hall in the few ways that survive a power cut, through one object that a test can cut off.

A file that was written and synced has its content; that it is found under its name is certain only when its folder was
synced too (POSIX fsync; on Windows a folder cannot be synced, and NTFS journals its names).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

GONE = ".gone"
"""How the name of a folder ends that is being removed."""


class Disk:
    """The disk as it is. Every method is one boundary at which the power may fail."""

    def make_folder(self, folder: Path) -> None:
        """Make *folder*, which may be there; those above it must be."""
        folder.mkdir(exist_ok=True)

    def write(self, file: Path, chunks: Iterable[bytes]) -> None:
        """Write *chunks* into the new *file* and sync it; an old file of this name is lost first."""
        file.unlink(missing_ok=True)
        with file.open("xb") as stream:
            for chunk in chunks:
                stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())

    def link(self, source: Path, target: Path) -> None:
        """Let *target* be *source* under another name; copy it where the file system has no hard links."""
        target.unlink(missing_ok=True)
        try:
            os.link(source, target)
        except OSError:
            self.write(target, [source.read_bytes()])

    def rename(self, source: Path, target: Path) -> None:
        """Give *source* the name *target*, in place of a file of that name."""
        os.replace(source, target)  # noqa: PTH105 - the same on all systems, where Path.rename is not

    def sync_folder(self, folder: Path) -> None:
        """Make the names in *folder* certain."""
        if os.name == "nt":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def remove(self, path: Path) -> None:
        """Remove the file or the whole folder *path*, which may be gone already.

        A folder loses its name first: half of it must never pass for the whole.
        """
        if not path.is_dir() or path.is_symlink():
            path.unlink(missing_ok=True)
            return
        gone = path.with_name(f"{path.name.removesuffix(GONE)}{GONE}")
        if gone != path:
            self.clear(gone)
            self.rename(path, gone)
            self.sync_folder(path.parent)
        self.clear(gone)

    def clear(self, folder: Path) -> None:
        """Remove *folder*, which may be gone already, and all in it, in no certain order."""
        if folder.is_dir():
            shutil.rmtree(folder)

    def free_bytes(self, folder: Path) -> int:
        """Return how much may still be written below *folder*."""
        return shutil.disk_usage(folder).free

    def replace(self, file: Path, content: bytes) -> None:
        """Let *file* hold *content* for certain: after a power cut it holds this or what it held before."""
        beside = file.with_name(f"{file.name}.new")
        self.write(beside, [content])
        self.rename(beside, file)
        self.sync_folder(file.parent)
