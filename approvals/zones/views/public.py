"""What everybody may read of a zone: what was concluded, what may not come in, what is left of its totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.zones import queries
from envportal.web.views import Column, ListPage, Page

if TYPE_CHECKING:
    from approvals.zones.models import Zone


def number_of(zone: Zone) -> str:
    return next((plan.opinion_number for plan in zone.binding), "")  # type: ignore[attr-defined]


class Zones(ListPage):
    """Every zone, with the opinion that binds it."""

    permission = "public.view"
    template_name = "zones/public_list.html"
    layout = "public.html"
    title = _("开发区规划环评")
    file_name = "zones"
    counted = _("共 %(n)s 个开发区")
    empty_sentence = _("还没有登记开发区。")
    columns = (
        Column(_("名称"), "name", "name"),
        Column(_("四至范围"), "place"),
        Column(_("管理机构"), "body"),
        Column(_("审查意见文号"), number_of),
        Column(_("生态环境局"), lambda row: row.bureau.name),
    )

    def get_queryset(self) -> Any:
        return queries.public_zones()


class ZonePage(Page):
    """One zone."""

    permission = "public.view"
    template_name = "zones/public.html"

    @cached_property
    def zone(self) -> Zone:
        return get_object_or_404(queries.public_zones(), code=self.kwargs["code"])

    def get_title(self) -> object:
        return self.zone.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = queries.binding_plan(self.zone, timezone.localdate())
        return super().get_context_data(
            zone=self.zone, plan=plan, running=queries.open_plan(self.zone),
            bans=list(plan.bans.order_by("pk")) if plan else [],
            totals=list(plan.totals.order_by("pollutant")) if plan else [], **kwargs,
        )  # fmt: skip
