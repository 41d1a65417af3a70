"""The gate of a decision: every condition, whether it holds, and if not who can mend it and where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from approvals.applications import rules
from approvals.applications.states import State
from envportal.refusals import Refused
from envportal.web.templatetags.laws import named

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import _StrPromise

    from approvals.applications.models import Application
    from envportal.accounts.models import User

GATE_WORDS: dict[str, tuple[str | _StrPromise, str | _StrPromise]] = {
    "acceptance_complete": (_l("受理通知书和受理公示已办"), _l("窗口人员可办")),
    "later_materials_filed": (
        _l("承诺后补的材料都已补交（没有承诺的不适用）"),
        _l("申请人补交；到期不补的，只能不予批准"),
    ),
    "expert_review_over": (_l("没有未结束的专家评审"), _l("经办人登记专家意见")),
    "assessment_over": (_l("没有未结束的技术评估"), _l("经办人登记技术评估报告")),
    "revision_over": (
        _l("请申请人修改的已经办完，审查意见不早于修改（没有请过的不适用）"),
        _l("申请人提交修改后的文件；经办人认定或者取消，再提出审查意见"),
    ),
    "hearing_over": (_l("没有未结束的听证"), _l("经办人登记听证笔录，或者申请人撤回听证申请")),
    "opinion_follows_hearing": (
        _l("审查意见不早于听证笔录（没有举行听证的不适用）"),
        _l("经办人可办；另有结论的，由局领导退回审查"),
    ),
    "quota_covers_need": (
        _l("总量指标够用（不需要指标的不适用）"),
        _l("经办人补足预留、改核需要或者用减排量替代；账上没有的，由局领导登记下达或者动用储备"),
    ),
    "zone_lets_in": (
        _l("符合开发区规划环评的结论（不在开发区内的不适用）"),
        _l("经办人核对所在开发区；确属负面清单或者超出总量的，不能批准"),
    ),
    "consulted_as_it_should": (
        _l("简化公众参与的，项目在所引的园区内并且符合规划环评"),
        _l("经办人登记所在的开发区；不符的，退回补做公众参与"),
    ),
    "meeting_held": (_l("不必上会，或者会审会已有结论、纪要已确认"), _l("列入最近一次会审会，或者开临时会")),
    "opinion_follows_meeting": (_l("审查意见已吸收会审会的修改要求（没有要求的不适用）"), _l("经办人可办")),
    "departments_answered": (_l("征求过意见的部门都已答复"), _l("等部门答复，或者由经办人带理由撤回")),
    "access_allows": (
        _l("准入筛查不妨碍拟作的决定"),
        _l("待判断的，经办人判断；不符合的，只能不予批准或者由申请人撤回，任何人不能改判"),
    ),
    "proposal_stands": (_l("科室负责人已提出拟审批意见"), _l("科室负责人可办；经办人不能代办")),
    "acceptance_notice_over": (_l("受理公示已期满"), _l("期满次日起满足")),
    "proposed_notice_over": (_l("拟审批公示已期满"), _l("期满次日起满足")),
    "comments_considered": (
        _l("公示期内的公众意见都已处理"),
        _l("经办人归并处理；法律不禁止的，签发人可以带理由继续"),
    ),
    "hearing_requests_taken": (_l("网上的听证申请都已登记"), _l("窗口人员或者经办人登记")),
    "legally_reviewed": (
        _l("法制审核已通过（没有送审、也没有听证的不适用）"),
        _l("法制审核人员办理；没有送审的，科室送审"),
    ),
    "hearing_request_over": (_l("听证申请期已满"), _l("期满次日起满足")),
}
# Where a condition is mended, and the row of the matrix that opens the page.
GATE_LINKS = {
    "departments_answered": ("departments:case", "consultation.view"),
    "access_allows": ("access:sheet", "screening.view"),
    "comments_considered": ("participation:case", "comment.queue"),
    "zone_lets_in": ("zones:case", "zone.view"),
    "consulted_as_it_should": ("zones:case", "zone.view"),
    "quota_covers_need": ("quotas:case", "quota.view"),
    "hearing_requests_taken": ("applications:take_up_hearing_request", "hearing.record"),
}
# The same, where the page is about no single case.
GATE_PLACES = {"meeting_held": ("meetings:waiting", "meeting.view")}


@dataclass(frozen=True)
class GateItem:
    """A condition of the decision: what, whether it holds, and if not why and who can mend it."""

    met: bool
    sentence: str
    hint: str = ""
    url: str = ""
    row: str = ""  # of the matrix, for the page behind the address


def gate(application: Application, today: date) -> list[GateItem]:
    """All conditions of a decision, unmet first."""
    items = [_item(name, refusal, application) for name, refusal in rules.unmet(application, today)]
    return sorted(items, key=lambda item: item.met)


def gate_for(user: User, application: Application, today: date) -> list[GateItem]:
    """The gate as this person meets it: with why they may not sign, if they may not, and links they may follow."""
    items = [
        item if not item.row or rules.open_to(user, item.row) else replace(item, url="")
        for item in gate(application, today)
    ]
    if application.state == State.PROPOSED:
        try:
            rules.require("approve", user, application, today)
        except Refused as refusal:
            items.insert(0, GateItem(met=False, sentence=_("由局领导签发"), hint=str(refusal.sentence)))
    return items


def _item(name: str, refusal: Refused | None, application: Application) -> GateItem:
    what, who = GATE_WORDS[name]
    if refusal is None:
        return GateItem(met=True, sentence=str(what))
    hint = " · ".join(filter(None, (named(str(refusal.article)), str(who))))
    address, row = GATE_PLACES.get(name) or GATE_LINKS.get(name, ("", ""))
    url = reverse(address, args=[application.pk] if name in GATE_LINKS else []) if address else ""
    return GateItem(met=False, sentence=str(refusal.sentence), hint=hint, url=url, row=row)
