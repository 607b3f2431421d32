"""Turn the theme folder into templates, layouts of cards and fonts, or tell every mistake in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from qunyingpu.errors import ContentError, Problem, UsageError
from qunyingpu.messages import MESSAGES
from qunyingpu.model.layout import FONTS, CardLayout, CardTheme
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.reading.documents import Document, read_document
from qunyingpu.reading.files import Found, decode, find_files, read_bytes
from qunyingpu.reading.records import Mistake, validate

TEMPLATE_LIMIT = 1024 * 1024
"""Bytes of one template."""

THEMES = "themes"
"""The stem of the file of card themes."""


def read_theme(root: Path) -> Theme:
    """Return the theme of the project at *root*, or the one that the package carries where it has none.

    Raises ContentError with every mistake in it, UsageError where there is no theme at all.
    """
    base = _base(root)
    problems: list[Problem] = []
    cards = {found.stem: read_document(found) for found in find_files(base, "theme/cards", problems) if _is_yaml(found)}
    problems += [problem for document in cards.values() for problem in document.problems]
    themes = cards.pop(THEMES, None)
    theme = Theme(
        templates=dict(_templates(base, problems)),
        layouts={stem: layout for stem, document in cards.items() for layout in _layouts(document, problems)},
        card_themes=dict(_card_themes(themes, problems)),
        fonts=dict(_fonts(base, problems)),
    )
    problems += [
        Problem.told("file-unreadable", file=f"theme/fonts/{stem}", reason="没有这个字体")
        for stem in FONTS
        if stem not in theme.fonts
    ]
    if problems:
        raise ContentError(problems)
    return theme


def source_file(found: Found) -> SourceFile:
    """Return *found* with the digest of its bytes."""
    path = Path(found.path)
    return SourceFile(path, hashlib.blake2b(path.read_bytes(), digest_size=20).hexdigest())


def _base(root: Path) -> Path:
    package = Path(str(files("qunyingpu")))
    base = next((place for place in (root, package) if (place / "theme").is_dir()), None)
    if base is None:
        raise UsageError("找不到 theme 文件夹，请在项目的根目录运行。")
    return base


def _templates(base: Path, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    for found in find_files(base, "theme/pages", problems):
        try:
            yield found.name, decode(found, read_bytes(found, TEMPLATE_LIMIT))
        except ContentError as error:
            problems += error.problems


def _layouts(document: Document, problems: list[Problem]) -> Iterator[CardLayout]:
    if document.tree is not None:
        layout, mistakes = validate(CardLayout, document.tree)
        problems += [_told(document, (), mistake) for mistake in mistakes]
        if layout is not None:
            yield layout


def _card_themes(document: Document | None, problems: list[Problem]) -> Iterator[tuple[str, CardTheme]]:
    tree = document.tree if document else None
    if document is None or tree is None:
        return
    for name, colours in tree.items():
        theme, mistakes = validate(CardTheme, colours)
        problems += [_told(document, (name,), mistake) for mistake in mistakes]
        if theme is not None:
            yield name, theme


def _told(document: Document, above: tuple[str, ...], mistake: Mistake) -> Problem:
    path, context = (*above, *mistake.path), mistake.context
    if mistake.code != "layout-field":
        reason = MESSAGES[mistake.code].text.format(**context).rstrip("。")
        context = {"key": ".".join(map(str, path)), "reason": reason}
    return document.source.problem("layout-field", path, **context)


def _fonts(base: Path, problems: list[Problem]) -> Iterator[tuple[str, SourceFile]]:
    for found in find_files(base, "theme/fonts", problems):
        if found.name.endswith((".otf", ".ttf")):
            yield found.stem, source_file(found)


def _is_yaml(found: Found) -> bool:
    return found.name.endswith(".yaml")
