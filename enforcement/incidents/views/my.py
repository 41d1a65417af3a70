"""The enterprise: what it reported and what is handled about it, and the way to report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disclosure.board import board
from enforcement.incidents import actions, forms, queries, rules
from enforcement.incidents.states import Source
from envportal.cases.queries import query_code
from envportal.web.views import Column, ListPage, Page, StepView

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from enforcement.incidents.models import Incident


def own(request: HttpRequest) -> QuerySet[Incident]:
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


class Mine(ListPage):
    permission = rules.VIEW
    queryset = staticmethod(own)
    template_name = "incidents/mine.html"
    layout = "my.html"
    title = _("突发环境事件")
    file_name = "incidents"
    counted = _("共 %(n)s 起")
    empty_sentence = _("没有与本企业有关的突发环境事件。")
    empty_more = _("发生事故造成或者可能造成污染的，先打电话，再在这里报告。")
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("发生地点"), "place", "place"),
        Column(_("发现或者得知的时间"), "discovered_at", "discovered_at"),
        Column(_("级别"), "get_level_display", "level"),
        Column(_("状态"), "get_state_display", "state"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(phone=phone(self.request), **kwargs)


class MinePage(Page):
    """Its own words are shown where it reported; what others reported is not."""

    permission = rules.VIEW
    template_name = "incidents/mine_one.html"

    @cached_property
    def incident(self) -> Incident:
        return get_object_or_404(own(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.incident.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.incident
        is_own = one.source == Source.ENTERPRISE
        return super().get_context_data(
            one=one, case=one.case, is_own=is_own, code=query_code(one.case) if is_own else "",
            notice=board.current(one.case, board.Kind.INCIDENT), phone=queries.duty_desk(one.case.bureau), **kwargs,
        )  # fmt: skip


class ReportOwn(StepView):
    """涉事单位报告: by whoever is signed in for it."""

    permission = "incident.report"
    object = None
    layout = "my.html"
    template_name = "incidents/report_own.html"
    form_class = forms.OwnForm
    title = _("报告突发环境事件")
    button = pgettext_lazy("verb", "提交报告")
    done = _("报告已收到，请继续处置并保持电话畅通。")

    def act(self, **typed: Any) -> Any:
        return actions.report_own(by=self.request.user, at=timezone.now(), key=self.key, **typed)  # type: ignore[arg-type]

    def get_success_url(self) -> str:
        made = getattr(self, "result", None)
        return reverse("incidents:mine_one", args=[made.pk]) if made else reverse("incidents:mine")

    def get_cancel_url(self) -> str:
        return reverse("incidents:mine")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(phone=phone(self.request), **kwargs)


def phone(request: HttpRequest) -> str:
    enterprise = getattr(request.user, "enterprise", None)
    return queries.duty_desk(enterprise.bureau) if enterprise else ""
