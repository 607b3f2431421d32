"""Make campaigns for tests: single ones, and a whole year of real commemorations as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qunyingpu.model.campaign import Campaign

DATA = Path(__file__).parent / "data"

FESTIVALS = {
    "qingming": {"solar_term": "清明"},
    "spring_festival": {"lunar": "01-01"},
    "lantern": {"lunar": "01-15"},
    "duanwu": {"lunar": "05-05"},
    "zhongyuan": {"lunar": "07-15"},
    "mid_autumn": {"lunar": "08-15"},
    "chongyang": {"lunar": "09-09"},
    "laba": {"lunar": "12-08"},
    "dongzhi": {"solar_term": "冬至"},
}
"""The festivals of the tables in `DATA`, by their columns."""


def a_campaign(campaign_id: str = "test", **changes: Any) -> Campaign:
    """Return the campaign *campaign_id* as `reading` hands it to the model, with *changes* laid over it."""
    values = {"id": campaign_id, "name": "测试 活动", "when": {"fixed": "06-15"}}
    return Campaign.model_validate(values | changes)


def a_year() -> tuple[Campaign, ...]:
    """Return 44 commemorations whose days are officially known, two of them standing, six of one place only.

    They stand in ``data/campaigns.json`` apart from the shipped ones, so that an office may change its own.
    """
    values = json.loads((DATA / "campaigns.json").read_text(encoding="utf-8"))
    return tuple(Campaign.model_validate(value) for value in values)
