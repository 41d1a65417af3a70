"""The desk: lists, case pages, steps."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enforcement.orders import actions, queries, rules
from enforcement.orders.forms.opening import Find
from enforcement.orders.models import Order, Penalty, Sealing
from enforcement.orders.queries import due, money
from enforcement.orders.queries.told import state_for_party
from enforcement.orders.rules import gate, limits, tables
from enforcement.orders.states import PenaltyState
from enforcement.orders.views.common import CasePage, RowStep, visible
from envportal.web.views import Column, ListPage

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest


def due_on(row: Any) -> date | None:
    """The first last day that runs."""
    return next((one.due_on for one in row.case.running), None)


def enterprise_of(row: Any) -> str:
    return str(row.case.enterprise or "")


def violation_of(row: Any) -> str:
    code = str(row.violation)
    return tables.violations().get(code, code)


class Listed(ListPage):
    """The rows with their first last day; late ones say so."""

    permission = rules.VIEW
    template_name = "orders/list.html"
    take_away = "export.case_list"
    form_class = Find
    counted = _("共 %(n)s 件")
    new: str = ""
    case_url: str
    area = "desk"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, today = super().get_context_data(**kwargs), timezone.localdate()
        listed = []
        for row in context["rows"]:
            last = due_on(row) if self.area == "desk" else None
            left = (last - today).days if last is not None else 0
            about = violation_of(row) if hasattr(row, "violation") else row.place
            state = row.get_state_display() if self.area == "desk" else state_for_party(row)
            more = {"state": state, "amount": getattr(row, "amount", None) if self.area == "desk" else None}
            listed.append({"row": row, "due": last, "left": left, "late": left < 0, "about": about, **more})
        opens = self.area == "desk" and self.request.may(rules.OPEN_CASE)  # type: ignore[attr-defined]
        return {
            **context, "listed": listed, "opens": opens, "new": self.new, "case_url": self.case_url, "area": self.area,
        }  # fmt: skip


class Orders(Listed):
    title = _("责令改正")
    file_name = "correction-orders"
    new, case_url = "orders:new_order", "orders:order"
    empty_sentence = _("还没有责令改正决定。")
    empty_more = _("现场检查发现违法行为以后起草。")
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("企业"), enterprise_of, "case__enterprise__name"),
        Column(_("违法行为"), violation_of, "violation"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("改正期限"), "within", "within"),
        Column(_("送达日期"), "served_on", "served_on"),
        Column(_("复查最后一天"), "look_by", "look_by"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Order]:
        return visible(Order, request)


class Penalties(Listed):
    title = _("行政处罚")
    file_name = "penalties"
    new, case_url = "orders:new_penalty", "orders:penalty"
    empty_sentence = _("还没有处罚案件。")
    empty_more = _("发现违法行为之日起 15 个工作日内决定是否立案。")
    columns: tuple[Column, ...] = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("当事人"), "party", "case__enterprise__name"),
        Column(_("违法行为"), violation_of, "violation"),
        Column(_("种类"), "get_kind_display", "kind"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("罚款（元）"), "amount", "amount"),
        Column(_("决定日期"), "decided_on", "decided_on"),
        Column(_("缴款最后一天"), "pay_by", "pay_by"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Penalty]:
        return visible(Penalty, request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ready = []
        if self.area == "desk":
            own = self.get_queryset().order_by().values("pk")
            ready = list(due.heard_out(timezone.localdate()).filter(pk__in=own))
        return {**super().get_context_data(**kwargs), "ready": ready}


class Sealings(Listed):
    title = _("查封扣押")
    file_name = "sealings"
    new, case_url = "orders:new_sealing", "orders:sealing"
    empty_sentence = _("还没有查封扣押。")
    columns = (
        Column(_("编号"), lambda row: row.case.number, "case__number"),
        Column(_("企业"), enterprise_of, "case__enterprise__name"),
        Column(_("状态"), "get_state_display", "state"),
        Column(_("查封扣押日期"), "sealed_on", "sealed_on"),
        Column(_("期满日期"), "ends_on", "ends_on"),
        Column(_("解除日期"), "lifted_on", "lifted_on"),
    )

    @staticmethod
    def queryset(request: HttpRequest) -> QuerySet[Sealing]:
        return visible(Sealing, request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.area != "desk":
            return super().get_context_data(**kwargs)
        own = self.get_queryset().order_by().values("pk")
        over = queries.over(timezone.localdate()).filter(pk__in=own).select_related("case__enterprise")
        return {**super().get_context_data(**kwargs), "over": list(over)}


class OrderPage(CasePage):
    model = Order
    template_name = "orders/order.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order = self.row
        return super().get_context_data(
            corrections=list(order.corrections.all()), looked=getattr(order, "re_inspection", None),
            files=list(order.files.select_related("file")) if self.area == "desk" else [],
            violation=violation_of(order), following=getattr(order, "following", None),
            penalties=list(order.penalties.select_related("case")), **kwargs,
        )  # fmt: skip


class PenaltyPage(CasePage):
    model = Penalty
    template_name = "orders/penalty.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        penalty, today = self.row, timezone.localdate()
        before = penalty.state in {PenaltyState.PROPOSED, PenaltyState.NOTIFIED}
        account = money.account(penalty)
        return super().get_context_data(
            violation=violation_of(penalty), evidence=list(penalty.evidence.select_related("file")),
            persons=list(queries.persons(penalty)) if self.area == "desk" else [],
            hearings=list(penalty.hearings.select_related("chair")),
            defences=list(penalty.defences.select_related("answered_by")),
            reviews=list(penalty.reviews.select_related("by")),
            discussions=list(penalty.discussions.select_related("paper").prefetch_related("views__leader")),
            transfers=list(penalty.transfers.select_related("letter")), waits=list(penalty.waits.all()),
            payments=list(penalty.payments.all()), account=account, added=actions.added(penalty, today),
            over=max(actions.over(penalty, today), Decimal(0)),
            postponements=list(penalty.postponements.prefetch_related("instalments")),
            repairs=list(penalty.repairs.all()), may_be_heard=penalty.amount and limits.may_be_heard(penalty),
            gate=gate.conditions(penalty, today) if before else [],
            # 行政处罚法第60条 beside the working days of order 30.
            ninety=penalty.filed_on + timedelta(days=90) if penalty.filed_on else None, **kwargs,
        )  # fmt: skip


class SealingPage(CasePage):
    model = Sealing
    template_name = "orders/sealing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(items=list(self.row.items.all()), **kwargs)


class OrderStep(RowStep):
    model = Order


class PenaltyStep(RowStep):
    model = Penalty


class SealingStep(RowStep):
    model = Sealing
