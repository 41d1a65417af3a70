"""公开目录: what has to be published, and how it is kept; for everybody, and with its steps at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disclosure.board import actions, rules
from disclosure.board.forms import AnswerForm, ItemForm, NilForm
from disclosure.board.models import DisclosureItem, ItemProposal, NilReturn
from disclosure.board.queries import catalogue, happenings
from disclosure.board.queries.catalogue import MONTHS, Kept
from disclosure.board.views.anonymous import Anonymous
from disclosure.board.views.columns import PLACES
from envportal.web.views import Column, Page, StepView
from envportal.web.views.export import FORMATS, as_atom

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau


def _of_item(name: str) -> Callable[[Kept], object]:
    def value(kept: Kept) -> object:
        found = getattr(kept.item, name)
        return found() if callable(found) else found

    return value


COLUMNS = (
    Column(_("一级事项"), _of_item("first")),
    Column(_("二级事项"), _of_item("second")),
    Column(_("公开内容"), _of_item("content")),
    Column(_("依据"), _of_item("basis")),
    Column(_("时限数量"), _of_item("amount")),
    Column(_("时限单位"), _of_item("get_unit_display")),
    Column(_("从何时起"), _of_item("get_anchor_display")),
    Column(_("最低更新频次"), _of_item("get_frequency_display")),
    Column(_("渠道和载体"), _of_item("carrier")),
    Column(_("公开对象"), _of_item("get_audience_display")),
    Column(_("公开方式"), _of_item("get_way_display")),
    Column(_("责任科室"), _of_item("section")),
    Column(_("核对程度"), _of_item("get_evidence_display")),
    Column(_("公示份数"), "notices"),
    Column(_("最近更新"), "last_day"),
    Column(_("逾期未公开"), "overdue"),
    Column(_("应更新而未更新，自"), "silent_since"),
)


class OfCatalogue(Anonymous):
    """The catalogue as the bureau of this portal keeps it."""

    def also(self) -> tuple[object, ...]:
        home = catalogue.home()
        said = tuple(happenings.last_said(item.code, home) for item in catalogue.items(self.today))
        return (*sorted(catalogue.overdue(home, self.today).items()), said)


class Catalogue(OfCatalogue, Page):
    template_name = "board/catalogue.html"
    title = _("公开目录")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = catalogue.kept(catalogue.home(), self.today)
        return super().get_context_data(**summed(rows), of=catalogue.home(), **kwargs)


class CatalogueFeed(OfCatalogue):
    """The catalogue as a file."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        rows = catalogue.kept(catalogue.home(), self.today)
        if kind in FORMATS:
            return FORMATS[kind]("catalogue", COLUMNS, rows)
        if kind == "atom":
            return as_atom(
                request, "catalogue", Catalogue.title, COLUMNS[1:], rows, page=reverse("board:catalogue"), day=_said_on
            )
        told = [
            {"code": row.item.code, **{str(column.label): _plain(column.of(row)) for column in COLUMNS}} for row in rows
        ]
        return JsonResponse({"items": told}, json_dumps_params={"ensure_ascii": False})


def _said_on(row: Kept) -> date:
    return row.last_day or row.item.valid_from


def _plain(value: object) -> object:
    return value if isinstance(value, int | str) or value is None else str(value)


def summed(rows: list[Kept]) -> dict[str, Any]:
    """The rows in their first-level groups, and how many are overdue or silent."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row.item.first, []).append({"kept": row, "item": row.item, "url": url_of(row.item)})
    return {
        "groups": list(groups.items()), "count": len(rows), "overdue": sum(row.overdue for row in rows),
        "silent": sum(row.silent_since is not None for row in rows),
        "unverified": sum(row.item.evidence == "M" for row in rows),
    }  # fmt: skip


def url_of(item: DisclosureItem) -> str:
    """The page of the column; "" where nothing of it stands on the board."""
    place = next((place for place, (kind, _says) in PLACES.items() if kind in item.kinds), "")
    if place:
        return reverse(f"board:{place}")
    if item.kinds:
        return f"{reverse('board:list')}?t=all&k={item.kinds[0]}"
    page = happenings.page_of(item.code)
    return f"{reverse('board:home')[:-1]}{page}" if page else ""


class Keeping(Page):
    """The catalogue at the desk: what is overdue and silent in the reader's bureau, and the steps that mend it."""

    permission = "board.catalogue"
    template_name = "board/keeping.html"
    title = _("公开目录")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bureau: Bureau | None = getattr(self.request.user, "bureau", None)
        rows = catalogue.kept(bureau, timezone.localdate())
        nils = [
            {
                "nil": nil,
                "name": names.get(nil.code, nil.code),
                "mine": nil.said_by_id == self.request.user.pk,
                "is_untrue": happenings.happened(nil.code, nil.bureau_id, nil.first_day, nil.last_day) > 0,
            }
            for names in [{row.item.code: row.item.second for row in rows}]
            for nil in catalogue.waiting_nils(bureau.pk if bureau else None)
        ]
        may: Callable[[str], bool] = self.request.may  # type: ignore[attr-defined]
        return super().get_context_data(
            **summed(rows), nils=nils, proposals=list(catalogue.open_proposals()), may_write=may("board.draft"),
            may_publish=may("public.publish"), may_propose=may("catalogue.propose"),
            may_decide=may("catalogue.decide"), **kwargs,
        )  # fmt: skip


