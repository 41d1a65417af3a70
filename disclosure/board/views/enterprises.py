"""One timeline for each enterprise: everything public about it, by its credit code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from stdnum.cn import uscc

from disclosure.board.enums import Kind, State
from disclosure.board.queries import lists
from disclosure.board.queries import notices as queries
from disclosure.board.views import drawn
from disclosure.board.views.feeds import Feed
from disclosure.board.views.filtered import Filtered
from disclosure.board.views.lists import A_PAGE, FEEDS
from envportal.web.views import Page

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from disclosure.board.models import Notice


class OfEnterprise(Filtered):
    """Every notice that names the code, withdrawn ones by their trace; newest first."""

    @property
    def code(self) -> str:
        code: str = self.kwargs["usc_code"]
        if not uscc.is_valid(code):
            raise Http404(_("这不是一个统一社会信用代码：18 位，最后一位校验码要对得上。"))
        return code

    @cached_property
    def kind(self) -> str:
        asked = self.request.GET.get("k", "")
        return asked if asked in Kind.values else ""

    @cached_property
    def wanted(self) -> lists.Wanted:
        return lists.Wanted(usc_code=self.code, kind=self.kind, order=lists.NEWEST)


class EnterprisePage(OfEnterprise, Page):
    template_name = "board/enterprise.html"

    @cached_property
    def all(self) -> QuerySet[Notice]:
        return queries.of_enterprise(self.code)

    @cached_property
    def name(self) -> str:
        return self.all.exclude(owner_name="").values_list("owner_name", flat=True).first() or ""

    def get_title(self) -> object:
        return self.name or self.code

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        places = (self.request.GET.get(name, "") for name in ("after", "before"))
        part = lists.cut(self.wanted, self.today, A_PAGE, *places)
        words = drawn.Rows(self.today)
        rows = [
            {"notice": notice, "word": words.word(notice), "withdrawn": notice.state == State.WITHDRAWN}
            for notice in part.rows
        ]
        return super().get_context_data(**{
            "code": self.code, "rows": rows, "chips": self.chips(),
            "next": part.after and self.address(self.request.path, after=part.after),
            "feeds": [
                (name.upper(), self.address(reverse("board:enterprise_feed", args=[self.code, name])))
                for name in FEEDS
            ],
            "subscribe": f"{reverse('board:subscribe')}?{urlencode({'e': self.name})}" if self.name else "", **kwargs,
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
    def get(self, request: HttpRequest, kind: str, usc_code: str = "") -> HttpResponseBase:  # noqa: ARG002
        return super().get(request, kind)

    def title_of(self) -> str:
        return _("%(code)s 的公开信息") % {"code": self.kwargs["usc_code"]}

    def home(self) -> str:
        return reverse("board:enterprise", args=[self.kwargs["usc_code"]])
