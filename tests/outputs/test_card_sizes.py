"""Sizes of cards: which there are, whose are made, where they lie, and what a foundation changes without Python."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from drawn import PORTRAIT, SACRIFICED, SITE, SIZES, a_card_book, a_drawing, an_order, is_near, pictures, pixel
from inked import Mark
from people import a_hero
from qunyingpu.errors import ContentError
from qunyingpu.model.card_layout import MadeFor
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.cards import kiosk_portraits, portrait_cards
from qunyingpu.outputs.cards.canvas import rgb
from qunyingpu.outputs.cards.checks import LINKED

FOR_ALL = {"poster.jpg", "share.jpg", "square.jpg", "tile.webp"}
FOR_FEATURED = {"cover.jpg", "kiosk.jpg", "kiosk-wide.jpg", "ribbon.jpg", "slide.jpg"}
FOR_PASSING_ON = {"poster.jpg", "share.jpg", "cover.jpg"}


def _made_for(theme: Theme, *featured: str, **changes: Any) -> set[str]:
    site = dataclasses.replace(SITE, featured=featured)
    (drawing,) = portrait_cards(a_card_book(a_hero(**changes)), site, theme, {})
    return {path.removeprefix("cards/320500-2024-aaaaa-") for path in drawing.paths}


def test_every_hero_gets_the_cards_that_pages_link_to(theme: Theme) -> None:
    """Share card, square, tile and poster are made for all; the pages link to nothing else."""
    assert _made_for(theme) == FOR_ALL
    assert {name for name, layout in theme.layouts.items() if layout.made_for is MadeFor.ALL} == set(LINKED)


def test_featured_heroes_get_every_size(theme: Theme) -> None:
    """Who stands on the home page also gets cover, screens, slide and ribbon; anyone else does not."""
    assert _made_for(theme, "320500-2024-aaaaa") == FOR_ALL | FOR_FEATURED
    assert _made_for(theme, "320500-2024-bbbbb") == FOR_ALL


def test_what_is_made_to_be_passed_on_needs_consent_to_that(theme: Theme) -> None:
    """Without `social` in the consent there is no share card, no poster and no cover; without `kiosk` no screen."""
    web = {"basis": "consent", "scope": ["web"]}
    assert _made_for(theme, "320500-2024-aaaaa", consent=web) == {"square.jpg", "tile.webp"}
    screens = {"basis": "consent", "scope": ["web", "kiosk"]}
    assert _made_for(theme, "320500-2024-aaaaa", consent=screens) == (FOR_ALL | FOR_FEATURED) - FOR_PASSING_ON


def test_halls_get_photographs_and_nothing_else(theme: Theme, portrait: SourceFile) -> None:
    """The kiosk edition has a large portrait and a tile of whoever has a photograph; a theme must have both."""
    book = a_card_book(a_hero(portrait=PORTRAIT), a_hero(id="320500-2024-bbbbb", name="测试乙"))
    portraits = {"320500-2024-aaaaa": portrait}
    (drawing,) = kiosk_portraits(book, SITE, theme, portraits)
    assert drawing.paths == ("cards/320500-2024-aaaaa-hall.jpg", "cards/320500-2024-aaaaa-tile.webp")
    assert pictures(drawing)["hall"].size == (900, 1200)
    lacking = dataclasses.replace(theme, layouts={"tile": theme.layouts["tile"]})
    with pytest.raises(ContentError, match="hall"):
        list(kiosk_portraits(book, SITE, lacking, portraits))


def test_every_size_is_as_large_as_it_says(theme: Theme) -> None:
    """All layouts draw in their size and format, however many there are."""
    made = pictures(an_order(theme, "honour", list(SIZES)))
    assert {name: card.size for name, card in made.items()} == SIZES
    assert {name for name, card in made.items() if card.format == "WEBP"} == {"tile"}


def test_a_poster_names_nobody_twice(theme: Theme, ink: list[Mark], portrait: SourceFile) -> None:
    """Where the stele is the portrait, its name stands alone; beside a photograph it is written out."""
    bold = {}
    for name, changes in (("stele", {}), ("photo", {"portrait": PORTRAIT})):
        ink.clear()
        a_drawing(theme, {"320500-2024-aaaaa": portrait}, name="测试甲", **changes).make()
        large = [mark for mark in ink if mark.canvas.image.size == (1080, 1920) and mark.box[3] - mark.box[1] > 60]
        bold[name] = {mark.box[1] > 1000 for mark in large}
    assert bold == {"stele": {False}, "photo": {True}}


def _with(theme: Theme, dress: str, **changes: Any) -> Theme:
    changed = theme.card_themes[dress].model_copy(update=changes)
    return dataclasses.replace(theme, card_themes={**theme.card_themes, dress: changed})


def test_a_foundation_has_its_own_seal(theme: Theme, ink: list[Mark]) -> None:
    """The characters of the seal come from the theme, in every layout that has one."""
    counts = []
    for seal in ("见义勇为", "善"):
        ink.clear()
        an_order(_with(theme, "honour", seal_text=seal), "honour", ["share"]).make()
        colour = rgb(theme.card_themes["honour"].on_seal)
        counts.append(sum(mark.colour == colour for mark in ink))
    assert counts == [4, 1]


def test_a_foundation_has_its_own_band(theme: Theme, ink: list[Mark]) -> None:
    """The words on the band come from the theme; the dead have none unless someone writes them."""
    counts = []
    for band in ("", "测试基金会"):
        ink.clear()
        an_order(_with(theme, "solemn", band_text=band), "solemn", ["poster"], deed=SACRIFICED).make()
        counts.append(len(ink))
    assert theme.card_themes["solemn"].band_text == ""
    assert counts[1] - counts[0] == len("测试基金会")


def test_a_foundation_has_its_own_mascot(theme: Theme, tmp_path: Path) -> None:
    """A picture named in the theme stands whole where layouts leave room for it; without one nothing is drawn."""
    file = tmp_path / "mascot.png"
    Image.new("RGBA", (50, 100), (0, 160, 0, 255)).save(file)
    named = dataclasses.replace(
        _with(theme, "honour", mascot="mascot.png"), pictures={"mascot.png": SourceFile(file, "m")}
    )
    for sizes in (["poster"], ["kiosk"], ["kiosk-wide"], ["slide"]):
        (shown,) = pictures(an_order(named, "honour", sizes)).values()
        (bare,) = pictures(an_order(theme, "honour", sizes)).values()
        assert (_has_green(shown), _has_green(bare)) == (True, False), sizes


def _has_green(picture: Image.Image) -> bool:
    colours = picture.convert("RGB").reduce(8).getcolors(1 << 20) or ()
    return any(is_near(colour, (0, 160, 0), 40) for _, colour in colours if isinstance(colour, tuple))


@pytest.mark.parametrize("dress", ["honour", "paper", "solemn", "plain"])
def test_every_dress_colours_every_size(theme: Theme, dress: str) -> None:
    """Whatever dress is asked for, the ground of each size is the colour that its layout names."""
    for name, card in pictures(an_order(theme, dress, ["share", "kiosk", "ribbon"])).items():
        ground = getattr(theme.card_themes[dress], theme.layouts[name].ground)
        assert is_near(pixel(card, (8, 20)), rgb(ground)), name
