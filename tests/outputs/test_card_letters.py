"""The letters and codes of cards: each in its place, none a square, all to be read."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from drawn import (
    EXTREMES,
    PORTRAIT,
    RARE,
    SITE,
    a_card_book,
    a_drawing,
    pictures,
)
from people import a_hero
from qunyingpu.model.layout import CardLayout
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.cards import missing_glyphs, portrait_cards
from qunyingpu.outputs.cards.canvas import Canvas, Rgb, mixed, rgb
from qunyingpu.outputs.cards.glyphs import Glyph, MissingGlyphError
from qunyingpu.outputs.cards.plates import SIDE_INK
from qunyingpu.stele import NAME_WIDTH

Mark = tuple[tuple[int, int, int, int], Canvas]


@pytest.fixture
def ink(monkeypatch: pytest.MonkeyPatch) -> list[Mark]:
    """Record the place of every glyph that is drawn, and the canvas that it is drawn on."""
    marks: list[Mark] = []
    draw = Canvas.ink

    def record(canvas: Canvas, glyph: Glyph, pen: tuple[float, float], colour: Rgb) -> None:
        if glyph.mask is not None:
            assert glyph.mask.getbbox() is not None, "a glyph without ink"
            left, top = round(pen[0]) + glyph.left, round(pen[1]) + glyph.top
            marks.append(((left, top, left + glyph.mask.width, top + glyph.mask.height), canvas))
        draw(canvas, glyph, pen, colour)

    monkeypatch.setattr(Canvas, "ink", record)
    return marks


def _boxes(layout: CardLayout) -> Iterator[tuple[int, int, int, int]]:
    for layer in layout.layers:
        if layer.kind not in {"rule", "qr"}:
            yield (layer.at[0], layer.at[1], layer.at[0] + layer.box[0], layer.at[1] + layer.box[1])


@pytest.mark.parametrize("changes", EXTREMES.values(), ids=EXTREMES)
def test_all_letters_stand_in_their_layer(theme: Theme, ink: list[Mark], changes: dict[str, Any]) -> None:
    """However long the words, every glyph has ink and lies within one layer of its card, so none touches another's."""
    a_drawing(theme, **changes).make()
    layouts = {layout.size: layout for layout in theme.layouts.values()}
    slack = 3  # strokes of some glyphs reach a little beyond their square
    for (left, top, right, bottom), canvas in ink:
        homes = [
            box
            for box in _boxes(layouts[canvas.image.size])
            if box[0] - slack <= left and box[1] - slack <= top and right <= box[2] + slack and bottom <= box[3] + slack
        ]
        assert homes, (canvas.image.size, left, top, right, bottom)


@pytest.mark.parametrize("changes", EXTREMES.values(), ids=EXTREMES)
def test_no_letter_covers_another(theme: Theme, ink: list[Mark], changes: dict[str, Any]) -> None:
    """However much there is to say, no glyph is drawn over another."""
    a_drawing(theme, **changes).make()
    for (one, canvas), (other, same) in itertools.combinations(ink, 2):
        across, down = (min(one[side + 2], other[side + 2]) - max(one[side], other[side]) for side in (0, 1))
        assert canvas is not same or min(across, down) <= 1, (canvas.image.size, one, other)


@pytest.mark.parametrize("changes", EXTREMES.values(), ids=EXTREMES)
def test_no_name_touches_the_lines_of_its_stele(theme: Theme, ink: list[Mark], changes: dict[str, Any]) -> None:
    """On the tile, where only the name stands, it keeps to its part of the plate, whatever its letters."""
    a_drawing(theme, **changes).make()
    name = [box for box, canvas in ink if canvas.image.size == (400, 533)]
    assert name
    assert min(box[0] for box in name) >= 400 * (100 - NAME_WIDTH) / 200 - 8
    assert max(box[2] for box in name) <= 400 * (100 + NAME_WIDTH) / 200 + 8


def test_the_sample_word_stands_only_on_samples(theme: Theme, ink: list[Mark]) -> None:
    """样张 stands under the code while the address is a placeholder, and disappears with it."""
    real = dataclasses.replace(SITE, url="https://roll.test/")
    counts = []
    for site in (SITE, real):
        ink.clear()
        next(portrait_cards(a_card_book(a_hero()), site, theme, {})).make()
        counts.append(len(ink))
    assert counts[0] - counts[1] == len("样张")


def test_a_character_that_no_font_has_is_told_before_drawing(theme: Theme) -> None:
    """Each such character is a problem that names the profile, the field and the code point."""
    hero = a_hero(
        name="测\U000323af",
        occupation="㐱工",
        deed={"summary": "桥边听见呼救，\U000323af跳下去救人。"},
        honours=[{"title": "称号"}, {"title": "㐱号"}],
    )
    told = [(p.file, p.field, p.message) for p in missing_glyphs(a_card_book(hero), SITE, theme)]
    file = "heroes/32/320500-2024-aaaaa.yaml"
    assert told == [
        (file, "name", "字库里没有“\U000323af”（U+323AF）。"),
        (file, "occupation", "字库里没有“㐱”（U+3431）。"),
        (file, "deed.summary", "字库里没有“\U000323af”（U+323AF）。"),
        (file, "honours.1.title", "字库里没有“㐱”（U+3431）。"),
    ]


