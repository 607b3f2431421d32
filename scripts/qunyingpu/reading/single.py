"""Read one profile and what it refers to, without the rest of the roll, for whoever wants to see just that one."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qunyingpu.errors import Problem, Severity
from qunyingpu.model.book import Book
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.hero import Hero
from qunyingpu.model.theme import SourceFile
from qunyingpu.reading.documents import read_document
from qunyingpu.reading.files import Found, is_portable
from qunyingpu.reading.masters import Master, Masters
from qunyingpu.reading.portraits import wrong_portraits
from qunyingpu.reading.profiles import judge_profile
from qunyingpu.reading.records import read_record
from qunyingpu.reading.references import unknown_ceremonies


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """One profile: its *hero* and *portrait*, where they are sound, the *ceremonies* it names, and its *problems*."""

    hero: Hero | None
    portrait: SourceFile | None
    ceremonies: tuple[Ceremony, ...]
    problems: tuple[Problem, ...]

    @property
    def book(self) -> Book | None:
        """Return a book of this hero alone, as if it were no draft; None where a problem is an error.

        Names have no pinyin: its dictionaries take longer to load than all the rest.
        """
        if self.hero is None or any(problem.severity is Severity.ERROR for problem in self.problems):
            return None
        hero = self.hero.model_copy(update={"draft": False})
        return Book(heroes=(hero,), ceremonies=self.ceremonies, read_name=str)


def read_single(root: Path, found: Found, *, today: datetime.date, masters: Masters) -> Single:
    """Return what the profile *found* says; ceremonies are those of the project at *root*, the photograph lies beside.

    What only the whole roll can show to be wrong is not found here.
    """
    if is_link(Path(found.path)):
        return Single(hero=None, portrait=None, ceremonies=(), problems=(Problem.told("file-link", file=found.file),))
    hero, told = judge_profile(read_document(found), found.stem, today=today)
    problems = list(told)
    if hero is None:
        return Single(hero=None, portrait=None, ceremonies=(), problems=_sorted(problems))
    ceremonies = _ceremonies(root, hero)
    problems += unknown_ceremonies(hero, found, {ceremony.id for ceremony in ceremonies})
    photo = _photo(hero, found)
    problems += wrong_portraits([(hero, found)], [photo] if photo else [], masters)
    portrait = None
    if photo and hero.portrait and not any(problem.severity is Severity.ERROR for problem in problems):
        master = masters.of([Path(photo.path)])[Path(photo.path)]
        portrait = master.file if isinstance(master, Master) else None
    return Single(hero=hero, portrait=portrait, ceremonies=ceremonies, problems=_sorted(problems))


def is_link(path: Path) -> bool:
    """Tell whether *path* or its folder is a link, which may lead anywhere."""
    return path.is_symlink() or path.parent.is_symlink()


def _ceremonies(root: Path, hero: Hero) -> tuple[Ceremony, ...]:
    honours = (*hero.honours, *(honour for member in hero.members for honour in member.honours))
    named = sorted({honour.ceremony for honour in honours if honour.ceremony})
    read = (_ceremony(root, name) for name in named if is_portable(name))
    return tuple(ceremony for ceremony in read if ceremony)


def _ceremony(root: Path, name: str) -> Ceremony | None:
    file = f"content/ceremonies/{name}.yaml"
    path = root / file
    if is_link(path) or not path.is_file():
        return None
    ceremony, _ = read_record(Ceremony, read_document(Found(file, str(path))), name)
    return ceremony


def _photo(hero: Hero, found: Found) -> Found | None:
    """Return the photograph beside the profile, letter by letter as it is written there."""
    if hero.portrait is None:
        return None
    folder = Path(found.path).parent
    path = folder / hero.portrait.file
    # Windows would find it in another case as well.
    is_there = path.is_file() and not is_link(path) and hero.portrait.file in os.listdir(folder)  # noqa: PTH208
    return Found(f"heroes/{hero.id[:2]}/{hero.portrait.file}", str(path)) if is_there else None


def _sorted(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.sort_key))
