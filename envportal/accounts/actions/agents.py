"""An owner lets a drafting unit act for it, and ends that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accounts import queries
from envportal.accounts.models import AgentGrant, Enterprise
from envportal.audit import log
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from envportal.accounts.models import User


class NoSuchDraftingUnit(Refused):
    """No verified drafting unit has this code."""


class AlreadyGranted(Refused):
    """The drafting unit may act already; two grants at once could not be revoked at once."""


class GrantIsOver(Refused):
    """A grant whose last day is over gives nothing."""


@transaction.atomic
def give_grant(
    pk: int, *, uscc: str, valid_from: date, valid_to: date, by: User, at: datetime, key: str | None = None
) -> AgentGrant | None:
    """Let the drafting unit with this code act for the enterprise; None when the form was posted before."""
    if log.already(key):
        return None
    owner = _lock(pk, by)
    consultant = queries.drafting_unit(uscc)
    if consultant is None or consultant == owner:
        raise NoSuchDraftingUnit(_("没有找到用这个代码登记并已核验的编制单位。请核对代码，或请编制单位先登记。"))
    if valid_to < timezone.localdate(at):
        raise GrantIsOver(_("截止日期已经过去，请写今天或以后的日期。"))
    if owner.grants_given.filter(consultant=consultant, revoked_at=None, valid_to__gte=valid_from).exists():
        raise AlreadyGranted(_("已经授权给这家编制单位。要改期限，请先撤销原授权再重新授权。"))
    grant = AgentGrant.objects.create(
        owner=owner, consultant=consultant, valid_from=valid_from, valid_to=valid_to, granted_by=by, granted_at=at
    )
    _record(grant, "grant_given", by, at, key)
    return grant


@transaction.atomic
def revoke_grant(pk: int, *, by: User, at: datetime, key: str | None = None) -> AgentGrant:
    """End a grant now: the next request of the drafting unit meets closed doors."""
    found = AgentGrant.objects.select_related("owner", "consultant").get(pk=pk)
    _lock(found.owner_id, by)
    grant = AgentGrant.objects.select_for_update().get(pk=pk)
    if grant.revoked_at is None and not log.already(key):
        grant.revoked_at, grant.revoked_by = at, by
        grant.save()
        _record(grant, "grant_revoked", by, at, key)
    return grant


def _lock(owner_pk: int, by: User) -> Enterprise:
    if by.enterprise_id != owner_pk:
        raise NotYours(_("只能由建设单位自己授权和撤销。"), "company.grant_agent")
    return Enterprise.objects.select_for_update().get(pk=owner_pk)


def _record(grant: AgentGrant, name: str, by: User, at: datetime, key: str | None) -> None:
    facts = {
        "owner": grant.owner.name, "consultant": grant.consultant.name,
        "valid_from": grant.valid_from, "valid_to": grant.valid_to,
    }  # fmt: skip
    log.record(None, name, by=by, at=at, key=key, chain=f"enterprise:{grant.owner_id}", facts=facts)
