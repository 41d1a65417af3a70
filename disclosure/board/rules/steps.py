"""Who may publish and withdraw: roles from the matrix, two people by the notice itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from disclosure.board import guards
from disclosure.board.enums import Kind, State
from disclosure.board.queries.papers import checks_of
from disclosure.board.rules.papers import findings_in_papers
from disclosure.board.rules.personal import findings
from envportal.accounts.rules import codes
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import AnonymousUser

    from disclosure.board.models import Notice
    from envportal.accounts.models import User

MOST_TRIES = 10
WITHDRAWAL = "《行政处罚法》第四十八条第二款"
FOUR_EYES = "《政府信息公开条例》第十七条"


def require_publish(user: User | AnonymousUser | None, notice: Notice) -> None:
    """A pending notice is published by an editor of its bureau who did not submit it."""
    if notice.state != State.PENDING:
        raise guards.NotPending(_whats_become_of(notice))
    if not _holds(user, "public.publish", notice):
        raise guards.NotYourNotice(_("发布公示的是本局的信息公开编辑，您没有这个角色。"))
    if _same(user, notice.submitted_by_id):
        raise guards.SamePerson(_("提交公示的人不能自己发布，请另一位编辑发布。"), FOUR_EYES)
    earlier = notice.supersedes
    if earlier is not None and earlier.state == State.PUBLISHED and is_overturned(earlier):
        raise guards.NotPending(_("更正的这份处罚公示已登记为不再有效，请局领导先撤回它，再发布新的一版。"), WITHDRAWAL)


def require_withdraw(user: User | AnonymousUser | None, notice: Notice) -> None:
    """A notice is withdrawn by a leader of its bureau who neither submitted nor published it."""
    if notice.state not in {State.PENDING, State.PUBLISHED}:
        raise guards.NotPending(_whats_become_of(notice))
    if notice.kind in (Kind.DECISION, Kind.REVOCATION) and notice.state == State.PENDING:
        # Nobody could hand it in again, and the law wants every decision published.
        raise guards.NotPending(_("审批决定须依法公开，不能撤回；有误的请更正后发布。"))
    if not _holds(user, "board.withdraw", notice):
        raise guards.NotYourNotice(_("撤回公示的是本局领导，您没有这个角色。"))
    if _same(user, notice.submitted_by_id) or _same(user, notice.published_by_id):
        raise guards.SamePerson(_("提交或发布这份公示的人不能自己撤回，请另一位局领导撤回。"), FOUR_EYES)


def require_correct(user: User | AnonymousUser | None, notice: Notice) -> None:
    """A notice that waits or is public is corrected by an editor of its bureau, or by its procedure (no user)."""
    if notice.state not in {State.PENDING, State.PUBLISHED}:
        raise guards.NotPending(_whats_become_of(notice))
    if user is not None and not _holds(user, "public.publish", notice):
        raise guards.NotYourNotice(_("更正公示的是本局的信息公开编辑，您没有这个角色。"))
    if is_overturned(notice):
        raise guards.NotPending(_("这份处罚公示已登记为不再有效，不能更正，请局领导在期限内撤回。"), WITHDRAWAL)


def is_overturned(notice: Notice) -> bool:
    """A penalty somebody said no longer stands: only its withdrawal ends the three days."""
    return notice.kind == Kind.PENALTY and hasattr(notice, "overturned")


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise guards.ReasonMissing(_("请写明原因，原因会留在公示页面上。"))


def require_standing(notice: Notice) -> None:
    """Only what is on the board is taken off."""
    if notice.state != State.PUBLISHED:
        raise guards.NotPending(_whats_become_of(notice))


def require_few_tries(tries: int) -> None:
    """Ten wrong answers in five minutes are guessing."""
    if tries >= MOST_TRIES:
        raise guards.TooManyTries(_("查询太频繁，请过 5 分钟再试。"))


def require_public_files(notice: Notice) -> None:
    """Only the version made for the public goes out, and only while it is the current one."""
    for link in notice.files.select_related("document"):
        if not link.document.is_public or link.document.replaced_by_id is not None:
            raise guards.FileNotPublic(_("“%(name)s”不是公开版本，不能随公示发布。") % {"name": link.name})


def may_publish(user: User | AnonymousUser, notice: Notice) -> bool:
    return _allows(require_publish, user, notice)


def may_withdraw(user: User | AnonymousUser, notice: Notice) -> bool:
    return _allows(require_withdraw, user, notice)


def may_correct(user: User | AnonymousUser, notice: Notice) -> bool:
    return _allows(require_correct, user, notice)


@dataclass(frozen=True)
class Condition:
    """One line of the gate: what has to be so, and whether it is."""

    met: bool
    sentence: str
    hint: str = ""


def gate(user: User | AnonymousUser, notice: Notice) -> list[Condition]:
    """Everything that stands before publishing, met or not; the action asks the same again."""
    found_in_all = (*findings(notice), *findings_in_papers(notice, checks_of(notice)))
    blocking = _("；").join(found.line for found in found_in_all if found.blocks)
    private = _("；").join(notice.files.filter(document__is_public=False).values_list("name", flat=True))
    editor = "" if _holds(user, "public.publish", notice) else _("请信息公开编辑在“公示待发”里发布")
    second = _("您提交了这份公示，请另一位编辑发布") if _same(user, notice.submitted_by_id) else ""
    hints = {
        _("由本局的信息公开编辑发布"): editor,
        _("发布人不是提交人"): second,
        _("没有身份证号码和银行卡号"): blocking,
        _("文件都是公开版本"): private,
    }
    return [Condition(not hint, sentence, hint) for sentence, hint in hints.items()]


def _allows(rule: Callable[[User | AnonymousUser, Notice], None], user: User | AnonymousUser, notice: Notice) -> bool:
    try:
        rule(user, notice)
    except Refused:
        return False
    return True


def _holds(user: User | AnonymousUser | None, action: str, notice: Notice) -> bool:
    if user is None or not user.is_authenticated or notice.bureau_id is None:
        return False
    return user.bureau_id == notice.bureau_id and bool(codes(user, action))


def _same(user: User | AnonymousUser | None, pk: int | None) -> bool:
    return user is not None and pk is not None and user.pk == pk


def _whats_become_of(notice: Notice) -> str:
    if notice.state == State.PUBLISHED:
        who = notice.published_by.name if notice.published_by else ""
        return _("这份公示已由%(who)s发布。") % {"who": who}
    if notice.state == State.WITHDRAWN:
        return _("这份公示已经撤回。")
    return _("这份公示已有更新的版本。")
