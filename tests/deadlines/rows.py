"""Rules, cases and clocks of the picture of the case page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau, User
from envportal.cases.models import Case
from envportal.deadlines import actions, clocks
from envportal.deadlines.enums import Ground, Matter
from envportal.deadlines.models import Clock, ClockEvent, TermRule
from tests import builders
from tests.builders import moment
from tests.remembered import remembered

RECEIVED, ACCEPTED = date(2026, 9, 14), date(2026, 9, 17)


@dataclass
class Letter:
    """As much of a letter as a clock reads."""

    pk: int | None = None
    served_on: date | None = date(2026, 9, 23)


@remembered
def pledge(of: Bureau | None = None, **fields: Any) -> TermRule:
    """云溪's pledge for tables: 18 working days, which its rule stops for reviews and the proposed notice."""
    facts: dict[str, Any] = {
        "amount": 18, "unit": "working_day", "anchor": "accepted", "article": "第2条",
        "act": "云溪市生态环境局承诺规则", "warn_working_days": 2, "warn_share": 20, "extendable": 5,
        "on_expiry": "red_card",
        "excludes": {Ground.EXPERT_REVIEW: "行政许可法第45条", Ground.PROPOSED_NOTICE: "本局承诺规则第4条"},
    }  # fmt: skip
    bureau = of or builders.bureau()
    return actions.add_rule(
        bureau, matter=Matter.PLEDGED, variant="table", **{"valid_from": date(2026, 7, 1), **facts, **fields}
    )


@remembered
def running(matter: str = Matter.STATUTORY, on: date = RECEIVED, of: Case | None = None) -> Clock:
    return clocks.start(of or builders.case(), matter, variant="table", on=on, by=None, at=moment(on.isoformat()))


@remembered
def both() -> Case:
    """A case with its statutory clock from receipt and its pledged clock from acceptance."""
    case = builders.case()
    running(Matter.STATUTORY, RECEIVED, case)
    running(Matter.PLEDGED, ACCEPTED, case)
    return case


def people() -> tuple[User, User]:
    return builders.staff(Role.OFFICER, "周明远"), builders.staff(Role.SECTION_HEAD, "许望舒")


@remembered
def review(
    case: Case, since: date = date(2026, 9, 24), until: date | None = date(2026, 9, 30), **how: Any
) -> list[Clock]:
    told: dict[str, Any] = {"letter": Letter(), "at": moment(since.isoformat()), **how}
    if "by" not in told:
        told["by"], told["confirmed_by"] = people()
    return clocks.pause(case, Ground.EXPERT_REVIEW, since=since, until=until, **told)


@remembered
def notice(case: Case, since: date = date(2026, 10, 13), until: date = date(2026, 10, 19)) -> list[Clock]:
    return clocks.pause(
        case, Ground.PROPOSED_NOTICE, since=since, until=until, letter=None, by=None, confirmed_by=None,
        at=moment("2026-10-12"),
    )  # fmt: skip


def due(case: Case, matter: str = Matter.PLEDGED) -> date:
    return Clock.objects.filter(case=case, matter=matter).latest("pk").due_on


def event(case: Case, kind: str, matter: str = Matter.PLEDGED) -> ClockEvent:
    return ClockEvent.objects.filter(clock__case=case, clock__matter=matter, kind=kind).latest("pk")
