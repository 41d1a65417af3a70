"""What the public pages of this room share: whose numbers, of which period, and how fresh."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import caches
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from disclosure.board.views.anonymous import Anonymous
from disclosure.quality.enums import Averaging, Medium, Span
from disclosure.quality.forms.filters import PeriodFilter
from disclosure.quality.queries import stations as register
from disclosure.quality.queries.editions import edition
from disclosure.quality.rules import words
from disclosure.quality.rules.periods import of_span
from disclosure.quality.rules.summaries import facts as told

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from disclosure.quality.rules.summaries.figures import Facts
    from envportal.accounts.models import Bureau

A_DAY = 86_400
MOST_MONTHS = 36


class Measured(Anonymous):
    """A page made of measurements: its ETag turns with every change of them."""

    def also(self) -> tuple[object, ...]:
        return (self.turned,)

    @cached_property
    def turned(self) -> tuple[int, datetime | None]:
        return edition()

    @cached_property
    def bureaus(self) -> list[Bureau]:
        return register.bureaus()

    @cached_property
    def bureau(self) -> Bureau | None:
        """The one asked for, else this portal's own, else the first that measures anything."""
        asked, home = self.request.GET.get("b", ""), settings.HOME_BUREAU
        by_code = {one.code: one for one in self.bureaus}
        return by_code.get(asked) or by_code.get(home) or next(iter(self.bureaus), None)

    def kept(self, name: str, make: Callable[[], Any]) -> Any:
        """What is the same for all readers of an edition is worked out once; each time while Redis is away."""
        key = f"quality-{self.turned[0]}-{get_language()}-{name}"
        try:
            return caches["hints"].get_or_set(key, make, A_DAY)
        except RedisError:
            return make()

    def facts(self, medium: str, first: date, last: date, span: str) -> Facts | None:
        bureau = self.bureau
        if bureau is None:
            return None
        name = f"{medium}-{bureau.pk}-{first}-{span}"
        return self.kept(name, lambda: told.of(medium, bureau, first, last, span))  # type: ignore[no-any-return]

    def address(self, path: str, **changes: str) -> str:
        """An address with the same filter, changed in parts; an empty value leaves its part out."""
        query = {**self.request.GET.dict(), **changes}
        found = {name: str(value) for name, value in query.items() if value and name in {"m", "b", "t", "p", "q", "k"}}
        return f"{path}?{urlencode(found)}" if found else path


def span_of(medium: str, bureau: Bureau) -> tuple[date | None, date | None]:
    """From when to when a bureau has readings of a medium, as bulletins count them."""
    keys = list(register.own(medium, bureau).values_list("pk", flat=True))
    averaging = Averaging.DAY if medium in {Medium.AIR, Medium.NOISE} else Averaging.MONTH
    return register.span_of(keys, averaging)


def periods(first: date, last: date) -> list[tuple[str, str]]:
    """The months between two days and their years, newest first, as a filter offers them."""
    told_: list[tuple[str, str]] = []
    on = last.replace(day=1)
    while on >= first.replace(day=1) and len(told_) < MOST_MONTHS:
        told_.append((f"{on:%Y-%m}", words.period(*of_span(on, Span.MONTH))))
        on = (on - timedelta(days=1)).replace(day=1)
    years = [(str(year), _("%(year)s年全年") % {"year": year}) for year in range(last.year, first.year - 1, -1)]
    return told_ + years


class Filtered(Measured):
    """A month or a year of a medium, as the filter in its address means it; the newest unless another is named."""

    medium: str

    @cached_property
    def covered(self) -> tuple[date | None, date | None]:
        """From when to when there is anything of the medium."""
        return span_of(self.medium, self.bureau) if self.bureau else (None, None)

    @cached_property
    def offered(self) -> list[tuple[str, str]]:
        first, last = self.covered
        if first is None or last is None:
            return []
        return periods(first, last)

    @cached_property
    def asked(self) -> str:
        typed = self.request.GET.get("m", "")
        return typed if typed in dict(self.offered) else next((key for key, _name in self.offered), "")

    @cached_property
    def span(self) -> str:
        return Span.MONTH if "-" in self.asked else Span.YEAR

    @cached_property
    def period(self) -> tuple[date, date] | None:
        if not self.asked:
            return None
        year, _dash, month = self.asked.partition("-")
        return of_span(date(int(year), int(month or 1), 1), self.span)

    @cached_property
    def found(self) -> Facts | None:
        return self.facts(self.medium, *self.period, self.span) if self.period else None

    def form(self) -> PeriodFilter:
        data = {"m": self.asked, "b": self.bureau.code if self.bureau else ""}
        return PeriodFilter(data, periods=self.offered, bureaus=self.bureaus)
