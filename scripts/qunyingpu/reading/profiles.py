"""Turn the files under ``heroes/`` into heroes, with everything that a single file can show to be wrong."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from qunyingpu.errors import Problem
from qunyingpu.model.hero import ID_PATTERN, VERSION, Hero
from qunyingpu.model.region import region_table
from qunyingpu.model.rules import broken_rules
from qunyingpu.model.vocabulary import Visibility
from qunyingpu.reading.documents import Document, TreeCache, few_of_a_kind, fit_to_show, read_document
from qunyingpu.reading.files import Found
from qunyingpu.reading.keys import Path
from qunyingpu.reading.permalinks import LIST
from qunyingpu.reading.positions import Source
from qunyingpu.reading.records import Mistake, read_record
from qunyingpu.story import story_mistakes

FOLDER = "heroes"
PICTURES = ("jpg", "jpeg", "png", "webp", "heic")
"""How the name of a portrait may end; what it is, its bytes say."""

VERSION_KEY = "schema"

_STAND_IN = "000000-0000-22222"
"""An id for judging the rest of a file whose own name is none."""


class Profile(NamedTuple):
    """The file *found* that should hold a hero: the *hero* when it can be read, its problems, and the file's digest.

    What is wrong with the portrait alone leaves a hero without one.
    """

    found: Found
    hero: Hero | None
    problems: Sequence[Problem]
    digest: str


def read_profiles(files: Sequence[Found], today: datetime.date, cache: TreeCache | None) -> Iterator[Profile]:
    """Yield a profile for each YAML file of *files*, in their order."""
    for found in files:
        if found.name.endswith((".yaml", ".yml")):
            yield _read_profile(found, today, cache)


def misplaced_files(files: Sequence[Found]) -> Iterator[Problem]:
    """Yield the *files* that are neither profiles nor pictures, and those in the wrong folder."""
    for found in files:
        is_profile = found.name.endswith(".yaml") and ID_PATTERN.fullmatch(found.stem)
        if found.file == LIST or is_profile or is_portrait(found):
            right = f"{FOLDER}/{found.name[:2]}"
            if found.file != LIST and found.folder != right:
                yield Problem.told("file-place", file=found.file, expected=f"{right}/{found.name}")
        else:
            expected = "320500-2024-q7m2k.yaml 这样的名字（照片与档案同名，以 .jpg 结尾）"
            yield Problem.told("file-name", file=found.file, name=found.name[:60], expected=expected)


def is_portrait(found: Found) -> bool:
    """Tell whether *found* is called like the photograph of a hero."""
    return found.name.rpartition(".")[2] in PICTURES and ID_PATTERN.fullmatch(found.stem) is not None


def judge_profile(document: Document, stem: str, *, today: datetime.date) -> tuple[Hero | None, Sequence[Problem]]:
    """Return the hero of *document*, whose file is called *stem*, None where it is none, and what is wrong with it.

    Where nothing but the portrait is wrong, the hero comes without it, so that all else can be told and shown.
    A profile need not say by which version of the form it is written; one that names another is judged no further,
    since all else would follow from that.
    """
    version = document.tree.get(VERSION_KEY) if document.tree else None
    if version == VERSION and document.tree is not None:
        kept = {key: value for key, value in document.tree.items() if key != VERSION_KEY}
        document = replace(document, tree=kept)
    elif isinstance(version, str):
        return None, [document.source.problem("schema-version", (VERSION_KEY,), value=version, known=VERSION)]
    is_named = ID_PATTERN.fullmatch(stem) is not None
    stem = stem if is_named else _STAND_IN
    hero, more = read_record(Hero, document, stem)
    if document.tree and more and all(problem.field.startswith("portrait") for problem in more):
        plain = {key: value for key, value in document.tree.items() if key != "portrait"}
        hero, _ = read_record(Hero, replace(document, tree=plain), stem)
    problems = [*document.problems, *more]
    if document.tree is not None:
        mixed = few_of_a_kind(_mixed_names(document.tree))
        problems += [document.source.problem(code, path, **context) for path, code, context in mixed]
    if hero is not None:
        problems += _hero_problems(hero, document.source, today)
    return hero if is_named else None, fit_to_show(problems)


def _read_profile(found: Found, today: datetime.date, cache: TreeCache | None) -> Profile:
    document = read_document(found, cache)
    return Profile(found, *judge_profile(document, found.stem, today=today), document.digest)


def _hero_problems(hero: Hero, source: Source, today: datetime.date) -> Iterator[Problem]:
    for path, code, context in few_of_a_kind(broken_rules(hero, today=today)):
        yield source.problem(code, path, **context)
    for code, context in story_mistakes(hero.deed.story):
        place = source.text.find("![" if code == "image-external" else str(context["value"]))
        if place >= 0:
            yield source.problem_at(code, place, "deed.story", **context)
        else:
            yield source.problem(code, ("deed", "story"), **context)
    if hero.visibility is not Visibility.WITHHELD and hero.id != _STAND_IN:
        expected = f"{region_table().city_of(hero.deed.region, hero.deed.date.year).code}-{hero.deed.date.year}-"
        if not hero.id.startswith(expected):
            yield source.problem("id-deed", (), id=hero.id, expected=expected)


# ── names in mixed scripts ──

_PLAIN_NAME = re.compile("[\u4e00-\u9fff·、A-Za-z0-9 ]+")
_ALIKE = (("CYRILLIC", "西里尔"), ("GREEK", "希腊"))


def _mixed_names(tree: Any) -> Iterator[Mistake]:
    """Yield the names in *tree* that mix Chinese or Latin with letters of another script that look the same."""
    for path, name in _names(tree):
        if _PLAIN_NAME.fullmatch(name):
            continue
        scripts = [unicodedata.name(character, "").split(" ")[0] for character in name]
        for alike, label in _ALIKE:
            if alike in scripts and {"CJK", "LATIN"} & set(scripts):
                codepoint = f"U+{ord(name[scripts.index(alike)]):04X}"
                yield Mistake(path, "name-script", {"value": name, "script": label, "codepoint": codepoint})


def _names(tree: Any) -> Iterator[tuple[Path, str]]:
    """Yield every name in the *tree* of a profile, which may still be of any shape, with its path."""
    members = tree.get("members")
    holders: list[tuple[Path, Any]] = [((), tree)]
    if isinstance(members, list):
        holders += [(("members", place), member) for place, member in enumerate(members)]
    for path, holder in holders:
        if isinstance(holder, dict):
            yield from (((*path, key), holder[key]) for key in ("name", "alias") if isinstance(holder.get(key), str))
    former = tree.get("former_names")
    if isinstance(former, list):
        yield from ((("former_names", place), name) for place, name in enumerate(former) if isinstance(name, str))
