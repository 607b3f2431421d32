"""Turn the published book and a day into what publicity staff have before them: values only, no word is set here."""

from __future__ import annotations

from qunyingpu.planning.commemorations import Commemoration, GreatYear
from qunyingpu.planning.plan import MOST_DAYS, Plan, Planned, Task, a_plan
from qunyingpu.planning.proposals import Lack, Missing, Proposal

__all__ = [
    "MOST_DAYS",
    "Commemoration",
    "GreatYear",
    "Lack",
    "Missing",
    "Plan",
    "Planned",
    "Proposal",
    "Task",
    "a_plan",
]
