"""The window: accept, decline; and what silence does."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.access import screening
from approvals.applications import guards, queries, rules
from approvals.applications.actions import answered
from approvals.applications.actions.common import (
    close,
    hand_to_review,
    issue,
    note,
    screen,
    start_pledge,
    stop_clocks,
    tell,
    tell_applicant,
)
from approvals.applications.actions.later import begin_promises
from approvals.applications.models import Application
from approvals.applications.states import DeclineGround, State
from approvals.meetings import resolutions
from approvals.quotas import ledger
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.enums import LetterKind
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User

logger = logging.getLogger(__name__)


class AcceptedBySilence(Refused):
    """The window let its five working days pass: the law has accepted, nobody asks or declines any more."""


class NotSuspended(Refused):
    """No order of a suspension says that such a project is not accepted."""


class AlreadyComplete(Refused):
    """The letter and the notice of a silent acceptance are out already."""


@transaction.atomic
def accept(pk: int, *, by: User, at: datetime, key: str = "") -> Application:
    """受理: intake ends, the pledged clock starts, the public version goes to the board (行政许可法第32条第五项).

    After the five working days it only puts on paper what silence has done, as of the day of receipt.
    """
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("accept", by, application, on)
    if clocks.is_past(application.case, Matter.INTAKE, at=at):
        _accept_silently(application, not_to=by, at=at, on=on)
        return _complete(application, by=by, at=at, on=on, key=key)
    guards.may_be_accepted(application, on)
    application.accept()
    application.accepted_on = on
    application.save()
    stop_clocks(application, [Matter.INTAKE], by=by, at=at, on=on)
    start_pledge(application, since=on, by=by, at=at)
    hand_to_review(application, not_to=by, at=at, on=on)
    begin_promises(application, by=by, at=at, on=on)
    _weigh(application, by=by, at=at)
    _acceptance_letter(application, by=by, at=at, on=on)
    _acceptance_notice(application, by=by, at=at)
    note(application, "accepted", by=by, at=at, key=key)
    tell_applicant(application, "accepted", at=at, on=on, promise=clocks.promised(application.case))
    return application


@transaction.atomic
def accept_by_silence(pk: int, *, at: datetime) -> Application | None:
    """Five working days without an answer are acceptance, dated back to receipt (行政许可法第32条第四项).

    Returns None where another worker came first or the clock is not past its day. The sealed letter and
    the full-text notice still pass a person, who may have to guard secrets: `complete_acceptance`.
    """
    application = lock(Application, pk)
    on = timezone.localdate(at)
    if application.state != State.SUBMITTED or not clocks.is_past(application.case, Matter.INTAKE, at=at):
        return None
    _accept_silently(application, not_to=None, at=at, on=on)
    return application


def _accept_silently(application: Application, *, not_to: User | None, at: datetime, on: date) -> None:
    received = application.receipt_day
    application.accept()
    application.accepted_on, application.accepted_by_silence = received, True
    application.save()
    late = clocks.expire_matter(application.case, Matter.INTAKE, at=at)
    answered.by_silence(application, late, at=at)
    stop_clocks(application, [Matter.INTAKE], by=None, at=at, on=on)
    start_pledge(application, since=received, by=None, at=at)
    hand_to_review(application, not_to=not_to, at=at, on=on)
    begin_promises(application, by=None, at=at, on=on)
    _weigh(application, by=None, at=at)
    note(application, "accepted_by_silence", by=None, at=at, on=received.isoformat())
    tell_applicant(application, "accepted_by_silence", at=at, on=on, promise=clocks.promised(application.case))


def _weigh(application: Application, *, by: User | None, at: datetime) -> None:
    """What an acceptance sets going beside the review: its quota, its place before the meeting, the access rules."""
    ledger.reserve(application.case, application.stated_emissions, by=by, at=at)
    resolutions.enter(application.case, investment=application.investment, by=by, at=at)
    screen(application, screening.Occasion.ACCEPTED, at=at)


def accept_overdue(*, at: datetime) -> int:
    """Accept by silence all that the window left unanswered, a case a transaction; returns how many.

    More of them at once would hold the quota books of one case while they wait for those of another.
    """
    accepted, passed = 0, set[int]()
    while claimed := _accept_some(at=at, passed=passed):
        accepted += claimed.count(True)
    return accepted


@transaction.atomic
def _accept_some(*, at: datetime, passed: set[int]) -> list[bool]:
    """Whether the next case was accepted, none if none is left; one that breaks is noted in `passed`."""
    return [_accept_safely(pk, at, passed) for pk in clocks.claim_due(Matter.INTAKE, at=at, limit=1, without=passed)]


def _accept_safely(pk: int, at: datetime, passed: set[int]) -> bool:
    passed.add(pk)
    try:
        return accept_by_silence(pk, at=at) is not None
    except Exception:  # whatever it is, the law accepts the next one all the same
        logger.exception("case %s is not accepted by silence", pk)
        return False


@transaction.atomic
def complete_acceptance(pk: int, *, by: User, at: datetime, key: str = "") -> Application:
    """Send out what an acceptance still owes: the letter silence did not write, the notice that was taken down."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("complete_acceptance", by, application, on)
    return _complete(application, by=by, at=at, on=on, key=key)


