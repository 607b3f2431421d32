"""The letters and codes of cards: each in its place, none a square, all to be read."""

from __future__ import annotations

import dataclasses
import itertools
from pathlib import Path
from typing import Any

import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from PIL import ImageStat

from drawn import EXTREMES, RARE, SITE, SIZES, a_card_book, a_drawing, an_order
from inked import BACKGROUNDS, Mark, contrast, home_of
from people import a_hero
from qunyingpu.errors import ContentError
from qunyingpu.model.card_layout import CardLayout
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.cards import card_problems, portrait_cards
from qunyingpu.outputs.cards.canvas import Place, mixed, rgb
from qunyingpu.outputs.cards.glyphs import MissingGlyphError, Typeface, typeface
from qunyingpu.outputs.cards.grounds import ground_of
from qunyingpu.outputs.cards.plates import SIDE_INK
from qunyingpu.outputs.cards.studio import Studio
from qunyingpu.stele import NAME_WIDTH


@pytest.mark.parametrize("plate", ["stele", "portrait"])
@pytest.mark.parametrize("changes", EXTREMES.values(), ids=EXTREMES)
def test_all_letters_stand_in_their_layer(
    theme: Theme, ink: list[Mark], portrait: SourceFile, changes: dict[str, Any], plate: str
) -> None:
    """However long the words, in every size each glyph has ink, lies within one layer, and covers no other glyph."""
    photo = portrait if plate == "portrait" else None
    (hero,) = a_card_book(a_hero(**changes)).heroes
    Studio(SITE, theme).drawing(hero, photo, "honour", list(SIZES)).make()
    canvases = {id(mark.canvas): mark.canvas for mark in ink}
    for mark in ink:
        assert home_of(mark, theme.layouts) is not None, mark
    for canvas in canvases.values():
        marks = [mark.box for mark in ink if mark.canvas is canvas]
        for one, other in itertools.combinations(marks, 2):
            across, down = (min(one[side + 2], other[side + 2]) - max(one[side], other[side]) for side in (0, 1))
            # The overshoot of a large letter may reach into its neighbour's square, never into its ink.
            assert min(across, down) <= max(1, canvas.image.height // 500), (canvas.image.size, one, other)


@pytest.mark.parametrize("name", SIZES)
def test_layers_with_words_keep_apart(theme: Theme, name: str) -> None:
    """No two layers of a layout that show something of a hero have a pixel in common, so none can cover another."""
    layout = theme.layouts[name]
    speaking = [Place.of(layer.at, layer.box) for layer in layout.layers if layer.kind not in BACKGROUNDS]
    for one, other in itertools.combinations(speaking, 2):
        assert not one.meets(other), (name, one, other)


@pytest.mark.parametrize("changes", EXTREMES.values(), ids=EXTREMES)
def test_no_name_touches_the_lines_of_its_stele(theme: Theme, ink: list[Mark], changes: dict[str, Any]) -> None:
    """On the tile, where only the name stands, it keeps to its part of the plate, whatever its letters."""
    an_order(theme, "honour", ["tile"], **changes).make()
    assert ink
    assert min(mark.box[0] for mark in ink) >= 400 * (100 - NAME_WIDTH) / 200 - 8
    assert max(mark.box[2] for mark in ink) <= 400 * (100 + NAME_WIDTH) / 200 + 8


def test_the_sample_word_stands_only_on_samples(theme: Theme, ink: list[Mark]) -> None:
    """样张 stands under the code while the address is a placeholder, and disappears with it."""
    real = dataclasses.replace(SITE, url="https://roll.test/")
    counts = []
    for site in (SITE, real):
        ink.clear()
        ground_of.cache_clear()
        next(portrait_cards(a_card_book(a_hero()), site, theme, {})).make()
        counts.append(len(ink))
    assert counts[0] - counts[1] == len("样张") * 2  # on the share card and on the poster


def test_a_character_that_no_font_has_is_told_before_drawing(theme: Theme) -> None:
    """Each such character is a problem that names the profile, the field and the code point."""
    hero = a_hero(
        name="测\U000323af",
        occupation="㐱工",
        deed={"summary": "桥边听见呼救，\U000323af跳下去救人。"},
        honours=[{"title": "称号"}, {"title": "㐱号"}],
    )
    told = [(p.file, p.field, p.message) for p in card_problems(a_card_book(hero), SITE, theme)]
    file = "heroes/32/320500-2024-aaaaa.yaml"
    assert told == [
        (file, "name", "字库里没有“\U000323af”（U+323AF）。"),
        (file, "occupation", "字库里没有“㐱”（U+3431）。"),
        (file, "deed.summary", "字库里没有“\U000323af”（U+323AF）。"),
        (file, "honours.1.title", "字库里没有“㐱”（U+3431）。"),
    ]


def test_what_ships_has_all_its_characters(theme: Theme) -> None:
    """Rare characters of 通用规范汉字表, the layouts' own words and the site's name are drawn without a square."""
    assert list(card_problems(a_card_book(a_hero(name=RARE)), SITE, theme)) == []
    named = dataclasses.replace(SITE, name="测㐱")
    assert [p.file for p in card_problems(a_card_book(), named, theme)] == ["mkdocs.yml"]


def test_drawing_never_shows_a_square(theme: Theme) -> None:
    """Where the check was passed over, drawing ends loudly rather than in a square."""
    with pytest.raises(MissingGlyphError, match="U\\+323AF"):
        a_drawing(theme, name="测\U000323af").make()


def test_the_regular_stands_in_for_the_bold(theme: Theme, tmp_path: Path, ink: list[Mark]) -> None:
    """A character that the bold lacks is drawn from the regular, and about as dark as the bold would be."""
    lean = tmp_path / "lean.otf"
    with TTFont(theme.fonts["serif-bold"].path) as font:
        subsetter = Subsetter(Options())
        subsetter.populate(text="测试甲名录见义勇为扫码阅读样张称号二〇四年苏州　")
        subsetter.subset(font)
        font.save(lean)
    thin = dataclasses.replace(theme, fonts={**theme.fonts, "serif-bold": SourceFile(lean, "lean")})
    assert list(card_problems(a_card_book(a_hero(name="测䶮")), SITE, thin)) == []
    a_drawing(thin, name="测䶮").make()
    assert ink
    darkness = [
        _darkness(typeface(name, fonts)) for name, fonts in (("serif", theme.fonts), ("serif-bold", thin.fonts))
    ]
    assert darkness[0] * 1.15 < darkness[1] < _darkness(typeface("serif-bold", theme.fonts)) * 1.3


def _darkness(letters: Typeface) -> float:
    mask = letters.glyph("䶮", 96).mask
    assert mask is not None
    return ImageStat.Stat(mask).sum[0]


@pytest.fixture
def full(theme: Theme, tmp_path: Path) -> Theme:
    """Add a font, as the extra does, that has a character no other font has."""
    path = tmp_path / "full.ttf"
    with TTFont(theme.fonts["kai"].path) as font:
        for table in font["cmap"].tables:
            if table.isUnicode() and table.format == 12:
                table.cmap[0x323AF] = table.cmap[ord("测")]
        font.save(path)
    return dataclasses.replace(theme, fonts={**theme.fonts, "full": SourceFile(path, "full")})


def test_the_full_font_is_the_last_to_be_asked(theme: Theme, full: Theme, ink: list[Mark]) -> None:
    """With the extra installed a character of no other font is drawn; without it the profile is told to get it."""
    book = a_card_book(a_hero(name="测\U000323af"))
    assert list(card_problems(book, SITE, full)) == []
    (problem,) = card_problems(book, SITE, theme)
    assert (problem.field, "pylopdf-fonts-zh-cn" in problem.remedy) == ("name", True)
    a_drawing(full, name="测\U000323af").make()
    assert ink


def test_the_full_font_changes_no_other_card(theme: Theme, full: Theme) -> None:
    """Whether the extra is installed or not, a card that needs none of it has the same key and the same bytes."""
    ours, theirs = a_drawing(theme), a_drawing(full)
    assert (ours.key, ours.make()) == (theirs.key, theirs.make())
    other = dataclasses.replace(full, fonts={**full.fonts, "full": SourceFile(full.fonts["full"].path, "other")})
    assert a_drawing(other).key == ours.key
    assert a_drawing(full, name="测\U000323af").key != a_drawing(other, name="测\U000323af").key


def test_a_column_without_room_is_told(theme: Theme) -> None:
    """Rows that are too high even at a third of their size are a mistake of the layout, told at its place."""
    row = {"kind": "text", "text": "{name}", "size": "40"}
    column = {"kind": "column", "at": ["0", "0"], "box": ["300", "30"], "rows": [row, row, row]}
    crowded = CardLayout.model_validate({"size": ["300", "300"], "layers": [column]})
    narrow = column | {"box": ["20", "290"], "rows": [row | {"whole": "是"}]}
    thin = CardLayout.model_validate({"size": ["300", "300"], "layers": [narrow]})
    for layout in (crowded, thin):
        more = dataclasses.replace(theme, layouts={**theme.layouts, "crowded": layout})
        with pytest.raises(ContentError) as told:
            an_order(more, "honour", ["crowded"], name="测试甲乙丙丁").make()
        (problem,) = told.value.problems
        assert (problem.file, problem.field, problem.code) == ("theme/cards/crowded.yaml", "layers.0", "layout-room")


@pytest.mark.parametrize("name", ["honour", "paper", "solemn", "plain"])
def test_letters_stand_out_from_their_ground(theme: Theme, name: str) -> None:
    """Every letter of every theme has a contrast of 4.5 or more, the code of 7."""
    colours = theme.card_themes[name]
    on_paper = [(colour, colours.paper) for colour in (colours.ink, colours.soft, colours.rank, colours.accent)]
    grounds = (colours.band, colours.ridge_far, colours.ridge_near)
    on_band = [(colour, ground) for colour in (colours.on_band, colours.band_soft) for ground in grounds]
    on_seals = [(colours.on_seal, colours.seal), (colours.band, colours.on_band)]
    for upper, lower in (*on_paper, *on_band, *on_seals, (colours.stele_ink, colours.stele)):
        assert contrast(rgb(upper), rgb(lower)) >= 4.5, (upper, lower)
    side = mixed(rgb(colours.stele_ink), rgb(colours.stele), part=SIDE_INK)
    assert contrast(side, rgb(colours.stele)) >= 4.5
    assert contrast(rgb(colours.ink), rgb(colours.paper)) >= 7
