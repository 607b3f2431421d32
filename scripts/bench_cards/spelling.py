"""Let Tesseract read the names on share cards of the shipped roll."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator

from PIL import Image

from bench_cards.figures import Figure
from bench_cards.sitters import ROOT, SITE, read_heroes
from qunyingpu.model.card_layout import ColumnLayer
from qunyingpu.model.theme import Theme
from qunyingpu.outputs.cards.studio import Studio
from qunyingpu.outputs.cards.styles import dress_of

CARDS, LEAST = 20, 19
SCALES = (0.3, 0.4, 0.6)
"""A card is looked at on phones of several widths; Tesseract misreads type as large as that of a whole card."""


def spelling_figure(theme: Theme) -> Figure | str:
    """Return on how many of the first cards the name is read, or why nobody reads them."""
    tesseract = shutil.which("tesseract")
    if tesseract is None or "chi_sim" not in _said(tesseract, "--list-langs"):
        return "names are not read: Tesseract with chi_sim is missing (Debian: tesseract-ocr-chi-sim)"
    studio = Studio(SITE, theme)
    read = 0
    for hero in read_heroes(ROOT)[:CARDS]:
        (card,) = studio.drawing(hero, None, dress_of(hero), ("share",)).make()
        read += any(_letters(hero.name) in _letters(text) for text in _readings(tesseract, card, theme))
    return Figure(f"names read by Tesseract, of {CARDS}", read, LEAST, is_floor=True)


def _readings(tesseract: str, card: bytes, theme: Theme) -> Iterator[str]:
    """Yield what is read in the column of words, small and large, as a block and as lines by themselves."""
    words = next(layer for layer in theme.layouts["share"].layers if isinstance(layer, ColumnLayer))
    margin, (left, top), (width, height) = 20, words.at, words.box
    column = Image.open(io.BytesIO(card)).convert("L")
    column = column.crop((left - margin, top - margin, left + width + margin, top + height))
    for scale in SCALES:
        small = column.resize((round(column.width * scale), round(column.height * scale)), Image.Resampling.LANCZOS)
        file = io.BytesIO()
        small.save(file, "PNG")
        for mode in ("6", "11"):
            yield _said(tesseract, "-", "-", "-l", "chi_sim", "--psm", mode, picture=file.getvalue())


def _said(tesseract: str, *arguments: str, picture: bytes = b"") -> str:
    said = subprocess.run([tesseract, *arguments], input=picture, capture_output=True, check=False)
    return said.stdout.decode("utf-8", "replace")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
