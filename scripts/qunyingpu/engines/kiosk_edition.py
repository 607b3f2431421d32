"""Make the kiosk edition of a project in its cache, from which a stick is filled."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qunyingpu.engines.build_day import real_day
from qunyingpu.engines.progress import progress_bar
from qunyingpu.engines.project import dated_site
from qunyingpu.model.book import AddressStatus, Book, Permalink
from qunyingpu.model.site import Site
from qunyingpu.model.vocabulary import Channel
from qunyingpu.publish import Edition, kiosk_works
from qunyingpu.reading import Masters, read_book, read_hall_guides, read_kiosk_assets, read_portraits, read_theme
from qunyingpu.writing import CACHE, Store, drawing_pool, publish

_ID = r"\d{6}-\d{4}-[0-9a-z]{5}"
_OF_ONE = re.compile(rf"(?:kiosk/heroes|cards)/({_ID})[-.]")
_NAMED = re.compile(rf"\b{_ID}\b".encode())
_PAGE = re.compile(rf"heroes/({_ID})\.html")
_TEXTS = (".html", ".js", ".css", ".json")


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskRoll:
    """What halls are told of the roll: of which *host* and day it is, who was *withdrawn*, and all *known*, by id."""

    host: str
    as_of: datetime.date
    withdrawn: frozenset[str]
    known: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskEdition:
    """The kiosk edition of *roll* in *folder*, and whom each path names."""

    roll: KioskRoll
    folder: Path
    heroes: Mapping[str, tuple[str, ...]]
    guides: Mapping[str, bytes]
    """What people need who set a machine up, by the path on the stick."""


def kiosk_edition(root: Path) -> KioskEdition:
    """Make the edition of the project at *root*; raise ContentError for its mistakes."""
    site, theme, shared = dated_site(root), read_theme(root), Store(root / CACHE)
    masters = Masters(shared)
    book = read_book(root, today=real_day(), cache=shared.trees, masters=masters)
    edition = Edition(
        book=book.published(Channel.KIOSK), site=site, theme=theme, portraits=read_portraits(root, book, masters)
    )
    # A store of its own: what one edition leaves behind is removed by what it published last.
    store = Store(root / CACHE / "kiosk")
    folder, works = root / CACHE / "kiosk-edition", kiosk_works(edition, assets=read_kiosk_assets(root))
    with drawing_pool() as executor, progress_bar("制作展馆内容") as watch:
        publish(works, into=folder, store=store, executor=executor, watch=watch)
    roll = _roll_of(book, site)
    return KioskEdition(
        roll=roll, folder=folder, heroes=dict(_named(folder, roll.known)), guides=read_hall_guides(root)
    )


def kiosk_roll(root: Path) -> KioskRoll:
    """Return what halls are told of the roll at *root*, without making an edition of it; raise ContentError."""
    return _roll_of(read_book(root, today=real_day(), cache=Store(root / CACHE).trees), dated_site(root))


def _roll_of(book: Book, site: Site) -> KioskRoll:
    published = {found[1] for link in book.permalinks if (found := _PAGE.fullmatch(link.path))}
    return KioskRoll(
        host=site.host,
        as_of=site.as_of,
        withdrawn=frozenset(_withdrawn(book.permalinks)),
        known=frozenset(published | {hero.id for hero in book.heroes}),
    )


def _named(folder: Path, known: Collection[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the files that name people, with the ids of all *known* that they name; a text may hold other numbers.

    A file is refused by a hall, and removed, once all whom it names are withdrawn. What is of one person is that
    person's alone, whoever else its text may lead to.
    """
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder).as_posix()
        if own := _OF_ONE.match(path):
            yield path, (own[1],)
        elif path.endswith(_TEXTS):
            found = {one.decode("ascii") for one in _NAMED.findall(file.read_bytes())}
            if named := sorted(found.intersection(known)):
                yield path, tuple(named)


def _withdrawn(permalinks: Iterable[Permalink]) -> Iterator[str]:
    """Return the ids of those withdrawn, with each that the same person had before: an older version knows that one."""
    links = {link.path: link for link in permalinks}
    return (found[1] for path in links if _ends_withdrawn(path, links) and (found := _PAGE.fullmatch(path)))


def _ends_withdrawn(path: str, links: Mapping[str, Permalink]) -> bool:
    passed = set()
    while path in links and path not in passed:
        passed.add(path)
        if links[path].status is AddressStatus.WITHDRAWN:
            return True
        path = links[path].to
    return False
