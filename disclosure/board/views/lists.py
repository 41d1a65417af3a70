"""The home page, the list of notices, and the list taken away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.board.enums import History, State
from disclosure.board.forms import BoardFilter, since
from disclosure.board.queries import lists, open_data
from disclosure.board.queries.answer import working_days_left
from disclosure.board.views.anonymous import Anonymous
from envportal.accounts.models import Bureau
from envportal.web.views import Column, Page
from envportal.web.views.export import FORMATS

if TYPE_CHECKING:
    from disclosure.board.models import Notice

A_PAGE, A_FEED, A_FILE, AT_HOME = 30, 100, 10_000, 5
FEEDS = ("csv", "xlsx", "json", "atom")
COLUMNS = (
    Column(gettext_lazy("公示编号"), "public_id"),
    Column(gettext_lazy("公示类别"), "get_kind_display"),
    Column(gettext_lazy("文件类别"), "get_document_kind_display"),
    Column(gettext_lazy("项目名称"), "title"),
    Column(gettext_lazy("建设单位"), "owner_name"),
    Column(gettext_lazy("建设地点"), "place"),
    Column(gettext_lazy("乡镇街道"), "division"),
    Column(gettext_lazy("发布机关"), "publisher"),
    Column(gettext_lazy("发布时间"), lambda notice: None if notice.is_undated else notice.published_at),
    Column(gettext_lazy("公示开始"), "opens_on"),
    Column(gettext_lazy("公示截止"), "closes_on"),
    Column(gettext_lazy("结果"), "get_outcome_display"),
    Column(gettext_lazy("文号"), "document_number"),
    Column(gettext_lazy("版本"), "version"),
    Column(gettext_lazy("状态"), "get_state_display"),
    Column(gettext_lazy("历史导入"), lambda notice: _("是") if notice.is_historical else ""),
    Column(gettext_lazy("来源"), "source"),
)


class Filtered(Anonymous):
    """A list as the filter in its address means it."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.form = BoardFilter(
            request.GET, divisions=lists.divisions(), bureaus=list(Bureau.objects.order_by("name", "pk"))
        )
        self.wanted = self.form.wanted(self.today)
        self.found = lists.found(self.wanted, self.today)

    def slice(self, size: int, order: str = "") -> lists.Slice:
        after = self.request.GET.get("after", "")
        return lists.cut(self.found, order or self.wanted.order, self.today, after, size)

    def address(self, path: str, **changes: str) -> str:
        """An address with the same filter, changed in parts; an empty value leaves its part out."""
        query = self.request.GET.copy()
        query.pop("after", None)
        for name, value in changes.items():
            query[name] = value
        kept = {name: str(value) for name, value in query.dict().items() if value}
        return f"{path}?{urlencode(kept)}" if kept else path


class Board(Filtered, Page):
    """公示栏."""

    template_name = "board/list.html"
    title = gettext_lazy("公示栏")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        part = self.slice(A_PAGE)
        path = self.request.path
        return super().get_context_data(**{
            "form": self.form, "wanted": self.wanted, "rows": [_row(notice, self) for notice in part.rows],
            "count": lists.counted(self.found), "most": lists.MOST_COUNTED, "chips": self.chips(),
            "next": part.after and self.address(path, after=part.after),
            "other_order": self.address(path, o="" if self.wanted.order == lists.NEWEST else lists.NEWEST),
            "subscribe": self.address(reverse("board:subscribe"), t="", o=""),
            "feeds": [(name.upper(), self.address(reverse("board:feed", args=[name]))) for name in FEEDS],
            **kwargs,
        })  # fmt: skip

    def chips(self) -> list[dict[str, object]]:
        """Everything, what is open, and history, which is looked for in all years."""
        wanted, old = self.wanted, self.wanted.history == History.ONLY
        live = replace(wanted, history=History.WITH, since=since("", self.today)) if old else wanted
        back = {"h": "", "t": ""} if old else {}
        past = replace(wanted, only_open=False, history=History.ONLY, since=None)
        chips = [
            self.chip(_("全部"), replace(live, only_open=False), not (old or wanted.only_open), s="", **back),
            self.chip(_("还能提意见"), replace(live, only_open=True), wanted.only_open and not old, s="open", **back),
            self.chip(_("历史导入"), past, old, s="", h=History.ONLY, t="all"),
        ]
        return [chip for chip in chips if chip["n"] != "0" or chip["label"] != _("历史导入")]

    def chip(self, label: str, wanted: lists.Wanted, current: bool, **changes: str) -> dict[str, object]:
        n = lists.counted(lists.found(wanted, self.today))
        shown = f"{lists.MOST_COUNTED:,}+" if n > lists.MOST_COUNTED else f"{n:,}"
        return {"label": label, "url": self.address(self.request.path, **changes), "n": shown, "current": current}


