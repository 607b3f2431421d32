"""Hold what is seen, read and checked: page templates, card layouts, fonts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qunyingpu.model.layout import CardLayout, CardTheme


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that `reading` has found sound: a job opens *path*, a key is made of *digest*."""

    path: Path
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """The theme folder as values; names are file stems except for templates, which keep their file names."""

    templates: Mapping[str, str]
    """``theme/pages/*``: file name -> Jinja2 source."""
    layouts: Mapping[str, CardLayout]
    """``theme/cards/*.yaml``: ``share``, ``square``, ``tile`` …"""
    card_themes: Mapping[str, CardTheme]
    """``theme/cards/themes.yaml``: ``honour``, ``paper``, ``solemn``."""
    fonts: Mapping[str, SourceFile]
    """``theme/fonts/*``: ``serif``, ``serif-bold``, ``kai``."""
