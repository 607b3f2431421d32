"""`qunyingpu campaigns --on DAY`: the answer of the command line is that of the pages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from trial_projects import ROOT, shipped_project


def _said(*arguments: str, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qunyingpu", "-C", str(root), "campaigns", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
        check=False,
    )


@pytest.mark.parametrize(
    ("day", "campaign"),
    [
        (
            "2027-04-05",
            {
                "id": "qingming",
                "name": "清明追思 寄语英雄",
                "tone": "solemn",
                "start": "2027-04-01",
                "end": "2027-04-10",
            },
        ),
        (
            "2027-08-01",
            {"id": "army-day", "name": "“八一”关爱退伍军人英模", "tone": "festive", "start": "2027-07-27"}
            | {"end": "2027-08-06"},
        ),
        (
            "2027-09-30",
            {"id": "martyrs-day", "name": "烈士纪念日", "tone": "solemn", "start": "2027-09-28", "end": "2027-09-30"},
        ),
    ],
)
def test_the_day_is_answered_as_json(day: str, campaign: dict[str, str]) -> None:
    """The shape that readers rely on: the day, its campaign with its window, and what else falls on it."""
    said = _said("--on", day, "--json")
    answer: dict[str, Any] = json.loads(said.stdout)
    assert (said.returncode, list(answer)) == (0, ["day", "campaign", "also"])
    assert answer["day"] == day
    assert answer["campaign"] == campaign | {"day": day}
    assert isinstance(answer["also"], list)


def test_a_standing_campaign_has_no_window() -> None:
    """On an ordinary day a year-round campaign stands, without dates."""
    answer = json.loads(_said("--on", "2026-11-29", "--json").stdout)
    assert answer["campaign"]["id"] in {"housing", "precise-help"}
    assert (answer["campaign"]["start"], answer["campaign"]["end"], answer["campaign"]["day"]) == (None, None, None)


def test_people_are_answered_in_words() -> None:
    """Without --json the answer is a Chinese sentence."""
    assert _said("--on", "2027-04-05").stdout.startswith("2027-04-05：清明追思 寄语英雄（qingming）")


@pytest.mark.parametrize("day", ["2027-02-30", "明天", "2027/04/05"])
def test_a_wrong_day_is_wrong_usage(day: str) -> None:
    """A day that is none gives one sentence and status 2."""
    said = _said("--on", day)
    assert said.returncode == 2
    assert f"“{day}”不是日期" in said.stderr


def test_mistakes_in_content_are_told(tmp_path: Path) -> None:
    """A roll that cannot be read gives its problems and status 1, no traceback."""
    root = shipped_project(tmp_path)
    (root / "content" / "campaigns" / "qingming.yaml").write_text("name: 清明\n", encoding="utf-8")
    said = _said("--on", "2027-04-05", root=root)
    assert said.returncode == 1
    assert "content/campaigns/qingming.yaml" in said.stdout
    assert "Traceback" not in said.stderr
