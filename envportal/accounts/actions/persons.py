"""What persons do with their own account, and what is noted of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from envportal.accounts import rules
from envportal.accounts.models import User
from envportal.audit import log

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@transaction.atomic
def sign_in(pk: int, *, at: datetime) -> None:
    _record(User.objects.get(pk=pk), "signed_in", at)


@transaction.atomic
def leave(pk: int, *, at: datetime, reason: str = "") -> None:
    """The session ended: by the person, or because it was idle or old."""
    _record(User.objects.get(pk=pk), "signed_out", at, {"reason": reason} if reason else {})


@transaction.atomic
def deny(pk: int, *, action: str, path: str, at: datetime) -> None:
    """Note what a signed-in person was refused."""
    _record(User.objects.get(pk=pk), "denied", at, {"action": action, "path": path[:300]})


@transaction.atomic
def edit_self(pk: int, *, details: Mapping[str, str], at: datetime, key: str | None = None) -> User:
    user = User.objects.select_for_update().get(pk=pk)
    changed = {name: value for name, value in details.items() if getattr(user, name) != value}
    if changed and not log.already(key):
        for name, value in changed.items():
            setattr(user, name, value)
        user.save(update_fields=list(changed))
        # The names of the fields only: old and new telephone numbers are nobody's business in a log.
        _record(user, "edited", at, {"changed": sorted(changed)}, key)
    return user


@transaction.atomic
def set_password(pk: int, *, password: str, at: datetime) -> User:
    """The person chose a password; every other session of theirs ends with it."""
    user = User.objects.select_for_update().get(pk=pk)
    user.set_password(password)
    user.password_expires_on = rules.expires_on(user, today=timezone.localdate(at))
    user.save(update_fields=["password", "password_expires_on"])
    _record(user, "password_changed", at)
    return user


def _record(
    user: User, name: str, at: datetime, facts: Mapping[str, object] | None = None, key: str | None = None
) -> None:
    log.record(None, name, by=user, at=at, facts=facts, key=key)
