"""Turn the roll into the loop that a hall's screen shows while nobody touches it."""

from __future__ import annotations

from qunyingpu.captions import day_of, place_of
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.vocabulary import Kind, Trait
from qunyingpu.outputs.pages.kiosk.scripts import call
from qunyingpu.outputs.pages.plaques import Plaques
from qunyingpu.outputs.pages.press import Press
from qunyingpu.outputs.pages.wording import has_fallen

MOST = 24
"""Slides: at twelve seconds each nearly five minutes, longer than anyone stands before a loop."""


def loop_script(book: PublishedBook, press: Press, plaques: Plaques) -> bytes:
    """Return the script that hands the slides to the page; those who died have ``fallen`` and stand on solemn days."""
    slides = []
    for hero in loop_heroes(book, press.site.featured):
        context = {"hero": hero, "plaque": plaques.large(hero), "place": place_of(hero), "day": day_of(hero)}
        markup = press.render("kiosk_slide.html", context)
        slides.append({"id": hero.id, "fallen": has_fallen(hero), "html": markup})
    return call("QYPKiosk.slides", slides)


def loop_heroes(book: PublishedBook, featured: tuple[str, ...]) -> list[PublishedHero]:
    """Return whom the loop shows: the *featured*, then people taken evenly from the roll, half of them fallen.

    Minors are never shown unasked (未成年人保护法 art. 103), nor is anyone whose name is not their own.
    """
    fit = [hero for hero in book.heroes if _is_fit(hero)]
    chosen = [hero for hero in fit if hero.id in featured][:MOST]
    rest = [hero for hero in fit if hero.id not in featured]
    fallen, living = [hero for hero in rest if hero.is_mourned], [hero for hero in rest if not hero.is_mourned]
    room = MOST - len(chosen)
    half = _evenly(fallen, min(room // 2, len(fallen)))
    chosen += _evenly(living, min(room - len(half), len(living))) + half
    return sorted(chosen, key=lambda hero: hero.id[-5:])  # of all places and years in turn


def _is_fit(hero: PublishedHero) -> bool:
    is_open = not hero.note and "某" not in hero.name
    return hero.kind is Kind.INDIVIDUAL and is_open and Trait.MINOR not in hero.traits


def _evenly(heroes: list[PublishedHero], count: int) -> list[PublishedHero]:
    return [heroes[place * len(heroes) // count] for place in range(count)]
