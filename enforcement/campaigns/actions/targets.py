"""The list: targets join it, and are taken off while it is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING, NotRequired, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from enforcement.campaigns import queries, rules
from enforcement.campaigns.actions.common import locked, note
from enforcement.campaigns.actions.keeping import enlist_all
from enforcement.campaigns.guards import NotPossible
from enforcement.campaigns.models import Campaign, Target
from enforcement.campaigns.rules.rows import key_of
from enforcement.campaigns.states import State
from envportal.audit import log
from envportal.cases.locks import lock

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from envportal.accounts.models import Enterprise, User


class Row(TypedDict):
    """One target, as it is typed or stands in a row of a table."""

    name: str
    township: str
    measure: str
    due_on: date
    code: NotRequired[str]
    is_person: NotRequired[bool]
    place: NotRequired[str]
    enterprise: NotRequired[Enterprise | None]
    baseline: NotRequired[Decimal | None]
    reduction_asked: NotRequired[Decimal | None]
    responsible: NotRequired[str]


@transaction.atomic
def add(pk: int, *, why: str = "", by: User, at: datetime, key: str = "", **row: Unpack[Row]) -> Target:
    """列入一个对象; once the campaign runs only for a reason."""
    campaign = lock(Campaign, pk)
    if event := log.already(key):
        return campaign.targets.get(number=event.facts["target"])
    rules.require("add", by, campaign, timezone.localdate(at))
    target = enter(campaign, row, number=queries.next_number(campaign), why=why, by=by, at=at)
    note(target, "target_added", by=by, at=at, key=key, why=why)
    return target


def enter(campaign: Campaign, row: Row, *, number: int, why: str, by: User, at: datetime) -> Target:
    """The row of a target that fits its campaign; with its duty where the campaign runs."""
    target = fitted(campaign, row, number=number, why=why, by=by, at=at)
    if campaign.targets.filter(key=target.key).exists():
        raise NotPossible(_("“%(name)s”已经在清单上。") % {"name": row["name"]})
    target.save()
    if campaign.state == State.RUNNING:
        enlist_all(campaign, [target], by=by, at=at)
    return target


def fitted(campaign: Campaign, row: Row, *, number: int, why: str, by: User, at: datetime) -> Target:
    """The same unsaved, for who knows that it is not on the list yet."""
    rules.has_why(campaign, why)
    rules.fits_kind(campaign, row.get("baseline"))
    rules.may_be_due(row["due_on"], campaign)
    told = key_of(row.get("code", ""), row["name"], row["township"])
    return Target(
        campaign=campaign, number=number, key=told, first_due_on=row["due_on"], added_on=timezone.localdate(at),
        added_by=by, added_why=why, **row,
    )  # fmt: skip


@transaction.atomic
def change(pk: int, *, by: User, at: datetime, key: str = "", **row: Unpack[Row]) -> Target:
    """改正清单上的一行, while the list is being written."""
    target = locked(pk)
    if log.already(key):
        return target
    rules.may_take_off(by, target, timezone.localdate(at))
    changed = {name: [was, now] for name, was, now in differences(target, row)}
    amend(target, row)
    note(target, "target_changed", by=by, at=at, key=key, changed=changed)
    return target


def differences(target: Target, row: Row) -> list[tuple[str, str, str]]:
    """What a row says otherwise than the list: the field, what it was, what it would be."""
    found = []
    for name, now in row.items():
        was = target.first_due_on if name == "due_on" else getattr(target, name)
        if was != now:
            found.append((name, _said(was), _said(now)))
    return found


def _said(value: object) -> str:
    return "" if value is None else str(value)


def amend(target: Target, row: Row, *, is_kept: bool = True) -> None:
    rules.fits_kind(target.campaign, row.get("baseline"))
    rules.may_be_due(row["due_on"], target.campaign)
    for name, value in row.items():
        setattr(target, name, value)
    target.first_due_on = row["due_on"]
    target.key = key_of(target.code, target.name, target.township)
    if not is_kept:
        return
    if target.campaign.targets.filter(key=target.key).exclude(pk=target.pk).exists():
        raise NotPossible(_("“%(name)s”已经在清单上。") % {"name": target.name})
    target.save()


@transaction.atomic
def as_person(pk: int, *, by: User, at: datetime, key: str = "") -> Target:
    """对象是个人: also while the campaign runs, so that the next edition names nobody; never the other way round."""
    target = locked(pk)
    if log.already(key):
        return target
    rules.require_target("as_person", by, target, timezone.localdate(at))
    target.is_person = True
    target.save()
    note(target, "target_is_person", by=by, at=at, key=key)
    return target


@transaction.atomic
def take_off(pk: int, *, by: User, at: datetime, key: str = "") -> Campaign:
    """从清单上去掉: while the list is being written; the log keeps what stood there."""
    target = locked(pk)
    campaign = target.campaign
    if log.already(key):
        return campaign
    rules.may_take_off(by, target, timezone.localdate(at))
    note(target, "target_taken_off", by=by, at=at, key=key, township=target.township)
    target.delete()
    return campaign
