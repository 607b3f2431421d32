"""Draw the cards of a whole roll as a build does, and watch the memory of every process on the way (Linux only)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench_cards.figures import Figure
from bench_cards.sitters import ROOT, SITE, a_master, pictured, read_heroes
from qunyingpu.model.theme import SourceFile
from qunyingpu.outputs.cards.studio import Studio
from qunyingpu.outputs.cards.styles import dress_of, sizes_of
from qunyingpu.reading import read_theme
from qunyingpu.writing import Drawing, Store, drawing_pool, publish

MOST, GROWTH = 400, 1.15
EARLY, STEP = 0.2, 100
PICTURED = 3
"""Every third hero has a photograph."""


def crowd_figures(roll: Path) -> list[Figure]:
    """Return the memory that drawing the project in *roll* takes, in a process of its own, and how it grew."""
    environ = os.environ | {"PYTHONPATH": str(ROOT / "scripts")}
    code = "import sys; from bench_cards.crowd import main; main(sys.argv[1])"
    drawn = subprocess.run([sys.executable, "-c", code, str(roll)], env=environ, stdout=subprocess.PIPE, check=True)
    told = json.loads(drawn.stdout)
    return [
        Figure(f"{told['heroes']} heroes, all default sizes, s of wall", told["seconds"]),
        Figure("largest process, MB", max(told["peaks"]), MOST),
        Figure("memory at the end, of that after a fifth", told["peaks"][-1] / told["peaks"][0], GROWTH),
    ]


def main(folder: str) -> None:
    """Draw the roll in *folder* and print what was seen as JSON."""
    root, start, seen = Path(folder), time.perf_counter(), []
    heroes = len(list((root / "heroes").glob("*/*.yaml")))

    def watch(done: int, total: int) -> None:
        if done >= EARLY * total and (done % STEP == 0 or done == total):
            seen.append(max(map(_resident, [os.getpid(), *_children()])))

    with drawing_pool() as executor:
        publish(_drawings(root), into=root / "site", store=Store(root / "store"), executor=executor, watch=watch)
    json.dump({"heroes": heroes, "seconds": time.perf_counter() - start, "peaks": seen}, sys.stdout)


def _drawings(root: Path) -> Iterator[Drawing]:
    theme = read_theme(root)
    studio = Studio(SITE, theme)
    masters = [a_master(root, size) for size in ((400, 500), (900, 1200), (1200, 1600))]
    for number, hero in enumerate(read_heroes(root)):
        photo: SourceFile | None = masters[number // PICTURED % len(masters)] if number % PICTURED == 0 else None
        sitter = pictured(hero) if photo else hero
        yield studio.drawing(sitter, photo, dress_of(sitter), sizes_of(sitter, SITE, theme))


def _children() -> list[int]:
    task = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return [int(number) for number in task.read_text(encoding="ascii").split()]


def _resident(process: int) -> float:
    """Return the megabytes that *process* has in memory, what it shares with others counted in full."""
    pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
