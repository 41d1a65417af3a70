"""Remind of duties before their last day, mark them after it, say why one was found not done: each once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from envportal.accounts.enums import Role
from envportal.accounts.queries import own_people, people_of, staff_with
from envportal.audit import log
from envportal.cases.enums import PARTY_ALONE
from envportal.duties import register
from envportal.messaging import outbox
from envportal.supervision.actions.raising import BATCH, lock_free

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

    from envportal.accounts.models import User
    from envportal.duties.models import Duty

# What is looked for → the column that says it was told, and the message; the event has the message's name.
TOLD: Final[tuple[tuple[Callable[[date], QuerySet[Duty]], str, str], ...]] = (
    (register.to_remind, "reminded_at", "duty_reminder"),
    (register.to_mark, "overdue_at", "duty_overdue"),
    (lambda _on: register.to_tell_reopened(), "reopened_told_at", "duty_reopened"),
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
    posts = [_post(duty, template, _people(duty, on, people), on) for duty in found]
    due(on).filter(pk__in=[duty.pk for duty in found]).update(**{column: at})
    outbox.post_all(posts, at=at)
    entries = [log.Entry(one.case_id, template, {"duty": one.key, "due_on": one.due_on}) for one in found]
    log.record_all(entries, by=None, at=at)
    return len(found)


def _people(duty: Duty, on: date, known: dict[tuple[Any, ...], list[User]]) -> list[User]:
    """The enterprise's people for what it has to do; for ours who holds it, or heads the section."""
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
        known[key] = list(staff_with(duty.case.bureau, Role.SECTION_HEAD, section))
    return known[key]


def _post(duty: Duty, template: str, people: list[User], on: date) -> outbox.Post:
    side = "my" if duty.bearer == register.Bearer.ENTERPRISE else "desk"
    days = (duty.due_on - on).days if duty.due_on else 0
    return outbox.Post(duty.case, template, people, {"duty": duty, "days": days, "link": f"/{side}/duties/{duty.pk}/"})
