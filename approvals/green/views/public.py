"""Which projects go first, for everybody to read and to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.green import forms, queries
from approvals.green.actions import FIRST
from envportal.web.views import Column, ListPage, PagePart

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from approvals.green.queries import Listed as Row


EFFECT = _(
    "同一经办人承诺日期更早、还没有决定的件数；每件约晚的工作日等于近九十天的工作日除以该经办人同期办结的件数。"
    "占会审会议题：在绿色通道期间列入会审会的次数；会审排到后面的：本局等会审会、承诺日期更早、批准时在同一次会或者更早的会上还没有位置的件数。"
)


class Listed(ListPage):
    """Every project that goes or went first: by which line, by whom, until when, at whose cost."""

    permission = "public.view"
    template_name = "green/list.html"
    layout = "public.html"
    title = _("绿色通道项目名单")
    file_name = "green-channel"
    form_class = forms.FindTold
    counted = _("共 %(n)s 个项目")
    columns = (
        Column(_("项目名称"), lambda row: row.case.title, "case__title"),
        Column(
            _("建设单位"), lambda row: row.case.enterprise.name if row.case.enterprise else "", "case__enterprise__name"
        ),
        Column(_("受理机关"), lambda row: row.case.bureau.name, "case__bureau__name"),
        Column(_("符合哪一条"), "criterion"),
        Column(_("理由"), "reason"),
        Column(_("批准人"), lambda row: row.decided_by.name),
        Column(_("进入日期"), "granted_on", "granted_on"),
        Column(_("最后一天"), "told_on", "ends_on"),
        Column(_("退出理由"), "told_why"),
        Column(_("办结日期"), lambda row: row.case.closed_on, "case__closed_on"),
        Column(_("排到后面的件数"), "overtaken", "overtaken"),
        Column(_("每件约晚多少工作日"), "delay", "delay"),
        Column(_("占会审会议题"), "places"),
        Column(_("会审排到后面的件数"), "behind", "behind"),
    )

    @staticmethod
    def queryset(_request: HttpRequest) -> QuerySet[Row]:
        return queries.published()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        definitions = list(queries.definitions())
        return super().get_context_data(**{
            "definitions": definitions, "today": timezone.localdate(), "first": FIRST, "how": EFFECT, **kwargs,
        })  # fmt: skip


class Data(PagePart):
    """The same rows for machines."""

    permission = "public.view"

    def get(self, request: HttpRequest) -> HttpResponse:
        form = forms.FindTold(request.GET)
        rows = form.filter(queries.published()) if form.is_valid() else queries.published()
        return JsonResponse({"definition_of_effect": str(EFFECT), "projects": [_plain(row) for row in rows[:1000]]})


def _plain(row: Row) -> dict[str, object]:
    return {
        "project": row.case.title, "owner": row.case.enterprise.name if row.case.enterprise else "",
        "bureau": row.case.bureau.name, "criterion": row.criterion, "reason": row.reason,
        "approved_by": row.decided_by.name if row.decided_by else "", "granted_on": row.granted_on,
        "over_on": row.told_on, "ended_why": row.told_why, "closed_on": row.case.closed_on, "overtaken": row.overtaken,
        "meeting_places": row.places, "behind_at_meetings": row.behind,
        "delay_working_days": None if row.delay is None else str(row.delay),
    }  # fmt: skip
