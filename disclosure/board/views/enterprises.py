"""One timeline for each enterprise: everything public about it, by its credit code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from stdnum.cn import uscc

from disclosure.board.enums import Kind
from disclosure.board.queries import lists
from disclosure.board.queries import notices as queries
from disclosure.board.views.columns import with_facts
from disclosure.board.views.lists import A_PAGE, FEEDS, Feed, Filtered, as_row
from envportal.web.views import Page

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from disclosure.board.models import Notice


class OfEnterprise(Filtered):
    """Every notice that names the code, withdrawn ones by their trace; newest first."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        asked = request.GET.get("k", "")
        self.kind = asked if asked in Kind.values else ""
        self.wanted = replace(self.wanted, order=lists.NEWEST)

    @cached_property
    def all(self) -> QuerySet[Notice]:
        code = self.kwargs["usc_code"]
        if not uscc.is_valid(code):
            raise Http404(_("这不是一个统一社会信用代码：18 位，最后一位校验码要对得上。"))
        return queries.of_enterprise(code)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.found = self.all.filter(kind=self.kind) if self.kind else self.all
        return super().dispatch(request, *args, **kwargs)


class EnterprisePage(OfEnterprise, Page):
    template_name = "board/enterprise.html"

    @cached_property
    def name(self) -> str:
        return self.all.exclude(owner_name="").values_list("owner_name", flat=True).first() or ""

    def get_title(self) -> object:
        return self.name or self.kwargs["usc_code"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        part, code = self.slice(A_PAGE, lists.NEWEST), self.kwargs["usc_code"]
        return super().get_context_data(**{
            "code": code, "rows": [as_row(notice, self) for notice in with_facts(part.rows)], "chips": self.chips(),
            "next": part.after and self.address(self.request.path, after=part.after),
            "feeds": [
                (name.upper(), self.address(reverse("board:enterprise_feed", args=[code, name]))) for name in FEEDS
            ],
            **kwargs,
        })  # fmt: skip

    def chips(self) -> list[dict[str, object]]:
        here = self.request.path
        counts = queries.by_kind(self.all)
        chips: list[dict[str, object]] = [
            {"label": _("全部"), "url": here, "n": f"{sum(counts.values()):,}", "current": not self.kind}
        ]
        return chips + [
            {
                "label": Kind(kind).label,
                "url": f"{here}?k={kind}",
                "n": f"{counts[kind]:,}",
                "current": kind == self.kind,
            }
            for kind in Kind.values
            if kind in counts
        ]


class EnterpriseFeed(OfEnterprise, Feed):
    def get(self, request: HttpRequest, kind: str, usc_code: str = "") -> HttpResponse:  # noqa: ARG002
        return super().get(request, kind)

    def feed_title(self) -> str:
        return _("%(code)s 的公开信息") % {"code": self.kwargs["usc_code"]}

    def feed_home(self) -> str:
        return reverse("board:enterprise", args=[self.kwargs["usc_code"]])
