"""Turn the theme folder into templates, layouts of cards and of print, and fonts, or tell every mistake in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from qunyingpu.errors import ContentError, Problem, UsageError
from qunyingpu.fonts import full_font
from qunyingpu.model.layout import FONTS
from qunyingpu.model.theme import PrintTheme, SourceFile, Theme
from qunyingpu.reading.card_theme import read_cards
from qunyingpu.reading.files import Found, decode, find_files, read_bytes
from qunyingpu.reading.layouts import TEMPLATE_LIMIT, source_file
from qunyingpu.reading.print_theme import read_printing

_SHARED_WITH_KIOSK = ("assets/site.css", "assets/day.js", "assets/band.js", "assets/search/engine.js")


def read_theme(root: Path, *, for_print: bool = True) -> Theme:
    """Return the theme of the project at *root*, or the one that the package carries where it has none.

    What prints nothing need not wait for ``theme/print/``: without *for_print* that folder is neither read nor judged.
    Raises ContentError with every mistake in it, UsageError where there is no theme at all.
    """
    base = _base(root)
    problems: list[Problem] = []
    cards = read_cards(base, problems)
    theme = Theme(
        templates=dict(_texts(base, "theme/pages", problems)),
        layouts=cards.layouts,
        card_themes=cards.themes,
        pictures=cards.pictures,
        fonts=dict(_fonts(base, problems)),
        printing=read_printing(base, problems) if for_print else PrintTheme(),
        form=dict(_texts(base, "theme/form", problems)),
    )
    problems += [
        Problem.told("file-unreadable", file=f"theme/fonts/{stem}", reason="没有这个字体")
        for stem in FONTS
        if stem not in theme.fonts
    ]
    if problems:
        raise ContentError(problems)
    return theme


def read_preview_frame(root: Path) -> Mapping[str, str]:
    """Return ``frame.html`` and ``frame.css`` of ``theme/preview/``, and the style sheet of the site, by file name.

    Raises ContentError for what cannot be read.
    """
    base = _base(root)
    files = ("theme/preview/frame.html", "theme/preview/frame.css", "theme/site/assets/site.css")
    found = (Found(file, str(base / file)) for file in files)
    return {one.name: decode(one, read_bytes(one, TEMPLATE_LIMIT)) for one in found}


def read_kiosk_assets(root: Path) -> Mapping[str, bytes]:
    """Return the files of ``theme/site/assets/`` that the kiosk edition needs, by their paths in the site.

    Raises ContentError for what cannot be read.
    """
    base, problems = _base(root), list[Problem]()
    shared = (Found(f"theme/site/{path}", str(base / "theme/site" / path)) for path in _SHARED_WITH_KIOSK)
    found = (*shared, *find_files(base, "theme/site/assets/kiosk", problems))
    if problems:
        raise ContentError(problems)
    return {one.file.removeprefix("theme/site/"): read_bytes(one, TEMPLATE_LIMIT) for one in found}


def read_hall_guides(root: Path) -> Mapping[str, bytes]:
    """Return the files of ``theme/hall/`` by their paths on a stick: the guide at its root, the others in ``hall/``.

    Raises ContentError for what cannot be read.
    """
    base, problems = _base(root), list[Problem]()
    found = find_files(base, "theme/hall", problems)
    if problems:
        raise ContentError(problems)
    # Whoever opens a stick must see at once where to begin.
    return {
        (one.name if one.name.endswith(".html") else f"hall/{one.name}"): read_bytes(one, TEMPLATE_LIMIT)
        for one in found
    }


def _base(root: Path) -> Path:
    package = Path(str(files("qunyingpu")))
    base = next((place for place in (root, package) if (place / "theme").is_dir()), None)
    if base is None:
        raise UsageError("找不到 theme 文件夹，请在项目的根目录运行。")
    return base


def _texts(base: Path, folder: str, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    for found in find_files(base, folder, problems):
        try:
            yield found.name, decode(found, read_bytes(found, TEMPLATE_LIMIT))
        except ContentError as error:
            problems += error.problems


def _fonts(base: Path, problems: list[Problem]) -> Iterator[tuple[str, SourceFile]]:
    for found in find_files(base, "theme/fonts", problems):
        if found.name.endswith((".otf", ".ttf")):
            yield found.stem, source_file(found)
    full = full_font()
    if full is not None:
        yield "full", source_file(Found(full.name, str(full)))
