"""Reads with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, Max, Prefetch, Q, When

from disclosure.board import board
from enforcement.campaigns.models import Campaign, ChangeRequest, Edition, Run, Target
from enforcement.campaigns.states import UNFINISHED, Answer, State
from envportal.accounts.models import Enterprise
from envportal.cases.queries import OPEN_FIRST, visible_to

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from enforcement.inspections.models import Demand
    from envportal.accounts.models import Bureau, User

OPEN_FIRST_OF = When(state__in=UNFINISHED, then=0)
SHARED = ("case__bureau", "case__section", "case__holder", "leader")


def visible(user: User, on: date, action: str = "campaign.view") -> QuerySet[Campaign]:
    """The campaigns somebody may see with their targets, the open ones first, then by their last day."""
    seen = visible_to(user, on, action).order_by().values("pk")
    rows = Campaign.objects.filter(case__in=seen).select_related(*SHARED).prefetch_related("targets")
    return rows.order_by(OPEN_FIRST, "to_on", "-pk")


def targets(user: User, on: date, action: str = "campaign.view") -> QuerySet[Target]:
    """The targets of the campaigns somebody may see, by campaign and number."""
    seen = visible_to(user, on, action).order_by().values("pk")
    return in_full().filter(campaign__in=seen).order_by("campaign", "number")


def in_full() -> QuerySet[Target]:
    shared = ("campaign__case__bureau", "campaign__case__section", "campaign__case__holder", "enterprise", "duty")
    return Target.objects.select_related(*shared, "reported_by", "verified_by")


def mine(user: User) -> QuerySet[Target]:
    """What one's own enterprise is asked to do in campaigns that began, its open targets first."""
    rows = in_full().filter(enterprise=user.enterprise_id, enterprise__isnull=False)
    rows = rows.filter(campaign__state__in=[State.RUNNING, State.CLOSED])
    return rows.order_by(Case(OPEN_FIRST_OF, default=1), "due_on", "pk")


def of(campaign: Campaign) -> list[Target]:
    """Every target that ever stood on the list, by number."""
    return list(campaign.targets.select_related("enterprise", "reported_by", "verified_by").order_by("number"))


def demands(target: Target) -> list[Demand]:
    """The visits that were asked for to look at it, with the visit each became."""
    rows = target.visitings.select_related("demand__visit__case", "demand__enterprise")
    return [one.demand for one in rows.order_by("pk")]


def next_number(campaign: Campaign) -> int:
    return int(campaign.targets.aggregate(last=Max("number"))["last"] or 0) + 1


def waiting(campaign: Campaign) -> QuerySet[ChangeRequest]:
    """What was asked for targets of a campaign and waits for its answer."""
    rows = ChangeRequest.objects.filter(target__campaign=campaign, answer=Answer.WAITING)
    return rows.select_related("target", "asked_by").order_by("asked_at", "pk")


def requests_seen(user: User, on: date) -> QuerySet[ChangeRequest]:
    rows = ChangeRequest.objects.filter(target__campaign__in=visible(user, on).order_by().values("pk"))
    return rows.select_related("target__campaign__case", "asked_by")


def enterprise_by(code_or_name: str) -> Enterprise | None:
    """The one enterprise with this credit code, or with exactly this name."""
    said = code_or_name.strip()
    found = list(Enterprise.objects.filter(Q(uscc=said.upper()) | Q(name=said)).order_by("pk")[:2])
    return found[0] if len(found) == 1 else None


def enterprises_by(said: Iterable[str]) -> dict[str, Enterprise]:
    """The same for many at once: what names nobody, or more than one, is not in it."""
    wanted = {one.strip() for one in said}
    codes = {one.upper() for one in wanted}
    found: dict[str, list[Enterprise]] = {}
    for one in Enterprise.objects.filter(Q(uscc__in=codes) | Q(name__in=wanted)).order_by("pk"):
        for told in {one.uscc, one.name}:
            found.setdefault(told, []).append(one)
    known = {
        told: found.get(told, []) + (found.get(told.upper(), []) if told != told.upper() else []) for told in wanted
    }
    return {told: named[0] for told, named in known.items() if len({one.pk for one in named}) == 1}


def proof_elsewhere(sha256: str, target: Target) -> Target | None:
    """Another target of the same bureau that the same file stands for."""
    bureau = target.campaign.case.bureau_id
    others = Target.objects.filter(proofs__sha256=sha256, campaign__case__bureau=bureau).exclude(pk=target.pk)
    return others.select_related("campaign__case").order_by("pk").first()


# WHAT THE PUBLIC READS --------------------------------------------------------------------
def public_editions() -> QuerySet[Edition]:
    """The editions that were published and not taken back, newest first; their lists only where one is read."""
    shown = Edition.objects.filter(notice__published_at__isnull=False).exclude(notice__state=board.State.WITHDRAWN)
    return shown.select_related("campaign__case__bureau", "notice").defer("content").order_by("-number")


def contents(editions: Iterable[Edition]) -> dict[int, dict[str, Any]]:
    """What stands in these editions."""
    return dict(Edition.objects.filter(pk__in=[one.pk for one in editions]).values_list("pk", "content"))


def public_campaigns(bureau: Bureau | None = None) -> QuerySet[Campaign]:
    """Campaigns with a published edition, each with its newest one as `shown`."""
    rows = Campaign.objects.filter(editions__in=public_editions().order_by()).distinct()
    rows = rows.filter(case__bureau=bureau) if bureau else rows
    shown = Prefetch("editions", public_editions(), to_attr="shown")
    return rows.select_related("case__bureau", "case__section").prefetch_related(shown).order_by("-from_on", "-pk")


def tables_seen(user: User, on: date) -> QuerySet[Run]:
    """The tables of the campaigns somebody may see, newest first."""
    rows = Run.objects.filter(campaign__in=visible(user, on).order_by().values("pk"))
    people = ("uploaded_by", "mapped_by", "applied_by", "campaign__case__bureau", "campaign__case__section")
    return rows.select_related(*people).order_by("-uploaded_at", "-pk")


def due_for_an_edition(on: date) -> list[int]:
    """Public campaigns that run and have shown nothing since the month began: they tell how far they are."""
    month = on.replace(day=1)
    rows = Campaign.objects.filter(state=State.RUNNING, is_public=True)
    rows = rows.annotate(last=Max("editions__as_of")).filter(last__lt=month).order_by("pk")
    return list(rows.values_list("pk", flat=True))
