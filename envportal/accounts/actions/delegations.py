"""委托: given in writing, agreed to where a section head gives it, ended early for a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from envportal.accounts import queries
from envportal.accounts.models import Bureau, Delegation
from envportal.accounts.rules import delegation as rules
from envportal.audit import log

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from envportal.accounts.models import User


class Written(TypedDict):
    """What the document says beside whom and what: from when to when, its number, and why."""

    valid_from: date
    valid_to: date
    basis: str
    why: str


@transaction.atomic
def delegate(
    bureau_pk: int, *, holder: User, power: str, kinds: Sequence[str], by: User, at: datetime, key: str = "",
    **written: Unpack[Written],
) -> Delegation:  # fmt: skip
    """Let a colleague do one thing in one's name; a section head's waits for a leader to agree."""
    bureau = _locked(bureau_pk)
    if (done := log.already(key)) is not None:
        return Delegation.objects.get(pk=int(str(done.facts["delegation"])))
    span = (written["valid_from"], written["valid_to"])
    rules.may_give(by, bureau, holder, power=power, kinds=kinds, span=span, on=timezone.localdate(at))
    rules.is_free(queries.meeting_days(by, holder, power, *span).exists())
    rules.is_short(*span, queries.spans_given(by, holder, power))
    given = Delegation.objects.create(
        bureau=bureau, giver=by, holder=holder, power=power, kinds=" ".join(sorted(kinds)), given_at=at,
        section=by.section if power in queries.HEADS_POWERS else None, **written,
    )  # fmt: skip
    _note(given, "delegated", by=by, at=at, key=key, power=power, kinds=given.kinds, to=holder.name, **written)
    return given


@transaction.atomic
def agree_delegation(pk: int, *, by: User, at: datetime, key: str = "") -> Delegation:
    """同意: a leader agrees to what a section head delegates."""
    return _decide(pk, "delegation_agreed", by=by, at=at, key=key)


@transaction.atomic
def decline_delegation(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Delegation:
    """不同意, for a reason."""
    return _decide(pk, "delegation_declined", reason=reason, by=by, at=at, key=key)


@transaction.atomic
def end_delegation(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Delegation:
    """提前终止: at once, for a reason; what was done under it stands."""
    given = _locked_one(pk)
    if log.already(key):
        return given
    rules.may_end(by, given, timezone.localdate(at))
    given.ended_by, given.ended_at, given.ended_why = by, at, reason
    given.save(update_fields=["ended_by", "ended_at", "ended_why"])
    _note(given, "delegation_ended", by=by, at=at, key=key, reason=reason)
    return given


def _decide(pk: int, name: str, *, reason: str = "", by: User, at: datetime, key: str) -> Delegation:
    given = _locked_one(pk)
    if log.already(key):
        return given
    rules.may_decide(by, given)
    given.decided_by, given.decided_at, given.declined_why = by, at, reason
    given.save(update_fields=["decided_by", "decided_at", "declined_why"])
    _note(given, name, by=by, at=at, key=key, reason=reason)
    return given


def _locked(bureau_pk: int) -> Bureau:
    """The bureau's delegations change one after another."""
    return Bureau.objects.select_for_update(no_key=True).get(pk=bureau_pk)


def _locked_one(pk: int) -> Delegation:
    _locked(Delegation.objects.values_list("bureau_id", flat=True).get(pk=pk))
    return queries.delegations().get(pk=pk)


def _note(given: Delegation, name: str, *, by: User, at: datetime, key: str, **facts: object) -> None:
    log.record(None, name, by=by, at=at, key=key or None, facts={"delegation": given.pk, **facts})
