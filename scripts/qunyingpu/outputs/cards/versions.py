"""Turn the code that draws, and the libraries it draws with, into one digest: where it differs, cards may differ."""

from __future__ import annotations

import inspect
from functools import cache

import PIL

from qunyingpu import fonts, photos, qr, stele
from qunyingpu.outputs.cards import (
    canvas,
    columns,
    glyphs,
    grounds,
    jobs,
    marks,
    ornaments,
    plates,
    styles,
    subjects,
    typesetting,
)
from qunyingpu.writing import digest

DRAWING_MODULES = (
    *(fonts, photos, qr, stele),
    *(canvas, columns, glyphs, grounds, jobs, marks, ornaments, plates, styles, subjects, typesetting),
)
"""The modules that decide on the bytes of a card, once its layout, theme and words are given."""


@cache
def drawing_version() -> str:
    """Return the digest of the sources of `DRAWING_MODULES` and of the versions of Pillow and segno."""
    return digest(PIL.__version__, qr.VERSION, *map(inspect.getsource, DRAWING_MODULES))
