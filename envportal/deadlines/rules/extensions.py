"""When a pledge may be extended: by its own rule, once, before its end, never past the statute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from envportal.deadlines.rules import fold
from envportal.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from envportal.deadlines.models import Clock, ClockEvent, TermRule
    from envportal.deadlines.rules.grounds import ServedLetter
    from envportal.workdays import Calendar


class NothingToExtend(Refused):
    """No pledged clock runs."""


class NotExtendable(Refused):
    """The pledge does not let itself be extended, or not so far."""


class ExtendedAlready(Refused):
    """A pledge is extended once."""


class NotExtendedYet(Refused):
    """What goes further than the ordinary extension comes after it."""


class ExtensionTooLate(Refused):
    """The pledge has ended."""


class ExtensionNotDelivered(Refused):
    """The applicant has not been told in writing why."""


class ExtensionPassesStatute(Refused):
    """The extended pledge would end after the statutory limit."""


def require_open(clock: Clock | None, name: object = _("承诺时限")) -> Clock:
    if clock is None:
        raise NothingToExtend(_("本案没有正在计时的%(name)s，不能延长。") % {"name": name})
    return clock


def require_delivered(letter: ServedLetter | None) -> None:
    if letter is None or letter.served_on is None:
        raise ExtensionNotDelivered(_("延长承诺时限，先把理由书面告知申请人并送达。"), "行政许可法第42条")


def require(
    rule: TermRule, events: Sequence[ClockEvent], calendar: Calendar, *, amount: int, on: date,
    name: object = _("承诺时限"),
) -> None:  # fmt: skip
    """Refuse an extension the rule itself does not allow."""
    history = fold.fold(events)
    if history.extension:
        raise ExtendedAlready(_("%(name)s只能延长一次。") % {"name": name}, rule.basis)
    if not 1 <= amount <= rule.extendable:
        raise NotExtendable(_("%(name)s最多可延长 %(most)d。") % {"name": name, "most": rule.extendable}, rule.basis)
    _require_in_time(rule, history, calendar, on, name)


def require_further(
    rule: TermRule, events: Sequence[ClockEvent], calendar: Calendar, *, amount: int, on: date, name: object
) -> None:
    """Refuse to go beyond the ordinary extension before that was used, or after the end; the law says not how far."""
    history = fold.fold(events)
    if not history.extension:
        raise NotExtendedYet(_("%(name)s还没有经负责人批准延长，先按规定延长。") % {"name": name}, rule.basis)
    if amount < 1:
        raise NotExtendable(_("写明继续延长多少天。"), rule.basis)
    _require_in_time(rule, history, calendar, on, name)


def _require_in_time(rule: TermRule, history: fold.History, calendar: Calendar, on: date, name: object) -> None:
    due = fold.read(rule, history, calendar, on).due_on
    if on > due:
        raise ExtensionTooLate(_("%(name)s已于 %(day)s 届满，不能再延长。") % {"name": name, "day": due}, rule.basis)


def require_within(due_on: date, statute: date | None) -> None:
    if statute is not None and due_on > statute:
        raise ExtensionPassesStatute(_("延长后将超过法定时限 %(day)s。") % {"day": statute}, "行政许可法第42条")
