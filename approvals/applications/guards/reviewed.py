"""The review is whole: its steps are over, the opinion follows what came of them, a lawyer has looked at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from approvals.applications.guards.found import (
    held_hearing,
    lacks_acceptance_letter,
    lacks_opinion_after_hearing,
    last_revision,
    open_revision,
    opinion_to_sign,
    running_hearing,
    running_step,
)
from approvals.applications.states import LegalOutcome
from envportal.deadlines.enums import Ground
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import date

    from approvals.applications.models import Application


LEGALLY_REVIEWED = "国办发〔2018〕118号"


class ExpertReviewRuns(Refused):
    """The experts have not answered yet; the decision would not rest on their opinion."""


class AssessmentRuns(Refused):
    """The technical assessment has not been filed yet."""


class HearingRuns(Refused):
    """A hearing was asked for in time; the decision must rest on its transcript."""


class OpinionBeforeHearing(Refused):
    """The officer has not said yet what the transcript changes."""


class RevisionRuns(Refused):
    """A revised document was asked for and is not settled; the decision would rest on the old one."""


class OpinionBeforeRevision(Refused):
    """The officer has not said yet what the revised document changes."""


class LegalReviewMissing(Refused):
    """After a hearing nobody decides before a lawyer has looked at it, and nobody asked for that yet."""


class LegalReviewWaits(Refused):
    """The legal review was asked for and has no conclusion yet."""


class LegalReviewFailed(Refused):
    """The legal review found what has to be mended first."""


class AcceptanceLetterMissing(Refused):
    """A silent acceptance still lacks its letter and its notice."""


def acceptance_complete(application: Application, _on: date) -> None:
    if lacks_acceptance_letter(application):
        raise AcceptanceLetterMissing(_("视为受理的申请还没有补发受理通知书和受理公示。"), "行政许可法第32条")


def expert_review_over(application: Application, _on: date) -> None:
    running = running_step(application, Ground.EXPERT_REVIEW)
    if running is not None:
        raise ExpertReviewRuns(
            _("专家评审还没有提交意见：%(who)s。") % {"who": running.entrusted_to}, "行政许可法第45条"
        )


def assessment_over(application: Application, _on: date) -> None:
    running = running_step(application, Ground.TECHNICAL_ASSESSMENT)
    if running is not None:
        raise AssessmentRuns(_("技术评估还没有提交报告：%(who)s。") % {"who": running.entrusted_to}, "行政许可法第45条")


def hearing_over(application: Application, _on: date) -> None:
    if running_hearing(application) is not None:
        raise HearingRuns(_("已有人依法申请听证；听证笔录签字登记以前，不能作出决定。"), "行政许可法第48条")


def revision_over(application: Application, _on: date) -> None:
    running = open_revision(application)
    if running is not None:
        words = _("等申请人提交") if running.answered_at is None else _("等经办人认定")
        raise RevisionRuns(_("请申请人修改的文件还没有办完：%(what)s。") % {"what": words}, "")
    last, opinion = last_revision(application), opinion_to_sign(application)
    if last is not None and last.judged_at is not None and opinion is not None and opinion.at <= last.judged_at:
        raise OpinionBeforeRevision(_("申请人修改文件以后，经办人还没有重新提出审查意见。"), "")


def opinion_follows_hearing(application: Application, _on: date) -> None:
    if lacks_opinion_after_hearing(application):
        raise OpinionBeforeHearing(_("听证以后，经办人还没有根据听证笔录提出或者维持审查意见。"), "行政许可法第48条")


def legally_reviewed(application: Application, _on: date) -> None:
    """After a hearing always, and wherever it was asked for; of what would be signed, and the last word counts."""
    last = application.legal_reviews.order_by("-pk").first()
    held, opinion = held_hearing(application), opinion_to_sign(application)
    if last is None:
        if held is not None:
            raise LegalReviewMissing(_("听证以后的决定还没有经过法制审核。"), LEGALLY_REVIEWED)
        return
    if last.reviewed_at is None:
        raise LegalReviewWaits(_("法制审核还没有结论。"), LEGALLY_REVIEWED)
    if last.outcome == LegalOutcome.FAILED:
        raise LegalReviewFailed(_("法制审核没有通过；改正以后再送审。"), LEGALLY_REVIEWED)
    since = [moment for moment in (held and held.filed_at, opinion and opinion.at) if moment]
    if since and last.reviewed_at < max(since):
        raise LegalReviewMissing(_("法制审核以后听过证，或者审查意见改过；须重新送审。"), LEGALLY_REVIEWED)
