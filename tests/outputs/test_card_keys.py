"""Cards are drawn once: the same hero gives the same bytes anywhere, and a key that changes with what is shown."""

from __future__ import annotations

import dataclasses
import pkgutil
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from drawn import (
    EXTREMES,
    PORTRAIT,
    SACRIFICED,
    SITE,
    a_card_book,
    a_drawing,
)
from people import a_hero
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs import cards
from qunyingpu.outputs.cards import portrait_cards, studio
from qunyingpu.outputs.cards.versions import DRAWING_MODULES, drawing_version


def test_the_same_hero_gives_the_same_bytes_anywhere(theme: Theme, portrait: SourceFile) -> None:
    """One process or two, in order or shuffled: the bytes of every card are the same."""
    heroes = [
        a_hero(id=f"320500-2024-{letter * 5}", **changes)
        for letter, changes in zip("abcdefghjm", EXTREMES.values(), strict=True)
    ]
    pictured = a_hero(id="320500-2024-kkkkk", portrait=PORTRAIT)
    drawings = list(portrait_cards(a_card_book(*heroes, pictured), SITE, theme, {pictured.id: portrait}))
    here = {drawing.paths: drawing.make() for drawing in drawings}
    shuffled = [*drawings[::2], *drawings[1::2]][::-1]
    for workers in (1, 2):
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            made = [pool.submit(drawing.make) for drawing in shuffled]
            there = {drawing.paths: job.result() for drawing, job in zip(shuffled, made, strict=True)}
        assert there == here


def test_a_key_changes_with_what_is_shown(theme: Theme, portrait: SourceFile, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever changes a card changes its key: words, photograph, crop, layout, colours, fonts, address, code."""
    portraits = {"320500-2024-aaaaa": portrait}
    share = theme.layouts["share"]
    red = theme.card_themes["honour"].model_copy(update={"accent": "#ff0000"})
    variants = {
        "plain": a_drawing(theme),
        "summary": a_drawing(theme, deed={"summary": "另一句测试用的话，他救起了谁。"}),
        "honour": a_drawing(theme, honours=[]),
        "dead": a_drawing(theme, deed=SACRIFICED),
        "photo": a_drawing(theme, portraits, portrait=PORTRAIT),
        "other photo": a_drawing(theme, {"320500-2024-aaaaa": SourceFile(portrait.path, "other")}, portrait=PORTRAIT),
        "crop": a_drawing(theme, portraits, portrait=PORTRAIT | {"focus": ["0.1", "0.4"]}),
        "layout": a_drawing(
            dataclasses.replace(theme, layouts={**theme.layouts, "share": share.model_copy(update={"quality": 84})})
        ),
        "colour": a_drawing(dataclasses.replace(theme, card_themes={**theme.card_themes, "honour": red})),
        "font": a_drawing(
            dataclasses.replace(theme, fonts={**theme.fonts, "serif": SourceFile(theme.fonts["serif"].path, "other")})
        ),
        "address": next(
            portrait_cards(a_card_book(a_hero()), dataclasses.replace(SITE, url="https://else.example/"), theme, {})
        ),
    }
    monkeypatch.setattr(studio, "drawing_version", lambda: "other")
    variants["code"] = a_drawing(theme)
    assert len({drawing.key for drawing in variants.values()}) == len(variants)


def test_a_key_knows_nothing_of_this_machine(theme: Theme, portrait: SourceFile) -> None:
    """Where fonts and photographs lie, and what a card does not show, changes no key."""
    moved = {name: SourceFile(Path("/elsewhere") / name, font.digest) for name, font in theme.fonts.items()}
    there = dataclasses.replace(theme, fonts=moved)
    here = a_drawing(theme, {"320500-2024-aaaaa": portrait}, portrait=PORTRAIT)
    photo = SourceFile(Path("/elsewhere/photo.jpg"), portrait.digest)
    assert a_drawing(there, {"320500-2024-aaaaa": photo}, portrait=PORTRAIT).key == here.key
    assert a_drawing(theme, deed={"story": "另一段正文。"}).key == a_drawing(theme).key


def test_all_code_that_draws_is_in_the_key() -> None:
    """A module that joins the cards joins the code whose change makes every card anew."""
    drawing = {module.__name__ for module in DRAWING_MODULES}
    present = {module.name for module in pkgutil.iter_modules(cards.__path__, f"{cards.__name__}.")}
    others = {"checks", "orders", "overview", "studio", "versions"}  # they order, check and show what is drawn
    assert present - drawing == {f"{cards.__name__}.{name}" for name in others}
    assert drawing_version()
