"""The day of a build: from the environment, the commit, or the settings, and never from the clock."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path

import pytest

from qunyingpu.engines.build_day import build_day
from qunyingpu.errors import UsageError


def _commit(root: Path, seconds: int) -> None:
    stamp = f"{seconds} +0000"
    git = ["git", "-C", str(root), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run(
        [*git, "commit", "-q", "--allow-empty", "-m", "m"],
        check=True,
        env={"GIT_COMMITTER_DATE": stamp, "GIT_AUTHOR_DATE": stamp, "PATH": "/usr/bin:/bin:/usr/local/bin"},
    )


def test_the_environment_wins(tmp_path: Path) -> None:
    """SOURCE_DATE_EPOCH is the reproducible-builds way to say the day."""
    day = build_day(tmp_path, configured="2020-01-01", environ={"SOURCE_DATE_EPOCH": "0"})
    assert day == datetime.date(1970, 1, 1)


def test_the_commit_gives_the_day_in_beijing(tmp_path: Path) -> None:
    """17:00 UTC is already tomorrow in UTC+8."""
    _commit(tmp_path, 1795453200)  # 2026-11-23 17:00 UTC
    assert build_day(tmp_path, configured="", environ={}) == datetime.date(2026, 11, 24)


def test_the_settings_help_outside_a_repository(tmp_path: Path) -> None:
    """A folder without history takes extra.as_of."""
    assert build_day(tmp_path, configured="2026-11-23", environ={}) == datetime.date(2026, 11, 23)


@pytest.mark.parametrize(("configured", "environ"), [("", {}), ("昨天", {}), ("", {"SOURCE_DATE_EPOCH": "x"})])
def test_an_unknown_day_is_told(tmp_path: Path, configured: str, environ: dict[str, str]) -> None:
    """Without a day nothing is built, and the sentence says what to write."""
    with pytest.raises(UsageError, match=r"as_of|SOURCE_DATE_EPOCH"):
        build_day(tmp_path, configured=configured, environ=environ)
