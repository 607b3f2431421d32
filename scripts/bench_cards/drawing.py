"""Hold what a card costs, in CPU of one warm process, against what none can do without: decoding, encoding, a code."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import segno
from PIL import Image

from bench_cards.figures import Figure
from bench_cards.sitters import DEFAULT, SITE, a_master, pictured
from qunyingpu.model.card_layout import CardLayout, Format
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.cards.studio import Studio
from qunyingpu.outputs.cards.styles import dress_of
from qunyingpu.qr import MASK, qr_code

ROUNDS = 60
LEAST = {("share",): (354, 480), DEFAULT: (600, 800)}
"""What the largest of the sizes needs of a photograph: the bare decoder is spared the rest, as ours is."""


def card_figures(folder: Path, theme: Theme, heroes: Sequence[PublishedHero]) -> list[Figure]:
    """Return the ratios of card to bare work, our way and the bare way in turn, medians of *ROUNDS*."""
    small, large = a_master(folder, (400, 500)), a_master(folder, (1200, 1600))
    figures = []
    for title, photo, names, limit in (
        ("share card with portrait 400x500, code given", small, ("share",), 2.0),
        ("share card with portrait 1200x1600, code given", large, ("share",), None),
        ("all default sizes, portrait 400x500", small, DEFAULT, 2.2),
        ("all default sizes, portrait 1200x1600", large, DEFAULT, 2.2),
    ):
        times = [_Trial(theme, hero, photo, names).times() for hero in _some(heroes)]
        ours, bare = (
            statistics.median(part) for part in zip(*(pair for pairs in times for pair in pairs), strict=True)
        )
        figures += [Figure(f"{title}, ms of CPU", 1000 * ours), Figure(f"{title}, of bare work", ours / bare, limit)]
    return figures


def _some(heroes: Sequence[PublishedHero]) -> Sequence[PublishedHero]:
    """Return a living and a dead one of an ordinary name and summary, with photographs."""
    plain = [hero for hero in heroes if len(hero.name) == 3 and hero.kind.id == "individual"]
    return [pictured(next(hero for hero in plain if hero.is_mourned is is_dead)) for is_dead in (False, True)]


@dataclass(frozen=True)
class _Trial:
    """One hero in some sizes, drawn our way and made bare."""

    theme: Theme
    hero: PublishedHero
    photo: SourceFile
    names: tuple[str, ...]

    def times(self) -> list[tuple[float, float]]:
        """Return the seconds of each round: ours, and the bare work."""
        drawing = Studio(SITE, self.theme).drawing(self.hero, self.photo, dress_of(self.hero), self.names)
        layouts = [self.theme.layouts[name] for name in self.names]
        cards = [Image.open(io.BytesIO(made)).convert("RGB") for made in drawing.make()]
        has_code = len(self.names) > 1

        def ours() -> None:
            if has_code:
                qr_code.cache_clear()
            drawing.make()

        def bare() -> None:
            with Image.open(self.photo.path) as photo:
                photo.draft("RGB", LEAST[self.names])
                photo.load()
            for card, layout in zip(cards, layouts, strict=True):
                encode(card, layout)
            if has_code:
                segno.make_qr(SITE.address(self.hero.path), error="m", mask=MASK)

        for work in (ours, bare):
            work()
        return [(_seconds(ours), _seconds(bare)) for _ in range(ROUNDS)]


def encode(card: Image.Image, layout: CardLayout) -> None:
    """Encode *card* as *layout* has it, and nothing else."""
    if layout.format is Format.JPEG:
        card.save(io.BytesIO(), "JPEG", quality=layout.quality, subsampling="4:4:4")
    else:
        card.save(io.BytesIO(), "WEBP", quality=layout.quality, method=4)


def _seconds(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
