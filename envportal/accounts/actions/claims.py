"""An enterprise entered at the counter has no account; it gets one by a claim that a clerk confirms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.accounts import queries, rules
from envportal.accounts.actions.records import lock_of_clerk, record
from envportal.accounts.models import Enterprise, User
from envportal.audit import log
from envportal.refusals import NotYours, Refused

if TYPE_CHECKING:
    from datetime import datetime

    from envportal.accounts.actions.records import ContactDetails, EnterpriseDetails, PersonDetails


class AlreadyRegistered(Refused):
    """One enterprise, one registration; who opened it is nobody else's business."""


class NobodyClaims(Refused):
    """The claim was decided already, or there was none."""


@transaction.atomic
def register_at_counter(
    *, enterprise: EnterpriseDetails, contact: ContactDetails, by: User, at: datetime, key: str | None = None
) -> Enterprise:
    """Enter an enterprise that stands at the window with its licence: verified by the clerk who typed it.

    Verifying compares the licence with what somebody unseen typed; here one person reads the licence and types.
    It is none of the acts four eyes are asked for (intake, review, head, signature; publishing; roles; pauses), and a
    small bureau has one clerk. What it opens stays narrow: no account comes with it, and a claim to one is confirmed
    against the licence again.
    """
    if not rules.codes(by, "counter.create_for") or by.bureau_id != enterprise["bureau"].pk:
        raise NotYours(_("只能在本局窗口登记企业。"), "counter.create_for")
    done = log.already(key)
    if done is not None:
        return Enterprise.objects.get(pk=done.facts["enterprise"])
    verified = {"verified_on": timezone.localdate(at), "verified_by": by}
    opened, is_new = Enterprise.objects.get_or_create(
        uscc=enterprise["uscc"], defaults={**enterprise, **contact, **verified}
    )
    if not is_new:
        raise AlreadyRegistered(_("这个统一社会信用代码已经登记过，请返回按代码查找，直接为它代录。"))
    facts = {"enterprise": opened.pk, "name": opened.name, "uscc": opened.uscc, "came": contact["contact_name"]}
    record(opened, "registered_at_counter", by, at, key, facts)
    return opened


def claim(pk: int, *, kind: str, person: PersonDetails, at: datetime, key: str | None = None) -> User:
    """Ask for the account of an enterprise that has none; the person gets in when a clerk has seen the licence.

    Anybody can type a credit code, so what was typed at the counter is shown to nobody before that.
    """
    enterprise = Enterprise.objects.select_for_update().get(pk=pk)
    if enterprise.kind != kind or enterprise.claimant_id is not None or queries.has_account(enterprise):
        raise AlreadyRegistered(
            _("这个统一社会信用代码已经登记过。请用已有账号登录；不知道是谁登记的，请带营业执照到窗口查询。")
        )
    user = User.objects.create_user(**person, enterprise=enterprise, created_at=at, is_active=False)
    enterprise.claimant = user
    enterprise.save(update_fields=["claimant"])
    record(enterprise, "claimed", user, at, key, {"user": user.username})
    return user


@transaction.atomic
def confirm_claim(pk: int, *, by: User, at: datetime, key: str | None = None) -> Enterprise:
    """The clerk has seen the licence and who acts for it: the claimant may sign in from now on."""
    return _decide(pk, is_theirs=True, by=by, at=at, key=key)


@transaction.atomic
def decline_claim(pk: int, *, by: User, at: datetime, key: str | None = None) -> Enterprise:
    """Whoever asked does not act for the enterprise: they never get in, and another may ask."""
    return _decide(pk, is_theirs=False, by=by, at=at, key=key)


def _decide(pk: int, *, is_theirs: bool, by: User, at: datetime, key: str | None) -> Enterprise:
    enterprise = lock_of_clerk(by, pk)
    if log.already(key):
        return enterprise
    claimant = enterprise.claimant
    if claimant is None:
        raise NobodyClaims(_("没有等待核对的认领，可能已由同事办理。"))
    if is_theirs:
        claimant.is_active = True
        claimant.save(update_fields=["is_active"])
    enterprise.claimant = None
    enterprise.save(update_fields=["claimant"])
    name = "claim_confirmed" if is_theirs else "claim_declined"
    record(enterprise, name, by, at, key, {"user": claimant.username})
    return enterprise
