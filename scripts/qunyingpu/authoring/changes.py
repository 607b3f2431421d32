"""Change files of the project all at once or not at all, after showing what would change, so that it can be undone.

What a change replaced is kept in a journal below the cache before the first file is touched: a run that is cut off is
undone like one that was finished.
"""

from __future__ import annotations

import base64
import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qunyingpu.errors import UsageError
from qunyingpu.writing import CACHE, replace_file

JOURNAL = CACHE / "undo.json"
"""What the last change replaced; one step, as in a form that is sent."""

_NOTHING = "没有可以撤销的改动。"

FOLDERS = ("heroes/", "content/")
"""Where files may be changed: nothing that a profile brings with it reaches the program or its settings."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file of the project, its *path* with forward slashes: what it holds *before* and *after*, None for no file."""

    path: str
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What one verb changes, in the order of paths, each path once."""

    changes: tuple[Change, ...]

    @classmethod
    def of(cls, root: Path, contents: Mapping[str, bytes | None]) -> Changes:
        """Return what makes the files of *root* hold *contents*, by path; what is the same already is no change.

        Raises ValueError for a path outside the folders that hold content, which nobody may ask for.
        """
        found = (Change(path, _content(_inside(root, path)), after) for path, after in sorted(contents.items()))
        return cls(tuple(change for change in found if change.before != change.after))

    def diff(self) -> str:
        """Return what would change as people read it: line by line for text, sizes for pictures."""
        return "".join(f"{line}\n" for change in self.changes for line in _told(change))

    def apply(self, root: Path) -> None:
        """Change the files below *root*; raise UsageError where one is no longer as it was when it was shown.

        Whatever else fails is raised after every file is as it was before; where one cannot be put back either,
        UsageError says how, and the journal stays.
        """
        for change in self.changes:
            if _content(root / change.path) != change.before:
                raise UsageError(f"“{change.path}”刚刚被别的程序改过，什么也没有写。请重新运行。")
        earlier = _content(root / JOURNAL)
        _put(root / JOURNAL, self._journal())
        try:
            for change in self.changes:
                _put(root / change.path, change.after)
        except BaseException:
            self._roll_back(root)
            _put(root / JOURNAL, earlier)
            raise

    def _roll_back(self, root: Path) -> None:
        stuck = []
        for change in self.changes:
            try:
                # The very file that could not be written need not be written back.
                if _content(root / change.path) != change.before:
                    _put(root / change.path, change.before)
            except OSError:
                stuck.append(change.path)
        if stuck:
            told = f"写到一半停住了，{len(stuck)} 个文件没能复原，如“{stuck[0]}”。"
            raise UsageError(f"{told}请关掉占用它的程序，再运行 qunyingpu import --undo。")

    def reversed(self) -> Changes:
        """Return what takes these changes back."""
        return Changes(tuple(Change(change.path, change.after, change.before) for change in self.changes))

    def _journal(self) -> bytes:
        entries = [[change.path, _packed(change.before), _packed(change.after)] for change in self.changes]
        return json.dumps(entries).encode()


def last_changes(root: Path) -> Changes:
    """Return what was changed last below *root*; raise UsageError where nothing was, or nothing is known of it."""
    try:
        entries = json.loads((root / JOURNAL).read_bytes())
    except (FileNotFoundError, ValueError):
        raise UsageError(_NOTHING) from None
    return Changes(tuple(Change(path, _unpacked(before), _unpacked(after)) for path, before, after in entries))


def undo(root: Path) -> Changes:
    """Take back what was changed last below *root* and return what that changed; itself it can be undone.

    Raises UsageError where one of the files was changed since. A change that was cut off half-way is taken back too.
    """
    done = last_changes(root)
    for change in done.changes:
        if _content(root / change.path) not in {change.before, change.after}:
            raise UsageError(f"“{change.path}”后来又改过，不能自动撤销。请用版本记录找回。")
    back = Changes.of(root, {change.path: change.before for change in done.changes})
    if not back.changes:
        raise UsageError(_NOTHING)
    back.apply(root)
    return back


def _inside(root: Path, path: str) -> Path:
    """Return the file *path* of *root*, where neither the path nor a link on the way leads out of it."""
    file = root / path
    leads_out = ".." in path.split("/") or "\\" in path
    if leads_out or not path.startswith(FOLDERS) or not file.parent.resolve().is_relative_to(root.resolve()):
        raise ValueError(f"a change outside the folders of content: {path}")
    return file


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _put(file: Path, content: bytes | None) -> None:
    if content is None:
        file.unlink(missing_ok=True)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, content)


def _told(change: Change) -> Iterator[str]:
    before, after = _text(change.before), _text(change.after)
    if before is None or after is None:
        yield f"{change.path}：{_size(change.before)} → {_size(change.after)}"
        return
    names = ("（无）" if change.before is None else change.path, "（删除）" if change.after is None else change.path)
    yield from _without_ends(difflib.unified_diff(before, after, *names, n=1, lineterm=""))


def _without_ends(lines: Iterable[str]) -> Iterator[str]:
    return (line.rstrip("\r\n") for line in lines)


def _text(content: bytes | None) -> list[str] | None:
    """Return the lines of *content*, None where it is no text."""
    try:
        return (content or b"").decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return None


def _size(content: bytes | None) -> str:
    return "无" if content is None else f"{len(content) / 1024:.0f} KB"


def _packed(content: bytes | None) -> str | None:
    return None if content is None else base64.b64encode(content).decode("ascii")


def _unpacked(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text)
