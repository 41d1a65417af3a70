"""Reads with a name."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from django.db.models import Case as Case_
from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from approvals.green.models import Definition, GreenChannel
from approvals.green.states import OPEN, State
from approvals.meetings import resolutions
from disclosure.board import board
from envportal.cases.models import Case
from envportal.cases.queries import APPLICATION, visible_to
from envportal.deadlines.enums import DECIDING, OPEN_STATES

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from envportal.accounts.models import Bureau, User

if TYPE_CHECKING:

    class Listed(GreenChannel):
        """A channel as the public reads it."""

        told_state: str
        told_on: date
        told_why: str
        places: int

        class Meta:
            abstract = True


# Over how many days the pace of a bureau is measured.
PACE_DAYS = timedelta(days=90)


def definitions(bureau_id: int | None = None) -> QuerySet[Definition]:
    """Every version, the latest first; without a bureau those of all."""
    found = Definition.objects.select_related("bureau", "approved_by").order_by("bureau", "-valid_from")
    return found if bureau_id is None else found.filter(bureau=bureau_id)


def definition_on(bureau: Bureau, day: date) -> Definition | None:
    return definitions(bureau.pk).filter(valid_from__lte=day).first()


def standing(case: Case, on: date) -> GreenChannel | None:
    """The channel a case is in on a day; its last day is the last one of it."""
    return _standing(on).filter(case=case).select_related("definition", "decided_by", "case__project").first()


def _standing(on: date) -> QuerySet[GreenChannel]:
    return GreenChannel.objects.filter(state=State.GRANTED, granted_on__lte=on, ends_on__gte=on)


def cases_in_channel(on: date) -> set[int]:
    """The keys of all cases that go first on a day."""
    return set(_standing(on).values_list("case_id", flat=True))


def open_of(case: Case) -> GreenChannel | None:
    return GreenChannel.objects.filter(case=case, state__in=OPEN).first()


def of_case(case: Case) -> QuerySet[GreenChannel]:
    found = GreenChannel.objects.filter(case=case).select_related("asked_by", "decided_by", "definition")
    return found.order_by("-pk")


def visible(user: User, on: date) -> QuerySet[GreenChannel]:
    """The channels of cases a person may see, those that wait first."""
    seen = visible_to(user, on, "green.view").order_by().values("pk")
    found = with_places(GreenChannel.objects.filter(case__in=seen))
    return found.select_related("case__bureau", "case__enterprise", "case__project", "asked_by", "decided_by").order_by(
        "decided_at", "-pk"
    )


def published() -> QuerySet[Listed]:
    """Every case that went first, ended ones too, once a second person published its notice: what the public reads.

    That it ended early is read once the notice that says so is published; until then it reads as it was granted.
    """
    # A case may come back to the channel: the notice that stands has to be one handed in for this time or later.
    shown = board.on_board().filter(
        kind=board.Kind.GREEN_CHANNEL, case=OuterRef("case"), submitted_at__gte=OuterRef("decided_at")
    )
    found = GreenChannel.objects.filter(Exists(shown), state__in=[State.GRANTED, State.ENDED])
    end_shown = Q(Exists(shown.filter(submitted_at__gte=OuterRef("ended_at"))), state=State.ENDED)
    found = with_places(found).annotate(
        told_state=Case_(When(end_shown, then=Value(State.ENDED)), default=Value(State.GRANTED)),
        told_on=Case_(When(end_shown, then=F("ended_on")), default=F("ends_on")),
        told_why=Case_(When(end_shown, then=F("ended_why")), default=Value("")),
    )
    found = found.select_related("case__bureau", "case__enterprise", "decided_by").order_by("-granted_on", "-pk")
    return cast("QuerySet[Listed]", found)


def with_places(found: QuerySet[GreenChannel]) -> QuerySet[GreenChannel]:
    """With how many places at meetings each case took while it was in the channel."""
    places = resolutions.places_of(OuterRef("case")).filter(meeting__on__gte=OuterRef("granted_on"))
    places = places.filter(meeting__on__lte=Coalesce(OuterRef("ended_on"), OuterRef("ends_on")))
    counted = places.order_by().values("case").annotate(n=Count("pk")).values("n")
    return found.annotate(places=Coalesce(Subquery(counted), 0))


def places_ahead(case: Case) -> int:
    """How many places at meetings to come a case stands on."""
    return resolutions.places_of(case).filter(ended_at=None).count()


def before(case: Case) -> QuerySet[Case]:
    """Undecided cases of the same officer (of the bureau, while nobody holds it) promised for an earlier day."""
    due = Min("clocks__due_on", filter=Q(clocks__matter__in=DECIDING, clocks__state__in=OPEN_STATES))
    waiting = Case.objects.filter(
        bureau=case.bureau_id, kind__startswith=APPLICATION, closed_on=None, opened_on__isnull=False
    ).exclude(pk=case.pk)
    if case.holder_id is not None:
        waiting = waiting.filter(holder=case.holder_id)
    own = Case.objects.filter(pk=case.pk).annotate(due=due).values_list("due", flat=True)[0]
    return waiting.annotate(due=due).filter(due__lt=own) if own else waiting.none()


def closed_lately(case: Case, on: date) -> int:
    """How many cases the same officer (or bureau) ended in the last ninety days."""
    ended = Case.objects.filter(
        bureau=case.bureau_id, kind__startswith=APPLICATION, closed_on__gt=on - PACE_DAYS, closed_on__lte=on
    )
    return (ended.filter(holder=case.holder_id) if case.holder_id else ended).count()
