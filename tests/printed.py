"""Print fictional heroes and read the finished PDFs back with another program than the one that made them."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pypdfium2
import zxingcpp

from drawn import EXTREMES, LONG_TITLE
from people import a_book, a_hero
from qunyingpu.model.hero import Hero
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.site import Site
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.model.vocabulary import Channel
from qunyingpu.outputs.print import Wanted, a_board, a_volume, printed

SITE = Site(name="测试名录", url="https://roll.example/", description="测试", as_of=datetime.date(2026, 11, 23))
REAL_SITE = dataclasses.replace(SITE, url="https://roll.example.org/")
FORMS = ("a1", "a3", "certificate", "handout", "plaque", "table-card")
MILLIMETRES = 25.4 / 72
ENDLESS = "测试用的一个长句子没有任何标点也没有停顿的地方" * 860
MEMBERS = [{"name": f"测试{name}", "outcome": "safe"} for name in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰"]

PRINT_EXTREMES: dict[str, dict[str, Any]] = {
    **EXTREMES,
    "latin": {"name": "Ceshi Maximilian Jia"},
    "one": {"name": "测"},
    "dots": {"name": "·".join(["测试甲乙"] * 8)},
    "letters": {"name": "Ceshimaximilianjiaceshimaximilianjiacesh"},
    "words": {"name": "Ceshi Maximilian Jia van der Ceshi Ceshi"},
    "fifteen": {"name": "测试群体", "kind": "group", "members": MEMBERS},
    "titles": {"honours": [{"title": LONG_TITLE[:120], "level": "national", "awarded_by": LONG_TITLE[:120]}] * 12},
    "title-of-letters": {"honours": [{"title": "A" * 120, "level": "national"}]},
    "no-full-stop": {"deed": {"story": ENDLESS[:20000]}},
    "story-of-letters": {"deed": {"story": "W" * 20000}},
    "sources": {"sources": [{"title": "测" * 120, "publisher": "试" * 80, "date": "2024-01-01"}] * 30},
}


@dataclass(frozen=True)
class Glyph:
    """A character of a page and where its ink lies, in millimetres from the left lower corner of the media."""

    character: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        """Return the area of its box."""
        return (self.right - self.left) * (self.top - self.bottom)

    def part_under(self, other: Glyph) -> float:
        """Return how much of the smaller of two boxes lies in both."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.top, other.top) - max(self.bottom, other.bottom)
        return across * down / min(self.area, other.area) if across > 0.1 and down > 0.1 else 0.0


@dataclass(frozen=True)
class Page:
    """A page as PDFium reads it, the program by which Chromium shows PDFs."""

    page: Any

    @cached_property
    def text(self) -> str:
        """Return the words in the order in which they are selected, without breaks between lines."""
        return str(self.page.get_textpage().get_text_range()).replace("\r\n", "").replace("\u3000", "")

    @property
    def bare(self) -> str:
        """Return the words without the spaces that a reader of PDFs puts between widely set characters."""
        return self.text.replace(" ", "")

    @cached_property
    def size(self) -> tuple[float, float]:
        """Return width and height of the media, in millimetres."""
        width, height = self.page.get_size()
        return width * MILLIMETRES, height * MILLIMETRES

    @cached_property
    def trim(self) -> tuple[float, ...]:
        """Return left, bottom, right and top of what is left when it is cut, in millimetres."""
        return tuple(edge * MILLIMETRES for edge in self.page.get_trimbox())

    @cached_property
    def glyphs(self) -> list[Glyph]:
        """Return every character that leaves ink."""
        words = self.page.get_textpage()
        found = ((words.get_text_range(place, 1), words.get_charbox(place)) for place in range(words.count_chars()))
        return [Glyph(char, *(edge * MILLIMETRES for edge in box)) for char, box in found if char.strip()]

    def picture(self, scale: float) -> np.ndarray[Any, Any]:
        """Return the page as grey pixels, *scale* times 72 an inch."""
        return np.asarray(self.page.render(scale=scale, grayscale=True).to_numpy())

    def code(self, scale: float) -> list[str]:
        """Return what a phone would read from the picture of the page."""
        return [found.text for found in zxingcpp.read_barcodes(self.picture(scale))]

    def colour(self, at: tuple[float, float]) -> tuple[int, int, int]:
        """Return the colour at *at*, in millimetres from the left upper corner of the media."""
        pixels = self.page.render(scale=4 * MILLIMETRES).to_numpy()
        blue, green, red = (int(part) for part in pixels[round(4 * at[1]), round(4 * at[0])][:3])
        return red, green, blue


@dataclass(frozen=True)
class Pdf:
    """A finished file."""

    content: bytes

    @cached_property
    def pages(self) -> list[Page]:
        """Return its pages."""
        return [Page(page) for page in self._document]

    @cached_property
    def text(self) -> str:
        """Return the words of all pages."""
        return "".join(page.text for page in self.pages)

    @cached_property
    def bookmarks(self) -> list[tuple[int, str, int]]:
        """Return level, title and page of each bookmark, all from 0."""
        return [
            (mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in self._document.get_toc(max_depth=9)
        ]

    @cached_property
    def _document(self) -> Any:
        return pypdfium2.PdfDocument(self.content)


def shown(**changes: Any) -> PublishedHero:
    """Return a fictional hero as print may show one."""
    return a_book(a_hero(**changes)).published(Channel.PRINT).heroes[0]


def a_sheet(theme: Theme, form: str, *, site: Site = SITE, face: SourceFile | None = None, **changes: Any) -> Pdf:
    """Return the sheet *form* of a fictional hero with *changes*."""
    return Pdf(printed(a_board(shown(**changes), form, site, theme, face).document, theme))


def a_printed_book(theme: Theme, *heroes: Hero, site: Site = SITE, wanted: Wanted | None = None, **parts: Any) -> Pdf:
    """Return the book of *heroes*, and of what else *parts* put in it, such as ceremonies."""
    book = a_book(*heroes, **parts).published(Channel.PRINT)
    return Pdf(printed(a_volume(book, site, theme, wanted or Wanted()), theme))


def collisions(glyphs: list[Glyph], most: float = 0.12) -> list[tuple[str, str]]:
    """Return the pairs of *glyphs* of which one covers more of the other than neighbours do."""
    found = []
    in_order = sorted(glyphs, key=lambda glyph: glyph.left)
    for place, glyph in enumerate(in_order):
        for other in in_order[place + 1 :]:
            if other.left >= glyph.right:
                break
            if glyph.part_under(other) > most:
                found.append((glyph.character, other.character))
    return found
