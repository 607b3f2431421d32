"""Look at every letter on its way to the card: it has ink, stands within the card, and in its own layer alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from bench_cards.figures import Figure
from bench_cards.sitters import ROOT, SITE, a_master, pictured, read_heroes
from qunyingpu.model.card_layout import AnyLayer, CardLayout
from qunyingpu.model.layout import Plate
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.cards.canvas import Canvas, Place
from qunyingpu.outputs.cards.glyphs import Glyph
from qunyingpu.outputs.cards.jobs import Sitting
from qunyingpu.outputs.cards.studio import Studio
from qunyingpu.photos import open_photo

SIZES = ("cover", "kiosk", "kiosk-wide", "poster", "ribbon", "share", "slide", "square", "tile")
SPEAKING = {"column", "portrait", "qr", "seal"}
"""Layers that show something of their own; all others may lie beneath them."""

_FICTIONAL = 60


@dataclass
class _Watcher:
    """What is told of the letters of one card after another."""

    drawn: int = 0
    faults: list[str] = field(default_factory=list)
    _marks: list[tuple[Glyph, Place]] = field(default_factory=list)

    def record(self, glyph: Glyph, pen: tuple[float, float]) -> None:
        if glyph.mask is not None:
            left, top = round(pen[0]) + glyph.left, round(pen[1]) + glyph.top
            self._marks.append((glyph, Place.of((left, top), glyph.mask.size)))

    def judge(self, layout: CardLayout, plate: Plate, card: str) -> None:
        for glyph, place in self._marks:
            self.drawn += 1
            if fault := _fault(glyph, place, layout, plate):
                self.faults.append(f"{card}: {fault} at {place}")
        self._marks.clear()


def letter_figures(folder: Path, theme: Theme, heroes: Sequence[PublishedHero]) -> list[Figure]:
    """Return how many letters were drawn, in all sizes and themes, and how many of them badly.

    Of the shipped roll and of *heroes*. The shipped roll has no photographs; every other one of *heroes* gets one.
    """
    photo = a_master(folder, (900, 1200))
    sitters: list[tuple[PublishedHero, SourceFile | None]] = [(hero, None) for hero in read_heroes(ROOT)]
    for number, hero in enumerate(heroes[:_FICTIONAL]):
        sitters.append((hero, None) if number % 2 else (pictured(hero), photo))
    watcher = _Watcher()
    draw = Canvas.ink

    def ink(canvas: Canvas, glyph: Glyph, pen: tuple[float, float], colour: tuple[int, int, int]) -> None:
        watcher.record(glyph, pen)
        draw(canvas, glyph, pen, colour)

    with patch.object(Canvas, "ink", ink):
        cards = sum(_watched(watcher, theme, dress, sitters) for dress in theme.card_themes)
    print(*watcher.faults[:20], sep="\n", end="\n" if watcher.faults else "")
    return [
        Figure("cards whose letters were watched", cards),
        Figure("letters drawn on them", watcher.drawn),
        Figure("letters without ink, off the card, or in another layer", len(watcher.faults), 0),
    ]


def _watched(
    watcher: _Watcher, theme: Theme, dress: str, sitters: Sequence[tuple[PublishedHero, SourceFile | None]]
) -> int:
    studio = Studio(SITE, theme)
    for hero, photo in sitters:
        style, subject = studio.order(hero, dress, SIZES)
        sitting = Sitting(subject, style, open_photo(photo.path, least=(1215, 1620)) if photo else None)
        plate = Plate.PHOTO if photo else Plate.STELE
        for name in SIZES:
            sitting.card(name, hero.id)
            watcher.judge(theme.layouts[name], plate, f"{hero.id} {name} {dress}")
    return len(sitters) * len(SIZES)


def _fault(glyph: Glyph, place: Place, layout: CardLayout, plate: Plate) -> str:
    """Return what is wrong with *glyph* at *place*, nothing where all is well."""
    if glyph.mask is None or glyph.mask.getbbox() != (0, 0, *glyph.mask.size):
        return "no ink"
    if min(place.left, place.top) < 0 or place.right > layout.size[0] or place.bottom > layout.size[1]:
        return "off the card"
    # Strokes of some letters reach a little beyond their square.
    slack = max(3, layout.size[1] // 400)
    layers = [Place.of(layer.at, layer.box) for layer in _speaking(layout, plate)]
    if not any(_holds(layer.inset(-slack), place) for layer in layers):
        return "in no layer"
    if sum(layer.inset(slack).meets(place) for layer in layers) > 1:
        return "in two layers"
    return ""


def _speaking(layout: CardLayout, plate: Plate) -> Iterator[AnyLayer]:
    return (layer for layer in layout.layers if layer.kind in SPEAKING and layer.only in {None, plate})


def _holds(outer: Place, inner: Place) -> bool:
    return (
        outer.left <= inner.left
        and outer.top <= inner.top
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )
