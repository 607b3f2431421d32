"""填表.html as a file: small, the same every time, and unable to load or to send anything."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
import zlib
from pathlib import Path

import pytest

from qunyingpu.engines.project import any_site
from qunyingpu.errors import ContentError
from qunyingpu.model.site import Site
from qunyingpu.model.theme import Theme
from qunyingpu.outputs.form import FACE, PATH, form_artifacts, form_page, lean
from qunyingpu.outputs.form.data import SCRIPTS
from qunyingpu.outputs.form.submission import submission_of
from qunyingpu.reading import read_theme
from trial_projects import ROOT

LARGEST = 200_000
"""Bytes of the form with everything, regions included."""


@pytest.fixture(scope="module")
def site() -> Site:
    """The shipped site."""
    return any_site(ROOT)


@pytest.fixture(scope="module")
def theme() -> Theme:
    """The shipped theme."""
    return read_theme(ROOT)


@pytest.fixture(scope="module")
def page(site: Site, theme: Theme) -> str:
    """The form of the shipped site."""
    return form_page(site, theme).decode()


def _packed(page: str) -> str:
    found = re.search(r'<script type="application/octet-stream" id="packed">([^<]*)</script>', page)
    assert found
    return zlib.decompress(base64.b64decode(found[1])).decode()


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_form_is_small(page: str) -> None:
    """One file with all fields, sentences and places has at most 200 kB."""
    assert len(page.encode()) <= LARGEST


def test_only_its_own_script_and_style_may_run(page: str) -> None:
    """The policy shuts everything out but the texts that the page carries, by their digests, and pictures it made."""
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    style, loader = (
        re.search(r"<style>(.*?)</style>", page, re.DOTALL),
        re.search(r"<script>(.*?)</script>", page, re.DOTALL),
    )
    assert policy and style and loader
    assert policy[1].split("; ") == [
        "default-src 'none'",
        f"script-src {_digest(loader[1])} {_digest(_packed(page))}",
        f"style-src {_digest(style[1])}",
        "img-src blob:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_nothing_is_left_to_be_filled_in(page: str) -> None:
    """Every slot of the page is filled, and every script of the theme's folder is in it."""
    assert "⟦" not in page and "⟧" not in page
    names = {path.name for path in (ROOT / "theme" / "form").glob("*.js")}
    assert names == {*SCRIPTS, *FACE, "loader.js"}


def test_the_same_site_has_the_same_form(site: Site, theme: Theme, page: str) -> None:
    """Bytes do not change from one making to the next, and the site has them at its address."""
    assert form_page(site, theme).decode() == page
    assert [(made.path, made.content) for made in form_artifacts(site, theme)] == [(PATH, page.encode())]


def test_a_name_of_the_site_is_text(site: Site, theme: Theme) -> None:
    """What the settings say is written, never executed."""
    hostile = dataclasses.replace(site, name='</title><script>alert(1)</script>"')
    page = form_page(hostile, theme).decode()
    assert page.count("<script") == 2
    assert "&lt;/title&gt;&lt;script&gt;" in page


def test_a_theme_that_lacks_a_part_is_told(site: Site, theme: Theme) -> None:
    """A file that is missing from theme/form is named, all of them at once."""
    partial = {name: text for name, text in theme.form.items() if name not in {"view.js", "form.css"}}
    with pytest.raises(ContentError) as raised:
        form_page(site, dataclasses.replace(theme, form=partial))
    assert [problem.file for problem in raised.value.problems] == ["theme/form/form.css", "theme/form/view.js"]


def test_comments_and_indents_are_left_out() -> None:
    """The page carries code only; a comment at the end of a line and what stands in strings stay."""
    source = '/* One\n   two. */\nvar a = 1; /* why */\n\n  // ── part ──\n  var b = "/* no comment */";\n'
    assert lean(source) == 'var a = 1; /* why */\nvar b = "/* no comment */";\n'


@pytest.mark.parametrize(
    ("repository", "platform", "address"),
    [
        ("https://github.com/o/r", "GitHub", "https://github.com/o/r/upload/trunk/heroes/{folder}"),
        ("https://gitee.com/o/r.git", "Gitee", "https://gitee.com/o/r/tree/trunk/heroes"),
        ("https://gitlab.example.org/o/r/", "GitLab", "https://gitlab.example.org/o/r/-/tree/trunk/heroes"),
    ],
)
def test_where_to_hand_in(site: Site, repository: str, platform: str, address: str) -> None:
    """The page to upload to follows from the repository and its branch."""
    told = submission_of(dataclasses.replace(site, repository=repository, branch="trunk"))
    assert told
    assert (told["platform"], told["address"]) == (platform, address)


