"""Bulletins for everybody: the list, one of them as a page and a letter-like print, and as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.quality.enums import Medium
from disclosure.quality.models import Bulletin
from disclosure.quality.queries import bulletins as queries
from disclosure.quality.rules import words
from disclosure.quality.views import files
from disclosure.quality.views.common import Measured
from disclosure.quality.views.media import PARTS, day_chart
from envportal.documents.views import served
from envportal.web.views import Column, Page
from envportal.web.views.export import FORMATS

if TYPE_CHECKING:
    from django.http import HttpRequest

A_PAGE, A_FEED = 30, 100


COLUMNS = (
    Column(gettext_lazy("编号"), "public_id"),
    Column(gettext_lazy("公报"), words.bulletin),
    Column(gettext_lazy("发布机关"), lambda one: one.bureau.name),
    Column(gettext_lazy("起"), "first"),
    Column(gettext_lazy("止"), "last"),
    Column(gettext_lazy("版本"), "version"),
    Column(gettext_lazy("发布时间"), "published_at"),
)


class Bulletins(Measured, Page):
    """环境质量公报."""

    template_name = "quality/bulletins.html"
    title = gettext_lazy("环境质量公报")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("k", "")
        found = queries.current().filter(medium=asked) if asked in Medium.values else queries.current()
        page = Paginator(found, A_PAGE).get_page(self.request.GET.get("page"))
        path, base = self.request.path, reverse("quality:bulletins")[:-1]
        chips = [{"label": _("全部"), "url": path, "current": asked not in Medium.values}]
        chips += [{"label": one.label, "url": f"{path}?k={one}", "current": asked == one} for one in Medium]
        return super().get_context_data(**{
            "page": page, "chips": chips, "filtered": f"k={asked}" if asked in Medium.values else "",
            "rows": page.object_list, "count": page.paginator.count,
            "feeds": [(name.upper(), f"{base}.{name}") for name in files.FEEDS], **kwargs,
        })  # fmt: skip


class BulletinsFeed(Measured):
    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        rows = list(queries.current()[:1000])
        return files.answer(
            kind, "quality-bulletins", COLUMNS, rows, data=lambda: {"items": [head(one) for one in rows]},
            feed=lambda: self.atom(request, rows[:A_FEED]),
        )  # fmt: skip

    def atom(self, request: HttpRequest, rows: list[Bulletin]) -> HttpResponse:
        entries = [
            (words.bulletin(one), address(one), one.comment, f"urn:envportal:bulletin:{one.public_id}") for one in rows
        ]
        return files.atom(request, str(Bulletins.title), reverse("quality:bulletins"), entries, self.turned[1])


class OfBulletin(Measured):
    def also(self) -> tuple[object, ...]:
        """Its PDF is printed after it was published, and may be printed anew."""
        letter = self.bulletin.letter
        return (*super().also(), letter.edition if letter and letter.path else None)

    @cached_property
    def bulletin(self) -> Bulletin:
        found = queries.public().filter(public_id=self.kwargs["public_id"]).first()
        if found is None:
            raise Http404(_("没有这份公报。"))
        return found


class BulletinPage(OfBulletin, Page):
    """One bulletin, with the facts it froze."""

    template_name = "quality/bulletin.html"

    def get_title(self) -> object:
        return words.bulletin(self.bulletin)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.bulletin
        here = address(one).rstrip("/")
        newer = Bulletin.objects.filter(supersedes=one, published_at__isnull=False).first()
        return super().get_context_data(
            **parts(one), newer=newer, feeds=[(name.upper(), f"{here}.{name}") for name in ("csv", "xlsx", "json")],
            **kwargs,
        )  # fmt: skip


class BulletinLetter(OfBulletin):
    """One bulletin as its official letter, once that is printed."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponseBase:  # noqa: ARG002
        letter = self.bulletin.letter
        if letter is None or not letter.path:
            raise Http404(_("这份公报的正式文本还没有印好。"))
        return served(letter, f"{letter.title}.pdf")


class BulletinFile(OfBulletin):
    """One bulletin as data."""

    def get(self, request: HttpRequest, public_id: str, kind: str) -> HttpResponse:  # noqa: ARG002
        one = self.bulletin
        if kind == "json":
            return JsonResponse({**head(one), "facts": one.facts}, json_dumps_params={"ensure_ascii": False})
        return FORMATS[kind](one.public_id, files.COLUMNS[Medium(one.medium)], files.whole(one.facts))


def parts(one: Bulletin) -> dict[str, Any]:
    """What the page of a bulletin shows, also before it is published."""
    return {
        "bulletin": one, "facts": one.facts, "part": PARTS[Medium(one.medium)],
        "period": words.period(one.first, one.last), "medium": one.medium, "span": one.span,
        "chart": day_chart(one.facts) if one.facts.get("days") else None, "letter": one.letter,
    }  # fmt: skip


def address(one: Bulletin) -> str:
    return reverse("quality:bulletin", args=[one.public_id])


def head(one: Bulletin) -> dict[str, object]:
    return {
        "id": one.public_id, "bureau": one.bureau.name, "medium": one.medium, "span": one.span, "first": one.first,
        "last": one.last, "version": one.version, "published_at": one.published_at, "state": str(one.state),
        "supersedes": one.supersedes.public_id if one.supersedes else None,
        "correction_reason": one.correction_reason, "comment": one.comment, "url": address(one),
        "document_number": one.letter.number if one.letter else None,
    }  # fmt: skip
