"""Show in pictures the whole way of a new profile: through 填表.html to the built page. The person never lived.

    python scripts/form_way.py FOLDER    # writes 1-empty.png … 8-page.png

What it does with the form is what a visitor does: it types, chooses and clicks. Tests fill in the form with the same
steps.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

import go
from bench_cards.sitters import drawn_face
from qunyingpu.engines.project import any_site
from qunyingpu.outputs.form import form_page
from qunyingpu.reading import read_theme
from trial_projects import shipped_project

ROOT = Path(__file__).resolve().parents[1]
DESK: ViewportSize = {"width": 1440, "height": 900}
NAME, SUMMARY = "测试甲", "桥边听见呼救，他跳进水里，托起两个落水的孩子。"
STORY = (
    "2024年6月24日傍晚，测试甲下班经过河边，听见有人呼救。他把自行车放倒，跳进水里，先后把两个孩子托上岸。\n\n"
    "孩子平安后，他没有留下姓名就走了。"
)


def write_form(folder: Path, root: Path = ROOT) -> Path:
    """Write 填表.html of the project at *root* into *folder* and return its path."""
    place = folder / "填表.html"
    place.write_bytes(form_page(any_site(root), read_theme(root)))
    return place


def open_form(page: Page, form: Path) -> None:
    """Open *form* as a double click does, and wait until it can be filled in."""
    page.goto(form.as_uri())
    page.wait_for_selector("html[data-form=ready]")


def field(page: Page, key: str) -> str:
    """Return the selector of the control, or of the frame of controls, of the field *key*, such as ``deed.date``."""
    return f'[id="f-{key}"]'


def pick(page: Page, key: str, label: str) -> None:
    """Tick the choice *label* of the field *key*."""
    page.locator(field(page, key)).get_by_label(label, exact=True).check()


def date(page: Page, key: str, year: str, month: str = "", day: str = "") -> None:
    """Write a date into the field *key*, as far as it is known."""
    frame = page.locator(field(page, key))
    frame.locator("input").fill(year)
    if month:
        frame.locator("select").nth(0).select_option(month)
    if day:
        frame.locator("select").nth(1).select_option(day)


def region(page: Page, key: str, words: str, path: str) -> None:
    """Look for *words* in the picker of the field *key* and choose *path*, such as 江苏省苏州市虎丘区."""
    frame = page.locator(field(page, key))
    frame.get_by_role("combobox").first.fill(words)
    frame.get_by_role("option").filter(has_text=path).first.click()


def fill_person(page: Page) -> None:
    """Fill in who it is."""
    page.fill(field(page, "name"), NAME)
    pick(page, "gender", "男")
    page.fill(field(page, "birth_year"), "1984")
    page.fill(field(page, "occupation"), "维修工")
    pick(page, "traits", "工人")


def fill_deed(page: Page) -> None:
    """Fill in what was done."""
    date(page, "deed.date", "2024", "6", "24")
    region(page, "deed.region", "虎丘", "江苏省苏州市虎丘区")
    page.fill(field(page, "deed.place"), "运河边")
    page.select_option(field(page, "deed.type"), label="水中救援")
    page.fill(field(page, "deed.rescued"), "2")
    pick(page, "deed.outcome", "平安")
    page.fill(field(page, "deed.summary"), SUMMARY)
    page.fill(field(page, "deed.story"), STORY)


def fill_honour(page: Page) -> None:
    """Add what was awarded."""
    page.get_by_role("button", name="添加表彰", exact=True).click()
    page.fill(field(page, "honours.0.title"), "测试市见义勇为先进个人")
    pick(page, "honours.0.level", "市级")
    page.fill(field(page, "honours.0.awarded_by"), "测试市人民政府")
    date(page, "honours.0.date", "2024", "9")


def fill_source(page: Page) -> None:
    """Add where it is told."""
    page.get_by_role("button", name="添加出处", exact=True).click()
    page.fill(field(page, "sources.0.title"), "（测试）跳水救人的维修工")
    page.fill(field(page, "sources.0.publisher"), "测试日报")
    date(page, "sources.0.date", "2024", "6", "26")


def fill_photo(page: Page, photo: bytes) -> None:
    """Put in a photograph, look for the face, and say whose it is."""
    page.set_input_files("#photo-file", {"name": "测试照片.jpg", "mimeType": "image/jpeg", "buffer": photo})
    page.locator(".photo__view canvas").wait_for()
    page.fill(field(page, "portrait.credit"), "测试单位提供")
    page.fill(field(page, "portrait.licence"), "仅限本名录")


def fill_consent(page: Page) -> None:
    """Say on what ground it is published."""
    pick(page, "consent.basis", "本人同意")


def make_zip(page: Page) -> bytes:
    """Press the button at the end and return the archive that the browser stores."""
    with page.expect_download() as download:
        page.click("#make")
    return Path(download.value.path()).read_bytes()


def large_photo() -> bytes:
    """Return a photograph of nobody with twelve million pixels that lies on its side, as phones store them.

    A drawn face; its EXIF says how to turn it, and a place where it was never taken.
    """
    upright = drawn_face().resize((3000, 4000))
    exif = upright.getexif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 18.0, 0.0), 3: "E", 4: (120.0, 35.0, 0.0)})
    file = io.BytesIO()
    upright.rotate(90, expand=True).save(file, "JPEG", quality=92, exif=exif)
    return file.getvalue()


def place_profile(archive: bytes, root: Path) -> str:
    """Unpack *archive* into the project at *root*, as a maintainer does, list its page, and return its id."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        files.extractall(root)
        hero_id = next(Path(name).stem for name in files.namelist() if name.endswith(".yaml"))
    links = root / "heroes" / "permalinks.txt"
    lines = {*links.read_text(encoding="utf-8").splitlines(), f"heroes/{hero_id}.html"}
    links.write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")
    return hero_id


