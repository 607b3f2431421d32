"""Hold what is seen, read and checked: page templates, layouts of cards and of print, fonts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qunyingpu.model.card_layout import CardLayout
from qunyingpu.model.layout import CardTheme
from qunyingpu.model.print_layout import BookLayout, SheetLayout


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that `reading` has found sound: a job opens *path*, a key is made of *digest*."""

    path: Path
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintTheme:
    """The folder ``theme/print/``; empty in a project whose theme has none."""

    sheets: Mapping[str, SheetLayout] = field(default_factory=dict)
    """``a3``, ``certificate`` …: every layout but ``book``."""
    book: BookLayout | None = None
    templates: Mapping[str, str] = field(default_factory=dict)
    """File name -> typst source: ``sheet.typ``, ``book.typ``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The theme folder as values; names are file stems except for templates, which keep their file names."""

    templates: Mapping[str, str]
    """``theme/pages/*``: file name -> Jinja2 source."""
    layouts: Mapping[str, CardLayout]
    """``theme/cards/*.yaml``: ``share``, ``square``, ``tile`` …"""
    card_themes: Mapping[str, CardTheme]
    """``theme/cards/themes.yaml``: ``honour``, ``paper``, ``solemn``, ``plain``."""
    fonts: Mapping[str, SourceFile]
    """``theme/fonts/*``: ``serif``, ``serif-bold``, ``kai``; and ``full``, where the extra of it is installed."""
    pictures: Mapping[str, SourceFile] = field(default_factory=dict)
    """Pictures in ``theme/cards/`` by file name, such as a mascot."""
    printing: PrintTheme = field(default_factory=PrintTheme)
    form: Mapping[str, str] = field(default_factory=dict)
    """``theme/form/*``: file name -> the page, the style and the scripts of 填表.html."""
