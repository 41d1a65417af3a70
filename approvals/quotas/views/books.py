"""The books, one of them, and what moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.quotas import actions, forms, queries, rules
from approvals.quotas.models import Book
from approvals.quotas.states import AccountKind, EntryKind
from approvals.quotas.views.common import Fresh, Ledger, day_of, number
from envportal.web.views import Column, ListPage

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from approvals.quotas.models import Posting

SUMS = (
    Column(_("总量"), lambda row: number(row.whole), "whole"),
    Column(_("已预留"), lambda row: number(row.in_reserved), "in_reserved"),
    Column(_("已核定"), lambda row: number(row.in_committed), "in_committed"),
    Column(_("替代核减"), lambda row: number(row.in_retired), "in_retired"),
    Column(_("剩余"), lambda row: number(row.left), "left"),
    Column(_("其中可用"), lambda row: number(row.in_available), "in_available"),
    Column(_("其中储备"), lambda row: number(row.in_pool), "in_pool"),
    Column(_("其中可替代量"), lambda row: number(row.in_supply), "in_supply"),
)


def own_books(request: HttpRequest) -> QuerySet[Book]:
    return Book.objects.filter(area__bureau=request.user.bureau_id).select_related("area")  # type: ignore[union-attr]


class Books(ListPage):
    """Every pollutant, area and year, as it stands or stood."""

    permission = rules.VIEW
    template_name = "quotas/books.html"
    title = _("总量指标")
    file_name = "quotas"
    form_class = forms.FindBooks
    counted = _("共 %(n)s 个账户")
    empty_sentence = _("还没有总量指标账户。")
    empty_more = _("登记区域和下达的指标以后，这里按污染物、区域、年度列出余额。")
    columns = (
        Column(_("年度"), lambda row: str(row.year), "year"),
        Column(_("区域"), lambda row: row.area.name, "area__name"),
        Column(_("污染物"), "get_pollutant_display", "pollutant"),
        *SUMS,
    )

    def get_queryset(self) -> QuerySet[Book]:
        return queries.by_book(self.request.user.bureau, self.on)  # type: ignore[union-attr]

    @cached_property
    def on(self) -> date | None:
        return day_of(self.get_form())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = self.request.may  # type: ignore[attr-defined]
        return super().get_context_data(
            on=self.on, decides=may(rules.DECIDE), keeps=may(rules.KEEP), asks=may(rules.ASK), **kwargs
        )


class Movements(ListPage):
    """Every posting of the bureau's books."""

    permission = rules.VIEW
    template_name = "quotas/movements.html"
    title = _("总量指标流水")
    file_name = "quota-movements"
    form_class = forms.FindMovements
    counted = _("共 %(n)s 笔")
    empty_sentence = _("没有流水。")
    columns: tuple[Column, ...] = (
        Column(_("日期"), lambda row: row.entry.on, "entry__on"),
        Column(_("事项"), lambda row: row.entry.get_kind_display(), "entry__kind"),
        Column(_("账户"), lambda row: str(row.account.book), "account__book"),
        Column(_("科目"), lambda row: row.account.get_kind_display(), "account__kind"),
        Column(_("吨"), lambda row: number(row.tonnes), "tonnes"),
        Column(_("案件"), lambda row: row.entry.case.number if row.entry.case else ""),
        Column(_("文号"), lambda row: row.entry.document, "entry__document"),
        Column(_("说明"), lambda row: " · ".join(filter(None, (row.entry.reason, row.entry.rule)))),
        Column(_("经办"), lambda row: row.entry.by.name if row.entry.by else _("系统")),
        Column(_("记账时间"), lambda row: row.entry.at, "entry__at"),
        Column(_("凭证号"), lambda row: str(row.entry_id), "entry"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Posting]:
        return queries.movements(request.user.bureau)  # type: ignore[union-attr,arg-type]


class BookPage(Movements):
    """One book: what stands in it on a day, what moved till then, who waits, what may be done."""

    template_name = "quotas/book.html"
    counted = _("到这一天共 %(n)s 笔")
    columns = tuple(one for one in Movements.columns if str(one.sort) != "account__book")

    @cached_property
    def book(self) -> Book:
        return get_object_or_404(own_books(self.request), pk=self.kwargs["pk"])

    def get_title(self) -> object:
        return str(self.book)

    @cached_property
    def on(self) -> date:
        return day_of(self.get_form()) or timezone.localdate()

    def get_queryset(self) -> QuerySet[Posting]:
        return queries.entries_of(self.book, self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sums = queries.balances(self.book, self.on)
        kinds = [(AccountKind(kind).label, number(amount)) for kind, amount in sums.items()]
        return super().get_context_data(
            book=self.book, on=self.on, balances=kinds, waiting=list(queries.waiting(self.book)),
            ratio=queries.ratio_of(self.book), decides=self.request.may(rules.DECIDE), **kwargs,  # type: ignore[attr-defined]
        )  # fmt: skip


# STEPS ------------------------------------------------------------------------------
class Grant(Fresh):
    permission = rules.DECIDE
    form_class = forms.GrantForm
    action = staticmethod(actions.grant)
    title = _("登记上级下达的指标")
    intro = _("按下达文件登记；记入后可以预留给项目。")
    done = _("已记入下达的指标。")


SHIFTS = {
    EntryKind.CUT: (_("登记上级核减"), _("从可用中减去；已经预留和核定的不受影响。")),
    EntryKind.SET_ASIDE: (_("转入储备"), _("从可用转入储备，留给将要来的项目；动用储备由局领导决定。")),
    EntryKind.DRAW: (pgettext_lazy("verb", "储备转为可用"), _("从储备转回可用。")),
}


class OfBook(Ledger):
    """A step on one book."""

    permission = rules.DECIDE
    queryset = staticmethod(own_books)
    object: Book

    def get_success_url(self) -> str:
        return reverse("quotas:book", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"caption": str(self.object), **kwargs})


class Shift(OfBook):
    """Cut, set aside or drawn: the address says which."""

    form_class = forms.ShiftForm
    done = _("已记账。")

    def get_title(self) -> object:
        return SHIFTS[EntryKind(self.kwargs["kind"])][0]

    def get_intro(self) -> object:
        own = queries.own_accounts(self.object)
        stands = _("现有可用 %(free)s 吨，储备 %(pool)s 吨。") % {
            "free": number(own[AccountKind.AVAILABLE].balance), "pool": number(own[AccountKind.POOL].balance),
        }  # fmt: skip
        return f"{SHIFTS[EntryKind(self.kwargs['kind'])][1]}{stands}"

    def act(self, **typed: Any) -> Any:
        return super().act(kind=self.kwargs["kind"], **typed)

    action = staticmethod(actions.shift)


class Transfer(OfBook):
    form_class = forms.TransferForm
    action = staticmethod(actions.transfer)
    title = _("调剂到其他区域或者年度")
    intro = _("只能在同一种污染物之间调剂，从可用中转出。")
    done = _("已调剂。")

    def get_initial(self) -> dict[str, Any]:
        return {"to_year": self.object.year}
