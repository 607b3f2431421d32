"""Let Material's social plugin draw a card for each of the same heroes, its font at hand and no card cached."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from PIL import Image

from bench_cards.drawing import encode
from bench_cards.figures import Figure
from bench_cards.sitters import DEFAULT, ROOT, SITE
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.theme import Theme
from qunyingpu.outputs.cards.studio import Studio
from qunyingpu.outputs.cards.styles import dress_of
from qunyingpu.writing import Store, drawing_pool, publish

FAMILY = "Local"
SETTINGS = """site_name: 群英谱
site_url: https://qunyingpu.example/
docs_dir: docs
theme: {name: material, language: zh, font: false}
nav: [index.md]
not_in_nav: "heroes/*"
plugins:
"""
SOCIAL = f"""  - social:
      cards_layout_options: {{font_family: {FAMILY}}}
"""


def social_figures(folder: Path, theme: Theme, heroes: Sequence[PublishedHero]) -> list[Figure] | str:
    """Return how much longer the plugin takes than ours, for as many cards and for all of ours; or why it cannot."""
    python = _with_plugin(folder)
    if isinstance(python, str):
        return python
    _write_site(folder, heroes)
    without, with_cards = (_build(python, folder, plugins) for plugins in ("  []\n", SOCIAL))
    cards = len(list((folder / "site").rglob("assets/images/social/heroes/*.png")))
    if cards != len(heroes):
        return f"the social plugin made {cards} cards of {len(heroes)}"
    wall, cpu = (after - before for after, before in zip(with_cards, without, strict=True))
    share, every = _ours(theme, heroes, ("share",)), _ours(theme, heroes, DEFAULT)
    return [
        Figure("social plugin, s of wall", wall),
        Figure("our share cards, s of wall", share[0]),
        Figure("social plugin, of our share cards: wall", wall / share[0], 15, is_floor=True),
        Figure("social plugin, of our share cards: CPU", cpu / share[1], 15, is_floor=True),
        # What no program that writes these pictures can beat, however it draws them.
        Figure("social plugin, of encoding our share cards alone: CPU", cpu / _encoding(theme, heroes)),
        Figure("social plugin, of all our default sizes: wall", wall / every[0]),
        Figure("social plugin, of all our default sizes: CPU", cpu / every[1]),
    ]


def _with_plugin(folder: Path) -> Path | str:
    """Return the Python of a new environment that has the plugin and Cairo."""
    environment = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = f"mkdocs-material[imaging]=={version('mkdocs-material')}"
    installed = subprocess.run(
        [str(python), "-m", "pip", "install", "-q", wanted], capture_output=True, text=True, check=False
    )
    if installed.returncode:
        return f"the social plugin is left out: {wanted} could not be installed"
    if subprocess.run([str(python), "-c", "import cairosvg"], capture_output=True, check=False).returncode:
        return "the social plugin is left out: it needs the Cairo library of the system (Debian: libcairo2)"
    return python


def _write_site(folder: Path, heroes: Sequence[PublishedHero]) -> None:
    pages = folder / "docs" / "heroes"
    pages.mkdir(parents=True)
    (folder / "docs" / "index.md").write_text("# 名录\n", encoding="utf-8")
    for hero in heroes:
        head = f"---\ntitle: {hero.name}\ndescription: {hero.deed.summary}\n---\n"
        (pages / f"{hero.id}.md").write_text(f"{head}# {hero.name}\n", encoding="utf-8")
    fonts = folder / ".cache" / "plugin" / "social" / "fonts" / FAMILY
    fonts.mkdir(parents=True)
    for ours, theirs in (("serif.otf", "Regular.otf"), ("serif-bold.otf", "Bold.otf")):
        shutil.copyfile(ROOT / "theme" / "fonts" / ours, fonts / theirs)


def _build(python: Path, folder: Path, plugins: str) -> tuple[float, float]:
    (folder / "mkdocs.yml").write_text(SETTINGS + plugins, encoding="utf-8")
    environ = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    before, start = os.times(), time.perf_counter()
    subprocess.run([str(python), "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, env=environ)
    return time.perf_counter() - start, _spent(os.times()) - _spent(before)


def _ours(theme: Theme, heroes: Sequence[PublishedHero], names: Sequence[str]) -> tuple[float, float]:
    """Return the seconds, of wall and CPU, in which a new pool draws *names* of *heroes* into a new store."""
    studio, folder = Studio(SITE, theme), Path(tempfile.mkdtemp())
    before, start = os.times(), time.perf_counter()
    drawings = [studio.drawing(hero, None, dress_of(hero), names) for hero in heroes]
    with drawing_pool() as executor:
        publish(drawings, into=folder / "site", store=Store(folder / "store"), executor=executor)
    spent = time.perf_counter() - start, _spent(os.times()) - _spent(before)
    shutil.rmtree(folder)
    return spent


def _encoding(theme: Theme, heroes: Sequence[PublishedHero]) -> float:
    """Return the seconds of CPU in which the finished share cards of *heroes* are written as JPEG, and nothing else."""
    studio, layout = Studio(SITE, theme), theme.layouts["share"]
    made = (studio.drawing(hero, None, dress_of(hero), ("share",)).make()[0] for hero in heroes)
    pictures = [Image.open(io.BytesIO(card)).convert("RGB") for card in made]
    before = time.process_time()
    for picture in pictures:
        encode(picture, layout)
    return time.process_time() - before


def _spent(times: os.times_result) -> float:
    return times.user + times.system + times.children_user + times.children_system
