"""The cards of the shipped roll: in every size and dress, each letter is to be read and stands where it should."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from drawn import SIZES
from inked import Mark, contrast, home_of
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.theme import Theme
from qunyingpu.model.vocabulary import Channel
from qunyingpu.outputs.cards.canvas import rgb
from qunyingpu.outputs.cards.jobs import Sitting
from qunyingpu.outputs.cards.studio import Studio
from qunyingpu.reading import read_book, read_site

ROOT = Path(__file__).resolve().parents[2]
DAY = datetime.date(2026, 11, 23)


@pytest.fixture(scope="session")
def roll() -> PublishedBook:
    """Read the roll that ships."""
    return read_book(ROOT, today=DAY).published(Channel.WEB)


@pytest.mark.parametrize("dress", ["honour", "paper", "solemn", "plain"])
def test_every_letter_of_the_roll_is_drawn(roll: PublishedBook, theme: Theme, ink: list[Mark], dress: str) -> None:
    """Each glyph has ink, lies within the card and within one layer, and stands out from what it is drawn on."""
    studio, colours = Studio(read_site(ROOT, as_of=DAY), theme), theme.card_themes[dress]
    ornaments = {rgb(colours.gold), rgb(colours.band_soft)}
    for hero in roll.heroes:
        style, subject = studio.order(hero, dress, list(SIZES))
        sitting = Sitting(subject, style, None)
        for name in SIZES:
            ink.clear()
            sitting.card(name, hero.id)
            assert ink or name in {"share", "ribbon"}
            for mark in ink:
                assert home_of(mark, theme.layouts) is not None, (hero.name, name, mark.box)
                least = 1.6 if mark.colour in ornaments else 4.5  # lozenges before honours are no letters
                assert min(contrast(mark.colour, ground) for ground in mark.grounds) >= least, (name, mark)
