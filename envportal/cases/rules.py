"""Whether somebody may do something on one case, by the codes of the permission matrix.

F (four eyes) reaches here as far as N; that the person is no earlier actor is asked of the log by the procedure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from envportal.cases import queries
from envportal.cases.enums import PLACES, place_of
from envportal.cases.models import Case
from envportal.refusals import NotYours

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from envportal.accounts.models import User

__all__ = ["NotYours", "address", "find", "may", "require"]


def may(user: User | AnonymousUser, action: str, case: Case, on: date | None = None) -> bool:
    """Whether a cell of the action's row lets the person act on this case on a day (today if none is given)."""
    return Case.objects.filter(queries.within(user, action, on or timezone.localdate()), pk=case.pk).exists()


def require(user: User | AnonymousUser, action: str, case: Case, on: date | None = None) -> None:
    """Raise NotYours unless the person may; a page turns it into 404 for outsiders and 403 for staff."""
    if not may(user, action, case, on):
        raise NotYours(_("这件事不在您的办理范围内，请找经办人或本科室负责人。"), action)


def find(user: User | AnonymousUser, action: str, pk: int, on: date | None = None) -> Case:
    """The case with this key, if the person may do the action on it. Raises NotYours, also where there is none."""
    day = on or timezone.localdate()
    case = queries.visible_to(user, day, action).filter(pk=pk).first()
    if case is None:
        raise NotYours(_("没有这件事，或者它不在您的办理范围内。"), action)
    return case


def address(user: User | AnonymousUser, case: Case, side: str, on: date | None = None) -> str:
    """Where a person reads a case in a part of the house; "" where it has no page there, or none for them."""
    return case.address(side) if may(user, place_of(case.kind).view, case, on) else ""


def address_elsewhere(user: User | AnonymousUser, pk: int, side: str, on: date | None = None) -> str:
    """Where they read a case that has a page of its own by its kind; "" for an application, and for no case."""
    case = Case.objects.filter(pk=pk, kind__in=PLACES).first()
    return address(user, case, side, on) if case else ""
