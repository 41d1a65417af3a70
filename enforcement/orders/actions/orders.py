"""责令改正: draft, sign, serve, report, re-inspect, order again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.monitoring import sampling
from enforcement.orders import queries, rules
from enforcement.orders.actions.common import (
    close_case,
    issue,
    link,
    name_of,
    note,
    open_case,
    tell,
    tell_enterprise,
)
from enforcement.orders.actions.measures_told import publish_order
from enforcement.orders.guards import NotPossible
from enforcement.orders.models import Correction, Order, ReInspection
from enforcement.orders.queries.words import day, evidence_of
from enforcement.orders.rules import law
from enforcement.orders.states import ORDER, Outcome
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.cases.models import Case
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.enums import LetterKind
from envportal.duties import register

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from envportal.accounts.models import Enterprise, User
    from envportal.documents.models import Letter
    from envportal.duties.models import Duty

RECTIFY, LOOK = "rectification", "re_inspection"
# The notice is Chinese whoever writes it.
OUTCOMES = {"corrected": "已改正", "continued": "违法行为仍在继续", "refused": "拒绝或者阻挠复查"}
CONSEQUENCES = (
    "本局将自本决定书送达之日起三十日内以暗查方式复查。\n"
    "复查发现继续违法排放污染物，或者拒绝、阻挠复查的，可以依照《生态环境法典》第1060条，"
    "自本决定书送达之日的次日起按照原罚款数额按日连续处罚。"
)


@transaction.atomic
def open_order(  # noqa: PLR0913  an order is told with all of this
    source_case: Case | None, *, enterprise: Enterprise, facts: str, corrections: Sequence[str], violation: str,
    within: date, by: User, at: datetime, evidence: Sequence[str] = (), monitored_on: date | None = None,
    is_person: bool = False, key: str = "",
) -> Case:  # fmt: skip
    """Draft an order upon a visit; after a monitoring report it is due within three working days of it."""
    if event := log.already(key):
        return Case.objects.get(pk=event.facts["order"])
    rules.may_open(by)
    on = timezone.localdate(at)
    _may_be_drafted(corrections, within, on, is_shown=bool(evidence) or source_case is not None)
    title = f"{enterprise}责令改正：{name_of(violation)}"
    case = open_case(ORDER, title, enterprise=enterprise, source=source_case, by=by, at=at)
    basis = law.in_force(violation, on).order_basis
    order = Order.objects.create(
        case=case,
        violation=violation,
        facts=facts,
        law=basis,
        within=within,
        evidence=list(evidence),
        is_person=is_person,
        drafted_by=by,
    )
    write_corrections(order, corrections)
    if monitored_on is not None:
        clocks.start(case, Matter.CORRECTION_ORDER, variant="", on=monitored_on, by=by, at=at)
    note(order, "order_drafted", by=by, at=at, key=key, order=case.pk, violation=violation, within=within)
    if case.section is not None:
        tell(order, "order_to_sign", staff_with(case.bureau, Role.SECTION_HEAD, case.section), at=at)
    return case


def _may_be_drafted(corrections: Sequence[str], within: date, on: date, *, is_shown: bool) -> None:
    if within < on:
        raise NotPossible(_("改正期限不能早于今天。"))
    if not corrections:
        raise NotPossible(_("至少写明一项改正要求。"))
    if not is_shown:
        raise NotPossible(_("写明证据：现场检查、监测报告等。"))


def write_corrections(order: Order, corrections: Sequence[str]) -> None:
    Correction.objects.bulk_create(
        Correction(order=order, position=n, text=text[:500]) for n, text in enumerate(corrections, 1)
    )


@transaction.atomic
def sign_order(pk: int, *, article: str = "", by: User, at: datetime, key: str = "") -> Order:
    """签发: the order and its letter; it binds once it is served."""
    order = lock(Order, pk)
    if log.already(key):
        return order
    on = timezone.localdate(at)
    rules.require("sign", by, order, on)
    if order.within < on:
        raise NotPossible(_("改正期限已经过去，请重新起草。"))
    order.law = law.cited(order.law, article)
    order.sign()
    order.signed_by, order.signed_on = by, on
    order.letter = issue(
        order, LetterKind.CORRECTION_ORDER, by=by, at=at, violation=name_of(order.violation), facts=order.facts,
        law=order.law, corrections=[one.text for one in order.corrections.all()], within=order.within,
        consequences=CONSEQUENCES, evidence=evidence_of(order),
    )  # fmt: skip
    order.save()
    clocks.stop(order.case, Matter.CORRECTION_ORDER, on=on, by=by, at=at)
    for source in (order.case, *queries.sources_of(order.case)):
        sampling.followed(source, by=by, at=at)
    note(order, "order_signed", by=by, at=at, key=key, letter=order.letter.number)
    tell_enterprise(order, "order_issued", at=at)
    return order


def order_served(order: Order, letter: Letter, *, by: User, at: datetime) -> None:
    """Once the letter has reached its party: the thirty days and the two duties begin. The case is locked."""
    if letter.pk != order.letter_id or letter.served_on is None:
        return
    order.reach()
    order.served_on = letter.served_on
    clock = clocks.start(order.case, Matter.RE_INSPECTION, variant="", on=letter.served_on, by=by, at=at)
    order.look_by = clock.due_on
    order.save()
    told: dict[str, Any] = {"basis": order.law, "section": order.case.section, "holder": order.case.holder}
    register.open_duty(
        order.case,
        register.Task(
            RECTIFY, register.Kind.RECTIFICATION, register.Bearer.ENTERPRISE, name_of(order.violation),
            text="；".join(one.text for one in order.corrections.all())[:2000], due_on=order.within, **told,
        ),
        by=by, at=at,
    )  # fmt: skip
    register.open_duty(
        order.case,
        register.Task(
            LOOK, register.Kind.RE_INSPECTION, register.Bearer.BUREAU, f"复查：{order.case}",
            due_on=order.look_by, **told,
        ),
        by=by, at=at,
    )  # fmt: skip

    publish_order(order, done="未到期", by=by, at=at)


def served_anew(order: Order, letter: Letter, *, by: User, at: datetime) -> None:
    """The day of service was put right: the thirty days are counted from it."""
    if letter.pk != order.letter_id or letter.served_on is None:
        return
    clock = clocks.start(order.case, Matter.RE_INSPECTION, variant="", on=letter.served_on, by=by, at=at)
    order.served_on, order.look_by = letter.served_on, clock.due_on
    order.save()
    if (duty := _duty(order, LOOK)) is not None:
        register.set_day(duty, due_on=clock.due_on, by=by, at=at)


def _duty(order: Order, key: str) -> Duty | None:
    return register.of(order.case).filter(key=key, state__in=register.UNDONE).first()


@transaction.atomic
def report_correction(pk: int, *, words: str, by: User, at: datetime, key: str = "") -> Order:
    """企业报告改正: it may do so before the last day; the bureau looks earlier then."""
    order = lock(Order, pk)
    if log.already(key):
        return order
    on = timezone.localdate(at)
    rules.require("report", by, order, on)
    order.reported_on, order.report_words = on, words
    order.save()
    duty = _duty(order, RECTIFY)
    if duty is not None and duty.state == register.State.OPEN:
        register.report(duty, words=words, on=on, by=by, at=at)
    note(order, "correction_reported", by=by, at=at, key=key, words=words)
    if order.case.holder is not None:
        tell(order, "correction_reported", [order.case.holder], at=at)
    return order


@transaction.atomic
def reinspected(
    order_case: int | Case, *, visit_case: Case | None, on: date, outcome: str, facts: str, by: User, at: datetime,
    key: str = "",
) -> Order:  # fmt: skip
    """复查: corrected ends the order; what goes on, or is kept from being seen, brings the next one (法典第1060条)."""
    order = lock(Order, order_case.pk if isinstance(order_case, Case) else order_case)
    if log.already(key):
        return order
    today = timezone.localdate(at)
    rules.require("look", by, order, today)
    rules.on_a_day(on, today)
    if order.served_on is None or on <= order.served_on:
        raise NotPossible(_("复查日期应当晚于责令改正决定书送达的日期。"))
    ReInspection.objects.create(
        order=order, visit=visit_case, on=on, outcome=Outcome(outcome), facts=facts, by=by, at=at
    )
    if visit_case is not None:
        link(order.case, visit_case, "re_inspection")
    clocks.stop(order.case, Matter.RE_INSPECTION, on=on, by=by, at=at)
    if (duty := _duty(order, LOOK)) is not None:
        register.fulfil(duty, on=on, by=by, at=at, words=str(Outcome(outcome).label))
    _found(order, outcome, on=on, by=by, at=at)
    done = "已完成" if outcome == Outcome.CORRECTED else "未完成"
    publish_order(order, done=done, looked=f"{day(on)}复查：{OUTCOMES[outcome]}", by=by, at=at)
    note(order, "order_re_inspected", by=by, at=at, key=key, outcome=outcome, on=on)
    tell_enterprise(order, "order_re_inspected", at=at, outcome=Outcome(outcome).label)
    return order


def _found(order: Order, outcome: str, *, on: date, by: User, at: datetime) -> None:
    if outcome != Outcome.CORRECTED:
        order.fail()
        order.save()
        return
    order.correct()
    order.save()
    if (duty := _duty(order, RECTIFY)) is not None:
        register.fulfil(duty, on=on, by=by, at=at)
    close_case(order.case, timezone.localdate(at))


@transaction.atomic
def renew(pk: int, *, within: date, by: User, at: datetime, key: str = "") -> Order:
    """再次责令改正: a new order takes the corrections over, with its own thirty days once it is served."""
    order = lock(Order, pk)
    if event := log.already(key):
        return Order.objects.get(pk=event.facts["following"])
    on = timezone.localdate(at)
    rules.require("renew", by, order, on)
    looked = order.re_inspection
    case = open_order(
        order.case, enterprise=order.case.enterprise, facts=looked.facts,  # type: ignore[arg-type]
        corrections=[one.text for one in order.corrections.all()], violation=order.violation, within=within,
        is_person=order.is_person, by=by, at=at,
    )  # fmt: skip
    following = Order.objects.get(pk=case.pk)
    following.previous = order
    following.save()
    order.renew()
    order.save()
    if (duty := _duty(order, RECTIFY)) is not None:
        register.pass_on(duty, to=case, reason="复查没有改正，再次责令改正", on=on, by=by, at=at)
    close_case(order.case, on)
    note(order, "order_renewed", by=by, at=at, key=key, following=case.pk)
    return following


@transaction.atomic
def end_order(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Order:
    """不再执行, for a reason: a draft nobody signs, or what another measure took over."""
    order = lock(Order, pk)
    if log.already(key):
        return order
    on = timezone.localdate(at)
    rules.require("end", by, order, on)
    order.end()
    order.ended_why = reason
    order.save()
    clocks.stop(order.case, Matter.CORRECTION_ORDER, on=on, by=by, at=at)
    for duty in register.of(order.case).filter(state__in=register.UNDONE):
        register.drop(duty, reason=reason, on=on, by=by, at=at)
    close_case(order.case, on)
    note(order, "order_ended", by=by, at=at, key=key, reason=reason)
    return order
