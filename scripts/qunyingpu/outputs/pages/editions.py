"""Say which pages make the site and the kiosk edition, in the order of the menu."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.site import Site
from qunyingpu.model.theme import Theme
from qunyingpu.occasions import Timetable
from qunyingpu.outputs.pages.campaign_pages import campaign_pages
from qunyingpu.outputs.pages.ceremony_pages import ceremony_pages
from qunyingpu.outputs.pages.environment import page_environment
from qunyingpu.outputs.pages.handbook_pages import handbook_pages
from qunyingpu.outputs.pages.hero_pages import hero_pages
from qunyingpu.outputs.pages.home_page import home_page
from qunyingpu.outputs.pages.kiosk import ENTRY_PAGE, kai_characters, kiosk_pages
from qunyingpu.outputs.pages.maintenance_page import maintenance_page
from qunyingpu.outputs.pages.mourning import Selections
from qunyingpu.outputs.pages.notices import redirect_pages, withdrawn_pages
from qunyingpu.outputs.pages.plaques import Plaques
from qunyingpu.outputs.pages.press import Press
from qunyingpu.outputs.pages.roll_pages import roll_pages
from qunyingpu.outputs.pages.rows import Rows
from qunyingpu.outputs.pages.search_page import search_page
from qunyingpu.outputs.pages.serif import serif_characters
from qunyingpu.outputs.pages.shells import Kind, Shell
from qunyingpu.writing import Artifact

__all__ = ["kai_characters", "kiosk_edition", "redirect_pages", "serif_characters", "site_pages"]


def site_pages(
    book: PublishedBook, site: Site, theme: Theme, shells: Mapping[Kind, Shell], timetable: Timetable
) -> Iterator[Artifact]:
    """Yield every generated page, from home and roll to the page for staff and the notices of what is gone.

    *shells* holds the rendered page of every kind, split at its slots; *timetable* the days of the campaigns.
    """
    press = Press(site, page_environment(theme.templates), shells)
    plaques, rows, selections = Plaques(press), Rows(press), Selections(book)
    yield home_page(selections, press, plaques, timetable)
    yield from roll_pages(book, press, rows)
    yield from hero_pages(book, press, plaques)
    yield from campaign_pages(selections, press, timetable)
    yield from ceremony_pages(book, press, rows)
    yield search_page(book, press)
    yield from handbook_pages(press)
    yield maintenance_page(book, press, timetable)
    yield from kiosk_pages(selections, press, plaques, timetable)
    yield from withdrawn_pages(book, press)


def kiosk_edition(book: PublishedBook, site: Site, theme: Theme, timetable: Timetable) -> Iterator[Artifact]:
    """Yield the pages of the kiosk edition, and ``index.html``, which leads to them."""
    press = Press(site, page_environment(theme.templates), {})
    yield ENTRY_PAGE
    yield from kiosk_pages(Selections(book), press, Plaques(press, portrait="hall.jpg"), timetable)
