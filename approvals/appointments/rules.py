"""Who may do which verb with an appointment, when, and what each asks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import can_proceed

from approvals.appointments.guards import NotPossible, OutOfOrder, Paused, TooLate
from approvals.appointments.queries import hours, visits
from approvals.appointments.states import State
from envportal.accounts.rules import codes
from envportal.cases import rules as cases
from envportal.refusals import NotYours
from envportal.web.templatetags import days

if TYPE_CHECKING:
    from datetime import date, datetime

    from approvals.appointments.models import Appointment
    from envportal.accounts.models import Bureau, Enterprise, User

BOOK, OWN, VIEW, KEEP = "appointment.book", "appointment.own", visits.VIEW, "appointment.keep"
SET, FIGURES = "appointment.set", "appointment.figures"
# Verb → the row of the matrix, in the order a page offers them.
VERBS: Final[dict[str, str]] = {"arrive": KEEP, "serve": KEEP, "miss": KEEP, "cancel": KEEP}


def require(name: str, user: User, one: Appointment, at: datetime) -> None:
    """Whether this person may do the verb with this appointment in its state, at this moment."""
    cases.require(user, VERBS[name], one.case)
    sentence = against(name, one, at)
    if sentence:
        raise OutOfOrder(sentence)


def available(user: User, one: Appointment, at: datetime) -> list[str]:
    """The verbs somebody may do now."""
    return [name for name, row in VERBS.items() if not against(name, one, at) and cases.may(user, row, one.case)]


def against(name: str, one: Appointment, at: datetime) -> str:
    """Why a verb is not possible at a moment, "" where it is."""
    if not can_proceed(getattr(one, name)):
        return _("这一步现在不能办：本次预约“%(state)s”。") % {"state": State(one.state).label}
    if name == "arrive" and one.day != timezone.localdate(at):
        return _("只能在预约的那一天登记到达。")
    if name == "miss" and not is_over(one, at):
        return _("预约的时间还没有过，不能登记没有来。")
    return ""


def is_over(one: Appointment, at: datetime) -> bool:
    """Whether the hour is over; a number that was called, and nobody came, is over at once."""
    if one.state == State.ARRIVED:
        return True
    begins = visits.begins(one)
    if begins is None or one.slot is None:
        return False
    return at >= begins.replace(hour=one.slot.ends.hour, minute=one.slot.ends.minute)


def may(user: User, action: str) -> None:
    """Raise NotYours unless the matrix lets the person do this in their own bureau."""
    if not codes(user, action) or user.bureau_id is None:
        raise NotYours(_("这件事不由您办理。"), action)


def is_not_paused(bureau: Bureau, party: str, enterprise: Enterprise | None, today: date) -> None:
    until = visits.paused_until(bureau, party, enterprise, today)
    if until is not None:
        told = {"n": hours.rule_on(bureau, today).no_shows, "day": days.full(until)}
        raise Paused(
            _("最近 %(n)s 次预约没有来也没有取消，网上预约暂停到%(day)s；可以来窗口取号，或者打电话预约。") % told
        )


def can_be_changed(one: Appointment, at: datetime) -> None:
    """Until so many hours before; what the bureau itself has to move, at any time."""
    if one.state != State.BOOKED:
        raise OutOfOrder(_("这一步现在不能办：本次预约“%(state)s”。") % {"state": State(one.state).label})
    begins = visits.begins(one)
    n = hours.rule_on(one.case.bureau, one.day).change_hours
    if one.displaced_at is None and begins is not None and at > begins - timedelta(hours=n):
        raise TooLate(_("开始前 %(n)s 小时以内不能在网上改期、取消，请打电话给窗口。") % {"n": n})


def is_own(user: User, one: Appointment) -> None:
    if one.case.enterprise_id is None or one.case.enterprise_id != user.enterprise_id:
        raise NotYours(_("只有预约的单位可以改期、取消。"), OWN)


def is_to_come(day: date, today: date) -> None:
    if day < today:
        raise NotPossible(_("写今天或者以后的一天。"))
