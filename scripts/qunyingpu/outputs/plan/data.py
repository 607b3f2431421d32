"""Turn a plan into JSON for other programs: English ids, ISO dates, whole numbers of days."""

from __future__ import annotations

import json
from typing import Any

from qunyingpu.model.activity import Activity
from qunyingpu.model.date import PartialDate
from qunyingpu.model.site import Site
from qunyingpu.planning import Commemoration, Lack, Plan, Planned, Proposal, Task

SCHEMA = 1
"""The version of this shape; a reader may rely on it."""


def as_json(plan: Plan, site: Site) -> str:
    """Return *plan* as ``{"schema", "from", "to", "channels", "campaigns", "standing", "others", "anniversaries", …}``.

    All of it is ASCII, so that no console's encoding can spoil it on its way to a program.
    """
    return json.dumps(
        {
            "schema": SCHEMA,
            "from": plan.start.isoformat(),
            "to": plan.end.isoformat(),
            "channels": [channel.id for channel in plan.channels],
            "campaigns": [_run(run, site) for run in plan.campaigns],
            "standing": [campaign.id for campaign in plan.standing],
            "others": [_activity(activity) for activity in plan.others],
            "anniversaries": [_commemoration(one) for one in plan.remembered],
            "great_years": [
                {"year": great.year, "years": great.years, "what": great.what} for great in plan.great_years
            ],
            "mourning": [
                {"from": days.start.isoformat(), "to": days.end.isoformat(), "reason": days.reason}
                for days in plan.mourning
            ],
            "overrides": [
                {"from": days.start.isoformat(), "to": days.end.isoformat(), "campaign": campaign.id}
                for days, campaign in plan.overrides
            ],
        },
        indent=2,
    )


def _run(run: Planned, site: Site) -> dict[str, Any]:
    campaign, window = run.campaign, run.window
    return {
        "id": campaign.id,
        "name": campaign.name,
        "start": window.start.isoformat(),
        "end": window.end.isoformat(),
        "day": window.day.isoformat(),
        "days_until_start": run.until_start,
        "days_until_day": run.until_day,
        "days_until_end": run.until_end,
        "tone": campaign.tone.id,
        "slogan": campaign.slogan,
        "basis": campaign.basis,
        "scope": campaign.scope,
        "candidates": run.candidates,
        "heroes": [_proposal(proposal, site) for proposal in run.proposals],
        "tasks": [_task(task) for task in run.tasks],
        "arranged": [_activity(activity) for activity in run.arranged],
        "earlier": [_activity(activity) for activity in run.earlier],
    }


def _proposal(proposal: Proposal, site: Site) -> dict[str, Any]:
    return {
        "id": proposal.hero.id,
        "name": proposal.hero.name,
        "members": list(proposal.members),
        "url": site.address(proposal.hero.path),
        "why": list(proposal.why),
        "lacks": [_lack(lack) for lack in proposal.lacks],
        "last_used": proposal.last_used.id if proposal.last_used else None,
    }


def _lack(lack: Lack) -> dict[str, Any]:
    return {"what": lack.missing.value, "channels": [channel.id for channel in lack.channels]}


def _task(task: Task) -> dict[str, Any]:
    return {"what": task.words, "heroes": [hero.id for hero in task.heroes]}


def _activity(activity: Activity) -> dict[str, Any]:
    return {
        "id": activity.id,
        "name": activity.name,
        "campaign": activity.campaign,
        "start": activity.start.isoformat(),
        "end": activity.end.isoformat(),
        "place": activity.place,
        "organiser": activity.organiser,
        "done": activity.done,
        "participants": activity.participants,
        "heroes": list(activity.heroes),
        "coverage": [
            {"title": report.title, "publisher": report.publisher, "date": _iso(report.date), "url": report.url}
            for report in activity.coverage
        ],
    }


def _commemoration(one: Commemoration) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(),
        "years": one.years,
        "great": one.is_great,
        "what": one.what,
        "hero": one.hero.id if one.hero else None,
    }


def _iso(date: PartialDate | None) -> str | None:
    return date.iso if date else None
