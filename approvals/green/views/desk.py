"""At the desk: ask, decide, end, and the definition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.green import actions, forms, queries, rules
from approvals.green.actions import FIRST
from approvals.green.states import State
from approvals.green.views.public import EFFECT
from envportal.accounts.models import Bureau
from envportal.cases import rules as cases
from envportal.cases.queries import visible_to
from envportal.web.views import Column, ListPage, Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.green.models import GreenChannel
    from envportal.cases.models import Case


def visible(request: HttpRequest) -> QuerySet[GreenChannel]:
    """What this person may see; everything else does not exist for them (404)."""
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


class Listed(ListPage):
    """Those that wait for a leader first, then the latest."""

    permission = "green.view"
    template_name = "green/desk.html"
    title = _("绿色通道")
    file_name = "green-channel"
    take_away = "export.case_list"
    counted = _("共 %(n)s 件")
    queryset = staticmethod(visible)
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("项目名称"), lambda row: row.case.title, "case__title"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("提出人"), lambda row: row.asked_by.name, "asked_by__name"),
        Column(_("批准人"), lambda row: row.decided_by.name if row.decided_by else "", "decided_by__name"),
        Column(_("进入日期"), "granted_on", "granted_on"),
        Column(_("最后一天"), "over_on", "ends_on"),
        Column(_("排到后面的件数"), "overtaken", "overtaken"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bureau_id = self.request.user.bureau_id  # type: ignore[union-attr]
        return super().get_context_data(**{
            "definitions": list(queries.definitions(bureau_id))[:3], "today": timezone.localdate(),
            "may_define": self.request.may("green.define"), **kwargs,  # type: ignore[attr-defined]
        })  # fmt: skip


class ChannelPage(Page):
    """One channel: who asked and why, who decided, and what it does to others."""

    permission = "green.view"
    template_name = "green/channel.html"

    @cached_property
    def channel(self) -> GreenChannel:
        return get_object_or_404(visible(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.channel.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        channel, today = self.channel, timezone.localdate()
        decides = cases.may(self.request.user, "green.decide", channel.case, today)
        asked = channel.state == State.ASKED
        return super().get_context_data(
            channel=channel, case=channel.case, today=today,
            effect=rules.effect(channel.case, today) if asked else None,
            how=EFFECT, first=FIRST, stands=queries.standing(channel.case, today) == channel,
            may_decide=decides and asked and channel.asked_by_id != self.request.user.pk,
            may_end=decides and queries.standing(channel.case, today) == channel, **kwargs,
        )  # fmt: skip


class Step(StepView):
    """A step on a channel."""

    permission = "green.decide"
    queryset = staticmethod(visible)
    template_name = "green/step.html"
    object: GreenChannel

    def get_success_url(self) -> str:
        return reverse("green:channel", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"case": self.object.case, **kwargs})


class Grant(Step):
    form_class = forms.GrantForm
    action = staticmethod(actions.grant)
    title = _("批准进入绿色通道")
    intro = _("只是次序优先，不等会审会；审批条件、法定时限和公示期限都不变。对其他件的影响会计算并公布。")
    button = _("批准进入")
    done = _("已进入绿色通道，公开信息等待发布。")


class Decline(Step):
    form_class = forms.ReasonForm
    action = staticmethod(actions.decline)
    title = _("不同意进入绿色通道")
    button = _("不同意")
    done = _("已退回，提出人已收到消息。")


class End(Step):
    form_class = forms.ReasonForm
    action = staticmethod(actions.end)
    title = _("退出绿色通道")
    intro = _("退出后按承诺日期排序，已办的步骤不变。")
    button = pgettext_lazy("verb", "退出绿色通道")
    danger = True
    done = _("已退出绿色通道。")


class Ask(StepView):
    """The officer or the head asks, by a line of the published definition."""

    permission = "green.ask"
    form_class = forms.AskForm
    action = staticmethod(actions.ask)
    title = _("提出进入绿色通道")
    intro = _("按公布的认定办法提出，由局领导批准并定期限。“两高”行业不能进入。")
    button = _("提出")
    done = _("已提出，等局领导批准。")
    template_name = "green/step.html"

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Case]:
        return visible_to(request.user, timezone.localdate(), "green.ask")

    def check(self) -> None:
        rules.is_application(self.object)
        rules.not_screened_out(self.object, timezone.localdate())

    def get_form_kwargs(self) -> dict[str, Any]:
        found = queries.definition_on(self.object.bureau, timezone.localdate())
        return {**super().get_form_kwargs(), "lines": found.lines if found else []}

    def get_success_url(self) -> str:
        return reverse("applications:case", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_success_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"case": self.object, **kwargs})


class Define(StepView):
    """A leader publishes a version of the definition."""

    permission = "green.define"
    form_class = forms.DefinitionForm
    action = staticmethod(actions.define)
    title = _("修改绿色通道认定办法")
    intro = _("新版本从施行日起生效并公布；以前的版本保留，已进入的项目不变。")
    button = _("公布新版本")
    done = _("新版本已公布。")
    success_url = reverse_lazy("green:desk")

    @cached_property
    def object(self) -> Bureau:
        return get_object_or_404(Bureau, pk=getattr(self.request.user, "bureau_id", None))

    def get_initial(self) -> dict[str, Any]:
        last = queries.definitions(self.object.pk).first()
        return {name: getattr(last, name) for name in ("criteria", "source", "longest")} if last else {}

    def get_cancel_url(self) -> str:
        return str(self.success_url)
