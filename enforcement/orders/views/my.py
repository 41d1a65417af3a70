"""What an enterprise reads of its own orders and penalties, and what it may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from enforcement.orders.queries.told import told
from enforcement.orders.views import desk

if TYPE_CHECKING:
    from envportal.web.views import Column


class Orders(desk.Orders):
    layout, area, take_away = "my.html", "my", ""
    case_url = "orders:my_order"
    empty_sentence = _("没有责令改正决定。")
    empty_more = _("本局制发的责令改正决定书会列在这里。")


class Penalties(desk.Penalties):
    layout, area, take_away = "my.html", "my", ""
    case_url = "orders:my_penalty"
    empty_sentence = _("没有行政处罚。")
    empty_more = _("收到事先告知书以后，可以在这里陈述申辩、要求听证、查看缴款。")

    # What is proposed since is not told yet: neither printed nor sorted by.
    columns: tuple[Column, ...] = tuple(one for one in desk.Penalties.columns if one.sort not in {"state", "amount"})


class Sealings(desk.Sealings):
    layout, area, take_away = "my.html", "my", ""
    case_url = "orders:my_sealing"
    empty_sentence = _("没有查封扣押。")
    empty_more = _("本局的查封扣押决定、清单和期限会列在这里。")


class OrderPage(desk.OrderPage):
    area = "my"
    template_name = "orders/my_order.html"


class PenaltyPage(desk.PenaltyPage):
    area = "my"
    template_name = "orders/my_penalty.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(told=told(self.row), **kwargs)


class SealingPage(desk.SealingPage):
    area = "my"
    template_name = "orders/my_sealing.html"


class OrderStep(desk.OrderStep):
    area, layout = "my", "my.html"


class PenaltyStep(desk.PenaltyStep):
    area, layout = "my", "my.html"
