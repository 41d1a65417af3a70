"""A bureau with people on call, and what is heard by telephone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from disclosure.board.actions import load_catalogue
from enforcement.incidents import actions
from enforcement.incidents.models import Incident
from envportal.accounts.enums import Role, SectionKind
from envportal.accounts.models import Bureau, User
from envportal.deadlines.actions import load_rules
from tests.builders import bureau, enterprise, moment, section, staff
from tests.remembered import remembered

# The night before National Day, which is a Wednesday.
HEARD_AT = moment("2026-09-30", "23:30")
HEARD: dict[str, Any] = {
    "what": "槽罐车侧翻，黄色液体流入路边沟渠", "place": "云岭河青石桥下游", "pollutants": "盐酸约 3 吨",
}  # fmt: skip
NOBODY = actions.Caller()


@dataclass(frozen=True)
class Office:
    bureau: Bureau
    inspector: User
    other: User
    head: User
    leader: User


@remembered
def office() -> Office:
    load_rules()
    load_catalogue()
    team = section(bureau(), kind=SectionKind.ENFORCEMENT, name="执法大队")
    enterprise()
    return Office(
        bureau=bureau(), inspector=staff(Role.INSPECTOR, "程野", in_section=team),
        other=staff(Role.INSPECTOR, "陆遥", in_section=team), head=staff(Role.SECTION_HEAD, "秦望", in_section=team),
        leader=staff(Role.LEADER, "韩松"),
    )  # fmt: skip


@pytest.fixture(name="office")
def _office() -> Office:
    return office()


def called(by: User, at: datetime = HEARD_AT, **told: Any) -> Incident:
    """A call, typed in as it came."""
    heard = {"source": "telephone", "discovered_at": at, "caller": NOBODY, **HEARD, **told}
    return actions.take_call(by=by, at=max(at, told.get("discovered_at", at)), **heard)


def graded(incident: Incident, by: User, level: str, at: datetime, **known: Any) -> Incident:
    return actions.grade(incident.pk, level=level, by=by, at=at, **known)


def told(incident: Incident, by: User, at: datetime, *who: str, way: str = "telephone") -> Incident:
    names = who or tuple(incident.rounds.last().recipients.values_list("who", flat=True))
    return actions.tell(incident.pk, who=names, told_at=at, way=way, heard_by="值班员", by=by, at=at)


def signed(incident: Incident, kind: str, writer: User, signer: User, at: datetime) -> None:
    report = actions.write(incident.pk, kind=kind, items=[("处置情况", "已筑坝拦截")], by=writer, at=at)
    actions.sign(incident.pk, report=report.pk, by=signer, at=at)
