"""Cases a person watches over, with what their clocks say."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from envportal.accounts.models import Bureau, Section, User
from envportal.audit.models import Event
from envportal.cases.models import Case
from envportal.cases.queries import COINCIDED, OF_THE_HOUSE
from envportal.deadlines.enums import DECIDING, ClockState, Expiry
from envportal.deadlines.models import Clock
from envportal.deadlines.queries import ended_late
from envportal.supervision.queries.scope import in_view

if TYPE_CHECKING:
    from datetime import date

OPEN = Q(closed_on=None)
ENDED = Q(closed_on__isnull=False)
# Kept means every statutory and pledged limit; the definition is that of `deadlines.queries.outcomes`.
KEPT = ENDED & Q(decided__gt=0, missed=0)
MISSED = ENDED & Q(missed__gt=0)
_NOTED = Event.objects.filter(case=OuterRef("pk"))
# One person reviewed and proposed, as the bureau published that they may.
BY_ONE = Q(Exists(_NOTED.filter(name=COINCIDED)))
# Something was done in a leader's or a section head's name.
DELEGATED = Q(Exists(_NOTED.filter(facts__delegated_by__isnull=False)))


if TYPE_CHECKING:

    class Seen(Case):
        """A case with what its clocks say."""

        decided: int
        missed: int
        ended: date
        due: date | None

        class Meta:
            abstract = True


def cases_in_view(user: User) -> QuerySet[Seen]:
    """Every received case a person watches over, open or ended, the one received first on top."""
    return seen(in_view(user, ""))


def seen(where: Q) -> QuerySet[Seen]:
    """Received cases with what their clocks say, the one received first on top.

    `ended` is the day its deciding clocks stopped, `missed` how many of them too late, `decided` how many there were.
    """
    deciding = Q(clocks__matter__in=DECIDING, clocks__state=ClockState.STOPPED)
    found = (
        Case.objects.filter(where, opened_on__isnull=False)
        .exclude(kind__in=OF_THE_HOUSE)
        .annotate(
            decided=Count("clocks", filter=deciding),
            missed=Count("clocks", filter=deciding & Q(clocks__in=ended_late())),
            ended=Coalesce(Max("clocks__stopped_on", filter=deciding), F("closed_on")),
            due=_first_due(),
        )
    )
    people = ("bureau", "section", "holder")
    found = found.select_related(*people).prefetch_related("clocks__rule", "clocks__events")
    return cast("QuerySet[Seen]", found.order_by("opened_on", "pk"))


def _first_due() -> Subquery:
    """The earliest due day of the running limits the bureau has to keep."""
    running = Clock.objects.filter(case=OuterRef("pk"), state=ClockState.RUNNING)
    duties = running.exclude(rule__on_expiry=Expiry.WINDOW_CLOSES).order_by().values("case")
    return Subquery(duties.annotate(first=Min("due_on")).values("first"))


def in_period(first: date | None, last: date | None) -> Q:
    """Ended cases by the day they ended, open ones by the day they were received."""
    from_on = Q(ENDED, ended__gte=first) | Q(OPEN, opened_on__gte=first) if first else Q()
    to_on = Q(ENDED, ended__lte=last) | Q(OPEN, opened_on__lte=last) if last else Q()
    return from_on & to_on


def holders_in_view(user: User) -> QuerySet[User]:
    """Who holds or held a case a person watches over, for a filter."""
    held = Case.objects.filter(in_view(user, ""), holder__isnull=False)
    return User.objects.filter(pk__in=held.values("holder")).order_by("name", "pk")


def bureaus_in_view(user: User) -> QuerySet[Bureau]:
    cases = Case.objects.filter(in_view(user, ""))
    return Bureau.objects.filter(pk__in=cases.values("bureau")).order_by("name", "pk")


def sections_in_view(user: User) -> QuerySet[Section]:
    """The sections whose cases a person watches over, for a filter."""
    cases = Case.objects.filter(in_view(user, ""))
    found = Section.objects.filter(pk__in=cases.values("section"))
    return found.select_related("bureau").order_by("bureau__name", "name")


def shared_out(user: User) -> dict[str, int]:
    """How many of the cases a person watches over were not three people's work."""
    seen = Case.objects.filter(in_view(user, ""), opened_on__isnull=False).exclude(kind__in=OF_THE_HOUSE)
    return {"by_one": seen.filter(BY_ONE).count(), "delegated": seen.filter(DELEGATED).count()}
