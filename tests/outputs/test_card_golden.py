"""Cards look as they did when someone last looked at them: small golden pictures, compared with a tolerance.

After a change that is meant to be seen: ``python -m pytest --renew -k golden``, then look at ``tests/golden/``.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageStat

from drawn import PORTRAIT, SACRIFICED, SITE, SIZES, a_card_book, pictures
from faces import a_face, encoded
from people import a_hero
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.cards.studio import Studio
from qunyingpu.outputs.cards.styles import dress_of

GOLDEN = Path(__file__).parents[1] / "golden"
WIDTH, TOLERANCE = 200, 0.6
"""Pixels across, and how far the mean of all pixels may be off, of 255."""

SITTERS: dict[str, dict[str, Any]] = {
    "living": {
        "occupation": "外卖骑手",
        "honours": [{"title": "全国见义勇为模范", "level": "national"}, {"title": "测试市好人"}],
    },
    "fallen": {"name": "测甲", "deed": SACRIFICED, "portrait": PORTRAIT},
    "group": {"name": "测试大学10·24见义勇为英雄集体", "kind": "group", "member_count": "15"},
}


@pytest.fixture(scope="session")
def face(tmp_path_factory: pytest.TempPathFactory) -> SourceFile:
    """Draw a photograph of nobody."""
    path = tmp_path_factory.mktemp("faces") / "face.jpg"
    path.write_bytes(encoded(a_face((900, 1200)), quality=92, subsampling="4:4:4"))
    return SourceFile(path, "face")


def _drawn(theme: Theme, name: str, face: SourceFile) -> dict[str, Image.Image]:
    """Return each size of a sitter, small."""
    changes = SITTERS[name]
    (hero,) = a_card_book(a_hero(**changes)).heroes
    drawing = Studio(SITE, theme).drawing(hero, face if "portrait" in changes else None, dress_of(hero), list(SIZES))
    return {size: _small(card) for size, card in pictures(drawing).items()}


def _small(card: Image.Image) -> Image.Image:
    return card.convert("RGB").resize((WIDTH, round(WIDTH * card.height / card.width)), reducing_gap=3.0)


def _distance(one: Image.Image, other: Image.Image) -> float:
    difference = ImageChops.difference(one, other.convert("RGB"))
    return max(ImageStat.Stat(difference).mean)


@pytest.mark.parametrize("name", SITTERS)
def test_cards_look_like_the_golden_pictures(
    theme: Theme, face: SourceFile, name: str, pytestconfig: pytest.Config
) -> None:
    """Every size of a living person, a dead one with a photograph and a group is as it was when it was last seen."""
    for size, card in _drawn(theme, name, face).items():
        golden = GOLDEN / f"{name}-{size}.webp"
        if pytestconfig.getoption("--renew"):
            golden.parent.mkdir(exist_ok=True)
            card.save(golden, lossless=True, method=6)
        with Image.open(golden) as picture:
            assert _distance(card, picture) <= TOLERANCE, size


def test_golden_pictures_show_what_has_moved(theme: Theme, face: SourceFile) -> None:
    """A layer that stands somewhere else, or a colour that is another, is seen in spite of the tolerance."""
    poster = theme.layouts["poster"]
    lower = tuple(
        layer.model_copy(update={"at": (layer.at[0], layer.at[1] + 24)}) if layer.kind == "portrait" else layer
        for layer in poster.layers
    )
    moved = {**theme.layouts, "poster": poster.model_copy(update={"layers": lower})}
    paler = theme.card_themes["honour"].model_copy(update={"band": "#8a2a2d"})
    for changed in (
        dataclasses.replace(theme, layouts=moved),
        dataclasses.replace(theme, card_themes={**theme.card_themes, "honour": paler}),
    ):
        with Image.open(GOLDEN / "living-poster.webp") as golden:
            assert _distance(_drawn(changed, "living", face)["poster"], golden) > TOLERANCE
