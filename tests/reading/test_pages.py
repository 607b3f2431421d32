"""Hand-written pages and pictures: what could act, or shows what it must not, is refused before the engine sees it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from qunyingpu.reading.pages import page_problems


def _told(root: Path) -> list[tuple[str, str, int]]:
    return [(problem.code, problem.file, problem.line) for problem in page_problems(root)]


def _write(root: Path, file: str, content: bytes) -> Path:
    path = root / "content" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _photo() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (800, 600), "#876").save(content, "JPEG")
    return content.getvalue()


def test_an_ordinary_page_is_right(tmp_path: Path) -> None:
    """Title, description and section may stand in the head of a page; records are none of this room's."""
    _write(
        tmp_path,
        "about.md",
        "---\ntitle: 关于\ndescription: 说明\nsection: about\n---\n\n# 关于\n\nkey: 正文\n".encode(),
    )
    _write(tmp_path, "plain.md", "# 没有页头\n\n---\n\ntemplate: 正文\n".encode())
    _write(tmp_path, "campaigns/qingming.yaml", b"name: x\n")
    assert _told(tmp_path) == []


@pytest.mark.parametrize("key", ["template", "shell", "hide", "location", "git_revision_date_localized", "status"])
def test_the_head_of_a_page_cannot_steer_the_engine(tmp_path: Path, key: str) -> None:
    """A key that chooses a template, a shell or a script is refused at its line."""
    _write(tmp_path, "x.md", f"---\ntitle: 测试\n{key}: base.html\n---\n".encode())
    assert _told(tmp_path) == [("page-key", "content/x.md", 3)]


def test_a_full_width_colon_is_told(tmp_path: Path) -> None:
    """The head of a page gets the same help as a profile."""
    _write(tmp_path, "x.md", "---\ntitle：测试\n---\n".encode())
    assert _told(tmp_path) == [("colon-fullwidth", "content/x.md", 2)]


def test_another_encoding_is_told(tmp_path: Path) -> None:
    """A page saved by Notepad in GB18030 is named, not a crash of the engine."""
    _write(tmp_path, "x.md", "# 测试".encode("gb18030"))
    assert _told(tmp_path) == [("file-encoding", "content/x.md", 0)]


@pytest.mark.parametrize(
    "file", ["images/e.html", "images/e.svg", "assets/site.js", "x.html", "x.yaml", "images/e.gif"]
)
def test_files_that_could_act_are_refused(tmp_path: Path, file: str) -> None:
    """No page, script or drawing that could act lies among the pictures, none replaces a file of the theme."""
    _write(tmp_path, file, b"<script>hacked=1</script>")
    assert _told(tmp_path) == [("page-file", f"content/{file}", 0)]


def test_a_picture_must_be_one(tmp_path: Path) -> None:
    """A script with the name of a picture is refused by its bytes, a photograph passes."""
    _write(tmp_path, "images/good.jpg", _photo())
    _write(tmp_path, "images/e.png", b"<script>hacked=1</script>")
    assert _told(tmp_path) == [("photo-format", "content/images/e.png", 0)]


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A link to a file elsewhere never brings it into the site."""
    secret = tmp_path / "elsewhere.txt"
    secret.write_text("root", encoding="utf-8")
    (tmp_path / "content" / "images").mkdir(parents=True)
    (tmp_path / "content" / "images" / "p.png").symlink_to(secret)
    assert _told(tmp_path) == [("file-link", "content/images/p.png", 0)]
