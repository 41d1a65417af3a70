"""What was written, oldest first; what has not been sealed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from envportal.audit.models import Chain, Event, SealedHead

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from envportal.cases.models import Case

# The chain row whose length and head mirror the last seal; it carries no events.
SEALS = "seals"


def already(key: str | None) -> Event | None:
    """The event written with this idempotency key, if there is one."""
    return Event.objects.filter(key=key).first() if key else None


def history(case: Case) -> QuerySet[Event]:
    """What happened to a case, oldest first."""
    return Event.objects.filter(case=case).order_by("position", "pk")


def unsealed_chains() -> QuerySet[Chain]:
    """Chains that grew since they were sealed last."""
    sealed = SealedHead.objects.filter(chain=OuterRef("pk"), length=OuterRef("length"))
    return Chain.objects.filter(~Exists(sealed), length__gt=0).exclude(name=SEALS).order_by("name")
