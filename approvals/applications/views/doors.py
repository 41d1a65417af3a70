"""What the desk offers somebody whose role has no cases: where their own work lies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from envportal.accounts.enums import Role
from envportal.accounts.rules.matrix import roles

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from envportal.accounts.models import User
    from envportal.web.views.frame import Frame

# Address → its name and what is done there; shown to those who may open it.
DOORS: tuple[tuple[str, str | _StrPromise, str | _StrPromise], ...] = (
    ("/desk/legal/", _("法制审核"), _("听证以后的、送审的决定，签发以前审核")),
    ("/desk/board/", _("公示待发"), _("核对送来的公示并发布；送来的下一个工作日之内要发出去")),
    ("/desk/counter/", _("窗口代录"), _("替到窗口来的单位录入申请")),
    ("/desk/enterprises/", _("企业核验"), _("核对新登记的企业")),
    ("/desk/people/", _("人员与角色"), _("开账号，停账号，授予和撤回角色；授予要另一位安全管理员确认")),
    ("/desk/messages/given-up/", _("没有送出的邮件"), _("看为什么没有送出，改好以后再送一次")),
    ("/desk/messages/", _("消息"), _("与您有关的通知")),
    ("/desk/account/", _("我的账号"), _("姓名、联系方式、密码、两步验证")),
)
# What a role does elsewhere than on these pages.
ELSEWHERE: dict[str, str | _StrPromise] = {
    Role.SYSOP: _("系统管理员不看案件内容。备份、日历、规则在服务器上用命令办理，见运行手册。"),
    Role.AUDITOR: _("审计管理员不看案件内容。核验日志是否完整在服务器上用命令办理，见运行手册。"),
    Role.SECADM: _("安全管理员不看案件内容。"),
}


@dataclass(frozen=True)
class Door:
    """A page of one's own work."""

    url: str
    name: str | _StrPromise
    what: str | _StrPromise


def doors(frame: Frame) -> list[Door]:
    return [Door(frame.local(path), name, what) for path, name, what in DOORS if frame.reaches(path)]


def elsewhere(user: User) -> list[str | _StrPromise]:
    held = roles(user)
    return [sentence for role, sentence in ELSEWHERE.items() if role in held]
