"""填表.html in Firefox ESR, opened as a file: filled in, a photograph taken, made into a zip, kept, opened again."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

import firefox
import form_way as way
import go
from projects import TODAY
from qunyingpu.authoring.canonical import canonical_yaml
from qunyingpu.reading import judge_profile, parse_document

TAB, ENTER, DOWN, SPACE = "\ue004", "\ue007", "\ue015", " "
"""Keys as WebDriver writes them (W3C WebDriver 2, 17.4.2)."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the form, the photograph and Firefox's profile lie."""
    folder = tmp_path_factory.mktemp("firefox")
    way.write_form(folder)
    (folder / "photo.jpg").write_bytes(way.large_photo())
    return folder


@pytest.fixture(scope="module")
def window(folder: Path) -> Iterator[firefox.Firefox]:
    """One Firefox for all: to start it takes longer than to fill in the form."""
    program = go.find_browser(go.FIREFOX)
    if program is None:
        pytest.fail(go.FIREFOX.missing)
    with firefox.running(program, folder) as window:
        yield window


@pytest.fixture
def page(window: firefox.Firefox, folder: Path) -> firefox.Firefox:
    """The form, freshly opened in a browser that has kept nothing."""
    _open(window, folder)
    window.run("localStorage.clear()")  # what was just opened is clean, so nothing is kept anew
    _open(window, folder)
    return window


def _open(page: firefox.Firefox, folder: Path) -> None:
    page.open((folder / "填表.html").as_uri())
    page.wait("document.documentElement.dataset.form === 'ready'")


def _write(page: firefox.Firefox, key: str, words: str) -> None:
    page.type(f'[id="f-{key}"]', words)


def _tick(page: firefox.Firefox, key: str, value: str) -> None:
    page.click(f'[id="f-{key}"] input[value="{value}"]')


def _fill(page: firefox.Firefox) -> None:
    _write(page, "name", "测试甲")
    page.type('[id="f-deed.date"] input', "2024")
    page.type('[id="f-deed.date"] select', "6")
    page.type('[id="f-deed.region"] [role="combobox"]', f"苏州市虎丘{DOWN}{ENTER}")
    _write(page, "deed.type", "水中救援")
    _tick(page, "deed.outcome", "safe")
    _write(page, "deed.summary", way.SUMMARY)
    page.click("#f-sources")
    _write(page, "sources.0.title", "虚构资料（测试用）")
    _tick(page, "consent.basis", "consent")


def _made(page: firefox.Firefox, folder: Path) -> Path:
    """Press the button at the end and return the archive that Firefox has stored."""
    before = set((folder / "downloads").iterdir())
    page.click("#make")
    page.wait("!document.getElementById('done').hidden")
    end = time.monotonic() + 30
    while time.monotonic() < end:
        for archive in set((folder / "downloads").glob("*.zip")) - before:
            if zipfile.is_zipfile(archive):
                return archive
        time.sleep(0.05)
    raise AssertionError("Firefox stored no archive")


def _unzipped(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as files:
        return {name: files.read(name) for name in files.namelist()}


def test_firefox_makes_the_same_profile(page: firefox.Firefox, folder: Path) -> None:
    """What is filled in becomes a canonical profile without mistakes, and an upright photograph that tells nothing."""
    _fill(page)
    page.type("#photo-file", str(folder / "photo.jpg"))
    page.wait("document.querySelector('.photo__view canvas')")
    files = _unzipped(_made(page, folder))
    text, picture = (next(files[name] for name in files if name.endswith(end)) for end in (".yaml", ".jpg"))
    stem = next(Path(name).stem for name in files)
    hero, problems = judge_profile(parse_document("a.yaml", text.decode()), stem, today=TODAY)
    assert hero and not problems, problems
    assert canonical_yaml(hero).encode() == text
    assert (hero.deed.date.iso, hero.deed.region, hero.deed.type.id) == ("2024-06", "320505", "water_rescue")
    opened = Image.open(io.BytesIO(picture))
    assert (opened.format, opened.size) == ("JPEG", (1200, 1600))
    assert not opened.getexif()


def test_firefox_tells_mistakes_and_keeps_drafts(page: firefox.Firefox, folder: Path) -> None:
    """Mistakes stand in the list, which has the focus; what was typed is offered when the form is opened again."""
    _write(page, "name", "测试甲")
    page.click("#make")
    assert page.run("return document.activeElement.id") == "problems"
    assert "缺少“事发日期”" in page.run("return document.getElementById('problems').textContent")
    page.wait("document.getElementById('saved').textContent.includes('草稿已存在')")
    _open(page, folder)
    page.click("#drafts .tool")
    page.wait("document.getElementById('f-name').value === '测试甲'")


def test_firefox_opens_its_own_archive(page: firefox.Firefox, folder: Path) -> None:
    """An archive comes back with its id."""
    _fill(page)
    first = _made(page, folder)
    _open(page, folder)
    page.type("#open-file", str(first))
    page.wait("document.getElementById('f-name').value === '测试甲'")
    second = _made(page, folder)
    assert second != first
    assert _unzipped(second) == _unzipped(first)


def test_firefox_is_driven_by_keys(page: firefox.Firefox) -> None:
    """Tab goes from field to field, Enter on a button adds a row, and the focus is in it."""
    page.run("document.getElementById('f-honours').focus()")
    page.press(ENTER)
    assert page.run("return document.activeElement.id") == "f-honours.0.title"
    page.press(TAB)
    assert page.run("return document.activeElement.name") == "honours.0.level"
    page.press(SPACE)
    assert page.run("return document.activeElement.checked") is True
