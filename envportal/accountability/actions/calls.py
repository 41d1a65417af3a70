"""A low rating is looked at by somebody of another section: a call where one was wished for, then second eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from envportal.accountability import queries
from envportal.accountability.actions.common import limit
from envportal.accountability.actions.entries import Problem, open_entry
from envportal.accountability.actions.opening import open_by_hand
from envportal.accountability.enums import Cause
from envportal.accountability.models import ReturnCall
from envportal.accountability.rules import entries as rules
from envportal.accounts.enums import Role
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.deadlines.enums import Matter
from envportal.messaging import outbox
from envportal.ratings.models import Wish
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from envportal.accounts.models import User
    from envportal.ratings.models import Rating

BATCH = 200


def open_calls(*, at: datetime) -> int:
    """Every low rating that is to be called about by now, each once; safe to run twice, or late."""
    waiting = list(queries.low_without_call(timezone.localdate(at)).values_list("pk", flat=True)[:BATCH])
    return _open_some(waiting, at) if waiting else 0


@transaction.atomic
def _open_some(waiting: list[UUID], at: datetime) -> int:
    """Read afresh with the ratings locked: another sweeper may have come first."""
    rows = queries.low_without_call(timezone.localdate(at)).filter(pk__in=waiting)
    found = list(rows.select_for_update(of=("self",)))
    for rating in found:
        _open(rating, at)
    return len(found)


def _open(rating: Rating, at: datetime) -> None:
    """From the day it was wished for; without a wish from the day the rating may be read."""
    wished = getattr(rating, "wish", None)
    since = wished.on if wished else timezone.localdate(at)
    call_ = ReturnCall.objects.create(rating=rating, due_on=limit(rating.bureau, Matter.RATING_CALL, since))
    people = [one for one in staff_with(rating.bureau, Role.SUPERVISOR) if one.section_id != rating.section_id]
    context = {"call": call_, "link": f"/desk/return-calls/{call_.pk}/"}
    outbox.post(None, "return_call_due", to=people, context=context, at=at)


def locked(pk: UUID | str) -> ReturnCall:
    """The call alone is locked: nothing of it hangs on a case."""
    ReturnCall.objects.select_for_update().get(pk=pk)
    return ReturnCall.objects.select_related("rating__section", "rating__bureau").get(pk=pk)


def _note(call_: ReturnCall, name: str, *, by: User, at: datetime, key: str = "", **facts: object) -> None:
    log.record(
        None, name, by=by, at=at, key=key or None, chain=f"return_call:{call_.pk}",
        facts={"call": str(call_.pk), **facts},
    )  # fmt: skip


def _require(is_theirs: bool) -> None:
    if not is_theirs:
        raise NotYours(_("回访由被评价科室以外的效能监察或者局领导办理。"), rules.CALL)


@transaction.atomic
def read_contact(pk: UUID | str, *, by: User, at: datetime, key: str = "") -> Wish | None:  # noqa: ARG001
    """Who is to be called: every look is a line of its own."""
    call_ = locked(pk)
    _require(rules.may_call(by, call_))
    _note(call_, "return_call_contact_seen", by=by, at=at)
    return Wish.objects.filter(rating=call_.rating).first()


@transaction.atomic
def call(pk: UUID | str, *, result: str, words: str, by: User, at: datetime, key: str = "") -> ReturnCall:
    """登记回访: what it came to, in words that name nobody."""
    call_ = locked(pk)
    if log.already(key):
        return call_
    _require(rules.may_call(by, call_))
    rules.require_public(words)
    call_.call()
    call_.result, call_.words, call_.called_by, call_.called_on = result, words, by, timezone.localdate(at)
    call_.save()
    _note(call_, "return_call_made", by=by, at=at, key=key, result=result)
    return call_


@transaction.atomic
def follow_with_entry(pk: UUID | str, *, by: User, at: datetime, key: str = "", **told: Unpack[Problem]) -> ReturnCall:
    """认定有错: listed in the self-examination ledger."""
    call_ = locked(pk)
    if log.already(key):
        return call_
    _require(rules.may_follow(by, call_))
    call_.entry = open_entry(by=by, at=at, **told)
    call_.save()
    _note(call_, "return_call_followed", by=by, at=at, key=key, entry=call_.entry.pk)
    return call_


@transaction.atomic
def follow_with_record(
    pk: UUID | str, *, number: str, reason: str, by: User, at: datetime, key: str = ""
) -> ReturnCall:
    """认定有错: a record about the case the caller named."""
    call_ = locked(pk)
    if log.already(key):
        return call_
    _require(rules.may_follow(by, call_))
    call_.responsibility = open_by_hand(number=number, cause=Cause.RATING, reason=reason, by=by, at=at)
    call_.save()
    _note(call_, "return_call_followed", by=by, at=at, key=key, record=call_.responsibility.pk)
    return call_


@transaction.atomic
def check_call(pk: UUID | str, *, words: str, by: User, at: datetime, key: str = "") -> ReturnCall:
    """复核: a second pair of eyes; what was found wrong has been followed up."""
    call_ = locked(pk)
    if log.already(key):
        return call_
    _require(rules.may_check_call(by, call_))
    rules.require_followed(call_)
    call_.check_off()
    call_.check_words, call_.checked_by, call_.checked_on = words, by, timezone.localdate(at)
    call_.save()
    _note(call_, "return_call_checked", by=by, at=at, key=key)
    return call_


@transaction.atomic
def call_again(pk: UUID | str, *, words: str, by: User, at: datetime, key: str = "") -> ReturnCall:
    """再访: the second pair of eyes is not content."""
    call_ = locked(pk)
    if log.already(key):
        return call_
    _require(rules.may_check_call(by, call_))
    call_.call_again()
    call_.check_words = words
    call_.save()
    _note(call_, "return_call_sent_back", by=by, at=at, key=key)
    return call_
