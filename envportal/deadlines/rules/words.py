"""The words a clock is written in: units, days, ranges and reasons, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from envportal.deadlines.enums import Anchor, Direction, Ground, Matter, Unit
from envportal.deadlines.rules.holidays import holiday
from envportal.web.templatetags import days as in_words
from envportal.workdays import explain

if TYPE_CHECKING:
    from datetime import date

    from envportal.deadlines.models import TermRule

NAMES = {
    Matter.INTAKE: (lambda: _("受理"), lambda: _("受")),
    Matter.STATUTORY: (lambda: _("法定"), lambda: _("法")),
    Matter.PLEDGED: (lambda: _("承诺"), lambda: _("诺")),
    Matter.PRE_REVIEW: (lambda: _("申请前"), lambda: _("前")),
}


def lane_name(matter: str) -> str:
    """法定, 承诺 …: what a lane is called in a sentence."""
    return NAMES[Matter(matter)][0]() if matter in NAMES else _("计数")


def lane_mark(matter: str) -> str:
    """法, 诺 …: the one letter of a lane."""
    return NAMES[Matter(matter)][1]() if matter in NAMES else _("计")


def matter_name(matter: str) -> str:
    """What a clock is called on its card."""
    return str(Matter(matter).label) if matter else _("期限")


# A registration is accepted in a programme of its bureau and filed everywhere else; its pledge runs from either.
FILED = "registration"


def anchor(rule: TermRule) -> str:
    """The event a limit runs from; the calculator's runs from the day typed."""
    if (rule.variant, rule.anchor) == (FILED, Anchor.ACCEPTED):
        return _("受理或者备案")
    return within(str(Anchor(rule.anchor).label) if rule.anchor else _("起算日"))


def within(label: str) -> str:
    """A label inside a sentence: small first letter where there is one, unless it stands for words."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def unit_word(unit: str) -> str:
    """What days left are counted in; 日 in law is 天 in a sentence."""
    return _("天") if unit == Unit.CALENDAR_DAY else str(Unit(unit).label)


def amount(rule: TermRule, extension: int = 0) -> str:
    """30 日, 18 个工作日, or as the bureau printed it."""
    if not rule.amount + extension and (in_words.in_english() or not rule.printed):
        return _("当日")
    as_printed = rule.printed and not extension and not in_words.in_english()
    return rule.printed if as_printed else days(rule.amount + extension, rule.unit)


def days(number: int, unit: str) -> str:
    """5 天, 18 个工作日, 2 个月."""
    if unit == Unit.HOUR:
        return ngettext("%(n)d 小时", "%(n)d 小时", number) % {"n": number}
    if unit == Unit.MONTH:
        return ngettext("%(n)d 个月", "%(n)d 个月", number) % {"n": number}
    if unit == Unit.YEAR:
        return ngettext("%(n)d 年", "%(n)d 年", number) % {"n": number}
    return in_words.amount(number, unit)


def rule_text(rule: TermRule, extension: int = 0) -> str:
    """18 个工作日，自受理起算（2026年7月1日版）; 30 日（自然日），自收件起算."""
    facts = {"amount": written(rule, extension), "anchor": anchor(rule)}
    is_before = rule.direction == Direction.BEFORE
    text = _("%(amount)s，在%(anchor)s之前") % facts if is_before else _("%(amount)s，自%(anchor)s起算") % facts
    if rule.bureau_id is None:
        return text
    return _("%(rule)s（%(day)s版）") % {"rule": text, "day": _version(rule.valid_from)}


def written(rule: TermRule, extension: int = 0) -> str:
    """18 个工作日; 30 日（自然日）."""
    told = amount(rule, extension)
    is_calendar = rule.unit == Unit.CALENDAR_DAY and rule.amount
    return _("%(amount)s（自然日）") % {"amount": told} if is_calendar else told


def _version(value: date) -> str:
    return f"{value.day} {value:%B} {value.year}" if in_words.in_english() else f"{value.year}年{short_day(value)}"


def day(value: date) -> str:
    """10月19日（周一）, Mon 19 October."""
    if in_words.in_english():
        return f"{value:%a} {short_day(value)}"
    return f"{short_day(value)}（{in_words.WEEKDAYS[value.weekday()]}）"


def short_day(value: date) -> str:
    """10月19日, 19 October."""
    return f"{value.day} {value:%B}" if in_words.in_english() else f"{value.month}月{value.day}日"


def span(first: date, last: date) -> str:
    """10月13日—19日, 13 to 19 October; one day alone."""
    return short_day(first) if first == last else in_words.span(first, last)


def ground(value: str) -> str:
    return str(Ground(value).label) if value else _("所填日期")


def reason(cell: explain.StripDay, *, total: int, paused: str) -> str:
    """Why a day counts or not, as a clause: 计入，第3天."""
    if cell.is_due and cell.ordinal:
        return _("届满日，第%(n)d天") % {"n": cell.ordinal}
    words = {
        explain.START: _("起算事件当日，不计入"),
        explain.COUNTED: _("计入，第%(n)d天"),
        explain.MAKEUP: _("调休上班，计入，第%(n)d天"),
        explain.WEEKEND: _("周末，不计入"),
        explain.HOLIDAY: _("法定节假日（%(name)s），不计入"),
        explain.CLOSED: _("本地不办公（%(name)s），不计入"),
        explain.PAUSED: _("暂停：%(paused)s，不计入"),
        explain.MOVED: _("届满日，第%(total)d天逢休息日，顺延至本日"),
    }
    return words[cell.kind] % {"n": cell.ordinal, "name": holiday(cell.name), "total": total, "paused": paused}


def mark(cell: explain.StripDay) -> str:
    """The sign in a cell: the ordinal, 起, 班, 休, 假, 停, 满."""
    ends = _("满") if cell.is_due else ""
    signs = {
        explain.START: _("起"),
        explain.COUNTED: "",
        explain.MAKEUP: "" if ends else _("班"),
        explain.WEEKEND: _("休"),
        explain.HOLIDAY: _("假"),
        explain.CLOSED: _("休"),
        explain.PAUSED: _("停"),
        explain.MOVED: "",
    }
    return f"{cell.ordinal or ''}{signs[cell.kind]}{ends}"


def notice(cell: explain.StripDay) -> str:
    """The notice that sets a day apart, its number where one is known."""
    title, number = cell.notice
    return (
        title
        if number is None
        else _("%(title)s（%(number)s）") % {"title": title, "number": number or _("文号未记录")}
    )