def _complete(application: Application, *, by: User, at: datetime, on: date, key: str) -> Application:
    if guards.lacks_acceptance_letter(application):
        _acceptance_letter(application, by=by, at=at, on=on)
    elif not guards.lacks_acceptance_notice(application):
        raise AlreadyComplete(_("受理通知书和受理公示已经办好。"))
    _acceptance_notice(application, by=by, at=at)
    note(application, "acceptance_completed", by=by, at=at, key=key)
    return application


@transaction.atomic
def decline(
    pk: int, *, ground: str, reasons: str, right_authority: str = "", by: User, at: datetime, key: str = ""
) -> Application:
    """不予受理, naming the limb of 行政许可法第32条 and, where it is another's power, the right authority."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("decline", by, application, on)
    not_by_silence(application, at)
    _as_grounded(application, ground, on)
    kind, fields = queries.decline_letter(ground, right_authority)
    issue(application, kind, by=by, at=at, on=on, received_on=application.received_on, reasons=reasons, **fields)
    application.decline()
    application.save()
    close(application, by=by, at=at, on=on)
    note(application, "declined", by=by, at=at, key=key, ground=ground)
    tell_applicant(application, "declined", at=at, on=on, reasons=reasons)
    return application


def _as_grounded(application: Application, ground: str, on: date) -> None:
    """A suspension declines only where its order says so, which is looked up and not believed."""
    if ground != DeclineGround.SUSPENDED:
        return
    with suppress(screening.Suspended):
        guards.may_be_accepted(application, on)
        raise NotSuspended(_("本项目没有写明不予受理的限批决定。"), "生态环境法典第158条")


def not_by_silence(application: Application, at: datetime) -> None:
    """The sweep may be late; the law is not."""
    if clocks.is_past(application.case, Matter.INTAKE, at=at):
        raise AcceptedBySilence(
            _("五个工作日内没有告知，依法已视为受理：请办理受理，有缺陷在审查中处理。"), "行政许可法第32条第四项"
        )


def _acceptance_letter(application: Application, *, by: User, at: datetime, on: date) -> None:
    fields = {**queries.acceptance_fields(application), **queries.sheet(application, on)}
    later = queries.promised_in_words(application)
    issue(application, LetterKind.ACCEPTANCE, by=by, at=at, on=on, later=later, **fields)
    if application.case.holder is not None:
        tell(application, "handed_to_you", [application.case.holder], at=at)


def _acceptance_notice(application: Application, *, by: User, at: datetime) -> None:
    if not application.procedure.is_noticed:
        return
    board.submit(
        application.case,
        Notice.Kind.ACCEPTANCE,
        title=application.case.title,
        facts=queries.acceptance_facts(application),
        files=queries.public_files(application),
        by=by,
        at=at,
    )
