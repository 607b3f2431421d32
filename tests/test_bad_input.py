"""What cannot be drawn, or not well: it is told in Chinese with its file, and all other heroes get their cards."""

from __future__ import annotations

import json
import shutil
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from faces import a_face, encoded
from projects import CLEAN, HERO, Project, a_project
from qunyingpu.__main__ import main
from trial_projects import ROOT

BAD = "320500-2024-bbbbb"
PICTURED = f"{CLEAN}portrait: {{file: {BAD}.jpg}}\n"

SITE_SIZES = ("poster", "share", "square", "tile")
"""What the site makes of everybody."""

End = tuple[int, str]
Run = Callable[..., End]


def _bomb() -> bytes:
    """Return a PNG of 900 megapixels in a hundred kilobytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes((30_000 // 8 + 1) * 30_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def _animation() -> bytes:
    frames = [Image.new("P", (800, 1000), colour) for colour in (1, 2, 3)]
    return encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])


def _face() -> bytes:
    return encoded(a_face((900, 1200)))


def _flat(*size: int) -> bytes:
    return encoded(Image.new("RGB", (size[0], size[1]), (120, 30, 30)), "PNG")


def _photo(content: Callable[[], bytes], profile: str = PICTURED) -> Callable[[Project], None]:
    def put(project: Project) -> None:
        project.add_hero(BAD, profile)
        project.write(f"heroes/32/{BAD}.jpg", content())

    return put


def _words(profile: str) -> Callable[[Project], None]:
    return lambda project: project.add_hero(BAD, profile)


def _link(project: Project) -> None:
    project.add_hero(BAD, PICTURED)
    elsewhere = project.write("elsewhere.jpg", _face())
    (project.root / f"heroes/32/{BAD}.jpg").symlink_to(elsewhere)


UNENDED = "测试甲在桥边听见呼救便跳下去救人随后平安上岸" * 14
TITLE = ("全国见义勇为测试称号" * 12)[:120]

REFUSED: dict[str, tuple[Callable[[Project], None], str, str]] = {
    "bomb": (_photo(_bomb), "photo-pixels", "6000 万像素"),
    "truncated": (_photo(lambda: _face()[:20_000]), "photo-damaged", "不完整或已损坏"),
    "animation": (_photo(_animation), "photo-format", "GIF"),
    "svg": (_photo(lambda: b'<?xml version="1.0"?><svg><script>alert(1)</script></svg>'), "photo-format", "SVG"),
    "script": (_photo(lambda: b"#!/bin/sh\necho\n"), "photo-format", "不是 JPEG、PNG 或 WebP 照片"),
    "outside": (_words(f"{CLEAN}portrait: {{file: ../../secret.jpg}}\n"), "path-outside", "不是本档案旁边的文件名"),
    "link": (_link, "file-link", "链接"),
    "focus": (_photo(_face, f"{CLEAN}portrait: {{file: {BAD}.jpg, focus: [1.4, 0.2]}}\n"), "focus-format", "焦点"),
    "square": (_words(CLEAN.replace("测试甲", "测\U000323af")), "glyph-missing", "U+323AF"),
}
"""What no card can be drawn of: how it comes into a project, the code, and words of the sentence."""

POOR: dict[str, tuple[Callable[[Project], None], str, str]] = {
    "one-colour": (_photo(lambda: _flat(4000, 3000)), "photo-blurred", "不够清晰"),
    "profile": (
        _photo(lambda: encoded(a_face((900, 1200)).convert("CMYK"), icc_profile=b"broken" * 50)),
        "photo-profile",
        "ICC",
    ),
    "pixel": (_photo(lambda: _flat(1, 1)), "photo-small", "1×1"),
    "ribbon": (_photo(lambda: _flat(30_000, 20)), "photo-shape", "30000×20"),
    "name": (_words(CLEAN.replace("测试甲", "测试甲乙" * 10)), "name-long", "40 个字"),
    "honour": (_words(f"{CLEAN}honours: [{{title: {TITLE}, level: national}}]\n"), "title-long", "120 个字"),
    "story": (_words(CLEAN.replace("  summary:", f"  story: {UNENDED}\n  summary:")), "story-unended", "没有句号"),
}
"""What can be drawn, but not well."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a project with the shipped theme and one hero with whom all is well."""
    made = a_project(tmp_path)
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    return made


