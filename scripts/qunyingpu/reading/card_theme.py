"""Turn ``theme/cards/`` into layouts of cards, their themes and the pictures that they show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic_core import PydanticCustomError

from qunyingpu.errors import Problem
from qunyingpu.model.card_layout import CardLayout, PictureLayer
from qunyingpu.model.layout import GROUNDS, LEAST_CONTRAST, CardTheme, contrast
from qunyingpu.model.theme import SourceFile
from qunyingpu.photos.headers import check_photo
from qunyingpu.reading.documents import Document, read_document
from qunyingpu.reading.files import Found, find_files, is_portable
from qunyingpu.reading.layouts import layout_problem, source_file
from qunyingpu.reading.records import Mistake, validate

FOLDER = "theme/cards"
THEMES = "themes"
"""The stem of the file of card themes."""

_PICTURES = (".png", ".jpg", ".jpeg", ".webp")


@dataclass(frozen=True, slots=True)
class Cards:
    """What the folder of cards holds, by name: stems of layouts, keys of themes, file names of pictures."""

    layouts: Mapping[str, CardLayout]
    themes: Mapping[str, CardTheme]
    pictures: Mapping[str, SourceFile]


def read_cards(base: Path, problems: list[Problem]) -> Cards:
    """Return what lies in the folder of cards below *base*; mistakes go to *problems*."""
    found = find_files(base, FOLDER, problems)
    documents = {each.stem: read_document(each) for each in found if _is_layout(each, problems)}
    problems += [problem for document in documents.values() for problem in document.problems]
    themes = documents.pop(THEMES, None)
    cards = Cards(
        layouts={stem: layout for stem, document in documents.items() for layout in _layouts(document, problems)},
        themes=dict(_themes(themes, problems)) if themes else {},
        pictures=dict(_pictures(found, problems)),
    )
    present = {each.name for each in found}
    for name, theme in cards.themes.items():
        if themes and theme.mascot and theme.mascot not in present:
            problems.append(_missing(themes, (name, "mascot"), theme.mascot))
    for stem, layout in cards.layouts.items():
        for place, layer in enumerate(layout.layers):
            if isinstance(layer, PictureLayer) and layer.file and layer.file not in present:
                problems.append(_missing(documents[stem], ("layers", place, "file"), layer.file))
    return cards


def _is_layout(found: Found, problems: list[Problem]) -> bool:
    """Tell whether *found* is one; its stem becomes part of the addresses of cards."""
    if not found.name.endswith(".yaml"):
        return False
    if not is_portable(found.stem):
        expected = "poster.yaml 这样的文件名"
        problems.append(Problem.told("file-name", file=found.file, name=found.name, expected=expected))
        return False
    return True


def _layouts(document: Document, problems: list[Problem]) -> Iterator[CardLayout]:
    if document.tree is not None:
        layout, mistakes = validate(CardLayout, document.tree)
        problems += [layout_problem(document, mistake) for mistake in mistakes]
        if layout is not None:
            yield layout


def _themes(document: Document, problems: list[Problem]) -> Iterator[tuple[str, CardTheme]]:
    for name, colours in (document.tree or {}).items():
        theme, mistakes = validate(CardTheme, colours)
        problems += [layout_problem(document, mistake, name) for mistake in mistakes]
        if theme is not None:
            problems += [layout_problem(document, mistake, name) for mistake in _faint(theme)]
            yield name, theme


def _faint(theme: CardTheme) -> Iterator[Mistake]:
    """Yield the colours of letters that do not stand out from their ground."""
    for letters, ground in GROUNDS.items():
        ratio = contrast(getattr(theme, letters), getattr(theme, ground))
        if ratio < LEAST_CONTRAST:
            reason = f"与 {ground} 的对比只有 {ratio:.1f}，字看不清，要在 {LEAST_CONTRAST} 以上"
            yield Mistake((letters,), "layout-field", {"key": letters, "reason": reason})


def _pictures(files: list[Found], problems: list[Problem]) -> Iterator[tuple[str, SourceFile]]:
    for found in files:
        if found.name.endswith(_PICTURES):
            try:
                check_photo(Path(found.path))
            except PydanticCustomError as refused:
                context = dict(refused.context or {})
                problems.append(Problem.told(context.pop("code"), file=found.file, **context))
            else:
                yield found.name, source_file(found)


def _missing(document: Document, path: tuple[str | int, ...], picture: str) -> Problem:
    context = {"key": ".".join(map(str, path)), "reason": f"{FOLDER} 里没有 {picture}"}
    return layout_problem(document, Mistake(path, "layout-field", context))
