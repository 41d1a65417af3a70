"""The catalogue as it stands on a day, and how each of its columns is kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, F, Max, Q
from django.utils import timezone

from disclosure.board.enums import Frequency, State
from disclosure.board.models import DisclosureItem, ItemProposal, NilReturn, Notice
from disclosure.board.queries import happenings
from envportal.accounts.models import Bureau
from envportal.deadlines.enums import Matter
from envportal.deadlines.models import Clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet


MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.HALF_YEAR: 6, Frequency.YEARLY: 12}


@dataclass(frozen=True)
class Kept:
    """One column: its rule, what stands in it, and what is wrong with it."""

    item: DisclosureItem
    notices: int
    last: datetime | None
    nil: NilReturn | None
    overdue: int
    silent_since: date | None
    # The day a room that fills the column itself last said something in it.
    said_on: date | None = None

    @property
    def is_filled(self) -> bool:
        """Whether something fills it: notices of the board, or a room of its own."""
        return bool(self.item.kinds) or happenings.is_kept_by_a_room(self.item.code)

    @property
    def last_day(self) -> date | None:
        """When it last said something, if only that nothing happened."""
        days = [day for day in (self.last and timezone.localdate(self.last), self.said_on) if day]
        if self.nil and self.nil.published_at:
            days.append(timezone.localdate(self.nil.published_at))
        return max(days, default=None)


def home() -> Bureau | None:
    """The bureau this portal serves first."""
    bureaus = Bureau.objects.filter(code=settings.HOME_BUREAU) if settings.HOME_BUREAU else Bureau.objects.all()
    return bureaus.order_by(F("parent").asc(nulls_last=True), "pk").first()


def items(on: date) -> list[DisclosureItem]:
    """The version of each column in force on a day, in the order they were written down."""
    latest: dict[str, DisclosureItem] = {}
    for item in DisclosureItem.objects.filter(valid_from__lte=on).order_by("valid_from", "pk"):
        latest[item.code] = item
    first: dict[str, int] = {}
    for code in DisclosureItem.objects.order_by("pk").values_list("code", flat=True):
        first.setdefault(code, len(first))
    return sorted(latest.values(), key=lambda item: first[item.code])


def column(code: str) -> int:
    """The key of the first version of a column."""
    return DisclosureItem.objects.filter(code=code).order_by("pk").values_list("pk", flat=True)[0]


def item_of_kind(kind: str, on: date) -> DisclosureItem | None:
    return next((item for item in items(on) if kind in item.kinds), None)


def kept(bureau: Bureau | None, today: date) -> list[Kept]:
    """Every column with its last update, its overdue publications, and since when it is silent."""
    facts, late = _facts(bureau), overdue(bureau, today)
    nils = latest_nils(bureau)
    return [
        _kept(item, facts, late, nils.get(item.code), today, happenings.last_said(item.code, bureau))
        for item in items(today)
    ]


def kept_one(item: DisclosureItem, bureau: Bureau | None, today: date) -> Kept:
    said_on = happenings.last_said(item.code, bureau)
    return _kept(item, _facts(bureau), overdue(bureau, today), latest_nils(bureau).get(item.code), today, said_on)


def _kept(
    item: DisclosureItem, facts: dict[str, tuple[int, datetime | None]], late: dict[str, int], nil: NilReturn | None,
    today: date, said_on: date | None,
) -> Kept:  # fmt: skip
    known = [facts[kind] for kind in item.kinds if kind in facts]
    last = max((at for _n, at in known if at), default=None)
    over = sum(late.get(kind, 0) for kind in item.kinds)
    told = Kept(item, sum(n for n, _at in known), last, nil, over, None, said_on)
    return replace(told, silent_since=_silent_since(told, today))


def _silent_since(kept: Kept, today: date) -> date | None:
    """The day the column should have said something by; a new one has its first whole span."""
    months = MONTHS.get(Frequency(kept.item.frequency))
    if months is None or not kept.is_filled:
        return None
    by = months_on(kept.last_day or kept.item.valid_from, months)
    return by if by < today else None


def months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _facts(bureau: Bureau | None) -> dict[str, tuple[int, datetime | None]]:
    """How many notices of the bureau's own stand in each kind, and when the last one went out."""
    own = Notice.objects.filter(state=State.PUBLISHED, import_key=None, bureau=bureau)
    rows = own.order_by().values_list("kind").annotate(n=Count("pk"), last=Max("published_at"))
    return {kind: (n, last) for kind, n, last in rows}


def overdue(bureau: Bureau | None, today: date) -> dict[str, int]:
    """What should have been published by now and waits still, by kind."""
    waiting = Notice.objects.filter(state=State.PENDING, bureau=bureau)
    late_clock = Clock.objects.filter(matter=Matter.PUBLISH, stopped_on=None, due_on__lt=today).values("case_id")
    late = waiting.filter(Q(due_on__lt=today) | Q(case__in=late_clock))
    told = Counter(dict(late.order_by().values_list("kind").annotate(n=Count("pk"))))
    # A penalty that no longer stands is overdue while it is still up (行政处罚法第四十八条).
    up = Notice.objects.filter(state=State.PUBLISHED, bureau=bureau, overturned__due_on__lt=today)
    told.update(dict(up.order_by().values_list("kind").annotate(n=Count("pk"))))
    return told


def latest_nils(bureau: Bureau | None) -> dict[str, NilReturn]:
    """The last published nil return of each column that stands."""
    found: dict[str, NilReturn] = {}
    for nil in NilReturn.objects.filter(bureau=bureau, published_at__isnull=False).order_by("-last_day", "-pk"):
        if nil.code not in found and happenings.stands(nil):
            found[nil.code] = nil
    return found


def waiting_nils(bureau_id: int | None) -> QuerySet[NilReturn]:
    return NilReturn.objects.filter(bureau=bureau_id, published_at=None).select_related("said_by").order_by("pk")


def nils_of(code: str, bureau: Bureau | None) -> QuerySet[NilReturn]:
    return NilReturn.objects.filter(bureau=bureau, code=code, published_at__isnull=False).order_by("-last_day")


def published_in(kinds: Iterable[str], bureau_id: int | None, first: date, last: date) -> int:
    """How many notices of these kinds the bureau published from a day to a day."""
    own = Notice.objects.filter(import_key=None, bureau=bureau_id, kind__in=list(kinds), published_at__isnull=False)
    return own.filter(published_at__date__gte=first, published_at__date__lte=last).count()


def open_proposals() -> QuerySet[ItemProposal]:
    return ItemProposal.objects.filter(decided_by=None).select_related("item", "proposed_by", "bureau")
