"""Upward: quota asked for, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from approvals.quotas import rules
from approvals.quotas.actions.keeping import give
from approvals.quotas.actions.posting import open_book
from approvals.quotas.guards import NothingToDo, NotSuitable
from approvals.quotas.models import Request
from envportal.audit import log

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from approvals.quotas.actions.posting import Where
    from envportal.accounts.models import User

    # Which place among how many.
    Rank = tuple[int, int]


@transaction.atomic
def ask_upward(
    where: Where, *, amount: Decimal, number: str, reason: str, asked_on: date, by: User, at: datetime, key: str = ""
) -> Request:
    """向上申请总量指标, by a document of the bureau's own."""
    if event := log.already(key):
        return Request.objects.get(pk=event.facts["request"])
    rules.require(by, rules.ASK, where.area)
    rules.on_a_day(asked_on, timezone.localdate(at))
    found = Request.objects.create(
        book=open_book(where), tonnes=amount, number=number, reason=reason, asked_on=asked_on,
        asked_by=by,
    )  # fmt: skip
    facts = {"request": found.pk, "book": str(found.book), "tonnes": str(amount), "number": number}
    log.record(None, "quota_asked_upward", by=by, at=at, key=key or None, facts=facts)
    return found


@transaction.atomic
def enter_reply(
    pk: int, *, replied_on: date, reply: str, given: Decimal, rank: Rank | None = None, by: User, at: datetime,
    key: str = "",
) -> Request:  # fmt: skip
    """登记答复: what was given is granted by the document of the reply; nought is an answer too."""
    found = Request.objects.select_for_update().get(pk=pk)
    if log.already(key):
        return found
    rules.require(by, rules.ASK, found.book.area)
    _may_be_answered(found, replied_on, timezone.localdate(at))
    if given:
        found.entry = give(found.book, given, on=replied_on, by=by, at=at, document=reply, reason=found.number)
    found.replied_on, found.reply, found.given = replied_on, reply, given
    found.rank, found.peers = rank or (None, None)
    found.save()
    facts = {"request": pk, "given": str(given), "reply": reply, "rank": found.rank, "peers": found.peers}
    log.record(None, "quota_request_answered", by=by, at=at, key=key or None, facts=facts)
    return found


def _may_be_answered(found: Request, replied_on: date, today: date) -> None:
    if found.replied_on is not None:
        raise NothingToDo(_("这件申请的答复已经登记。"))
    rules.on_a_day(replied_on, today)
    if replied_on < found.asked_on:
        raise NotSuitable(_("答复日期不能早于申请日期。"))
