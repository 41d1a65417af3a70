"""Departments a bureau asks, and a case with three of them asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from approvals.departments import actions
from approvals.departments.models import Consultation, Department, Terms
from envportal.accounts.enums import Role
from tests import builders, world
from tests.builders import moment
from tests.remembered import remembered

if TYPE_CHECKING:
    from datetime import datetime

    from approvals.applications.models import Application
    from envportal.accounts.models import User
    from tests.world import World

BASIS = "云溪市部门联动办理规则（云政办〔2026〕12号）第7条"
QUESTION = "请就项目选址与国土空间规划是否相符提出意见。"


@remembered
def department(
    of: World, code: str, name: str, *, days: int = 5, silence: bool = False, account: bool = True, **told: Any
) -> Department:
    person = builders.staff(Role.DEPARTMENT, f"{name}经办", at=of.bureau) if account else None
    found = Department.objects.create(
        bureau=of.bureau, code=code, name=name, field=told.pop("field", "planning"), person=person, **told
    )
    Terms.objects.create(
        department=found, working_days=days, silence_consents=silence, basis=BASIS if silence else "",
        valid_from=date(2026, 1, 1),
    )  # fmt: skip
    return found


@remembered
def person(of: Department) -> User:
    """Who answers for it."""
    assert of.person is not None
    return of.person


@remembered
def three(of: World) -> list[Department]:
    """Planning with an account, reform by link, fire whose silence is consent by a published rule."""
    return [
        department(of, "planning", "云溪市自然资源和规划局"),
        department(of, "reform", "云溪市发展和改革局", days=3, account=False, field="reform"),
        department(of, "fire", "云溪市消防救援局", silence=True, field="fire"),
    ]


@remembered
def asked(of: World, application: Application, *whom: Department, at: datetime | None = None) -> list[Consultation]:
    return actions.ask(
        application.pk, departments=whom, question=QUESTION, by=of.officer, at=at or moment("2026-09-18")
    )


@remembered
def accepted(of: World) -> Application:
    return world.accepted(of)
