"""The enterprise: what was measured at it, and the letter that tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from enforcement.monitoring import queries, rules
from enforcement.monitoring.states import State
from envportal.web.views import Column, ListPage, Page

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from enforcement.monitoring.models import Monitoring


def told(request: HttpRequest) -> QuerySet[Monitoring]:
    """What was told to the enterprise: reports that hold; before that nobody is warned of a sample."""
    return queries.visible(request.user, timezone.localdate()).filter(state=State.ACCEPTED)  # type: ignore[arg-type]


class Mine(ListPage):
    permission = "monitoring.view"
    queryset = staticmethod(told)
    template_name = "monitoring/mine.html"
    layout = "my.html"
    title = _("对本企业的监测")
    file_name = "monitoring"
    counted = _("共 %(n)s 件")
    empty_sentence = _("还没有告知本企业的监测结果。")
    empty_more = _("执法监测、信访投诉监测的报告审核通过以后，结果在这里告知。")
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("监测地点"), "place", "place"),
        Column(_("用途"), "get_reason_display", "reason"),
        Column(_("报告日期"), "reported_on", "reported_on"),
        Column(_("报告编号"), "report_number", "report_number"),
    )


class MinePage(Page):
    permission = "monitoring.view"
    template_name = "monitoring/mine_one.html"

    @cached_property
    def monitoring(self) -> Monitoring:
        return get_object_or_404(told(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.monitoring.case.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.monitoring
        return super().get_context_data(
            one=one, case=one.case, found=list(map(rules.Found, queries.results(one))),
            letters=list(one.case.letters.order_by("pk")), **kwargs,
        )  # fmt: skip
