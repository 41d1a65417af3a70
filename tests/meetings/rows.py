"""A bureau that meets on Monday, Wednesday and Friday, and the way of a case through its meeting, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from approvals.applications.models import Application
from approvals.applications.states import DocumentKind
from approvals.meetings import actions
from approvals.meetings.models import AgendaItem, Meeting, MeetingRule
from approvals.meetings.states import Conclusion, Quorum, View
from envportal.accounts.enums import Role
from envportal.accounts.models import User
from tests import builders, world
from tests.builders import moment
from tests.remembered import remembered
from tests.world import World

FRIDAY, MONDAY = date(2026, 9, 18), date(2026, 9, 21)
REPORTS: actions.MustComeWords = {"document_kind": "report", "words": "所有报告书"}
CHEMISTRY: actions.MustComeWords = {"document_kind": "table", "industries": "26 3110", "words": "化工和炼铁的报告表"}
MAJOR: actions.MustComeWords = {"investment_from": Decimal(50000), "words": "总投资不少于 50000 万元的项目"}


@dataclass(frozen=True)
class Room:
    """The world, and who else sits in the meeting."""

    world: World
    water: User
    law: User
    rule: MeetingRule

    @property
    def chair(self) -> User:
        return self.world.leader

    @property
    def members(self) -> list[User]:
        return [self.chair, self.world.head, self.water, self.law]


def facts(**changes: Any) -> dict[str, Any]:
    return {
        "valid_from": date(2026, 9, 1), "weekdays": "024", "starts": time(7, 50), "ends": time(8, 30), "capacity": 40,
        "per_item": 8, "place": "三楼会议室", "quorum": Quorum.TWO_THIRDS, "makeup_counts": False,
        "basis": "局务会议纪要〔2026〕3号", "must_come": [REPORTS, CHEMISTRY, MAJOR], **changes,
    }  # fmt: skip


@remembered
def room(of: World | None = None, **changes: Any) -> Room:
    """A leader, two section heads and somebody who knows the law; two thirds of them have to be there."""
    of = of or world.world()
    water = builders.staff(
        Role.SECTION_HEAD, "程砚秋", at=of.bureau, in_section=builders.section(of.bureau, name="水生态科")
    )
    law = builders.staff(Role.LEGAL, "陆九思", at=of.bureau)
    members = [of.leader, of.head, water, law]
    rule = actions.set_rule(
        of.bureau.pk, members=members, by=of.leader, at=moment("2026-08-31"), **facts(**changes)
    )  # fmt: skip
    return Room(of, water, law, rule)


@remembered
def report(of: Room, **answers: Any) -> Application:
    """A report accepted on Thursday 17 September: promised for 14 October by statute."""
    return world.accepted(of.world, kind=DocumentKind.REPORT, **answers)


@remembered
def convened(of: Room, *cases: Application, on: date = FRIDAY, at: datetime | None = None, **told: Any) -> Meeting:
    return actions.convene(
        of.world.bureau.pk, on=on, chair=of.chair, minute_taker=of.world.clerk, cases=[case.pk for case in cases],
        by=of.world.clerk, at=at or moment("2026-09-17", "17:30"), **told,
    )  # fmt: skip


@remembered
def opened(of: Room, *cases: Application, absent: dict[int, str] | None = None, **told: Any) -> Meeting:
    meeting = convened(of, *cases, **told)
    at = moment(meeting.on.isoformat(), "07:50")
    actions.attend(meeting.pk, absent=absent or {}, by=of.world.clerk, at=at)
    return actions.open_meeting(meeting.pk, by=of.world.clerk, at=at)


def speak(of: Room, item: AgendaItem, at: datetime, **views: tuple[str, str]) -> None:
    """Everybody in turn, the chair last; by default all agree."""
    for name in ("head", "water", "law", "chair"):
        person = of.world.head if name == "head" else getattr(of, name)
        view, words = views.get(name, (View.AGREE, ""))
        if view:
            actions.opine(item.pk, view=view, words=words, by=person, at=at)


@remembered
def resolved(of: Room, case: Application, conclusion: str = Conclusion.APPROVE, **told: Any) -> Meeting:
    """A meeting on one case, ended, its minutes confirmed."""
    meeting = opened(of, case, **told)
    at, item = moment(meeting.on.isoformat(), "08:05"), meeting.items.get()
    view = {Conclusion.APPROVE: View.AGREE, Conclusion.REVISE: View.REVISE, Conclusion.REFUSE: View.REFUSE}[conclusion]
    said = (view, "" if view == View.AGREE else "补充枯水期预测")
    speak(of, item, at, head=said, water=said, law=said, chair=said)
    conditions = "补充枯水期预测\n在线监测联网" if conclusion == Conclusion.REVISE else ""
    actions.conclude(
        item.pk, conclusion=conclusion, text="会议讨论了本件。", conditions=conditions, by=of.world.clerk, at=at
    )  # fmt: skip
    actions.close(meeting.pk, by=of.world.clerk, at=moment(meeting.on.isoformat(), "08:20"))
    return actions.confirm(meeting.pk, by=of.chair, at=moment(meeting.on.isoformat(), "08:40"))
