"""Staff come, lose a telephone, and go."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accounts.models import Bureau, Section, User
from envportal.audit import log
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class UsernameTaken(Refused):
    """Another account has this login name."""


class NotYourself(Refused):
    """Nobody manages their own account."""


class StaffDetails(TypedDict):
    username: str
    name: str
    title: str
    email: str
    phone: str
    bureau: Bureau | None
    section: Section | None


@transaction.atomic
def create_staff(*, person: StaffDetails, password: str, by: User | None, at: datetime, key: str | None = None) -> User:
    """A new colleague with a first password, which has to be changed when it is first used; roles come apart."""
    bureau = person["bureau"]
    if by is not None and by.bureau_id is not None and by.bureau != bureau:
        raise NotYours(_("只能建立本局人员的账号。"), "account.create_staff")
    if User.objects.filter(username=person["username"]).exists():
        raise UsernameTaken(_("这个登录名已有人使用，请换一个。"))
    today = timezone.localdate(at)
    user = User.objects.create_user(**person, password=password, created_at=at, password_expires_on=today)
    record(user, "staff_created", by, at, key, {"username": user.username, "name": user.name})
    return user


@transaction.atomic
def disable(pk: int, *, by: User | None, at: datetime, reason: str = "", key: str | None = None) -> User:
    """Close an account: its sessions end with the next request, since neither person nor password is valid any more."""
    user = lock_of(by, pk, "account.disable_and_kill_sessions")
    if user.is_active and not log.already(key):
        user.is_active = False
        user.set_unusable_password()
        user.save(update_fields=["is_active", "password"])
        record(user, "disabled", by, at, key, {"reason": reason})
    return user


@transaction.atomic
def readmit(pk: int, *, password: str, by: User | None, at: datetime, key: str | None = None) -> User:
    """Open a closed account with a new first password; sessions of before stay dead."""
    user = lock_of(by, pk, "account.create_staff")
    if not user.is_active and not log.already(key):
        user.is_active = True
        user.set_password(password)
        user.password_expires_on = timezone.localdate(at)
        user.save(update_fields=["is_active", "password", "password_expires_on"])
        record(user, "readmitted", by, at, key, {})
    return user


@transaction.atomic
def reset_second_factor(pk: int, *, by: User | None, at: datetime, key: str | None = None) -> User:
    """The telephone is lost: the person enrols a new one at the next sign-in."""
    user = lock_of(by, pk, "account.reset_second_factor")
    if not log.already(key):
        Authenticator.objects.filter(user=user).delete()
        record(user, "second_factor_reset", by, at, key, {})
    return user


def lock_of(by: User | None, pk: int, action: str) -> User:
    """The account, locked, if `by` looks after it and it is not their own."""
    user = User.objects.select_for_update().get(pk=pk)
    if by is None:
        return user
    if by.pk == pk:
        raise NotYourself(_("不能办理自己的账号，请由另一位安全管理员办理。"))
    if user.enterprise_id is not None or (by.bureau_id is not None and by.bureau_id != user.bureau_id):
        raise NotYours(_("只能管理本局人员的账号。"), action)
    return user


def record(user: User, name: str, by: User | None, at: datetime, key: str | None, facts: Mapping[str, object]) -> None:
    """Note it on the chain of the person it happened to."""
    log.record(None, name, by=by, at=at, key=key, chain=f"user:{user.pk}", facts={"user": user.username, **facts})
