"""Say what a profile is once it may be shown: nothing in it reveals what its visibility hides.

Only `Book.published` makes these values.
"""

from __future__ import annotations

from pydantic import Field

from qunyingpu.model.date import PartialDate
from qunyingpu.model.hero import Honour, Member, Profile
from qunyingpu.model.region import Region, region_table
from qunyingpu.model.vocabulary import Channel, Level, Outcome


class PublishedMember(Member):
    """A member of a group as shown: masked, aliased, or by name."""

    pinyin: str = Field("", title="拼音", description="由显示的姓名得出。", examples=["zhang san"])


class PublishedHero(Profile):
    """A profile as shown; nothing in it reveals what its visibility hides."""

    pinyin: str = Field(title="拼音", description="由显示的姓名得出。", examples=["zhang san"])
    note: str = Field("", title="姓名注记", description="“化名”或空。", examples=["化名"])
    members: tuple[PublishedMember, ...] = Field((), title="成员", description="可显示的成员。", examples=[[]])
    channels: tuple[Channel, ...] = Field(
        tuple(Channel), title="公开范围", description="还可以在哪些地方出现。", examples=[["网站"]]
    )

    @property
    def path(self) -> str:
        """Return the page's address inside the site."""
        return f"heroes/{self.id}.html"

    @property
    def region(self) -> Region:
        """Return the region of today under which the deed is listed; its own, unless that code has ended."""
        return region_table().listed_under(self.deed.region, self.deed.date.year)

    @property
    def province(self) -> str:
        """Return the code of today's province of the deed."""
        return region_table().province_of(self.region.code).code

    @property
    def fallen(self) -> tuple[PublishedMember, ...]:
        """Return the members who died; of a group only these are mourned."""
        return tuple(member for member in self.members if member.outcome is Outcome.SACRIFICED)

    @property
    def is_mourned(self) -> bool:
        """Tell whether the person, or every member of the group, died."""
        return self.deed.outcome is Outcome.SACRIFICED

    @property
    def level(self) -> Level | None:
        """Return the highest level of the honours, None when none has one."""
        levels = {honour.level for honour in self.all_honours}
        return next((level for level in Level if level in levels), None)

    @property
    def all_honours(self) -> tuple[Honour, ...]:
        """Return the honours of the profile and of its single members, these with the member's name."""
        return self.honours + tuple(
            honour.model_copy(update={"members": (member.name,)})
            for member in self.members
            for honour in member.honours
        )

    @property
    def timeline(self) -> tuple[Honour, ...]:
        """Return all honours, oldest first, undated last, ties in the order of the file."""
        return tuple(
            sorted(
                self.all_honours,
                key=lambda honour: (honour.date is None, honour.date.sort_key if honour.date else (0, 0, 0)),
            )
        )


def newest_date(hero: PublishedHero) -> PartialDate | None:
    """Return the date of the latest dated honour, for lists of the newly honoured."""
    return max(
        (honour.date for honour in hero.all_honours if honour.date), key=lambda date: date.sort_key, default=None
    )
