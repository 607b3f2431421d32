"""Find the photographs that profiles name, refuse what is missing or none, and have masters made of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from qunyingpu.errors import ContentError, Problem, Severity
from qunyingpu.model.book import Book
from qunyingpu.model.hero import Hero
from qunyingpu.model.theme import SourceFile
from qunyingpu.photos.fitness import shortcomings
from qunyingpu.photos.headers import PORTRAIT_FORMATS, check_photo
from qunyingpu.reading.documents import source_of
from qunyingpu.reading.files import Found, find_files
from qunyingpu.reading.masters import Master, Masters
from qunyingpu.reading.profiles import is_portrait


def read_portraits(root: Path, book: Book, masters: Masters) -> Mapping[str, SourceFile]:
    """Return the master of the photograph of each hero of *book* that has one, by id.

    Outputs see these only, never the original. Raises ContentError with all photographs that are wrong.
    """
    depicted = [hero for hero in book.heroes if hero.portrait]
    files = find_files(root, "heroes", []) if depicted else []
    named = [(hero, Found(f"{_stem(hero)}.yaml", str(root / f"{_stem(hero)}.yaml"))) for hero in depicted]
    problems = [*wrong_portraits(named, files, masters)]
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise ContentError(problems)
    places = {hero.id: root / _place(hero) for hero in depicted}
    made = masters.of(places.values())
    return {hero: master.file for hero, place in places.items() if isinstance(master := made[place], Master)}


def wrong_portraits(
    heroes: Sequence[tuple[Hero, Found]], files: Sequence[Found], masters: Masters | None = None
) -> Iterator[Problem]:
    """Yield what is wrong with the portraits of *heroes*, each with its profile, which should be among *files*.

    By their headers alone where there are no *masters*; with these, also what keeps one from being decoded, and, as
    warnings, what keeps it from looking well. Names are compared letter by letter: what Windows finds in another case
    is missing on the server.
    """
    pictures = {found.file: found for found in files}
    sound: list[tuple[Found, Path]] = []
    for hero, profile in heroes:
        if hero.portrait is None:
            continue
        picture = pictures.get(_place(hero))
        if picture is None:
            yield source_of(profile).problem("portrait-missing", _FIELD, value=hero.portrait.file)
        elif refusal := _refusal(picture):
            code, context = refusal
            yield source_of(profile).problem(code, _FIELD, **context)
        else:
            sound.append((profile, Path(picture.path)))
    if masters is not None:
        yield from _undeveloped(sound, masters)


def wrong_pictures(heroes: Iterable[Hero], files: Sequence[Found]) -> Iterator[Problem]:
    """Yield those of *files* that are called like a portrait, are named by none of *heroes*, and are no photographs."""
    named = {_place(hero) for hero in heroes if hero.portrait}
    for picture in files:
        if is_portrait(picture) and picture.file not in named and (refusal := _refusal(picture)):
            code, context = refusal
            yield Problem.told(code, file=picture.file, **context)


_FIELD = ("portrait", "file")


def _refusal(picture: Found) -> tuple[str, dict[str, Any]] | None:
    try:
        check_photo(Path(picture.path), PORTRAIT_FORMATS)
    except PydanticCustomError as refusal:
        context = dict(refusal.context or {})
        return str(context.pop("code")), context
    return None


def _undeveloped(portraits: Sequence[tuple[Found, Path]], masters: Masters) -> Iterator[Problem]:
    made = masters.of(photo for _, photo in portraits)
    for profile, photo in portraits:
        outcome = made[photo]
        told = shortcomings(outcome.facts) if isinstance(outcome, Master) else [(outcome.code, outcome.context)]
        for code, context in told:
            yield source_of(profile).problem(code, _FIELD, photo=photo.name, **context)


def _stem(hero: Hero) -> str:
    return f"heroes/{hero.id[:2]}/{hero.id}"


def _place(hero: Hero) -> str:
    return f"heroes/{hero.id[:2]}/{hero.portrait.file if hero.portrait else ''}"
