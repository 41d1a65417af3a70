"""Who may do which step at the desk, and on which notice the public may still speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.board.enums import WITH_WINDOW, Kind, State
from disclosure.board.queries.answer import answer
from disclosure.board.queries.course import course
from disclosure.participation import enums, guards
from envportal.accounts import rules as accounts
from envportal.cases import rules as cases
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from disclosure.board.models import Notice
    from disclosure.participation.models import Submission
    from envportal.accounts.models import User
    from envportal.cases.models import Case

HEARD = "《行政许可法》第三十六条、第四十七条"


def spoken_on(notice: Notice, on: date) -> Notice:
    """The notice a comment made here is counted to: the one that is open, else this one. Raises NotOpen."""
    if notice.is_historical or notice.case is None or notice.kind not in WITH_WINDOW:
        raise guards.NotOpen(_("这份公示不征求意见。"))
    if notice.state not in {State.PUBLISHED, State.SUPERSEDED}:
        raise guards.NotOpen(_("这份公示已经撤回，请看它的新公示。"))
    now = answer(course(notice.case), on)
    if now.word in {"decided", "undone", "ended"}:
        raise guards.NotOpen(
            _("这个项目已经办结，不再收意见。对决定不服的，可以申请行政复议或者提起行政诉讼；其他意见请写到意见箱。")
        )
    return now.notice if now.is_open and now.notice else notice


def heard_on(notice: Notice, on: date) -> Notice:
    """The notice of an intended decision on which a hearing may be asked for. Raises NotOpen."""
    if notice.kind != Kind.PROPOSED_DECISION or notice.state != State.PUBLISHED or notice.is_historical:
        raise guards.NotOpen(_("听证申请针对拟审批公示提出；这里不是现行的拟审批公示。"))
    return spoken_on(notice, on)


def is_late(notice: Notice, on: date) -> bool:
    """After the last day the calendar gave the window; nobody can close it earlier."""
    return notice.closes_on is not None and on > notice.closes_on


def require_moderate(user: User, submission: Submission) -> None:
    """Shown or hidden by an editor of the bureau; the answer to a message goes out with it, by a second person."""
    is_message = submission.kind == enums.Kind.MESSAGE
    _holds(user, "opinion.release" if is_message else "comment.moderate", submission)
    reply = getattr(submission, "reply", None)
    if not is_message:
        return
    if reply is None:
        raise guards.OutOfOrder(_("这封来信还没有答复稿。"))
    if reply.answered_by_id == user.pk:
        raise guards.SamePerson(_("答复由另一个人发出，起草的人不能自己发。"))


def require_answer(user: User, submission: Submission) -> None:
    """A message is answered once; a draft nobody released yet may be written anew."""
    _holds(user, "opinion.answer", submission)
    reply = getattr(submission, "reply", None)
    if reply is not None and reply.released_at is not None:
        raise guards.OutOfOrder(_("答复已经发出。"))


def require_longer(user: User, submission: Submission, on: date) -> None:
    """Once, before the ordinary term is over: an author who waited in vain is answered, not told to wait."""
    require_answer(user, submission)
    if submission.longer_why:
        raise guards.OutOfOrder(_("答复期限已经延长过一次。"))
    if submission.due_on is not None and on > submission.due_on:
        told = {"day": days.short(submission.due_on)}
        raise guards.OutOfOrder(_("答复期限 %(day)s 已经过了，不能再延长，请尽快答复。") % told)


def require_see_author(user: User, submission: Submission) -> None:
    """Who sent it is seen by who handles the case, or the message, and by supervision; always for a reason."""
    if submission.case is not None:
        cases.require(user, "comment.view_author_contact", submission.case)
    else:
        _holds(user, "opinion.view_author", submission)


def require_consider(user: User, case: Case, on: date) -> None:
    cases.require(user, "comment.consider", case, on)


def require_open(case: Case, comments: Iterable[Submission]) -> None:
    """What was made of a comment of the window stands once the case is decided; late ones are answered any time."""
    if case.closed_on is not None and any(not comment.is_late for comment in comments):
        raise guards.OutOfOrder(_("本件已经办结，公示期内意见的处理不能再改。"))


def require_said(disposition: str, reason: str, changed: str) -> None:
    if disposition and not reason:
        raise guards.SaysTooLittle(_("写明采纳或者不采纳的理由。"))
    if disposition in {enums.Disposition.ADOPTED, enums.Disposition.PARTLY} and not changed:
        raise guards.SaysTooLittle(_("采纳的，写明改了批准条件的哪一条，或者改了什么。"))


def require_lawful(comments: Iterable[Submission], why: str) -> None:
    """An interested party is heard (行政许可法第36条): only their own withdrawal lets the signatory go on."""
    if why != enums.GoOnWhy.TAKEN_BACK and any(comment.is_affected for comment in comments):
        raise guards.LawForbids(_("其中有自述重大利益直接受影响的意见，必须听取并说明处理，不能带理由继续。"), HEARD)


def _holds(user: User, action: str, submission: Submission) -> None:
    if submission.case is not None:
        cases.require(user, action, submission.case)
        return
    if user.bureau_id != submission.bureau_id or not accounts.codes(user, action):
        raise guards.NotYourRoom(_("这封来信由收信的局办理，您的岗位不能办这一步。"))
