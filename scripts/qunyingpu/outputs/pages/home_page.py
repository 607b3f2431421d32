"""Turn the roll into the home page: the day's band, search, remembrance, featured heroes, newest honours, figures."""

from __future__ import annotations

from collections.abc import Sequence

from qunyingpu.captions import ABROAD
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.published import PublishedHero, newest_date
from qunyingpu.model.vocabulary import Kind as HeroKind
from qunyingpu.occasions import Timetable, title_lines
from qunyingpu.outputs.pages.ceremony_pages import ceremony_news, latest_first
from qunyingpu.outputs.pages.mourning import Selections, mourning_line
from qunyingpu.outputs.pages.places import place_of
from qunyingpu.outputs.pages.plaques import Plaques
from qunyingpu.outputs.pages.press import Page, Press
from qunyingpu.outputs.pages.roll_pages import region_tiles
from qunyingpu.outputs.pages.shells import Kind
from qunyingpu.outputs.pages.wording import has_fallen
from qunyingpu.writing import Artifact

FEATURED, NEWS, NAMES_ON_BAND = 4, 3, 17
"""Heroes and ceremonies on the home page; names for which a band has room on a desk."""


def home_page(selections: Selections, press: Press, plaques: Plaques, timetable: Timetable) -> Artifact:
    """Return ``index.html``."""
    book = selections.book
    featured = featured_heroes(book, press.site.featured)
    news = [ceremony for ceremony in latest_first(book.ceremonies) if ceremony.date and book.honoured_at(ceremony.id)]
    return press.print(
        Page(
            kind=Kind.HOME,
            path="index.html",
            title="见义勇为英雄名录",
            description=press.site.description,
            template="home.html",
            context={
                "band": _band(book, press, timetable),
                "memorials": _memorials(selections, timetable, press.site.region),
                "hints": search_hints(featured),
                "featured": [_card(hero, plaques) for hero in featured],
                "news": [ceremony_news(ceremony, book) for ceremony in news[:NEWS]],
                "tiles": region_tiles(book),
                "totals": book.totals,
            },
        )
    )


def featured_heroes(book: PublishedBook, chosen: Sequence[str]) -> tuple[PublishedHero, ...]:
    """Return the heroes *chosen* by id, then the most recently honoured, equals as in the roll."""
    named = [hero for hero in map(book.find, chosen) if hero is not None]
    newest = sorted(book.heroes, key=_honoured_on, reverse=True)
    return tuple({hero.id: hero for hero in (*named, *newest[: FEATURED + len(named)])}.values())[:FEATURED]


def search_hints(heroes: Sequence[PublishedHero]) -> tuple[str, ...]:
    """Return words that searching surely finds: a name, its initials, a place and a kind of deed."""
    hero = next((hero for hero in heroes if hero.kind is HeroKind.INDIVIDUAL), None)
    if hero is None:
        return ()
    initials = "".join(syllable[0] for syllable in hero.pinyin.split())
    place = () if hero.deed.region == ABROAD else (place_of(hero).short,)
    return (hero.name, initials, *place, hero.deed.type.label)


def _honoured_on(hero: PublishedHero) -> tuple[int, int, int]:
    date = newest_date(hero)
    return date.sort_key if date else (0, 0, 0)


def _band(book: PublishedBook, press: Press, timetable: Timetable) -> dict[str, object]:
    """Return the band that stands while nobody knows the day: the first year-round campaign, else the roll itself."""
    standing = next(iter(timetable.year_round(press.site.region)), None)
    campaign = next((campaign for campaign in book.campaigns if campaign.id == standing), None)
    if campaign is None:
        return {"lines": ("见义勇为", "英雄名录"), "text": "", "path": "roll/index.html", "link": "查看名录"}
    path = f"campaigns/{campaign.id}.html"
    return {"lines": title_lines(campaign.name), "text": campaign.slogan or "", "path": path, "link": "查看活动"}


def _memorials(selections: Selections, timetable: Timetable, region: str) -> list[dict[str, object]]:
    found = []
    for campaign in selections.book.campaigns:
        mourned = selections.mourned_by(campaign) if timetable.claims[campaign.id].reaches(region) else ()
        if mourned:
            text = mourning_line(mourned)
            found.append({"id": campaign.id, "text": text, "mourned": mourned[:NAMES_ON_BAND], "total": len(mourned)})
    return found


def _card(hero: PublishedHero, plaques: Plaques) -> dict[str, object]:
    plaque = plaques.medium(hero, base="")
    return {"hero": hero, "plaque": plaque, "place": place_of(hero).city, "has_fallen": has_fallen(hero)}