def test_what_ships_has_all_its_characters(theme: Theme) -> None:
    """Rare characters of 通用规范汉字表, the layouts' own words and the site's name are drawn without a square."""
    assert list(missing_glyphs(a_card_book(a_hero(name=RARE)), SITE, theme)) == []
    named = dataclasses.replace(SITE, name="测㐱")
    assert [p.file for p in missing_glyphs(a_card_book(), named, theme)] == ["mkdocs.yml"]


def test_drawing_never_shows_a_square(theme: Theme) -> None:
    """Where the check was passed over, drawing ends loudly rather than in a square."""
    with pytest.raises(MissingGlyphError, match="U\\+323AF"):
        a_drawing(theme, name="测\U000323af").make()


def test_the_regular_stands_in_for_the_bold(theme: Theme, tmp_path: Path, ink: list[Mark]) -> None:
    """A character that the bold lacks is drawn from the regular."""
    lean = tmp_path / "lean.otf"
    with TTFont(theme.fonts["serif-bold"].path) as font:
        subsetter = Subsetter(Options())
        subsetter.populate(text="测试甲名录见义勇为扫码阅读样张称号二〇四年苏州　")
        subsetter.subset(font)
        font.save(lean)
    thin = dataclasses.replace(theme, fonts={**theme.fonts, "serif-bold": SourceFile(lean, "lean")})
    assert list(missing_glyphs(a_card_book(a_hero(name="测䶮")), SITE, thin)) == []
    a_drawing(thin, name="测䶮").make()
    assert ink


def test_a_code_is_never_too_fine_to_read(theme: Theme) -> None:
    """An address so long that a module would be below three pixels ends the drawing; the longest that fits reads."""
    for length, is_read in ((55, True), (120, False)):
        site = dataclasses.replace(SITE, url=f"https://roll.example/{'a' * length}/")
        drawing = next(portrait_cards(a_card_book(a_hero()), site, theme, {}))
        if is_read:
            assert [code.text for code in zxingcpp.read_barcodes(pictures(drawing)["share"])]
        else:
            with pytest.raises(ValueError, match="needs a box"):
                drawing.make()


def test_a_column_without_room_ends_the_drawing(theme: Theme) -> None:
    """Rows that are too high even at a third of their size are a fault of the layout, never drawn over each other."""
    row = {"kind": "text", "text": "{name}", "size": "40"}
    column = {"kind": "column", "at": ["0", "0"], "box": ["300", "30"], "rows": [row, row, row]}
    crowded = CardLayout.model_validate({"size": ["300", "300"], "layers": [column]})
    with pytest.raises(ValueError, match="no room"):
        a_drawing(dataclasses.replace(theme, layouts={**theme.layouts, "crowded": crowded})).make()


@pytest.mark.parametrize("name", ["honour", "paper", "solemn"])
@pytest.mark.parametrize("changes", [{}, {"portrait": PORTRAIT}], ids=["stele", "portrait"])
def test_every_theme_is_read_by_phones(theme: Theme, portrait: SourceFile, name: str, changes: dict[str, Any]) -> None:
    """In every theme an independent reader finds the page's address in the share card as it is stored."""
    dressed = dataclasses.replace(theme, card_themes=dict.fromkeys(theme.card_themes, theme.card_themes[name]))
    share = pictures(a_drawing(dressed, {"320500-2024-aaaaa": portrait}, **changes))["share"]
    found = [code.text for code in zxingcpp.read_barcodes(share)]
    assert found == ["https://roll.example/heroes/320500-2024-aaaaa.html"]


def _contrast(first: Rgb, second: Rgb) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, 1.4.3)."""

    def luminance(colour: Rgb) -> float:
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour)
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", ["honour", "paper", "solemn"])
def test_letters_stand_out_from_their_ground(theme: Theme, name: str) -> None:
    """Every letter of every theme has a contrast of 4.5 or more, the code of 7."""
    colours = theme.card_themes[name]
    on_paper = [(colour, colours.paper) for colour in (colours.ink, colours.soft, colours.rank, colours.accent)]
    for upper, lower in (*on_paper, (colours.stele_ink, colours.stele), (colours.on_seal, colours.seal)):
        assert _contrast(rgb(upper), rgb(lower)) >= 4.5, (upper, lower)
    side = mixed(rgb(colours.stele_ink), rgb(colours.stele), part=SIDE_INK)
    assert _contrast(side, rgb(colours.stele)) >= 4.5
    assert _contrast(rgb(colours.ink), rgb(colours.paper)) >= 7
