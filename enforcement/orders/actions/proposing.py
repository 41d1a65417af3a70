"""What is proposed, told to the party, said by it, and answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from enforcement.orders import rules
from enforcement.orders.actions.common import issue, name_of, note, notice_of, tell, tell_enterprise
from enforcement.orders.actions.next_step import tell_next
from enforcement.orders.guards import NotHeavier, NotPossible
from enforcement.orders.models import Defence, Penalty
from enforcement.orders.queries.words import yuan
from enforcement.orders.rules import daily, discretion, law, limits
from enforcement.orders.states import About, PenaltyKind, Said
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from decimal import Decimal

    from envportal.accounts.models import User
    from envportal.documents.models import Letter

DEFENCE = "五个工作日"


@transaction.atomic
def propose(  # noqa: PLR0913  a proposal is told with all of this
    pk: int, *, facts: str, steps: Mapping[str, str] | None = None, is_serious: bool = False, is_complex: bool = False,
    amount: Decimal | None = None, deviates_why: str = "", act_until: date | None = None, article: str = "", by: User,
    at: datetime, key: str = "",
) -> Penalty:  # fmt: skip
    """处罚建议: the law that applies, the table, the fine; another amount than the table's needs a reason."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("propose", by, penalty, on)
    penalty.facts, penalty.is_serious, penalty.is_complex = facts, is_serious, is_complex
    if act_until is not None:
        rules.on_a_day(act_until, on)
        if act_until < penalty.act_from:
            raise NotPossible(_("违法行为的日期前后不符，请核对。"))
        penalty.act_until = act_until
    # What goes into letters is Chinese, whatever language its writer reads.
    with translation.override("zh-hans"):
        if penalty.kind == PenaltyKind.DAILY:
            _reckon_daily(penalty)
        else:
            _reckon(penalty, steps or {}, amount, deviates_why, on)
            penalty.law, penalty.choice = law.cited(penalty.law, article), law.cited(penalty.choice, article)
    _not_heavier(penalty)
    _end_discussion(penalty, on)
    penalty.propose()
    penalty.proposed_by, penalty.proposed_on = by, on
    penalty.save()
    note(penalty, "penalty_proposed", by=by, at=at, key=key, amount=penalty.amount, law=penalty.law)
    if penalty.case.section is not None:
        heads = staff_with(penalty.case.bureau, Role.SECTION_HEAD, penalty.case.section)
        tell(penalty, "penalty_to_notify", heads, at=at)
    return penalty


def _reckon(penalty: Penalty, steps: Mapping[str, str], amount: Decimal | None, why: str, on: date) -> None:
    chosen = _choose(penalty, on)
    span = chosen.chosen
    by_table = discretion.reckon(span.low, span.high, steps)
    penalty.steps, penalty.reckoning = dict(steps), list(by_table.lines)
    penalty.law, penalty.choice = span.provision.basis, chosen.why
    penalty.by_table, penalty.amount = by_table.amount, amount if amount is not None else by_table.amount
    penalty.deviates_why = why if penalty.amount != penalty.by_table else ""
    if penalty.amount > span.high or penalty.amount <= 0:
        raise NotPossible(
            _("罚款数额超出法定幅度，最高 %(high)s 元。") % {"high": yuan(span.high)}, span.provision.basis
        )
    if penalty.amount != penalty.by_table and not why:
        raise NotPossible(_("与裁量表不同的数额，须写明理由并经集体讨论。"), "行政处罚法第34条")


def _choose(penalty: Penalty, on: date) -> law.Choice:
    # What goes on still is judged by today: its last day is not over.
    act_on = penalty.act_until or on
    if penalty.kind == PenaltyKind.PERSON:
        return law.choose_for_person(penalty.violation, act_on=act_on, decided_on=on)
    return law.choose(
        penalty.violation, act_on=act_on, decided_on=on, is_serious=penalty.is_serious, investment=penalty.investment
    )


def _reckon_daily(penalty: Penalty) -> None:
    order, repeats = penalty.order, penalty.repeats
    if order is None or repeats is None or order.served_on is None or repeats.amount is None:
        raise NotPossible(_("按日连续处罚缺少原处罚决定或者责令改正决定书。"))
    found = daily.reckon(repeats.amount, served_on=order.served_on, looked_on=order.re_inspection.on)
    penalty.law, penalty.choice = law.of_daily(found.first, found.last)
    penalty.by_table = penalty.amount = found.amount
    penalty.reckoning = [_("%(first)s 至 %(last)s，共 %(days)s 日") % {
        "first": found.first.isoformat(), "last": found.last.isoformat(), "days": found.days
    }, _("%(formula)s 元") % {"formula": found.formula}]  # fmt: skip


def _end_discussion(penalty: Penalty, on: date) -> None:
    """What is proposed anew is discussed anew."""
    for one in penalty.discussions.filter(about=About.FINE, concluded_on=None):
        one.concluded_on, one.agreed, one.minutes = on, False, "重新提出处罚建议，本次讨论终止。"
        one.save()


