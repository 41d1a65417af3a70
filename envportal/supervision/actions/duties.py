"""Remind of duties before their last day, mark them after it, say why one was found not done: each once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from envportal.accounts.enums import Role
from envportal.accounts.queries import own_people, people_of, staff_with
from envportal.audit import log
from envportal.cases.enums import PARTY_ALONE
from envportal.duties import register
from envportal.duties.models import Duty
from envportal.messaging import outbox
from envportal.supervision.actions.raising import BATCH, lock_free

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from envportal.accounts.models import User

logger = logging.getLogger(__name__)
# What is looked for → the column that says it was told, and the message; the event has the message's name.
# Told to who holds it from now on, whoever bears the duty.
HANDED: Final = "duty_handed_over_to"
TOLD: Final[tuple[tuple[Callable[[date], QuerySet[Duty]], str, str], ...]] = (
    (register.to_remind, "reminded_at", "duty_reminder"),
    (register.to_mark, "overdue_at", "duty_overdue"),
    (lambda _on: register.to_tell_reopened(), "reopened_told_at", "duty_reopened"),
    (lambda _on: register.to_tell_handed(), "handed_told_at", HANDED),
)


def tell_duties(*, at: datetime) -> int:
    """Everybody who is due to hear of a duty by now; returns how many duties were told of."""
    on, told = timezone.localdate(at), 0
    for due, column, template in TOLD:
        waiting = list(due(on).values_list("pk", "case"))
        for n in range(0, len(waiting), BATCH):
            told += _tell_some(due, column, template, waiting[n : n + BATCH], at=at)
    return told


@transaction.atomic
def _tell_some(
    due: Callable[[date], QuerySet[Duty]], column: str, template: str, waiting: Sequence[tuple[int, int]], *,
    at: datetime,
) -> int:  # fmt: skip
    """Lock the cases nobody works on, read their duties afresh, tell; the others are told of by the next sweep."""
    free, on = set(lock_free({case for _duty, case in waiting})), timezone.localdate(at)
    asked = [duty for duty, case in waiting if case in free]
    found = list(due(on).filter(pk__in=asked).select_related(*register.SHARED))
    people: dict[tuple[Any, ...], list[User]] = {}
    told = [(duty, _holder(duty) if template == HANDED else _people(duty, on, people)) for duty in found]
    # A duty of ours nobody could be told of stays as it is until there is somebody.
    heard = [(duty, who) for duty, who in told if who or duty.bearer == register.Bearer.ENTERPRISE]
    try:
        return _tell(heard, column, template, at=at)
    except Exception:  # one of them breaks: the others are told all the same
        logger.warning("%s cannot be told together; now one by one", template, exc_info=True)
        return sum(_tell_safely(one, column, template, at=at) for one in heard)


def _tell_safely(one: tuple[Duty, list[User]], column: str, template: str, *, at: datetime) -> int:
    try:
        return _tell([one], column, template, at=at)
    except Exception:  # whatever it is, the next duty must be told of
        logger.exception("no %s for duty %s", template, one[0].pk)
        return 0


@transaction.atomic
def _tell(heard: Sequence[tuple[Duty, list[User]]], column: str, template: str, *, at: datetime) -> int:
    on = timezone.localdate(at)
    Duty.objects.filter(pk__in=[duty.pk for duty, _who in heard]).update(**{column: at})
    outbox.post_all([_post(duty, template, who, on) for duty, who in heard], at=at)
    entries = [log.Entry(one.case_id, template, {"duty": one.key, "due_on": one.due_on}) for one, _who in heard]
    log.record_all(entries, by=None, at=at)
    return len(heard)


def _holder(duty: Duty) -> list[User]:
    return [duty.holder] if duty.holder is not None and duty.holder.is_active else []


def _people(duty: Duty, on: date, known: dict[tuple[Any, ...], list[User]]) -> list[User]:
    """The enterprise's people for what it has to do; for ours who holds it, heads the section, or leads the bureau."""
    if duty.bearer == register.Bearer.ENTERPRISE and duty.enterprise is not None:
        alone = duty.case.kind in PARTY_ALONE
        key: tuple[Any, ...] = ("enterprise", duty.enterprise_id, alone)
        if key not in known:
            known[key] = list(own_people(duty.enterprise) if alone else people_of(duty.enterprise, on))
        return known[key]
    holder = duty.holder or duty.case.holder
    if holder is not None and holder.is_active:
        return [holder]
    section = duty.section or duty.case.section
    key = ("head", duty.case.bureau_id, section.pk if section else None)
    if key not in known:
        heads = list(staff_with(duty.case.bureau, Role.SECTION_HEAD, section))
        known[key] = heads or list(staff_with(duty.case.bureau, Role.LEADER))
    return known[key]


def _post(duty: Duty, template: str, people: list[User], on: date) -> outbox.Post:
    side = "my" if duty.bearer == register.Bearer.ENTERPRISE and template != HANDED else "desk"
    days = (duty.due_on - on).days if duty.due_on else 0
    return outbox.Post(duty.case, template, people, {"duty": duty, "days": days, "link": f"/{side}/duties/{duty.pk}/"})
