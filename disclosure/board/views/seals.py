"""The daily seals of the log, for anybody to keep: who has yesterday's can prove that nothing before it was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.utils.translation import gettext_lazy

from disclosure.board.views.anonymous import FRESH
from envportal.audit.models import Seal
from envportal.audit.rules.hashes import instant
from envportal.web.views import Page, PagePart

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PER_PAGE = 31


class DaySeals(Page):
    permission = "audit.verify_chain"
    template_name = "board/seals.html"
    title = gettext_lazy("办件日志的每日封存")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(Seal.objects.order_by("-number"), PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, seals=page.object_list, **kwargs)


class DaySealsAsJson(PagePart):
    """Every seal, oldest first, with exactly the fields its hash is made of."""

    permission = "audit.verify_chain"

    def get(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002
        seals = [
            {
                "number": seal.number, "on": seal.on.isoformat(), "at": instant(seal.at), "count": seal.count,
                "root": seal.root, "previous": seal.previous_hash, "hash": seal.hash,
            }
            for seal in Seal.objects.order_by("number")
        ]  # fmt: skip
        response = JsonResponse({"seals": seals})
        response["Cache-Control"] = FRESH
        return response
