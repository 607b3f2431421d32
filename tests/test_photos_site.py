"""A site with a photograph: what is published was drawn from its master, and the original stays at home."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image

from faces import a_face, encoded
from projects import CLEAN
from sites import Shipped, build, contents, run_mkdocs
from trial_projects import shipped_project

HERO = "320500-2024-aaaaa"
SECRET = b"31.2304 N 121.4737 E of Testcamera"


def _photo() -> bytes:
    """Return a photograph whose every compartment holds the secret."""
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    return encoded(a_face(), exif=exif, xmp=SECRET, comment=SECRET) + SECRET


def _add(root: Path, photo: bytes) -> None:
    folder = root / "heroes" / HERO[:2]
    folder.mkdir(exist_ok=True)
    (folder / f"{HERO}.yaml").write_text(CLEAN + f"portrait: {{file: {HERO}.jpg}}\n", encoding="utf-8")
    (folder / f"{HERO}.jpg").write_bytes(photo)
    with (root / "heroes" / "permalinks.txt").open("a", encoding="utf-8") as addresses:
        addresses.write(f"heroes/{HERO}.html\n")


def test_the_original_never_reaches_the_site(shipped: Shipped, tmp_path: Path) -> None:
    """No file of the site is the photograph, or holds anything of it but its pixels; a second build is the same."""
    root = shipped.copied(tmp_path)
    photo = _photo()
    _add(root, photo)
    site = contents(build(root))
    cards = {path: card for path, card in site.items() if path.startswith(f"cards/{HERO}-")}
    assert cards
    marks = (SECRET, photo[200:400], b"Testcamera", b"Exif\0\0")
    leaks = {(path, mark) for path, made in site.items() for mark in marks if mark in made}
    assert leaks == set()
    for card in cards.values():
        assert Image.open(io.BytesIO(card)).getexif() == {}
    masters = {path for path in (root / ".cache").rglob("*") if path.is_file()}
    assert contents(build(root)) == site
    assert {path for path in (root / ".cache").rglob("*") if path.is_file()} == masters


@pytest.mark.parametrize("harm", [slice(0, 9000), slice(0, 0)], ids=["torn", "empty"])
def test_a_wrong_photograph_stops_the_build_before_it_writes(tmp_path: Path, harm: slice) -> None:
    """The mistake is told with its place, and the site that was there stays as it was."""
    root = shipped_project(tmp_path)
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("before", encoding="utf-8")
    _add(root, _photo()[harm])
    said = run_mkdocs(root)
    assert said.returncode == 1
    assert f"heroes/32/{HERO}.yaml:12:18: portrait.file: " in said.stdout + said.stderr
    assert contents(root / "site") == {"index.html": b"before"}
    assert not list((root / ".cache").rglob("*.0"))


def test_a_character_that_no_font_has_stops_the_build_before_it_writes(tmp_path: Path) -> None:
    """What would spoil a card is told before the engine touches the site that was there."""
    root = shipped_project(tmp_path)
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("before", encoding="utf-8")
    profile = next((root / "heroes" / "32").glob("*.yaml"))
    text = profile.read_text(encoding="utf-8")
    profile.write_text(re.sub("(?m)^name: .*", "name: 测\U000323af", text), encoding="utf-8")
    said = run_mkdocs(root)
    assert said.returncode == 1
    assert f"heroes/32/{profile.name}: name: 字库里没有" in said.stdout + said.stderr
    assert contents(root / "site") == {"index.html": b"before"}
