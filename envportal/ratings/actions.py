"""The verbs of this room: invite, and rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from envportal.audit import log
from envportal.cases.locks import lock
from envportal.ratings import rules
from envportal.ratings.models import Invitation, Rating, Wish
from envportal.ratings.queries import LOW, month_of, quarter_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from envportal.accounts.models import Enterprise, Section, User
    from envportal.cases.models import Case


def invite(case: Case, *, section: Section, enterprise: Enterprise, service: str, at: datetime) -> Invitation:
    """Let an enterprise rate how a section served it in a case, once; called by an action that has locked the case."""
    invitation, is_new = Invitation.objects.get_or_create(
        case=case, section=section, service=service,
        defaults={"enterprise": enterprise, "invited_on": timezone.localdate(at)},
    )  # fmt: skip
    if is_new:
        log.record(case, "rating_invited", by=None, at=at, facts={"section": section.name, "service": str(service)})
    return invitation


@transaction.atomic
def rate(
    pk: int, *, score: int, tags: Iterable[str] = (), words: str = "", name: str = "", phone: str = "", by: User,
    on: date,
) -> None:  # fmt: skip
    """Keep what was said without who said it; a number to call back only with a low rating, and only where left.

    The log hears nothing of it and no moment is taken: an event of the minute would name its author.
    """
    invitation = lock(Invitation, pk)
    rules.may_rate(by, invitation)
    invitation.used_on = max(on, invitation.invited_on)
    invitation.save(update_fields=["used_on"])
    rating = Rating.objects.create(
        bureau_id=invitation.case.bureau_id, section_id=invitation.section_id, service=invitation.service,
        quarter=quarter_of(on), month=month_of(on), score=score, tags=",".join(sorted(tags)), words=words,
    )  # fmt: skip
    if phone and score <= LOW:
        Wish.objects.create(rating=rating, name=name, phone=phone, on=on)
