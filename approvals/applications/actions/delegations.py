"""委托 as everybody it touches hears of it: each step of the delegations of people, with its messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from envportal.accounts import actions as accounts
from envportal.accounts.enums import Role
from envportal.accounts.models import Bureau, Delegation
from envportal.accounts.queries import staff_with
from envportal.audit import log
from envportal.messaging import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from envportal.accounts.models import User

LINK = "/desk/delegations/"


@transaction.atomic
def delegate(bureau_pk: int, *, by: User, at: datetime, key: str = "", **written: Any) -> Delegation:
    """A leader's is told to its holder at once; a section head's to the leaders who may agree."""
    bureau = _locked(bureau_pk)
    done = log.already(key)
    given = accounts.delegate(bureau_pk, by=by, at=at, key=key, **written)
    if done:
        return given
    if given.is_waiting:
        leaders = staff_with(bureau, Role.LEADER).exclude(pk__in=(given.giver_id, given.holder_id))
        _tell(given, "delegation_waits", leaders, at=at)
    else:
        _tell(given, "delegation_given", [given.holder], at=at)
    return given


@transaction.atomic
def agree_delegation(pk: int, *, by: User, at: datetime, key: str = "") -> Delegation:
    done = _done(pk, key)
    given = accounts.agree_delegation(pk, by=by, at=at, key=key)
    if not done:
        _tell(given, "delegation_given", [given.giver, given.holder], at=at)
    return given


@transaction.atomic
def decline_delegation(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Delegation:
    done = _done(pk, key)
    given = accounts.decline_delegation(pk, reason=reason, by=by, at=at, key=key)
    if not done:
        _tell(given, "delegation_declined", [given.giver], at=at)
    return given


@transaction.atomic
def end_delegation(pk: int, *, reason: str, by: User, at: datetime, key: str = "") -> Delegation:
    done = _done(pk, key)
    given = accounts.end_delegation(pk, reason=reason, by=by, at=at, key=key)
    if not done:
        _tell(given, "delegation_ended", [one for one in (given.giver, given.holder) if one != by], at=at)
    return given


def _done(pk: int, key: str) -> bool:
    """Whether this press was carried out before; asked once the bureau's row is held."""
    _locked(Delegation.objects.values_list("bureau_id", flat=True).get(pk=pk))
    return log.already(key) is not None


def _locked(bureau_pk: int) -> Bureau:
    return Bureau.objects.select_for_update(no_key=True).get(pk=bureau_pk)


def _tell(given: Delegation, template: str, to: Iterable[User], *, at: datetime) -> None:
    outbox.post(None, template, to=to, context={"given": given, "link": LINK}, at=at)
