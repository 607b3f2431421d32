"""Say which outputs make the site, in order: the table of contents of the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from qunyingpu.errors import ContentError, Problem
from qunyingpu.model.book import AddressStatus, PublishedBook
from qunyingpu.model.site import Site
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.occasions import timetable
from qunyingpu.outputs.cards import card_problems, kiosk_portraits, portrait_cards
from qunyingpu.outputs.exports import open_data
from qunyingpu.outputs.feeds import feeds
from qunyingpu.outputs.form import PATH as FORM_PATH
from qunyingpu.outputs.form import form_artifacts
from qunyingpu.outputs.pages.editions import kai_characters, kiosk_edition, redirect_pages, serif_characters, site_pages
from qunyingpu.outputs.pages.shells import Kind, Shell
from qunyingpu.outputs.search import people_index, search_index
from qunyingpu.outputs.sitemap import sitemap
from qunyingpu.outputs.timetable import day_scripts
from qunyingpu.outputs.webfont import web_font
from qunyingpu.writing import Artifact, Drawing, Shelf

TIMETABLE_YEARS = 12
"""Calendar years, from that of the build, through which a site turns to its campaigns untouched."""
HALL_YEARS = 35
"""The same for a hall, whose machine may stand for long; by the table of 35 years that still weighs two kilobytes."""


Documents = Mapping[str, tuple[str, ...]]
"""Path of each hand-written page inside the site -> its headings, the title first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Everything that the outputs of one site are made from."""

    book: PublishedBook
    site: Site
    theme: Theme
    portraits: Mapping[str, SourceFile]
    """Id of the hero -> the photograph beside the profile."""


def unfit_cards(edition: Edition) -> Iterator[Problem]:
    """Yield what would spoil the cards of *edition*; to be asked before the site that is there is touched."""
    return card_problems(edition.book, edition.site, edition.theme)


def site_works(
    edition: Edition, *, shells: Mapping[Kind, Shell], documents: Documents, postings: Shelf
) -> Iterator[Artifact | Drawing]:
    """Yield every file of the site besides the hand-written *documents*: what is drawn first, then the rest.

    *postings* holds what the last search index leaves for this one, and then what this one leaves for the next.
    Raises ContentError for a promised address that would be lost, before the first page.
    """
    book, site, theme = edition.book, edition.site, edition.theme
    drawings = (
        web_font("serif-bold", serif_characters(book, site, theme, chain.from_iterable(documents.values())), theme),
        web_font("kai", kai_characters(book), theme),
        *portrait_cards(book, site, theme, edition.portraits),
    )
    yield from drawings
    artifacts = tuple(_artifacts(edition, shells, documents, postings))
    lost = tuple(_lost_addresses(book, {*documents, *_paths((*drawings, *artifacts))}))
    if lost:
        raise ContentError(lost)
    yield from artifacts


def kiosk_works(edition: Edition, *, assets: Mapping[str, bytes]) -> Iterator[Artifact | Drawing]:
    """Yield every file of the kiosk edition: what a hall's machine, or a double click, needs and nothing else.

    *edition* holds the book as halls may show it; *assets* are the theme's own files by their paths in the site.
    """
    book, site, theme = edition.book, edition.site, edition.theme
    days = timetable(book.campaigns, site.as_of.year, years=HALL_YEARS, overrides=site.overrides)
    works = [
        *(Artifact(path, content) for path, content in assets.items()),
        *kiosk_edition(book, site, theme, days),
        *day_scripts(book, site, days),
        # Each version stands in a folder of its own: what has not changed keeps its bytes and is not copied again.
        *people_index(book, "hall"),
    ]
    yield from works
    # A machine that has no Chinese fonts of its own still shows every text, in this one.
    texts = (work.content.decode() for work in works)
    yield web_font("serif-bold", serif_characters(book, site, theme, texts), theme)
    yield web_font("kai", kai_characters(book), theme)
    yield from kiosk_portraits(book, site, theme, edition.portraits)


def _artifacts(
    edition: Edition, shells: Mapping[Kind, Shell], documents: Documents, postings: Shelf
) -> Iterator[Artifact]:
    book, site, theme = edition.book, edition.site, edition.theme
    days = timetable(book.campaigns, site.as_of.year, years=TIMETABLE_YEARS, overrides=site.overrides)
    pages = tuple(site_pages(book, site, theme, shells, days))
    yield from pages
    yield from redirect_pages(book, site, theme)
    yield from day_scripts(book, site, days)
    yield from search_index(book, documents, postings)
    yield from open_data(book, site)
    yield from feeds(book, site, days)
    yield from form_artifacts(site, theme)
    gone = set(book.withdrawn_paths)
    yield sitemap(site, [*documents, FORM_PATH, *(page.path for page in pages if page.path not in gone)])


def _paths(works: Sequence[Artifact | Drawing]) -> Iterator[str]:
    for work in works:
        yield from (work.path,) if isinstance(work, Artifact) else work.paths


def _lost_addresses(book: PublishedBook, made: set[str]) -> Iterator[Problem]:
    for link in book.permalinks:
        if link.status is AddressStatus.LIVE and link.path not in made:
            yield Problem.told("permalink-lost", file="heroes/permalinks.txt", path=link.path)
