"""Files change all at once or not at all, are shown before, and come back: nothing that staff wrote is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from qunyingpu.authoring.changes import JOURNAL, Changes, last_changes, undo
from qunyingpu.errors import UsageError
from qunyingpu.writing import replace_file

OLD, NEW, PHOTO = "heroes/32/old.yaml", "heroes/44/new.yaml", "heroes/44/new.jpg"


def _project(root: Path) -> Path:
    (root / "heroes/32").mkdir(parents=True)
    (root / OLD).write_bytes("name: 测试甲\nkind: individual\n".encode())
    return root


def _asked(root: Path) -> Changes:
    return Changes.of(
        root,
        {
            NEW: "name: 测试乙\n".encode(),
            OLD: "name: 测试丙\nkind: individual\n".encode(),
            PHOTO: b"\xff\xd8\xff" * 900,
        },
    )


def _files(root: Path) -> dict[str, bytes]:
    found = (file for file in (root / "heroes").rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in found}


def test_a_change_is_shown_line_by_line(tmp_path: Path) -> None:
    """New lines, old lines, and of a picture its size; the files are as before."""
    root = _project(tmp_path)
    before = _files(root)
    shown = _asked(root).diff()
    assert "-name: 测试甲\n+name: 测试丙\n kind: individual\n" in shown
    assert f"--- （无）\n+++ {NEW}\n" in shown
    assert f"{PHOTO}：无 → 3 KB\n" in shown
    assert _files(root) == before


def test_a_change_is_made_whole_and_taken_back_whole(tmp_path: Path) -> None:
    """After it every file holds what was asked, after undoing what it held; undoing twice is redoing."""
    root = _project(tmp_path)
    before, asked = _files(root), _asked(root)
    asked.apply(root)
    after = _files(root)
    assert after == {change.path: change.after for change in asked.changes}
    undo(root)
    assert _files(root) == before
    undo(root)
    assert _files(root) == after


def test_the_same_is_no_change(tmp_path: Path) -> None:
    """What a file holds already is not written again."""
    root = _project(tmp_path)
    assert Changes.of(root, {OLD: (root / OLD).read_bytes(), NEW: None}).changes == ()


def test_whoever_was_quicker_is_not_written_over(tmp_path: Path) -> None:
    """A file that changed after it was shown stops everything."""
    root = _project(tmp_path)
    asked = _asked(root)
    (root / OLD).write_bytes(b"name: x\n")
    before = _files(root)
    with pytest.raises(UsageError, match=r"old\.yaml"):
        asked.apply(root)
    assert _files(root) == before


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the second file cannot be written, the first one is put back."""
    root = _project(tmp_path)
    before, asked = _files(root), _asked(root)

    def full(target: Path, content: bytes) -> None:
        if target == root / NEW:
            raise OSError(28, "full")
        replace_file(target, content)

    monkeypatch.setattr("qunyingpu.authoring.changes.replace_file", full)
    with pytest.raises(OSError, match="full"):
        asked.apply(root)
    assert _files(root) == before


def test_a_locked_file_costs_neither_the_others_nor_the_way_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A photo that is open in a viewer: everything is as before, and the change before can still be undone."""
    root = _project(tmp_path)
    first = _files(root)
    _asked(root).apply(root)
    second = _files(root)
    again = Changes.of(root, {OLD: b"name: c\n", NEW: b"name: d\n"})

    def locked(target: Path, content: bytes) -> None:
        if target == root / OLD:
            raise PermissionError(13, "in use", str(target))
        replace_file(target, content)

    monkeypatch.setattr("qunyingpu.authoring.changes.replace_file", locked)
    with pytest.raises(PermissionError):
        again.apply(root)
    assert _files(root) == second
    monkeypatch.undo()
    undo(root)
    assert _files(root) == first


def test_what_cannot_be_put_back_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file locked in between: the sentence names it, and undoing puts everything right."""
    root = _project(tmp_path)
    before, asked, written = _files(root), _asked(root), list[Path]()

    def locked(target: Path, content: bytes) -> None:
        if root / NEW in written:
            raise PermissionError(13, "in use", str(target))
        written.append(target)
        replace_file(target, content)
        if target == root / NEW:
            raise PermissionError(13, "in use", str(target))

    monkeypatch.setattr("qunyingpu.authoring.changes.replace_file", locked)
    with pytest.raises(UsageError, match="没能复原"):
        asked.apply(root)
    monkeypatch.undo()
    undo(root)
    assert _files(root) == before


def test_a_change_that_was_cut_off_is_taken_back(tmp_path: Path) -> None:
    """The journal is there before the first file: whatever was reached, undoing leads back."""
    root = _project(tmp_path)
    before, asked = _files(root), _asked(root)
    asked.apply(root)
    (root / NEW).unlink()
    (root / OLD).write_bytes(before[OLD])
    undo(root)
    assert _files(root) == before


def test_what_was_changed_since_is_not_taken_back(tmp_path: Path) -> None:
    """Undoing never throws later work away."""
    root = _project(tmp_path)
    _asked(root).apply(root)
    (root / NEW).write_bytes(b"name: later\n")
    before = _files(root)
    with pytest.raises(UsageError, match=r"new\.yaml"):
        undo(root)
    assert _files(root) == before


@pytest.mark.parametrize("journal", [None, b"", b"not a journal"])
def test_nothing_to_undo_is_said(tmp_path: Path, journal: bytes | None) -> None:
    """Without a journal that can be read there is one sentence."""
    if journal is not None:
        (tmp_path / JOURNAL).parent.mkdir(parents=True)
        (tmp_path / JOURNAL).write_bytes(journal)
    with pytest.raises(UsageError, match="没有可以撤销的改动"):
        last_changes(tmp_path)


@pytest.mark.parametrize("path", ["mkdocs.yml", "scripts/go.py", "heroes/../mkdocs.yml", "heroes/32/../../x", "/etc/x"])
def test_nothing_outside_the_content_is_changed(tmp_path: Path, path: str) -> None:
    """No door in reaches the program or its settings."""
    with pytest.raises(ValueError, match="outside"):
        Changes.of(_project(tmp_path), {path: b""})


def test_no_link_leads_out(tmp_path: Path) -> None:
    """A folder that is a link to elsewhere is elsewhere."""
    root = _project(tmp_path / "project")
    (tmp_path / "elsewhere").mkdir()
    (root / "heroes/44").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(ValueError, match="outside"):
        _asked(root)