@pytest.fixture
def run(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in the project; give its status and what it said on either stream."""

    def run(*words: str) -> End:
        monkeypatch.chdir(project.root)
        monkeypatch.setattr(sys, "argv", ["qunyingpu", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), "".join(capsys.readouterr())

    return run


def _told(run: Run) -> tuple[int, dict[str, tuple[str, str]]]:
    """Return the status of `check`, and file and sentence by code, of what matters for pictures."""
    status, said = run("check", "--format", "json")
    return status, {problem["code"]: (problem["file"], problem["message"]) for problem in json.loads(said)["problems"]}


def _drawn(project: Project, run: Run, hero_id: str) -> tuple[int, str]:
    """Draw cards of *hero_id*; return the status and what was said, once what was written is known to be whole."""
    status, said = run("card", hero_id, "-o", "made", *(word for size in SITE_SIZES for word in ("--size", size)))
    made = {path.name for path in project.root.glob("made/*")}
    wanted = set() if status else {f"{hero_id}-{size}" for size in SITE_SIZES}
    assert {name.partition(".")[0] for name in made} == wanted
    for name in made:
        with Image.open(project.root / "made" / name) as card:
            card.load()
    # A blob without its record would be half a drawing; so would a file that waits to be renamed.
    cached = [path for path in project.root.rglob(".cache/**/*") if path.is_file()]
    assert all(path.suffix == ".json" or path.with_suffix(".json") in cached for path in cached)
    return status, said


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drawn_stops_nobody_else(project: Project, run: Run, name: str) -> None:
    """The mistake is told with its file; the cards of the other hero are made, of this one not half of one."""
    put, code, words = REFUSED[name]
    put(project)
    status, told = _told(run)
    assert status == 1
    assert told[code][0].startswith(f"heroes/32/{BAD}.")
    assert words in told[code][1]
    status, said = _drawn(project, run, BAD)
    assert (status, f"heroes/32/{BAD}." in said, words in said) == (1, True, True)
    assert _drawn(project, run, HERO)[0] == 0


@pytest.mark.parametrize("name", POOR)
def test_what_looks_poor_is_told_and_drawn(project: Project, run: Run, name: str) -> None:
    """A warning says in which file and why; the cards are made all the same."""
    put, code, words = POOR[name]
    put(project)
    status, told = _told(run)
    assert (status, told[code][0]) == (0, f"heroes/32/{BAD}.yaml")
    assert words in told[code][1]
    assert _drawn(project, run, BAD)[0] == 0


@pytest.mark.parametrize("cause", ["profile", "link", "list"])
def test_whose_names_are_hidden_must_be_known(project: Project, run: Run, cause: str) -> None:
    """Where a profile cannot be read, or the list of addresses, nobody's card is made: it may name whom that hides."""
    if cause == "profile":
        project.add_hero(BAD, f"{CLEAN}visibilty: masked\n")
    elif cause == "link":
        elsewhere = project.write("elsewhere.yaml", f"{CLEAN}visibility: masked\n")
        (project.root / f"heroes/32/{BAD}.yaml").symlink_to(elsewhere)
    else:
        project.write("heroes/permalinks.txt", f"heroes/{HERO}.html\nheroes/{BAD}.html 已撤回\n")
    status, said = run("card", HERO, "-o", "made")
    assert (status, "heroes/" in said) == (1, True)
    assert not (project.root / "made").exists()


def test_a_portrait_that_is_wrong_hides_no_other_mistake(project: Project, run: Run) -> None:
    """What is wrong with the words is told beside what is wrong with the portrait, all at once."""
    project.add_hero(BAD, f"{CLEAN}birth_year: 2030\nportrait: {{file: ../a.jpg, focus: [7, 7]}}\n")
    project.add_hero("320500-2024-ccccc", CLEAN.replace("测试甲", "测\U000323af"))
    assert {"path-outside", "focus-format", "date-order", "glyph-missing"} <= _told(run)[1].keys()
