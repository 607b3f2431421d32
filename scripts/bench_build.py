"""Build a fictional roll with 群英谱 and the same texts with stock MkDocs and Material, and print the ratio.

    python scripts/bench_build.py --heroes 10000
    python scripts/bench_build.py --heroes 1000 --menu    # stock with its own default: every page in the menu

Both builds start cold, from an empty cache and an empty site; cards are left out, since stock MkDocs draws none. Stock
means its own defaults with the search that comes with it, but for two kindnesses: no font is fetched, and without
--menu the pages are kept out of the menu, in which ten thousand of them would take hours.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from trial_projects import BUILD_WITHOUT_CARDS, DAY, invented_project

STOCK_SETTINGS = """site_name: stock
docs_dir: docs
theme: {name: material, language: zh, font: false}
"""

OUTSIDE_THE_MENU = """nav: [index.md]
not_in_nav: "heroes/*"
"""


def main() -> None:
    """Print wall and CPU seconds of both builds, in turn, and the ratio of the medians."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--heroes", type=int, default=10_000)
    options.add_argument("--rounds", type=int, default=1)
    options.add_argument("--menu", action="store_const", const="", default=OUTSIDE_THE_MENU)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = _projects(Path(folder), chosen.heroes, STOCK_SETTINGS + chosen.menu)
        times: dict[str, list[tuple[float, float]]] = {"ours": [], "stock": []}
        for _ in range(chosen.rounds):
            times["ours"].append(timed_build([sys.executable, "-c", BUILD_WITHOUT_CARDS], ours))
            times["stock"].append(timed_build([sys.executable, "-m", "mkdocs", "build", "-q"], stock))
    _tell(times, chosen.heroes)


def _projects(folder: Path, heroes: int, stock_settings: str) -> tuple[Path, Path]:
    ours, stock = folder / "ours", folder / "stock"
    invented_project(ours, heroes, "--markdown", str(stock / "docs" / "heroes"))
    (stock / "docs" / "index.md").write_text("# 名录\n", encoding="utf-8")
    (stock / "mkdocs.yml").write_text(stock_settings, encoding="utf-8")
    return ours, stock


def timed_build(command: list[str], folder: Path) -> tuple[float, float]:
    """Return wall and CPU seconds of *command* in the project at *folder*, with neither site nor cache there."""
    shutil.rmtree(folder / "site", ignore_errors=True)
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    # Bytecode is kept, as on anybody's machine.
    environ = os.environ | DAY | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
    subprocess.run(command, cwd=folder, check=True, env=environ)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, cpu


def _tell(times: dict[str, list[tuple[float, float]]], heroes: int) -> None:
    print(f"{heroes} heroes, cold, median of {len(times['ours'])}")
    medians = {}
    for name, runs in times.items():
        wall, cpu = (statistics.median(part) for part in zip(*runs, strict=True))
        medians[name] = wall, cpu
        print(f"{name:>6}: wall {wall:7.1f} s   CPU {cpu:7.1f} s")
    wall, cpu = (medians["stock"][part] / medians["ours"][part] for part in (0, 1))
    print(f" ratio: wall {wall:7.1f}     CPU {cpu:7.1f}")


if __name__ == "__main__":
    main()
