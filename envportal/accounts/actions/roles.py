"""A role is asked for by one security administrator and granted by another; revoking needs one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from envportal.accounts import rules
from envportal.accounts.actions.staff import lock_of, record
from envportal.accounts.models import RoleGrant, RoleRequest
from envportal.refusals import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.models import User


class NeedsSecondPerson(Refused):
    """No role without two: one asks, another grants."""


@transaction.atomic
def request_role(pk: int, *, role: str, by: User, at: datetime, key: str | None = None) -> RoleRequest:
    """Ask for a role for a colleague; it gives nothing until another administrator grants it."""
    user = lock_of(by, pk, "account.request_role")
    rules.check_role_fits(user, role)
    asked = user.role_requests.filter(role=role, decided_by=None).first()
    if asked is not None:
        return asked
    request = RoleRequest.objects.create(user=user, role=role, requested_by=by, requested_at=at)
    record(user, "role_requested", by, at, key, {"role": role})
    return request


@transaction.atomic
def grant_role(pk: int, *, role: str, by: User | None, at: datetime, key: str | None = None) -> RoleGrant:
    """Grant a role that another administrator asked for; the system (a set-up) needs nobody to ask."""
    user = lock_of(by, pk, "account.assign_role")
    rules.check_role_fits(user, role)
    if by is not None:
        _decide(user, role, by, at, granted=True)
    grant, is_new = RoleGrant.objects.get_or_create(user=user, role=role, defaults={"granted_by": by, "granted_at": at})
    if is_new:
        record(user, "role_granted", by, at, key, {"role": role})
    return grant


@transaction.atomic
def decline_role(pk: int, *, role: str, by: User, at: datetime, key: str | None = None) -> None:
    """Take a request off the table; who asked may do so too."""
    user = lock_of(by, pk, "account.assign_role")
    if user.role_requests.filter(role=role, decided_by=None).update(decided_by=by, decided_at=at):
        record(user, "role_declined", by, at, key, {"role": role})


@transaction.atomic
def revoke_role(pk: int, *, role: str, by: User | None, at: datetime, key: str | None = None) -> None:
    """End a role; it is gone with the person's next request."""
    user = lock_of(by, pk, "account.revoke_role")
    gone, _rows = user.grants.filter(role=role).delete()
    if gone:
        record(user, "role_revoked", by, at, key, {"role": role})


def _decide(user: User, role: str, by: User, at: datetime, *, granted: bool) -> None:
    request = user.role_requests.filter(role=role, decided_by=None).first()
    if request is None:
        if user.grants.filter(role=role).exists():
            return
        raise NeedsSecondPerson(_("先由另一位安全管理员提出，才能授予这个角色。"), "GB/T 22239-2019 8.1.5")
    if request.requested_by_id == by.pk:
        raise NeedsSecondPerson(_("角色由您提出，须由另一位安全管理员授予。"), "GB/T 22239-2019 8.1.5")
    request.decided_by, request.decided_at, request.was_granted = by, at, granted
    request.save()