def _not_heavier(penalty: Penalty) -> None:
    """After a notice the party has spoken: what it said never makes the fine higher."""
    told, spoke = penalty.notified_amount, penalty.defences.exists() or penalty.hearings.exists()
    if told is not None and spoke and (penalty.amount or 0) > told:
        words = {"amount": yuan(told)}
        raise NotHeavier(
            _("不得因当事人陈述申辩、要求听证而加重处罚：告知的数额是 %(amount)s 元。") % words, "行政处罚法第45条"
        )


@transaction.atomic
def send_back(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Penalty:
    """退回补充调查, for a reason."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    rules.require("send_back", by, penalty, timezone.localdate(at))
    penalty.send_back()
    penalty.save()
    note(penalty, "penalty_sent_back", by=by, at=at, key=key, reason=reason)
    tell(penalty, "penalty_sent_back", [penalty.opened_by], at=at, reason=reason)
    return penalty


@transaction.atomic
def notify(pk: int, *, by: User, at: datetime, key: str = "") -> Penalty:
    """事先告知: facts, reasons, law and amount, and what the party may do about it (行政处罚法第44条)."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    rules.require("notify", by, penalty, timezone.localdate(at))
    penalty.notify()
    more = {"may_be_heard": "yes"} if limits.may_be_heard(penalty) else {}
    if penalty.repeats is not None and penalty.repeats.decision is not None:
        more["rests_on"] = penalty.repeats.decision.number
    penalty.notice = issue(
        penalty, LetterKind.PENALTY_NOTICE, by=by, at=at, violation=name_of(penalty.violation), facts=penalty.facts,
        law=penalty.law, choice=penalty.choice, reckoning=penalty.reckoning, amount=yuan(penalty.amount),
        defence=DEFENCE, **more,
    )  # fmt: skip
    penalty.notified_amount, penalty.notice_served_on, penalty.defend_until = penalty.amount, None, None
    penalty.save()
    note(penalty, "penalty_notified", by=by, at=at, key=key, letter=penalty.notice.number, amount=penalty.amount)
    tell_enterprise(penalty, "penalty_notified", at=at)
    return penalty


def notice_served(penalty: Penalty, letter: Letter, *, by: User, at: datetime) -> None:
    """The party's days begin on the day after service: to state its defence, and to ask for a hearing."""
    if letter.pk != penalty.notice_id or letter.served_on is None:
        return
    clock = clocks.start(penalty.case, Matter.PENALTY_DEFENCE, variant="", on=letter.served_on, by=by, at=at)
    penalty.notice_served_on, penalty.defend_until = letter.served_on, clock.due_on
    penalty.save()
    if limits.may_be_heard(penalty):
        clocks.start(penalty.case, Matter.PENALTY_HEARING_REQUEST, variant="", on=letter.served_on, by=by, at=at)


@transaction.atomic
def state_defence(pk: int, *, words: str, by: User, at: datetime, key: str = "") -> Penalty:
    """陈述申辩 by the party itself, in the portal. What comes late is taken too: it is answered as long as nothing
    is decided.
    """
    return _defend("state_defence", pk, Said.STATED, words, timezone.localdate(at), by=by, at=at, key=key)


@transaction.atomic
def record_defence(
    pk: int, *, said: str, words: str = "", received_on: date, by: User, at: datetime, key: str = ""
) -> Penalty:
    """What came on paper or was said to an inspector; a waiver in writing ends the days early."""
    return _defend("record_defence", pk, said, words, received_on, by=by, at=at, key=key)


def _defend(
    verb: str, pk: int, said: str, words: str, received_on: date, *, by: User, at: datetime, key: str
) -> Penalty:  # fmt: skip
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require(verb, by, penalty, on)
    rules.on_a_day(received_on, on)
    if said == Said.STATED and not words.strip():
        raise NotPossible(_("写明陈述申辩的内容。"))
    Defence.objects.create(
        penalty=penalty, notice=notice_of(penalty), said=said, words=words, received_on=received_on, recorded_by=by
    )
    clocks.stop(penalty.case, Matter.PENALTY_DEFENCE, on=on, by=by, at=at)
    note(penalty, "defence_received", by=by, at=at, key=key, said=said)
    tell(penalty, "defence_received", [penalty.opened_by], at=at)
    tell_next(penalty, at=at)
    return penalty


@transaction.atomic
def answer_defence(
    pk: int, *, adopted: bool, answer: str, by: User, at: datetime, key: str = ""
) -> Penalty:  # fmt: skip
    """复核: whether what the party said is adopted, with reasons; what is adopted is proposed anew."""
    penalty = lock(Penalty, pk)
    if log.already(key):
        return penalty
    on = timezone.localdate(at)
    rules.require("answer_defence", by, penalty, on)
    for one in penalty.defences.filter(said=Said.STATED, adopted=None):
        one.adopted, one.answer, one.answered_by, one.answered_on = adopted, answer, by, on
        one.save(update_fields=["adopted", "answer", "answered_by", "answered_on"])
    note(penalty, "defence_answered", by=by, at=at, key=key, adopted=adopted, answer=answer)
    tell_next(penalty, at=at)
    return penalty
