"""Make a fictional roll and its site, and weigh the index: files, bytes, and the seconds that it takes to build."""

from __future__ import annotations

import datetime
import gc
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml

from bench_search.serving import compressed
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.vocabulary import Channel
from qunyingpu.outputs.search import search_index
from qunyingpu.reading import read_book
from qunyingpu.writing import Store
from trial_projects import BUILD_WITHOUT_CARDS, DAY, invented_project, shipped_project

TODAY = datetime.date(2026, 11, 23)
INDEX = "assets/search"
WHOLE = ("names.js", "facts.js", "words.js", "text.js")
SHARD = "largest shard, kB gzip"


def build_site(folder: Path, heroes: int, words: int) -> Path:
    """Write a roll of *heroes* into *folder*, build its site without cards, and return the site's folder."""
    invented_project(folder, heroes, *(("--words", str(words)) if words else ()))
    return _built(folder, [sys.executable, "-c", BUILD_WITHOUT_CARDS])


def build_shipped_site(folder: Path) -> Path:
    """Build the site of the shipped roll, cards and all, in a copy in *folder*, and return the site's folder."""
    return _built(shipped_project(folder), [sys.executable, "-m", "mkdocs", "build", "-q"])


def _built(folder: Path, command: list[str]) -> Path:
    environ = os.environ | DAY | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=folder, check=True, env=environ)
    return folder / "site"


def read_roll(folder: Path) -> PublishedBook:
    """Return what the site in *folder* publishes."""
    return read_book(folder, today=TODAY).published(Channel.WEB)


def seconds_of_index(folder: Path, book: PublishedBook) -> tuple[float, float]:
    """Return the CPU seconds of building the index of *book* cold, and of parsing its profiles with CBaseLoader."""
    documents = {"index.html": (), "about.html": ()}
    shelf = Store(folder / ".cache" / "bench").postings
    texts = [path.read_text(encoding="utf-8") for path in sorted((folder / "heroes").glob("*/*.yaml"))]

    def build() -> None:
        for _ in search_index(book, documents, shelf):
            pass
        shelf.keep()

    def parse() -> None:
        for text in texts:
            yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - it makes nothing but text

    return _seconds(build), _seconds(parse)


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    # As in a build.
    gc.disable()
    start = spent()
    work()
    seconds = spent() - start
    gc.enable()
    return seconds


def spent() -> float:
    """Return the CPU seconds that this process and its children that have ended have taken."""
    return sum(os.times()[:4])


def weight_of_ours(site: Path) -> dict[str, float]:
    """Return what the data of our index in *site* weigh, without engine and pages' scripts."""
    folder = site / INDEX
    shards = sorted(path for path in folder.rglob("*.js") if path.parent != folder)
    return weight_of([*(folder / name for name in WHOLE if (folder / name).exists()), *shards], shards)


def weight_of(files: Sequence[Path], shards: Sequence[Path]) -> dict[str, float]:
    """Return how many *files* an index has and what they weigh, plain and as gzip -9 makes them.

    *shards* are those of them that a page loads a few at a time.
    """
    return {
        "index files": len(files),
        "index, MB": sum(file.stat().st_size for file in files) / 1e6,
        "index, MB gzip": sum(len(compressed(file)) for file in files) / 1e6,
        SHARD: max((len(compressed(file)) for file in shards), default=0) / 1000,
    }
