"""The finished site of the shipped roll: complete, silent, reproducible, and without a trace of what is hidden."""

from __future__ import annotations

import html.parser
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from PIL import Image

from qunyingpu.engines.project import any_site
from qunyingpu.outputs.form import form_page
from qunyingpu.reading import read_theme
from sites import Shipped, build, contents, run_mkdocs
from trial_projects import shipped_project

HEROES = 27
ROOT = Path(__file__).parents[1]


def _ids(site: Path) -> list[str]:
    return [hero["id"] for hero in json.loads((site / "data/roll.json").read_text(encoding="utf-8"))["heroes"]]


def test_every_hero_has_a_page_and_cards(site: Path) -> None:
    """27 pages, and as many share cards, squares, tiles and posters; all sizes for the featured; nothing else."""
    ids = _ids(site)
    assert len(ids) == HEROES
    assert sorted(path.stem for path in (site / "heroes").glob("*.html")) == sorted(ids)
    featured = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["extra"]["featured"]
    cards = {f"{hero}-{size}" for hero in ids for size in ("share.jpg", "square.jpg", "tile.webp", "poster.jpg")}
    more = ("cover.jpg", "kiosk.jpg", "kiosk-wide.jpg", "slide.jpg", "ribbon.jpg")
    cards |= {f"{hero}-{size}" for hero in featured for size in more}
    assert {path.name for path in (site / "cards").iterdir()} == cards


def test_a_strict_build_is_silent(shipped: Shipped) -> None:
    """No warning, and no complaint of the engine about our own files."""
    lines = [line for line in shipped.said.splitlines() if not line.startswith("INFO")]
    assert lines == []
    assert "not included in the" not in shipped.said


def test_no_source_reaches_the_site(site: Path) -> None:
    """No profile, consent, shell or Material search index is published."""
    files = contents(site)
    assert not [path for path in files if path.endswith((".yaml", ".yml", ".md")) and "FORMAT" not in path]
    assert not [path for path in files if "_shell" in path or "search_index" in path or path.endswith(".gz")]
    for word in ("public_report", "⟦", "⟧"):
        # The form offers the words of every vocabulary, those of consent too; it knows nobody.
        named = [path for path, content in files.items() if word.encode() in content and path != "submit/index.html"]
        assert named == []


def test_the_form_is_in_the_site_and_in_its_menu(site: Path) -> None:
    """投稿 stands in the menu of every page and leads to the very bytes that `qunyingpu form` writes."""
    form = site / "submit" / "index.html"
    assert form.read_bytes() == form_page(any_site(ROOT), read_theme(ROOT))
    assert 'href="index.html" download="填表.html"' in form.read_text(encoding="utf-8")
    for page in ("index.html", "about.html", "roll/index.html"):
        up = "../" * page.count("/")
        assert f'href="{up}submit/index.html">投稿</a>' in (site / page).read_text(encoding="utf-8")


class _Resources(html.parser.HTMLParser):
    """Collect what a page loads, and where it leads."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.linked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in {"img", "script", "source", "iframe", "video", "audio"} and values.get("src"):
            self.loaded.append(str(values["src"]))
        if tag == "link" and values.get("rel") not in {"canonical", "prev", "next", "alternate"}:
            self.loaded.append(str(values.get("href")))
        if tag == "a" and values.get("href"):
            self.linked.append(str(values["href"]))


def _resources(page: Path) -> _Resources:
    parser = _Resources()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    """Every script, style, font and picture is a relative address."""
    for page in site.rglob("*.html"):
        outside = [url for url in _resources(page).loaded if urlsplit(url).scheme not in {"", "data"}]
        assert outside == [], page
    for style in site.rglob("*.css"):
        text = style.read_text(encoding="utf-8")
        assert not re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", text), style


def test_every_link_leads_somewhere(site: Path) -> None:
    """A relative link or picture names a file of the site; an anchor names an element of its page."""
    for page in site.rglob("*.html"):
        if page.name == "404.html":
            continue  # served at any depth, so its links are absolute
        resources = _resources(page)
        for url in resources.loaded + resources.linked:
            parts = urlsplit(url)
            if parts.scheme or not parts.path:
                continue
            target = (page.parent / unquote(parts.path)).resolve()
            assert target.is_file(), f"{page.relative_to(site)} -> {url}"


def test_two_builds_are_byte_identical(tmp_path: Path, site: Path) -> None:
    """An empty cache, another folder, another clock, zone, locale and hash seed give the same bytes."""
    root = shipped_project(tmp_path)
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock" / "sitecustomize.py").write_text(ANOTHER_DAY, encoding="utf-8")
    other = build(root, PYTHONPATH=str(tmp_path / "clock"), TZ="America/Lima", LC_ALL="C", PYTHONHASHSEED="7")
    first, second = contents(site), contents(other)
    assert sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []


ANOTHER_DAY = """
import time
_time, _localtime, _gmtime = time.time, time.localtime, time.gmtime
time.time = lambda: _time() + 40 * 86400
time.localtime = lambda seconds=None: _localtime(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: _gmtime(time.time() if seconds is None else seconds)
import datetime
class _Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls):
        return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)
