"""Measure what making the search index costs beside the least that any reader of the same profiles must do.

    python scripts/bench_search_build.py --heroes 10000 --words 60

Alternates, in one process and on the same fictional roll: (a) yaml.load with CBaseLoader, (b) the index with an empty
cache, (c) again after one text has changed, (d) after one hero has been added near the beginning, so that nearly all
rows move. Prints CPU seconds, medians and ratios, then the sizes of the files. The bars: at 10,000 heroes cold at most
1.0 of the reader, at 100,000 at most 11 times that reader's time; changed and added at most 0.25 of cold. Writing files
is left out of all of them, reading the cache is not.
"""

from __future__ import annotations

import argparse
import datetime
import gc
import gzip
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import yaml

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.vocabulary import Channel
from qunyingpu.outputs.search import search_index
from qunyingpu.reading import read_book
from qunyingpu.writing import Artifact, Shelf
from qunyingpu.writing.shelves import TreeShelf

MAKE_ROLL = Path(__file__).with_name("make_roll.py")
TODAY = datetime.date(2026, 11, 23)
PARTS = ("names", "facts", "words", "text")
KINDS = ("cards", "stories", "grams")


def main() -> None:
    """Print the times of each round, their medians and ratios, and the sizes of the files."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--heroes", type=int, default=10_000)
    options.add_argument("--words", type=int, default=60, help="random words at the end of each story (default: 60)")
    options.add_argument("--rounds", type=int, default=7)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make = [sys.executable, str(MAKE_ROLL), str(root), "--heroes", str(chosen.heroes), "--words", str(chosen.words)]
        subprocess.run(make, check=True)
        texts = [path.read_text(encoding="utf-8") for path in sorted((root / "heroes").glob("*/*.yaml"))]
        books = _books(root)
        # As in a build.
        gc.disable()
        times = _measured(texts, books, root / "postings", chosen.rounds)
        files = _index(books["cold"], root / "none")[1]
    _tell_times(times)
    _tell_sizes(files)


def _books(root: Path) -> dict[str, PublishedBook]:
    """Return the book of the roll in *root*, that with one story changed, and that with one hero more."""
    cold = _read(root)
    profiles = {path.stem: path for path in (root / "heroes").glob("*/*.yaml")}
    changed, copied = (profiles[cold.heroes[len(cold.heroes) // part].id] for part in (3, 100))
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("群众", "乡亲", 1), encoding="utf-8")
    books = {"cold": cold, "changed": _read(root)}
    changed.write_text(text, encoding="utf-8")
    # Near the beginning of the roll, so that nearly all rows move.
    more = copied.read_text(encoding="utf-8").replace("群众", "邻居", 1)
    copied.with_name(f"{copied.stem[:-5]}zzzzz.yaml").write_text(more, encoding="utf-8")
    books["added"] = _read(root)
    if len({book.heroes for book in books.values()}) != len(books):
        raise SystemExit("the roll has no story to change")
    return books


def _read(root: Path) -> PublishedBook:
    return read_book(root, today=TODAY, cache=TreeShelf(root / "trees.json")).published(Channel.WEB)


def _measured(texts: list[str], books: dict[str, PublishedBook], cache: Path, rounds: int) -> dict[str, list[float]]:
    works: dict[str, Callable[[], object]] = {
        "CBaseLoader": lambda: _parse(texts),
        "cold": lambda: _index(books["cold"], cache),
        "changed": lambda: _index(books["changed"], cache),
        "added": lambda: _index(books["added"], cache),
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            cache.unlink(missing_ok=True)
            if name in {"changed", "added"}:
                _index(books["cold"], cache)[0].keep()
            times[name].append(_seconds(work))
        print("  ".join(f"{name} {seconds[-1]:.2f}" for name, seconds in times.items()), flush=True)
    return times


def _parse(texts: Iterable[str]) -> None:
    for text in texts:
        yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - it makes nothing but text


def _index(book: PublishedBook, cache: Path) -> tuple[Shelf, list[Artifact]]:
    shelf = Shelf(cache)
    return shelf, list(search_index(book, {}, shelf))


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    made = work()
    seconds = time.process_time() - start
    del made
    return seconds


def _tell_times(times: dict[str, list[float]]) -> None:
    medians = {name: statistics.median(seconds) for name, seconds in times.items()}
    print(f"CPU seconds, medians of {len(times['cold'])} rounds")
    for name, seconds in medians.items():
        print(f"  {name:12} {seconds:7.3f}")
    print(f"  cold / CBaseLoader {medians['cold'] / medians['CBaseLoader']:7.3f}")
    for name in ("changed", "added"):
        print(f"  {f'{name} / cold':18} {medians[name] / medians['cold']:7.3f}")


def _tell_sizes(artifacts: Iterable[Artifact]) -> None:
    sizes: dict[str, list[tuple[int, int]]] = {}
    for artifact in artifacts:
        name = Path(artifact.path).parent.name if Path(artifact.path).stem.isdigit() else Path(artifact.path).stem
        sizes.setdefault(name, []).append((len(artifact.content), len(gzip.compress(artifact.content, 9))))
    print("bytes, raw and with gzip -9")
    for name in PARTS:
        print(f"  {name:8} {sizes[name][0][0]:12,} {sizes[name][0][1]:12,}")
    for name in KINDS:
        raw, packed = (sum(size) for size in zip(*sizes[name], strict=True))
        largest = max(size for _, size in sizes[name])
        print(f"  {name:8} {raw:12,} {packed:12,}   {len(sizes[name])} files, the largest {largest:,}")


if __name__ == "__main__":
    main()