def main() -> None:
    """Take the pictures."""
    album = Path(sys.argv[1])
    album.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=str(go.require_browser(go.CHROMIUM)), args=sandbox)
        root = shipped_project(Path(folder))
        hero_id = place_profile(_walk(browser, write_form(root), album), root)
        for verb in (["-m", "qunyingpu", "check"], ["-m", "mkdocs", "build", "--strict", "--quiet"]):
            subprocess.run([sys.executable, *verb], cwd=root, check=True)
        page = browser.new_page(viewport=DESK)
        page.goto((root / "site" / "heroes" / f"{hero_id}.html").as_uri())
        page.screenshot(path=album / "8-page.png")
        browser.close()


def _walk(browser: Browser, form: Path, album: Path) -> bytes:
    page = browser.new_page(viewport=DESK)
    open_form(page, form)
    page.screenshot(path=album / "1-empty.png")
    steps: tuple[tuple[str, str, tuple[Callable[[Page], None], ...]], ...] = (
        ("2-person", "#part-0", (fill_person,)),
        ("3-mistakes", "#problems", (fill_deed, _press_too_early)),
        ("4-deed", "#part-1", ()),
        ("5-honours", "#part-2", (fill_honour, fill_source)),
        ("6-photo", "#part-4", (lambda page: fill_photo(page, large_photo()), fill_consent)),
    )
    for name, place, acts in steps:
        for act in acts:
            act(page)
        _look(page, place, album / f"{name}.png")
    archive = make_zip(page)
    _look(page, "#done", album / "7-done.png")
    return archive


def _press_too_early(page: Page) -> None:
    page.click("#make")
    page.locator("#problems").wait_for()


def _look(page: Page, place: str, picture: Path) -> None:
    page.evaluate("(place) => document.querySelector(place).scrollIntoView({ behavior: 'instant' })", place)
    page.screenshot(path=picture)


if __name__ == "__main__":
    main()
