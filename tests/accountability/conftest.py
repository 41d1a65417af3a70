"""A bureau with people who acted on a case, two leaders, those who watch, and the bureau above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from envportal.accountability import responsibility
from envportal.accountability.models import Part, Responsibility
from envportal.accountability.responsibility import Cause
from envportal.accounts.enums import Role
from envportal.accounts.models import User
from envportal.audit import log
from envportal.cases.models import Case
from envportal.deadlines.actions import load_rules
from tests import builders
from tests.builders import moment, one_time_code
from tests.remembered import remembered

# A Monday; ten working days with the National Day holidays between: until Friday 2026-10-23 (10-10 is worked).
OPENED = moment("2026-10-12")
LAST, AFTER = moment("2026-10-26"), moment("2026-10-27")


@dataclass(frozen=True)
class Office:
    clerk: User
    officer: User
    head: User
    leader: User
    other: User
    supervisor: User
    second: User
    superior: User
    outsider: User
    applicant: User
    case: Case

    def opened(self, **told: Any) -> Responsibility:
        said: Any = {"cause": Cause.WRONG, "ref": "overturned", "what": "处罚决定被撤销", "at": OPENED, **told}
        return responsibility.open_record(self.case, said.pop("cause"), **said)

    def part(self, person: User) -> Part:
        return Part.objects.get(person=person)


@remembered
def office_at_work() -> Office:
    load_rules()
    above = builders.bureau("jiangyuan", "江原省生态环境厅", "江环")
    own = builders.bureau()
    own.parent = above
    own.save()
    section = builders.section()
    people = {
        "clerk": builders.staff(Role.CLERK, "罗静"),
        "officer": builders.staff(Role.OFFICER, "周明远", in_section=section),
        "head": builders.staff(Role.SECTION_HEAD, "许望舒", in_section=section),
        "leader": builders.staff(Role.LEADER, "韩松年"), "other": builders.staff(Role.LEADER, "江照"),
        "supervisor": builders.staff(Role.SUPERVISOR, "顾怀瑾"), "second": builders.staff(Role.SUPERVISOR, "温如"),
        "superior": builders.staff(Role.LEADER, "沈知远", at=above),
        "outsider": builders.staff(Role.SUPERVISOR, "白露", at=builders.bureau("dongling", "东岭市生态环境局", "东环")),
        "applicant": builders.applicant(),
    }  # fmt: skip
    case = builders.case(
        number="云环收〔2026〕137号", opened_on=date(2026, 9, 14), holder=people["officer"], section=section,
        enterprise=people["applicant"].enterprise,
    )  # fmt: skip
    log.record(case, "submitted", by=people["applicant"], at=moment("2026-09-14"))
    log.record(case, "accepted", by=people["clerk"], at=moment("2026-09-15"))
    log.record(case, "opinion_written", by=people["officer"], at=moment("2026-09-20"), facts={"conclusion": "approve"})
    log.record(case, "card_explained", by=people["head"], at=moment("2026-09-21"))
    log.record(case, "approved", by=people["leader"], at=moment("2026-09-28"), facts={"letter": "云环审〔2026〕9号"})
    return Office(case=case, **people)


@pytest.fixture
def office() -> Office:
    return office_at_work()


def code(at: Any) -> str:
    return one_time_code(at)
