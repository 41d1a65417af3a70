"""Days in words, in the language of the page."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def in_english() -> bool:
    return get_language() == "en"


def local(value: date | datetime) -> date:
    """The day on the bureau's wall calendar."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def short(value: date | datetime, note: str = "") -> str:
    """10月21日（周三）, Wed 21 October; with a year that is not this one, as `full`."""
    on = local(value)
    if on.year != timezone.localdate().year:
        return full(on, note)
    if in_english():
        return f"{on:%a} {on.day} {on:%B}" + (f" ({note})" if note else "")
    return f"{on.month}月{on.day}日（{_weekday(on, note)}）"


def full(value: date | datetime, note: str = "") -> str:
    """2026年10月21日（周三）, Wednesday 21 October 2026."""
    on = local(value)
    if in_english():
        return f"{on:%A} {on.day} {on:%B} {on.year}" + (f" ({note})" if note else "")
    return f"{on.year}年{on.month}月{on.day}日（{_weekday(on, note)}）"


def dated(on: date) -> str:
    """2026年10月21日, 21 October 2026."""
    return f"{brief(on)} {on.year}" if in_english() else f"{on.year}年{brief(on)}"


def brief(on: date) -> str:
    """10月21日, 21 October: a day in a sentence."""
    return f"{on.day} {on:%B}" if in_english() else f"{on.month}月{on.day}日"


def near(value: date | datetime) -> str:
    """10月21日 among others, without its weekday; with its year where that is not this one."""
    on = local(value)
    return brief(on) if on.year == timezone.localdate().year else dated(on)


def moment(value: datetime) -> str:
    """10月15日 00:00; 15 October, 00:00."""
    at = timezone.localtime(value)
    is_now = at.year == timezone.localdate().year
    if in_english():
        return f"{at.day} {at:%B}{'' if is_now else f' {at.year}'}, {at:%H:%M}"
    return f"{'' if is_now else f'{at.year}年'}{at.month}月{at.day}日 {at:%H:%M}"


def span(first: date, last: date) -> str:
    """10月13日—19日, 9月24日—10月7日; 13 to 19 October."""
    if in_english():
        start = f"{first.day}" if (first.year, first.month) == (last.year, last.month) else f"{first.day} {first:%B}"
        return f"{start} to {last.day} {last:%B}"
    end = f"{last.day}日" if (first.year, first.month) == (last.year, last.month) else f"{last.month}月{last.day}日"
    return f"{first.month}月{first.day}日—{end}"


def amount(n: int, unit: str) -> str:
    """5 天 or 9 个工作日: the unit is printed with every number."""
    if unit == "working_day":
        return ngettext("%(n)s 个工作日", "%(n)s 个工作日", n) % {"n": n}
    return ngettext("%(n)s 天", "%(n)s 天", n) % {"n": n}


def left(n: int, unit: str) -> str:
    """还剩 5 天, 今天到期, 已超 1 天."""
    if n == 0:
        return _("今天到期")
    return (_("还剩 %s") if n > 0 else _("已超 %s")) % amount(abs(n), unit)


def weekday_mark(on: date) -> str:
    """三, Wed: a weekday at the head of a column or a bar."""
    return f"{on:%a}" if in_english() else WEEKDAYS[on.weekday()][-1]


def weekday_name(on: date) -> str:
    """周三, Wednesday."""
    return f"{on:%A}" if in_english() else WEEKDAYS[on.weekday()]


def _weekday(on: date, note: str) -> str:
    return f"{WEEKDAYS[on.weekday()]}，{note}" if note else WEEKDAYS[on.weekday()]
