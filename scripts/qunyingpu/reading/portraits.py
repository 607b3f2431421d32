"""Find the photographs that profiles name, and refuse those that are missing or are no photographs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic_core import PydanticCustomError

from qunyingpu.errors import ContentError, Problem
from qunyingpu.model.book import Book
from qunyingpu.model.hero import Hero
from qunyingpu.model.theme import SourceFile
from qunyingpu.photos import check_photo
from qunyingpu.reading.documents import source_of
from qunyingpu.reading.files import Found, find_files
from qunyingpu.reading.theme import source_file


def read_portraits(root: Path, book: Book) -> Mapping[str, SourceFile]:
    """Return the photograph of each hero of *book* that has one, by id; raise ContentError with all that are wrong."""
    depicted = [hero for hero in book.heroes if hero.portrait]
    files = find_files(root, "heroes", []) if depicted else []
    named = [(hero, Found(f"{_stem(hero)}.yaml", str(root / f"{_stem(hero)}.yaml"))) for hero in depicted]
    problems = list(wrong_portraits(named, files))
    if problems:
        raise ContentError(problems)
    pictures = {found.file: found for found in files}
    return {hero.id: source_file(pictures[_place(hero)]) for hero in depicted}


def wrong_portraits(heroes: Sequence[tuple[Hero, Found]], files: Sequence[Found]) -> Iterator[Problem]:
    """Yield the portraits of *heroes*, each with its profile, that are not among *files* or are no photographs.

    Names are compared letter by letter: what Windows finds in another case is missing on the server.
    """
    pictures = {found.file: found for found in files}
    for hero, profile in heroes:
        if hero.portrait is None:
            continue
        picture = pictures.get(_place(hero))
        if picture is None:
            source = source_of(profile)
            yield source.problem("portrait-missing", ("portrait", "file"), value=hero.portrait.file)
            continue
        try:
            check_photo(Path(picture.path))
        except PydanticCustomError as refusal:
            context = dict(refusal.context or {})
            yield source_of(profile).problem(str(context.pop("code")), ("portrait", "file"), **context)


def _stem(hero: Hero) -> str:
    return f"heroes/{hero.id[:2]}/{hero.id}"


def _place(hero: Hero) -> str:
    return f"heroes/{hero.id[:2]}/{hero.portrait.file if hero.portrait else ''}"
