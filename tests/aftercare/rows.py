"""Approvals that are followed, for tests."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from approvals.aftercare import actions, following
from approvals.aftercare.models import Aftercare
from approvals.aftercare.states import Step
from envportal.cases.models import Project
from envportal.duties import register
from tests import builders
from tests.builders import moment
from tests.remembered import remembered
from tests.world import World


class Condition(NamedTuple):
    number: int
    topic: str
    text: str


CONDITIONS = [
    Condition(1, "construction", "施工期洒水抑尘。"), Condition(2, "three", "落实“三同时”。"),
    Condition(3, "air", "密闭收集废气。"),
]  # fmt: skip


@remembered
def followed(of: World, decided_on: date = date(2026, 1, 5)) -> Aftercare:
    """An approval of a day, with three conditions, in the hands of the officer."""
    project = Project.objects.create(
        name="年产 6000 万只食品纸容器技改项目", place="云溪市青石镇工业东路 18 号", enterprise=of.owner
    )
    case = builders.case(
        bureau=of.bureau, section=of.officer.section, holder=of.officer, enterprise=of.owner, project=project,
        opened_on=decided_on, closed_on=decided_on, number=f"云环收〔{decided_on.year}〕7号",
    )  # fmt: skip
    return following.begin(
        case, CONDITIONS, document_number=f"云环审〔{decided_on.year}〕3号", decided_on=decided_on, portal_service=True,
        by=of.leader, at=moment(decided_on.isoformat()),
    )  # fmt: skip


def report(of: World, care: Aftercare, step: str, on: str, *, at: str = "", **told: Any) -> Aftercare:
    """The enterprise reports a step on the very day, or on another."""
    typed = {"phase": 1, "on": date.fromisoformat(on), "by": of.applicant, "at": moment(at or on), **told}
    actions.report(care.pk, step=step, **typed)
    return Aftercare.objects.get(pk=care.pk)


def built(of: World, care: Aftercare, completed: str = "2026-06-01") -> Aftercare:
    report(of, care, Step.STARTED, "2026-02-02")
    return report(of, care, Step.COMPLETED, completed)


def due(care: Aftercare, key: str) -> date | None:
    return register.of(care.case).get(key=key).due_on


def state(care: Aftercare, key: str) -> str:
    return str(register.of(care.case).get(key=key).state)
