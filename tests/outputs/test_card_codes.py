"""The codes of cards: fine enough for their place, coarse enough to be read, and never a fault of the program."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from drawn import PORTRAIT, SITE, SIZES, a_card_book, an_order, pictures
from people import a_hero
from qunyingpu.model.card_layout import QrLayer
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.cards import card_problems
from qunyingpu.outputs.cards.studio import Studio
from qunyingpu.qr import qr_code

ADDRESS = "https://roll.example/heroes/320500-2024-aaaaa.html"
CODED = ("kiosk", "kiosk-wide", "poster", "share", "slide")
LEAST = {"poster": 5, "kiosk": 8, "kiosk-wide": 8}
"""Pixels of a module that a size must have; all others 4."""


def _read(card: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(card)]


def test_the_sizes_with_a_code_are_those_that_are_passed_on_or_shown(theme: Theme) -> None:
    """Thumbnails, the cover and the ribbon have none, all others one."""
    coded = {name for name, layout in theme.layouts.items() for layer in layout.layers if isinstance(layer, QrLayer)}
    assert coded == set(CODED)


@pytest.mark.parametrize("dress", ["honour", "paper", "solemn", "plain"])
@pytest.mark.parametrize("changes", [{}, {"portrait": PORTRAIT}], ids=["stele", "portrait"])
def test_every_size_is_read_by_phones(theme: Theme, portrait: SourceFile, dress: str, changes: dict[str, Any]) -> None:
    """An independent reader finds the page's address in each size as stored, and at half that size."""
    (hero,) = a_card_book(a_hero(**changes)).heroes
    drawing = Studio(SITE, theme).drawing(hero, portrait if changes else None, dress, CODED)
    for name, card in pictures(drawing).items():
        half = card.convert("RGB").resize((card.width // 2, card.height // 2), Image.Resampling.BILINEAR)
        assert (_read(card), _read(half)) == ([ADDRESS], [ADDRESS]), name


@pytest.mark.parametrize("length", [1, 21, 43])
def test_modules_are_as_large_as_their_place_needs(theme: Theme, length: int) -> None:
    """With a `site_url` of up to 55 characters a module has at least 4 pixels, on posters 5, on screens 8."""
    code = qr_code(f"https://{'a' * (length - 1)}b.cn/heroes/320500-2024-aaaaa.html")
    for name in CODED:
        (layer,) = (layer for layer in theme.layouts[name].layers if isinstance(layer, QrLayer))
        assert min(layer.box) // code.size >= LEAST.get(name, 4), name


def test_a_code_without_room_is_told_before_drawing(theme: Theme) -> None:
    """An address too long for a place is a problem that names the layout; drawn all the same, the place is bare."""
    site = dataclasses.replace(SITE, url=f"https://{'a' * 120}.example/")
    told = {(p.file, p.field, p.code) for p in card_problems(a_card_book(a_hero()), site, theme)}
    assert ("theme/cards/share.yaml", "layers.6.box", "layout-code") in told
    bare = pictures(an_order(theme, "honour", ["share"], site=site))["share"].crop((980, 410, 1140, 570))
    assert len(bare.convert("RGB").getcolors(1 << 16) or ()) <= 4


def test_the_longest_address_that_has_room_is_read(theme: Theme) -> None:
    """Just before an address is refused, it still reads at full size."""
    for length in range(90, 8, -1):
        site = dataclasses.replace(SITE, url=f"https://{'a' * length}.example/")
        if not list(card_problems(a_card_book(a_hero()), site, theme)):
            break
    made = pictures(an_order(theme, "honour", list(SIZES), site=site))
    assert length > 30
    for name in CODED:
        assert _read(made[name]) == [f"{site.url}heroes/320500-2024-aaaaa.html"], name
