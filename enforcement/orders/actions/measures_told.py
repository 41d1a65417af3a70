"""What the public reads of orders and sealings; a second person publishes it (政府信息公开条例第20条 [M])."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosure.board import board
from enforcement.orders.actions.publishing import masked
from enforcement.orders.models import Order
from enforcement.orders.queries.words import day
from enforcement.orders.rules import limits

if TYPE_CHECKING:
    from datetime import date, datetime

    from enforcement.orders.models import Sealing
    from envportal.accounts.models import User

LASTS = "不超过三十日；经批准可以延长一次，不超过三十日"


def publish_order(order: Order, *, done: str, looked: str = "", reason: str = "", by: User, at: datetime) -> None:
    """An order once it is served, and again with what its re-inspection found."""
    if order.letter is None or order.signed_on is None or order.case.enterprise is None:
        return
    facts = {
        "存在问题": order.facts,
        "改正要求": "；".join(one.text for one in order.corrections.all()),
        "改正期限": day(order.within),
        "完成情况": done,
        "复查情况": looked,
    }
    _submit(
        order,
        "责令改正违法行为决定",
        order.letter.number,
        order.signed_on,
        facts,
        by=by,
        at=at,
        reason=reason or looked,
    )


def publish_anew(row: Order | Sealing, reason: str, *, by: User, at: datetime) -> None:
    """Its letter was replaced: what stands before the public, or waits to, says the new words and number."""
    shown = board.pending(row.case, board.Kind.PENALTY) or board.current(row.case, board.Kind.PENALTY)
    if shown is None:
        return
    said = dict(shown.facts)
    if isinstance(row, Order):
        done, looked = said.get("完成情况", ""), said.get("复查情况", "")
        publish_order(row, done=done, looked=looked, reason=reason, by=by, at=at)
    else:
        publish_sealing(row, paper=said["文书"], reason=reason, by=by, at=at)


def publish_sealing(sealing: Sealing, *, paper: str, reason: str = "", by: User, at: datetime) -> None:
    """A sealing when it is approved, extended and lifted."""
    if sealing.letter is None or sealing.sealed_on is None or sealing.case.enterprise is None:
        return
    facts = {
        "文书": paper,
        "事实和理由": sealing.facts,
        "查封扣押清单": "；".join(f"{one.name}{one.quantity}" for one in sealing.items.all()),
        "期限": LASTS,
    }
    reason = reason or ("" if paper == "查封扣押决定" else paper)
    _submit(sealing, "查封扣押决定", sealing.letter.number, sealing.sealed_on, facts, by=by, at=at, reason=reason)


def _submit(
    row: Order | Sealing, what: str, number: str, on: date, facts: dict[str, str], *, by: User, at: datetime,
    reason: str,
) -> None:  # fmt: skip
    firm = row.case.enterprise
    if firm is None:
        return
    until = limits.shown_until(on, is_serious=False)
    name = masked(firm.name) if row.is_person else firm.name
    if row.is_person:
        facts = {label: text.replace(firm.name, name) for label, text in facts.items()}
    who = {
        "当事人类别": "个人" if row.is_person else "单位", "当事人": name,
        "统一社会信用代码": "" if row.is_person else firm.uscc, "决定书文号": number,
    }  # fmt: skip
    when = {"决定日期": day(on), "公示到哪天": day(until)}
    board.submit(
        row.case, board.Kind.PENALTY, title=f"{name}{what}（{number}）", facts={**who, **facts, **when}, by=by,
        at=at, document_number=number, shown_until=until, reason=reason,
        owner=name if row.is_person else "",
    )  # fmt: skip
