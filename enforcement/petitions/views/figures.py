"""举报信访统计: a month in figures that explain themselves, for everybody."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _l

from enforcement.petitions.queries.figures import figures
from envportal.web.views import Page
from envportal.web.views.frame import home_bureau

MONTHS = 12


def months_back(today: date) -> list[date]:
    """The first days of the last twelve months, this one first."""
    n = today.year * 12 + today.month - 1
    return [date((n - back) // 12, (n - back) % 12 + 1, 1) for back in range(MONTHS)]


class Figures(Page):
    permission = "petition.report"
    template_name = "petitions/figures.html"
    title = _l("举报信访统计")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        months = months_back(today)
        asked = self.request.GET.get("month", "")
        month = next((one for one in months if f"{one:%Y-%m}" == asked), months[0])
        last = month.replace(day=monthrange(month.year, month.month)[1])
        bureau = home_bureau()
        by_month = [(one, figures(one, _end(one), bureau, today)) for one in months[:6]]
        return super().get_context_data(
            month=month, months=months, found=figures(month, last, bureau, today), by_month=by_month,
            of_bureau=bureau, **kwargs,
        )  # fmt: skip


def _end(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])
