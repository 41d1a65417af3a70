"""A key project, for tests: declared on Friday 18 September 2026 with a leader and a section head."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from approvals.applications.models import Application
from approvals.green import actions as green
from approvals.keyprojects import actions
from approvals.keyprojects.models import KeyProject
from envportal.cases.models import Project
from tests import world
from tests.builders import moment
from tests.remembered import remembered
from tests.world import World

LINE = "市级以上重点建设项目"
NOW = moment("2026-09-18", "09:00")


@remembered
def define(of: World) -> None:
    green.define(
        of.bureau.pk, valid_from=date(2026, 9, 1), criteria=f"{LINE}\n高新技术企业的扩建项目",
        source="云环发〔2026〕12号", longest=180, by=of.leader, at=moment("2026-08-31"),
    )  # fmt: skip


def project_of(application: Application) -> Project:
    project = application.case.project
    assert project is not None
    return project


@remembered
def declared(of: World, application: Application, at: datetime = NOW, **more: Any) -> KeyProject:
    facts: dict[str, Any] = {
        "criterion": LINE, "reason": "省重点项目清单第 18 号", "leader": of.leader, "head": of.head, "by": of.leader,
    }  # fmt: skip
    return actions.declare(project_of(application).pk, at=at, **{**facts, **more})


def accepted() -> tuple[World, Application]:
    """A bureau with its definition, and an application accepted on 16 September."""
    of = world.world()
    define(of)
    return of, world.accepted(of)
