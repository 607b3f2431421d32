"""The files of the kiosk edition: who is in them, who is not, and how a name is looked up without a keyboard."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest

from people import a_book, a_hero
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.hero import Hero
from qunyingpu.model.site import Site
from qunyingpu.model.theme import Theme
from qunyingpu.model.vocabulary import Channel
from qunyingpu.occasions import timetable
from qunyingpu.outputs.pages.editions import kai_characters, kiosk_edition
from qunyingpu.outputs.pages.environment import page_environment
from qunyingpu.outputs.pages.kiosk import kiosk_pages
from qunyingpu.outputs.pages.kiosk.loop import MOST, loop_heroes
from qunyingpu.outputs.pages.kiosk.shelves import surnames
from qunyingpu.outputs.pages.mourning import Selections
from qunyingpu.outputs.pages.plaques import Plaques
from qunyingpu.outputs.pages.press import Press
from qunyingpu.strokes import strokes_of

PAGES = Path(__file__).parents[2] / "theme" / "pages"
THEME = Theme(
    templates={path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.html")},
    layouts={},
    card_themes={},
    fonts={},
)
SITE = Site(name="测试谱", url="https://roll.example/", description="测试用", as_of=datetime.date(2026, 11, 23))
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def _hero(number: int, **changes: Any) -> Hero:
    code = "".join(LETTERS[number // 31**place % 31] for place in range(5))
    return a_hero(**({"id": f"320500-2024-{code}", "name": f"测试{chr(0x4E00 + number)}"} | changes))


def _edition(*heroes: Hero, channel: Channel = Channel.KIOSK, campaigns: tuple[Campaign, ...] = ()) -> dict[str, str]:
    book = a_book(*heroes, campaigns=campaigns).published(channel)
    made = kiosk_edition(book, SITE, THEME, timetable(book.campaigns, first_year=2026))
    return {page.path: page.content.decode() for page in made}


WEB_ONLY = {"basis": "consent", "scope": ["web"]}


def test_whoever_does_not_agree_to_halls_is_an_opaque_id() -> None:
    """On the web's own kiosk page there is no trace of them but the id that the page must hide."""
    shown, hidden = _hero(1), _hero(2, name="龚测隐", consent=WEB_ONLY)
    campaign = {"id": "test-day", "name": "测试日", "when": {"fixed": "04-05"}, "featured": [hidden.id]}
    files = _edition(shown, hidden, channel=Channel.WEB, campaigns=(Campaign.model_validate(campaign),))
    assert files["kiosk/withdrawn.js"] == f'QYPWithdrawn(["{hidden.id}"]);\n'
    assert [path for path in files if path.startswith("kiosk/heroes/")] == [f"kiosk/heroes/{shown.id}.js"]
    assert [path for path, content in files.items() if "龚" in content] == []
    assert shown.name in files["kiosk/campaigns/test-day.js"]
    assert "收录 1 位人物" in files["kiosk/index.html"]
    assert [path for path, content in _edition(shown, hidden).items() if hidden.id in content] == []


def test_the_loop_shows_no_minor_and_nobody_under_another_name() -> None:
    """Minors, masked and aliased people and groups are found by whoever looks, but never shown unasked."""
    open_ = _hero(1)
    others = (
        _hero(2, traits=["minor"]),
        _hero(3, visibility="masked"),
        _hero(4, visibility="alias", alias="测试化"),
        _hero(5, kind="group", name="测试救人群体", member_count="3"),
    )
    book = a_book(open_, *others).published(Channel.KIOSK)
    assert [hero.id for hero in loop_heroes(book, ())] == [open_.id]


def test_the_loop_is_short_and_has_the_fallen_and_the_living() -> None:
    """At most two dozen, half of them fallen where there are so many, the featured always; the same on every day."""
    heroes = [_hero(number, deed={"outcome": "sacrificed"} if number % 2 else {}) for number in range(1, 200)]
    book = a_book(*heroes).published(Channel.KIOSK)
    chosen = loop_heroes(book, (heroes[100].id,))
    assert len(chosen) == MOST == len({hero.id for hero in chosen})
    assert heroes[100].id in {hero.id for hero in chosen}
    assert sum(hero.is_mourned for hero in chosen) == 12, "the featured one, and half of the other twenty-three"
    assert chosen == loop_heroes(book, (heroes[100].id,))


