"""查封、扣押: by two inspectors, approved by a leader, thirty days and once thirty more (行政强制法第25条 [M])."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.orders import rules
from enforcement.orders.actions.common import close_case, issue, note, open_case, tell, tell_enterprise
from enforcement.orders.actions.measures_told import publish_sealing
from enforcement.orders.guards import NotPossible
from enforcement.orders.models import Sealing, SealingItem
from enforcement.orders.states import SEALING
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.cases.locks import lock
from envportal.deadlines import clocks
from envportal.deadlines.enums import Matter
from envportal.documents.enums import LetterKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from envportal.accounts.models import Enterprise, User
    from envportal.cases.models import Case

EXTENDED = 30
LAW = "《生态环境法典》第53条等"


@transaction.atomic
def open_sealing(  # noqa: PLR0913  what, where, why and who
    source_case: Case | None, *, enterprise: Enterprise, place: str, facts: str, law: str, second: User,
    items: Sequence[tuple[str, str, str]], is_person: bool = False, by: User, at: datetime, key: str = "",
) -> Sealing:  # fmt: skip
    """Draft the sealing with its inventory; who approves it is neither of the two inspectors."""
    if event := log.already(key):
        return Sealing.objects.get(pk=event.case_id)
    rules.may_open(by)
    is_inspector = second.grants.filter(role=Role.INSPECTOR).exists() and second.bureau_id == by.bureau_id
    if second.pk == by.pk or not is_inspector:
        raise NotPossible(_("查封扣押由本局两名执法人员实施。"), "行政强制法第18条")
    if not items:
        raise NotPossible(_("清单至少写一项。"), "行政强制法第24条")
    case = open_case(SEALING, f"{enterprise}查封扣押", enterprise=enterprise, source=source_case, by=by, at=at)
    sealing = Sealing.objects.create(
        case=case, place=place, facts=facts, law=law, is_person=is_person, first=by, second=second
    )
    SealingItem.objects.bulk_create(
        SealingItem(sealing=sealing, name=name, quantity=quantity, note=words) for name, quantity, words in items
    )
    note(sealing, "sealing_drafted", by=by, at=at, key=key, items=len(items))
    tell(sealing, "sealing_to_approve", staff_with(case.bureau, Role.LEADER), at=at)
    return sealing


@transaction.atomic
def approve(pk: int, *, by: User, at: datetime, key: str = "") -> Sealing:
    """批准: the thirty days begin on this day."""
    sealing = lock(Sealing, pk)
    if log.already(key):
        return sealing
    on = timezone.localdate(at)
    rules.require("approve", by, sealing, on)
    sealing.seal()
    clock = clocks.start(sealing.case, Matter.SEALING, variant="", on=on, by=by, at=at)
    sealing.approved_by, sealing.sealed_on, sealing.ends_on = by, on, clock.due_on
    sealing.letter = issue(
        sealing, LetterKind.SEALING, by=by, at=at, facts=sealing.facts, law=sealing.law, place=sealing.place,
        inventory=[{"name": one.name, "quantity": one.quantity, "note": one.note} for one in sealing.items.all()],
        since=on, until=clock.due_on, inspectors=f"{sealing.first.name}、{sealing.second.name}",
    )  # fmt: skip
    sealing.save()
    publish_sealing(sealing, paper="查封扣押决定", by=by, at=at)
    note(sealing, "sealed", by=by, at=at, key=key, letter=sealing.letter.number, ends_on=clock.due_on)
    tell_enterprise(sealing, "sealed", at=at)
    return sealing


@transaction.atomic
def decline(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Sealing:
    """没有批准, for a reason."""
    sealing = lock(Sealing, pk)
    if log.already(key):
        return sealing
    on = timezone.localdate(at)
    rules.require("decline", by, sealing, on)
    sealing.decline()
    sealing.ended_why = reason
    sealing.save()
    close_case(sealing.case, on)
    note(sealing, "sealing_declined", by=by, at=at, key=key, reason=reason)
    return sealing


@transaction.atomic
def extend(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Sealing:
    """延长 once by thirty days at most, approved before the first thirty are over."""
    sealing = lock(Sealing, pk)
    if log.already(key):
        return sealing
    on = timezone.localdate(at)
    rules.require("extend", by, sealing, on)
    before = sealing.ends_on
    clock = clocks.prolong(sealing.case, Matter.SEALING, amount=EXTENDED, reason=reason, by=by, at=at)
    sealing.extended_on, sealing.extended_why, sealing.extended_by, sealing.ends_on = on, reason, by, clock.due_on
    sealing.save()
    issue(
        sealing, LetterKind.SEALING_EXTENDED, by=by, at=at, rests_on=sealing.letter.number if sealing.letter else "",
        original_due_on=before, new_due_on=clock.due_on, reasons=reason,
    )  # fmt: skip
    publish_sealing(sealing, paper="延期通知", by=by, at=at)
    note(sealing, "sealing_extended", by=by, at=at, key=key, reason=reason, ends_on=clock.due_on)
    tell_enterprise(sealing, "sealing_extended", at=at)
    return sealing


@transaction.atomic
def lift(pk: int, *, reason: str, lifted_on: date, by: User, at: datetime, key: str = "") -> Sealing:
    """解除: emission has stopped, the case needs it no more, or its days are over (行政强制法第28条)."""
    sealing = lock(Sealing, pk)
    if log.already(key):
        return sealing
    today = timezone.localdate(at)
    rules.require("lift", by, sealing, today)
    rules.on_a_day(lifted_on, today)
    if sealing.sealed_on is not None and lifted_on < sealing.sealed_on:
        raise NotPossible(_("解除日期不早于查封扣押日期。"))
    sealing.lift()
    sealing.lifted_on, sealing.ended_why = lifted_on, reason
    sealing.save()
    clocks.stop(sealing.case, Matter.SEALING, on=lifted_on, by=by, at=at)
    issue(
        sealing, LetterKind.SEALING_LIFTED, by=by, at=at, rests_on=sealing.letter.number if sealing.letter else "",
        lifted_on=lifted_on, reasons=reason,
    )  # fmt: skip
    close_case(sealing.case, today)
    publish_sealing(sealing, paper="解除决定", by=by, at=at)
    note(sealing, "sealing_lifted", by=by, at=at, key=key, reason=reason)
    tell_enterprise(sealing, "sealing_lifted", at=at)
    return sealing
