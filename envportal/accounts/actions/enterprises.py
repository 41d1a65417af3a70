"""An enterprise registers, is verified or doubted, and mends its details."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accounts.models import Bureau, Enterprise, User
from envportal.audit import log
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

# What the business licence says: changed, it has to be looked at again.
VERIFIED_FIELDS = ("uscc", "name", "legal_representative")


class AlreadyRegistered(Refused):
    """One enterprise, one registration; who opened it is nobody else's business."""


class AlreadyVerified(Refused):
    """Somebody was quicker."""


class EnterpriseDetails(TypedDict):
    uscc: str
    name: str
    kind: str
    legal_representative: str
    address: str
    bureau: Bureau


class PersonDetails(TypedDict):
    username: str
    name: str
    email: str
    phone: str
    password: str


@transaction.atomic
def register(*, enterprise: EnterpriseDetails, person: PersonDetails, at: datetime, key: str | None = None) -> User:
    """Open an enterprise with its first user; it may look and draft until a clerk has verified it."""
    if Enterprise.objects.filter(uscc=enterprise["uscc"]).exists():
        raise AlreadyRegistered(
            _("这个统一社会信用代码已经登记过。请用已有账号登录；不知道是谁登记的，请带营业执照到窗口查询。")
        )
    opened = Enterprise.objects.create(**enterprise)
    user = User.objects.create_user(**person, enterprise=opened, created_at=at)
    _record(opened, "registered", user, at, key, {"name": opened.name, "uscc": opened.uscc, "user": user.username})
    return user


@transaction.atomic
def verify(pk: int, *, by: User, at: datetime, key: str | None = None) -> Enterprise:
    """The licence agrees with what was typed: the enterprise may submit from now on."""
    enterprise = _lock_of(by, pk)
    if log.already(key) or enterprise.verified_on is not None:
        return enterprise
    enterprise.verified_on = timezone.localdate(at)
    enterprise.verified_by = by
    enterprise.doubt = ""
    enterprise.save()
    _record(enterprise, "verified", by, at, key, {})
    return enterprise


@transaction.atomic
def doubt(pk: int, *, reason: str, by: User, at: datetime, key: str | None = None) -> Enterprise:
    """Tell the enterprise what to mend before it can be verified."""
    enterprise = _lock_of(by, pk)
    if log.already(key):
        return enterprise
    if enterprise.verified_on is not None:
        raise AlreadyVerified(_("该单位已经核验通过，不能再退回修改。"))
    enterprise.doubt = reason
    enterprise.save()
    _record(enterprise, "doubted", by, at, key, {"reason": reason})
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
    _record(enterprise, "mended", by, at, key, {"changed": sorted(changed)})
    return enterprise


def _check_free(enterprise: Enterprise, changed: Mapping[str, str]) -> None:
    if "uscc" in changed and Enterprise.objects.filter(uscc=changed["uscc"]).exclude(pk=enterprise.pk).exists():
        raise AlreadyRegistered(_("这个统一社会信用代码已经由另一单位登记，请对照营业执照核对。"))


def _lock_of(clerk: User, pk: int) -> Enterprise:
    enterprise = Enterprise.objects.select_for_update().get(pk=pk)
    if enterprise.bureau_id != clerk.bureau_id:
        raise NotYours(_("该单位由其他生态环境局核验。"), "company.verify")
    return enterprise


def _record(
    enterprise: Enterprise, name: str, by: User, at: datetime, key: str | None, facts: Mapping[str, object]
) -> None:
    log.record(None, name, by=by, at=at, key=key, chain=f"enterprise:{enterprise.pk}", facts=facts)