def test_names_are_shelved_by_surname_letter_and_strokes() -> None:
    """A surname has its rows, the letter of its reading and the strokes of its first character; groups stand apart."""
    book = a_book(
        _hero(1, name="阳测甲", pinyin="yang ce jia"),
        _hero(2, name="欧阳测乙", pinyin="ou yang ce yi"),
        _hero(3, name="阳测丙", pinyin="yang ce bing"),
        _hero(4, name="测试救人群体", kind="group", member_count="3", pinyin="ce shi"),
    ).published(Channel.KIOSK)
    shelves = {shelf[0]: shelf[1:] for shelf in surnames(book.heroes)}
    rows = {name: [book.heroes[row].name for row in shelf[2]] for name, shelf in shelves.items()}
    assert rows == {"群体": ["测试救人群体"], "欧阳": ["欧阳测乙"], "阳": ["阳测丙", "阳测甲"]}
    assert (shelves["阳"][:2], shelves["欧阳"][:2], shelves["群体"][:2]) == (("Y", 6), ("O", 8), ("C", 0))


def test_rows_are_known_by_their_ids() -> None:
    """The ids stand in the order of the index, so that a hall finds the row of whoever must not be seen."""
    heroes = (_hero(1, name="张测甲"), _hero(2, name="李测乙"), _hero(3, name="王测丙"))
    rows = [hero.id for hero in a_book(*heroes).published(Channel.KIOSK).heroes]
    assert _edition(*heroes)["kiosk/rows.js"] == f'QYPKiosk.rows("{" ".join(rows)}");\n'
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize(
    ("character", "strokes"), [("一", 1), ("丁", 2), ("邓", 4), ("龙", 5), ("阳", 6), ("曾", 12), ("𬭩", 0)]
)
def test_strokes_are_those_of_the_mainland(character: str, strokes: int) -> None:
    """阳 has six, where tables for the old forms say seven; what the table lacks is not guessed."""
    assert strokes_of(character) == strokes


def test_a_fragment_carries_text_as_text() -> None:
    """Markup in a profile stays text, in the fragment and in what a voice reads; a script line cannot be broken."""
    attack = "</script><img src=x onerror=alert(1)>\u2028"
    hero = _hero(1, occupation="测试<b>", deed={"story": f"测试正文{attack}"})
    script = _edition(hero)[f"kiosk/heroes/{hero.id}.js"]
    markup = json.loads(script.removeprefix("QYPKiosk.fragment(").removesuffix(");\n").split(",", 1)[1])
    assert "<img" not in markup
    assert "测试&lt;b&gt;" in markup
    assert "\u2028" not in script


def test_large_screens_show_large_portraits() -> None:
    """The loop and a person's own screen show the hall's portrait; the web's kiosk page, which has none, the tile."""
    hero = _hero(1, portrait={"file": "face.jpg", "credit": "测试", "licence": "测试授权"})
    book, press = a_book(hero).published(Channel.WEB), Press(SITE, page_environment(THEME.templates), {})
    days = timetable((), first_year=2026)
    pages = kiosk_pages(Selections(book), press, Plaques(press), days)
    on_the_web = {page.path: page.content.decode() for page in pages}
    for path in ("kiosk/loop.js", f"kiosk/heroes/{hero.id}.js"):
        for files, card in ((_edition(hero), "hall.jpg"), (on_the_web, "tile.webp")):
            assert re.findall(r"cards/[\w.-]+", files[path]) == [f"cards/{hero.id}-{card}"]


def test_the_written_hand_has_what_is_said_of_deeds() -> None:
    """The font of the screens is cut to the summaries and slogans."""
    campaign = Campaign.model_validate(
        {"id": "test-day", "name": "测试日", "when": {"fixed": "04-05"}, "slogan": "测试口号"}
    )
    book = a_book(_hero(1), campaigns=(campaign,)).published(Channel.KIOSK)
    assert set("桥边听见呼救口号") <= set(kai_characters(book))
