"""See what a second process brings, and that cards are the same bytes however many processes draw them."""

from __future__ import annotations

import hashlib
import io
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

from PIL import Image

from bench_cards.drawing import encode
from bench_cards.figures import Figure
from bench_cards.sitters import DEFAULT, SITE
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.cards.studio import Studio
from qunyingpu.outputs.cards.styles import dress_of
from qunyingpu.writing import Drawing, Store, drawing_pool, publish

WARM, MEASURED, ROUNDS = 60, 100, 9
"""Many short rounds: a round compares what was measured within a minute, so that other work weighs on all of it."""

Sitters = Sequence[tuple[PublishedHero, SourceFile | None]]


def pool_figures(theme: Theme, sitters: Sitters) -> list[Figure]:
    """Return the gain of two processes over one, ours and that of bare encodes, measured in turn."""
    drawings = list(_drawings(theme, sitters[: WARM + MEASURED]))
    bare = _bare_jobs(theme, drawings[:8])
    seconds: list[float] = []
    ours: list[float] = []
    encodes: list[float] = []
    cells: list[tuple[str, int, Callable[[], float]]] = [
        *(("ours", workers, partial(_published, drawings, workers)) for workers in (1, 2)),
        *(("bare", workers, partial(_encoded, bare, workers)) for workers in (1, 2)),
    ]
    for number in range(ROUNDS):
        # In turn forwards and backwards, so that a load that grows or ends favours nobody.
        times = {(name, workers): measured() for name, workers, measured in cells[:: 1 if number % 2 else -1]}
        seconds.append(times["ours", 2])
        ours.append(times["ours", 1] / times["ours", 2])
        encodes.append(times["bare", 1] / times["bare", 2])
    gains = [mine / theirs for mine, theirs in zip(ours, encodes, strict=True)]
    return [
        Figure("heroes a second, two processes, cold store", MEASURED / statistics.median(seconds)),
        Figure("gain of two processes, ours", statistics.median(ours)),
        Figure("gain of two processes, bare encodes", statistics.median(encodes)),
        Figure("gain of ours, of that of bare encodes", statistics.median(gains), 0.85, is_floor=True),
    ]


def equality_figure(theme: Theme, sitters: Sitters) -> Figure:
    """Return how many of the files differ when one, two or three processes draw them, in one order or another."""
    drawings = list(_drawings(theme, sitters[:60]))
    expected = {drawing.key: _digests(drawing.make()) for drawing in drawings}
    differing = 0
    for workers in (1, 2, 3):
        shuffled = random.Random(workers).sample(drawings, len(drawings))  # noqa: S311 - an order, no secret
        with drawing_pool(workers) as executor:
            made = {one.key: executor.submit(one.make) for one in shuffled}
            for key, job in made.items():
                differing += sum(a != b for a, b in zip(_digests(job.result()), expected[key], strict=True))
    return Figure("files that differ with the number of processes or the order", differing, 0)


def _drawings(theme: Theme, sitters: Sitters) -> Sequence[Drawing]:
    studio = Studio(SITE, theme)
    return [studio.drawing(hero, photo, dress_of(hero), DEFAULT) for hero, photo in sitters]


def _published(drawings: Sequence[Drawing], workers: int) -> float:
    """Return the seconds in which *workers* draw what is measured, the first drawings having warmed them."""
    folder = Path(tempfile.mkdtemp())
    store = Store(folder / "store")
    try:
        with drawing_pool(workers) as executor:
            publish(drawings[:WARM], into=folder / "warm", store=store, executor=executor)
            start = time.perf_counter()
            publish(drawings[WARM:], into=folder / "site", store=store, executor=executor)
            return time.perf_counter() - start
    finally:
        shutil.rmtree(folder)


Job = Callable[[], None]


def _encoded(jobs: Sequence[tuple[Theme, Mapping[str, bytes]]], workers: int) -> float:
    with ProcessPoolExecutor(workers, initializer=_take, initargs=(jobs,)) as executor:
        _run(executor, WARM)
        start = time.perf_counter()
        _run(executor, MEASURED)
        return time.perf_counter() - start


def _run(executor: Executor, count: int) -> None:
    for job in [executor.submit(_encode_one, number) for number in range(count)]:
        job.result()


def _bare_jobs(theme: Theme, drawings: Sequence[Drawing]) -> Sequence[tuple[Theme, Mapping[str, bytes]]]:
    return [(theme, dict(zip(DEFAULT, drawing.make(), strict=True))) for drawing in drawings]


_taken: list[tuple[Theme, Mapping[str, bytes]]] = []


def _take(jobs: Sequence[tuple[Theme, Mapping[str, bytes]]]) -> None:
    _taken[:] = jobs


@cache
def _pixels(number: int) -> Mapping[str, Image.Image]:
    return {name: Image.open(io.BytesIO(made)).convert("RGB") for name, made in _taken[number][1].items()}


def _encode_one(number: int) -> None:
    number %= len(_taken)
    for name, card in _pixels(number).items():
        encode(card, _taken[number][0].layouts[name])


def _digests(contents: Sequence[bytes]) -> list[str]:
    return [hashlib.sha256(content).hexdigest() for content in contents]
