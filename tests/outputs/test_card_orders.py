"""Cards that a person asks for: any size in any dress, or all in one picture with what each shows of the photograph."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import pytest
from PIL import Image

from drawn import PORTRAIT, SITE, SIZES, a_card_book, a_drawing, is_near, pixel
from people import a_hero
from qunyingpu.errors import ContentError, UsageError
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.cards.orders import Order, ordered_cards, ordered_overview


def _order(photo: SourceFile | None = None, *sizes: str, dress: str = "", **changes: Any) -> Order:
    (hero,) = a_card_book(a_hero(**changes)).heroes
    return Order(hero=hero, portrait=photo, sizes=sizes, dress=dress)


def test_an_order_without_sizes_gives_all(theme: Theme) -> None:
    """All sizes come, named after the hero, and those that the site makes are the site's byte for byte."""
    made = {artifact.path: artifact.content for artifact in ordered_cards(_order(), SITE, theme)}
    assert {path.removeprefix("320500-2024-aaaaa-").partition(".")[0] for path in made} == set(SIZES)
    drawing = a_drawing(theme)
    for path, content in zip(drawing.paths, drawing.make(), strict=True):
        assert made[path.removeprefix("cards/")] == content


def test_an_order_names_sizes_and_dress(theme: Theme) -> None:
    """Only what was asked for comes, in the dress that was asked for."""
    (poster,) = ordered_cards(_order(None, "poster", "poster", dress="solemn"), SITE, theme)
    assert poster.path == "320500-2024-aaaaa-poster.jpg"
    ground = theme.card_themes["solemn"].paper
    assert is_near(pixel(Image.open(io.BytesIO(poster.content)), (20, 400)), tuple(bytes.fromhex(ground[1:])))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sizes", "dress", "scope", "told"),
    [
        (("banner",), "", ["web"], "没有“banner”这种画面"),
        ((), "gold", ["web"], "没有“gold”这套配色"),
        (("tile", "poster"), "", ["web", "kiosk"], "公开范围不含“社交媒体”"),
    ],
)
def test_an_order_that_cannot_be_made_is_refused(
    theme: Theme, sizes: tuple[str, ...], dress: str, scope: list[str], told: str
) -> None:
    """An unknown size or dress, and a size that the consent rules out, are told in one sentence."""
    consent = {"basis": "consent", "scope": scope}
    with pytest.raises(UsageError, match=told):
        ordered_cards(_order(None, *sizes, dress=dress, consent=consent), SITE, theme)


def test_all_sizes_are_those_that_the_consent_allows(theme: Theme) -> None:
    """Who consents to the web alone gets what the web shows, without being asked about the rest."""
    made = ordered_cards(_order(consent={"basis": "consent", "scope": ["web"]}), SITE, theme)
    assert [artifact.path for artifact in made] == ["320500-2024-aaaaa-square.jpg", "320500-2024-aaaaa-tile.webp"]


def test_a_story_that_no_font_has_is_told_where_it_is_shown(theme: Theme) -> None:
    """A character of the story stops only the sizes that show the story."""
    deed = {"story": "测试用的正文，有一个㐱字。"}
    assert ordered_cards(_order(None, "share", deed=deed), SITE, theme)
    with pytest.raises(ContentError) as told:
        ordered_cards(_order(None, "kiosk-wide", deed=deed), SITE, theme)
    assert [(p.field, p.code) for p in told.value.problems] == [("deed.story", "glyph-missing")]


def test_the_overview_shows_every_size_and_every_crop(theme: Theme, portrait: SourceFile) -> None:
    """One picture holds the photograph with its focus marked and each card; without a photograph, the cards alone."""
    bare = Image.open(io.BytesIO(ordered_overview(_order(), SITE, theme).content))
    order = _order(portrait, portrait=PORTRAIT | {"focus": ["0.25", "0.5"]})
    artifact = ordered_overview(order, SITE, theme)
    shown = Image.open(io.BytesIO(artifact.content))
    assert (artifact.path, shown.format) == ("320500-2024-aaaaa.jpg", "JPEG")
    assert shown.height > bare.height
    assert max(shown.size) < 6000
    # The photograph stands first, 900 pixels high at most: red above, blue below, a cross where the focus is.
    assert is_near(pixel(shown, (60, 60)), (200, 30, 30), 30)
    accent = tuple(bytes.fromhex(theme.card_themes["honour"].accent[1:]))
    assert is_near(pixel(shown, (40 + round(0.25 * 675), 40 + 450)), accent, 60)  # type: ignore[arg-type]


def test_an_overview_follows_the_focus(theme: Theme, portrait: SourceFile) -> None:
    """Another focus gives another picture: what it is for."""
    focuses = (["0.1", "0.3"], ["0.9", "0.3"])
    made = {
        ordered_overview(_order(portrait, portrait=PORTRAIT | {"focus": focus}), SITE, theme).content
        for focus in focuses
    }
    assert len(made) == 2


def test_the_site_and_an_order_need_the_same_theme(theme: Theme) -> None:
    """A theme with gaps is told before anything is drawn."""
    gapped = dataclasses.replace(theme, card_themes={"paper": theme.card_themes["paper"]})
    with pytest.raises(ContentError):
        ordered_cards(_order(), SITE, gapped)
