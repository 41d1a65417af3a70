"""Letters, messages, and what the public is told of a fee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

from disclosure.board import board
from enforcement.fees.rules.addresses import address_of
from enforcement.fees.rules.result import yuan
from enforcement.fees.states import Stage, State
from envportal.accounts.queries import people_of
from envportal.documents import letters
from envportal.documents.enums import LetterKind
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from enforcement.fees.models import Account, Fee, Part
    from envportal.accounts.models import User
    from envportal.documents.models import Letter

HEAD = ["排放口", "月份", "金额（元）"]
STANDARD = "排污费征收使用管理条例（国务院令第369号）、排污费征收标准管理办法（2003年第31号令）及调整文件"
OBJECTION = "收到核定通知 7 日内可以向本局申请复核，本局 10 日内作出复核决定"


def parts_of(fee: Fee) -> list[Part]:
    """The parts that stand: the last stage there is."""
    found = list(fee.parts.order_by("pk"))
    for stage in (Stage.RECHECKED, Stage.VERIFIED, Stage.DECLARED):
        if standing := [one for one in found if one.stage == stage]:
            return standing
    return []


def send(fee: Fee, kind: LetterKind, *, by: User, at: datetime, on: date) -> Letter:
    """Issue a letter and serve it in the portal; the enterprise is told."""
    rows = [[one.place, str(one.question.get("period", "")), yuan(one.fen)] for one in parts_of(fee)]
    fields: dict[str, object] = {
        "period": fee.period, "amount": yuan(fee.assessed or 0),
        "tables": [{"caption": "计算明细", "head": HEAD, "rows": rows, "notes": []}],
    }  # fmt: skip
    if kind == LetterKind.FEE_DEMAND:
        fields["due_on"] = fee.due_on
    else:
        fields["verified_from"] = fee.get_basis_display()
    with translation.override("zh-hans"):
        letter = letters.issue(fee.case, kind, to=fee.case.enterprise, fields=fields, by=by, at=at)
    letter = letters.serve(letter, on=on, by=by, at=at)
    tell_enterprise(fee, "fee_letter", on=on, at=at, letter=letter)
    return letter


def tell_enterprise(fee: Fee, template: str, *, on: date, at: datetime, **context: object) -> None:
    if fee.case.enterprise is not None:
        said = {"fee": fee, "amount": yuan(fee.assessed or 0), "link": f"/my/fees/{fee.pk}/", **context}
        outbox.post(fee.case, template, to=people_of(fee.case.enterprise, on), context=said, at=at)


def tell_staff(fee: Fee, template: str, people: Iterable[User], *, at: datetime) -> None:
    outbox.post(fee.case, template, to=people, context={"fee": fee, "link": f"/desk/fees/{fee.pk}/"}, at=at)


def tell_the_public(fee: Fee, account: Account, *, by: User, at: datetime, reason: str) -> None:
    """核定、征收和减免缓: a second person publishes it; every figure can be computed again by its address."""
    with translation.override("zh-hans"):
        board.submit(
            fee.case, board.Kind.FEE, title=fee.case.title, facts=facts_of(fee, account), by=by, at=at, reason=reason,
            document_kind="",
        )  # fmt: skip


def facts_of(fee: Fee, account: Account) -> dict[str, str]:
    """Named as the form of the board names them (disclosure/board/data/fields.csv)."""
    enterprise = fee.case.enterprise
    facts: dict[str, str] = {
        "企业名称": enterprise.name if enterprise else "",
        "统一社会信用代码": enterprise.uscc if enterprise else "",
        "核定时段": fee.period,
        "核定金额": f"{yuan(fee.assessed or 0)} 元",
        "征收金额": f"{yuan(account.collected + account.refunded)} 元" if account.collected else "",
        "滞纳金": f"{yuan(-account.late_charged)} 元" if account.late_charged else "",
        "欠缴": f"{yuan(account.owed)} 元" if account.owed else "",
        "核销": f"{yuan(account.written_off)} 元" if account.written_off else "",
        "缴纳期限": f"{fee.due_on:%Y-%m-%d}" if fee.due_on else "",
        "状态": str(State(fee.state).label),
        "核定依据": fee.get_basis_display(),
        "征收依据和标准": STANDARD,
        "异议和复核": OBJECTION,
    }  # fmt: skip
    return facts | _reliefs(fee, account) | _recomputed(fee)


def _reliefs(fee: Fee, account: Account) -> dict[str, str]:
    """By the names of the form of reliefs, so that the list adds up and counts them."""
    found = list(fee.reliefs.order_by("pk"))
    if not found:
        return {}
    return {
        "种类": "、".join(dict.fromkeys(str(one.get_kind_display()) for one in found)),
        "金额": f"{yuan(account.waived)} 元",
        "批准机关": "、".join(dict.fromkeys(one.organ for one in found)),
        "批准文号": "、".join(one.number for one in found),
        "批准理由": "；".join(one.reason for one in found),
    }


def _recomputed(fee: Fee) -> dict[str, str]:
    told = [f"{one.place} {yuan(one.fen)} 元 {address_of(one.question)}" for one in parts_of(fee)]
    return {"复算": "\n".join(told)}
