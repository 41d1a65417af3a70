"""What a bureau's leaders are told of a week or a month: what came, what ended, what is late, who carries how much."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils import timezone

from envportal.accounts.models import Bureau
from envportal.deadlines.enums import OPEN_STATES, EventKind
from envportal.deadlines.models import ClockEvent
from envportal.deadlines.queries import past
from envportal.supervision.enums import Colour, Span
from envportal.supervision.models import COUNTED, Card, Report
from envportal.supervision.queries.cases import ENDED, KEPT, MISSED, OPEN, seen
from envportal.supervision.queries.scope import bureaus_below, standing
from envportal.supervision.queries.sweep import duties

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from envportal.accounts.models import User

SOON = timedelta(days=7)
MOST_HANDS, MOST_OLD = 15, 10


def last_span(span: Span, today: date) -> tuple[date, date]:
    """First and last day of the last whole week (Monday to Sunday) or calendar month before a day."""
    if span == Span.WEEK:
        last = today - timedelta(days=today.isoweekday())
        return last - timedelta(days=6), last
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def reporting() -> QuerySet[Bureau]:
    """The bureaus that have work to tell of."""
    return Bureau.objects.filter(cases__opened_on__isnull=False).distinct().order_by("pk")


def reports_in_view(user: User) -> QuerySet[Report]:
    """Those of the reader's bureau and of the bureaus below it, the latest first."""
    below = bureaus_below(user.bureau) if user.bureau is not None else []
    return Report.objects.filter(bureau__in=below).select_related("bureau").order_by("-last", "span", "bureau")


def figures_of(bureau: Bureau, first: date, last: date, at: datetime) -> dict[str, Any]:
    """The figures of a span, as they are kept: {"sections": rows, "hands": rows, "oldest": rows}."""
    return {
        "sections": _by_section(bureau, first, last, at), "hands": _hands(bureau, at), "oldest": _oldest(bureau),
    }  # fmt: skip


def _by_section(bureau: Bureau, first: date, last: date, at: datetime) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = defaultdict(lambda: dict.fromkeys(COUNTED, 0))
    for name, found in _counted(bureau, first, last, at):
        for section, n in found:
            rows[section or ""][name] = n
    return [{"section": section, **rows[section]} for section in sorted(rows, key=lambda name: (name == "", name))]


def _counted(bureau: Bureau, first: date, last: date, at: datetime) -> Iterable[tuple[str, list[tuple[str, int]]]]:
    """Each column as its sections and how many."""
    cases, days = seen(Q(bureau=bureau)).prefetch_related(None), (first, last)
    ended = cases.filter(ENDED, ended__range=days)
    yield "received", _sections(cases.filter(opened_on__range=days), "section__name")
    yield "kept", _sections(ended.filter(KEPT), "section__name")
    yield "missed", _sections(ended.filter(MISSED), "section__name")
    yield "other", _sections(ended.filter(decided=0), "section__name")
    yield "open", _sections(cases.filter(OPEN), "section__name")
    cards, where = Card.objects.filter(case__bureau=bureau), "case__section__name"
    opened = cards.filter(opened_at__date__range=days)
    yield "yellow", _sections(opened.filter(colour=Colour.YELLOW), where)
    yield "red", _sections(opened.filter(colour=Colour.RED), where)
    yield "removed", _sections(cards.filter(removed_at__date__range=days), where)
    yield "red_open", _sections(cards.filter(standing(), colour=Colour.RED), where)
    clocks, today = duties().filter(case__bureau=bureau, state__in=OPEN_STATES), timezone.localdate(at)
    yield "late", _sections(clocks.filter(past(at)), where)
    yield "soon", _sections(clocks.filter(due_on__range=(today, today + SOON)), where)
    pauses = ClockEvent.objects.filter(clock__case__bureau=bureau, kind=EventKind.PAUSED, on__range=days)
    pauses = pauses.exclude(answers__kind=EventKind.VOIDED)
    yield "paused", _sections(pauses, "clock__case__section__name")


def _sections(rows: QuerySet[Any], where: str) -> list[tuple[str, int]]:
    """How many rows each section has; each row once, whatever it was joined with."""
    found = rows.model._default_manager.filter(pk__in=rows.order_by().values("pk"))
    return list(found.order_by().values_list(where).annotate(n=Count("pk")))


def _hands(bureau: Bureau, at: datetime) -> list[dict[str, Any]]:
    """Who holds most open cases, with how many of their clocks are late."""
    open_cases = seen(Q(bureau=bureau)).filter(OPEN, holder__isnull=False).prefetch_related(None)
    held = dict(_sections(open_cases, "holder"))
    late = dict(_sections(duties().filter(past(at), case__bureau=bureau, state__in=OPEN_STATES), "case__holder"))
    names = dict(bureau.staff.filter(pk__in=held).values_list("pk", "name"))
    most = sorted(held, key=lambda pk: (-held[pk], pk))[:MOST_HANDS]
    return [{"name": names.get(pk, ""), "cases": held[pk], "late": late.get(pk, 0)} for pk in most]  # type: ignore[call-overload]


def _oldest(bureau: Bureau) -> list[dict[str, Any]]:
    rows = seen(Q(bureau=bureau)).filter(OPEN).prefetch_related(None)[:MOST_OLD]
    return [
        {
            "case": one.pk, "number": one.number, "title": one.title, "opened_on": one.opened_on.isoformat(),  # type: ignore[union-attr]
            "due": one.due.isoformat() if one.due else "", "holder": one.holder.name if one.holder else "",
        }
        for one in rows
    ]  # fmt: skip