@pytest.mark.parametrize("repository", ["", "https://example.org/o/github", "https://git.example.org/o/r"])
def test_without_a_known_platform_there_is_no_page_to_hand_in(site: Site, repository: str) -> None:
    """A project that names no repository, or one elsewhere, offers the maintainer only."""
    assert submission_of(dataclasses.replace(site, repository=repository)) is None


# ── what Chromium 109 lacks, the last one of Windows 7 ──

_HELPERS = "map|filter|take|drop|flatMap|reduce|toArray|some|every|find"
_LATER = "showPopover|togglePopover|popover|scrollend|startViewTransition|moveBefore|setHTMLUnsafe"
_SETS = "union|intersection|difference|symmetricDifference|isSubsetOf|isSupersetOf"

NEWER = {
    "js": {
        r"\.(?:toSorted|toReversed|toSpliced|with)\(": "110, arrays by copy",
        r"\.(?:isWellFormed|toWellFormed)\(": "111, well-formed strings",
        rf"\b(?:{_LATER})\b": "111 and later",
        r"/[dgimsuy]*v[dgimsuy]*(?=[.,;)\s])": "112, the flag v",
        r"\b(?:Object|Map)\.groupBy\b": "117",
        r"\bPromise\.(?:withResolvers|try)\b": "119, 128",
        r"\bURL\.(?:canParse|parse)\b": "120, 126",
        r"\bArray\.fromAsync\b": "121",
        rf"\.(?:{_SETS})\(": "122, methods of sets",
        rf"\bIterator\.|\.(?:values|keys|entries)\(\)\.(?:{_HELPERS})\(": "122, iterator helpers",
        r"\bimport\b.*\bwith\b": "123, import attributes",
        r"\(\?[ims]+(?:-[ims]+)?:|\(\?-[ims]+:": "125, modifiers within a pattern",
        r"\bRegExp\.escape\b|\b(?:from|to)(?:Base64|Hex)\b|\bMath\.sumPrecise\b": "136 and later",
        r"\busing \w+ =|^\s*@\w+": "134, decorators",
    },
    "css": {
        r"\{[^{}]*\{|&": "112, nesting",
        r"\bcolor-mix\(|\bok(?:lch|lab)\(|\b(?:lab|lch|color)\(": "111, colour functions",
        r"\btext-wrap\b|\blinear\(": "114, 113",
        r"\banimation-timeline\b|\bview-transition|:popover-open|\btext-(?:autospace|box)\b": "111 and later",
        r":user-(?:in)?valid\b|\bsubgrid\b|@starting-style|@scope\b": "117 to 119",
        r"\blight-dark\(|\bfield-sizing\b": "123",
        r"\banchor(?:-name)?\s*[(:]|\bposition-(?:try|anchor|area)\b|\bcalc-size\(": "125 and later",
    },
}


@pytest.mark.parametrize("path", sorted((ROOT / "theme" / "form").glob("*.*s*")), ids=lambda path: path.name)
def test_nothing_newer_than_chromium_109(path: Path) -> None:
    """No syntax, no interface and no style is used that came after Chromium 109."""
    kind = path.suffix[1:]
    if kind == "css":
        flat = re.sub(r"@media[^{]*\{((?:[^{}]*\{[^{}]*\})*)\s*\}", r"\1", lean(path.read_text(encoding="utf-8")))
    else:
        flat = path.read_text(encoding="utf-8")
    assert [
        (why, found[0]) for pattern, why in NEWER[kind].items() for found in re.finditer(pattern, flat, re.MULTILINE)
    ] == []


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("js", "list.toSorted()"),
        ("js", "const a = /[a--b]/v;"),
        ("js", "Object.groupBy(list, one)"),
        ("js", "new Set(a).union(b)"),
        ("js", "map.values().map(one)"),
        ("js", "/(?i:a)/"),
        ("js", "box.showPopover()"),
        ("css", "a { color: color-mix(in srgb, red, blue); }"),
        ("css", "a { b & { color: red; } }"),
        ("css", "a { text-wrap: balance; }"),
        ("css", "a:user-invalid { color: red; }"),
    ],
)
def test_what_is_newer_is_noticed(kind: str, line: str) -> None:
    """The lint above finds what it is there for."""
    assert any(re.search(pattern, line, re.MULTILINE) for pattern in NEWER[kind])
