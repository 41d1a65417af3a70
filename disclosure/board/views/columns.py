"""The columns of the board: one page a kind of notice, and each of them taken away by the fields of its kind."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from disclosure.board.enums import Kind
from disclosure.board.forms import ColumnFilter
from disclosure.board.queries import catalogue, fields, lists, open_data, tallies
from disclosure.board.queries.happenings import stands
from disclosure.board.queries.listed import SHOWN, Told, told
from disclosure.board.queries.totals import totals
from disclosure.board.views import drawn
from disclosure.board.views.feeds import Feed
from disclosure.board.views.filtered import Filtered
from disclosure.board.views.lists import A_PAGE, FEEDS
from envportal.accounts.models import Bureau
from envportal.web.views import Column, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_ONCE = 1_000
# Address → kind, and the sentence the page begins with.
PLACES = {
    "incidents": (Kind.INCIDENT, _("哪里出了环境事故，怎么处置的，谁负了责。没有发生的时段也写明。")),
    "fees": (Kind.FEE, _("排污费核定了多少、收了多少、减免了谁。2018 年起改征环境保护税，这里是此前的时段。")),
    "inspections": (Kind.INSPECTION, _("查了谁、查了什么、查出什么。")),
    "penalties": (Kind.PENALTY, _("罚了谁、为什么、执行了没有。个人只公开姓，公示期满自动停止。")),
    "campaigns": (Kind.CAMPAIGN, _("集中检查的安排和结果。")),
    "quotas": (Kind.QUOTA, _("一个区域还能排多少：可用、已用、剩余。")),
    "green-channel": (Kind.GREEN_CHANNEL, _("哪些项目优先办、为什么、什么时候退出。条件和法定时限不变。")),
    "completion": (Kind.COMPLETION, _("项目建成后验收的意见和监测报告。")),
    "key-polluters": (Kind.KEY_POLLUTER, _("每年列入名录、应当自行监测并公开的单位。")),
    "petition-results": (Kind.PETITION_RESULT, _("群众反映的问题查得怎样、办得怎样。举报人的情况一律不公开。")),
    "disclosed": (Kind.DISCLOSED, _("有人申请过、很多人想知道的信息，直接登在这里。申请人的情况一律不公开。")),
    "policy": (Kind.POLICY, _("把政策讲成平常话。")),
    "news": (Kind.NEWS, _("本局最近做了什么。")),
}  # fmt: skip
# Which facts tell the rows of a kind apart.
TOLD: dict[str, tuple[str, ...]] = {Kind.INCIDENT: ("级别", "原因")}


class OfColumn(Filtered):
    """The list of one kind, as the filter in the address means it; all years unless less is asked for."""

    place = ""

    @property
    def kind(self) -> Kind:
        return PLACES[self.place][0]

    def filter_of(self, data: Any) -> ColumnFilter:
        return ColumnFilter(data, divisions=lists.divisions(self.edition), bureaus=lists.bureaus(self.edition))

    @cached_property
    def wanted(self) -> lists.Wanted:
        return replace(self.form.wanted(self.today), kind=self.kind)

    def also(self) -> tuple[object, ...]:
        """What is overdue changes without the board."""
        return tuple(sorted(catalogue.overdue(self.bureau(), self.today).items()))

    def bureau(self) -> Bureau | None:
        return Bureau.objects.filter(code=self.wanted.bureau).first() if self.wanted.bureau else catalogue.home()


class ColumnPage(OfColumn, Page):
    """What this column is, by which law, how it is kept, what stands in it."""

    template_name = "board/column.html"

    def get_title(self) -> object:
        return self.kind.label

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows, pager = cut_and_drawn(self)
        item = catalogue.item_of_kind(self.kind, self.today)
        bureau = self.bureau()
        wanted = self.wanted
        return super().get_context_data(**{
            "form": self.form, "rows": rows, "pager": pager,
            "kind": self.kind, "most": tallies.MOST_COUNTED, "says": PLACES[self.place][1],
            "column": catalogue.kept_one(item, bureau, self.today) if item else None, "of": bureau,
            "nils": [(nil, stands(nil)) for nil in catalogue.nils_of(item.code, bureau)[:6]] if item else [],
            "totals": totals(self.kind, lists.matching(wanted, self.today)),
            "filtered": replace(wanted, kind="", order="") != lists.Wanted(),
            "feeds": [(name.upper(), self.address(self.feed(name))) for name in FEEDS],
            "subscribe": self.address(reverse("board:subscribe"), k=self.kind.value, t=""), **kwargs,
        })  # fmt: skip

    def feed(self, name: str) -> str:
        return reverse(f"board:{self.place}_feed", args=[name])


def cut_and_drawn(view: Filtered) -> tuple[str, str]:
    """The rows of a page as HTML, nothing where there is none, and the ways to its neighbours."""
    places = (view.request.GET.get(name, "") for name in ("after", "before"))
    part = lists.cut(view.wanted, view.today, A_PAGE, *places)
    newer, older = (
        view.address(view.request.path, **{name: to}) if to else ""
        for name, to in (("before", part.before), ("after", part.after))
    )
    labels = TOLD.get(view.wanted.kind, ())
    words = drawn.Rows(view.today, several=True, labels=labels)
    rows = words.draw(told(part.rows) if labels else part.rows) if part.rows else ""
    return rows, drawn.pager(newer, older, str(_("更早的公示")))


class ColumnFeed(OfColumn, Feed):
    """The same list as a file, with a column for every field of its kind."""

    @property
    def named(self) -> str:  # type: ignore[override]
        return self.place

    @property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        return columns_of(self.kind)

    def every(self) -> Iterator[Told]:
        rows = super().every()
        while some := list(islice(rows, AT_ONCE)):
            yield from told(some)

    def json(self) -> HttpResponse:
        part = self.cut(self.wanted.order, SHOWN)
        items = [
            {**open_data.row(notice), "facts": dict(notice.facts), "url": self.url(notice.listed)}
            for notice in told(part.rows)
        ]
        whole = {"items": items, "next": self.next(part)}
        return JsonResponse(whole, json_dumps_params={"ensure_ascii": False})

    def title_of(self) -> str:
        return str(self.kind.label)

    def home(self) -> str:
        return reverse(f"board:{self.place}")


def columns_of(kind: str) -> tuple[Column, ...]:
    """Number, name and origin of a notice, with the fields of its kind between them."""
    first = (Column(_("公示编号"), "public_id"), Column(_("名称"), "title"))
    last = (
        Column(_("发布机关"), "publisher"),
        Column(_("发布时间"), lambda notice: None if notice.is_undated else notice.published_at),
        Column(_("状态"), "get_state_display"),
        Column(_("历史导入"), lambda notice: _("是") if notice.is_historical else ""),
        Column(_("来源"), "source"),
    )
    between = [Column(label, _fact(label)) for label in fields.labels_of(kind)]
    return (*first, *between, *last)


def _fact(label: str) -> Any:
    return lambda notice: dict(notice.facts).get(label, "")
