"""Measure the portrait cards: one run, one table, each bar beside its figure.

    python scripts/bench_cards.py
    python scripts/bench_cards.py --heroes 1000 --no-rival    # a quick look
    python scripts/bench_cards.py --only cards pools          # some of: cards pools equality rival letters names crowd

Nobody on the cards ever lived, but for the names of the shipped roll that Tesseract reads. Material's social plugin is
installed into a folder that is thrown away. Ends with status 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

# The parts lie in the folder of the same name, as a package's do.
__path__ = [str(Path(__file__).with_suffix(""))]

from bench_cards.crowd import PICTURED, crowd_figures
from bench_cards.drawing import card_figures
from bench_cards.figures import Figure, table
from bench_cards.letters import letter_figures
from bench_cards.pools import MEASURED, WARM, equality_figure, pool_figures
from bench_cards.sitters import ROOT, a_master, pictured, read_heroes
from bench_cards.social import social_figures
from bench_cards.spelling import spelling_figure
from qunyingpu.reading import read_theme
from trial_projects import invented_project

SITTERS, RIVALS = WARM + MEASURED, 100
PARTS = ("cards", "pools", "equality", "rival", "letters", "names", "crowd")


def main() -> None:
    """Measure what the command line asks for, print it, and end with status 1 when a bar is missed."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--heroes", type=int, default=10_000, help="of the crowd (default: 10000)")
    options.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    options.add_argument("--no-rival", action="store_true", help="without Material's social plugin")
    chosen = options.parse_args()
    parts = [part for part in chosen.only if not (part == "rival" and chosen.no_rival)]
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(_run(Path(folder), parts, chosen.heroes))


def _run(folder: Path, parts: Sequence[str], crowd: int) -> int:
    theme = read_theme(ROOT)
    invented_project(folder / "sitters", SITTERS)
    heroes = read_heroes(folder / "sitters")
    photo = a_master(folder, (900, 1200))
    sitters = [
        (pictured(hero), photo) if number % PICTURED == 0 else (hero, None) for number, hero in enumerate(heroes)
    ]

    def measure_crowd() -> list[Figure]:
        invented_project(folder / "crowd", crowd)
        return crowd_figures(folder / "crowd")

    (folder / "rival").mkdir()
    measures: dict[str, Callable[[], Figure | list[Figure] | str]] = {
        "cards": lambda: card_figures(folder, theme, heroes),
        "pools": lambda: pool_figures(theme, sitters),
        "equality": lambda: equality_figure(theme, sitters),
        "rival": lambda: social_figures(folder / "rival", theme, heroes[:RIVALS]),
        "letters": lambda: letter_figures(folder, theme, heroes),
        "names": lambda: spelling_figure(theme),
        "crowd": measure_crowd,
    }
    figures: list[Figure] = []
    notes: list[str] = []
    for part in parts:
        print(f"measuring {part}", file=sys.stderr, flush=True)
        found = measures[part]()
        if isinstance(found, str):
            notes.append(found)
        else:
            measured = found if isinstance(found, list) else [found]
            figures += measured
            # At once, for whoever cannot wait for the end.
            print(table(measured), file=sys.stderr, flush=True)
    missed = [figure.measure for figure in figures if not figure.is_met]
    print("\n".join([table(figures), *notes, *(f"bar missed: {measure}" for measure in missed)]))
    return 1 if missed else 0


if __name__ == "__main__":
    main()
