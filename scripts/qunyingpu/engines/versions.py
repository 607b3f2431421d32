"""Ask git what the working copy changes since a commit, and what its files held there."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from qunyingpu.authoring.changes import FOLDERS
from qunyingpu.errors import UsageError


class Fate(Enum):
    """What became of a file."""

    ADDED = "A"
    CHANGED = "M"
    REMOVED = "D"


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file of the project, its *path* from the root with forward slashes, and what became of it."""

    path: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class Base:
    """The *commit* from which the working copy at *root* has gone on."""

    root: Path
    commit: str

    def changed_files(self) -> tuple[ChangedFile, ...]:
        """Return what differs from the commit, committed or not, in the order of paths.

        Of files that git was not told of, only those in the folders of content count: others are what tools leave.
        """
        options = ("--name-status", "-z", "--no-renames", "--no-ext-diff", "--relative")
        words = _git(self.root, "diff", *options, self.commit, "--").split("\0")
        others = _git(self.root, "ls-files", "-z", "--others", "--exclude-standard", "--", *FOLDERS).split("\0")
        found = dict(_pairs(words)) | {path: Fate.ADDED for path in others if path}
        return tuple(ChangedFile(path, found[path]) for path in sorted(found))

    def content(self, path: str) -> bytes | None:
        """Return what *path* held in the commit, None where it was no plain file there."""
        # The mode tells a file from a link and from a folder: neither is followed.
        entry = _git(self.root, "ls-tree", "-z", self.commit, "--", path)
        if not entry.startswith("100"):
            return None
        return _run(self.root, "cat-file", "blob", entry.split("\t")[0].split()[2])

    def listing(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files that lay below *folder* in the commit."""
        names = _git(self.root, "ls-tree", "-r", "-z", "--name-only", self.commit, "--", f"{folder}/")
        return tuple(name for name in names.split("\0") if name)


def base_of(root: Path, words: str) -> Base:
    """Return where the branch of *root* left the commit that *words* name; raise UsageError where git knows none."""
    try:
        commit = _git(root, "rev-parse", "--verify", "--quiet", f"{words}^{{commit}}").strip()
    except UsageError:
        raise UsageError(f"git 里没有“{words}”这个版本；请先取回它，例如 git fetch origin main。") from None
    try:
        return Base(root, _git(root, "merge-base", "HEAD", commit).strip())
    except UsageError:
        return Base(root, commit)  # histories cut short have no common ancestor to find


def _pairs(words: list[str]) -> Iterator[tuple[str, Fate]]:
    for status, path in zip(words[::2], words[1::2], strict=False):
        yield path, Fate(status) if status in {"A", "D"} else Fate.CHANGED


def _git(root: Path, *words: str) -> str:
    return _run(root, *words).decode("utf-8", errors="surrogateescape")


def _run(root: Path, *words: str) -> bytes:
    try:
        answer = subprocess.run(  # noqa: S603 - no shell, and options end before what a person wrote
            ["git", "-C", str(root), *words],  # noqa: S607 - git is found on PATH by design
            capture_output=True,
            check=True,
        )
    except FileNotFoundError:
        raise UsageError("这台电脑没有装 git，看不出改了什么。") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise UsageError(f"git 没有给出结果：{said[-1] if said else '没有说明'}") from None
    return answer.stdout
