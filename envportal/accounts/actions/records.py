"""What the verbs about an enterprise share: what is typed, who may touch it, and its line in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.utils.translation import gettext_lazy as _

from envportal.accounts.models import Bureau, Enterprise
from envportal.audit import log
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from envportal.accounts.models import User


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


class ContactDetails(TypedDict):
    """Who came to the counter, and how to reach them."""

    contact_name: str
    contact_phone: str
    contact_email: str


def lock_of_clerk(clerk: User, pk: int) -> Enterprise:
    """The enterprise, locked, if the clerk's bureau verifies it."""
    enterprise = Enterprise.objects.select_for_update().get(pk=pk)
    if enterprise.bureau_id != clerk.bureau_id:
        raise NotYours(_("该单位由其他生态环境局核验。"), "company.verify")
    return enterprise


def record(
    enterprise: Enterprise, name: str, by: User, at: datetime, key: str | None, facts: Mapping[str, object]
) -> None:
    """Note it on the chain of the enterprise."""
    log.record(None, name, by=by, at=at, key=key, chain=f"enterprise:{enterprise.pk}", facts=facts)
