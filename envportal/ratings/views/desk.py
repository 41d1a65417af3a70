"""Sums and words, for who watches over the sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.ratings import queries, rules
from envportal.ratings.enums import Service, Tag
from envportal.web.views import Column, ListPage

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from envportal.ratings.models import Rating


def readable(request: HttpRequest) -> QuerySet[Rating]:
    return queries.words_for(request.user, timezone.localdate())  # type: ignore[arg-type]


def tags_of(row: Rating) -> str:
    return "、".join(str(Tag(tag).label) for tag in row.tags.split(",") if tag)


class Ratings(ListPage):
    """What was written, and above it the sums."""

    permission = rules.VIEW
    queryset = staticmethod(readable)
    template_name = "ratings/ratings.html"
    title = _("服务评价")
    file_name = "ratings"
    counted = _("共 %(n)s 份写了话的评价")
    empty_sentence = _("还没有人写下意见。")
    columns = (
        Column(_("季度"), "quarter", "quarter"),
        Column(_("科室"), lambda row: row.section.name, "section__name"),
        Column(_("服务"), "get_service_display", "service"),
        Column(_("评价要点"), tags_of),
        Column(_("意见和建议"), "words"),
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sums = [
            {**row, "service": Service(str(row["service"])).label}
            for row in queries.averages(self.request.user.bureau, timezone.localdate())  # type: ignore[union-attr]
        ]
        return super().get_context_data(sums=sums, least=queries.LEAST, **kwargs)
