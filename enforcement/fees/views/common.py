"""What the pages of the desk and of the enterprise share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from enforcement.fees import queries
from enforcement.fees.actions.telling import parts_of
from enforcement.fees.rules import calculators
from enforcement.fees.states import Side
from envportal.audit import log

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from enforcement.fees.models import Account, Fee

WORDS: dict[str, str | _StrPromise] = {
    "verify": pgettext_lazy("verb", "核定排污费"),
    "object": pgettext_lazy("verb", "申请复核"),
    "recheck": pgettext_lazy("verb", "作出复核决定"),
    "demand": pgettext_lazy("verb", "发出缴纳通知单"),
    "pay": pgettext_lazy("verb", "登记缴款"),
    "relieve": pgettext_lazy("verb", "登记减免缓决定"),
    "accrue": pgettext_lazy("verb", "加收滞纳金"),
    "refund": pgettext_lazy("verb", "退还多缴"),
    "hand_over": pgettext_lazy("verb", "数据交税务机关"),
    "ask_write_off": pgettext_lazy("verb", "提请核销欠缴"),
    "answer_write_off": pgettext_lazy("verb", "答复核销"),
}
EVENTS = {
    "fee_declared": _("排污申报"),
    "fee_verified": _("核定排污费"),
    "fee_objected": _("申请复核"),
    "fee_rechecked": _("复核"),
    "fee_demanded": _("通知缴纳"),
    "fee_paid": _("收到缴款"),
    "fee_relieved": _("减免缓"),
    "late_fee_charged": _("加收滞纳金"),
    "fee_refunded": _("退款"),
    "fee_settled": _("结清"),
    "fee_reopened": _("不再是结清"),
    "fee_payment_reversed": _("冲正缴款"),
    "fee_write_off_asked": _("提请核销"),
    "fee_write_off_answered": _("答复核销"),
    "fee_handed_over": _("数据交税务机关"),
    "red_card_opened": _("红牌"),
}


def visible(request: HttpRequest) -> QuerySet[Fee]:
    return queries.visible(request.user, timezone.localdate())  # type: ignore[arg-type]


def account_of(fee: Fee) -> Account | None:
    """The ledger of a fee; none before it is demanded."""
    return getattr(fee, "account", None)


def told(fee: Fee) -> dict[str, Any]:
    """What both pages show: the parts with their working, the account, the course."""
    account = account_of(fee)
    events = [event for event in reversed(log.history(fee.case)) if event.name in EVENTS]
    return {
        "fee": fee, "case": fee.case, "account": account, "reliefs": list(fee.reliefs.order_by("pk")),
        "write_offs": list(fee.write_offs.select_related("asked_by", "answered_by").order_by("pk")),
        "parts": [{"part": one, "lines": _lines(one.question)} for one in parts_of(fee)],
        "sides": [(side.label, abs(getattr(account, side))) for side in Side if account and getattr(account, side)],
        "entries": list(account.entries.prefetch_related("postings").order_by("pk")) if account else [],
        "letters": list(fee.case.letters.order_by("pk")),
        "timeline": [
            {"at": event.at, "verb": EVENTS[event.name], "text": event.actor_name or _("系统"),
             "small": event.facts.get("why") or event.facts.get("receipt") or event.facts.get("number", "")}
            for event in events
        ],
    }  # fmt: skip


def _lines(question: dict[str, object]) -> list[dict[str, object]]:
    """The working by the tables of today."""
    return [calculators.line_answer(line) for line in calculators.computed(question).lines]