datetime.datetime = _Later
"""


def test_a_warm_cache_draws_nothing(shipped: Shipped, tmp_path: Path) -> None:
    """A second build only links; an edit of one hero draws one hero's cards."""
    root = shipped.copied(tmp_path)
    assert "图片新绘 0 组" in run_mkdocs(root).stderr
    profile = next((root / "heroes").rglob("*.yaml"))
    text = profile.read_text(encoding="utf-8")
    changed = re.sub("summary: .*", "summary: 测试时改写的一句话，只有这一份档案不同。", text)
    profile.write_text(changed, encoding="utf-8")
    said = run_mkdocs(root).stderr
    assert re.search("图片新绘 [12] 组", said), said  # the web font is drawn too where the characters are new


HIDING = {
    "masked": {"visibility": "masked"},
    "alias": {"visibility": "alias", "alias": "李四"},
    "withheld": {"visibility": "withheld"},
    "draft": {"draft": "true"},
    "withdrawn": {},
    "withdrawn too": {},
}
ATTACK = "</title><script src=https://example.org/x.js></script>"
QUOTED = '"\'\\"><script src=https://example.org/d.js></script>\'"'


@dataclass(frozen=True)
class Altered:
    """A *site* in which people are hidden in every way, by way the id and the real name of each."""

    site: Path
    hidden: Mapping[str, tuple[str, str]]


