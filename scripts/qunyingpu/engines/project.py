"""Find a project and read of it what a verb needs: all its problems, its site, one hero."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from qunyingpu.engines.build_day import build_day, real_day
from qunyingpu.errors import ContentError, Problem, Severity, UsageError
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.site import Site
from qunyingpu.model.theme import SourceFile
from qunyingpu.model.vocabulary import Channel
from qunyingpu.outputs.cards import card_problems
from qunyingpu.reading import (
    Masters,
    configured_day,
    read_all,
    read_portraits,
    read_site,
    read_theme,
    unfit_for_release,
    wrong_references,
)
from qunyingpu.writing import CACHE, Store

T = TypeVar("T")

SETTINGS = "mkdocs.yml"
"""The file whose folder is the root of a project."""


def find_root(folder: Path) -> Path:
    """Return the nearest of *folder* and its parents that has an ``mkdocs.yml``; raise UsageError."""
    if not folder.is_dir():
        raise UsageError(f"没有“{folder}”这个文件夹。")
    start = folder.resolve()
    for place in (start, *start.parents):
        if (place / SETTINGS).is_file():
            return place
    raise UsageError("找不到 mkdocs.yml：请在项目的文件夹里运行，或用 -C 指明项目的文件夹。")


def any_site(root: Path) -> Site:
    """Return the site where its day is of no account: nothing is made that tells it."""
    return read_site(root, as_of=real_day())


def dated_site(root: Path) -> Site:
    """Return the site with the day of its data, for what is made to be kept."""
    return read_site(root, as_of=build_day(root, configured=configured_day(root)))


def project_problems(root: Path) -> Iterator[Problem]:
    """Yield every problem of the project: content, settings, theme, and what its cards would lack."""
    reading = read_all(root, today=real_day(), masters=Masters(Store(root / CACHE)))
    problems = list(reading.problems)
    site = _read(lambda: any_site(root), problems)
    theme = _read(lambda: read_theme(root), problems) if (root / "theme").is_dir() else None
    yield from problems
    if reading.book and site:
        yield from wrong_references(root, site, reading.book)
    if reading.sound and site and theme:
        yield from card_problems(reading.sound.published(Channel.WEB), site, theme)


def unfit_problems(root: Path) -> list[Problem]:
    """Return what must not be released."""
    try:
        return list(unfit_for_release(root, any_site(root)))
    except ContentError:
        return []  # told already


def sitter_of(root: Path, hero_id: str, channel: Channel) -> tuple[PublishedHero, SourceFile | None]:
    """Return whom *channel* shows under *hero_id*, and the photograph; raise UsageError where there is none.

    What is wrong with others stops nobody, unless it leaves unknown whose names are to be hidden. Raises ContentError
    for that, and for the mistakes of the hero's own files.
    """
    store = Store(root / CACHE)
    reading = read_all(root, today=real_day(), cache=store.trees)
    book = reading.sound
    if book is None:
        raise ContentError(reading.problems)
    own = [problem for problem in reading.problems if _stem(problem) == hero_id]
    if any(problem.severity is Severity.ERROR for problem in own):
        raise ContentError(own)
    # Cards show no pinyin, and its dictionaries take longer to load than the cards to draw.
    hero = dataclasses.replace(book, read_name=str).published(channel).find(hero_id)
    if hero is None:
        raise UsageError(f"名录里没有编号 {hero_id}，或这份档案不在{channel.label}公开。编号就是档案的文件名。")
    alone = dataclasses.replace(book, heroes=tuple(own for own in book.heroes if own.id == hero_id))
    portraits = read_portraits(root, alone, Masters(store)) if hero.portrait else {}
    return hero, portraits.get(hero_id)


def _stem(problem: Problem) -> str:
    """Return what the file of *problem* is called, which in the roll is whom it belongs to."""
    return problem.file.rpartition("/")[2].partition(".")[0]


def _read(read: Callable[[], T], problems: list[Problem]) -> T | None:
    """Return what *read* returns, or None and its mistakes among *problems*, so that the others are told too."""
    try:
        return read()
    except ContentError as error:
        problems += error.problems
        return None
