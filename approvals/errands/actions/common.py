"""What the verbs share: the log, the messages, the list of what is wanted, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from django.utils import timezone

from approvals.errands import queries
from approvals.errands.models import Errand, Item
from envportal.accounts.queries import people_of
from envportal.audit import log
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from envportal.accounts.models import User

# The duty of ours to ask after a case once the day of the bureau above is over.
DUTY = "superior"


class Wanted(TypedDict):
    """One thing the bureau above wants, as it was typed."""

    name: str
    basis: str


def list_wanted(errand: Errand, items: Sequence[Wanted]) -> list[str]:
    number = queries.current_round(errand)
    known = set(errand.items.filter(round=number).values_list("name", flat=True))
    added = {one["name"]: one["basis"] for one in items if one["name"] not in known}
    Item.objects.bulk_create(Item(errand=errand, name=name, basis=basis, round=number) for name, basis in added.items())
    return list(added)


def close(errand: Errand, *, on: date) -> None:
    errand.case.closed_on = on
    errand.case.save(update_fields=["closed_on"])


def plain(told: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, without what was left empty."""
    return {name: value for name, value in told.items() if value}


def note_down(errand: Errand, name: str, *, by: User, at: datetime, key: str, **facts: object) -> None:
    """Write the event; what a drafting unit does names whom it acts for."""
    acts_for_other = not by.is_staff_member and by.enterprise_id != errand.owner.pk
    log.record(
        errand.case, name, by=by, at=at, key=key or None, facts=facts,
        acting_for=errand.owner.name if acts_for_other else "",
    )  # fmt: skip


def tell_owner(errand: Errand, template: str, *, at: datetime, **context: object) -> None:
    link = {"errand": errand, "link": f"/my/errands/{errand.pk}/"}
    people = people_of(errand.owner, timezone.localdate(at))
    outbox.post(errand.case, template, to=people, context={**link, **context}, at=at)


def tell_ours(errand: Errand, template: str, to: Iterable[User], *, at: datetime, **context: object) -> None:
    link = {"errand": errand, "link": f"/desk/errands/{errand.pk}/"}
    outbox.post(errand.case, template, to=to, context={**link, **context}, at=at)
