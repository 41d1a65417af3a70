"""Clocks as rows, the way the sweep reads them."""

from __future__ import annotations

from datetime import date
from typing import Any

from envportal.accounts.enums import Role
from envportal.accounts.models import User
from envportal.cases.models import Case
from envportal.deadlines.enums import Anchor, ClockState, EventKind, Expiry, Matter, Unit
from envportal.deadlines.models import Clock, ClockEvent, TermRule
from envportal.messaging.models import Message
from envportal.supervision import actions
from envportal.supervision.models import Card, Escalation
from envportal.workdays import instants
from tests import builders
from tests.builders import moment
from tests.remembered import remembered

WARN, DUE = date(2026, 10, 19), date(2026, 10, 21)


@remembered
def rule(matter: str = Matter.STATUTORY, on_expiry: str = Expiry.RED_CARD) -> TermRule:
    return TermRule.objects.get_or_create(
        bureau=None, matter=matter, variant="", valid_from=date(2026, 8, 15),
        defaults={
            "amount": 30, "unit": Unit.CALENDAR_DAY, "anchor": Anchor.RECEIVED, "act": "生态环境法典",
            "article": "第102条", "on_expiry": on_expiry,
        },
    )[0]  # fmt: skip


@remembered
def clock(
    case: Case | None = None, *, matter: str = Matter.STATUTORY, on_expiry: str = Expiry.RED_CARD, **fields: object
) -> Clock:
    """The statutory clock of the drawn case: received 2026-09-14, warned 10-19, due 10-21."""
    defaults: dict[str, object] = {
        "started_on": date(2026, 9, 14), "due_on": DUE, "warn_on": WARN, "state": ClockState.RUNNING,
    }  # fmt: skip
    facts: dict[str, Any] = {**defaults, **fields}
    stopped_on = facts.get("stopped_on")
    started = Clock.objects.create(
        case=case or opened_case(), matter=matter, rule=rule(matter, on_expiry),
        started_at=instants.begin(facts["started_on"]), due_at=instants.end(facts["due_on"]),
        warn_at=instants.begin(facts["warn_on"]), stopped_at=stopped_on and instants.begin(stopped_on), **facts,
    )  # fmt: skip
    ClockEvent.objects.create(clock=started, kind=EventKind.STARTED, on=started.started_on, at=moment("2026-09-14"))
    return started


def opened_case(title: str = "年产 6000 万只食品纸容器技改项目", **fields: object) -> Case:
    """A case received on 2026-09-14; `fields` say who holds it, in which section."""
    serial = Case.objects.count() + 137
    return builders.case(title=title, number=f"云环收〔2026〕{serial}号", opened_on=date(2026, 9, 14), **fields)


@remembered
def team() -> dict[str, User]:
    """An officer with the section head, the leader and the supervisor of one bureau."""
    section = builders.section()
    return {
        "officer": builders.staff(Role.OFFICER, "周明远", in_section=section),
        "head": builders.staff(Role.SECTION_HEAD, "许望舒", in_section=section),
        "leader": builders.staff(Role.LEADER, "韩松年"),
        "supervisor": builders.staff(Role.SUPERVISOR, "顾怀瑾"),
    }


# Due on Wednesday 2026-10-21, so red on Thursday 10-22; three working days after it: Tuesday 10-27; five after the due
# day: Wednesday 10-28.
RED_ON = moment("2026-10-22", "00:05")


@remembered
def held_case(people: dict[str, User], **fields: object) -> Card:
    """A pledge that was missed, held by the officer, with its red card raised the day after."""
    case = opened_case(holder=people["officer"], section=people["officer"].section)
    clock(case, **{"matter": Matter.PLEDGED, **fields})  # type: ignore[arg-type]
    actions.sweep(at=RED_ON)
    return Card.objects.get(colour="red")


def told(step: str) -> list[str]:
    return [name for one in Escalation.objects.filter(step=step) for name in one.told]


def mailed(template: str = "escalated") -> list[str]:
    return list(Message.objects.filter(template=template).order_by("pk").values_list("to_user__name", flat=True))
