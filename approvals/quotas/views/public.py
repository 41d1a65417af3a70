"""What everybody may read: what may be emitted, what is spoken for, what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from approvals.quotas import forms, queries
from approvals.quotas.views.books import SUMS
from approvals.quotas.views.common import day_of
from envportal.web.views import Column, ListPage
from envportal.web.views.export import as_csv

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from approvals.quotas.models import Book


class Balance(ListPage):
    """总量指标余额, as of any day."""

    permission = "public.view"
    template_name = "quotas/public.html"
    layout = "public.html"
    title = _("总量指标台账余额")
    file_name = "quota-balance"
    form_class = forms.FindBooks
    counted = _("共 %(n)s 项")
    empty_sentence = _("没有符合条件的指标。")
    empty_more = _("登记了下达的指标以后，这里按污染物、区域、年度列出余额。")
    columns = (
        Column(_("污染物"), "get_pollutant_display", "pollutant"),
        Column(_("区域"), lambda row: row.area.name, "area__name"),
        Column(_("年度"), lambda row: str(row.year), "year"),
        *SUMS[:5],
        Column(_("生态环境局"), lambda row: row.area.bureau.name, "area__bureau__name"),
    )

    @cached_property
    def on(self) -> date | None:
        return day_of(self.get_form())

    def get_queryset(self) -> QuerySet[Book]:
        """Books in which something ever moved."""
        return queries.with_something(self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(on=self.on, **kwargs)


class BalanceFile(Balance):
    """The same rows with the same filter, as CSV or JSON."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002
        form = self.get_form()
        if form is not None and not form.is_valid():
            # Whoever asks for a day that does not exist is not told the balance of another one.
            return JsonResponse({"error": next(iter(form.errors.values()))[0]}, status=400)
        found = self.sorted(self.narrowed(form))
        if kwargs["kind"] == "csv":
            return as_csv(self.file_name, self.columns, found)
        told = list(queries.public_rows(found))
        return JsonResponse({"on": self.on, "unit": "t", "count": len(told), "items": told})
