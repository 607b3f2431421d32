"""Turn the roll into the kiosk edition: one page for a touch screen in a hall, and what it loads at a touch.

``kiosk/index.html`` and the scripts of ``assets/kiosk/`` are the machine; each person and each campaign is a fragment
in a classic script of its own, which calls ``QYPKiosk.fragment(name, html)``: that works over http and from ``file://``
alike, and a hall can deny everything of one person by one path. People are found with the index of the site's search.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.vocabulary import Channel
from qunyingpu.occasions import Timetable
from qunyingpu.outputs.pages.hero_pages import Biographer
from qunyingpu.outputs.pages.kiosk.fragments import campaign_fragments, hero_fragments
from qunyingpu.outputs.pages.kiosk.loop import loop_script
from qunyingpu.outputs.pages.kiosk.scripts import call
from qunyingpu.outputs.pages.kiosk.shelves import surnames
from qunyingpu.outputs.pages.mourning import Selections
from qunyingpu.outputs.pages.plaques import Plaques
from qunyingpu.outputs.pages.press import Press
from qunyingpu.outputs.pages.wording import day_label
from qunyingpu.writing import Artifact

ENTRY = "kiosk/index.html"
ENTRY_PAGE = Artifact(
    "index.html",
    f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>展馆终端</title>'
    f'<meta http-equiv="refresh" content="0; url={ENTRY}"><body style="background: #4c090c">'
    f'<a style="color: #fdf6e6" href="{ENTRY}">打开展馆终端</a></html>\n'.encode(),
)
"""What stands at the root of an edition of its own, for the service of a hall and for whoever double-clicks."""


def kiosk_pages(selections: Selections, press: Press, plaques: Plaques, timetable: Timetable) -> Iterator[Artifact]:
    """Yield everything under ``kiosk/``; of those who do not agree to be shown in halls there is nothing but the id."""
    book = selections.book
    absent = sorted(hero.id for hero in book.heroes if Channel.KIOSK not in hero.channels)
    shown = _for_halls(selections) if absent else selections
    yield Artifact(ENTRY, _entry(shown.book, press, timetable))
    yield Artifact("kiosk/withdrawn.js", call("QYPWithdrawn", absent))
    yield Artifact("kiosk/shelves.js", call("QYPKiosk.shelves", {"surnames": list(surnames(book.heroes))}))
    yield Artifact("kiosk/rows.js", call("QYPKiosk.rows", " ".join(hero.id for hero in book.heroes)))
    yield Artifact("kiosk/loop.js", loop_script(shown.book, press, plaques))
    yield from hero_fragments(Biographer.of(shown.book, press, plaques))
    yield from campaign_fragments(shown, press)


def kai_characters(book: PublishedBook) -> str:
    """Return the characters that the screens set in the written hand: what is said of a deed, and slogans."""
    texts = (*(hero.deed.summary for hero in book.heroes), *(campaign.slogan or "" for campaign in book.campaigns))
    return "".join(sorted(set("".join(texts))))


def _for_halls(selections: Selections) -> Selections:
    heroes = tuple(hero for hero in selections.book.heroes if Channel.KIOSK in hero.channels)
    return Selections(dataclasses.replace(selections.book, heroes=heroes))


def _entry(book: PublishedBook, press: Press, timetable: Timetable) -> bytes:
    context = {
        "site": press.site,
        "as_of": day_label(press.site.as_of),
        "table_end": day_label(timetable.last_day),
        "totals": book.totals,
    }
    return press.render("kiosk.html", context).encode()
