"""Make drawings of fictional heroes and look at the finished pictures, for tests of cards."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from typing import Any

from PIL import Image

from people import a_book, a_hero
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.hero import Hero
from qunyingpu.model.site import Site
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.model.vocabulary import Channel
from qunyingpu.outputs.cards import portrait_cards
from qunyingpu.outputs.cards.canvas import Rgb
from qunyingpu.outputs.cards.studio import Studio
from qunyingpu.writing import Drawing

SITE = Site(name="测试名录", url="https://roll.example/", description="测试", as_of=datetime.date(2026, 11, 23))
SACRIFICED = {"outcome": "sacrificed", "died": "2024-06-26"}
PORTRAIT = {"file": "320500-2024-aaaaa.jpg", "focus": ["0.5", "0.4"]}
LONG_TITLE = "全国见义勇为舍己救人测试称号（第十五届测试大会）" * 5
RARE = "㛃䶮\U0002cc56"

EXTREMES: dict[str, dict[str, Any]] = {
    "two": {"name": "测甲"},
    "dot": {"name": "阿卜杜测试·买买提测试·测试"},
    "rare": {"name": RARE},
    "group": {"name": "测试大学10·24见义勇为英雄集体", "kind": "group", "member_count": "15"},
    "list": {"name": "测试甲、测试乙、测丙、测试丁", "kind": "group", "member_count": "4"},
    "endless": {"name": "测试甲乙" * 10},
    "latin": {"name": "Ceshi Maximilian Jia", "honours": []},
    "alias": {"visibility": "alias", "alias": "测试丁"},
    "abroad": {
        "deed": {"region": "990000", "place": "测试国测试省测试市" * 4},
        "honours": [{"title": "第十五届全国见义勇为测试称号（受表彰）", "level": "national"}],
    },
    "wordy": {
        "name": "测试市测试县测试镇测试村抗洪抢险救灾英雄群体",
        "kind": "group",
        "member_count": "30",
        "occupation": "测试公司职工" * 6,
        "honours": [{"title": LONG_TITLE[:120], "level": "national"}],
        "deed": {
            "summary": "“快去！”测试甲、（测试乙）先后跳进18.5℃的河水——救起2名儿童；两人力竭，没能上岸，他们牺牲了。",
            "region": "522301",
        },
    },
}


SIZES = {
    "cover": (900, 383),
    "hall": (900, 1200),
    "kiosk": (1080, 1920),
    "kiosk-wide": (3840, 2160),
    "poster": (1080, 1920),
    "ribbon": (3840, 320),
    "share": (1200, 630),
    "slide": (1920, 1080),
    "square": (500, 500),
    "tile": (400, 533),
}
"""Every layout that ships, with its size."""


def a_card_book(*heroes: Hero) -> PublishedBook:
    """Return what the web may show of *heroes*."""
    return a_book(*heroes).published(Channel.WEB)


def a_drawing(theme: Theme, portraits: Mapping[str, SourceFile] | None = None, **changes: Any) -> Drawing:
    """Return the drawing of one fictional hero with *changes*."""
    (drawing,) = portrait_cards(a_card_book(a_hero(**changes)), SITE, theme, portraits or {})
    return drawing


def an_order(theme: Theme, dress: str, names: Sequence[str], site: Site = SITE, **changes: Any) -> Drawing:
    """Return the drawing of one fictional hero with *changes*, in sizes and colours that a person asked for."""
    (hero,) = a_card_book(a_hero(**changes)).heroes
    return Studio(site, theme).drawing(hero, None, dress, names)


def pictures(drawing: Drawing) -> dict[str, Image.Image]:
    """Return the finished pictures of *drawing* by the name of their layout."""
    # cards/320500-2024-aaaaa-kiosk-wide.jpg
    names = [path.split("-", 3)[3].partition(".")[0] for path in drawing.paths]
    return {name: Image.open(io.BytesIO(made)) for name, made in zip(names, drawing.make(), strict=True)}


def pixel(picture: Image.Image, at: tuple[int, int]) -> tuple[int, ...]:
    """Return the colour of *picture* at one place."""
    found = picture.convert("RGB").getpixel(at)
    assert isinstance(found, tuple)
    return found


def is_near(colour: tuple[int, ...], wanted: Rgb, slack: int = 14) -> bool:
    """Tell whether *colour* is *wanted*, as far as JPEG keeps it."""
    return all(abs(a - b) <= slack for a, b in zip(colour, wanted, strict=True))