class Feed(Filtered):
    """The same list as a file: CSV and XLSX whole, JSON and Atom in pages that name the next."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:  # noqa: ARG002
        if kind in FORMATS:
            rows = self.slice(A_FILE).rows
            return FORMATS[kind]("board", COLUMNS, rows)
        return self.json() if kind == "json" else self.atom()

    def json(self) -> HttpResponse:
        part = self.slice(A_FEED)
        items = [{**open_data.row(notice), "url": self.url(notice)} for notice in part.rows]
        return JsonResponse({"items": items, "next": self.next(part)}, json_dumps_params={"ensure_ascii": False})

    def atom(self) -> HttpResponse:
        part = self.slice(A_FEED, lists.NEWEST)
        here = self.request.build_absolute_uri()
        feed = Atom(
            title=_("公示栏"), link=self.request.build_absolute_uri(reverse("board:list")), description="",
            feed_url=here, next_url=self.next(part), language="zh-Hans",
        )  # fmt: skip
        for notice in part.rows:
            feed.add_item(
                title=f"{notice.get_kind_display()}：{notice.title}", link=self.url(notice),
                description=_summary(notice), unique_id=f"urn:envportal:notice:{notice.public_id}",
                pubdate=notice.published_at, updateddate=notice.withdrawn_at or notice.published_at,
                author_name=notice.publisher,
            )  # fmt: skip
        return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")

    def url(self, notice: Notice) -> str:
        return self.request.build_absolute_uri(reverse("board:notice", args=[notice.public_id]))

    def next(self, part: lists.Slice) -> str | None:
        if not part.after:
            return None
        return self.request.build_absolute_uri(self.address(self.request.path, after=part.after))


class Atom(Atom1Feed):
    """With the link to the next page of RFC 5005."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["next_url"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": self.feed["next_url"]})


class Home(Anonymous, Page):
    """首页: the doors that exist, and what closes soon."""

    template_name = "board/home.html"
    title = gettext_lazy("首页")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        everything = lists.found(lists.Wanted(since=None, history=History.WITHOUT), self.today)
        still_open = lists.found(lists.Wanted(only_open=True), self.today)
        soon = lists.cut(still_open, lists.CLOSING, self.today, "", AT_HOME).rows
        return super().get_context_data(
            rows=[_row(notice, self) for notice in soon], count=lists.counted(everything),
            open_count=lists.counted(still_open), most=lists.MOST_COUNTED, **kwargs,
        )  # fmt: skip


def _row(notice: Notice, page: Anonymous) -> dict[str, object]:
    """A notice of a list: what stands on the right of it depends on the day."""
    is_open = lists.is_open(notice, page.today)
    return {
        "notice": notice, "is_open": is_open, "ends_today": is_open and notice.closes_on == page.today,
        "left": working_days_left(notice, page.today) if is_open else 0,
        "withdrawn": notice.state == State.WITHDRAWN,
    }  # fmt: skip


def _summary(notice: Notice) -> str:
    facts = [notice.owner_name, notice.place]
    if notice.is_historical:
        told = {"bureau": notice.publisher, "source": notice.source}
        facts.append(_("历史导入：原发布机关 %(bureau)s，来源 %(source)s") % told)
    elif notice.withdrawn_at:
        facts.append(_("已撤回：%(reason)s") % {"reason": notice.withdrawal_reason})
    elif notice.closes_on:
        facts.append(_("公示到 %(day)s") % {"day": notice.closes_on.isoformat()})
    elif notice.outcome:
        facts.append(f"{notice.get_outcome_display()} {notice.document_number}")
    return " · ".join(fact for fact in facts if fact)
