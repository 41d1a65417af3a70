"""The review: who holds the case, the officer's opinion, the head's proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications import guards, queries, rules
from approvals.applications.actions.common import issue, note, tell, tell_applicant
from approvals.applications.actions.legal import follow_hearing
from approvals.applications.models import Application, Condition, Opinion, Proposal
from approvals.applications.states import Conclusion
from approvals.meetings import resolutions
from disclosure.board import board
from disclosure.board.models import Notice
from envportal.accounts.enums import Power, Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents import letters
from envportal.documents.enums import LetterKind, Topic
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from approvals.applications.queries.conditions import Worded
    from envportal.accounts.models import User


class NotAnOfficer(Refused):
    """The person cannot hold the case."""


class NoOpinion(Refused):
    """The officer has not concluded yet."""


class GroundMissing(Refused):
    """A refusal names one of five grounds."""


class TopicMissing(Refused):
    """A condition says what it is about, so that the duty it becomes can be looked after."""


@transaction.atomic
def assign(pk: int, *, officer: User, by: User, at: datetime, key: str = "") -> Application:
    """Give the case to another officer of the section."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("assign", by, application, timezone.localdate(at))
    case = application.case
    if officer not in queries.officers(case.section):
        raise NotAnOfficer(_("%(name)s不是本科室的经办人。") % {"name": officer.name})
    before, case.holder = case.holder, officer
    case.save(update_fields=["holder"])
    note(application, "assigned", by=by, at=at, key=key, to=officer.name, before=before.name if before else "")
    tell(application, "handed_to_you", [officer], at=at)
    return application


@transaction.atomic
def take(pk: int, *, by: User, at: datetime, key: str = "") -> Application:
    """接收: the section has the case from the window; its clock of the hand-over ends."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("take", by, application, timezone.localdate(at))
    if clocks.open_clock(application.case, Matter.HANDOVER) is None:
        raise rules.OutOfOrder(_("本科室已经接收，不用再接收。"))
    note(application, "taken", by=by, at=at, key=key)
    return application


@transaction.atomic
def write_opinion(
    pk: int,
    *,
    conclusion: str,
    text: str,
    conditions: Sequence[Worded] = (),
    ground: str = "",
    by: User,
    at: datetime,
    key: str = "",
) -> Application:
    """The officer's conclusion; a new version stands beside the old one, never in its place."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    rules.require("write_opinion", by, application, timezone.localdate(at))
    if conclusion == Conclusion.REFUSE and not ground:
        raise GroundMissing(_("不予批准须选定一项法定理由。"), "生态环境法典第105条")
    version = application.opinions.count() + 1
    opinion = Opinion.objects.create(
        application=application, version=version, conclusion=conclusion, text=text, by=by, at=at,
        ground=ground if conclusion == Conclusion.REFUSE else "",
    )  # fmt: skip
    number(opinion, conditions if conclusion == Conclusion.APPROVE else ())
    note(application, "opinion_written", by=by, at=at, key=key, version=version, conclusion=conclusion)
    people = queries.heads_and_deputies(application, Power.PROPOSE, timezone.localdate(at), but=by)
    tell(application, "opinion_written", people, at=at)
    follow_hearing(application, by=by, at=at)
    return application


def number(opinion: Opinion, conditions: Sequence[Worded]) -> None:
    """One row for each condition, in the order they were written; none without what it is about."""
    if any(one.topic not in Topic.values for one in conditions):
        raise TopicMissing(_("每条批准条件都要选定主题。"))
    Condition.objects.bulk_create(
        Condition(opinion=opinion, number=n, topic=one.topic, text=one.text) for n, one in enumerate(conditions, 1)
    )


@transaction.atomic
def propose(pk: int, *, by: User, at: datetime, key: str = "") -> Application:
    """拟审批: put the latest opinion before the public; tell the applicant of its hearing right (行政许可法第47条)."""
    application = lock(Application, pk)
    if log.already(key):
        return application
    on = timezone.localdate(at)
    rules.require("propose", by, application, on)
    guards.hold(guards.BEFORE_PROPOSAL, application, on)
    opinion = application.opinions.order_by("-version").first()
    if opinion is None:
        raise NoOpinion(_("经办人还没有提出审查意见。"))
    application.propose()
    application.save()
    proposal = Proposal(application=application, opinion=opinion, by=by, at=at)
    if application.procedure.is_noticed:
        _put_before_the_public(proposal, at=at, on=on)
    proposal.save()
    note(application, "proposed", by=by, at=at, key=key, conclusion=opinion.conclusion)
    if resolutions.is_owed(application.case):
        note(application, "went_without_meeting", by=by, at=at, reason="绿色通道，随到随批")
    return application


def _put_before_the_public(proposal: Proposal, *, at: datetime, on: date) -> None:
    """The notice for everybody, the letter on its hearing right for the applicant."""
    application, opinion, by = proposal.application, proposal.opinion, proposal.by
    proposal.notice = board.submit(
        application.case,
        Notice.Kind.PROPOSED_DECISION,
        title=application.case.title,
        facts=queries.proposed_facts(application, opinion),
        files=queries.public_files(application),
        by=by,
        at=at,
    )
    words = queries.letter_subject(application) | queries.proposed_fields(application, opinion, at)
    letters.issue(application.case, LetterKind.PROPOSED, to=None, fields=words, by=by, at=at)
    letter = issue(
        application, LetterKind.HEARING_RIGHT, by=by, at=at, on=on, **queries.hearing_fields(application, opinion)
    )
    proposal.hearing_letter = letter
    proposal.hearing_until = hearing_until(application, on) if letter.served_on else None
    tell_applicant(application, "proposed", at=at, on=on, opinion=opinion)
    tell(application, "notice_to_publish", staff_with(application.case.bureau, Role.EDITOR), at=at)


def hearing_until(application: Application, served_on: date) -> date:
    """The last day on which the applicant may ask for a hearing: 5 working days from service (行政许可法第47条)."""
    bureau = application.case.bureau
    return clocks.due_day(bureau, Matter.HEARING_REQUEST, application.document_kind, on=served_on)
