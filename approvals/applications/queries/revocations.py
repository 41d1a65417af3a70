"""What letters, notices and pages say of an approval that shall end or has ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.applications.enums import Heard, RevocationGround, RevocationOutcome, Way
from approvals.applications.guards import heard_until
from approvals.applications.models import Revocation
from approvals.applications.queries.facts import day, letter_subject, where_and_who
from approvals.applications.queries.files import in_chinese
from approvals.applications.queries.lists import visible
from envportal.deadlines import clocks
from envportal.documents import letters
from envportal.documents.enums import LetterKind
from envportal.documents.models import Letter

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from approvals.applications.models import Application
    from envportal.accounts.models import User

MOST = 50
FREED = "该项目占用的总量指标和开发区总量同时收回。"
STOP = "自本决定作出之日起，未开工的不得开工建设；已开工的，应当停止建设，并依法采取措施防止环境污染和生态破坏。"

AS_APPROVED_ANEW = "自本决定作出之日起，项目按照新的批复建设。"


@dataclass(frozen=True)
class Row:
    """One proposal to end an approval, and until when the enterprise may speak."""

    revocation: Revocation
    until: date | None
    left: int

    @property
    def may_be_heard(self) -> bool:
        return self.revocation.basis.heard == Heard.HEARING


def revocations(application: Application, today: date) -> list[Row]:
    """Every one there was, the latest first."""
    rows = application.revocations.select_related(
        "notice_letter", "letter", "proposed_by", "decided_by", "chair", "transcript", "answered_by"
    )
    rows = rows.prefetch_related("answers__by")
    return [_row(one, application, today) for one in rows.order_by("-pk")]


def waiting(user: User, today: date) -> QuerySet[Revocation]:
    """What waits for a decision among the cases this person sees, oldest first."""
    mine = visible(user, today).values("pk")
    rows = Revocation.objects.filter(decided_at=None, application__in=mine).order_by("proposed_at", "pk")
    return rows.select_related("application__case")[:MOST]


def _row(one: Revocation, application: Application, today: date) -> Row:
    one.application = application
    until = heard_until(one)
    left = clocks.working_days_left(application.case.bureau, until, today) if until and one.is_open else 0
    return Row(one, until, left)


def approval_letter(application: Application) -> Letter | None:
    """The approval as it stands, a corrected one before the one it replaced."""
    rows = Letter.objects.filter(case=application.case, kind=LetterKind.APPROVAL, voided_at=None)
    return rows.order_by("-pk").first()


@in_chinese
def revocation_fields(revocation: Revocation) -> dict[str, object]:
    """What both letters name."""
    application, basis = revocation.application, revocation.basis
    approval = approval_letter(application)
    return {
        **letter_subject(application),
        "way": str(basis.way),
        "approval": approval.number if approval else "",
        "approved_on": application.decided_on,
        "ground_words": str(RevocationGround(revocation.ground).label),
        "law": basis.cited,
        "facts": revocation.facts,
    }


@in_chinese
def notice_words(revocation: Revocation) -> dict[str, object]:
    bureau = revocation.application.case.bureau
    at = f"{bureau.name}（{bureau.address}，{bureau.phone}）"
    return {
        **revocation_fields(revocation),
        "days": "五个工作日",
        "how": f"在本系统“我的申请”中提出，或者书面提出，送达或寄至{at}。",
        "may_be_heard": "yes" if revocation.basis.heard == Heard.HEARING else "",
    }


@in_chinese
def decision_words(revocation: Revocation) -> dict[str, object]:
    is_replaced = revocation.ground == RevocationGround.REPLACED
    return {
        **revocation_fields(revocation),
        "rests_on": revocation.rests_on,
        "said": said(revocation),
        "effects": list(filter(None, (revocation.basis.effect, FREED, AS_APPROVED_ANEW if is_replaced else STOP))),
    }


@in_chinese
def in_one_text(revocation: Revocation) -> str:
    """What a department that watches over the approval is told."""
    approval = approval_letter(revocation.application)
    way, number = Way(revocation.basis.way).label, approval.number if approval else ""
    return f"{number}已{way}：{RevocationGround(revocation.ground).label}（{revocation.basis.cited}）。"


def said(revocation: Revocation) -> str:
    """Whether the enterprise was told, what it said, and what became of it."""
    if revocation.notice_letter is None:
        return "你单位自行申请，不再另行告知。"
    told = f"本局已以{revocation.notice_letter.number}告知你单位。"
    came = dict.fromkeys(revocation.answers.order_by("answered_on", "pk").values_list("answered_on", flat=True))
    on = "、".join(day(one) for one in came)
    answered = f"你单位于{on}提出陈述申辩。" if on else "你单位在期限内没有提出陈述申辩。"
    heard = f"本局于{day(revocation.heard_on)}举行了听证。" if revocation.heard_on else ""
    return "".join([told, answered, heard, f"采纳情况：{revocation.reason}" if revocation.reason else ""])


@in_chinese
def revocation_facts(revocation: Revocation, letter: Letter) -> dict[str, str]:
    """批准终止公告: which approval ended, how, on which ground, and who may do what about it."""
    application, basis = revocation.application, revocation.basis
    approval = approval_letter(application)
    return {
        **where_and_who(application),
        "原审批文号": approval.number if approval else "",
        "原审批时间": day(application.decided_on),
        "终止方式": str(Way(basis.way).label),
        "决定文号": letter.number,
        "决定时间": day(timezone.localdate(letter.issued_at)),
        "情形": str(RevocationGround(revocation.ground).label),
        "依据": basis.cited,
        "事实": revocation.facts,
        "说明": _("该项目占用的总量指标和开发区总量同时收回。"),
        "救济途径": letters.remedies_for_everybody(letter),
    }


def ending(application: Application) -> Revocation | None:
    """The one by which the approval came to its end."""
    rows = application.revocations.filter(outcome=RevocationOutcome.ENDED)
    return rows.select_related("letter").first()
