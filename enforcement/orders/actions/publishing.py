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
from enforcement.orders.models import Order, Penalty, Repair
from enforcement.orders.queries import money
from enforcement.orders.queries.words import day, yuan
from enforcement.orders.rules import limits
from enforcement.orders.states import Answer
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User

# The board is Chinese whoever hands in.
REMEDIES = {"reconsideration": "行政复议", "lawsuit": "行政诉讼"}
STANDS = {"": "{}中", "upheld": "{}已结束，维持", "withdrawn": "{}申请已撤回", "revoked": "{}已结束，决定被撤销",
          "changed": "{}已结束，决定变更"}  # fmt: skip
PAYING = "收到决定书之日起十五日内"


def masked(name: str) -> str:
    """A person is shown by the surname alone."""
    return name[:1] + "某" * max(len(name) - 1, 1)


def _carried_out(penalty: Penalty) -> str:
    if money.account(penalty).left <= 0:
        return "已履行"
    if penalty.is_given_up:
        return "终结执行"
    return "已申请法院强制执行" if penalty.court_on is not None else "未到期"


def _term(penalty: Penalty) -> str:
    """Fifteen days from service, or the last day a leader, the reconsideration or the court has set instead."""
    if penalty.postponements.filter(answer=Answer.AGREED).exists():
        return f"经批准暂缓或者分期缴纳，到{day(penalty.pay_by)}为止"
    own = penalty.remedies.filter(pay_by__isnull=False).last()
    return f"{day(own.pay_by)}以前（{own.paper}另定）" if own is not None else PAYING


def _is_shown_no_longer(penalty: Penalty, on: date) -> bool:
    """After repair, revocation, or the end of its time nothing brings it back before the public."""
    return penalty.shown_until is not None and penalty.shown_until <= on


def remedy_words(penalty: Penalty) -> str:
    """How reconsideration and lawsuit stand, the latest one."""
    last = penalty.remedies.last()
    if last is None:
        return "未申请"
    words = STANDS[last.outcome].format(REMEDIES[last.kind])
    if last.new_amount is None:
        return words
    now = f"罚款由 {yuan(last.was_amount)} 元变更为 {yuan(last.new_amount)} 元"
    return f"{words}：{now if last.new_amount != last.was_amount else last.content}（{last.paper}）"


def _without_names(penalty: Penalty, owner: str) -> str:
    """The facts as everybody may read them: of a person the surname alone."""
    facts, enterprise = penalty.facts, penalty.case.enterprise
    if penalty.is_person and enterprise is not None:
        facts = facts.replace(enterprise.name, owner)
    for name in penalty.persons.values_list("person", flat=True):
        facts = facts.replace(name, masked(name))
    return facts


def publish_decision(penalty: Penalty, *, by: User, at: datetime, reason: str = "") -> None:
    """Hand the facts to the board: named facts only; a natural person by surname (行政处罚法第48条)."""
    enterprise = penalty.case.enterprise
    if enterprise is None or penalty.decision is None or _is_shown_no_longer(penalty, timezone.localdate(at)):
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
        "违法事实": _without_names(penalty, owner),
        "处罚依据": penalty.law,
        "处罚种类": str(penalty.get_kind_display()) + "：罚款",
        "罚款金额": f"{penalty.amount}",
        "决定日期": day(penalty.decided_on),
        "履行期限": _term(penalty),
        "执行情况": _carried_out(penalty),
        "复议诉讼状态": remedy_words(penalty),
        "公示到哪天": day(penalty.shown_until),
    }
    board.submit(
        penalty.case, board.Kind.PENALTY, title=f"{owner}行政处罚（{number}）", facts=facts, by=by, at=at,
        document_number=number, shown_until=penalty.shown_until, owner=owner if penalty.is_person else "",
        reason=reason,
    )  # fmt: skip


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
        stop_showing(penalty, "信用修复，提前终止公示", by=by, at=at)
    note(penalty, "repair_answered", by=by, at=at, key=key, agreed=agreed, why=why)
    tell_enterprise(penalty, "repair_answered", at=at, repair=asked)
    return penalty


def stop_showing(penalty: Penalty, reason: str, *, by: User, at: datetime) -> None:
    """What is shown of the penalty ends, and of the order it came with."""
    cases = [penalty.case] if penalty.order is None else [penalty.case, lock(Order, penalty.order.pk).case]
    for case in cases:
        shown = board.current(case, board.Kind.PENALTY)
        if shown is not None:
            board.withdraw(shown.pk, reason=reason, by=by, at=at)
        board.take_back(case, reason=reason, by=by, at=at, kind=board.Kind.PENALTY)
