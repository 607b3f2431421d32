"""Files are found without following links, and bytes become text or a refusal that says what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects import CLEAN, HERO, Project
from qunyingpu.errors import ContentError, Problem
from qunyingpu.reading.files import SIZE_LIMIT, Found, decode, printable_path, read_bytes

FOUND = Found("heroes/a.yaml", "a.yaml")


def _refusal(content: bytes) -> Problem:
    with pytest.raises(ContentError) as caught:
        decode(FOUND, content)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_a_legacy_encoding_is_named(encoding: str) -> None:
    """What Notepad calls ANSI is refused by its name, with what to do."""
    problem = _refusal(CLEAN.encode(encoding))
    assert problem.code == "file-encoding"
    assert "GB18030" in problem.message
    assert "UTF-8" in problem.remedy


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [CLEAN, "name: NO\n"])
def test_utf_16_is_named(encoding: str, text: str) -> None:
    """UTF-16 is refused by its name, with a mark or without, even where its bytes happen to be UTF-8."""
    assert "UTF-16" in _refusal(text.encode(encoding)).message


def test_other_bytes_are_refused() -> None:
    """Bytes in no encoding that we know are refused without a guess."""
    assert "其他编码" in _refusal(b"name: \xff\xff\n").message


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_marks_and_line_ends_do_not_matter(mark: str, end: str) -> None:
    """A byte order mark and the line ends of Windows and of old Macs give the same text."""
    assert decode(FOUND, (mark + CLEAN.replace("\n", end)).encode()) == CLEAN


def test_64_kilobytes_are_the_limit(tmp_path: Path) -> None:
    """A file of the limit is read; one byte more, or five million, is refused with its size."""
    target = tmp_path / "a.yaml"
    found = Found("a.yaml", str(target))
    target.write_bytes(b"x" * SIZE_LIMIT)
    assert len(read_bytes(found)) == SIZE_LIMIT
    for size in (SIZE_LIMIT + 1, 5_000_000):
        target.write_bytes(b"x" * size)
        with pytest.raises(ContentError) as caught:
            read_bytes(found)
        (problem,) = caught.value.problems
        assert (problem.code, str(size) in problem.message) == ("file-too-large", True)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A file that vanished, or that nobody may read, is a problem like any other."""
    with pytest.raises(ContentError) as caught:
        read_bytes(Found("a.yaml", str(tmp_path / "a.yaml")))
    assert [problem.code for problem in caught.value.problems] == ["file-unreadable"]


def test_large_files_in_the_roll_are_told(project: Project) -> None:
    """The other profiles are read on."""
    project.add_hero("320500-2024-bbbbb", CLEAN + "# " + "x" * SIZE_LIMIT)
    assert project.told() == [("heroes/32/320500-2024-bbbbb.yaml", "file-too-large")]


@pytest.mark.parametrize("target", ["/etc/passwd", f"{HERO}.yaml", "320500-2024-bbbbb.yaml", "nowhere"])
def test_links_are_refused(project: Project, target: str) -> None:
    """A link is never followed: to a system file, to another profile, to itself, or to nothing."""
    (project.root / "heroes/32/320500-2024-bbbbb.yaml").symlink_to(target)
    assert ("heroes/32/320500-2024-bbbbb.yaml", "file-link") in project.told()


@pytest.mark.parametrize("folder", ["heroes/33", "content/campaigns", "content/ceremonies"])
def test_linked_folders_are_refused(project: Project, folder: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nor is a folder that is a link."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "330100-2024-ccccc.yaml").write_text(CLEAN, encoding="utf-8")
    place = project.root / folder
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(elsewhere)
    assert project.told() == [(folder, "file-link")]


def test_names_cannot_steer_a_terminal() -> None:
    """A control character in a file's name, or a byte that is no UTF-8, is spelled out; other names stay."""
    assert printable_path("heroes/a\x1b[31m\udcff.yaml") == "heroes/a\\x1b[31m\\xdcff.yaml"
    assert printable_path("heroes/测试甲.yaml") == "heroes/测试甲.yaml"
