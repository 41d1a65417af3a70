"""Reads with a name."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, F, Prefetch, Q, Sum
from django.db.models.functions import Coalesce

from approvals.funds.models import Application, Programme
from approvals.funds.states import FUNDED, State
from envportal.accounts.queries import applicants_of
from envportal.cases.queries import visible_to

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Enterprise, User

NOTHING = Decimal(0)
PARTS = ("case__bureau", "case__section", "case__holder", "case__enterprise", "programme", "document", "reviewed_by")


def with_paid(found: QuerySet[Application]) -> QuerySet[Application]:
    """With what reached the enterprise so far, as `paid`."""
    return found.select_related(*PARTS).annotate(paid=Coalesce(Sum("payments__amount"), NOTHING))


def visible(user: User, on: date) -> QuerySet[Application]:
    """What this person may see, the open ones first."""
    seen = visible_to(user, on, "fund.view").order_by().values("pk")
    found = with_paid(Application.objects.filter(case__in=seen))
    return found.order_by(F("case__closed_on").desc(nulls_first=True), "pk")


def own(user: User, on: date) -> QuerySet[Application]:
    """Those of one's own enterprise and of the enterprises that let this unit act."""
    return visible(user, on).filter(case__enterprise__in=applicants_of(user, on))


def paid(application: Application) -> Decimal:
    return sum((payment.amount for payment in application.payments.all()), NOTHING)


def programmes_of(user: User) -> QuerySet[Programme]:
    """Every programme of the person's bureau, drafts too, the newest first."""
    counted = Count("applications"), Count("applications", filter=Q(applications__state__in=FUNDED))
    found = Programme.objects.filter(bureau=user.bureau_id).annotate(asked=counted[0], funded=counted[1])
    return found.select_related("bureau", "made_by", "published_by").order_by("-opens_on", "-pk")


def published() -> QuerySet[Programme]:
    """What everybody reads, with whom money went to once that is published; only enterprises apply, no person."""
    rows = Application.objects.filter(state__in=FUNDED).select_related("case__enterprise")
    results = with_paid(rows.order_by("case__enterprise__name", "pk"))
    found = Programme.objects.filter(published_at__isnull=False).select_related("bureau")
    return found.prefetch_related(Prefetch("applications", results, to_attr="results")).order_by("-closes_on", "-pk")


def open_on(day: date) -> QuerySet[Programme]:
    """Those one may apply to on a day."""
    found = Programme.objects.filter(published_at__isnull=False, opens_on__lte=day, closes_on__gte=day)
    return found.select_related("bureau").order_by("closes_on", "pk")


def running(enterprise: Enterprise, programme: Programme, name: str) -> Application | None:
    mine = Application.objects.filter(programme=programme, case__enterprise=enterprise, case__title__iexact=name)
    return mine.exclude(state__in=[State.WITHDRAWN, State.DECLINED]).select_related("case").first()
