"""Approvals of the demo that come to their end: given up, revoked, recalled, and one that waits for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from approvals.applications import actions
from approvals.applications.enums import RevocationGround
from approvals.applications.models import Application, Revocation
from approvals.applications.states import DocumentKind, State
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts.enums import Role
from envportal.accounts.queries import people_of, staff_with
from envportal.operations.rules import code_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from envportal.accounts.models import User
    from envportal.operations.actions.days import Days

    Turn = tuple[date, str, Callable[[datetime], object]]

BUREAU = "yunxi"
GIVEN_UP = "市场变化，我单位决定不再建设本项目。"
FORGED = "举报反映环评文件所附监测报告与实验室留存记录不一致；实验室书面答复没有出具过该报告（演示）。"
MOVED = "项目所在地块已划入新设的饮用水水源保护区，批准所依据的客观情况发生重大变化（演示）。"


def turns(days: Days) -> Iterator[Turn]:
    """Day, time of day, and what is done then; who was told has five working days and more."""
    yield days.ago(13), "10:35", lambda at: _propose("nanpu", RevocationGround.DECEIT, FORGED, at)
    yield days.ago(13), "10:55", lambda at: _propose("dongling", RevocationGround.CIRCUMSTANCES, MOVED, at)
    yield days.ago(7), "10:25", _give_up
    yield days.ago(5), "16:25", _end
    yield days.ago(4), "11:20", _publish
    yield days.ago(2), "10:45", lambda at: _propose(BUREAU, RevocationGround.DECEIT, FORGED, at)


def _approved(bureau: str, at: datetime) -> Application | None:
    """The first of a bureau's approvals that stands and nobody wants to end."""
    rows = Application.objects.filter(state=State.APPROVED, case__bureau__code=bureau, revocations=None)
    rows = rows.exclude(document_kind=DocumentKind.REGISTRATION).filter(portal_service=True)
    return rows.exclude(case__holder=None).filter(decided_on__lt=timezone.localdate(at)).order_by("decided_on").first()


def _give_up(at: datetime) -> None:
    application = _approved(BUREAU, at)
    if application is not None:
        owner = people_of(application.owner, timezone.localdate(at))[0]
        actions.give_up_approval(application.pk, facts=GIVEN_UP, by=owner, at=at)


def _end(at: datetime) -> None:
    for one in Revocation.objects.filter(decided_at=None).select_related("application__case__bureau").order_by("pk"):
        leader = _one_of(one.application, Role.LEADER)
        actions.end_approval(one.application_id, code=code_at(leader.username, at), by=leader, at=at)


def _publish(at: datetime) -> None:
    for notice in Notice.objects.filter(kind=board.Kind.REVOCATION, state=board.State.PENDING).select_related("bureau"):
        if notice.bureau is not None:
            board.publish(notice.pk, by=staff_with(notice.bureau, Role.EDITOR)[0], at=at)


def _propose(bureau: str, ground: str, facts: str, at: datetime) -> None:
    application = _approved(bureau, at)
    if application is not None and application.case.holder is not None:
        actions.propose_revocation(
            application.pk, ground=ground, facts=facts, rests_on="", by=application.case.holder, at=at
        )  # fmt: skip


def _one_of(application: Application, role: str) -> User:
    return staff_with(application.case.bureau, role)[0]
