"""A bureau with inspectors, and the way of one visit, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from enforcement.inspections import actions, queries
from enforcement.inspections.models import Certificate, Demand, Qualification, Visit
from enforcement.inspections.states import Outcome, Purpose, Result, Signed, Skill
from envportal.accounts.enums import Role, SectionKind
from envportal.accounts.models import User
from tests import builders, world
from tests.builders import moment
from tests.documents import corpus
from tests.remembered import remembered
from tests.world import World

ASKED, PLANNED = moment("2026-11-02", "09:00"), moment("2026-11-03", "09:00")
DAY = date(2026, 11, 10)
GATE, OUT = moment("2026-11-10", "09:32"), moment("2026-11-10", "11:20")


@dataclass(frozen=True)
class Squad:
    """The world, its head of enforcement, and three inspectors."""

    world: World
    head: User
    lead: User
    second: User
    third: User


@remembered
def squad() -> Squad:
    of = world.world()
    section = builders.section(of.bureau, kind=SectionKind.ENFORCEMENT, name="执法大队")
    head = builders.staff(Role.SECTION_HEAD, "唐立", at=of.bureau, in_section=section)
    people = [
        builders.staff(Role.INSPECTOR, name, at=of.bureau, in_section=section) for name in ("高远", "温岚", "秦舟")
    ]
    for n, person in enumerate(people):
        Certificate.objects.create(
            user=person, number=f"990102-{n + 1:03}", valid_from=date(2024, 1, 1), valid_to=date(2028, 12, 31)
        )
    Qualification.objects.create(user=people[0], skill=Skill.AIR)
    Qualification.objects.create(user=people[1], skill=Skill.WATER)
    actions.load_check_lists()
    return Squad(of, head, *people)


def wish(of: Squad, **changes: Any) -> actions.Wish:
    told: dict[str, Any] = {
        "enterprise": of.world.owner, "purpose": Purpose.ROUTINE, "what": "印刷废气收集和台账",
        "earliest": date(2026, 11, 4), "latest": date(2026, 11, 20), "skills": (Skill.AIR,), **changes,
    }  # fmt: skip
    return actions.Wish(**told)


@remembered
def asked(of: Squad, **changes: Any) -> Demand:
    return actions.ask(wish(of, **changes), by=of.world.officer, at=ASKED)


def plan(of: Squad, *demands: Demand, **changes: Any) -> Visit:
    told: dict[str, Any] = {
        "day": DAY, "begins_at": time(9, 30), "people": [of.lead, of.second], "lead": of.lead, "by": of.lead,
        "at": PLANNED, **changes,
    }  # fmt: skip
    return actions.plan_visit(demands or [asked(of)], **told)


@remembered
def noticed(of: Squad, **changes: Any) -> Visit:
    visit = actions.approve(plan(of, asked(of, **changes)).pk, by=of.head, at=moment("2026-11-03", "15:00"))
    return actions.notice(visit.pk, by=of.lead, at=moment("2026-11-04", "09:00"))


@remembered
def under_way(of: Squad, at: datetime = GATE, **changes: Any) -> Visit:
    visit = noticed(of, **changes)
    return actions.enter(visit.pk, code=queries.entry_code(visit), by=of.lead, at=at)


def all_ok(visit: Visit) -> list[actions.Seen]:
    return [actions.Seen(item.pk, Result.OK) for item in queries.items_of(visit)]


def leaving(**changes: Any) -> actions.Leaving:
    told: dict[str, Any] = {
        "seen": "印刷车间密闭，活性炭箱运行；台账记到昨天。", "outcome": Outcome.CLEAN, "signed": Signed.SHEET,
        "left_at": time(11, 10), "signer": "沈雁", **changes,
    }  # fmt: skip
    return actions.Leaving(**told)


def leave(of: Squad, visit: Visit, at: datetime = OUT, **changes: Any) -> Visit:
    actions.look_at(visit.pk, found=all_ok(visit), by=of.second, at=at)
    sheet = corpus.upload(corpus.pdf(1), "签字页.pdf")
    return actions.leave(visit.pk, left=leaving(**changes), signature=sheet, by=of.lead, at=at)


@remembered
def advised(of: Squad, **changes: Any) -> Visit:
    """Left with one advice: new charcoal by the end of November."""
    visit = under_way(of, **changes)
    actions.advise(
        visit.pk, text="活性炭每三个月更换并记台账", owner="沈雁", due_on=date(2026, 11, 30), by=of.lead, at=GATE
    )
    return leave(of, visit, outcome=Outcome.ADVISED, pointed_out="活性炭更换没有记台账")
