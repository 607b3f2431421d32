"""Turn data and a template of ``theme/print/`` into a PDF: typst embeds subsets of our fonts, and sees nothing else.

What people wrote reaches typst as a JSON file, never as its markup, so that ``#panic()`` is a name like any other.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from qunyingpu.errors import ContentError, Problem, UsageError
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.print.glyphs import FALLBACKS

NO_TYPST = "印书和展板要用 typst，这里还没有安装；请改用 python3 scripts/go.py 来运行，它会先装好。"
DATA = "data.json"
NO_ROOM = "no room"
"""What a template panics with when the words do not fit."""


class Tags(Enum):
    """Whether a PDF carries the structure that screen readers follow; of characters placed singly there is none."""

    WRITTEN = True
    LEFT_OUT = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What typst is given: the *data* of a document for *template*, and *pictures* by the names that the data uses.

    *layout* is the stem of the layout that it was made by, *size* how many heroes it tells of.
    """

    template: str
    layout: str
    data: Mapping[str, Any]
    size: int = 1
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    tags: Tags = Tags.WRITTEN


def require_typst() -> Any:
    """Return the module typst; raise UsageError with the sentence that says how to install it."""
    try:
        return importlib.import_module("typst")
    except ImportError:
        raise UsageError(NO_TYPST) from None


def printed(document: Printed, theme: Theme) -> bytes:
    """Return *document* as a PDF, the same bytes for the same document.

    Raises UsageError where typst is not installed, ContentError for a layout that has no room for the words, a
    template that is wrong, and a font that typst cannot read.
    """
    typst = require_typst()
    try:
        made: bytes = _compiler(document, theme).compile(format="pdf", pdf_tags=document.tags.value)
    except typst.TypstError as error:
        raise ContentError([_told(document, str(error.message))]) from None
    return made


def measures(document: Printed, theme: Theme) -> list[dict[str, Any]]:
    """Return for each column of *document* the *layer*, its *room*, and how much of it is *used*, in millimetres."""
    found: list[dict[str, Any]] = json.loads(_compiler(document, theme).query("<box>", field="value"))
    return found


def _told(document: Printed, message: str) -> Problem:
    if NO_ROOM in message:
        return Problem.told(
            "layout-room", file=f"theme/print/{document.layout}.yaml", name=f"“{document.data['title']}”"
        )
    file = f"theme/print/{document.template}"
    return Problem.told("layout-field", file=file, key="typst", reason=message.strip().rstrip("."))


def _compiler(document: Printed, theme: Theme) -> Any:
    typst = require_typst()
    template = theme.printing.templates.get(document.template)
    if template is None:
        file = f"theme/print/{document.template}"
        raise ContentError([Problem.told("file-unreadable", file=file, reason="没有这个模板")])
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=sorted({str(font.path.parent) for font in theme.fonts.values()}),
    )
    data = {**document.data, "fonts": _families(fonts, theme.fonts)}
    files = {
        "main.typ": template.encode(),
        **{name: source.encode() for name, source in theme.printing.templates.items()},
        DATA: json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(),
        # Files in memory must be text: a picture goes as a list of its bytes.
        **{name: json.dumps(list(picture)).encode() for name, picture in document.pictures.items()},
    }
    return typst.Compiler(input=files, font_paths=fonts)


def _families(found: Any, fonts: Mapping[str, SourceFile]) -> dict[str, Any]:
    """Return for each of our *fonts* the families that typst asks, its own first, and its weight."""
    by_file = {Path(font.path).resolve(): font for font in found.fonts()}
    unread = sorted(source.path.name for source in fonts.values() if source.path.resolve() not in by_file)
    if unread:
        told = (
            Problem.told("file-unreadable", file=f"theme/fonts/{name}", reason="typst 不认这个字体") for name in unread
        )
        raise ContentError(told)
    own = {name: by_file[source.path.resolve()] for name, source in fonts.items()}
    chain = [name for name in FALLBACKS if name in own]
    return {
        name: {"families": list(dict.fromkeys(own[stem].family for stem in (name, *chain))), "weight": font.weight}
        for name, font in own.items()
    }
