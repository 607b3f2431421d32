"""Find profiles by whatever is known of them: a part of a name, pinyin, initials, an id, a place, a year."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from qunyingpu.authoring.canonical import profile_path
from qunyingpu.model.hero import Hero
from qunyingpu.model.region import region_table
from qunyingpu.model.vocabulary import Visibility
from qunyingpu.readings import read_name


def found_heroes(heroes: Iterable[Hero], words: Sequence[str]) -> list[Hero]:
    """Return those of *heroes* of whom every one of *words* is true, by name, then date of the deed, then id."""
    wanted = [word.casefold() for word in words]
    hits = [hero for hero in heroes if _is_meant(hero, wanted)]
    return sorted(hits, key=lambda hero: (hero.name, hero.deed.date.sort_key, hero.id))


def told_hero(hero: Hero, withdrawn: Collection[str]) -> str:
    """Return the line that tells of *hero*: id, name, date, place, status, file; *withdrawn* are ids."""
    parts = (hero.id, hero.name, hero.deed.date.iso, _place(hero), _status(hero, withdrawn), profile_path(hero.id))
    return "  ".join(part for part in parts if part)


def _is_meant(hero: Hero, words: Sequence[str]) -> bool:
    names = [hero.name, *hero.former_names, *(member.name for member in hero.members)]
    names += [alias for alias in (hero.alias, *(member.alias for member in hero.members)) if alias]
    readings = [*map(read_name, names), *([hero.pinyin] if hero.pinyin else [])]
    texts = [*names, hero.id, _place(hero), hero.deed.date.iso]
    return all(
        any(word in text.casefold() for text in texts) or any(_sounds(word, reading) for reading in readings)
        for word in words
    )


def _sounds(word: str, reading: str) -> bool:
    """Tell whether *word* is the beginning of some syllables of *reading*, or of their initials."""
    if not word.isascii():
        return False
    syllables = reading.casefold().split()
    joined = word.replace(" ", "")
    ends = range(len(syllables))
    spelled = any("".join(syllables[start:]).startswith(joined) for start in ends)
    return spelled or joined in "".join(syllable[0] for syllable in syllables)


def _place(hero: Hero) -> str:
    name = region_table().full_name(hero.deed.region, hero.deed.date.year)
    return f"{name} {hero.deed.place}" if hero.deed.place else name


def _status(hero: Hero, withdrawn: Collection[str]) -> str:
    parts = ["草稿"] if hero.draft else []
    parts += [] if hero.visibility is Visibility.NAMED else [hero.visibility.label]
    parts += ["已撤回"] if hero.id in withdrawn else []
    return f"[{'、'.join(parts)}]" if parts else ""
