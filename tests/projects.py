"""Make small projects on disk: one clean fictional profile, and room for whatever a test is about."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from qunyingpu.errors import Problem
from qunyingpu.reading import Reading, read_all

HERO = "320500-2024-aaaaa"
TODAY = datetime.date(2026, 11, 23)

CLEAN = """\
name: 测试甲
deed:
  date: 2024-06-24
  region: 320505
  type: water_rescue
  outcome: safe
  summary: 测试用的一句话，桥边听见呼救。
sources:
  - title: 虚构资料（测试用）
consent:
  basis: public_report
"""

SETTINGS = """\
site_name: 测试名录
site_url: https://qunyingpu.example/
"""


@dataclass(frozen=True)
class Project:
    """A project in *root* whose files a test writes by their paths."""

    root: Path

    def write(self, path: str, content: str | bytes) -> Path:
        """Write *content* at *path* below the root and return where."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return target

    def add_hero(self, hero_id: str, content: str = CLEAN) -> None:
        """Write a profile and its address in the list."""
        self.write(f"heroes/{hero_id[:2]}/{hero_id}.yaml", content)
        addresses = self.root / "heroes" / "permalinks.txt"
        before = addresses.read_text(encoding="utf-8") if addresses.exists() else ""
        self.write("heroes/permalinks.txt", f"{before}heroes/{hero_id}.html\n")

    def read(self) -> Reading:
        """Read everything."""
        return read_all(self.root, today=TODAY)

    def told(self) -> list[tuple[str, str]]:
        """Return file and code of every problem."""
        return [(problem.file, problem.code) for problem in self.problems()]

    def problems(self) -> tuple[Problem, ...]:
        """Return every problem."""
        return self.read().problems


def a_project(root: Path) -> Project:
    """Make a project in *root* with settings and one clean profile."""
    made = Project(root)
    made.write("mkdocs.yml", SETTINGS)
    made.add_hero(HERO)
    return made
