"""Make the kiosk edition of a project in its cache, from which a stick is filled."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qunyingpu.engines.build_day import real_day
from qunyingpu.engines.progress import progress_bar
from qunyingpu.engines.project import dated_site
from qunyingpu.model.book import AddressStatus, PublishedBook
from qunyingpu.model.vocabulary import Channel
from qunyingpu.publish import Edition, kiosk_works
from qunyingpu.reading import Masters, read_book, read_hall_guides, read_kiosk_assets, read_portraits, read_theme
from qunyingpu.writing import CACHE, Store, drawing_pool, publish

_OF_ONE = re.compile(r"(?:kiosk/heroes|cards)/(\d{6}-\d{4}-[0-9a-z]{5})[-.]")
_PAGE = re.compile(r"heroes/(\d{6}-\d{4}-[0-9a-z]{5})\.html")


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskEdition:
    """The kiosk edition in *folder*: of which *host* and day, whom each path names, and who was *withdrawn*."""

    folder: Path
    host: str
    as_of: datetime.date
    heroes: Mapping[str, tuple[str, ...]]
    withdrawn: tuple[str, ...]
    guides: Mapping[str, bytes]
    """What people need who set a machine up, by the path on the stick."""


def kiosk_edition(root: Path) -> KioskEdition:
    """Make the edition of the project at *root*; raise ContentError for its mistakes."""
    site, theme, shared = dated_site(root), read_theme(root), Store(root / CACHE)
    masters = Masters(shared)
    roll = read_book(root, today=real_day(), cache=shared.trees, masters=masters)
    edition = Edition(
        book=roll.published(Channel.KIOSK), site=site, theme=theme, portraits=read_portraits(root, roll, masters)
    )
    # A store of its own: what one edition leaves behind is removed by what it published last.
    store = Store(root / CACHE / "kiosk")
    folder, works = root / CACHE / "kiosk-edition", kiosk_works(edition, assets=read_kiosk_assets(root))
    with drawing_pool() as executor, progress_bar("制作展馆内容") as watch:
        publish(works, into=folder, store=store, executor=executor, watch=watch)
    return KioskEdition(
        folder=folder,
        host=site.host,
        as_of=site.as_of,
        heroes=dict(_named(folder)),
        withdrawn=tuple(_withdrawn(edition.book)),
        guides=read_hall_guides(root),
    )


def _named(folder: Path) -> list[tuple[str, tuple[str, ...]]]:
    """Return the files that tell of one person, with that person's id: a hall refuses them when asked to hide one."""
    paths = (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    return [(path, (found[1],)) for path in sorted(paths) if (found := _OF_ONE.match(path))]


def _withdrawn(book: PublishedBook) -> list[str]:
    gone = (link.path for link in book.permalinks if link.status is AddressStatus.WITHDRAWN)
    return sorted(found[1] for path in gone if (found := _PAGE.fullmatch(path)))
