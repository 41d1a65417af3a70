"""The list taken away: the same rows as a file, a feed, data."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disclosure.board.queries import lists, open_data, slices
from disclosure.board.queries.listed import SHOWN
from disclosure.board.views.filtered import Filtered
from envportal.web.views import Column
from envportal.web.views.export import as_xlsx, stream_csv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http.response import HttpResponseBase

    from disclosure.board.queries.listed import Listed

A_FEED = 100
# A workbook is built whole before it is sent, about 1.5 kB of memory a row; a CSV is sent as it is read.
MOST_IN_A_WORKBOOK = 20_000
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


class Feed(Filtered):
    """The same list: CSV whole, XLSX to a stated limit, JSON and Atom in pages that name the next."""

    named = "board"
    columns = COLUMNS

    def get(self, request: HttpRequest, kind: str) -> HttpResponseBase:  # noqa: ARG002
        return {"csv": self.csv, "xlsx": self.xlsx, "json": self.json, "atom": self.atom}[kind]()

    def every(self) -> Iterator[Any]:
        return lists.every(self.wanted, self.today)

    def csv(self) -> HttpResponseBase:
        return stream_csv(self.named, self.columns, self.every())

    def xlsx(self) -> HttpResponse:
        """One row more than the limit is read, so that the workbook can say that there are more."""
        rows = self.every()
        held = list(islice(rows, MOST_IN_A_WORKBOOK))
        more = next(rows, None) is not None
        note = _("只含前 %(n)s 项，其余请下载 CSV。") % {"n": f"{MOST_IN_A_WORKBOOK:,}"}
        return as_xlsx(self.named, self.columns, held, note=note if more else "")

    def json(self) -> HttpResponse:
        one = self.request.build_absolute_uri(reverse("board:notice", args=["x"]))
        part = self.cut(self.wanted.order, open_data.AsJson(one))
        return HttpResponse(open_data.items(part.rows, next=self.next(part)), "application/json; charset=utf-8")

    def atom(self) -> HttpResponse:
        part = self.cut(lists.NEWEST, SHOWN)
        here = self.request.build_absolute_uri()
        feed = Atom(
            title=self.title_of(), link=self.request.build_absolute_uri(self.home()), description="",
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

    def title_of(self) -> str:
        return _("公示栏")

    def home(self) -> str:
        return reverse("board:list")

    def cut(self, order: str, shape: slices.Shape) -> slices.Slice:
        return slices.cut(self.stages(order), A_FEED, shape, self.request.GET.get("after", ""))

    def url(self, notice: Listed) -> str:
        return self.request.build_absolute_uri(reverse("board:notice", args=[notice.public_id]))

    def next(self, part: slices.Slice) -> str | None:
        if not part.after:
            return None
        return self.request.build_absolute_uri(self.address(self.request.path, after=part.after))


class Atom(Atom1Feed):
    """With the link to the next page of RFC 5005."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["next_url"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": self.feed["next_url"]})


def _summary(notice: Listed) -> str:
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
