"""What the public reads of a penalty, until when, and credit repair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from disclosure.board import board
from enforcement.orders import rules
from enforcement.orders.actions.common import name_of, note, tell, tell_enterprise
from enforcement.orders.guards import NotPossible
from enforcement.orders.models import Penalty, Repair
from enforcement.orders.queries.words import contested, day
from enforcement.orders.rules import limits
from enforcement.orders.states import Answer
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User

PAYING = "收到决定书之日起十五日内"


def masked(name: str) -> str:
    """A person is shown by the surname alone."""
    return name[:1] + "某" * max(len(name) - 1, 1)


def publish_decision(penalty: Penalty, *, by: User, at: datetime, carried_out: str = "", reason: str = "") -> None:
    """Hand the facts to the board: named facts only; a natural person by surname (行政处罚法第48条)."""
    enterprise = penalty.case.enterprise
    if enterprise is None or penalty.decision is None:
        return
    owner = masked(enterprise.name) if penalty.is_person else enterprise.name
    number = penalty.decision.number
    facts = {
        "当事人类别": "个人" if penalty.is_person else "单位",
        "当事人": owner,
        "统一社会信用代码": "" if penalty.is_person else enterprise.uscc,
        "法定代表人": "" if penalty.is_person else enterprise.legal_representative,
        "决定书文号": number,
        "违法行为类型": name_of(penalty.violation),
        "违法事实": penalty.facts.replace(enterprise.name, owner) if penalty.is_person else penalty.facts,
        "处罚依据": penalty.law,
        "处罚种类": str(penalty.get_kind_display()) + "：罚款",
        "罚款金额": f"{penalty.amount}",
        "决定日期": day(penalty.decided_on),
        "履行期限": PAYING,
        "执行情况": carried_out or _carried_out(penalty, timezone.localdate(at)),
        "复议诉讼状态": contested(penalty),
        "公示到哪天": day(penalty.shown_until),
    }
    board.submit(
        penalty.case, board.Kind.PENALTY, title=f"{owner}行政处罚（{number}）", facts=facts, by=by, at=at,
        document_number=number, shown_until=penalty.shown_until, owner=owner if penalty.is_person else "",
        reason=reason,
    )  # fmt: skip


def _carried_out(penalty: Penalty, on: date) -> str:
    if penalty.case.closed_on is not None:
        return "已履行"
    return "未到期" if penalty.pay_by is None or on <= penalty.pay_by else "未履行完毕"


@transaction.atomic
def ask_repair(pk: int, *, words: str, by: User, at: datetime, key: str = "") -> Penalty:
    """申请信用修复: after the least time of display, once everything is paid and put right."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("ask_repair", by, penalty, on)
    first = limits.repair_from(penalty.decided_on, penalty.is_serious)  # type: ignore[arg-type]
    if on < first:
        raise NotPossible(_("公示满最短期限后才能申请：最早 %(day)s。") % {"day": first.isoformat()})
    Repair.objects.create(penalty=penalty, words=words, asked_on=on, asked_by=by)
    note(penalty, "repair_asked", by=by, at=at, key=key, words=words)
    tell(penalty, "repair_asked", staff_with(penalty.case.bureau, Role.LEADER), at=at)
    return penalty


@transaction.atomic
def answer_repair(pk: int, *, agreed: bool, why: str, by: User, at: datetime, key: str = "") -> Penalty:
    """同意的，提前终止公示: the reason stays at the notice's address."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("answer_repair", by, penalty, on)
    asked = penalty.repairs.get(answer=Answer.WAITING)
    asked.answer = Answer.AGREED if agreed else Answer.DECLINED
    asked.answered_on, asked.answered_by, asked.why = on, by, why
    asked.save()
    if agreed:
        penalty.shown_until = on
        penalty.save()
        _stop_showing(penalty, by=by, at=at)
    note(penalty, "repair_answered", by=by, at=at, key=key, agreed=agreed, why=why)
    tell_enterprise(penalty, "repair_answered", at=at, repair=asked)
    return penalty


def _stop_showing(penalty: Penalty, *, by: User, at: datetime) -> None:
    reason = "信用修复，提前终止公示"
    shown = board.current(penalty.case, board.Kind.PENALTY)
    if shown is not None:
        board.withdraw(shown.pk, reason=reason, by=by, at=at)
    board.take_back(penalty.case, reason=reason, by=by, at=at, kind=board.Kind.PENALTY)
