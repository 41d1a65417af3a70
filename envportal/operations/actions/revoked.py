"""Approvals of the demo that come to their end: one its owner gave up, one whose revocation waits for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from approvals.applications import actions
from approvals.applications.enums import RevocationGround
from approvals.applications.models import Application, Revocation
from approvals.applications.states import DocumentKind, State
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts.models import User
from envportal.accounts.queries import people_of
from envportal.operations.rules import code_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from envportal.operations.actions.days import Days

    Turn = tuple[date, str, Callable[[datetime], object]]

BUREAU, LEADER, EDITOR = "yunxi", "hansongnian", "linxiaoman"
GIVEN_UP = "市场变化，我单位决定不再建设本项目。"
FACTS = "举报反映报告表所附监测报告与实验室留存记录不一致；实验室书面答复没有出具过该报告（演示）。"


def turns(days: Days) -> Iterator[Turn]:
    """Day, time of day, and what is done then."""
    yield days.ago(7), "10:25", _give_up
    yield days.ago(5), "16:25", _end
    yield days.ago(4), "11:20", _publish
    yield days.ago(2), "10:45", _propose


def _approved(at: datetime) -> Application | None:
    """The first of the bureau's approvals that stands and nobody wants to end."""
    rows = Application.objects.filter(state=State.APPROVED, case__bureau__code=BUREAU, revocations=None)
    rows = rows.exclude(document_kind=DocumentKind.REGISTRATION)
    return rows.exclude(case__holder=None).filter(decided_on__lt=timezone.localdate(at)).order_by("decided_on").first()


def _give_up(at: datetime) -> None:
    application = _approved(at)
    if application is not None:
        owner = people_of(application.owner, timezone.localdate(at))[0]
        actions.give_up_approval(application.pk, facts=GIVEN_UP, by=owner, at=at)


def _end(at: datetime) -> None:
    for one in Revocation.objects.filter(decided_at=None).order_by("pk"):
        actions.end_approval(one.application_id, code=code_at(LEADER, at), by=_person(LEADER), at=at)


def _publish(at: datetime) -> None:
    for notice in Notice.objects.filter(kind=board.Kind.REVOCATION, state=board.State.PENDING):
        board.publish(notice.pk, by=_person(EDITOR), at=at)


def _propose(at: datetime) -> None:
    application = _approved(at)
    if application is not None and application.case.holder is not None:
        actions.propose_revocation(
            application.pk, ground=RevocationGround.DECEIT, facts=FACTS, rests_on="", by=application.case.holder, at=at
        )  # fmt: skip


def _person(name: str) -> User:
    return User.objects.get(username=name)
