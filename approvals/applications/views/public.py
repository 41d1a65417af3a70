"""Steps on what the public sent by itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.applications import actions
from approvals.applications.forms.public import GoOnForm, TakeUpForm
from approvals.applications.views.steps import CaseStep
from disclosure.participation import participation


class GoOn(CaseStep):
    permission = "decision.sign"
    verb = "go_on"
    action = staticmethod(actions.go_on)
    form_class = GoOnForm
    template_name = "applications/go_on.html"
    button = pgettext_lazy("verb", "带理由继续")
    done = _("理由已写入日志，显示在案件和公示页面上。")
    intro = _(
        "公示期内的意见应当逐条考虑、说明采纳与否。只有下面几种情形可以不在这里处理；自述重大利益直接受影响的，必须听取。"
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = list(participation.unconsidered(self.object.case).select_related("original"))
        return super().get_context_data(**{"waiting": waiting, **kwargs})


class TakeUpHearingRequest(CaseStep):
    permission = "hearing.record"
    verb = "take_up_hearing_request"
    action = staticmethod(actions.take_up_hearing_request)
    form_class = TakeUpForm
    template_name = "applications/take_up.html"
    button = pgettext_lazy("verb", "登记")
    intro = _("登记时会查看提交人的姓名和联系方式，并写入日志；逾期的也要登记，系统写明理由，出具告知书。")
    done = _("已登记；在期限内的，等科室负责人决定组织听证，逾期的告知书已出具。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "waiting": self.waiting()}

    def waiting(self) -> Any:
        return participation.hearing_requests(self.object.case)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"waiting": list(self.waiting()), **kwargs})
