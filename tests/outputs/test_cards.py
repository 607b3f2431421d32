"""Portrait cards: which there are, in whose colours, with which words, and with the photograph where there is one."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from drawn import (
    PORTRAIT,
    SACRIFICED,
    SITE,
    a_card_book,
    a_drawing,
    an_order,
    is_near,
    pictures,
    pixel,
)
from inked import Mark
from people import a_hero
from qunyingpu.errors import ContentError
from qunyingpu.model.card_layout import CardLayout, ColumnLayer, HonoursRow, RuleRow
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.cards import jobs, portrait_cards
from qunyingpu.outputs.cards.canvas import rgb
from qunyingpu.outputs.cards.subjects import Copy, house_words, subject_of
from qunyingpu.photos import open_photo


def test_cards_carry_full_colour_and_nothing_else(theme: Theme, portrait: SourceFile) -> None:
    """JPEGs are 4:4:4, since red and gold suffer otherwise, and no card carries metadata."""
    drawing = a_drawing(theme, {"320500-2024-aaaaa": portrait}, portrait=PORTRAIT)
    for card in pictures(drawing).values():
        assert not set(card.info) & {"exif", "icc_profile", "comment", "xmp"}
        if card.format == "JPEG":
            assert {(factor[1], factor[2]) for factor in card.layer} == {(1, 1)}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("changes", "chosen"),
    [
        ({}, "honour"),
        ({"deed": {"outcome": "injured"}}, "honour"),
        ({"deed": SACRIFICED}, "solemn"),
        (
            {
                "kind": "group",
                "deed": {"outcome": "mixed"},
                "members": [{"name": "测试乙", "outcome": "sacrificed"}, {"name": "测试丙"}],
            },
            "solemn",
        ),
        ({"kind": "group", "members": [{"name": "测试乙"}, {"name": "测试丙"}]}, "honour"),
    ],
)
def test_the_dead_stand_in_ink(theme: Theme, changes: dict[str, Any], chosen: str) -> None:
    """The living have gold line and deep red; the dead, and a group of which some died, have ink."""
    colours = theme.card_themes[chosen]
    share = pictures(a_drawing(theme, **changes))["share"]
    assert is_near(pixel(share, (600, 3)), rgb(colours.accent))
    assert is_near(pixel(share, (300, 69)), rgb(colours.stele_rule), slack=40)
    assert is_near(pixel(share, (500, 100)), rgb(colours.paper))


def test_words_that_are_missing_leave_no_gap(theme: Theme) -> None:
    """A profile without honours or occupation is set as if the layout had no such row."""
    subject = subject_of(a_card_book(a_hero(honours=[])).heroes[0], SITE)
    copy = Copy({**house_words(SITE, theme.card_themes["honour"]), **subject.words})
    assert copy.told("{rank}") == ""
    assert copy.told("{who}　{where}　{when}") == "江苏省苏州市　2024年6月24日"
    assert copy.told("扫码阅读　{sample}") == "扫码阅读　样张"


def test_names_are_told_as_they_are_spoken(theme: Theme) -> None:
    """Two characters stand apart, an alias says that it is one, names of groups stay as they are."""
    heroes = [
        a_hero(name="测甲"),
        a_hero(id="320500-2024-bbbbb", visibility="alias", alias="李四"),
        a_hero(id="320500-2024-ccccc", name="测队", kind="group", member_count="3"),
    ]
    names = {hero.id[-5:]: subject_of(hero, SITE).words["name"] for hero in a_card_book(*heroes).heroes}
    assert names == {"aaaaa": "测　甲", "bbbbb": "李四（化名）", "ccccc": "测队"}


def test_honours_stand_in_one_size(theme: Theme, ink: list[Mark]) -> None:
    """Where one of several honours must shrink, all are as small as that one."""
    row = {"kind": "honours", "colour": "ink", "size": "30", "fit": "20", "most": "3"}
    column = {"kind": "column", "at": ["0", "0"], "box": ["400", "290"], "rows": [row]}
    layout = CardLayout.model_validate({"size": ["400", "300"], "layers": [column]})
    more = dataclasses.replace(theme, layouts={**theme.layouts, "list": layout})
    honours = [{"title": "口" * length} for length in (3, 16, 2)]
    an_order(more, "honour", ["list"], honours=honours).make()
    letters = [mark.box for mark in ink if mark.colour == rgb(theme.card_themes["honour"].ink)]
    assert (len(letters), len({box[3] - box[1] for box in letters})) == (21, 1)


def test_a_photograph_takes_the_place_of_the_stele(theme: Theme, portrait: SourceFile) -> None:
    """The photograph stands in the frame of the stele; the tile is the bare photograph, for the pages to frame."""
    made = pictures(a_drawing(theme, {"320500-2024-aaaaa": portrait}, portrait=PORTRAIT))
    for name, above, below in (("share", (260, 150), (260, 540)), ("tile", (2, 2), (397, 530))):
        assert is_near(pixel(made[name], above), (200, 30, 30), slack=25), name
        assert is_near(pixel(made[name], below), (30, 30, 200), slack=25), name
    assert is_near(pixel(made["share"], (300, 69)), rgb(theme.card_themes["honour"].stele_rule), slack=40)


def test_the_dead_are_shown_without_colour(theme: Theme, portrait: SourceFile) -> None:
    """In the solemn theme a photograph is grey."""
    made = pictures(a_drawing(theme, {"320500-2024-aaaaa": portrait}, portrait=PORTRAIT, deed=SACRIFICED))
    for name, at in (("share", (260, 150)), ("tile", (200, 100))):
        red, green, blue = pixel(made[name], at)
        assert max(red, green, blue) - min(red, green, blue) <= 8


def test_a_masked_hero_shows_no_photograph(theme: Theme, portrait: SourceFile) -> None:
    """Whoever is masked is drawn as a stele of the masked name, even when a photograph lies beside the profile."""
    portraits = {"320500-2024-aaaaa": portrait}
    masked = a_drawing(theme, portraits, portrait=PORTRAIT, visibility="masked")
    assert masked.make() == a_drawing(theme, name="测某某").make()


def test_a_photograph_is_decoded_once(theme: Theme, portrait: SourceFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """One job decodes the photograph once for all its cards, as large as the largest needs it."""
    asked: list[tuple[int, int]] = []

    def decode(path: Path, *, least: tuple[int, int]) -> Image.Image:
        asked.append(least)
        return open_photo(path, least=least)

    monkeypatch.setattr(jobs, "open_photo", decode)
    a_drawing(theme, {"320500-2024-aaaaa": portrait}, portrait=PORTRAIT).make()
    assert asked == [(542, 742)]


def test_a_damaged_photograph_is_told_across_processes(theme: Theme, tmp_path: Path) -> None:
    """The job of a torn photograph ends in a problem that names the profile, and so comes back from a worker."""
    torn = tmp_path / "torn.jpg"
    Image.effect_noise((300, 400), 90).convert("RGB").save(torn)
    torn.write_bytes(torn.read_bytes()[:9000])
    drawing = a_drawing(theme, {"320500-2024-aaaaa": SourceFile(torn, "torn")}, portrait=PORTRAIT)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool, pytest.raises(ContentError) as told:
        pool.submit(drawing.make).result()
    (problem,) = told.value.problems
    assert (problem.code, problem.file, problem.field) == (
        "photo-damaged",
        "heroes/32/320500-2024-aaaaa.yaml",
        "portrait.file",
    )


def test_a_theme_with_gaps_is_told(theme: Theme) -> None:
    """A layout that the pages link to, and the colours of the living and the dead, are asked for by name."""
    layouts = {name: layout for name, layout in theme.layouts.items() if name != "square"}
    gapped = dataclasses.replace(theme, layouts=layouts, card_themes={"paper": theme.card_themes["paper"]})
    with pytest.raises(ContentError) as told:
        list(portrait_cards(a_card_book(), SITE, gapped, {}))
    assert [(problem.file, problem.code) for problem in told.value.problems] == [
        ("theme/cards/square.yaml", "layout-field"),
        ("theme/cards/themes.yaml", "layout-field"),
        ("theme/cards/themes.yaml", "layout-field"),
    ]


def test_a_foundation_adds_a_size_without_python(theme: Theme) -> None:
    """A new layout file alone makes a new card, here a poster with honours and rules."""
    poster = CardLayout.model_validate(
        {
            "size": ["600", "900"],
            "format": "webp",
            "layers": [
                {"kind": "portrait", "at": ["150", "40"], "box": ["300", "400"], "sides": "无旁题"},
                {
                    "kind": "column",
                    "at": ["60", "480"],
                    "box": ["480", "380"],
                    "anchor": "bottom",
                    "rows": [
                        {"kind": "text", "text": "{name}", "font": "kai", "size": "60", "align": "centre"},
                        {"kind": "rule", "gap": "20", "weight": "2", "colour": "gold"},
                        {"kind": "honours", "size": "24", "most": "2", "gap": "20"},
                    ],
                },
            ],
        }
    )
    honours = [{"title": "全国称号", "level": "national"}, {"title": "县级称号", "level": "county"}, {"title": "三"}]
    more = dataclasses.replace(theme, layouts={**theme.layouts, "poster": poster})
    made = pictures(a_drawing(more, honours=honours))["poster"]
    (column,) = (layer for layer in poster.layers if isinstance(layer, ColumnLayer))
    assert [type(row) for row in column.rows[1:]] == [RuleRow, HonoursRow]
    assert (made.format, made.size) == ("WEBP", (600, 900))
    below = made.convert("RGB").crop((60, 480, 540, 860))
    assert below.getcolors(1 << 20) != [(480 * 380, rgb(theme.card_themes["honour"].paper))]
    # The column stands on its foot: two lines of honours, a rule above them, the name above that.
    assert is_near(pixel(made, (300, 860 - 24 - 38 - 20 - 1)), rgb(theme.card_themes["honour"].gold), slack=40)
