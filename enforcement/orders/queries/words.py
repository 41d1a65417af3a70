"""What a letter says of a penalty case; letters are written in Chinese whoever issues them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from enforcement.orders.queries import sources_of
from enforcement.orders.states import Said, View

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from enforcement.orders.models import Defence, Evidence, Order, OrderEvidence, Penalty


def day(value: date | None) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def yuan(amount: Decimal | None) -> str:
    """190,000, and with fen where there are any."""
    return f"{amount or 0:,.2f}".removesuffix(".00")


def of_evidence(one: Evidence | OrderEvidence) -> str:
    """A line of the list of evidence: what it is, and the digest of its file."""
    return (
        f"{one.what}（电子文件《{one.file.name}》，SHA-256：{one.file.sha256}）" if one.file is not None else one.what
    )


def evidence_of(order: Order) -> list[str]:
    """What was said to prove it, the visits and reports it came from, the files."""
    files = [of_evidence(one) for one in order.files.select_related("file")]
    return [*order.evidence, *(str(one) for one in sources_of(order.case)), *files]


def said(penalty: Penalty) -> str:
    """What the party did with its notice, and what became of what it said."""
    you = "你" if penalty.person else "你单位"
    notice = penalty.notice.number if penalty.notice else ""
    told = (
        f"本局以《{notice}》告知{you}拟作出处罚的事实、理由、依据和{you}依法享有的权利，"
        f"该告知书于{day(penalty.notice_served_on)}送达。"
    )
    lines = list(penalty.defences.all())
    if not lines:
        return told + f"{you}在规定期限内没有陈述申辩。"
    return told + "".join(_one(line, you) for line in lines)


def _one(line: Defence, you: str) -> str:
    if line.said == Said.WAIVED:
        return f"{you}于{day(line.received_on)}书面放弃陈述申辩和听证。"
    adopted = "予以采纳" if line.adopted else "不予采纳"
    return f"{you}于{day(line.received_on)}陈述申辩，经复核，{adopted}：{line.answer.rstrip('。')}。"


def heard(penalty: Penalty) -> str:
    return "".join(
        f"本局于{day(one.held_on)}举行听证，听证笔录要点：{one.minutes.rstrip('。')}。"
        for one in penalty.hearings.filter(minuted_on__isnull=False)
    )


def discussed(penalty: Penalty) -> str:
    found = penalty.discussions.filter(notice=penalty.notice_id, agreed=True).first()
    if found is None:
        return ""
    views = list(found.views.all())
    agreeing = sum(one.view == View.AGREE for one in views)
    return f"经本局负责人于{day(found.concluded_on)}集体讨论（{len(views)}人发表意见，{agreeing}人同意）决定。"


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
