"""What a letter says of a penalty case; letters are written in Chinese whoever issues them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from enforcement.orders.states import Said, View

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from enforcement.orders.models import Penalty


def day(value: date | None) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def yuan(amount: Decimal | None) -> str:
    """190,000, and with fen where there are any."""
    return f"{amount or 0:,.2f}".removesuffix(".00")


def said(penalty: Penalty) -> str:
    """What the party did with its notice, and what became of what it said."""
    notice = penalty.notice.number if penalty.notice else ""
    told = (
        f"本局以《{notice}》告知你单位拟作出处罚的事实、理由、依据和你单位依法享有的权利，"
        f"该告知书于{day(penalty.notice_served_on)}送达。"
    )
    lines = list(penalty.defences.all())
    if not lines:
        return told + "你单位在规定期限内没有陈述申辩。"
    return told + "".join(_one(line.said, line.received_on, line.adopted, line.answer) for line in lines)


def _one(kind: str, on: date, adopted: bool | None, answer: str) -> str:
    if kind == Said.WAIVED:
        return f"你单位于{day(on)}书面放弃陈述申辩和听证。"
    return f"你单位于{day(on)}陈述申辩，经复核，{'予以采纳' if adopted else '不予采纳'}：{answer.rstrip('。')}。"


def heard(penalty: Penalty) -> str:
    hearing = getattr(penalty, "hearing", None)
    if hearing is None or hearing.minuted_on is None:
        return ""
    return f"本局于{day(hearing.held_on)}举行听证，听证笔录要点：{hearing.minutes.rstrip('。')}。"


def discussed(penalty: Penalty) -> str:
    found = penalty.discussions.filter(amount=penalty.amount or 0, agreed=True).first()
    if found is None:
        return ""
    views = list(found.views.all())
    agreeing = sum(one.view == View.AGREE for one in views)
    return f"经本局负责人于{day(found.concluded_on)}集体讨论（{len(views)}人发表意见，{agreeing}人同意）决定。"


def contested(penalty: Penalty) -> str:
    """What the public reads of remedies; the words are Chinese whoever writes them."""
    told = {"reconsideration": "行政复议", "lawsuit": "行政诉讼"}
    rows = [f"{told[one.kind]}：{one.result or '正在审理'}" for one in penalty.contests.all()]
    return "；".join(rows) or "未申请"


def of_daily(penalty: Penalty) -> dict[str, object]:
    """First decision, failed re-inspection, days, formula (按日连续处罚办法)."""
    order, repeats = penalty.order, penalty.repeats
    if order is None or repeats is None or order.letter is None or order.served_on is None:
        return {}
    return {
        "rests_on": repeats.decision.number if repeats.decision else str(repeats.case),
        "order_number": order.letter.number, "order_served_on": order.served_on, "looked_on": order.re_inspection.on,
        "first_day": order.served_on + timedelta(days=1), "formula": str(penalty.reckoning[-1]).removesuffix(" 元"),
    }  # fmt: skip
