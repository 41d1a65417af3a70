"""What everybody may read: means by quarter and service, of the whole bureau, from five ratings on."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.ratings import queries
from envportal.ratings.enums import Service
from envportal.web.views import Column, ListPage, Page, bars
from envportal.web.views.frame import home_bureau

# So many months the picture shows.
MONTHS = 12


class Means(ListPage):
    """No section is named: the public rates the bureau, and small groups would name people."""

    permission = "public.view"
    template_name = "ratings/means.html"
    layout = "public.html"
    title = _("服务评价结果")
    file_name = "service-ratings"
    counted = _("共 %(n)s 行")
    empty_sentence = _("还没有可以公布的评价。")
    empty_more = _("季度结束以后，同一类服务满五份评价才公布平均分。")
    columns = (
        Column(_("季度"), lambda row: row["quarter"]),
        Column(_("服务"), lambda row: str(row["label"])),
        Column(_("份数"), lambda row: row["ratings"]),
        Column(_("平均分"), lambda row: f"{row['mean']:.1f}"),
    )

    def get_queryset(self) -> Any:
        rows = queries.means(home_bureau(), timezone.localdate())
        return [{**row, "label": Service(row["service"]).label} for row in rows]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trend = queries.trend(home_bureau(), timezone.localdate())
        lines = [_drawn(at, row) for at, row in enumerate(reversed(trend[:MONTHS]))]
        return super().get_context_data(least=queries.LEAST, trend=trend, lines=lines, **kwargs)


def _drawn(at: int, row: dict[str, Any]) -> dict[str, Any]:
    """A month as a bar of a hundred; the table below it says the same."""
    tall = bars.ONE_HEIGHT * row["share"] / 100
    return {
        **row, **bars.place(at, bars.WIDTH / MONTHS, 0.62), "height": bars.px(tall), "y": bars.px(bars.ONE_AXIS - tall),
        "above": bars.px(bars.ONE_AXIS - tall - 6),
    }  # fmt: skip


class Done(Page):
    """After a rating by link: the same page for everybody, so that it tells nothing."""

    permission = "public.view"
    template_name = "ratings/done.html"
    title = _("谢谢，评价已收到")
