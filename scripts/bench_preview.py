"""Time the preview of one hero in a fictional roll against a cold build of the whole site, and print the ratio.

    python scripts/bench_preview.py --heroes 10000

Both run in turn, from an empty cache and as commands of their own, start of Python included. The build draws all cards,
as a reader's first `mkdocs build` does; with ``--without-cards`` it draws none, so that the ratio flatters us less.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from bench_build import timed_build
from trial_projects import BUILD_WITHOUT_CARDS, invented_project


def main() -> None:
    """Print wall and CPU seconds of both, the median of the rounds, and the ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--heroes", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--without-cards", action="store_true")
    chosen = options.parse_args()
    build = ["-c", BUILD_WITHOUT_CARDS] if chosen.without_cards else ["-m", "mkdocs", "build", "-q"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hero = _project(folder, chosen.heroes)
        preview = ["-m", "qunyingpu", "preview", hero, "-o", str(folder / "preview.html")]
        times: dict[str, list[tuple[float, float]]] = {"preview": [], "build": []}
        for _ in range(chosen.rounds):
            for what, words in (("preview", preview), ("build", build)):
                times[what].append(timed_build([sys.executable, *words], folder))
    _tell(times, chosen.heroes)


def _project(folder: Path, heroes: int) -> str:
    """Make a project of *heroes* in *folder*; return the id of one of them."""
    invented_project(folder, heroes)
    return sorted((folder / "heroes").glob("*/*.yaml"))[heroes // 2].stem


def _tell(times: dict[str, list[tuple[float, float]]], heroes: int) -> None:
    print(f"{heroes} heroes, cold, median of {len(times['build'])}")
    medians = {}
    for name, runs in times.items():
        medians[name] = tuple(statistics.median(part) for part in zip(*runs, strict=True))
        print(f"{name:>8}: wall {medians[name][0]:7.2f} s   CPU {medians[name][1]:7.2f} s")
    wall, cpu = (medians["preview"][part] / medians["build"][part] for part in (0, 1))
    print(f"   ratio: wall {wall:7.3f}     CPU {cpu:7.3f}")


if __name__ == "__main__":
    main()
