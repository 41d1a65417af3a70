"""What everybody may read: caps, draws with their files, the ledger in sums, townships."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from enforcement.planning import queries
from enforcement.planning.enums import DrawState, Risk
from enforcement.planning.rules import coverage, draws
from envportal.web.views import Column, ListPage, Page, permission
from envportal.web.views.frame import home_bureau

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from enforcement.planning.models import Draw

PUBLIC = "public.view"


class Caps(ListPage):
    """Every cap in force."""

    permission = PUBLIC
    queryset = staticmethod(lambda _request: queries.public_caps())
    template_name = "planning/public_caps.html"
    layout = "public.html"
    title = _("年度检查频次上限")
    file_name = "inspection-caps"
    counted = _("共 %(n)s 项")
    empty_sentence = _("还没有公布上限。")
    columns = (
        Column(_("年度"), "year", "year"),
        Column(_("生态环境局"), lambda row: row.bureau.name),
        Column(_("风险类别"), "get_risk_display", "risk"),
        Column(_("一年最多几次"), "visits"),
        Column(_("公布依据"), "basis"),
    )


class Ledger(ListPage):
    """Visits asked for, merged, made and saved, by quarter and section."""

    permission = PUBLIC
    template_name = "planning/ledger.html"
    layout = "public.html"
    title = _("企业检查台账")
    file_name = "inspection-ledger"
    counted = _("共 %(n)s 行")
    empty_sentence = _("还没有检查需求。")
    columns = (
        Column(_("季度"), lambda row: row["quarter"]),
        Column(_("提出科室"), lambda row: row["section"] or _("没有登记科室的")),
        Column(_("提出的需求"), lambda row: row["asked"]),
        Column(_("合并的需求"), lambda row: row["merged"]),
        Column(_("排定的检查"), lambda row: row["planned"]),
        Column(_("实施的检查"), lambda row: row["made"]),
        Column(_("少去的次数"), lambda row: row["saved"]),
    )

    def get_queryset(self) -> Any:
        return queries.ledger(home_bureau())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = kwargs["rows"]
        sums = {name: sum(row[name] for row in rows) for name in ("asked", "merged", "planned", "made", "saved")}
        places = [one for one in coverage.of(home_bureau(), timezone.localdate()) if one.name]
        return super().get_context_data(sums=sums, places=places, target=queries.target(home_bureau()), **kwargs)


class Draws(ListPage):
    """Every draw, from the moment its lists are frozen."""

    permission = PUBLIC
    queryset = staticmethod(lambda _request: queries.public_draws())
    template_name = "planning/public_draws.html"
    layout = "public.html"
    title = _("双随机抽查记录")
    file_name = "inspection-draws"
    counted = _("共 %(n)s 次抽取")
    empty_sentence = _("还没有抽取过。")
    columns = (
        Column(_("名称"), "name", "name"),
        Column(_("生态环境局"), lambda row: row.bureau.name),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("名单上的企业"), "listed"),
        Column(_("抽中"), "drawn_objects"),
        Column(_("名单摘要"), "list_hash"),
        Column(_("用哪个公开数字"), "seed_source"),
        Column(_("公开数字"), "number"),
        Column(_("种子"), "seed"),
        Column(_("为什么不抽"), "given_up_why"),
    )


class DrawPage(Page):
    """One draw: its lists, its seed, what was drawn; repeated while it is read."""

    permission = PUBLIC
    template_name = "planning/draw.html"

    def get_queryset(self) -> QuerySet[Draw]:
        return queries.public_draws()

    @cached_property
    def draw(self) -> Draw:
        return get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return self.draw.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draw = self.draw
        listed = draw.listed_objects.select_related("demand__visit").prefetch_related("pairs__inspector__user")
        rows = list(listed.order_by("risk", "place", "code"))
        came = queries.came_of(rows)
        for row in rows:
            row.came = came.get(row.pk, {})  # type: ignore[attr-defined]
        return super().get_context_data(
            draw=draw, drawn=[row for row in rows if row.is_drawn], inspectors=draw.inspectors.count(),
            shares=[(Risk(risk).label, percent) for risk, percent in draw.shares.items()],
            comes_out=draw.state == DrawState.DRAWN and is_right(draw, rows), **kwargs,
        )  # fmt: skip


def is_right(draw: Draw, rows: list[Any]) -> bool:
    """Whether lists and seed give what is kept."""
    lists = draws.read(",".join(line) for line in queries.listed(draw))
    kept = {(row.code, row.place, row.is_drawn, tuple(one.inspector.code for one in row.pairs.all())) for row in rows}
    told = {(lot.code, lot.place, lot.is_drawn, lot.pair) for lot in draws.draw(lists, draw.seed)}
    is_seed = draw.seed == draws.seed_of(draw.list_hash, draw.number)
    return is_seed and lists.digest() == draw.list_hash and told == kept


@permission(PUBLIC)
def lists_file(_request: HttpRequest, pk: int) -> HttpResponse:
    """The frozen lists, byte for byte what their hash is of."""
    draw = get_object_or_404(queries.public_draws(), pk=pk)
    text = draws.read(",".join(line) for line in queries.listed(draw)).text()
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
