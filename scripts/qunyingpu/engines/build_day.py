"""Find the day that a build speaks of, so that one commit always gives the same bytes."""

from __future__ import annotations

import datetime
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from qunyingpu.errors import UsageError

BEIJING = datetime.timezone(datetime.timedelta(hours=8))
"""Fixed since 1991; calendar astronomy and the law count days in it."""


def build_day(root: Path, *, configured: str, environ: Mapping[str, str] = os.environ) -> datetime.date:
    """Return the day in UTC+8 of ``SOURCE_DATE_EPOCH``, else of HEAD's commit, else *configured* (``extra.as_of``).

    Raises UsageError when none of the three is there, or the first or last is no date.
    """
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        if not epoch.isdigit():
            raise UsageError(f"环境变量 SOURCE_DATE_EPOCH 应当是秒数，现在是“{epoch}”。")
        return _day(int(epoch))
    committed = _committed_at(root)
    if committed is not None:
        return _day(committed)
    try:
        return datetime.date.fromisoformat(configured)
    except ValueError:
        raise UsageError("不知道资料日期：请在 mkdocs.yml 的 extra 下写 as_of，例如 as_of: 2026-11-23。") from None


def real_day() -> datetime.date:
    """Return today in UTC+8: asked only whether a date lies ahead, never shown in an output."""
    return real_moment().date()


def real_moment() -> datetime.datetime:
    """Return the time that the machine shows, in UTC+8: for a service that shows it, never for an output."""
    return datetime.datetime.now(BEIJING)


def asked_day(words: str | None) -> datetime.date:
    """Return the day that someone wrote as 2027-04-05, today where nothing was written; raise UsageError."""
    try:
        return datetime.date.fromisoformat(words) if words else real_day()
    except ValueError:
        raise UsageError(f"“{words}”不是日期，请写成 2027-04-05 这样。") from None


def _day(seconds: int) -> datetime.date:
    return datetime.datetime.fromtimestamp(seconds, BEIJING).date()


def _committed_at(root: Path) -> int | None:
    """Return the committer time of HEAD, None outside a repository or without git."""
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed command, no shell
            ["git", "-C", str(root), "log", "-1", "--format=%ct"],  # noqa: S607 - git is found on PATH by design
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return int(answer.stdout) if answer.stdout.strip() else None
