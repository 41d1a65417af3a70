"""The desk: every duty that comes from the bureau's cases, one of them, its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.duties import actions, forms, rules
from envportal.duties.views.common import DutyPage, Step, line, visible
from envportal.duties.views.mine import COLUMNS
from envportal.web.views import Column, ListPage

if TYPE_CHECKING:
    from collections.abc import Callable


class Duties(ListPage):
    """By the last day, what is not done yet."""

    permission = rules.VIEW
    queryset = staticmethod(visible)
    template_name = "duties/list.html"
    title = _("批后要办的事")
    file_name = "duties"
    take_away = "export.case_list"
    counted = _("共 %(n)s 项")
    empty_sentence = _("没有符合条件的事项。")
    empty_more = _("批准、整改决定、处罚决定作出以后，要办的事会出现在这里，按最后一天排列。")
    columns = (
        *COLUMNS,
        Column(_("谁来办"), "get_bearer_display", "bearer"),
        Column(_("企业"), lambda row: row.enterprise.name if row.enterprise else "", "enterprise__name"),
        Column(_("责任人"), lambda row: row.holder.name if row.holder else "", "holder__name"),
        Column(_("科室"), lambda row: row.section.name if row.section else "", "section__name"),
    )

    def get_form(self) -> forms.Find:
        return forms.Find(self.request.GET, user=self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        return {**context, "listed": [line(row, today) for row in context["rows"]]}


class DeskDuty(DutyPage):
    """One of them at the desk."""


class Keep(Step):
    permission = rules.KEEP


class Accept(Keep):
    verb = "accept"
    form_class = forms.AcceptForm
    action: Callable[..., object] = staticmethod(actions.accept)
    intro = _("核实以后确认已经完成；本局自己的事，写明看到了什么。")
    done = _("已办结。")


class SendBack(Keep):
    verb = "send_back"
    form_class = forms.ReasonForm
    action: Callable[..., object] = staticmethod(actions.send_back)
    intro = _("企业会收到理由；原来的最后一天不变。")
    done = _("已退回，企业会收到理由。")


class HandOver(Keep):
    verb = "hand_over"
    form_class = forms.HandOverForm
    action: Callable[..., object] = staticmethod(actions.hand_over)
    intro = _("接手的人会收到消息和理由；最后一天不变。")
    done = _("已转交，接手的人会收到消息。")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "duty": self.object}


class Redate(Keep):
    verb = "redate"
    form_class = forms.RedateForm
    action: Callable[..., object] = staticmethod(actions.redate)
    intro = _("理由和原来的日期留在记录里；法律规定的期限不能在这里改。")
    done = _("最后一天已改。")


class GiveUp(Keep):
    verb = "give_up"
    form_class = forms.ReasonForm
    action: Callable[..., object] = staticmethod(actions.give_up)
    intro = _("以后不再列为要办的事，理由留在记录里。")
    done = _("已撤下。")
    danger = True
