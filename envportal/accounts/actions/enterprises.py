"""An enterprise registers, online or at the counter, is verified or doubted, and mends its details."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accounts.actions.claims import AlreadyRegistered, claim
from envportal.accounts.actions.records import lock_of_clerk, record
from envportal.accounts.models import Enterprise, User
from envportal.audit import log
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from envportal.accounts.actions.records import EnterpriseDetails, PersonDetails

# What the business licence says: changed, it has to be looked at again.
VERIFIED_FIELDS = ("uscc", "name", "legal_representative")


class AlreadyVerified(Refused):
    """Somebody was quicker."""


@transaction.atomic
def register(*, enterprise: EnterpriseDetails, person: PersonDetails, at: datetime, key: str | None = None) -> User:
    """Open an enterprise with its first user; it may look and draft until a clerk has verified it.

    One that was entered at the counter is not taken over: the person claims it and waits for a clerk.
    """
    opened, is_new = Enterprise.objects.get_or_create(uscc=enterprise["uscc"], defaults=enterprise)
    if not is_new:
        return claim(opened.pk, kind=enterprise["kind"], person=person, at=at, key=key)
    user = User.objects.create_user(**person, enterprise=opened, created_at=at)
    record(opened, "registered", user, at, key, {"name": opened.name, "uscc": opened.uscc, "user": user.username})
    return user


@transaction.atomic
def verify(pk: int, *, by: User, at: datetime, key: str | None = None) -> Enterprise:
    """The licence agrees with what was typed: the enterprise may submit from now on."""
    enterprise = lock_of_clerk(by, pk)
    if log.already(key) or enterprise.verified_on is not None:
        return enterprise
    enterprise.verified_on = timezone.localdate(at)
    enterprise.verified_by = by
    enterprise.doubt = ""
    enterprise.save()
    record(enterprise, "verified", by, at, key, {})
    return enterprise


@transaction.atomic
def doubt(pk: int, *, reason: str, by: User, at: datetime, key: str | None = None) -> Enterprise:
    """Tell the enterprise what to mend before it can be verified."""
    enterprise = lock_of_clerk(by, pk)
    if log.already(key):
        return enterprise
    if enterprise.verified_on is not None:
        raise AlreadyVerified(_("该单位已经核验通过，不能再退回修改。"))
    enterprise.doubt = reason
    enterprise.save()
    record(enterprise, "doubted", by, at, key, {"reason": reason})
    return enterprise


@transaction.atomic
def mend(pk: int, *, details: Mapping[str, str], by: User, at: datetime, key: str | None = None) -> Enterprise:
    """The enterprise corrects itself; a change of what the licence says has to be verified again."""
    enterprise = Enterprise.objects.select_for_update().get(pk=pk)
    if by.enterprise_id != pk:
        raise NotYours(_("只能修改本单位的资料。"), "company.mend")
    changed = {name: value for name, value in details.items() if getattr(enterprise, name) != value}
    if log.already(key) or not (changed or enterprise.doubt):
        return enterprise
    _check_free(enterprise, changed)
    for name, value in changed.items():
        setattr(enterprise, name, value)
    if changed.keys() & set(VERIFIED_FIELDS):
        enterprise.verified_on = enterprise.verified_by = None
    enterprise.doubt = ""
    enterprise.save()
    record(enterprise, "mended", by, at, key, {"changed": sorted(changed)})
    return enterprise


def _check_free(enterprise: Enterprise, changed: Mapping[str, str]) -> None:
    if "uscc" in changed and Enterprise.objects.filter(uscc=changed["uscc"]).exclude(pk=enterprise.pk).exists():
        raise AlreadyRegistered(_("这个统一社会信用代码已经由另一单位登记，请对照营业执照核对。"))