@pytest.fixture(scope="module")
def altered(shipped: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Altered:
    """Build once a site with people hidden in every way, a page that thanks one of them, two that attack the head."""
    root = shipped.copied(tmp_path_factory.mktemp("altered"))
    profiles = [p for p in sorted((root / "heroes").rglob("*.yaml")) if _is_hideable(p)]
    hidden = {way: (profile.stem, _hide(root, profile, way)) for way, profile in zip(HIDING, profiles, strict=False)}
    thanks = f"感谢{hidden['masked'][1]}"
    pages = {
        "thanks": f"---\ntitle: {thanks}\n---\n# {thanks}\n",
        "x": f"# `{ATTACK}`\n\n## `{ATTACK}`\n",
        "y": f"---\ntitle: {QUOTED}\ndescription: {QUOTED}\n---\n正文\n",
    }
    for name, text in pages.items():
        (root / "content" / f"{name}.md").write_text(text, encoding="utf-8")
    return Altered(build(root), hidden)


@pytest.mark.parametrize("way", HIDING)
def test_a_hidden_name_is_in_no_byte_of_the_site(altered: Altered, way: str) -> None:
    """Masked, aliased, withheld, drafted or withdrawn: the real name occurs nowhere, not even in a link."""
    _, name = altered.hidden[way]
    for path, content in contents(altered.site).items():
        for spelling in (name, name.encode("unicode_escape").decode()):
            assert spelling.encode() not in content, path


def _is_hideable(profile: Path) -> bool:
    values = yaml.safe_load(profile.read_text(encoding="utf-8"))
    return values["kind"] == "individual" and len(values["name"]) == 3


def _hide(root: Path, profile: Path, way: str) -> str:
    values = yaml.safe_load(profile.read_text(encoding="utf-8"))
    text = profile.read_text(encoding="utf-8")
    text += "".join(f"{key}: {value}\n" for key, value in HIDING[way].items())
    links = root / "heroes" / "permalinks.txt"
    address = f"heroes/{profile.stem}.html"
    lines = links.read_text(encoding="utf-8")
    if way == "withheld":
        profile.unlink()
        profile = root / "heroes" / "00" / "000000-0000-zzzzz.yaml"
        profile.parent.mkdir()
    if way in {"withheld", "withdrawn", "withdrawn too", "draft"}:
        lines = lines.replace(f"{address}\n", f"{address} withdrawn\n")
    profile.write_text(text, encoding="utf-8")
    links.write_text(lines, encoding="utf-8")
    return str(values["name"])


def test_a_withdrawn_address_keeps_one_constant_page(altered: Altered) -> None:
    """Two withdrawn people leave the same page, which says nothing of either."""
    stems = [altered.hidden[way][0] for way in ("withdrawn", "withdrawn too")]
    first, second = ((altered.site / "heroes" / f"{stem}.html").read_text(encoding="utf-8") for stem in stems)
    assert first.replace(stems[0], "") == second.replace(stems[1], "")
    assert "该内容已按规定调整" in first


def test_a_mistake_stops_the_build_and_is_told(tmp_path: Path) -> None:
    """Every problem is told with its place in Chinese, and no page is written."""
    root = shipped_project(tmp_path)
    profile = next((root / "heroes").rglob("*.yaml"))
    profile.write_text(
        re.sub(r"(?m)^  date: .*", "  date: 2024-02-30", profile.read_text(encoding="utf-8"), count=1),
        encoding="utf-8",
    )
    said = run_mkdocs(root)
    assert said.returncode == 1
    assert f"heroes/{profile.parent.name}/{profile.name}" in said.stderr
    assert "没有 2 月 30 日" in said.stderr
    assert not list((root / "site").rglob("*.html"))


def test_a_lost_address_stops_the_build(tmp_path: Path) -> None:
    """A page that was published once cannot vanish unsaid."""
    root = shipped_project(tmp_path)
    links = root / "heroes" / "permalinks.txt"
    links.write_text(links.read_text(encoding="utf-8") + "heroes/zzz.html\n", encoding="utf-8")
    said = run_mkdocs(root)
    assert said.returncode == 1
    assert "heroes/zzz.html" in said.stderr


def test_a_heading_cannot_break_out_of_the_head(altered: Altered) -> None:
    """What a hand-written page calls itself is text in the title, the description and the contents."""
    for page in ("x.html", "y.html"):
        assert [url for url in _resources(altered.site / page).loaded if "example.org" in url] == []


def test_a_hidden_name_is_masked_in_hand_written_pages(altered: Altered) -> None:
    """A page that thanks someone by name is put under the masks of the roll."""
    _, name = altered.hidden["masked"]
    page = (altered.site / "thanks.html").read_text(encoding="utf-8")
    assert name not in page
    assert f"感谢{name[0]}某某" in page


def test_a_withdrawn_address_is_not_in_the_site_map(altered: Altered) -> None:
    """Robots are not led to where someone was."""
    assert altered.hidden["withdrawn"][0] not in (altered.site / "sitemap.xml").read_text(encoding="utf-8")


def test_a_truncated_photograph_is_told(tmp_path: Path) -> None:
    """A photo cut short stops the build with a sentence that names the profile, not a traceback."""
    root = shipped_project(tmp_path)
    profile = next((root / "heroes").rglob("*.yaml"))
    photo = io.BytesIO()
    Image.effect_noise((800, 1000), 80).convert("RGB").save(photo, "JPEG")
    (profile.parent / f"{profile.stem}.jpg").write_bytes(photo.getvalue()[: len(photo.getvalue()) // 2])
    text = profile.read_text(encoding="utf-8")
    profile.write_text(f"{text}portrait:\n  file: {profile.stem}.jpg\n", encoding="utf-8")
    said = run_mkdocs(root)
    assert said.returncode == 1
    assert profile.stem in said.stderr
    assert "Traceback" not in said.stderr