def newest(_request: HttpRequest) -> QuerySet[DisclosureItem]:
    return DisclosureItem.objects.all()


class SayNil(StepView):
    """零报告."""

    permission = "board.draft"
    queryset = staticmethod(newest)
    action = staticmethod(actions.say_nil)
    form_class = NilForm
    title = _("零报告")
    button = _("提交零报告")
    done = _("零报告已提交，待另一位编辑发布。")
    success_url = reverse_lazy("board:keeping")
    intro = _("这一栏在这个时段里没有可公开的。发布以后，栏目页上写明“本期 0 起”。")

    def get_initial(self) -> dict[str, Any]:
        first, last = rules.period_before(timezone.localdate(), MONTHS.get(self.object.frequency, 1))
        return {"first_day": first, "last_day": last}

    def get_cancel_url(self) -> str:
        return str(self.success_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object.second, **kwargs})


def nils_of_bureau(request: HttpRequest) -> QuerySet[NilReturn]:
    return NilReturn.objects.filter(bureau=getattr(request.user, "bureau_id", None))


class PublishNil(StepView):
    permission = "public.publish"
    queryset = staticmethod(nils_of_bureau)
    action = staticmethod(actions.publish_nil)
    title = _("发布零报告")
    button = _("发布零报告")
    done = _("零报告已发布。")
    success_url = reverse_lazy("board:keeping")
    template_name = "board/publish_nil.html"

    def check(self) -> None:
        rules.require_publish_nil(self.request.user, self.object, on=timezone.localdate())

    def get_cancel_url(self) -> str:
        return str(self.success_url)


class ProposeItem(StepView):
    """A later version of a column."""

    permission = "catalogue.propose"
    queryset = staticmethod(newest)
    rule = staticmethod(rules.require_propose_item)
    action = staticmethod(actions.propose_item)
    form_class = ItemForm
    title = _("修改公开目录")
    button = _("提出修改")
    done = _("已提出，待局领导同意；同意前目录不变。")
    success_url = reverse_lazy("board:keeping")

    def get_initial(self) -> dict[str, Any]:
        names = ("amount", "unit", "frequency", "section", "act", "article")
        return {name: getattr(self.object, name) for name in names} | {"valid_from": timezone.localdate()}

    def get_cancel_url(self) -> str:
        return str(self.success_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": self.object.second, **kwargs})


def proposals_of_bureau(request: HttpRequest) -> QuerySet[ItemProposal]:
    own = ItemProposal.objects.filter(bureau=getattr(request.user, "bureau_id", None))
    return own.select_related("item", "proposed_by")


class Decide(StepView):
    """What two kinds of decision have in common."""

    permission = "catalogue.decide"
    queryset = staticmethod(proposals_of_bureau)
    rule = staticmethod(rules.require_decide_item)
    template_name = "board/decide_item.html"
    success_url = reverse_lazy("board:keeping")

    def get_cancel_url(self) -> str:
        return str(self.success_url)


class AgreeItem(Decide):
    action = staticmethod(actions.agree_item)
    title = _("同意修改公开目录")
    button = _("同意")
    done = _("已同意，新的一版从施行日起生效。")


class DeclineItem(Decide):
    action = staticmethod(actions.decline_item)
    form_class = AnswerForm
    title = _("不同意修改公开目录")
    button = _("不同意")
    done = _("已退回，目录不变。")
